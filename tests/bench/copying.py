"""A copy of the book: the copying against the engine's own backup, and its proof."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING
from unittest.mock import patch

from tests.bench.goal import Goal, Take
from tests.bench.ground import remove
from tests.bench.measuring import now

if TYPE_CHECKING:
    from tests.bench.ground import Ground

STEP_PAGES = 1_000
TICK_MS = 5.0
"""The clock by which the window's standing still is taken: the least there is."""


def backup_floor(ground: Ground) -> Take:
    """The engine's backup interface, 1,000 pages a step, then synced."""
    from salesdesk.store.engine import sqlite
    from tests.bench.floor_book import connect

    target = ground.folder / "backup-floor.db"
    ground.closing(lambda: remove(target))

    def take() -> dict[str, list[float]]:
        remove(target)
        begin = now()
        source, out = connect(ground.work_book), sqlite.connect(str(target))
        source.backup(out, pages=STEP_PAGES, sleep=0)
        out.close()
        source.close()
        with target.open("rb+") as file:
            os.fsync(file.fileno())
        took = (now() - begin) * 1e3
        ground.note(f"{target.stat().st_size / 2**20:,.0f} MiB")
        remove(target)
        return {"copy": [took], "proof": [took], "whole": [took], "gap": [TICK_MS]}

    return take


def backup(ground: Ground) -> Take:
    """The window's own command, taken apart: up to the synced copy, and from there until it is proven."""
    from salesdesk.base import paths
    from tests.bench.gaps import Gaps, wait_for

    window, real = ground.window, os.fsync
    folder = paths.backup_folder(ground.work_book)

    def take() -> dict[str, list[float]]:
        shutil.rmtree(folder, ignore_errors=True)
        synced: list[float] = []

        def fsync(file: int) -> None:
            real(file)
            synced.append(now())

        gaps = Gaps()
        with patch.object(os, "fsync", fsync):
            gaps.begin()
            begin = now()
            window.actions_map.run("app.backup")
            wait_for(lambda: window.jobs.idle)
            end = now()
        stood_still = gaps.end()
        made = sum(path.suffix == ".sdbk" for path in folder.iterdir()) if folder.exists() else 0
        shutil.rmtree(folder, ignore_errors=True)
        assert made == 1, "no copy was made"
        # The first thing it waits for is the finished copy; what follows is its proof.
        copy, proof = (synced[0] - begin) * 1e3, (end - synced[0]) * 1e3
        return {"copy": [copy], "proof": [proof], "whole": [copy + proof], "gap": stood_still}

    return take


GOALS = (
    Goal("backup: the copying", "x", 1.15, 1.05, backup_floor, backup, column="copy", turns=3, seconds=40),
    Goal("backup: its proof", "x", None, None, backup_floor, backup, column="proof"),
    Goal("backup: copied and proven", "ms", None, None, backup_floor, backup, column="whole"),
    Goal("backup: longest stall", "ms", 16, None, backup_floor, backup, column="gap", stat="max"),
)
