"""G2 and G4: the program itself, with a fault put into one of its own calls to the system by ``strace``.

Run by itself this module does one job, so that only that job's calls are counted.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.faults.campaign import Campaign, Outcome, TryOne
from tests.faults.forks import DONE, REFUSED, ROOT, do_job
from tests.faults.jobs import acknowledged
from tests.faults.kills import LARGE, Places, what_is_wrong

CALLS = ("pwrite64", "write", "fsync", "fdatasync", "ftruncate", "unlink", "rename")
FAULTS = (
    "pwrite64 ENOSPC once", "pwrite64 ENOSPC ever", "pwrite64 EIO once", "pwrite64 EIO ever",
    "write ENOSPC once", "write ENOSPC ever", "fdatasync EIO once", "fdatasync EIO ever",
    "fsync EIO once", "fsync EIO ever", "ftruncate EIO once", "rename EIO once", "rename EACCES ever",
)  # fmt: skip
KILLS = {"C": 3, "N": 12, "R": 300}
"""Most kills at a kind of call in a job; spread evenly over its calls when there are more."""
FAILURES = {"C": 1, "N": 2, "R": 80}
"""The same for each kind of failure."""


@cache
def needs_strace() -> str:
    """What is missing to put faults into calls of a running program."""
    program = shutil.which("strace")
    if program is None:
        return "strace is not installed"
    nothing = [sys.executable, "-c", "pass"]
    tried = subprocess.run([program, "-o", "/dev/null", *nothing], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not look into programs here"


def _traced(how: Sequence[str], name: str, place: Path) -> tuple[int, Path, Path]:
    acks, said = (place.with_name(f"{place.name}.{kind}") for kind in ("acks", "said"))
    for path in (acks, said):
        path.unlink(missing_ok=True)
    job = [sys.executable, "-m", "tests.faults.traced", name, str(place), "1", str(acks), str(said)]
    command = [shutil.which("strace") or "", "-f", "-qq", *how, *job]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return done.returncode, acks, said


class _Counts:
    """How many calls of each kind a job makes when nothing fails."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._of: dict[str, Counter[str]] = {}

    def of(self, name: str, call: str) -> int:
        if name not in self._of:
            place = self._places.fresh(name)
            log = place.with_name(f"{name}.calls")
            _traced(["-o", str(log), "-e", f"trace={','.join(CALLS)}"], name, place)
            lines = log.read_text(errors="replace")
            self._of[name] = Counter(re.findall(r"^\d+ +(\w+)\(", lines, re.MULTILINE))
        return self._of[name][call]


def _number(point: str, total: int) -> int:
    """Which of ``total`` calls "3/20" is: the third of twenty that lie evenly; 0 when there are fewer."""
    n, most = map(int, point.split("/"))
    if total <= most:
        return n if n <= total else 0
    return 1 + (n - 1) * (total - 1) // max(most - 1, 1)


def _names(which: str) -> Sequence[str]:
    return ("sale", "copy", "migration") if which == "C" else LARGE


def _kill_cases(which: str, _seed: int) -> Iterator[str]:
    most = KILLS[which]
    for name in _names(which):
        for call in ("pwrite64", "fdatasync") if which == "C" else CALLS:
            yield from (f"{name} {call} {n}/{most}" for n in range(1, most + 1))


def _fail_cases(which: str, _seed: int) -> Iterator[str]:
    most = FAILURES[which]
    for name in _names(which):
        for fault in FAULTS[:1] if which == "C" else FAULTS:
            yield from (f"{name} {fault} {n}/{most}" for n in range(1, most + 1))


@contextmanager
def _begin_kills(folder: Path) -> Iterator[TryOne]:
    places = Places(folder)
    counts = _Counts(places)

    def try_one(case: str) -> Outcome | None:
        name, call, point = case.split()
        number = _number(point, counts.of(name, call))
        if number == 0:
            return None
        place = places.fresh(name)
        fault = [
            "-o",
            "/dev/null",
            "-e",
            f"trace={call}",
            "-e",
            f"inject={call}:signal=SIGKILL:when={number}",
        ]
        code, acks, _said = _traced(fault, name, place)
        return Outcome(case, code < 0, what_is_wrong(places.job(name), place, acknowledged(acks)))

    yield try_one


@contextmanager
def _begin_failures(folder: Path) -> Iterator[TryOne]:
    places = Places(folder)
    counts = _Counts(places)

    def try_one(case: str) -> Outcome | None:
        name, call, error, lasting, point = case.split()
        number = _number(point, counts.of(name, call))
        if number == 0:
            return None
        place = places.fresh(name)
        when = f"{number}+" if lasting == "ever" else f"{number}"
        fault = ["-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"]
        code, acks, said = _traced(fault, name, place)
        words = said.read_text("utf-8") if said.exists() else ""
        wrong = what_is_wrong(places.job(name), place, acknowledged(acks)) or told_badly(code, words)
        return Outcome(case, code != DONE, wrong)

    yield try_one


def told_badly(code: int, words: str) -> str:
    """Whether a job that failed did not end with a plain sentence for the person."""
    if code == DONE:
        return ""
    if code != REFUSED:
        return f"no sentence for the person: {words.strip().splitlines()[-1:]}"
    jargon = re.search(r"SQLite|WAL|journal|malformed|Errno|errno|Error\b", words)
    return f"not plain: {words}" if jargon or not words.rstrip().endswith(".") else ""


CAMPAIGNS = (
    Campaign("G2", "killed at a write, sync, cut or rename of 8 jobs", _kill_cases, _begin_kills,
             missing=needs_strace),
    Campaign("G4 real", "the program's own calls fail: told plainly, nothing lost", _fail_cases,
             _begin_failures, missing=needs_strace),
)  # fmt: skip


def main() -> int:
    """Do the job that the command line names."""
    name, place, seed, acks, said = sys.argv[1:]
    return do_job(name, Path(place), int(seed), Path(acks), Path(said))


if __name__ == "__main__":
    sys.exit(main())
