"""G12: a file that was damaged in any way is opened as the program opens it: no crash, no hang, no lie.

What is damaged is told as damaged and kept as it is; nothing empty is made in its place. A copy that is not
what was proven is never put in the place of the book.
"""

from __future__ import annotations

import hashlib
import json
import resource
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.campaign import Campaign, Outcome, TryOne
from tests.faults.forks import ROOT
from tests.faults.jobs import BOOK, prepared

FILES = {"C": 300, "N": 1_000, "R": 5_000}
MEMORY, CPU_S = 1_000_000_000, 5
PAGE, SECTOR = 4096, 512


def _bit(b: bytearray, r: Random) -> None:
    b[r.randrange(len(b))] ^= 1 << r.randrange(8)


def _bytes(b: bytearray, r: Random) -> None:
    for _n in range(r.randint(1, 20)):
        b[r.randrange(len(b))] = r.randrange(256)


def _head(b: bytearray, r: Random) -> None:
    b[r.randrange(100)] ^= r.randrange(1, 256)


def _zero_sector(b: bytearray, r: Random) -> None:
    at = SECTOR * r.randrange(len(b) // SECTOR)
    b[at : at + SECTOR] = bytes(SECTOR)


def _garbage_page(b: bytearray, r: Random) -> None:
    at = PAGE * r.randrange(len(b) // PAGE)
    b[at : at + PAGE] = r.randbytes(PAGE)


def _swapped_pages(b: bytearray, r: Random) -> None:
    one, other = (PAGE * r.randrange(len(b) // PAGE) for _n in (1, 2))
    b[one : one + PAGE], b[other : other + PAGE] = b[other : other + PAGE], b[one : one + PAGE]


def _cut(b: bytearray, r: Random) -> None:
    del b[r.randrange(len(b)) :]


def _other_head(b: bytearray, _r: Random) -> None:
    b[:16] = b"Not a database!!"


MUTATORS: dict[str, Callable[[bytearray, Random], None]] = {
    "bit": _bit, "bytes": _bytes, "head": _head, "sector": _zero_sector, "page": _garbage_page,
    "swap": _swapped_pages, "cut": _cut, "other": _other_head,
}  # fmt: skip


def _cases(which: str, seed: int) -> Iterator[str]:
    names = list(MUTATORS)
    for n in range(FILES[which]):
        what = "copy" if n % 10 == 9 else "book"
        yield f"{what} {names[n % len(names)]} {seed * 1_000_000 + n}"


class _Opener:
    """A program of its own that opens one file after the other; a new one when it died."""

    def __init__(self) -> None:
        self._program: subprocess.Popen[str] | None = None

    def open(self, what: str, path: Path) -> dict[str, Any]:
        if self._program is None:
            command = [sys.executable, "-m", "tests.faults.mutants"]
            self._program = subprocess.Popen(
                command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        program = self._program
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(json.dumps([what, str(path)]) + "\n")
        program.stdin.flush()
        answer = program.stdout.readline()
        if answer:
            return dict(json.loads(answer))
        code = program.wait()
        self.close()
        return {"died": "it hung" if code == -signal.SIGPROF else f"it crashed: {code}"}

    def close(self) -> None:
        if self._program is not None:
            for stream in (self._program.stdin, self._program.stdout):
                if stream is not None:
                    stream.close()
            self._program.wait()
            self._program = None


@contextmanager
def _begin(folder: Path) -> Iterator[TryOne]:
    from tests.faults.jobs import every_job

    first = prepared(every_job()["restore"], folder / "first")
    good = (first / BOOK).read_bytes()
    copy = min((first / "backups").glob("*.sdbk"))
    opener = _Opener()

    def try_one(case: str) -> Outcome:
        what, name, seed = case.split()
        place = folder / "now"
        place.mkdir(exist_ok=True)
        target = place / BOOK if what == "book" else copy
        whole = good if what == "book" else copy.read_bytes()
        broken = bytearray(whole)
        MUTATORS[name](broken, Random(int(seed)))
        if broken == whole:
            return Outcome(case, hit=False)
        target.write_bytes(broken)
        try:
            answer = opener.open(what, target if what == "book" else first / BOOK)
            return Outcome(case, bool(answer.get("damaged")), _wrong(what, answer, target, broken))
        finally:
            if what == "copy":
                copy.write_bytes(whole)
                (first / BOOK).write_bytes(good)
            else:
                for path in place.iterdir():
                    path.unlink()

    try:
        yield try_one
    finally:
        opener.close()


def _wrong(what: str, answer: dict[str, Any], target: Path, broken: bytearray) -> str:
    if found := answer.get("died") or answer.get("fault"):
        return str(found)
    if what == "copy":
        return "" if answer["told"] and not answer["changed"] else f"a changed copy was restored: {answer}"
    if answer["damaged"] and not answer["told"]:
        return "it is damaged, and the program did not say so"
    if answer["opened"]:
        return ""
    kept = target.exists() and hashlib.sha256(target.read_bytes()).digest() == hashlib.sha256(broken).digest()
    return "" if kept else "the damaged file was not kept as it was"


# ---------------------------------------------------------------- the program of its own


def _look(what: str, path: Path) -> dict[str, Any]:
    from salesdesk.base.errors import StoreError, UserError

    try:
        return _look_at_book(path) if what == "book" else _look_at_copy(path)
    except (StoreError, UserError) as error:
        return {"fault": f"said where nothing may be said: {error.message}"}
    except Exception:  # noqa: BLE001 - it is told
        return {"fault": traceback.format_exc()[-600:]}


def _look_at_book(path: Path) -> dict[str, Any]:
    from salesdesk.base.errors import StoreError
    from salesdesk.store import schema
    from salesdesk.store.check import check_book
    from salesdesk.store.opening import open_book

    damaged = not _is_whole(path)
    opened = told = False
    try:
        store = open_book(path)
        opened = True
        try:
            store.can_undo()
            for name in schema.TABLES:
                with store.reading() as db:
                    db.exec_driver_sql(f"SELECT * FROM {name}").fetchall()
        finally:
            store.close()
    except StoreError:
        told = True
    try:
        told = told or not all(finding.ok for finding in check_book(path))
    except StoreError:
        told = True
    return {"opened": opened, "told": told, "damaged": damaged}


def _is_whole(path: Path) -> bool:
    from salesdesk.store.engine import sqlite

    connection = sqlite.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA cell_size_check = ON")
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)])
    except (sqlite.DatabaseError, UnicodeDecodeError):  # the engine's own words may hold what is broken
        return False
    finally:
        connection.close()


def _look_at_copy(book: Path) -> dict[str, Any]:
    from salesdesk.base.errors import StoreError, UserError
    from salesdesk.store.restore import restore

    copy = min((book.parent / "backups").glob("*.sdbk"))
    before = hashlib.sha256(book.read_bytes()).digest()
    told = False
    try:
        restore(book, copy)
    except (StoreError, UserError):
        told = True
    changed = hashlib.sha256(book.read_bytes()).digest() != before
    return {"told": told, "changed": changed and not told, "damaged": True}


def _serve() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for line in sys.stdin:
        # Of computing time; whoever uses more than that on one file is ended by the system.
        signal.setitimer(signal.ITIMER_PROF, CPU_S)
        answer = _look(*_asked(line))
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _asked(line: str) -> tuple[str, Path]:
    what, path = json.loads(line)
    return what, Path(path)


def _needs_limits() -> str:
    return "" if sys.platform.startswith("linux") else "this system does not limit a program's memory"


CAMPAIGNS = (
    Campaign("G12", "damaged files: told, kept, never a crash", _cases, _begin, missing=_needs_limits),
)

if __name__ == "__main__":
    _serve()
