"""What the panel looks at: a period, cut into steps of the time axis, and whose work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from salesdesk.base.periods import Period, add_months, quarter_of, week_of, weeks13, year_of

KINDS = ("month", "weeks13", "year", "custom")
DAYS_AT_MOST, WEEKS_AT_MOST, MONTHS_AT_MOST, QUARTERS_AT_MOST = 35, 190, 48, 48
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """``kind`` is one of `KINDS`; ``today`` the shop's day, ``staff_id`` None for everybody."""

    kind: str
    period: Period
    today: date
    staff_id: int | None = None

    @property
    def unit(self) -> str:
        """What a step of the axis is: "day", "week", "month", "quarter" or "year"."""
        if self.kind == "year":
            return "month"
        if self.period.days <= DAYS_AT_MOST:
            return "day"
        if self.period.days <= WEEKS_AT_MOST:
            return "week"
        months = len(self.period.months())
        if months <= MONTHS_AT_MOST:
            return "month"
        return "quarter" if months <= 3 * QUARTERS_AT_MOST else "year"

    def whole_step(self, day: date) -> Period:
        """The uncut day, week, month, quarter or year that a day lies in."""
        if self.unit == "day":
            return Period(day, day)
        if self.unit == "week":
            return week_of(day)
        if self.unit == "month":
            return Period(day.replace(day=1), add_months(day.replace(day=1), 1) - _DAY)
        return quarter_of(day) if self.unit == "quarter" else year_of(day)

    def steps(self) -> list[Period]:
        """The steps of the axis in order, the first and the last cut to the period."""
        return self.cut(self.period)

    def cut(self, period: Period) -> list[Period]:
        """Any days in steps of this axis, the first and the last cut to them."""
        out, at = [], period.start
        while at <= period.end:
            last = min(self.whole_step(at).end, period.end)
            out.append(Period(at, last))
            at = last + _DAY
        return out

    @property
    def running(self) -> bool:
        """Whether the last step is not over yet."""
        return self.whole_step(self.period.end).end >= self.today

    def before(self) -> Period:
        """The period of equal length to compare with.

        Months and years go back by the calendar; any other by whole weeks, so that the weekdays agree.
        """
        start, end = self.period.start, self.period.end
        if self.kind == "month":
            return Period(add_months(start, -1), _months_back(end, 1))
        if self.kind == "year":
            return Period(add_months(start, -12), _months_back(end, 12))
        if start.day == 1 and (end + _DAY).day == 1:
            return self.period.previous()
        weeks = timedelta(weeks=-(-self.period.days // 7))
        return Period(start - weeks, end - weeks)


def _months_back(end: date, months: int) -> date:
    """The end of a stretch some months earlier; the last day of a month stays a last day."""
    if (end + _DAY).day == 1:
        return add_months(end + _DAY, -months) - _DAY
    return add_months(end, -months)


def scope_of(kind: str, today: date, staff_id: int | None = None, custom: Period | None = None) -> Scope:
    """This month so far, this week and the twelve before, this month and the eleven before, or any days."""
    if kind == "custom" and custom is not None:
        return Scope("custom", custom, today, staff_id)
    if kind == "month":
        return Scope("month", Period(today.replace(day=1), today), today, staff_id)
    if kind == "year":
        return Scope("year", Period(add_months(today.replace(day=1), -11), today), today, staff_id)
    return Scope("weeks13", weeks13(today), today, staff_id)
