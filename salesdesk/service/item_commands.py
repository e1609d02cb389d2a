"""Writing what customers own and we look after: taken on from the sale, maintained, replaced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import add_months
from salesdesk.parties.commands import add_task, finish_task, move_task
from salesdesk.service import plan_queries
from salesdesk.service.rules import AfterSale, ProductCare, is_looked_after, search_text, warranty_until
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

_MOST_ITEMS = 50  # of one sale line; a crate of 500 filters is looked after as one
_EDITABLE = {
    "product_id",
    "words",
    "serial",
    "bought_on",
    "warranty_until",
    "place",
    "settings_note",
    "last_maintained_on",
    "next_maintenance_on",
}


@command
def take_on(store: Store, sale_id: int, on: date, steps: Sequence[AfterSale] | None = None) -> list[int]:
    """Begin looking after what a sale brought: owned items with their warranties, and the after-sale tasks.

    Every looked-after product of the lines becomes an owned item (one each for a quantity of 2), with a
    warranty end whenever the product has a warranty. ``steps`` are the ticked (``chosen``) ones of
    `plan_queries.after_sale_plan`; None takes what the plan ticks by itself, an empty list none. Lines
    taken on before are left alone. Returns the ids of the new owned items.
    Joins the step of the caller (winning a deal, recording a sale).
    """
    with store.changing(N_("Look after what was sold")) as db:
        sale = db.execute(select(s.sale.c.party_id, s.sale.c.number).where(s.sale.c.id == sale_id)).one()
        lines = _lines_to_take_on(db, sale_id)
        products = {p.id: p for p in plan_queries.product_care(db, [line.product_id for line in lines])}
        made = _make_items(store, db, sale.party_id, sale_id, on, lines, products) if sale.party_id else {}
        if steps is None:
            steps = plan_queries.after_sale_plan(db, list(products), on) if made else []
        for step in steps:
            if step.chosen:
                _plan(store, step, sale.party_id, sale_id, made.get(step.product_id or 0, []))
        return [item for items in made.values() for item in items]


def _lines_to_take_on(db: Connection, sale_id: int) -> list[Any]:
    line, item = s.sale_line.c, s.owned_item.c
    taken = select(item.sale_line_id).where(item.sale_id == sale_id, item.sale_line_id.is_not(None))
    rows = db.execute(
        select(line.id, line.product_id, line.quantity, line.words)
        .where(
            line.sale_id == sale_id,
            line.product_id.is_not(None),
            line.deleted_at.is_(None),
            line.id.not_in(taken),
        )
        .order_by(line.position, line.id)
    )
    return list(rows.all())


def _make_items(
    store: Store,
    db: Connection,
    party_id: int,
    sale_id: int,
    on: date,
    lines: list[Any],
    products: dict[int, ProductCare],
) -> dict[int, list[int]]:
    steps = plan_queries.care_steps(db, products)
    made: dict[int, list[int]] = {}
    for line in lines:
        product = products.get(line.product_id)
        if product is None or not is_looked_after(product, steps):
            continue
        pieces = max(line.quantity // 1000, 1)
        for _piece in range(pieces if pieces <= _MOST_ITEMS else 1):
            item = _insert_item(
                store,
                db,
                product,
                party_id=party_id,
                sale_id=sale_id,
                sale_line_id=line.id,
                words=line.words,
                bought_on=on,
            )
            made.setdefault(product.id, []).append(item)
    return made


def _insert_item(
    store: Store, db: Connection, product: ProductCare | None, *, bought_on: date | None, **facts: Any
) -> int:
    until = facts.pop("warranty_until", None)
    if until is None and product and bought_on:
        until = warranty_until(bought_on, product.warranty_months)
    upkeep = facts.pop("next_maintenance_on", None)
    if upkeep is None and product and bought_on and product.maintenance_months:
        upkeep = add_months(bought_on, product.maintenance_months)
    search = _search(db, facts["party_id"], product, facts)
    return store.insert(
        db,
        s.owned_item,
        product_id=product.id if product else None,
        bought_on=bought_on,
        warranty_until=until,
        next_maintenance_on=upkeep,
        search=search,
        **facts,
    )


def _search(db: Connection, party_id: int, product: ProductCare | None, facts: Any) -> str:
    owner = db.execute(select(s.party.c.name).where(s.party.c.id == party_id)).scalar()
    return search_text(
        product.name if product else "",
        facts.get("words"),
        facts.get("serial"),
        facts.get("old_serial"),
        owner,
    )


def _plan(store: Store, step: AfterSale, party_id: int | None, sale_id: int, items: Sequence[int]) -> int:
    return add_task(
        store,
        title=step.title,
        due_on=step.on,
        kind=step.kind,
        purpose=step.purpose,
        staff_id=step.staff_id,
        origin="plan",
        repeat_months=step.repeat_months,
        party_id=party_id,
        sale_id=sale_id,
        care_step_id=step.care_step_id,
        owned_item_id=items[0] if items else None,
    )


@command
def add_owned_item(
    store: Store,
    *,
    party_id: int,
    product_id: int | None = None,
    words: str = "",
    serial: str = "",
    bought_on: date | None = None,
    **facts: Any,
) -> int:
    """Write down something a customer owns, bought here or elsewhere; returns its id.

    The warranty end and the next maintenance are reckoned from the product unless given
    (``warranty_until``, ``next_maintenance_on``). ``facts``: place, settings_note, last_maintained_on.
    Raises `UserError` when neither a product nor words say what it is, or for a future purchase.
    """
    words, serial = nfc(words).strip(), nfc(serial).strip()
    if product_id is None and not words:
        raise UserError(_("Choose the product, or say in a few words what it is."), "product_id")
    _check_bought(store, bought_on)
    with store.changing(N_("Add what {name} owns"), name=_party_name(store, party_id)) as db:
        product = _product(db, product_id)
        return _insert_item(
            store, db, product, party_id=party_id, words=words, serial=serial, bought_on=bought_on, **facts
        )


@command
def edit_owned_item(store: Store, item_id: int, *, version: int | None = None, **facts: Any) -> None:
    """Change facts of an owned item: serial, place, settings_note, dates, words, product.

    A changed purchase date or product reckons the warranty anew unless ``warranty_until`` is given too.
    Raises `UserError` for a future purchase date, or when somebody else changed it meanwhile.
    """
    if unknown := set(facts) - _EDITABLE:
        raise TypeError(f"an owned item's {', '.join(sorted(unknown))} cannot be edited")
    facts = {key: nfc(value).strip() if isinstance(value, str) else value for key, value in facts.items()}
    _check_bought(store, facts.get("bought_on"))
    row = _item_row(store, item_id)
    with store.changing(N_("Change {item}"), item=_item_words(store, row)) as db:
        now = {**row, **facts}
        product = _product(db, now["product_id"])
        if (
            {"bought_on", "product_id"} & set(facts)
            and "warranty_until" not in facts
            and product
            and now["bought_on"]
        ):
            facts["warranty_until"] = warranty_until(now["bought_on"], product.warranty_months)
        store.update(
            db,
            s.owned_item,
            item_id,
            version=version,
            **facts,
            search=_search(db, row["party_id"], product, now),
        )


@command
def replace_owned_item(
    store: Store, item_id: int, *, serial: str, on: date | None = None, warranty_until: date | None = None
) -> None:
    """Give the customer another piece for a broken one: the new serial, the old one kept.

    The warranty goes on as it was unless ``warranty_until`` says otherwise.
    Raises `UserError` without a new serial, or when it is the old one.
    """
    serial = nfc(serial).strip()
    row = _item_row(store, item_id)
    if not serial:
        raise UserError(_("Type the serial number of the new piece."), "serial")
    if serial == row["serial"]:
        raise UserError(_("This is the serial number of the old piece."), "serial")
    old = " ".join(part for part in (row["old_serial"], row["serial"]) if part)
    with store.changing(N_("Replace {item}"), item=_item_words(store, row)) as db:
        facts = {**row, "serial": serial, "old_serial": old}
        store.update(
            db,
            s.owned_item,
            item_id,
            serial=serial,
            old_serial=old,
            last_maintained_on=on or store.today(),
            warranty_until=warranty_until or row["warranty_until"],
            search=_search(db, row["party_id"], _product(db, row["product_id"]), facts),
        )


@command
def record_maintenance(store: Store, item_id: int, on: date | None = None) -> None:
    """Write down that an owned item was maintained on a day (today unless given).

    The next one is planned from that day, not from when this one was due; its open maintenance task is
    ticked off, and a repeating one comes again from that day. Raises `UserError` for a future day.
    """
    day = on or store.today()
    if day > store.today():
        raise UserError(_("This day is still to come. Type the day on which the work was done."), "on")
    row = _item_row(store, item_id)
    with store.changing(N_("Maintained {item}"), item=_item_words(store, row)) as db:
        product = _product(db, row["product_id"])
        for task in _open_maintenance(db, item_id):
            finish_task(store, task.id)
        repeats = _open_maintenance(db, item_id)
        for task in repeats:
            move_task(store, task.id, add_months(day, task.repeat_months))
        months = product.maintenance_months if product else 0
        upkeep = (
            add_months(day, months)
            if months
            else next((add_months(day, t.repeat_months) for t in repeats), None)
        )
        store.update(db, s.owned_item, item_id, last_maintained_on=day, next_maintenance_on=upkeep)


def _open_maintenance(db: Connection, item_id: int) -> list[Any]:
    t = s.task.c
    rows = select(t.id, t.repeat_months).where(
        t.owned_item_id == item_id, t.kind == "maintenance", t.done_at.is_(None), t.deleted_at.is_(None)
    )
    return list(db.execute(rows).all())


@command
def remove_owned_item(store: Store, item_id: int) -> None:
    """Put an owned item into the Bin; its history stays with the customer."""
    row = _item_row(store, item_id)
    with store.changing(N_("Delete {item}"), item=_item_words(store, row)) as db:
        store.remove(db, s.owned_item, item_id)


def _item_row(store: Store, item_id: int) -> RowMapping:
    """An owned item as it is. Raises `UserError` when it is gone."""
    with store.reading() as db:
        row = db.execute(select(s.owned_item).where(s.owned_item.c.id == item_id)).mappings().first()
    if row is None or row["deleted_at"] is not None:
        raise UserError(_("This product is no longer on the list. Look in the Bin or in History."))
    return row


def _check_bought(store: Store, bought_on: date | None) -> None:
    if bought_on is not None and bought_on > store.today():
        raise UserError(_("The purchase date is still to come. Check the year."), "bought_on")


def _product(db: Connection, product_id: int | None) -> ProductCare | None:
    found = plan_queries.product_care(db, [product_id]) if product_id is not None else []
    return found[0] if found else None


def _party_name(store: Store, party_id: int) -> str:
    with store.reading() as db:
        return db.execute(select(s.party.c.name).where(s.party.c.id == party_id)).scalar() or "—"


def _item_words(store: Store, row: RowMapping) -> str:
    with store.reading() as db:
        name = db.execute(select(s.product.c.name).where(s.product.c.id == row["product_id"])).scalar()
    return name or row["words"] or "—"
