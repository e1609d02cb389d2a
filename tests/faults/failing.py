"""G4, G7: the disk fails at the n-th operation, once or for good; nothing corrupt, nothing falsely saved.

The program's SQL is played to a disk of ours here; `traced` does the same to the program itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.campaign import Campaign, Outcome, TryOne
from tests.faults.cuts import JOBS, needs_apsw
from tests.faults.disks.disk import Watcher
from tests.faults.disks.tape import Line, record, same_ids
from tests.faults.jobs import BOOK, every_job, prepared
from tests.faults.kills import what_is_wrong

POINTS = {"C": 150, "N": 1_200, "R": 8_000}
PULLS = {"C": 0, "N": 100, "R": 400}
MODES = ("WAL FULL", "TRUNCATE EXTRA")
HOW = ("io once", "io ever", "full once", "full ever", "read once", "read ever")
PULLED = "gone ever"
FIRST, LAST = 0, 999
"""A point is told in thousandths of all operations of the job."""


class Failing(Watcher):
    """Refuses the operation number ``at`` (0: none), and with ``ever`` all that follow."""

    def __init__(self, what: str, at: int, *, ever: bool) -> None:
        import apsw

        self._error = apsw.FullError("disk full") if what == "full" else apsw.IOError("no answer")
        self._what, self._at, self._ever = what, at, ever
        self.count = self.hits = 0

    def _step(self) -> None:
        self.count += 1
        if self._at and (self.count == self._at or (self._ever and self.count > self._at)):
            self.hits += 1
            raise self._error

    def read(self, name: str) -> None:
        if self._what in ("read", "gone"):
            self._step()

    def opened(self, name: str) -> None:
        if self._what == "gone":
            self._step()

    def write(self, name: str, at: int, what: bytes) -> None:
        self._step()

    def cut(self, name: str, size: int) -> None:
        self._step()

    def sync(self, name: str) -> None:
        self._step()

    def delete(self, name: str, sync: bool) -> None:
        self._step()


def play(lines: list[Line], book: Path, mode: tuple[str, str], watcher: Watcher) -> list[Any]:
    """Play a tape until the disk refuses something, as the program would: roll back, and let go.

    Returns what was acknowledged before.
    """
    import apsw

    from tests.faults.disks.replay import Mode, Player, Watched

    vfs = Watched(watcher)
    player, told = Player(book, vfs, Mode(mode)), []
    try:
        for line in lines:
            player.play(line)
            if line.kind == "told":
                told.append(line.values)
    except apsw.Error:
        player.roll_back()
    finally:
        player.close()
        vfs.unregister()
    return told


def _cases(hows: tuple[str, ...], counts: dict[str, int]) -> Callable[[str, int], Iterator[str]]:
    def cases(which: str, seed: int) -> Iterator[str]:
        rng = Random(seed)
        for n in range(counts[which]):
            job, mode = JOBS[n % len(JOBS)], MODES[n // len(JOBS) % len(MODES)]
            yield f"{job} {mode} {hows[n % len(hows)]} {rng.randint(FIRST, LAST)}"

    return cases


@contextmanager
def _begin(folder: Path) -> Iterator[TryOne]:
    jobs = every_job()
    tapes: dict[str, list[Line]] = {}
    totals: dict[tuple[str, ...], int] = {}

    def fresh(name: str) -> Path:
        if name not in tapes:
            tapes[name] = _taped(name, folder / name)
        place = folder / "now"
        shutil.rmtree(place, ignore_errors=True)
        return Path(shutil.copytree(folder / name, place))

    def _taped(name: str, place: Path) -> list[Line]:
        with same_ids():
            aside = Path(shutil.copytree(prepared(jobs[name], place), folder / f"{name}-before"))
            lines = record(jobs[name], place, 1).writing()
        shutil.rmtree(place)
        aside.rename(place)
        return lines

    def try_one(case: str) -> Outcome:
        name, journal, synced, what, lasting, point = case.split()
        mode, key = (journal, synced), (name, journal, what)
        place = fresh(name)
        if key not in totals:
            counting = Failing(what, 0, ever=False)
            play(tapes[name], place / BOOK, mode, counting)
            totals[key] = counting.count
            place = fresh(name)
        failing = Failing(what, 1 + int(point) * totals[key] // (LAST + 1), ever=lasting == "ever")
        told = play(tapes[name], place / BOOK, mode, failing)
        return Outcome(case, failing.hits > 0, what_is_wrong(jobs[name], place, told))

    yield try_one


CAMPAIGNS = (
    Campaign("G4", "the n-th write, sync or read fails, once and for good", _cases(HOW, POINTS), _begin,
             missing=needs_apsw),
    Campaign("G7", "the drive is pulled: from some moment on it is gone", _cases((PULLED,), PULLS), _begin,
             missing=needs_apsw),
)  # fmt: skip
