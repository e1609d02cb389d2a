"""A metric in words: its value, its change against the period before, and what stands behind both.

Below ten cases there is a count and nothing else: no rate, no arrow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.metrics import FEW, VERY_FEW, Metric, Sums, Value, differs
from salesdesk.base.money import exponent, format_money, format_number, short_money
from salesdesk.base.periods import format_minutes

NOTHING = "—"
_EXACT = ("count", "money")
SHORT_FROM = 100_000  # from here on amounts are told in three figures


class Change(NamedTuple):
    """A change: ``way`` 1 up, -1 down, 0 none; ``good`` whether that is what one wants; its words."""

    way: int
    good: bool
    words: str


class MetricWords(NamedTuple):
    """A metric as it is shown. ``change`` is None where nothing may be compared."""

    label: str
    value: str
    note: str
    change: Change | None
    tooltip: str
    spoken: str
    weak: bool


class Numbers(NamedTuple):
    """How figures are written: language and currency."""

    language: str
    currency: str

    def decimal(self, amount: float, decimals: int) -> str:
        """A number with so many decimals, those that are all zero left out."""
        return format_number(round(amount * 10**decimals), decimals, self.language, trim=True)

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share of 1 as "34%"."""
        return _("{n}%").format(n=self.decimal(share * 100, decimals))

    def money(self, amount: float) -> str:
        """An amount in minor units, short and without cents: "$19.6k", "$5,890"."""
        unit = 10 ** exponent(self.currency)
        whole = round(amount / unit)
        if abs(whole) >= SHORT_FROM:
            whole = round(whole, 3 - len(str(abs(whole))))
        return short_money(whole * unit, self.currency, self.language)

    def exact_money(self, amount: float) -> str:
        """An amount in minor units, to the last unit."""
        return format_money(round(amount), self.currency, self.language)


def write_amount(unit: str, amount: float, numbers: Numbers) -> str:
    """A metric's amount in its unit, as large figures are shown."""
    if unit == "money":
        return numbers.money(amount)
    if unit == "share":
        return numbers.percent(amount)
    if unit == "score":
        return numbers.decimal(amount, 1)
    if unit == "minutes":
        return format_minutes(round(amount))
    return numbers.decimal(amount, 0)


def _sales(n: int) -> str:
    return ngettext("{n} sale", "{n} sales", n)


def _prospects(n: int) -> str:
    return ngettext("{n} prospect", "{n} prospects", n)


def _ratings(n: int) -> str:
    return ngettext("{n} rating", "{n} ratings", n)


def _cases(n: int) -> str:
    return ngettext("{n} case", "{n} cases", n)


def _solved(n: int) -> str:
    return ngettext("{n} solved case", "{n} solved cases", n)


_BEHIND: dict[str, Callable[[int], str]] = {
    "conversion": _prospects,
    "satisfaction": _ratings,
    "resolution": _cases,
    "first_contact": _solved,
    "handling": _solved,
}
_NOTHING_YET = {
    "conversion": N_("no new prospects"),
    "target": N_("no target set"),
    "satisfaction": N_("no ratings"),
    "resolution": N_("no cases opened"),
    "first_contact": N_("no cases solved"),
    "handling": N_("no cases solved"),
}


def count_words(metric: Metric, n: int, numbers: Numbers) -> str:
    """What stands behind a figure: "84 ratings"."""
    return _BEHIND.get(metric.key, _sales)(n).format(n=numbers.decimal(n, 0))


def change_of(metric: Metric, now: Value, before: Value, numbers: Numbers) -> Change | None:
    """The change from the period before, None where there is too little to compare.

    A rate or a mean that differs by less than chance has not changed; counts and sums are what they are.
    """
    if now.amount is None or before.amount is None or now.weak or before.weak:
        return None
    if metric.unit in _EXACT:
        if before.amount <= 0:
            return None
        apart = now.amount / before.amount - 1
        words, size = numbers.percent(abs(apart)), round(abs(apart) * 100)
    else:
        apart = now.amount - before.amount
        words, size = _difference(metric, abs(apart), numbers)
    by_chance = now.low is not None and not differs(now, before)
    if by_chance or size == 0:
        return Change(0, True, _("no clear change"))
    return Change(1 if apart > 0 else -1, (apart > 0) == metric.more_is_better, words)


def _difference(metric: Metric, apart: float, numbers: Numbers) -> tuple[str, int]:
    if metric.unit == "share":
        points = round(apart * 100)
        return ngettext("{n} pt", "{n} pts", points).format(n=numbers.decimal(points, 0)), points
    if metric.unit == "minutes":
        return format_minutes(round(apart)), round(apart)
    return numbers.decimal(apart, 1), round(apart * 10)


def metric_words(metric: Metric, sums: Sums, before: Sums | None, numbers: Numbers) -> MetricWords:
    """Everything the panel says of a metric; ``before`` None means the book is younger."""
    now = metric.value(sums)
    label = _(metric.label)
    exact = metric.unit in _EXACT or metric.key == "target"
    if now.amount is None:
        value, note, weak = NOTHING, _(_NOTHING_YET.get(metric.key, metric.counts)), True
    elif now.weak and not exact:
        value, note, weak = count_words(metric, now.n, numbers), _("too few for a figure"), True
    else:
        value, note, weak = (
            write_amount(metric.unit, now.amount, numbers),
            _note(metric, sums, numbers),
            False,
        )
    then = metric.value(before) if before is not None else None
    change = change_of(metric, now, then, numbers) if then is not None and not weak else None
    tooltip = _tooltip(metric, sums, then, numbers)
    return MetricWords(label, value, note, change, tooltip, _spoken(label, value, note, change), weak)


def range_words(metric: Metric, value: Value, numbers: Numbers) -> str:
    """The range within which chance leaves a figure: "26% – 43%"; "" for one that has none."""
    if value.low is None or value.high is None or value.weak:
        return ""
    low = write_amount(metric.unit, value.low, numbers)
    return _("{first} – {last}").format(first=low, last=write_amount(metric.unit, value.high, numbers))


def _note(metric: Metric, sums: Sums, numbers: Numbers) -> str:
    if metric.key == "target":
        return _("of {target}").format(target=numbers.money(sums["target.revenue"].total))
    return _(metric.counts)


def _spoken(label: str, value: str, note: str, change: Change | None) -> str:
    if change is None or not change.way:
        words = change.words if change else note
        return _("{metric} {value}, {note}").format(metric=label, value=value, note=words)
    told = _("{metric} {value}, up {change}") if change.way > 0 else _("{metric} {value}, down {change}")
    return told.format(metric=label, value=value, change=change.words)


def _tooltip(metric: Metric, sums: Sums, then: Value | None, numbers: Numbers) -> str:
    now, lines = metric.value(sums), [_(metric.definition)]
    if metric.key == "target" and now.amount is not None:
        lines.append(_note(metric, sums, numbers))
    elif now.amount is not None:
        lines.append(_behind(metric, now, numbers))
    if metric.unit not in _EXACT and metric.key != "target" and 0 < now.n < FEW:
        lines.append(_("Fewer than {n}: read with care.").format(n=VERY_FEW if now.weak else FEW))
    if then is None:
        lines.append(_("The book is younger than the period before."))
    elif then.amount is not None and not (then.weak and metric.unit not in _EXACT):
        lines.append(
            _("Period before: {value}").format(value=write_amount(metric.unit, then.amount, numbers))
        )
    return "\n".join(lines)


def _behind(metric: Metric, now: Value, numbers: Numbers) -> str:
    amount = now.amount or 0.0
    if metric.unit == "money":
        return _("{amount} from {n}").format(
            amount=numbers.exact_money(amount), n=count_words(metric, now.n, numbers)
        )
    if metric.unit == "count" or now.low is None or now.high is None or now.weak:
        return count_words(metric, now.n, numbers)
    return _("{n}; with chance, between {low} and {high}").format(
        n=count_words(metric, now.n, numbers),
        low=write_amount(metric.unit, now.low, numbers),
        high=write_amount(metric.unit, now.high, numbers),
    )
