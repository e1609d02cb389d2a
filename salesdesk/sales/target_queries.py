"""Reading the month's goal and how far the shop is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from salesdesk.base.metrics import REVENUE
from salesdesk.base.periods import month_of
from salesdesk.parties.rules import closed_weekdays
from salesdesk.sales.rules import share_of_days
from salesdesk.store import schema as s
from salesdesk.store.sums import sums_of


class MonthTarget(NamedTuple):
    """A month against its goal: revenue before tax minus returns, in minor units.

    ``target`` None means nobody set one (never 0 %). ``days_gone`` is the share of the month's open days,
    today included.
    """

    revenue: int
    target: int | None
    days_gone: float

    @property
    def share(self) -> float | None:
        """Revenue over target, None without one."""
        return self.revenue / self.target if self.target else None


def month_target(db: Connection, today: date) -> MonthTarget:
    """This month's revenue and target; without one for the whole shop the sum of its places' targets."""
    month = month_of(today)
    shut = db.execute(select(s.setting.c.value).where(s.setting.c.key == "closed_weekdays")).scalar()
    gone = share_of_days(month.start, month.end, today, closed_weekdays("6" if shut is None else shut))
    revenue = round(REVENUE.value(sums_of(db, month)).amount or 0)
    return MonthTarget(revenue, target_of_month(db, month.start), gone)


def target_of_month(db: Connection, month_on: date) -> int | None:
    """The revenue target of a month in minor units, or None."""
    t = s.target.c
    mine = (
        (t.metric == "revenue")
        & (t.month_on == month_on)
        & t.deleted_at.is_(None)
        & t.staff_id.is_(None)
        & t.product_id.is_(None)
    )
    whole = db.execute(select(t.amount).where(mine, t.place == "")).scalar()
    if whole is not None:
        return int(whole)
    places = db.execute(select(func.sum(t.amount)).where(mine, t.place != "")).scalar()
    return int(places) if places is not None else None
