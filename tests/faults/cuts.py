"""G3: the power fails at any moment of a job; nothing is corrupt, nothing acknowledged is lost.

And the same with too little syncing: there the losses must show, or these cuts would not find anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.faults.campaign import Campaign, Outcome, TryOne, Verdict
from tests.faults.disks.disk import Disk, Noting
from tests.faults.disks.tape import record, same_ids
from tests.faults.jobs import BOOK, Job, every_job, prepared
from tests.faults.kills import what_is_wrong

JOBS = ("edit", "sale", "import", "campaign", "undo")
TELLING = ("edit", "sale", "campaign")
"""Jobs that acknowledge often, so that a loss cannot hide."""
CUTS = {"C": 150, "N": 500, "R": 5_000}
TEETH = {"C": 25, "N": 100, "R": 400}
OFTEN = 40


def needs_apsw() -> str:
    """What is missing to play the program's SQL to a disk of ours."""
    try:
        import apsw
    except ImportError:
        return "apsw is not installed"
    return "" if apsw.sqlitelibversion() >= "3.51.3" else "apsw carries an old SQLite"


def recorded_disk(job: Job, place: Path, mode: tuple[str, str], often: int) -> Disk:
    """Do a job, play its SQL in a mode, and return the disk with everything that was done to it."""
    from tests.faults.disks.replay import Mode, Player, Watched, book_lines

    aside = place.with_name(f"{place.name}-before")
    shutil.copytree(place, aside)
    tape = book_lines(record(job, place, 1).writing())
    shutil.rmtree(place)
    aside.rename(place)
    disk = Disk()
    disk.begin(place)
    vfs = Watched(Noting(disk, BOOK))
    player = Player(place / BOOK, vfs, Mode(mode), often)
    for line in tape:
        player.play(line)
        if line.kind == "told":
            disk.tell(line.values)
    player.close()
    vfs.unregister()
    return disk


def after(disk: Disk, first: Path, place: Path, seed: int) -> tuple[bool, list[object]]:
    """Lay out what a cut leaves of the disk in a folder; whether it fell inside, and what was told before."""
    rng = Random(seed)
    at = rng.randint(1, len(disk.ops))
    files, told = disk.after_a_cut(at, rng)
    shutil.rmtree(place, ignore_errors=True)
    for name, content in files.items():
        path = place / Path(name).relative_to(first)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return at < len(disk.ops), told


def _cases(modes: Sequence[str], jobs: Sequence[str], counts: dict[str, int]) -> object:
    def cases(which: str, seed: int) -> Iterator[str]:
        for n in range(counts[which] * len(modes)):
            yield f"{jobs[n // len(modes) % len(jobs)]} {modes[n % len(modes)]} {seed * 1_000_000 + n}"

    return cases


def _begin(*, teeth: bool) -> object:
    @contextmanager
    def begin(folder: Path) -> Iterator[TryOne]:
        jobs, disks = every_job(), {}

        def try_one(case: str) -> Outcome:
            name, journal, synced, seed = case.split()
            key = name, journal, synced, int(seed) % 2
            first = folder / "-".join(map(str, key))
            if key not in disks:
                with same_ids():
                    prepared(jobs[name], first)
                    disks[key] = recorded_disk(jobs[name], first, (journal, synced), OFTEN * key[3])
            place = folder / "now"
            inside, told = after(disks[key], first, place, int(seed))
            wrong = what_is_wrong(jobs[name], place, told)
            if teeth:
                return Outcome(case, hit=bool(wrong))
            return Outcome(case, inside, wrong)

        yield try_one

    return begin


def _bites(least: float) -> object:
    def judge(outcomes: Sequence[Outcome]) -> Verdict:
        share = sum(o.hit for o in outcomes) / len(outcomes)
        words = f"{share:.0%} lost or corrupt"
        return Verdict(f"{words}, as it must be") if share > least else Verdict(wrong=f"only {words}")

    return judge


def _campaign(goal: str, words: str, modes: Sequence[str], **more: object) -> Campaign:
    teeth = "judge" in more
    cases = _cases(modes, TELLING if teeth else JOBS, TEETH if teeth else CUTS)
    return Campaign(goal, words, cases, _begin(teeth=teeth), missing=needs_apsw, **more)  # type: ignore[arg-type]


SHIPPED = ("WAL FULL", "TRUNCATE EXTRA")
LAX = ("WAL NORMAL", "DELETE FULL")
CAMPAIGNS = (
    _campaign("G3", "power cut: with a log as shipped, with the journal else", SHIPPED),
    _campaign("G3 off", "the same without syncing: most must be lost", ("WAL OFF",), judge=_bites(0.8)),
    _campaign("G3 lax", "the same with lax syncing: some must be lost", LAX, judge=_bites(0.0)),
)
