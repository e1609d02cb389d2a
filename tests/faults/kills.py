"""G1: the program is killed at any moment of any job; what was acknowledged is there, nothing is by half."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.faults.campaign import Campaign, Outcome, TryOne
from tests.faults.forks import DONE, Forks, needs_fork
from tests.faults.jobs import BOOK, Job, every_job, facts_of, prepared
from tests.faults.soundness import open_and_close, unsound

KILLS = {"C": 200, "N": 1_200, "R": 5_000}
SMALL = ("edit", "sale", "import", "campaign", "copy", "restore", "migration", "undo")
LARGE = ("edit", "sale", "import10k", "campaign", "copy", "restore", "migration", "undo")


class Places:
    """The folders in which the jobs are done: prepared once, copied for each case."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._jobs = folder, every_job()
        self._made: dict[str, Path] = {}

    def job(self, name: str) -> Job:
        """A job by name."""
        return self._jobs[name]

    def fresh(self, name: str) -> Path:
        """A copy of a job's prepared folder."""
        if name not in self._made:
            self._made[name] = prepared(self._jobs[name], self._folder / "prepared" / name)
        place = self._folder / "now" / name
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self._made[name], place)
        return place


def what_is_wrong(job: Job, place: Path, done: list[object]) -> str:
    """Open the book after a fault and look at everything; empty when all is well."""
    try:
        wrong = open_and_close(place / BOOK) or unsound(place / BOOK)
        return wrong or job.verify(place, facts_of(place), done)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is wrong
        return f"{type(error).__name__}: {error}"


def _cases(which: str, seed: int) -> Iterator[str]:
    names = SMALL if which == "C" else LARGE
    for n in range(KILLS[which]):
        yield f"{names[n % len(names)]} {seed * 1_000_000 + n}"


@contextmanager
def _begin(folder: Path) -> Iterator[TryOne]:
    places, forks = Places(folder), Forks()
    lasts: dict[str, float] = {}

    def try_one(case: str) -> Outcome:
        name, seed = case.split()
        if name not in lasts:
            lasts[name] = _how_long(forks, places, name)
        place, rng = places.fresh(name), Random(int(seed))
        running = forks.start(name, place, int(seed))
        time.sleep(rng.uniform(0, lasts[name]))
        running.kill()
        code = running.code()
        if code > DONE:
            return Outcome(case, hit=False, wrong=f"failed by itself: {running.said()}")
        return Outcome(case, code < 0, what_is_wrong(places.job(name), place, running.acknowledged()))

    try:
        yield try_one
    finally:
        forks.close()


def _how_long(forks: Forks, places: Places, name: str) -> float:
    """How long a job takes when nobody kills it, s."""
    running = forks.start(name, places.fresh(name), 0)
    began = time.monotonic()
    running.code()
    return time.monotonic() - began


CAMPAIGNS = (Campaign("G1", "killed at a random moment of 8 jobs", _cases, _begin, missing=needs_fork),)
