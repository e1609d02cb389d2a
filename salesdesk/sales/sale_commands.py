"""Writing sales: at the counter, as a draft, issued for good, corrected by a credit note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import remove_task
from salesdesk.parties.records import party_name
from salesdesk.sales.payment_commands import record_payment
from salesdesk.sales.records import customer, known_facts, live_row, name_of, next_number, search_text
from salesdesk.sales.rules import LineDraft, check_lines, owed, priced, share_credited
from salesdesk.sales.sale_writing import (
    finish_money_tasks,
    issue,
    replace_lines,
    sale_search,
    sums_of,
    write_sale,
)
from salesdesk.service.commands import remove_owned_item
from salesdesk.service.rules import AfterSale
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

_OWN = (
    "number",
    "status",
    "kind",
    "net",
    "tax",
    "total",
    "cost",
    "paid",
    "credited",
    "issued_at",
    "repeat",
    "credit_of_id",
)


@command
def add_sale(
    store: Store,
    *,
    lines: Sequence[LineDraft],
    party_id: int | None = None,
    new_party: str = "",
    on: date | None = None,
    paid: int = 0,
    due_on: date | None = None,
    method: str = "cash",
    after_sale: Sequence[AfterSale] | None = None,
    issue_now: bool = True,
    **facts: Any,
) -> int:
    """Record a sale, with or without a customer; returns its id.

    ``new_party`` (a name or phone number) adds the customer in the same step. ``on`` is the day of the sale
    (today unless given), ``paid`` what was paid at once in minor units, ``due_on`` when the rest is due.
    ``after_sale`` are the steps to plan (None: what the products bring by themselves). With ``issue_now``
    False it stays a draft without a number. ``facts``: deal_id, quote_id, campaign_id, staff_id, case_id,
    code, place, notes. Raises `UserError` with the field for impossible lines, days or sums.
    """
    check_lines(lines)
    header = known_facts(s.sale, facts, _OWN)
    on = on or store.today()
    with store.changing(
        N_("Sell to {name}"), name=name_of(store, party_id) if party_id else new_party or "—"
    ) as db:
        if party_id is not None or new_party.strip():
            party_id, _name = customer(store, party_id, new_party)
        sale_id = write_sale(store, db, priced(lines), party_id=party_id, sold_on=on, due_on=due_on, **header)
        if issue_now:
            issue(store, sale_id, on=on, due_on=due_on, paid=paid, after_sale=after_sale)
            if paid:
                record_payment(store, sale_id, paid, on, method)
    return sale_id


@command
def edit_sale(
    store: Store,
    sale_id: int,
    *,
    lines: Sequence[LineDraft] | None = None,
    version: int | None = None,
    **facts: Any,
) -> None:
    """Change a draft; ``lines`` replace its lines.

    Of an issued sale only the due day, the place and the notes may change: raises `UserError` for anything
    else, because its customer has the paper.
    """
    row = live_row(store, s.sale, sale_id)
    changed = {k: v for k, v in known_facts(s.sale, facts, _OWN).items() if row[k] != v}
    if row["status"] != "draft" and (lines is not None or set(changed) - {"due_on", "place", "notes"}):
        raise UserError(_("This sale is issued and stays as it is. Correct it with a credit note."))
    if lines is not None:
        check_lines(lines)
    with store.changing(N_("Change a sale to {name}"), name=name_of(store, row["party_id"])) as db:
        if lines is not None:
            changed |= replace_lines(db, s.sale_line, {"sale_id": sale_id}, priced(lines))
        if changed:
            store.update(db, s.sale, sale_id, version=version, **changed)
            store.update(db, s.sale, sale_id, search=sale_search(db, sale_id))


@command
def issue_sale(
    store: Store,
    sale_id: int,
    *,
    on: date | None = None,
    paid: int = 0,
    due_on: date | None = None,
    method: str = "cash",
    after_sale: Sequence[AfterSale] | None = None,
) -> str:
    """Issue a draft: it gets its number, and is only corrected by a credit note from then on.

    Returns the number. Arguments and errors as `add_sale`.
    """
    row = live_row(store, s.sale, sale_id)
    if row["status"] != "draft":
        raise UserError(_("This sale is issued already."))
    on = on or store.today()
    with store.changing(N_("Issue a sale to {name}"), name=name_of(store, row["party_id"])) as db:
        issue(store, sale_id, on=on, due_on=due_on or row["due_on"], paid=paid, after_sale=after_sale)
        if paid:
            record_payment(store, sale_id, paid, on, method)
        return str(db.execute(select(s.sale.c.number).where(s.sale.c.id == sale_id)).scalar_one())


@command
def discard_draft(store: Store, sale_id: int) -> None:
    """Put a draft into the Bin. Raises `UserError` for an issued sale."""
    row = live_row(store, s.sale, sale_id)
    if row["status"] != "draft":
        raise UserError(_("This sale is issued and stays as it is. Correct it with a credit note."))
    with store.changing(N_("Discard a draft for {name}"), name=name_of(store, row["party_id"])) as db:
        store.remove(db, s.sale, sale_id)


@command
def credit_sale(
    store: Store,
    sale_id: int,
    *,
    on: date | None = None,
    quantities: Mapping[int, int] | None = None,
    reason: str = "",
    refund: int = 0,
    method: str = "cash",
) -> int:
    """Correct an issued sale by a credit note with a number of its own; returns the note's id.

    ``quantities`` maps ids of the sale's lines to how much of each comes back, in thousandths; None is all
    that is left. ``refund`` is money given back at once, in minor units. What came back entirely is no
    longer looked after. Raises `UserError` when nothing is left to credit, more comes back than was sold,
    or more is given back than was paid (field "refund").
    """
    row = live_row(store, s.sale, sale_id)
    if row["status"] != "issued" or row["kind"] != "sale":
        raise UserError(_("Only an issued sale can be corrected with a credit note."))
    on = on or store.today()
    with store.changing(N_("Credit note for {name}"), name=name_of(store, row["party_id"])) as db:
        taken_back = _lines_back(db, sale_id, quantities)
        note_id = _write_note(store, db, row, taken_back, on, reason)
        if refund:
            record_payment(store, sale_id, -_checked_refund(row, refund), on, method, reason)
        _let_go(store, db, sale_id, taken_back)
    return note_id


def _checked_refund(row: Mapping[str, Any], refund: int) -> int:
    if refund < 0 or refund > row["paid"]:
        raise UserError(_("No more can be given back than was paid."), "refund")
    return refund


def _lines_back(
    db: Connection, sale_id: int, quantities: Mapping[int, int] | None
) -> list[tuple[Mapping[str, Any], dict[str, Any]]]:
    """(line of the sale, line of the credit note): the note's line stands at the same position."""
    c = s.sale_line.c
    rows = (
        db.execute(
            select(s.sale_line).where(c.sale_id == sale_id, c.deleted_at.is_(None)).order_by(c.position)
        )
        .mappings()
        .all()
    )
    before = credited_before(db, sale_id)
    out: list[tuple[Mapping[str, Any], dict[str, Any]]] = []
    for line in map(dict, rows):
        done = before.get(line["position"], {"quantity": 0, "net": 0, "tax": 0, "cost": 0, "discount": 0})
        left = line["quantity"] - done["quantity"]
        back = left if quantities is None else quantities.get(line["id"], 0)
        if not 0 <= back <= left:
            raise UserError(_("No more can come back than was sold."), "quantity")
        if back:
            out.append((line, _line_back(line, done, back, last=back == left)))
    if not out:
        raise UserError(_("Nothing of this sale is left to credit."), "quantity")
    return out


def _line_back(line: Mapping[str, Any], done: Mapping[str, int], back: int, *, last: bool) -> dict[str, Any]:
    # The last part takes what is left, so that parts add up to the line to the last unit.
    parts = {
        key: line[key] - done[key] if last else share_credited(line[key], back, line["quantity"])
        for key in ("net", "tax", "cost", "discount")
    }
    same = ("position", "product_id", "words", "unit_price", "discount_rate", "tax_rate")
    return {**{key: line[key] for key in same}, "quantity": back, **parts}


def credited_before(db: Connection, sale_id: int) -> dict[int, dict[str, int]]:
    """What earlier credit notes of a sale took back, by the position of the line."""
    line, note = s.sale_line.c, s.sale.c
    rows = db.execute(
        select(line.position, line.quantity, line.net, line.tax, line.cost, line.discount)
        .join(s.sale, note.id == line.sale_id)
        .where(note.credit_of_id == sale_id, note.deleted_at.is_(None), line.deleted_at.is_(None))
    ).mappings()
    out: dict[int, dict[str, int]] = {}
    for row in rows:
        sums = out.setdefault(
            row["position"], dict.fromkeys(("quantity", "net", "tax", "cost", "discount"), 0)
        )
        for key in sums:
            sums[key] += row[key]
    return out


def _write_note(
    store: Store,
    db: Connection,
    row: Mapping[str, Any],
    back: Sequence[tuple[Mapping[str, Any], dict[str, Any]]],
    on: date,
    reason: str,
) -> int:
    values = [line for _sold, line in back]
    sums = sums_of(values)
    number = next_number(store, db, "credit_note")
    same = ("party_id", "deal_id", "campaign_id", "case_id", "staff_id", "place", "currency")
    note_id = store.insert(
        db,
        s.sale,
        kind="credit_note",
        status="issued",
        number=number,
        credit_of_id=row["id"],
        sold_on=on,
        issued_at=store.now(),
        notes=reason.strip(),
        repeat=row["repeat"],
        **sums,
        **{k: row[k] for k in same},
        search=search_text(number, row["number"], party_name(db, row["party_id"]) if row["party_id"] else ""),
    )
    for line in values:
        store.insert(db, s.sale_line, sale_id=note_id, **line)
    store.update(db, s.sale, row["id"], credited=row["credited"] + sums["total"])
    if owed(row["total"], row["credited"] + sums["total"], row["paid"]) <= 0:
        finish_money_tasks(store, row["id"])
    return note_id


def _let_go(
    store: Store, db: Connection, sale_id: int, back: Sequence[tuple[Mapping[str, Any], dict[str, Any]]]
) -> None:
    i, t = s.owned_item.c, s.task.c
    before = credited_before(db, sale_id)
    for sold, _line in back:
        if before[sold["position"]]["quantity"] < sold["quantity"]:
            continue
        items = (
            db.execute(select(i.id).where(i.sale_line_id == sold["id"], i.deleted_at.is_(None)))
            .scalars()
            .all()
        )
        for item_id in items:
            for task_id in (
                db.execute(
                    select(t.id).where(
                        t.owned_item_id == item_id, t.done_at.is_(None), t.deleted_at.is_(None)
                    )
                )
                .scalars()
                .all()
            ):
                remove_task(store, task_id)
            remove_owned_item(store, item_id)
