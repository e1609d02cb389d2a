"""What the cards beside the chart say, for the window and for paper."""

from __future__ import annotations

from typing import NamedTuple

from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.metrics import Sums, Tallied, differs
from salesdesk.base.periods import Period, format_day
from salesdesk.charts.given_back_queries import GOOD, NO_CASE, POOR, GivenBack, Group
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.panel_queries import HOURS_DAYS

_NONE = Tallied()
_GROUPS = {GOOD: N_("Rated 4–5"), NO_CASE: N_("No case"), POOR: N_("Rated 1–3")}


class RevenuePart(NamedTuple):
    """A part of the revenue of issued sales: its name, minor units, share of the whole."""

    name: str
    amount: int
    share: float


def group_name(key: str) -> str:
    """A group of customers by the rating of their case."""
    return _(_GROUPS[key])


def closed_days(period: Period, numbers: Numbers) -> str:
    """The days in which the cases were closed."""
    first = format_day(period.start, numbers.language, "axis")
    return _("{first} – {last}").format(first=first, last=format_day(period.end, numbers.language, "short"))


def given_sentence(found: GivenBack, numbers: Numbers) -> str:
    """How much more often the well rated bought again; that it cannot be told where it cannot."""
    if found.times is None:
        return _("Too few ratings in these days to compare.")
    if not differs(found.good.share, found.poor.share):
        return _("No clear difference between well and badly rated cases.")
    return _("Customers whose case was rated 4–5 bought again {times} times as often.").format(
        times=numbers.decimal(found.times, 1)
    )


def few_words(group: Group) -> str:
    """The warning that a group of ratings is small."""
    n = group.share.n
    if group.key == POOR:
        words = ngettext(
            "Only {n} person rated 1–3: read with care", "Only {n} people rated 1–3: read with care", n
        )
    else:
        words = ngettext(
            "Only {n} person rated 4–5: read with care", "Only {n} people rated 4–5: read with care", n
        )
    return words.format(n=n)


def hour_words(minutes: int, numbers: Numbers) -> str:
    """Minutes as hours: "42 h", "1.5 h"."""
    return _("{n} h").format(n=numbers.decimal(minutes / 60, 0 if minutes >= 300 or not minutes else 1))


def hours_note(cut: bool) -> str:
    """Which days the hours are of; ``cut``: of the last weeks only."""
    words = _("Last {n} weeks, logged time") if cut else _("Logged time in this period")
    return words.format(n=HOURS_DAYS // 7)


def revenue_parts(sums: Sums) -> tuple[RevenuePart, ...]:
    """The revenue of first sales and of customers who came again; nothing without sales."""
    whole, again = sums.get("sale", _NONE).total, sums.get("sale.repeat", _NONE).total
    if not whole:
        return ()
    first = whole - again
    return (
        RevenuePart(_("First sales"), first, first / whole),
        RevenuePart(_("Came again"), again, again / whole),
    )
