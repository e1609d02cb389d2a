"""G15: two windows change the same twenty records for a while; no change is lost, no number given twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.campaign import Campaign, Outcome, TryOne
from tests.faults.forks import DONE, Forks, needs_fork
from tests.faults.kills import Places, what_is_wrong
from tests.faults.writing_jobs import CONFLICT

WINDOWS = {"C": ("window10 2",), "N": ("window60 2",), "R": ("window60 2", "window60 4") * 3}
"""The job, which says for how many seconds, and how many windows there are."""
REFUSALS_ALLOWED = ("Somebody else changed", "This deal is closed already")


def _cases(which: str, seed: int) -> Iterator[str]:
    for n, how in enumerate(WINDOWS[which]):
        yield f"{how} {seed * 1_000_000 + n}"


@contextmanager
def _begin(folder: Path) -> Iterator[TryOne]:
    places, forks = Places(folder), Forks()

    def try_one(case: str) -> Outcome:
        name, count, seed = case.split()
        place = places.fresh(name)
        windows = [forks.start(name, place, int(seed) * 10 + n, f"-{n}") for n in range(int(count))]
        for window in windows:
            if window.code() != DONE:
                return Outcome(case, hit=True, wrong=f"a window was told: {window.said()[-300:]}")
        done = [line for window in windows for line in window.acknowledged()]
        conflicts = [line for line in done if line[0] == CONFLICT]
        odd = [line[2] for line in conflicts if not line[2].startswith(REFUSALS_ALLOWED)]
        wrong = what_is_wrong(places.job(name), place, [line for line in done if line[0] != CONFLICT])
        note = f"{len(done) - len(conflicts):,} changes, {len(conflicts):,} conflicts shown"
        return Outcome(case, True, odd[0] if odd else wrong, note)

    try:
        yield try_one
    finally:
        forks.close()


CAMPAIGNS = (Campaign("G15", "two windows write to the same 20 records", _cases, _begin, missing=needs_fork),)
