"""Lists written to files: whole, in the shop's own words, with nothing that a spreadsheet would run."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select, true

from salesdesk.app.terminal import DONE, say
from salesdesk.base import i18n
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.base.task import Task, silent_task
from salesdesk.exchange.export_csv import write_csv
from salesdesk.exchange.export_fields import shown
from salesdesk.exchange.export_vcard import Contact, write_vcards
from salesdesk.exchange.export_xlsx import write_xlsx
from salesdesk.marketing.fields import CAMPAIGN_FIELDS
from salesdesk.parties.fields import PARTY_FIELDS
from salesdesk.sales.fields import DEAL_FIELDS, PRODUCT_FIELDS, SALE_FIELDS
from salesdesk.service.fields import CASE_FIELDS
from salesdesk.staff.pin_queries import RECOVERY_SETTING
from salesdesk.staff.rights import MARGIN, may
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.opening import open_book

PAGE = 2_000


class Export(NamedTuple):
    """A list that can be written: its words, table and fields."""

    label: str
    table: Table
    fields: Sequence[Field]


EXPORTS = {
    "parties": Export(N_("Customers and prospects"), s.party, PARTY_FIELDS),
    "products": Export(N_("Products"), s.product, PRODUCT_FIELDS),
    "deals": Export(N_("Deals"), s.deal, DEAL_FIELDS),
    "sales": Export(N_("Sales"), s.sale, SALE_FIELDS),
    "cases": Export(N_("Service cases"), s.service_case, CASE_FIELDS),
    "campaigns": Export(N_("Campaigns"), s.campaign, CAMPAIGN_FIELDS),
}
_NAMES = {
    "party": (s.party, "name"), "product": (s.product, "name"), "staff_member": (s.staff_member, "name"),
    "campaign": (s.campaign, "name"), "deal": (s.deal, "title"), "sale": (s.sale, "number"),
}  # fmt: skip


def run(book: Path, kind: str, path: Path) -> int:
    """``salesdesk export``. Raises `UserError` for an ending that is no format."""
    store = open_book(book)
    try:
        count = write(store, kind, path)
    finally:
        store.close()
    say(_("Wrote {n} rows to {name}").format(n=count, name=path))
    return DONE


def with_ending(name: str) -> Path:
    """A file name that ends in a format's ending: Excel when none was typed."""
    path = Path(name)
    return path if path.suffix.lower() in (".csv", ".xlsx", ".vcf") else path.with_name(path.name + ".xlsx")


def write(store: Store, kind: str, path: Path, task: Task | None = None) -> int:
    """Write a list to a file; its ending chooses the format. Returns the rows written.

    Raises `UserError` for another ending, and for a vCard of anything but people.
    """
    export, task = EXPORTS[kind], task or silent_task()
    ending = path.suffix.lower()
    if ending == ".vcf":
        if kind != "parties":
            raise UserError(_("Only people can be written as vCards. Choose .xlsx or .csv."))
        with store.reading() as db:
            return write_vcards(path, _cards(db), task)
    writers: dict[str, Callable[..., int]] = {".csv": write_csv, ".xlsx": write_xlsx}
    if ending not in writers:
        raise UserError(_("Choose a name that ends in .xlsx, .csv or .vcf."))
    hidden = () if may(store, MARGIN) else ("cost",)
    fields = [f for f in export.fields if f.key in export.table.c and f.key not in hidden]
    with store.reading() as db:
        lines = _lines(db, export.table, fields, store.currency)
        return writers[ending](path, [_(f.label) for f in fields], lines, task=task)


_SECRET = frozenset({"staff_pin"})
_SECRET_ROWS = {"setting": s.setting.c.key != RECOVERY_SETTING}


def write_everything(store: Store, folder: Path, task: Task | None = None) -> Path:
    """Write every list for Excel and every table as CSV into a new folder inside ``folder``; returns it.

    Raises `UserError` when the folder cannot be written. PINs and the recovery code are left out.
    """
    task = task or silent_task()
    name = _("Salesdesk {day}").format(day=f"{store.now().astimezone(store.zone):%Y-%m-%d %H-%M-%S}")
    target = folder / name
    try:
        (target / "csv").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("The folder {folder} cannot be written. Choose another one.").format(folder=folder)
        ) from error
    tables = [table for key, table in s.TABLES.items() if key not in _SECRET]
    total = len(EXPORTS) + len(tables)
    for place, (kind, export) in enumerate(EXPORTS.items()):
        write(store, kind, target / f"{_(export.label)}.xlsx")
        task.advance(place + 1, total)
    for place, table in enumerate(tables):
        columns = [column.name for column in table.columns]
        with store.reading() as db:
            rows = db.execute(select(table).where(_SECRET_ROWS.get(table.name, true())).order_by(table.c.id))
            write_csv(target / "csv" / f"{table.name}.csv", columns, rows)
        task.advance(len(EXPORTS) + place + 1, total)
    return target


def _rows(db: Connection, table: Table, columns: Sequence[str]) -> Iterator[Any]:
    """Every row outside the Bin, by pages that follow one another by id."""
    last = 0
    while True:
        chosen = [table.c.id.label("_id"), *(table.c[c] for c in columns if c != "id")]
        where = (table.c.id > last, table.c.deleted_at.is_(None))
        page = db.execute(select(*chosen).where(*where).order_by(table.c.id).limit(PAGE)).all()
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1]._id


def _lines(db: Connection, table: Table, fields: Sequence[Field], currency: str) -> Iterator[list[object]]:
    names = {
        f.key: _names(db, f.reference) for f in fields if f.kind is Kind.REFERENCE and f.reference in _NAMES
    }
    for row in _rows(db, table, [f.key for f in fields]):
        yield [
            names[f.key].get(getattr(row, f.key), "") if f.key in names
            else shown(f, getattr(row, f.key), currency, i18n.language())
            for f in fields
        ]  # fmt: skip


def _names(db: Connection, reference: str | None) -> dict[int, str]:
    table, column = _NAMES[reference or ""]
    return {row[0]: row[1] or "" for row in db.execute(select(table.c.id, table.c[column]))}


def _cards(db: Connection) -> Iterator[Contact]:
    organisations = _names(db, "party")
    wanted = [
        "name",
        "phone",
        "email",
        "address",
        "organisation_id",
        "job_title",
        "birthday",
        "notes",
        "website",
        "tags",
    ]
    for row in _rows(db, s.party, wanted):
        yield Contact(
            name=row.name or row.phone or row.email, phones=[row.phone] if row.phone else [],
            emails=[row.email] if row.email else [], address=row.address,
            organisation=organisations.get(row.organisation_id, ""), title=row.job_title,
            birthday=row.birthday,
            note=row.notes, url=row.website, tags=[t.strip() for t in row.tags.split(",") if t.strip()],
            uid=str(row._id),
        )  # fmt: skip
