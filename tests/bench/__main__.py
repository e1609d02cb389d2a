"""``python -m tests.bench --rows 100000``: the speed goals, each beside its floor. Always ends with 0."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import (
    charting,
    copying,
    importing,
    living_goals,
    migrating,
    saving,
    searching,
    session,
    stalls,
    starting,
    viewing,
)
from tests.bench.goal import Goal, Row
from tests.bench.ground import Ground, say
from tests.bench.measuring import CLOCKS, run_family, use_clock
from tests.bench.output import HEAD, environment, line, markdown, read_json, write_json

FAMILIES: dict[str, Sequence[Goal]] = {
    "start": starting.GOALS,
    "living": living_goals.GOALS,
    "search": searching.GOALS,
    "view": viewing.GOALS,
    "save": saving.GOALS,
    "chart": charting.GOALS,
    "import": importing.GOALS,
    "stall": (*stalls.GOALS, *migrating.GOALS),
    "session": session.GOALS,
    "backup": copying.GOALS,
}


def measure(ground: Ground, families: Sequence[str], show: Callable[[Row], object]) -> list[Row]:
    """The rows of some families."""
    rows: list[Row] = []
    try:
        for family in families:
            rows += run_family(ground, family, FAMILIES[family], show)
    finally:
        ground.close()
    return rows


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="people in the book (default 100000)")
    parser.add_argument("--only", default="", help="families, with commas: " + ", ".join(FAMILIES))
    parser.add_argument("--repeat", type=int, default=0, help="turns of each goal (default: its own number)")
    parser.add_argument("--minutes", type=float, default=10, help="how long the scripted session lasts")
    parser.add_argument("--clock", choices=list(CLOCKS), default="wall", help="cpu: on a busy computer")
    parser.add_argument("--folder", type=Path, help="where the books are kept for the next run")
    parser.add_argument("--quick", action="store_true", help="one turn each: whether it works, not how fast")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--picture", type=Path, help="draw the figures here (.png)")
    parser.add_argument("--markdown", action="store_true", help="print the table of the README too")
    parser.add_argument("--from-json", type=Path, nargs="+", help="measure nothing: put these runs together")
    chosen = parser.parse_args()
    unknown = set(_names(chosen.only)) - set(FAMILIES)
    if unknown:
        parser.error(f"no such family: {', '.join(sorted(unknown))}")
    return chosen


def _names(only: str) -> list[str]:
    return [name.strip() for name in only.split(",") if name.strip()]


def _run(chosen: argparse.Namespace) -> list[tuple[dict[str, object], list[Row]]]:
    folder = chosen.folder or Path(tempfile.gettempdir()) / "salesdesk-bench"
    use_clock(chosen.clock)
    ground = Ground(folder, chosen.rows, quick=chosen.quick, repeat=chosen.repeat, minutes=chosen.minutes)
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    settings = {"day": day, "clock": chosen.clock, "quick": chosen.quick, "minutes": chosen.minutes}
    facts = environment(chosen.rows, ground.book, settings)
    say(", ".join(f"{key} {value}" for key, value in facts.items()))
    say(HEAD)
    rows = measure(ground, _names(chosen.only) or list(FAMILIES), lambda row: say(line(row)))
    if chosen.json:
        write_json(chosen.json, facts, rows)
    return [(facts, rows)]


def main() -> int:
    """Measure and show. It tells the truth; it never fails a build."""
    chosen = _chosen()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    runs = [read_json(path) for path in chosen.from_json] if chosen.from_json else _run(chosen)
    if chosen.picture:
        from tests.bench.picture import draw

        draw(chosen.picture, runs)
    if chosen.markdown:
        say(markdown(runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
