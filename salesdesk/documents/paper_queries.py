"""Reading what papers show: quotes, sales, payments and cases with their people and lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, select

from salesdesk.store import schema as s

Row = Mapping[str, Any]
_WHO = ("name", "phone", "email", "address", "area", "tax_code", "country")


class Goods(NamedTuple):
    """A line of a quote or sale; quantity in thousandths, money in minor units, rates in hundredths of %."""

    words: str
    code: str
    warranty_months: int
    quantity: int
    unit_price: int
    discount: int
    discount_rate: int
    tax_rate: int
    net: int
    tax: int


def record(db: Connection, table: Table, record_id: int | None) -> Row | None:
    """One row by its id, unless it is in the Bin."""
    if record_id is None:
        return None
    wanted = select(table).where(table.c.id == record_id, table.c.deleted_at.is_(None))
    row = db.execute(wanted).mappings().first()
    return dict(row) if row is not None else None


def person(db: Connection, party_id: int | None) -> Row:
    """Who a paper is for, "" where nothing is known; the name falls back to the phone number."""
    p = s.party.c
    row = db.execute(select(*(p[key] for key in _WHO)).where(p.id == party_id)).mappings().first()
    found = {key: (row[key] or "") if row else "" for key in _WHO}
    return {**found, "name": found["name"] or found["phone"]}


def staff_name(db: Connection, staff_id: int | None) -> str:
    """The name of somebody at the desk, "" for nobody."""
    c = s.staff_member.c
    return str(db.execute(select(c.name).where(c.id == staff_id)).scalar() or "")


def goods_of(db: Connection, table: Table, owner: str, record_id: int) -> Sequence[Goods]:
    """The lines of a quote (``quote_line``, "quote_id") or sale in their order."""
    c, product = table.c, s.product.c
    rows = db.execute(
        select(
            c.words,
            func.coalesce(product.code, ""),
            func.coalesce(product.warranty_months, 0),
            c.quantity,
            c.unit_price,
            c.discount,
            c.discount_rate,
            c.tax_rate,
            c.net,
            c.tax,
        )
        .select_from(table.outerjoin(s.product, product.id == c.product_id))
        .where(c[owner] == record_id, c.deleted_at.is_(None))
        .order_by(c.position, c.id)
    )
    return [Goods._make(row) for row in rows]


def planned_payments(db: Connection, quote_id: int) -> Sequence[Row]:
    """The payment plan of a quote: title, when_words, due_on, amount."""
    c = s.planned_payment.c
    rows = select(c.title, c.when_words, c.due_on, c.amount).where(
        c.quote_id == quote_id, c.deleted_at.is_(None)
    )
    return [dict(row) for row in db.execute(rows.order_by(c.position, c.id)).mappings()]


def steps_of(db: Connection, case_id: int) -> Sequence[Row]:
    """The checklist of a case: words, result, done_at."""
    c = s.checklist_item.c
    rows = select(c.words, c.result, c.done_at).where(c.case_id == case_id, c.deleted_at.is_(None))
    return [dict(row) for row in db.execute(rows.order_by(c.position, c.id)).mappings()]


def newest_payment(db: Connection, sale_id: int) -> int | None:
    """The payment of a sale that came in last, or None."""
    c = s.payment.c
    rows = select(c.id).where(c.sale_id == sale_id, c.amount > 0, c.deleted_at.is_(None))
    return db.execute(rows.order_by(c.paid_on.desc(), c.id.desc()).limit(1)).scalar()


def customer_country(db: Connection, kind: str, record_id: int) -> str:
    """The country of whom a paper is for, "" when it is not known."""
    tables = {"quote": s.quote, "sale": s.sale, "receipt": s.payment, "job": s.service_case}
    table = tables.get(kind)
    if table is None:
        return ""
    rows = select(s.party.c.country).join(table, table.c.party_id == s.party.c.id)
    return str(db.execute(rows.where(table.c.id == record_id)).scalar() or "")
