"""Reading what service gives back to sales: who bought again within ninety days of a case, by its rating.

Only closed windows are counted, so the cases are those of the same number of days, moved back until the last
of their windows has ended. Customers without a case are watched from the middle of those days.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Text, and_, cast, func, not_, select

from salesdesk.base.choices import SOLVED_STATUSES
from salesdesk.base.metrics import VERY_FEW, Value, share
from salesdesk.base.periods import Period
from salesdesk.store import schema as s

WINDOW = timedelta(days=90)
GOOD, NO_CASE, POOR = "good", "no_case", "poor"
_PURCHASE = and_(s.sale.c.status == "issued", s.sale.c.kind == "sale", s.sale.c.deleted_at.is_(None))


class People(NamedTuple):
    """Some customers; who they are is one text, taken apart only when somebody wants to see them."""

    n: int = 0
    listed: str = ""

    @property
    def ids(self) -> tuple[int, ...]:
        """Their ids."""
        return tuple(map(int, self.listed.split(","))) if self.listed else ()


class Group(NamedTuple):
    """Customers who bought again, and the others."""

    key: str
    bought: People
    others: People

    @property
    def share(self) -> Value:
        """The share that bought again."""
        return share(self.bought.n, self.bought.n + self.others.n)

    @property
    def ids(self) -> tuple[int, ...]:
        """All of them, those who bought again first."""
        return self.bought.ids + self.others.ids


class GivenBack(NamedTuple):
    """The groups, and the days in which their cases were closed."""

    closed: Period
    good: Group
    no_case: Group
    poor: Group

    @property
    def times(self) -> float | None:
        """How many times as often the well rated bought again; None with too few or nobody to divide by."""
        good, poor = self.good.share, self.poor.share
        if good.n < VERY_FEW or poor.n < VERY_FEW or not good.amount or not poor.amount:
            return None
        return good.amount / poor.amount


def closed_windows(period: Period, today: date) -> Period:
    """The period, moved back until every window of ninety days that begins in it is over."""
    late = max((period.end + WINDOW - today).days, 0)
    return Period(period.start - timedelta(days=late), period.end - timedelta(days=late))


def given_back(db: Connection, period: Period, today: date) -> GivenBack:
    """Who bought again, for the cases of a period moved back until their windows are closed."""
    closed = closed_windows(period, today)
    good, poor = _rated(db, closed)
    middle = closed.start + timedelta(days=closed.days // 2)
    return GivenBack(closed, _group(GOOD, good), _without_case(db, closed, middle), _group(POOR, poor))


def _group(key: str, again: dict[int, bool]) -> Group:
    def people(wanted: bool) -> People:
        ids = [str(i) for i, yes in again.items() if yes is wanted]
        return People(len(ids), ",".join(ids))

    return Group(key, people(True), people(False))


def _closed_cases(closed: Period) -> Select[Any]:
    """The customers of the cases that were closed in the days."""
    c, p = s.service_case.c, s.party.c
    return (
        select(c.party_id)
        .join(s.party, p.id == c.party_id)
        .where(c.solved_on.between(closed.start, closed.end), c.deleted_at.is_(None), p.deleted_at.is_(None))
        .where(c.status.in_(SOLVED_STATUSES), p.customer_on <= c.solved_on)
    )


def _rated(db: Connection, closed: Period) -> tuple[dict[int, bool], dict[int, bool]]:
    """The customers whose last case was rated well and poorly, and whether they bought again in time."""
    c, sale = s.service_case.c, s.sale.c
    latest = func.row_number().over(partition_by=c.party_id, order_by=(c.solved_on.desc(), c.id.desc()))
    case = _closed_cases(closed).add_columns(c.solved_on, c.score, latest.label("place")).subquery()
    # Whoever bought again in time did so with the first purchase after the case.
    first = (
        select(func.min(sale.sold_on, type_=sale.sold_on.type))
        .where(_PURCHASE, sale.party_id == case.c.party_id, sale.sold_on > case.c.solved_on)
        .correlate(case)
        .scalar_subquery()
    )
    good: dict[int, bool] = {}
    poor: dict[int, bool] = {}
    query = select(case.c.party_id, case.c.solved_on, case.c.score, first)
    for party_id, solved_on, score, day in db.execute(
        query.where(case.c.place == 1, case.c.score.is_not(None))
    ):
        (good if score >= 4 else poor)[party_id] = day is not None and day <= solved_on + WINDOW
    return good, poor


def _without_case(db: Connection, closed: Period, middle: date) -> Group:
    """Those who were customers before the middle of the days and had no case in them: counted where they are,
    for they are nearly all."""
    p, sale = s.party.c, s.sale.c
    in_time = sale.sold_on.between(middle + timedelta(days=1), middle + WINDOW)
    again = p.id.in_(select(sale.party_id).where(_PURCHASE, in_time, sale.party_id.is_not(None)))
    listed = func.aggregate_strings(cast(p.id, Text), ",")
    counted: list[ColumnElement[Any]] = [
        part.filter(which) for which in (again, not_(again)) for part in (func.count(), listed)
    ]
    query = select(*counted).where(
        p.customer_on < middle, p.deleted_at.is_(None), p.id.not_in(_closed_cases(closed))
    )
    bought, who_bought, others, who_else = db.execute(query).one()
    return Group(NO_CASE, People(bought, who_bought or ""), People(others, who_else or ""))
