"""How long the window stands still while something heavy goes on beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from tests.bench.goal import Goal, Take
from tests.bench.importing import files

if TYPE_CHECKING:
    from tests.bench.ground import Ground

_P99 = {"unit": "ms", "must": 16, "stretch": None, "floor": None, "stat": "p99"}
_MAX = {"unit": "ms", "must": 50, "stretch": 16, "floor": None, "stat": "max"}


def through_the_page(window: Any, path: Path, gaps: Any, act: str) -> Any:
    """A file through the four steps of the import page, nothing hurried; the page."""
    from salesdesk.app import dialogs
    from tests.bench.gaps import wait, wait_for

    gaps.act = f"{act}: reading the file"
    dialogs.import_file(window, str(path), "parties")
    from salesdesk.exchange.import_page import CHECK, DONE, MATCH

    page: Any = window.stack.currentWidget()
    for step, words in ((MATCH, "comparing"), (CHECK, "writing"), (DONE, "the result")):
        wait_for(lambda step=step: page.step == step and not page._work.busy)
        wait(0.2)
        gaps.act = f"{act}: {words}"
        if step != DONE:
            page.next()
    return page


def importing(ground: Ground) -> Take:
    """100,000 rows through the import page, then taken back. Its copy of the book is measured by itself."""
    from tests.bench.gaps import Gaps, wait, wait_for

    window, (text, _sheet) = ground.window, files(ground)

    def take() -> dict[str, list[float]]:
        gaps = Gaps()
        with patch("salesdesk.exchange.import_draft.copy_first"):
            gaps.begin("import")
            page = through_the_page(window, text, gaps, "import")
            gaps.act = "undo"
            page._undo()
            wait_for(lambda: not page._work.busy)
            wait(0.3)
            found = gaps.end()
        window.close_page(page)
        ground.note(gaps.longest())
        return {"ms": found}

    return take


def comparing(ground: Ground) -> Take:
    """Compare over a year, a month and 13 weeks, in all its views."""
    from tests.bench.gaps import Gaps, wait, wait_for

    window = ground.window

    def take() -> dict[str, list[float]]:
        gaps = Gaps()
        gaps.begin("Compare")
        window.open_tab("compare")
        wait_for(lambda: window.jobs.idle)
        tab: Any = window.stack.currentWidget()
        kept = dict(tab.state())
        for kind in ("year", "month", "weeks13"):
            for view in ("chart", "table", "sides"):
                gaps.act = f"Compare, {kind}, {view}"
                tab.restore({**kept, "kind": kind, "view": view})
                wait_for(lambda: window.jobs.idle)
                wait(0.1)
        found = gaps.end()
        tab.restore(kept)
        ground.note(gaps.longest())
        return {"ms": found}

    return take


GOALS = (
    Goal("import and undo, stalls, p99", ours=importing, turns=1, **_P99),
    Goal("import and undo, longest stall", ours=importing, **_MAX),
    Goal("Compare, stalls, p99", ours=comparing, turns=2, **_P99),
    Goal("Compare, longest stall", ours=comparing, **_MAX),
)
