"""How a sale gets into the book: its lines with their sums, and the moment it is issued.

Only the commands of this package call these; each joins the step of its caller.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.ids import new_ids
from salesdesk.parties.commands import became_customer, finish_task
from salesdesk.parties.records import party_name
from salesdesk.sales.records import next_number, product_rows, search_text
from salesdesk.sales.rules import ONE, PricedLine, half_up
from salesdesk.service.commands import take_on
from salesdesk.service.rules import AfterSale
from salesdesk.store import schema as s
from salesdesk.store.database import Store


def line_values(db: Connection, lines: Sequence[PricedLine], *, with_cost: bool) -> list[dict[str, Any]]:
    """The rows of lines, numbered from 1; a line without words of its own gets its product's name."""
    products = product_rows(db, [p.line.product_id for p in lines])
    out = []
    for position, (line, sums) in enumerate(lines, 1):
        product = products.get(line.product_id or 0, {})
        values = {
            "position": position,
            "product_id": line.product_id,
            "words": line.words.strip() or product.get("name", ""),
            "quantity": line.quantity,
            "unit_price": line.unit_price,
            "discount": sums.discount,
            "discount_rate": line.discount_rate,
            "tax_rate": line.tax_rate,
            "net": sums.net,
            "tax": sums.tax,
        }
        if with_cost:
            each = product.get("cost", 0) if line.unit_cost is None else line.unit_cost
            values["cost"] = half_up(each * line.quantity, ONE)
        out.append(values)
    return out


def replace_lines(
    db: Connection, table: Table, paper: Mapping[str, int], lines: Sequence[PricedLine]
) -> dict[str, int]:
    """Write the lines of a draft anew; ``paper`` is its column and id. Returns the paper's new sums."""
    ((column, paper_id),) = paper.items()
    # A draft's lines are nobody's paper yet: the old ones go for good, not to the Bin.
    db.execute(delete(table).where(table.c[column] == paper_id))
    values = line_values(db, lines, with_cost="cost" in table.c)
    if values:
        ids = new_ids(len(values))
        rows = [{"id": i, column: paper_id, **v} for i, v in zip(ids, values, strict=True)]
        db.execute(insert(table), rows)
    return sums_of(values)


def sums_of(values: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """The sums of a paper from its lines' rows."""
    net, tax = sum(v["net"] for v in values), sum(v["tax"] for v in values)
    out = {"net": net, "tax": tax, "total": net + tax}
    if values and "cost" in values[0]:
        out["cost"] = sum(v["cost"] for v in values)
    return out


def write_sale(store: Store, db: Connection, lines: Sequence[PricedLine], **header: Any) -> int:
    """A draft with its lines; returns its id."""
    header.setdefault("staff_id", store.staff_id)
    sale_id = store.insert(db, s.sale, currency=store.currency, **header)
    sums = replace_lines(db, s.sale_line, {"sale_id": sale_id}, lines)
    store.update(db, s.sale, sale_id, **sums, search=sale_search(db, sale_id))
    return sale_id


def sale_search(db: Connection, sale_id: int) -> str:
    """What a sale is found by: its numbers, its customer, its lines."""
    sale = db.execute(select(s.sale).where(s.sale.c.id == sale_id)).one()
    c = s.sale_line.c
    words = db.execute(select(c.words).where(c.sale_id == sale_id, c.deleted_at.is_(None))).scalars()
    return search_text(sale.number, sale.code, party_name(db, sale.party_id) if sale.party_id else "", *words)


def issue(
    store: Store,
    sale_id: int,
    *,
    on: date,
    due_on: date | None,
    paid: int,
    after_sale: Sequence[AfterSale] | None,
) -> None:
    """Make a draft a sale: number, day, owned items, after-sale tasks, and its party a customer.

    ``paid`` is only checked here: the caller records the payment. Raises `UserError` (fields "on", "due_on",
    "paid", "party_id").
    """
    with store.changing(N_("Issue a sale")) as db:
        row = db.execute(select(s.sale).where(s.sale.c.id == sale_id)).one()
        check_terms(store, row.total, row.party_id, on=on, due_on=due_on, paid=paid)
        rest = row.total - paid
        number = next_number(store, db, "sale")
        store.update(
            db,
            s.sale,
            sale_id,
            status="issued",
            number=number,
            issued_at=store.now(),
            sold_on=on,
            due_on=(due_on or on) if rest > 0 else None,
            repeat=_bought_before(db, row.party_id),
        )
        store.update(db, s.sale, sale_id, search=sale_search(db, sale_id))
        if row.party_id is not None:
            take_on(store, sale_id, on, after_sale)
            became_customer(store, row.party_id, on)


def check_terms(
    store: Store, total: int, party_id: int | None, *, on: date, due_on: date | None, paid: int
) -> None:
    """Raise `UserError` for a day to come, more paid than the sale comes to, or a debt that nobody owes."""
    if on > store.today():
        raise UserError(_("This day is still to come. A sale is dated when it is made."), "on")
    if paid < 0:
        raise UserError(_("The money paid cannot be below zero."), "paid")
    if paid > total:
        raise UserError(_("More is paid than the sale comes to."), "paid")
    if paid < total and party_id is None:
        raise UserError(_("Choose the customer who owes the rest."), "party_id")
    if due_on is not None and due_on < on and paid < total:
        raise UserError(_("The rest cannot be due before the sale."), "due_on")


def _bought_before(db: Connection, party_id: int | None) -> bool:
    if party_id is None:
        return False
    c = s.sale.c
    earlier = select(c.id).where(
        c.party_id == party_id, c.status == "issued", c.kind == "sale", c.deleted_at.is_(None)
    )
    return db.execute(earlier.limit(1)).first() is not None


def finish_money_tasks(store: Store, sale_id: int) -> None:
    """Tick off the open tasks to collect a sale's money."""
    t = s.task.c
    with store.changing(N_("Money collected")) as db:
        open_tasks = select(t.id).where(
            t.sale_id == sale_id, t.kind == "payment", t.done_at.is_(None), t.deleted_at.is_(None)
        )
        for task_id in db.execute(open_tasks).scalars().all():
            finish_task(store, task_id)
