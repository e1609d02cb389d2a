"""Reading the records behind a figure: sales, contacts, ratings, cases, prospects or people, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, case, func, literal, null, select

from salesdesk.base.choices import SOLVED_STATUSES
from salesdesk.base.periods import Period
from salesdesk.store import schema as s
from salesdesk.store.sums import SIDES

CASE_DAYS = {"ratings": "scored_on", "opened": "opened_on", "solved": "solved_on"}
PEOPLE_DAYS = {"prospects": "prospect_on", "people": "customer_on"}


class Asked(NamedTuple):
    """Which records: ``kind`` is "sales", "contacts", "ratings", "opened", "solved", "prospects" or "people".

    ``staff_id`` 0 asks for what nobody signed. ``side`` and ``contact_kind`` narrow contacts,
    ``repeat`` sales to those of customers who came again (or not); ``ids`` are the people, in their order.
    """

    kind: str
    period: Period
    staff_id: int | None = None
    side: str = ""
    contact_kind: str = ""
    repeat: bool | None = None
    ids: tuple[int, ...] = ()


_BEHIND_METRICS = {
    "volume": "sales",
    "revenue": "sales",
    "target": "sales",
    "conversion": "prospects",
    "satisfaction": "ratings",
    "resolution": "opened",
    "first_contact": "solved",
    "handling": "solved",
}


def asked_by_metric(metric: str, period: Period, staff_id: int | None) -> Asked:
    """The records that a metric of the panel counts. KeyError for another metric."""
    return Asked(_BEHIND_METRICS[metric], period, staff_id)


def asked_by_series(series: str, period: Period, staff_id: int | None) -> Asked:
    """The records behind a point or a bar of the chart: "contact.sales", "revenue.again", "rating"."""
    if series in ("revenue.first", "revenue.again"):
        return Asked("sales", period, staff_id, repeat=series == "revenue.again")
    if series.startswith("contact."):
        return Asked("contacts", period, staff_id, series.removeprefix("contact."))
    return Asked("sales" if series == "revenue" else "ratings", period, staff_id)


class BehindRow(NamedTuple):
    """A record behind a figure.

    ``what`` is a paper's number, a contact's or case's title, or where a person came from; ``kind`` the kind,
    status or state. ``amount`` is in minor units, a credit note's below zero. ``opens`` and ``opens_id`` name
    the record that shows it.
    """

    id: int
    on: date | None
    name: str
    what: str
    kind: str
    amount: int | None
    score: int | None
    minutes: int | None
    staff: str
    opens: str
    opens_id: int | None


_signed = s.staff_member.alias("signed")


def _table(kind: str) -> tuple[Table, ColumnElement[Any]]:
    """The table of a kind of record and the day that counts."""
    if kind == "sales":
        return s.sale, s.sale.c.sold_on
    if kind == "contacts":
        return s.interaction, s.interaction.c.day
    if kind in PEOPLE_DAYS:
        return s.party, s.party.c[PEOPLE_DAYS[kind]]
    return s.service_case, s.service_case.c[CASE_DAYS[kind]]


def list_behind(db: Connection, asked: Asked, limit: int | None = None) -> Iterable[int]:
    """The ids of the records behind a figure, newest first. KeyError for a kind that does not exist."""
    if asked.kind == "people":
        return asked.ids if limit is None else asked.ids[:limit]
    table, day = _table(asked.kind)
    query = select(table.c.id).where(
        table.c.deleted_at.is_(None), day.between(asked.period.start, asked.period.end)
    )
    if asked.staff_id is not None:
        mine = table.c.staff_id
        query = query.where(mine == asked.staff_id if asked.staff_id else mine.is_(None))
    query = _narrowed(query, asked).order_by(day.desc(), table.c.id.desc())
    return db.execute(query if limit is None else query.limit(limit)).scalars()


def _narrowed(query: Select[Any], asked: Asked) -> Select[Any]:
    if asked.kind == "sales":
        query = query.where(s.sale.c.status == "issued")
        if asked.repeat is None:
            return query
        return query.where(s.sale.c.kind == "sale", s.sale.c.repeat == asked.repeat)
    if asked.kind == "ratings":
        return query.where(s.service_case.c.score.is_not(None))
    if asked.kind == "solved":
        return query.where(s.service_case.c.status.in_(SOLVED_STATUSES))
    if asked.kind == "contacts":
        kind = s.interaction.c.kind
        query = query.where(kind == asked.contact_kind if asked.contact_kind else kind != "note")
        return query.where(s.interaction.c.purpose.in_((asked.side,) if asked.side else SIDES))
    return query


def behind_rows(db: Connection, kind: str, ids: Sequence[int]) -> Mapping[int, BehindRow]:
    """The rows of some ids of a kind."""
    table, day = _table(kind)
    people = table if table is s.party else s.party
    joined: Any = table if table is s.party else table.outerjoin(s.party, s.party.c.id == table.c.party_id)
    joined = joined.outerjoin(_signed, _signed.c.id == table.c.staff_id)
    query = select(
        table.c.id,
        day,
        func.coalesce(people.c.name, ""),
        *_facts(kind),
        func.coalesce(_signed.c.name, ""),
        *_opens(kind),
    ).select_from(joined)
    return {row[0]: BehindRow(*row) for row in db.execute(query.where(table.c.id.in_(list(ids))))}


def _facts(kind: str) -> tuple[ColumnElement[Any], ...]:
    """What it is, its kind, amount, score and minutes."""
    if kind == "sales":
        t = s.sale.c
        amount = case((t.kind == "sale", t.net), else_=-t.net)
        return func.coalesce(t.number, t.code, ""), t.kind, amount, null(), null()
    if kind == "contacts":
        i = s.interaction.c
        return i.title, i.kind, null(), null(), i.minutes
    if kind in PEOPLE_DAYS:
        return s.party.c.source, s.party.c.state, null(), null(), null()
    c = s.service_case.c
    return c.title, c.status, null(), c.score, c.handling_minutes


def _opens(kind: str) -> tuple[ColumnElement[Any], ...]:
    if kind == "sales":
        return literal("sale"), s.sale.c.id
    if kind == "contacts":
        return literal("party"), s.interaction.c.party_id
    if kind in PEOPLE_DAYS:
        return literal("party"), s.party.c.id
    return literal("case"), s.service_case.c.id
