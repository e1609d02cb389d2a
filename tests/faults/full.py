"""G5: the disk fills up at any moment of any job; the book stays readable, nothing saved is lost, it is told.

A small disk of memory is mounted for it, which only the owner of the computer may do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from salesdesk.store.opening import open_book
from tests.faults.campaign import Campaign, Outcome, TryOne
from tests.faults.forks import DONE, Forks
from tests.faults.jobs import BOOK
from tests.faults.kills import SMALL, Places, what_is_wrong
from tests.faults.traced import told_badly

LEVELS = 70
TRIES = {"C": 20, "N": LEVELS * len(SMALL), "R": LEVELS * len(SMALL)}
DISK_MB = 96
FILLER = "filler"


@cache
def needs_mount() -> str:
    """What is missing to mount a small disk."""
    if not hasattr(os, "fork") or shutil.which("mount") is None or os.geteuid() != 0:
        return "only the owner of a Linux computer may mount a disk"
    with TemporaryDirectory() as folder:
        mounted = _mount(Path(folder))
        if mounted:
            _unmount(Path(folder))
    return "" if mounted else "no disk may be mounted here"


def _mount(place: Path) -> bool:
    size = f"size={DISK_MB}m"
    command = [shutil.which("mount") or "", "-t", "tmpfs", "-o", size, "tmpfs", str(place)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _unmount(place: Path) -> None:
    subprocess.run([shutil.which("umount") or "", "-l", str(place)], capture_output=True, check=False)


def _free_bytes(level: int) -> int:
    """What is left on the disk: from nothing to more than a copy needs, ever wider steps."""
    return int(4096 * (1.15**level - 1))


def _cases(which: str, seed: int) -> Iterator[str]:
    for n in range(TRIES[which]):
        level = n // len(SMALL) if which != "C" else (n * 17 + seed) % LEVELS
        yield f"{SMALL[n % len(SMALL)]} {level}"


@contextmanager
def _begin(folder: Path) -> Iterator[TryOne]:
    places, forks = Places(folder), Forks()
    disk = folder / "disk"
    disk.mkdir()

    def try_one(case: str) -> Outcome:
        name, level = case.split()
        fresh = places.fresh(name)
        _mount(disk)
        try:
            shutil.copytree(fresh, disk, dirs_exist_ok=True)
            _fill(disk, _free_bytes(int(level)))
            running = forks.start(name, disk, 1)
            code = running.code()
            wrong = told_badly(code, running.said()) or _unreadable(disk / BOOK)
            (disk / FILLER).unlink(missing_ok=True)
            wrong = wrong or what_is_wrong(places.job(name), disk, running.acknowledged())
            return Outcome(case, code != DONE, wrong)
        finally:
            _unmount(disk)

    try:
        yield try_one
    finally:
        forks.close()


def _fill(disk: Path, left: int) -> None:
    free = shutil.disk_usage(disk).free
    if free > left:
        with (disk / FILLER).open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, free - left)


def _unreadable(book: Path) -> str:
    """Whether a book cannot be read while the disk is full."""
    try:
        with closing(open_book(book)) as store, store.reading() as db:
            db.exec_driver_sql("SELECT name FROM party").fetchall()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is wrong
        return f"not readable while the disk is full: {type(error).__name__}: {error}"
    return ""


CAMPAIGNS = (
    Campaign("G5", "the disk fills up, at 70 levels, in 8 jobs", _cases, _begin, missing=needs_mount),
)
