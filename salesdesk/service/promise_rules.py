"""When a case is to be solved: promises in business hours, and the words for the time that is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from salesdesk.base.business_hours import BusinessHours, add_business, business_between
from salesdesk.base.choices import PROMISE_HOURS, WAITING_STATUSES
from salesdesk.base.i18n import _
from salesdesk.base.periods import format_day, format_minutes, relative_day
from salesdesk.base.shop_settings import PROMISES

SOON_MINUTES = 120
"""With this little business time left, a promise is about to be broken."""


def promise_minutes(priority: str, setting: Callable[[str, str], str] | None = None) -> int:
    """The business minutes promised for a priority: the shop's setting "promise_hours_<priority>" or ours."""
    return (PROMISES[priority].read(setting) if setting else PROMISE_HOURS[priority]) * 60


def promised_at(
    priority: str, opened_at: datetime, hours: BusinessHours, minutes: int | None = None
) -> datetime:
    """The instant by which a case opened then is to be solved.

    ``minutes`` of business time, or the usual ones of the priority (see `promise_minutes`).
    """
    return add_business(hours, opened_at, timedelta(minutes=minutes or promise_minutes(priority)))


class Promise(NamedTuple):
    """A promise as it stands now.

    ``share`` of its time is used (1 when it is over); ``state`` is "late", "soon", "today", "later", "done"
    or "none"; ``words`` say it; ``by`` is when it is due (moved on while the case waits); ``paused``: its
    clock stands still.
    """

    share: float
    state: str
    words: str
    by: datetime | None
    paused: bool = False


class PromiseFacts(NamedTuple):
    """What a case says about its promise."""

    status: str
    priority: str
    promised_at: datetime | None
    waiting_since: datetime | None
    solved_at: datetime | None = None


def promise_now(
    facts: PromiseFacts, now: datetime, hours: BusinessHours, language: str, total_minutes: int | None = None
) -> Promise:
    """How a case's promise stands at ``now``.

    The clock of a waiting case stood still when it began to wait. A solved case shows whether the promise
    was kept. A case without a promise (an imported one) says so.
    """
    promised = facts.promised_at
    if promised is None:
        return Promise(0.0, "none", "—", None)
    if facts.solved_at is not None:
        kept = facts.solved_at <= promised
        return Promise(
            1.0, "done" if kept else "late", _("kept in time") if kept else _("kept late"), promised
        )
    paused = facts.status in WAITING_STATUSES and facts.waiting_since is not None
    clock = facts.waiting_since if paused and facts.waiting_since is not None else now
    total = timedelta(minutes=total_minutes or promise_minutes(facts.priority))
    if clock >= promised:
        return Promise(1.0, "late", _late_words(promised, clock, hours, language), promised, paused)
    left = business_between(hours, clock, promised)
    by = moved_on(promised, clock, now, hours) if paused else promised
    share = min(max(1 - left / total, 0.0), 1.0)
    state, words = _time_left(left, by, now, hours, language, paused)
    return Promise(share, state, words, by, paused)


def moved_on(promised: datetime, since: datetime, now: datetime, hours: BusinessHours) -> datetime:
    """When a case that waits since then is due if it goes on now; a promise broken before stays as it was."""
    return (
        add_business(hours, promised, business_between(hours, since, now)) if promised > since else promised
    )


def _late_words(promised: datetime, clock: datetime, hours: BusinessHours, language: str) -> str:
    due, day = promised.astimezone(hours.zone).date(), clock.astimezone(hours.zone).date()
    if due < day:
        return relative_day(due, day, language)
    return _("{time} late").format(time=format_minutes(_minutes(clock - promised)))


def _time_left(
    left: timedelta, by: datetime, now: datetime, hours: BusinessHours, language: str, paused: bool
) -> tuple[str, str]:
    local, today = by.astimezone(hours.zone), now.astimezone(hours.zone).date()
    if left <= timedelta(minutes=SOON_MINUTES) and not paused:
        return "soon", _("{time} left").format(time=format_minutes(max(_minutes(left), 1)))
    if local.date() == today:
        return "later", _("by {time}").format(time=f"{local:%H:%M}")
    return "later", format_day(local.date(), language, "list")


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def breach_limit(now: datetime, hours: BusinessHours) -> datetime:
    """Promises up to this instant are broken or about to be: the line of the view "About to breach"."""
    return add_business(hours, now, timedelta(minutes=SOON_MINUTES))


def promised_by_words(by: datetime, now: datetime, hours: BusinessHours, language: str) -> str:
    """When a case is to be solved: "Promised by 11:30 today", "Promised by Fri 15 May 11:30"."""
    local, today = by.astimezone(hours.zone), now.astimezone(hours.zone).date()
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return _("Promised by {time} today").format(time=clock)
    if local.date() == today + timedelta(days=1):
        return _("Promised by {time} tomorrow").format(time=clock)
    return _("Promised by {day} {time}").format(day=format_day(local.date(), language, "list"), time=clock)
