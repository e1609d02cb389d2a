"""Laying a plot out as a scene: stacked panels on one time axis, for a width, a height and a text size."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10
from typing import NamedTuple

from salesdesk.base.i18n import _
from salesdesk.charts.plot import Panel, Plot, Series
from salesdesk.charts.scene import Area, EndLabel, Frame, Line, Mark, Measure, Rule, Scene, Spot, Words

TITLE, GAP, FOOT, HEAD = 30.0, 20.0, 26.0, 56.0
FIRST_SHARE = 1.25  # the first panel is a little higher: two lines share it
BAR, WIDEST_BAR = 0.62, 76.0
EARLIER = 1.38  # how much wider than a bar the one of the period before is behind it
COMPACT_UNDER = 520.0
MOST_AXIS_WORDS = 8


class _Axis(NamedTuple):
    low: float
    high: float
    ticks: tuple[float, ...]
    top: float
    bottom: float

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


class _Parts:
    """The scene being gathered."""

    def __init__(self) -> None:
        self.shades: list[Area] = []
        self.rules: list[Rule] = []
        self.bars: list[Area] = []
        self.targets: list[Rule] = []
        self.lines: list[Line] = []
        self.marks: list[Mark] = []
        self.words: list[Words] = []
        self.frames: list[Frame] = []
        self.spots: list[Spot] = []


class _Place(NamedTuple):
    """The stretch of the time axis: its edges, the middle of each step, the width of one."""

    left: float
    right: float
    centres: tuple[float, ...]
    slot: float
    scale: float
    compact: bool
    measure: Measure


def nice_ticks(low: float, high: float, whole: bool) -> tuple[float, ...]:
    """Two to four round numbers from ``low`` to ``high`` or just below; ``whole``: no fractions."""
    span = high - low
    if span <= 0:
        return (low,)
    size = 10.0 ** floor(log10(span / 3))
    steps = [m * size for m in (1, 2, 2.5, 5, 10) if not whole or (m * size) % 1 == 0]
    step = next((s for s in steps if span / s < 3.5), steps[-1] if steps else 1.0)
    if whole:
        step = max(step, 1.0)
    first = -floor(-low / step + 1e-9) * step
    return tuple(first + n * step for n in range(int((high - first) / step + 1e-9) + 1))


def lay_out(
    plot: Plot,
    width: float,
    height: float,
    measure: Measure,
    scale: float = 1.0,
    heading: tuple[str, str] = ("", ""),
) -> Scene:
    """The scene of a plot in logical pixels.

    ``scale`` is the text size, ``heading`` the title of a file and the line below it.
    """
    compact = width < COMPACT_UNDER * scale
    head = HEAD * scale if heading[0] else 0.0
    axes = _axes(plot.panels, head, height, scale)
    place = _place(plot, axes, width, measure, scale, compact)
    parts = _Parts()
    if heading[0]:
        parts.words.append(Words(2, 16 * scale, heading[0], "title", "ink"))
        parts.words.append(Words(2, 40 * scale, heading[1], "body", "ink2"))
    for n, (panel, axis) in enumerate(zip(plot.panels, axes, strict=True)):
        title = f"{panel.title}   {plot.note}" if n == 0 and plot.note else panel.title
        _shade(parts, plot, axis, place, first=n == 0, title=title)
        _panel(parts, plot, panel, axis, place)
    _time_axis(parts, plot, axes[-1].bottom, place)
    return Scene(
        width,
        height,
        scale,
        compact,
        tuple(parts.shades),
        tuple(parts.rules),
        tuple(parts.bars),
        tuple(parts.targets),
        tuple(parts.lines),
        tuple(parts.marks),
        tuple(parts.words),
        tuple(parts.frames),
        tuple(parts.spots),
        place.centres,
        place.slot,
    )


def _axes(panels: Sequence[Panel], head: float, height: float, scale: float) -> list[_Axis]:
    shares = [FIRST_SHARE if n == 0 else 1.0 for n in range(len(panels))]
    room = height - head - (TITLE * len(panels) + GAP * (len(panels) - 1) + FOOT) * scale
    at, out = head, []
    for panel, share in zip(panels, shares, strict=True):
        top = at + TITLE * scale
        bottom = top + max(room * share / sum(shares), 30.0)
        low, high, ticks = _range(panel)
        out.append(_Axis(low, high, ticks, top, bottom))
        at = bottom + GAP * scale
    return out


def _range(panel: Panel) -> tuple[float, float, tuple[float, ...]]:
    known = [v for s in panel.series for v in (*s.values, *s.earlier) if v is not None]
    known += [t for t in panel.target if t is not None]
    if panel.ceiling is not None:
        half = panel.ceiling - panel.floor <= 1.5
        ticks = tuple(
            panel.floor + n * (0.5 if half else 1.0)
            for n in range(int((panel.ceiling - panel.floor) * (2 if half else 1)) + 1)
        )
        # A little air over the ceiling and under the floor: points at the edge stay whole.
        return panel.floor - 0.1, panel.ceiling + 0.05, ticks
    high = max(known, default=0.0)
    high = max(high, panel.floor + (4.0 if not panel.bars else 1.0)) if high <= panel.floor else high
    ticks = nice_ticks(panel.floor, high, whole=not panel.bars)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 0.0
    if step and ticks[-1] + step <= high + (high - panel.floor) * 0.15:
        return panel.floor, ticks[-1] + step, (*ticks, ticks[-1] + step)
    return panel.floor, high + (high - panel.floor) * 0.06, ticks


def _place(
    plot: Plot, axes: Sequence[_Axis], width: float, measure: Measure, scale: float, compact: bool
) -> _Place:
    numbers = [measure(p.tick(t), "caption") for p, a in zip(plot.panels, axes, strict=True) for t in a.ticks]
    left = max([*numbers, 20 * scale]) + 14 * scale
    right = width - 6 * scale
    if not compact:
        ends = [measure(w, "caption_strong") for s in plot.series for w in s.ends]
        ends += [measure(p.target_words, "caption") for p in plot.panels]
        right = width - max([*ends, 40 * scale]) - 26 * scale
    count = max(len(plot.steps), 1)
    slot = max(right - left, 1.0) / count
    centres = tuple(left + (n + 0.5) * slot for n in range(len(plot.steps)))
    return _Place(left, right, centres, slot, scale, compact, measure)


def _shade(parts: _Parts, plot: Plot, axis: _Axis, place: _Place, *, first: bool, title: str) -> None:
    taken = place.measure(title, "caption_strong") + 16 * place.scale
    for shade in plot.shades:
        left = place.left + shade.first * place.slot
        wide = (shade.last - shade.first + 1) * place.slot
        rise = 10 * place.scale
        parts.shades.append(Area(left, axis.top - rise, wide, axis.bottom - axis.top + rise, "hover"))
        if not first:
            continue
        half = place.measure(shade.name, "caption") / 2
        middle = min(max(left + wide / 2, half), place.right - half)
        if place.compact and not _too_long(place, half):
            parts.words.append(
                Words(middle, axis.bottom - 14 * place.scale, shade.name, "caption", "ink2", "middle")
            )
        if place.compact or middle - half < taken or _too_long(place, half):
            continue
        parts.words.append(
            Words(middle, axis.top - 21 * place.scale, shade.name, "caption", "ink2", "middle")
        )
        taken = middle + half + 10 * place.scale


def _too_long(place: _Place, half: float) -> bool:
    """Whether the name of an event is too long for the place."""
    return 2 * half > (place.right - place.left) * 0.6


def _panel(parts: _Parts, plot: Plot, panel: Panel, axis: _Axis, place: _Place) -> None:
    scale = place.scale
    parts.words.append(Words(2, axis.top - 21 * scale, panel.title, "caption_strong", "ink"))
    if plot.note and panel is plot.panels[0] and not place.compact:
        after = 2 + place.measure(panel.title, "caption_strong") + 14 * scale
        parts.words.append(Words(after, axis.top - 21 * scale, plot.note, "caption", "ink2"))
    for tick in axis.ticks:
        y = axis.y(tick)
        if abs(y - axis.bottom) > 1:
            parts.rules.append(Rule(place.left, y, place.right, y, "line"))
        parts.words.append(Words(place.left - 10 * scale, y, panel.tick(tick), "caption", "ink2", "right"))
    parts.rules.append(Rule(place.left - 6 * scale, axis.bottom, place.right, axis.bottom, "line2"))
    for series in panel.series:
        if panel.bars:
            _bars(parts, plot, series, axis, place)
        else:
            _line(parts, plot, series, axis, place)
    _target(parts, panel, axis, place)
    target = None
    if panel.target_words and not place.compact:
        level = next((t for t in reversed(panel.target) if t is not None), axis.low)
        target = Words(place.right + 14 * scale, axis.y(level), panel.target_words, "caption", "ink2")
    labels = tuple(
        EndLabel(
            s.key, s.tone, panel.bars, s.ends, [None if v is None else axis.y(v) for v in s.values], s.rest
        )
        for s in panel.series
    )
    parts.frames.append(Frame(panel.title, place.left, axis.top, place.right, axis.bottom, labels, target))


def _bars(parts: _Parts, plot: Plot, series: Series, axis: _Axis, place: _Place) -> None:
    wide = min(place.slot * BAR, WIDEST_BAR * place.scale)
    zero = axis.y(0.0)
    for n, value in enumerate(series.earlier):
        if value:
            y, broad = axis.y(value), wide * EARLIER
            left = place.centres[n] - broad / 2
            parts.shades.append(Area(left, min(y, zero), broad, abs(zero - y), "btn"))
    for n, value in enumerate(series.values):
        y = axis.y(value or 0.0)
        hatched = plot.running and n == len(series.values) - 1
        left, top, high = place.centres[n] - wide / 2, min(y, zero), abs(zero - y)
        if high > 0:
            parts.bars.append(Area(left, top, wide, high, series.tone, hatched))
        if hatched:
            over = (
                min(top, axis.y(series.values[n - 1] or 0.0))
                if n and place.slot < _words_width(place)
                else top
            )
            right = min(place.centres[n] + _words_width(place) / 2, place.right)
            parts.words.append(Words(right, over - 10 * place.scale, _("so far"), "caption", "ink2", "right"))
        parts.spots.append(Spot(series.key, n, left, min(top, zero - 8), wide, max(high, 8.0)))


def _words_width(place: _Place) -> float:
    return place.measure(_("so far"), "caption")


def _thin_line(parts: _Parts, series: Series, axis: _Axis, place: _Place) -> None:
    run: list[tuple[float, float]] = []
    for n, value in enumerate([*series.earlier, None]):
        if value is not None:
            run.append((place.centres[n], axis.y(value)))
            continue
        if len(run) > 1:
            parts.lines.append(Line(tuple(run), "line2", 1.2, series.dashed))
        run = []


def _line(parts: _Parts, plot: Plot, series: Series, axis: _Axis, place: _Place) -> None:
    _thin_line(parts, series, axis, place)
    run: list[tuple[float, float]] = []
    last = max((n for n, v in enumerate(series.values) if v is not None), default=-1)
    many = len(series.values) > 20
    for n, value in enumerate([*series.values, None]):
        if value is None:
            if len(run) > 1:
                parts.lines.append(Line(tuple(run), series.tone, 2.2, series.dashed))
            run = []
            continue
        point = (place.centres[n], axis.y(value))
        run.append(point)
        hollow = plot.running and n == len(series.values) - 1
        alone = (n == 0 or series.values[n - 1] is None) and (n == last or series.values[n + 1] is None)
        marked = n == last or alone or (series.key == "rating" and not many)
        if marked:
            size = 8.0 if n == last or series.key != "rating" else 6.5
            parts.marks.append(Mark(*point, series.mark, series.tone, size, hollow))
        parts.spots.append(Spot(series.key, n, point[0], point[1], 0.0, 0.0))


def _target(parts: _Parts, panel: Panel, axis: _Axis, place: _Place) -> None:
    """Dotted, in as many level pieces as it has levels."""
    start = 0
    for n in range(1, len(panel.target) + 1):
        if n < len(panel.target) and panel.target[n] == panel.target[start]:
            continue
        level = panel.target[start]
        if level is not None:
            left, right = place.left + start * place.slot, place.left + n * place.slot
            y = axis.y(level)
            parts.targets.append(Rule(left, y, right, y, "ink", 1.3, "dotted"))
        start = n


def _time_axis(parts: _Parts, plot: Plot, bottom: float, place: _Place) -> None:
    """Words under the axis, as many as have room, the first always."""
    if not plot.steps:
        return
    widest = max(place.measure(s.axis, "caption") for s in plot.steps) + 14 * place.scale
    every = max(1, int(-(-widest // place.slot)), -(-len(plot.steps) // MOST_AXIS_WORDS))
    for n in range(0, len(plot.steps), every):
        half = place.measure(plot.steps[n].axis, "caption") / 2
        x = min(max(place.centres[n], half), max(place.right + (0 if place.compact else 60), half) - half)
        parts.words.append(
            Words(x, bottom + 15 * place.scale, plot.steps[n].axis, "caption", "ink2", "middle")
        )
