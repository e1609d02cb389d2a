"""The bench measures every goal and says what it found; how fast anything is, is not tested here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.__main__ import FAMILIES
from tests.bench.goal import Goal, Taken, judge

pytestmark = pytest.mark.bench
ROOT = Path(__file__).parent.parent.parent
QUICK = ("living", "search", "view", "save", "chart", "import", "backup")
"""What takes seconds with a small book; the others wait for programs to start or for a session to pass."""


def test_every_goal_gets_a_row_in_table_file_and_picture(tmp_path: Path) -> None:
    out, picture = tmp_path / "bench.json", tmp_path / "bench.png"
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--rows", "200", "--quick", "--minutes", "0.02",
         "--only", ",".join(QUICK), "--folder", str(tmp_path / "books"), "--json", str(out),
         "--picture", str(picture), "--markdown"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(out.read_text("utf-8"))
    goals = [goal.name for family, goals in FAMILIES.items() if family in QUICK for goal in goals]
    assert [row["name"] for row in found["goals"]] == goals
    failed = {row["name"]: row["notes"] for row in found["goals"] if row["verdict"] == "failed"}
    assert failed == {}, done.stderr
    measured = [row for row in found["goals"] if row["verdict"] != "skipped"]
    assert all(row["value"] is not None and row["ours"]["n"] > 0 for row in measured)
    assert all(row["verdict"] in ("met", "missed", "stretch") for row in measured if row["must"] is not None)
    assert found["environment"]["rows"] == 200
    assert all(name in done.stdout for name in goals)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_ratio_is_that_of_the_pairs_taken_in_turn() -> None:
    goal = Goal("g", "x", 2.0, 1.5, None, lambda _ground: dict)
    slow = Taken(floor=[{"ms": [1.0]}, {"ms": [10.0]}, {"ms": [100.0]}],
                 ours=[{"ms": [1.8]}, {"ms": [18.0]}, {"ms": [300.0]}], notes=[])  # fmt: skip
    row = judge("family", goal, slow, 100_000)
    assert (row.value, row.verdict) == (1.8, "met")


@pytest.mark.parametrize(
    ("ms", "rows", "verdict"),
    [(4.0, 100_000, "stretch"), (9.0, 100_000, "met"), (11.0, 100_000, "missed"), (11.0, 1_000_000, "met")],
)
def test_a_figure_is_judged_by_the_must_of_its_size(ms: float, rows: int, verdict: str) -> None:
    goal = Goal("g", "ms", 10.0, 5.0, None, lambda _ground: dict, stat="max", large=12.0)
    row = judge("family", goal, Taken([], [{"ms": [1.0, ms]}], []), rows)
    assert (row.verdict, row.value) == (verdict, ms)
