"""Reading sales: the list with what is owed, money to collect, one sale with its lines and payments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, case, func, select

from salesdesk.base.listing import ListQuery
from salesdesk.base.periods import month_of
from salesdesk.parties.queries import called
from salesdesk.store import schema as s
from salesdesk.store.search import find_ids

VIEWS = ("all", "month", "owed", "overdue", "drafts", "returns")
_S, _P = s.sale.c, s.party.c
_REST = _S.total - _S.credited - _S.paid


class SaleRow(NamedTuple):
    """A sale in a list. ``owed`` is 0 for drafts and credit notes; ``what`` names its first line."""

    id: int
    number: str | None
    code: str | None
    kind: str
    status: str
    sold_on: date | None
    party_id: int | None
    party: str
    what: str
    lines: int
    net: int
    total: int
    paid: int
    credited: int
    owed: int
    due_on: date | None
    seller: str
    place: str


class Owed(NamedTuple):
    """Money to collect for a sale, in minor units; ``days_late`` is below zero while it is not due."""

    sale_id: int
    party_id: int | None
    party: str
    phone: str
    number: str
    amount: int
    due_on: date | None
    days_late: int


class SaleLineRow(NamedTuple):
    """A line of a sale or quote; quantity in thousandths, money in minor units."""

    id: int
    product_id: int | None
    words: str
    code: str | None
    quantity: int
    unit_price: int
    discount: int
    discount_rate: int
    tax_rate: int
    net: int
    tax: int
    cost: int
    position: int


class PaymentRow(NamedTuple):
    """Money that came in (or went back, below zero)."""

    id: int
    amount: int
    paid_on: date | None
    method: str
    notes: str
    staff: str


class SalePage(NamedTuple):
    """One sale: its columns by name, names, lines, payments, and its credit notes as (id, number, total)."""

    facts: Mapping[str, Any]
    party: str
    phone: str
    seller: str
    credit_of: str
    lines: Sequence[SaleLineRow]
    payments: Sequence[PaymentRow]
    credit_notes: Sequence[tuple[int, str, int]]


def _issued() -> ColumnElement[bool]:
    return (_S.status == "issued") & (_S.kind == "sale") & _S.deleted_at.is_(None)


def _of_view(view: str, today: date) -> ColumnElement[bool]:
    live, month = _S.deleted_at.is_(None), month_of(today)
    conditions = {
        "month": _issued() & _S.sold_on.between(month.start, month.end),
        "owed": _issued() & (_REST > 0),
        "overdue": _issued() & (_REST > 0) & (_S.due_on < today),
        "drafts": live & (_S.status == "draft"),
        "returns": live & (_S.kind == "credit_note"),
    }
    return conditions.get(view, live & (_S.status != "void"))


def count_views(db: Connection, today: date) -> dict[str, int]:
    """How many sales each saved filter holds."""
    sums = [
        func.coalesce(func.sum(case((_of_view(view, today), 1), else_=0)), 0).label(view) for view in VIEWS
    ]
    row = db.execute(select(*sums)).mappings().one()
    return {view: int(row[view]) for view in VIEWS}


_SORTS: Mapping[str, ColumnElement[Any]] = {
    "sold_on": _S.sold_on,
    "total": _S.total,
    "owed": _REST,
    "due_on": _S.due_on,
    "number": func.coalesce(_S.number, _S.code),
    "party_id": _P.sort_name,
}


def list_sale_ids(db: Connection, query: ListQuery, limit: int | None, today: date) -> list[int]:
    """The ids of a list of sales: newest first; money owed oldest due day first."""
    statement = select(_S.id).where(_of_view(query.view, today))
    if query.text.strip():
        statement = statement.where(_S.id.in_(find_ids(db, "sale", query.text)))
    if query.sort == "party_id":
        statement = statement.select_from(s.sale.outerjoin(s.party, _P.id == _S.party_id))
    if query.sort in _SORTS:
        key = _SORTS[query.sort]
        statement = statement.order_by(key.desc() if query.descending else key.asc(), _S.id.desc())
    elif query.view in ("owed", "overdue"):
        statement = statement.order_by(_S.due_on, _S.id)
    else:
        statement = statement.order_by(_S.sold_on.desc(), _S.id.desc())
    return list(db.execute(statement.limit(limit)).scalars())


def sales_by_id(db: Connection, ids: Sequence[int]) -> dict[int, SaleRow]:
    """Sales as the list shows them, by id."""
    line = s.sale_line.c
    count = select(func.count()).where(line.sale_id == _S.id, line.deleted_at.is_(None)).scalar_subquery()
    first = (
        select(line.words)
        .where(line.sale_id == _S.id, line.deleted_at.is_(None))
        .order_by(line.position)
        .limit(1)
        .scalar_subquery()
    )
    rows = db.execute(
        select(
            _S.id,
            _S.number,
            _S.code,
            _S.kind,
            _S.status,
            _S.sold_on,
            _S.party_id,
            called().label("party"),
            first.label("what"),
            count.label("lines"),
            _S.net,
            _S.total,
            _S.paid,
            _S.credited,
            case((_issued() & (_REST > 0), _REST), else_=0).label("owed"),
            _S.due_on,
            s.staff_member.c.name.label("seller"),
            _S.place,
        )
        .select_from(
            s.sale.outerjoin(s.party, _P.id == _S.party_id).outerjoin(
                s.staff_member, s.staff_member.c.id == _S.staff_id
            )
        )
        .where(_S.id.in_(ids))
    ).mappings()
    return {
        row["id"]: SaleRow(
            **{
                **row,
                "party": row["party"] if row["party_id"] else "",
                "what": row["what"] or "",
                "seller": row["seller"] or "",
            }
        )
        for row in rows
    }


def money_to_collect(db: Connection, today: date, limit: int | None = None) -> list[Owed]:
    """What customers owe, the oldest due day first. The one list behind every "money to collect"."""
    return _owed(db, _issued() & (_REST > 0), today, limit)


def unpaid_sales_of(db: Connection, party_id: int) -> list[Owed]:
    """The sales of a party that are not paid in full, the one due first on top."""
    return _owed(db, _issued() & (_REST > 0) & (_S.party_id == party_id), date.min, 50)


def _owed(db: Connection, where: ColumnElement[bool], today: date, limit: int | None) -> list[Owed]:
    columns = (_S.id, _S.party_id, _P.phone, _S.number, _S.code, _S.due_on)
    rows = db.execute(
        select(*columns, called().label("party"), _REST.label("rest"))
        .select_from(s.sale.outerjoin(s.party, _P.id == _S.party_id))
        .where(where)
        .order_by(_S.due_on, _S.id)
        .limit(limit)
    ).all()
    return [
        Owed(
            sale_id=r.id,
            party_id=r.party_id,
            party=r.party if r.party_id else "",
            phone=r.phone or "",
            number=r.number or r.code or "",
            amount=r.rest,
            due_on=r.due_on,
            days_late=(today - r.due_on).days if r.due_on else 0,
        )
        for r in rows
    ]


def sum_owed(db: Connection, today: date) -> tuple[int, int]:
    """(all that customers owe, how much of it is overdue), in minor units."""
    late = func.coalesce(func.sum(case((_S.due_on < today, _REST), else_=0)), 0)
    row = db.execute(select(func.coalesce(func.sum(_REST), 0), late).where(_issued(), _REST > 0)).one()
    return int(row[0]), int(row[1])


def sale_page(db: Connection, sale_id: int) -> SalePage | None:
    """One sale with everything its sheet shows; None when there is none."""
    member, original = s.staff_member.c, s.sale.alias("original")
    row = (
        db.execute(
            select(
                s.sale,
                called().label("party"),
                _P.phone,
                member.name.label("seller"),
                original.c.number.label("credit_of"),
            )
            .select_from(
                s.sale.outerjoin(s.party, _P.id == _S.party_id)
                .outerjoin(s.staff_member, member.id == _S.staff_id)
                .outerjoin(original, original.c.id == _S.credit_of_id)
            )
            .where(_S.id == sale_id)
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    facts = {column.name: row[column.name] for column in s.sale.columns}
    notes = db.execute(
        select(_S.id, _S.number, _S.total)
        .where(_S.credit_of_id == sale_id, _S.deleted_at.is_(None))
        .order_by(_S.id)
    ).all()
    return SalePage(
        facts,
        row["party"] if facts["party_id"] else "",
        row["phone"] or "",
        row["seller"] or "",
        row["credit_of"] or "",
        sale_lines(db, sale_id),
        payments_of(db, sale_id),
        notes,
    )


def sale_lines(db: Connection, sale_id: int) -> list[SaleLineRow]:
    """The lines of a sale in their order."""
    c, product = s.sale_line.c, s.product.c
    rows = db.execute(
        select(
            c.id,
            c.product_id,
            c.words,
            product.code,
            c.quantity,
            c.unit_price,
            c.discount,
            c.discount_rate,
            c.tax_rate,
            c.net,
            c.tax,
            c.cost,
            c.position,
        )
        .select_from(s.sale_line.outerjoin(s.product, product.id == c.product_id))
        .where(c.sale_id == sale_id, c.deleted_at.is_(None))
        .order_by(c.position, c.id)
    )
    return [SaleLineRow._make(row) for row in rows]


def payments_of(db: Connection, sale_id: int) -> list[PaymentRow]:
    """The payments of a sale, oldest first."""
    c, member = s.payment.c, s.staff_member.c
    rows = db.execute(
        select(c.id, c.amount, c.paid_on, c.method, c.notes, member.name)
        .select_from(s.payment.outerjoin(s.staff_member, member.id == c.staff_id))
        .where(c.sale_id == sale_id, c.deleted_at.is_(None))
        .order_by(c.paid_on, c.id)
    )
    return [PaymentRow(*row[:5], row.name or "") for row in rows]


def unpaid_sale_of(db: Connection, party_id: int) -> int | None:
    """The sale of a party whose money is due first, or None when it owes nothing."""
    return next((o.sale_id for o in unpaid_sales_of(db, party_id)), None)
