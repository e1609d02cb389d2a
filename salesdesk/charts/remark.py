"""The one sentence over the chart: what stood out, in the week of it, never because of it.

A step in which service contacts were over 1.3 times the mean of the four before while satisfaction or
revenue fell by more than a tenth; else the largest change of over 15 % against the period before; else none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.metrics import REVENUE, SATISFACTION, VERY_FEW, Sums, Tallied
from salesdesk.base.periods import format_day
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.panel_queries import EventRow, PanelFigures

STEPS_BEFORE, RISE, FALL, LARGE = 4, 1.3, 0.10, 0.15
_OVER = Tallied()


class Dip(NamedTuple):
    """A step where service rose and a result fell: places on the axis and the levels of the step before.

    ``back_after`` is how many steps later both were back at that level, None while they are not.
    """

    at: int
    contacts_more: int
    revenue: tuple[float, float] | None
    satisfaction: tuple[float, float] | None
    back_after: int | None


def find_dip(buckets: Sequence[Sums], running: bool) -> Dip | None:
    """The step that stands out most, None when none does. A step still running is not judged."""
    last = len(buckets) - (1 if running else 0)
    best: tuple[float, Dip] | None = None
    for at in range(STEPS_BEFORE, last):
        dip = _dip_at(buckets, at, last)
        if dip is not None:
            rise = _contacts(buckets[at]) / max(_mean_contacts(buckets, at), 1.0)
            if best is None or rise > best[0]:
                best = (rise, dip)
    return best[1] if best else None


def _contacts(sums: Sums) -> int:
    return sums.get("contact.service", _OVER).n


def _mean_contacts(buckets: Sequence[Sums], at: int) -> float:
    return sum(_contacts(b) for b in buckets[at - STEPS_BEFORE : at]) / STEPS_BEFORE


def _revenue(sums: Sums) -> float | None:
    return REVENUE.value(sums).amount


def _satisfaction(sums: Sums) -> float | None:
    return SATISFACTION.value(sums).amount


def _dip_at(buckets: Sequence[Sums], at: int, last: int) -> Dip | None:
    usual = _mean_contacts(buckets, at)
    if not usual or _contacts(buckets[at]) <= RISE * usual:
        return None
    before = buckets[at - 1]
    more = _contacts(buckets[at]) - _contacts(before)
    if more <= 0:
        return None
    revenue = _fall(_revenue(before), _revenue(buckets[at]))
    satisfaction = _fall(_satisfaction(before), _satisfaction(buckets[at]))
    if revenue is None and satisfaction is None:
        return None
    # The other result is told of too when it fell at all beside the one that fell by a tenth.
    revenue = revenue or _fall(_revenue(before), _revenue(buckets[at]), 0.05)
    satisfaction = satisfaction or _fall(_satisfaction(before), _satisfaction(buckets[at]), 0.05)
    return Dip(at, more, revenue, satisfaction, _back_after(buckets, at, last, revenue, satisfaction))


def _fall(before: float | None, now: float | None, least: float = FALL) -> tuple[float, float] | None:
    if not before or before <= 0 or now is None or now >= before * (1 - least):
        return None
    return before, now


def _back_after(
    buckets: Sequence[Sums],
    at: int,
    last: int,
    revenue: tuple[float, float] | None,
    satisfaction: tuple[float, float] | None,
) -> int | None:
    for later in range(at + 1, last):
        money, score = _revenue(buckets[later]), _satisfaction(buckets[later])
        if revenue and (money is None or money < revenue[0]):
            continue
        if satisfaction and (score is None or score < satisfaction[0]):
            continue
        return later - at
    return None


_WITH_EVENT = {
    (True, True): N_(
        "In the week of “{event}”, service contacts rose by {more}, satisfaction fell to {score} "
        "and revenue by {fall}."
    ),
    (True, False): N_(
        "In the week of “{event}”, service contacts rose by {more} and revenue fell by {fall}."
    ),
    (False, True): N_(
        "In the week of “{event}”, service contacts rose by {more} and satisfaction fell to {score}."
    ),
}
_WITHOUT_EVENT = {
    (True, True): N_(
        "In the week of {day}, service contacts rose by {more}, satisfaction fell to {score} "
        "and revenue by {fall}."
    ),
    (True, False): N_("In the week of {day}, service contacts rose by {more} and revenue fell by {fall}."),
    (False, True): N_(
        "In the week of {day}, service contacts rose by {more} and satisfaction fell to {score}."
    ),
}


def remark(figures: PanelFigures, numbers: Numbers) -> str:
    """The sentence, "" when nothing stands out."""
    if figures.scope.unit == "week":
        dip = find_dip([b.sums for b in figures.buckets], figures.scope.running)
        if dip is not None:
            return _dip_words(figures, dip, numbers)
    return _largest_change(figures, numbers)


def _dip_words(figures: PanelFigures, dip: Dip, numbers: Numbers) -> str:
    week = figures.buckets[dip.at].period
    named = next((e for e in figures.events if e.from_on <= week.end and e.to_on >= week.start), None)
    form = (_WITH_EVENT if named else _WITHOUT_EVENT)[dip.revenue is not None, dip.satisfaction is not None]
    revenue, score = dip.revenue or (1.0, 1.0), dip.satisfaction or (0.0, 0.0)
    words = _(form).format(
        event=_event_name(named),
        day=format_day(week.start, numbers.language, "axis"),
        more=numbers.decimal(dip.contacts_more, 0),
        score=numbers.decimal(score[1], 1),
        fall=numbers.percent(1 - revenue[1] / revenue[0]),
    )
    if dip.back_after is None:
        return words
    if dip.revenue and dip.satisfaction:
        back = ngettext("Both were back a week later.", "Both were back within {n} weeks.", dip.back_after)
    else:
        back = ngettext("It was back a week later.", "It was back within {n} weeks.", dip.back_after)
    return _("{what} {back}").format(what=words, back=back.format(n=dip.back_after))


def _event_name(event: EventRow | None) -> str:
    return event.name if event else ""


_UP = {
    "contact.sales": N_("Compared with the period before, sales contacts rose by {percent}."),
    "contact.service": N_("Compared with the period before, service contacts rose by {percent}."),
    "revenue": N_("Compared with the period before, revenue rose by {percent}."),
}
_DOWN = {
    "contact.sales": N_("Compared with the period before, sales contacts fell by {percent}."),
    "contact.service": N_("Compared with the period before, service contacts fell by {percent}."),
    "revenue": N_("Compared with the period before, revenue fell by {percent}."),
}


def _largest_change(figures: PanelFigures, numbers: Numbers) -> str:
    if figures.before is None:
        return ""
    changes: list[tuple[float, str]] = []
    for key in ("contact.sales", "contact.service"):
        now, then = figures.sums.get(key, _OVER).n, figures.before.get(key, _OVER).n
        if min(now, then) >= VERY_FEW:
            changes.append((now / then - 1, key))
    now_money, then_money = REVENUE.value(figures.sums), REVENUE.value(figures.before)
    if min(now_money.n, then_money.n) >= VERY_FEW and then_money.amount:
        changes.append(((now_money.amount or 0.0) / then_money.amount - 1, "revenue"))
    apart, key = max(changes, key=lambda c: abs(c[0]), default=(0.0, ""))
    if abs(apart) <= LARGE:
        return ""
    return _((_UP if apart > 0 else _DOWN)[key]).format(percent=numbers.percent(abs(apart)))
