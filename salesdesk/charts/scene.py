"""Where everything of a chart lies, in logical pixels: what is drawn, written, and can be pointed at.

No library here: matplotlib draws the shapes, and writes the words too when the chart goes into a file; on
screen the window writes them, as it is twenty times faster at that. Rules of the look: bars begin at 0, one
axis a panel, two to four light rules, no box, no ticks, direct labels, a target as a dotted line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

Measure = Callable[[str, str], float]
"""(words, role) -> width in logical pixels."""


class Rule(NamedTuple):
    """A straight line; ``dash`` "" or "dotted"."""

    x1: float
    y1: float
    x2: float
    y2: float
    color: str
    width: float = 1.0
    dash: str = ""


class Area(NamedTuple):
    """A filled rectangle; a hatched one shows its ground between the strokes."""

    x: float
    y: float
    width: float
    height: float
    color: str
    hatched: bool = False


class Line(NamedTuple):
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    color: str
    width: float
    dashed: bool


class Mark(NamedTuple):
    """A point of a line; a hollow one is not over yet."""

    x: float
    y: float
    shape: str
    color: str
    size: float
    hollow: bool = False


class Words(NamedTuple):
    """Words in one line, the middle of their height at ``y``; ``align`` "left", "right" or "middle"."""

    x: float
    y: float
    text: str
    role: str
    color: str
    align: str = "left"


class Spot(NamedTuple):
    """Something that can be pointed at: a step of a series, and its place."""

    series: str
    step: int
    x: float
    y: float
    width: float
    height: float

    def distance(self, x: float, y: float) -> float:
        """How far a point is from it; 0 inside."""
        across = max(self.x - x, 0.0, x - self.x - self.width)
        down = max(self.y - y, 0.0, y - self.y - self.height)
        return float((across * across + down * down) ** 0.5)


class EndLabel(NamedTuple):
    """What stands at the right of a line: the words of each step, and the height of each step's value."""

    series: str
    tone: str
    bar: bool
    words: Sequence[str]
    heights: Sequence[float | None]
    rest: str = ""


class Frame(NamedTuple):
    """The plot of a panel, and what is written at its right."""

    title: str
    left: float
    top: float
    right: float
    bottom: float
    labels: tuple[EndLabel, ...]
    target: Words | None


class Scene(NamedTuple):
    """A laid out chart, from the ground up: shades, rules, bars, targets, lines, marks, words."""

    width: float
    height: float
    scale: float
    compact: bool
    shades: tuple[Area, ...]
    rules: tuple[Rule, ...]
    bars: tuple[Area, ...]
    targets: tuple[Rule, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    words: tuple[Words, ...]
    frames: tuple[Frame, ...]
    spots: tuple[Spot, ...]
    centres: tuple[float, ...]
    slot: float

    def step_at(self, x: float) -> int:
        """The step whose stretch of the axis is nearest to a place."""
        if not self.centres:
            return -1
        at = int((x - self.centres[0] + self.slot / 2) // self.slot)
        return min(max(at, 0), len(self.centres) - 1)

    def spot_at(self, x: float, y: float, reach: float = 9.0) -> Spot | None:
        """The bar or point at a place, or within a finger's reach of it."""
        near = min(self.spots, key=lambda s: s.distance(x, y), default=None)
        return near if near is not None and near.distance(x, y) <= reach * self.scale else None

    def spot_of(self, series: str, step: int) -> Spot | None:
        """The bar or point of a series at a step."""
        return next((s for s in self.spots if s.series == series and s.step == step), None)


def end_words(scene: Scene, step: int | None) -> list[Words]:
    """The words at the ends of the lines: of the last step, or of the step the reading cursor stands on."""
    out: list[Words] = []
    for frame in scene.frames:
        wanted: list[Words] = []
        for label in frame.labels:
            at = len(label.words) - 1 if step is None else step
            if at < 0 or label.heights[at] is None or not label.words[at] or (label.bar and step is None):
                continue
            words = label.rest if step is None and label.rest else label.words[at]
            wanted.append(_end_word(scene, frame, label, at, words))
        fixed = [frame.target] if frame.target is not None else []
        out += _pushed_apart(wanted, fixed, frame, 17 * scene.scale)
    return out


def _end_word(scene: Scene, frame: Frame, label: EndLabel, at: int, words: str) -> Words:
    y = label.heights[at] or frame.bottom
    ink = f"{label.tone}Ink" if label.tone in ("sales", "service") else label.tone
    if scene.compact:
        # Over or under the stretch of the line that the words are as long as.
        near = [h for h in label.heights[max(at - 3, 0) : at + 1] if h is not None]
        upper = label is frame.labels[0]
        y = min(near) - 14 * scene.scale if upper else max(near) + 16 * scene.scale
        return Words(frame.right, y, words, "caption_strong", ink, "right")
    return Words(frame.right + 14 * scene.scale, y, words, "caption_strong", ink)


def _pushed_apart(words: list[Words], fixed: list[Words], frame: Frame, least: float) -> list[Words]:
    """The same words, none over another: they move up or down around those that stand fast."""
    placed: list[Words] = [w for w in fixed if w.text]
    for word in sorted(words, key=lambda w: w.y):
        choices = [word.y] + [p.y + way * least for p in placed for way in (-1, 1)]
        free = [y for y in choices if all(abs(y - p.y) >= least - 0.01 for p in placed)]
        best = min(
            free,
            key=lambda y: (not frame.top - least <= y <= frame.bottom + 2, abs(y - word.y)),
            default=word.y,
        )
        placed.append(word._replace(y=best))
    return placed
