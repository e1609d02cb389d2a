"""Reading the board of people: how far each prospect has come, and who became a customer this month.

Only the first cards of a column are read, each from an index, and its count; so a book of 100,000 people
costs little more than a small one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, and_, select, true

from salesdesk.base.listing import ListQuery
from salesdesk.prospects.queries import (
    Where,
    branches,
    count_where,
    in_order,
    in_stage,
    loosely,
    prospects_by_id,
)
from salesdesk.prospects.rows import OWN_ORDER, STAGES, ProspectRow
from salesdesk.store import schema as s
from salesdesk.store.search import find_parties

MOST_CARDS = 50
_P = s.party.c


class PeopleColumn(NamedTuple):
    """A stage of the board: how many people it holds, and the first of them."""

    stage: str
    number: int
    rows: Sequence[ProspectRow]


def people_board(db: Connection, query: ListQuery, today: date) -> list[PeopleColumn]:
    """The columns for a view, a filter text and an order; "customer" holds those who became one this month.

    Customers who are sold something again stay with their deals on the sales board.
    """
    narrow = _narrow(db, query, today)
    sort = query.sort or OWN_ORDER.get(query.view, "next_step")
    chosen: dict[str, list[int]] = {}
    counts: dict[str, int] = {}
    for stage in STAGES:
        where = and_(in_stage(stage, today), narrow)
        counts[stage] = count_where(db, where)
        chosen[stage] = _first(db, stage, where, sort, query.descending) if counts[stage] else []
    rows = prospects_by_id(db, [i for ids in chosen.values() for i in ids])
    return [PeopleColumn(k, counts[k], [rows[i] for i in chosen[k] if i in rows]) for k in STAGES]


def _first(db: Connection, stage: str, where: Where, sort: str, down: bool) -> list[int]:
    if stage == "customer" and sort == "next_step":
        latest = select(_P.id).where(where).order_by(_P.customer_on.desc(), _P.id.desc())
        return list(db.execute(latest.limit(MOST_CARDS)).scalars())
    return list(in_order(db, [where], where, sort, down, MOST_CARDS))


def _narrow(db: Connection, query: ListQuery, today: date) -> Where:
    parts: list[Where] = []
    if query.view in ("hot", "new_week"):
        parts += branches(query.view, today)
    elif query.view not in ("open", "all"):
        parts.append(loosely(query.view, today))
    if query.text.strip():
        parts.append(_P.id.in_(find_parties(db, query.text)))
    return and_(true(), *parts)
