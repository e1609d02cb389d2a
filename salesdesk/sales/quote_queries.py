"""Reading quotes: the list, one quote with its lines and earlier revisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, case, func, select

from salesdesk.base.listing import ListQuery
from salesdesk.parties.queries import called
from salesdesk.sales.sale_queries import SaleLineRow
from salesdesk.store import schema as s
from salesdesk.store.search import find_ids

VIEWS = ("open", "draft", "sent", "accepted", "closed", "all")
_Q, _P = s.quote.c, s.party.c


class QuoteRow(NamedTuple):
    """A quote in a list. ``status`` says "expired" for a sent one whose day has passed."""

    id: int
    number: str
    revision: int
    status: str
    party_id: int
    party: str
    what: str
    lines: int
    dated_on: date | None
    valid_until: date | None
    total: int
    seller: str
    deal_id: int | None


class QuotePage(NamedTuple):
    """One quote: its columns by name, names, lines, and its other revisions as (id, revision, status)."""

    facts: Mapping[str, Any]
    status: str
    party: str
    phone: str
    campaign: str
    campaign_id: int | None
    lines: Sequence[SaleLineRow]
    revisions: Sequence[tuple[int, int, str]]


def status_on(status: str, valid_until: date | None, today: date) -> str:
    """A quote's status on a day: a sent one expires by itself."""
    return "expired" if status == "sent" and valid_until is not None and valid_until < today else status


def _of_view(view: str, today: date) -> ColumnElement[bool]:
    live = _Q.deleted_at.is_(None)
    late = (_Q.status == "sent") & (_Q.valid_until < today)
    conditions = {
        "open": live & (_Q.status.in_(("draft", "sent"))) & ~late,
        "draft": live & (_Q.status == "draft"),
        "sent": live & (_Q.status == "sent") & ~late,
        "accepted": live & (_Q.status == "accepted"),
        "closed": live & (_Q.status.in_(("refused", "expired")) | late),
    }
    return conditions.get(view, live)


def count_views(db: Connection, today: date) -> dict[str, int]:
    """How many quotes each saved filter holds."""
    sums = [
        func.coalesce(func.sum(case((_of_view(view, today), 1), else_=0)), 0).label(view) for view in VIEWS
    ]
    row = db.execute(select(*sums)).mappings().one()
    return {view: int(row[view]) for view in VIEWS}


_SORTS: Mapping[str, ColumnElement[Any]] = {
    "dated_on": _Q.dated_on,
    "valid_until": _Q.valid_until,
    "total": _Q.total,
    "number": _Q.number,
}


def list_quote_ids(db: Connection, query: ListQuery, limit: int | None, today: date) -> list[int]:
    """The ids of a list of quotes, newest first."""
    statement = select(_Q.id).where(_of_view(query.view, today))
    if query.text.strip():
        statement = statement.where(_Q.id.in_(find_ids(db, "quote", query.text)))
    if query.sort in _SORTS:
        key = _SORTS[query.sort]
        statement = statement.order_by(key.desc() if query.descending else key.asc(), _Q.id.desc())
    else:
        statement = statement.order_by(_Q.id.desc())
    return list(db.execute(statement.limit(limit)).scalars())


def quotes_by_id(db: Connection, ids: Sequence[int], today: date) -> dict[int, QuoteRow]:
    """Quotes as the list shows them, by id."""
    line = s.quote_line.c
    count = select(func.count()).where(line.quote_id == _Q.id, line.deleted_at.is_(None)).scalar_subquery()
    first = (
        select(line.words)
        .where(line.quote_id == _Q.id, line.deleted_at.is_(None))
        .order_by(line.position)
        .limit(1)
        .scalar_subquery()
    )
    rows = db.execute(
        select(
            _Q.id,
            _Q.number,
            _Q.revision,
            _Q.status,
            _Q.party_id,
            called().label("party"),
            first.label("what"),
            count.label("lines"),
            _Q.dated_on,
            _Q.valid_until,
            _Q.total,
            s.staff_member.c.name.label("seller"),
            _Q.deal_id,
        )
        .select_from(
            s.quote.join(s.party, _P.id == _Q.party_id).outerjoin(
                s.staff_member, s.staff_member.c.id == _Q.staff_id
            )
        )
        .where(_Q.id.in_(ids))
    ).mappings()
    return {
        row["id"]: QuoteRow(
            **{
                **row,
                "status": status_on(row["status"], row["valid_until"], today),
                "what": row["what"] or "",
                "seller": row["seller"] or "",
            }
        )
        for row in rows
    }


def quote_page(db: Connection, quote_id: int, today: date) -> QuotePage | None:
    """One quote with everything its editor shows; None when there is none."""
    d, campaign = s.deal.c, s.campaign.c
    row = (
        db.execute(
            select(
                s.quote,
                called().label("party"),
                _P.phone,
                campaign.name.label("campaign"),
                campaign.id.label("campaign_id"),
            )
            .select_from(
                s.quote.join(s.party, _P.id == _Q.party_id)
                .outerjoin(s.deal, d.id == _Q.deal_id)
                .outerjoin(s.campaign, campaign.id == func.coalesce(d.campaign_id, _P.campaign_id))
            )
            .where(_Q.id == quote_id)
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    facts = {column.name: row[column.name] for column in s.quote.columns}
    others = db.execute(
        select(_Q.id, _Q.revision, _Q.status)
        .where(_Q.number == facts["number"], _Q.id != quote_id, _Q.deleted_at.is_(None))
        .order_by(_Q.revision)
    ).all()
    status = status_on(facts["status"], facts["valid_until"], today)
    return QuotePage(
        facts,
        status,
        row["party"],
        row["phone"] or "",
        row["campaign"] or "",
        row["campaign_id"],
        quote_lines(db, quote_id),
        others,
    )


def quote_lines(db: Connection, quote_id: int) -> list[SaleLineRow]:
    """The lines of a quote in their order; ``cost`` is what the product costs now."""
    c, product = s.quote_line.c, s.product.c
    cost = (func.coalesce(product.cost, 0) * c.quantity / 1000).label("cost")
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
            cost,
            c.position,
        )
        .select_from(s.quote_line.outerjoin(s.product, product.id == c.product_id))
        .where(c.quote_id == quote_id, c.deleted_at.is_(None))
        .order_by(c.position, c.id)
    )
    return [SaleLineRow._make(row)._replace(cost=int(row.cost)) for row in rows]


def open_quote_of(db: Connection, *, deal_id: int | None = None, party_id: int | None = None) -> int | None:
    """The newest draft or sent quote of a deal or a party, or None."""
    where = _Q.deal_id == deal_id if deal_id is not None else _Q.party_id == party_id
    rows = (
        select(_Q.id)
        .where(where, _Q.status.in_(("draft", "sent")), _Q.deleted_at.is_(None))
        .order_by(_Q.id.desc())
    )
    return db.execute(rows.limit(1)).scalar()
