"""Taking the turns: floor and ours one after the other, as often as time allows; and clocks for them."""

from __future__ import annotations

import gc
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from tests.bench.goal import Goal, Maker, Row, SkippedError, Take, Taken, judge

if TYPE_CHECKING:
    from tests.bench.ground import Ground

LONG_S = 3.0
"""A turn that takes so long needs no turn before it to warm up."""
CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
T = TypeVar("T")
_clock = [time.perf_counter]


def use_clock(name: str) -> None:
    """Take the time of the wall, or only the processor's, for a computer that others use meanwhile."""
    _clock[0] = CLOCKS[name]


def now() -> float:
    """Seconds, by the clock that was chosen."""
    return _clock[0]()


def run_family(
    ground: Ground, family: str, goals: Sequence[Goal], show: Callable[[Row], object]
) -> list[Row]:
    """Measure the goals of a family; each row is shown when it is known. Nothing that fails ends the run."""
    rows: list[Row] = []
    measured: dict[tuple[Maker | None, Maker], Taken | str] = {}
    for goal in goals:
        if ground.rows < goal.from_rows and not ground.quick:
            continue
        key = goal.floor, goal.ours
        if key not in measured:
            measured[key] = _measure(ground, goal)
        taken = measured[key]
        if isinstance(taken, Taken):
            row = judge(family, goal, taken, ground.rows)
        else:
            verdict, _colon, words = taken.partition(": ")
            row = Row(family, goal.name, goal.unit, goal.stat, goal.bound(ground.rows), goal.stretch, verdict,
                      notes=[words])  # fmt: skip
        rows.append(row)
        show(row)
    return rows


def _measure(ground: Ground, goal: Goal) -> Taken | str:
    ground.begin(goal.name)
    try:
        floor = goal.floor(ground) if goal.floor else None
        return take_in_turn(ground, floor, goal.ours(ground), goal.turns, goal.seconds)
    except SkippedError as why:
        return f"skipped: {why}"
    except Exception as error:  # noqa: BLE001 - the other goals are still to be measured
        traceback.print_exc(file=sys.stderr)
        return f"failed: {type(error).__name__}: {error}"
    finally:
        ground.end()


def take_in_turn(ground: Ground, floor: Take | None, ours: Take, turns: int, seconds: float) -> Taken:
    """Floor, ours, floor, ours, …; a first pair that is quick only warms up."""
    takes = [take for take in (floor, ours) if take is not None]
    turns = 1 if ground.quick else ground.repeat or turns
    out = Taken([], [], ground.notes)
    begin = time.perf_counter()
    first = [_one(take) for take in takes]
    warm = time.perf_counter() - begin
    if ground.quick or warm > LONG_S:
        _keep(out, first)
    else:
        ground.notes.clear()
    while len(out.ours) < turns and (not out.ours or time.perf_counter() - begin + warm < seconds):
        _keep(out, [_one(take) for take in takes])
    return out


def _one(take: Take) -> Any:
    gc.collect()
    return take()


def _keep(out: Taken, pair: Sequence[Any]) -> None:
    if len(pair) == 2:
        out.floor.append(pair[0])
    out.ours.append(pair[-1])


def each(work: Callable[[T], object], inputs: Iterable[T]) -> Take:
    """A turn that does ``work`` once for every input, each timed in milliseconds."""
    kept = list(inputs)

    def take() -> dict[str, list[float]]:
        times = []
        for one in kept:
            begin = now()
            work(one)
            times.append((now() - begin) * 1e3)
        return {"ms": times}

    return take


def whole(work: Callable[[], object], before: Callable[[], object] | None = None) -> Take:
    """A turn that does ``work`` once, timed in milliseconds; ``before`` is not timed."""

    def take() -> dict[str, list[float]]:
        if before is not None:
            before()
        begin = now()
        work()
        return {"ms": [(now() - begin) * 1e3]}

    return take

