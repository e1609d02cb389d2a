"""What the chart says, before anything is drawn: its steps, panels and series, in numbers and in words.

The chart, its table, the copied text, the CSV file and the screen reader all read this one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from salesdesk.base.i18n import N_, _, pgettext
from salesdesk.base.metrics import REVENUE, SATISFACTION, Sums, Tallied
from salesdesk.base.money import exponent, sign
from salesdesk.base.periods import Period, format_day
from salesdesk.charts.metric_words import NOTHING, Numbers
from salesdesk.charts.panel_queries import EventRow, PanelFigures
from salesdesk.charts.scope import Scope

_NONE = Tallied()


class Step(NamedTuple):
    """A step of the time axis: its days, its words under the axis, in the table and aloud."""

    period: Period
    axis: str
    words: str
    spoken: str


class Series(NamedTuple):
    """One line or row of bars. ``key`` also names the records behind it.

    ``values`` are in the shown unit (None: nothing to divide), ``raw`` the same unscaled. ``end`` writes
    a value as the label at the line's end; ``mark`` is "round" or "diamond". ``rest`` is the label while
    nothing is read, "" for that of the last step. ``scale`` is how many of its raw units one shown is;
    ``earlier`` are the values of the period before and ``earlier_words`` the same in words, where drawn.
    """

    key: str
    name: str
    tone: str
    mark: str
    dashed: bool
    values: Sequence[float | None]
    words: Sequence[str]
    ends: Sequence[str]
    rest: str = ""
    scale: float = 1.0
    earlier: Sequence[float | None] = ()
    earlier_words: Sequence[str] = ()


class Panel(NamedTuple):
    """One of the stacked panels. ``target`` has a value a step, None where there is none.

    ``floor`` is where the axis begins; ``tick`` writes the numbers of its axis.
    """

    title: str
    bars: bool
    series: tuple[Series, ...]
    target: Sequence[float | None]
    target_words: str
    floor: float
    tick: Callable[[float], str]
    ceiling: float | None = None


class Shade(NamedTuple):
    """A marked event over the steps ``first`` to ``last``."""

    event_id: int
    name: str
    first: int
    last: int


class Plot(NamedTuple):
    """The whole chart. ``running``: the last step is not over, hatched and called "so far".

    ``note`` says what the thin lines are, "" without any.
    """

    title: str
    steps: tuple[Step, ...]
    panels: tuple[Panel, ...]
    shades: tuple[Shade, ...]
    running: bool
    note: str = ""

    @property
    def series(self) -> list[Series]:
        """Every series, top to bottom."""
        return [series for panel in self.panels for series in panel.series]


_TITLES = {
    "day": N_("Sales and service, day by day"),
    "week": N_("Sales and service, week by week"),
    "month": N_("Sales and service, month by month"),
    "quarter": N_("Sales and service, quarter by quarter"),
    "year": N_("Sales and service, year by year"),
}
_ACTIVITY = {
    "day": N_("Activity per day: contacts"),
    "week": N_("Activity per week: contacts"),
    "month": N_("Activity per month: contacts"),
    "quarter": N_("Activity per quarter: contacts"),
    "year": N_("Activity per year: contacts"),
}
_SPOKEN = {
    "day": N_("{day}"),
    "week": N_("week of {day}"),
    "month": N_("month from {day}"),
    "quarter": N_("quarter from {day}"),
    "year": N_("year from {day}"),
}


def make_plot(figures: PanelFigures, numbers: Numbers, *, indexed: bool = False) -> Plot:
    """The chart of a panel's figures, in own units or with the first value of each series as 100."""
    scope = figures.scope
    sums = [b.sums for b in figures.buckets]
    panels = _indexed(sums, numbers) if indexed else _own_units(figures, sums, numbers)
    return plot_of(figures, panels, _(_TITLES[scope.unit]), numbers)


def plot_of(figures: PanelFigures, panels: Sequence[Panel], title: str, numbers: Numbers) -> Plot:
    """Panels on the time axis of a scope, with its marked events."""
    scope = figures.scope
    steps = [_step(scope, b.period, numbers) for b in figures.buckets]
    if scope.running and steps:
        steps[-1] = steps[-1]._replace(words=_("{step} (so far)").format(step=steps[-1].words))
    # A book has no zeros from before its first day.
    blank = sum(1 for s in steps if figures.first_on is None or s.period.end < figures.first_on)
    known = tuple(p._replace(series=tuple(_without(s, blank) for s in p.series)) for p in panels)
    shades = tuple(filter(None, (_shade(e, steps) for e in figures.events)))
    return Plot(title, tuple(steps), known, shades, scope.running)


def _without(series: Series, blank: int) -> Series:
    """The series with its first steps left out."""
    if not blank:
        return series
    none: list[None] = [None] * blank
    return series._replace(
        values=[*none, *series.values[blank:]],
        words=[*([NOTHING] * blank), *series.words[blank:]],
        ends=[*([""] * blank), *series.ends[blank:]],
    )


def _step(scope: Scope, period: Period, numbers: Numbers) -> Step:
    words = format_day(period.start, numbers.language, "short")
    if period.days > 1:
        last = format_day(period.end, numbers.language, "short")
        words = _("{first} – {last}").format(first=words, last=last)
    spoken = _(_SPOKEN[scope.unit]).format(day=format_day(period.start, numbers.language, "long"))
    return Step(period, _axis_words(scope.unit, period.start, numbers.language), words, spoken)


def _axis_words(unit: str, day: date, language: str) -> str:
    if unit == "year":
        return str(day.year)
    if unit == "quarter":
        return _("Q{n} {year}").format(n=(day.month + 2) // 3, year=day.year)
    short = format_day(day, language, "axis")
    if unit != "month":
        return short
    return f"{day.month}/{day.year}" if language == "vi" else f"{short.split()[-1]} {day.year}"


def _shade(event: EventRow, steps: Sequence[Step]) -> Shade | None:
    inside = [
        n for n, s in enumerate(steps) if event.from_on <= s.period.end and event.to_on >= s.period.start
    ]
    return Shade(event.id, event.name, inside[0], inside[-1]) if inside else None


def _contacts(sums: Sequence[Sums], side: str) -> list[int]:
    return [s.get(f"contact.{side}", _NONE).n for s in sums]


def money_unit(largest: float, numbers: Numbers) -> tuple[float, str]:
    """How many minor units one of the axis is, and its words: "$ thousand"."""
    minor = 10.0 ** exponent(numbers.currency)
    mark = sign(numbers.currency)
    for size, words in (
        (1e9, N_("{sign} billion")),
        (1e6, N_("{sign} million")),
        (1e3, N_("{sign} thousand")),
    ):
        if largest / minor >= size:
            return size * minor, _(words).format(sign=mark)
    return minor, mark


def _own_units(figures: PanelFigures, sums: Sequence[Sums], numbers: Numbers) -> tuple[Panel, ...]:
    activity = Panel(
        _(_ACTIVITY[figures.scope.unit]),
        False,
        (
            contact_series("sales", _contacts(sums, "sales"), numbers),
            contact_series("service", _contacts(sums, "service"), numbers),
        ),
        [],
        "",
        0.0,
        lambda v: numbers.decimal(v, 0),
    )
    return activity, _revenue_panel(figures, sums, numbers), _score_panel(sums, figures.goal, numbers)


def contact_series(side: str, counts: Sequence[int], numbers: Numbers) -> Series:
    ends = pgettext("side", "{n} sales") if side == "sales" else pgettext("side", "{n} service")
    words = [numbers.decimal(n, 0) for n in counts]
    return Series(
        key=f"contact.{side}",
        name=_("Sales contacts") if side == "sales" else _("Service contacts"),
        tone=side,
        mark="round" if side == "sales" else "diamond",
        dashed=side == "service",
        values=[float(n) for n in counts],
        words=words,
        ends=[ends.format(n=n) for n in words],
    )


def _revenue_panel(figures: PanelFigures, sums: Sequence[Sums], numbers: Numbers) -> Panel:
    money = [REVENUE.value(s).amount or 0.0 for s in sums]
    unit, words = money_unit(
        max([abs(m) for m in money] + [float(t) for t in figures.targets], default=0.0), numbers
    )
    series = Series(
        "revenue",
        _("Revenue"),
        "sales",
        "round",
        False,
        [m / unit for m in money],
        [numbers.exact_money(m) for m in money],
        [numbers.money(m) for m in money],
        scale=unit,
    )
    target = [t / unit if t else None for t in figures.targets]
    last = next((t for t in reversed(target) if t is not None), None)
    return Panel(
        _("Sales result: revenue, {unit}").format(unit=words),
        True,
        (series,),
        target,
        _("target {amount}").format(amount=numbers.decimal(last, 1)) if last is not None else "",
        min([0.0, *(m / unit for m in money)]),
        lambda v: tick_words(v, numbers),
    )


def _score_panel(sums: Sequence[Sums], goal: float, numbers: Numbers) -> Panel:
    values = [SATISFACTION.value(s) for s in sums]
    scores = [v.amount for v in values]
    floor = score_floor(scores)
    words = [NOTHING if v.amount is None else numbers.decimal(v.amount, 2) for v in values]
    ends = [
        "" if v.amount is None else _("{score} (n {n})").format(score=numbers.decimal(v.amount, 1), n=v.n)
        for v in values
    ]
    last = scores[-1] if scores else None
    rest = "" if last is None else numbers.decimal(last, 1)
    series = Series("rating", _("Satisfaction"), "service", "diamond", False, scores, words, ends, rest)
    return Panel(
        _("Service result: satisfaction (CSAT), 1–5"),
        False,
        (series,),
        [goal] * len(values),
        pgettext("satisfaction", "target {amount}").format(amount=numbers.decimal(goal, 1)),
        floor,
        lambda v: tick_words(v, numbers),
        5.0,
    )


def score_floor(scores: Sequence[float | None]) -> float:
    """Where the axis of ratings begins: it does not at 0, so it is labelled, and widens for lower figures."""
    lowest = min((x for x in scores if x is not None), default=5.0)
    return 3.5 if lowest >= 3.5 else max(1.0, float(int(lowest)))


def tick_words(value: float, numbers: Numbers) -> str:
    return numbers.decimal(value, 2).rstrip("0") if value % 1 else numbers.decimal(value, 0)


def _indexed(sums: Sequence[Sums], numbers: Numbers) -> tuple[Panel, ...]:
    money = [REVENUE.value(s).amount for s in sums]
    scores = [SATISFACTION.value(s).amount for s in sums]
    activity = (
        _index_series(
            contact_series("sales", _contacts(sums, "sales"), numbers),
            pgettext("side", "{n} sales"),
            numbers,
        ),
        _index_series(
            contact_series("service", _contacts(sums, "service"), numbers),
            pgettext("side", "{n} service"),
            numbers,
        ),
    )
    results = (
        _index_series(
            Series("revenue", _("Revenue"), "sales", "round", False, money, (), ()), _("{n} revenue"), numbers
        ),
        _index_series(
            Series("rating", _("Satisfaction"), "service", "diamond", True, scores, (), ()),
            _("{n} CSAT"),
            numbers,
        ),
    )
    titles = (_("Activity: contacts, start = 100"), _("Results: revenue and satisfaction, start = 100"))
    return tuple(
        Panel(
            title,
            False,
            series,
            [100.0] * len(sums),
            "",
            _index_floor(series),
            lambda v: numbers.decimal(v, 0),
        )
        for title, series in zip(titles, (activity, results), strict=True)
    )


def _index_series(series: Series, end: str, numbers: Numbers) -> Series:
    start = next((v for v in series.values if v), None)
    values = [None if v is None or not start else v / start * 100 for v in series.values]
    words = [NOTHING if v is None else numbers.decimal(v, 0) for v in values]
    return series._replace(
        values=values, words=words, ends=["" if w == NOTHING else end.format(n=w) for w in words]
    )


def _index_floor(series: Sequence[Series]) -> float:
    known = [v for one in series for v in one.values if v is not None]
    return 0.0 if min(known, default=0.0) < 60 else 50.0
