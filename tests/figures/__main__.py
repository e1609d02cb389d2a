"""``python -m tests.figures``: every published figure beside ours; ends with 1 when any differs."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.figures.checks import SETS, figures_of
from tests.figures.importing import folder


def say(line: str) -> None:
    """Print a line at once: the next one may take a while."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Import, compute, print. 0 when all agree, 1 when one differs, 2 without the data."""
    data = folder()
    if not (data / "FIGURES.json").exists():
        say(f"No data sets in {data}. Set SALESDESK_FIGURES_DATA to their folder.")
        return 2
    wrong = count = 0
    with tempfile.TemporaryDirectory(prefix="salesdesk-figures-", ignore_cleanup_errors=True) as books:
        for name in SETS:
            say(f"\n{name}\n  {'figure':<58}{'published':>24}{'Salesdesk':>24}")
            for figure in figures_of(name, data, Path(books)):
                mark = "" if figure.agrees else "   DIFFERS"
                say(f"  {figure.name:<58}{figure.theirs:>24,}{figure.ours:>24,}{mark}")
                count, wrong = count + 1, wrong + (not figure.agrees)
    say(f"\n{count} figures, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
