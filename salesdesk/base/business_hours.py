"""When the shop is open: business time added to an instant and counted between two.

Opening times are wall-clock times of the shop's zone, so each day's are turned into instants by
themselves: the days on which the clocks change need no rule of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_FARTHEST_DAYS = 3_700
_MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """When the shop is open. ``closes`` at or before ``opens`` means on the next day (00:00 to 00:00: round
    the clock). ``closed`` holds weekdays, Monday is 0; a shop is never closed on all seven.
    """

    zone: tzinfo = UTC
    opens: time = time(8)
    closes: time = time(18)
    closed: frozenset[int] = frozenset({6})

    def is_open_day(self, day: date) -> bool:
        """Whether the shop opens on a day."""
        return day.weekday() not in self.closed

    def next_open_day(self, day: date) -> date:
        """The day itself when the shop is open then, else the next one it is."""
        while not self.is_open_day(day):
            day += timedelta(days=1)
        return day

    def span(self, day: date) -> tuple[datetime, datetime] | None:
        """The instants (UTC) at which the shop opens and closes on a day, or None when it stays closed."""
        if not self.is_open_day(day):
            return None
        last = day if self.closes > self.opens else day + timedelta(days=1)
        start = datetime.combine(day, self.opens, self.zone).astimezone(UTC)
        return start, datetime.combine(last, self.closes, self.zone).astimezone(UTC)


def business_hours(setting: Callable[[str, str], str], zone: tzinfo) -> BusinessHours:
    """The shop's hours from its settings "open_from", "open_to" and "closed_weekdays".

    A setting that cannot be read counts as not made: a promise is worth more than an error.
    """
    days = {int(d) for d in setting("closed_weekdays", "6").split(",") if d.strip() in tuple("0123456")}
    return BusinessHours(
        zone,
        _clock_time(setting("open_from", "08:00"), time(8)),
        _clock_time(setting("open_to", "18:00"), time(18)),
        frozenset(days) if len(days) < 7 else frozenset(),
    )


def _clock_time(text: str, otherwise: time) -> time:
    if text.strip() == "24:00":
        return _MIDNIGHT
    try:
        return time.fromisoformat(text.strip().zfill(5)).replace(tzinfo=None)
    except ValueError:
        return otherwise


def add_business(hours: BusinessHours, at: datetime, length: timedelta) -> datetime:
    """The instant when ``length`` of opening time has passed since ``at``."""
    if length <= timedelta(0):
        return at
    left = length
    for start, end in _spans(hours, at):
        begin = max(start, at)
        if begin + left <= end:
            return begin + left
        left -= max(end - begin, timedelta(0))
    return at + length


def business_between(hours: BusinessHours, start: datetime, end: datetime) -> timedelta:
    """The opening time between two instants; zero when ``end`` is not later."""
    total = timedelta(0)
    if end <= start:
        return total
    for opens, closes in _spans(hours, start):
        if opens >= end:
            break
        total += max(min(closes, end) - max(opens, start), timedelta(0))
    return total


def _spans(hours: BusinessHours, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    # From the day before: a shop open past midnight is still in yesterday's opening.
    day = at.astimezone(hours.zone).date() - timedelta(days=1)
    for _day in range(_FARTHEST_DAYS):
        span = hours.span(day)
        if span is not None and span[1] > at:
            yield span
        day += timedelta(days=1)
