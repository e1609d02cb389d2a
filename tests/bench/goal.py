"""What a goal is, and how a measurement is judged by it."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tests.bench.ground import Ground

LARGE = 1_000_000
Take = Callable[[], Mapping[str, Sequence[float]]]
"""One turn: what was measured, by column ("ms", "MiB", …)."""
Maker = Callable[["Ground"], Take]
"""Gets everything ready for turns; what it opens is closed by ``ground.closing``."""


class SkippedError(Exception):
    """Cannot be measured here; the words say why."""


@dataclass(frozen=True)
class Goal:
    """One line of the table. To add one, add an entry to the ``GOALS`` of its subject's module.

    ``unit`` "x": ours divided by the floor; else ours as it is, in that unit, the floor beside it.
    ``stat`` of the figures counts: "median", "p99" or "max". ``must`` None: shown, but no goal.
    ``large`` replaces ``must`` from a million rows on; below ``from_rows`` nothing is measured.
    ``turns`` are taken at most, and no more are begun after ``seconds``.
    Goals with the same ``floor`` and ``ours`` share one measurement.
    """

    name: str
    unit: str
    must: float | None
    stretch: float | None
    floor: Maker | None
    ours: Maker
    column: str = "ms"
    stat: str = "median"
    large: float | None = None
    from_rows: int = 0
    turns: int = 7
    seconds: float = 15.0

    def bound(self, rows: int) -> float | None:
        """The must at a size."""
        return self.large if self.large is not None and rows >= LARGE else self.must


class Spread(NamedTuple):
    """The figures of one side: how many, and what they say."""

    n: int
    median: float
    p99: float
    largest: float

    def of(self, stat: str) -> float:
        """The figure that counts."""
        return {"median": self.median, "p99": self.p99, "max": self.largest}[stat]


def spread(figures: Sequence[float]) -> Spread:
    """What some figures say; at least one."""
    ordered = sorted(figures)
    return Spread(
        len(ordered), statistics.median(ordered), ordered[math.ceil(len(ordered) * 0.99) - 1], ordered[-1]
    )


@dataclass
class Row:
    """A goal as it was measured. ``verdict``: "met", "stretch", "missed", "shown", "skipped", "failed"."""

    family: str
    name: str
    unit: str
    stat: str
    must: float | None
    stretch: float | None
    verdict: str
    value: float | None = None
    floor: Spread | None = None
    ours: Spread | None = None
    turns: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass
class Taken:
    """The turns of one measurement, floor and ours in the same order."""

    floor: list[Mapping[str, Sequence[float]]]
    ours: list[Mapping[str, Sequence[float]]]
    notes: list[str]


def judge(family: str, goal: Goal, taken: Taken, rows: int) -> Row:
    """A goal's row from its measurement."""
    ours = spread([figure for turn in taken.ours for figure in turn[goal.column]])
    floor = spread([f for turn in taken.floor for f in turn[goal.column]]) if taken.floor else None
    value = _ratio(goal, taken, floor, ours) if goal.unit == "x" and floor else ours.of(goal.stat)
    must = goal.bound(rows)
    if must is None:
        verdict = "shown"
    elif goal.stretch is not None and value <= goal.stretch:
        verdict = "stretch"
    else:
        verdict = "met" if value <= must else "missed"
    return Row(family, goal.name, goal.unit, goal.stat, must, goal.stretch, verdict, value, floor, ours,
               len(taken.ours), taken.notes)  # fmt: skip


def _ratio(goal: Goal, taken: Taken, floor: Spread, ours: Spread) -> float:
    if goal.stat != "median":
        return ours.of(goal.stat) / floor.of(goal.stat)
    # Of the pairs of turns: when the machine is slow for a while, it is slow for both sides of a pair.
    pairs = zip(taken.ours, taken.floor, strict=True)
    return statistics.median(
        statistics.median(a[goal.column]) / statistics.median(b[goal.column]) for a, b in pairs
    )
