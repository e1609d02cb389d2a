"""Reading what service gives back to sales: who bought again within ninety days of a case, by its rating.

Only closed windows are counted, so the cases are those of the same number of days, moved back until the last
of their windows has ended. Customers without a case are watched from the middle of those days.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from salesdesk.base.choices import SOLVED_STATUSES
from salesdesk.base.metrics import VERY_FEW, Value, share
from salesdesk.base.periods import Period
from salesdesk.store import schema as s

WINDOW = timedelta(days=90)
GOOD, NO_CASE, POOR = "good", "no_case", "poor"


class Group(NamedTuple):
    """Customers and how many of them bought again; ``ids`` are those who did, then the others."""

    key: str
    bought: tuple[int, ...]
    others: tuple[int, ...]

    @property
    def share(self) -> Value:
        """The share that bought again."""
        return share(len(self.bought), len(self.bought) + len(self.others))


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
    cases = _last_cases(db, closed)
    middle = closed.start + timedelta(days=closed.days // 2)
    bought = _purchases(db, Period(closed.start, closed.end + WINDOW))
    good: dict[int, bool] = {}
    poor: dict[int, bool] = {}
    for party_id, (solved_on, score) in cases.items():
        if score is not None:
            again = any(solved_on < day <= solved_on + WINDOW for day in bought.get(party_id, ()))
            (good if score >= 4 else poor)[party_id] = again
    others = {
        party_id: any(middle < day <= middle + WINDOW for day in bought.get(party_id, ()))
        for party_id in _customers_before(db, middle)
        if party_id not in cases
    }
    return GivenBack(closed, _group(GOOD, good), _group(NO_CASE, others), _group(POOR, poor))


def _group(key: str, again: dict[int, bool]) -> Group:
    return Group(
        key, tuple(i for i, yes in again.items() if yes), tuple(i for i, yes in again.items() if not yes)
    )


def _last_cases(db: Connection, closed: Period) -> dict[int, tuple[date, int | None]]:
    """The last case of every customer that was closed in the days: when, and its rating."""
    c, p = s.service_case.c, s.party.c
    query = (
        select(c.party_id, c.solved_on, c.score)
        .join(s.party, p.id == c.party_id)
        .where(c.solved_on.between(closed.start, closed.end), c.deleted_at.is_(None), p.deleted_at.is_(None))
        .where(c.status.in_(SOLVED_STATUSES), p.customer_on <= c.solved_on)
        .order_by(c.solved_on, c.id)
    )
    return {party_id: (solved_on, score) for party_id, solved_on, score in db.execute(query)}


def _purchases(db: Connection, period: Period) -> dict[int, list[date]]:
    c = s.sale.c
    query = (
        select(c.party_id, c.sold_on)
        .where(c.sold_on.between(period.start, period.end), c.status == "issued", c.kind == "sale")
        .where(c.party_id.is_not(None), c.deleted_at.is_(None))
    )
    out: dict[int, list[date]] = {}
    for party_id, day in db.execute(query):
        out.setdefault(party_id, []).append(day)
    return out


def _customers_before(db: Connection, day: date) -> Iterable[int]:
    p = s.party.c
    return db.execute(
        select(p.id).where(p.customer_on < day, p.deleted_at.is_(None)).order_by(p.id)
    ).scalars()
