"""The first seconds of the started program, its first chart, and its memory once everything was used."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.bench import programs
from tests.bench.goal import LARGE, Goal, Take
from tests.bench.starting import START_TAB, tenth

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.ground import Ground

FIRST_S, QUICK_S = 5.0, 0.6


def _live(ground: Ground, book: Path, *, copying: bool) -> Take:
    out = ground.folder / "living.json"
    copying = copying or ground.quick
    seconds = QUICK_S if ground.quick else FIRST_S

    def take() -> dict[str, list[float]]:
        return ground.once(("living", book, copying), live)

    def live() -> dict[str, list[float]]:
        out.unlink(missing_ok=True)
        programs.prefer(ground, tab=START_TAB, backup_when="daily_exit" if copying else "exit")
        command = [sys.executable, "-m", "tests.bench.living", str(book), str(out), str(seconds)]
        done = subprocess.run(
            command, env=programs.environment(ground), cwd=programs.ROOT, timeout=300, check=False,
            capture_output=True, text=True,
        )  # fmt: skip
        programs.forget_marks(book)
        ended = {"error": f"ended with {done.returncode}: {done.stderr[-400:]}"}
        told = json.loads(out.read_text("utf-8")) if out.exists() else ended
        if "error" in told:
            raise RuntimeError(told["error"])
        return {
            "first": [told["first"]], "chart": [told["chart"]], "sqlmodel": [told["before_chart"]["rss"]],
            "all": [told["all"]["rss"]], "anon": [told["all"]["anon"]],
        }  # fmt: skip

    return take


def living(ground: Ground) -> Take:
    """Ours, from its start on; the day's copy is made meanwhile."""
    return _live(ground, ground.work_book, copying=True)


def resting(ground: Ground) -> Take:
    """The same on a day whose copy is there already: what copying needs is given back at its end."""
    return _live(ground, ground.work_book, copying=False)


def living_smaller(ground: Ground) -> Take:
    """The same on a book with a tenth of the people."""
    return _live(ground, tenth(ground, "smaller-living"), copying=False)


def living_for_growth(ground: Ground) -> Take:
    """Ours again, in turn with the smaller book."""
    grown = resting(ground)
    small = living_smaller(ground)

    def take() -> dict[str, list[float]]:
        large, little = grown()["anon"][0], small()["anon"][0]
        ground.note(f"{little:.0f} MiB of its own with a tenth of the people, {large:.0f} MiB with all")
        return {"MiB": [large - little]}

    return take


def floors(ground: Ground) -> Take:
    """SQLModel with a table, and with a chart too: what each takes at the least."""
    book = ground.work_book

    def take() -> dict[str, list[float]]:
        model = programs.run_floor(ground, "sqlmodel", book)
        chart = programs.run_floor(ground, "chart", book)
        return {"first": model["ms"], "chart": chart["ms"], "sqlmodel": model["rss"], "all": chart["rss"],
                "anon": chart["anon"]}  # fmt: skip

    return take


GOALS = (
    Goal("longest stall in the first 5 s", "ms", 80, 50, None, living, column="first", stat="max", turns=3,
         seconds=45),
    Goal("longest stall of the first chart", "ms", 100, 50, None, living, column="chart", stat="max"),
    Goal("RSS, everything loaded, before a chart", "x", 1.2, 1.1, floors, resting, column="sqlmodel", turns=2,
         seconds=30),
    Goal("RSS after all screens and a chart", "x", 1.25, 1.1, floors, resting, column="all"),
    Goal("RSS growth from a tenth of the people", "MiB", 40, 16, None, living_for_growth, column="MiB",
         from_rows=LARGE, turns=1),
)  # fmt: skip
