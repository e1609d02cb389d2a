"""The periods to choose from, and a period in words."""

from __future__ import annotations

from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import Period, format_day
from salesdesk.charts.scope import Scope

PERIODS = (
    ("month", N_("Month")),
    ("weeks13", N_("13 weeks")),
    ("year", N_("Year")),
    ("custom", N_("Custom")),
)


def short_period(scope: Scope, language: str) -> str:
    """A period by its name, "13 weeks"; one of one's own by its days."""
    known = dict(PERIODS)
    if scope.kind == "custom":
        return period_words(scope.period, language)
    return _(known[scope.kind])


def period_words(period: Period, language: str) -> str:
    """The days of a period: "16 Feb – 14 May 2026"."""
    first, last = format_day(period.start, language, "axis"), format_day(period.end, language, "short")
    if language == "vi" or period.start.year != period.end.year:
        first = format_day(period.start, language, "short")
    if language == "vi" and period.start.year == period.end.year:
        first = f"{period.start:%d/%m}"
    return _("{first} – {last}").format(first=first, last=last)
