"""What an unclean end left beside a book: its own log is played in, a stranger's is put aside.

A log that lies beside a book it does not belong to (a copy was put over the book by hand, or a log was
copied along from elsewhere) is played into the book by the engine without a question, and ruins it. So
it is tried on a private copy first. It belongs to the book when book and log together are whole, are the
same book, and go on where the book itself ends: the book must know the step before the log's first one,
and the log the book's last one. (The first change of every session writes which book it is into the log.)
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from salesdesk.base.errors import Cancelled, StoreError
from salesdesk.base.task import Task, silent_task
from salesdesk.store import books
from salesdesk.store.engine import quiet_connect, raw_connect, sqlite

THOROUGH = 200_000_000
"""Bytes up to which a book with an unclean end is looked through with its indexes before it is opened."""
_WAL_HEAD, _FRAME_HEAD = 32, 24
_STEPS_A_LOOK = 100_000  # of the engine's machine, between two looks whether to stop


class Settled(NamedTuple):
    """``unclean``: the last session did not end well. ``aside``: where a stranger's log was put."""

    unclean: bool
    aside: Path | None = None


class _Seen(NamedTuple):
    """What identifies a state of a book: which one it is, its last two steps and its first (0 for none).

    ``whole``: it can be read and, where it was looked through, is sound."""

    whole: bool
    uuid: str = ""
    last: int = 0
    before: int = 0
    oldest: int = 0


def log_of(book: Path) -> Path:
    """The file in which the engine writes first."""
    return Path(f"{book}-wal")


def journal_of(book: Path) -> Path:
    """The file with which the engine takes back half of a change, when it does not use a log."""
    return Path(f"{book}-journal")


def lie_beside(book: Path) -> bool:
    """Whether something is left beside a book: it is open somewhere, or was not closed well."""
    return any(_filled(path) for path in (log_of(book), journal_of(book)))


def settle(book: Path, task: Task | None = None) -> Settled:
    """Before a book that nobody has open is opened: put aside what does not belong to it.

    Raises `StoreError` ("damaged") when the book is whole neither with nor without what lies beside it;
    then nothing was moved. Raises `Cancelled` when the task is stopped while it looks the book through.
    """
    if not lie_beside(book):
        return Settled(False)
    task = task or silent_task()
    if _filled(journal_of(book)) and not _rolls_back(book) and _look_at(book, task).whole:
        return Settled(True, _put_aside(book))
    try:
        with _private_copy(book) as copy:
            if _belongs(book, copy, task):
                return Settled(True)
    except OSError:  # no room for a copy: the engine's own care must do, and the look after opening
        return Settled(True)
    if _look_at(book, task).whole:
        return Settled(True, _put_aside(book))
    raise books.unreadable(book, "neither with nor without its log")


def _filled(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _rolls_back(book: Path) -> bool:
    """Whether the book itself says that it is kept with a journal (ours are not, but for a moment)."""
    with book.open("rb") as file:
        return file.read(20)[18:20] == b"\1\1"


@contextmanager
def _private_copy(book: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="salesdesk-look-"))
    try:
        yield Path(shutil.copyfile(book, folder / "book"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _belongs(book: Path, copy: Path, task: Task) -> bool:
    """Whether what lies beside a book is its own. Looking a book through takes a second for every 100 MB:
    what well fits, as nearly always, is looked through once, together with its log."""
    bare = _look_at(book, None)
    if _filled(journal_of(book)):
        shutil.copyfile(journal_of(book), journal_of(copy))
    if not _filled(log_of(book)):
        rolled_back = _look(lambda: raw_connect(copy), book, task)
        return rolled_back.whole and bare.uuid in ("", rolled_back.uuid)
    log = log_of(book).read_bytes()
    first = _look_with(copy, log[: _first_change(log)], book, None)
    whole = _look_with(copy, log, book, task)
    if not whole.whole or bare.uuid not in ("", whole.uuid):
        return False
    known = whole.oldest > bare.last or not bare.last or not whole.last or _has_step(copy, bare.last)
    if known and first.before <= bare.last and (bare.last <= whole.last or not whole.last):
        return True
    return not _look_at(book, task).whole  # the log was just being folded in: only with it is the book whole


def _look_at(book: Path, through: Task | None) -> _Seen:
    """The book as it is without what lies beside it."""
    return _look(lambda: quiet_connect(book), book, through)


def _look_with(copy: Path, log: bytes, book: Path, through: Task | None) -> _Seen:
    """The state of the copy with a log beside it; the copy itself stays as it is."""
    for ending in ("-wal", "-shm"):
        Path(f"{copy}{ending}").unlink(missing_ok=True)
    log_of(copy).write_bytes(log)
    return _look(lambda: raw_connect(copy, read_only=True), book, through)


def _first_change(log: bytes) -> int:
    """How many bytes of a log its first whole change takes; all of it when there is none.

    Layout: https://www.sqlite.org/fileformat2.html#walformat
    """
    page = int.from_bytes(log[8:12], "big")
    if page < 512:
        return len(log)
    for start in range(_WAL_HEAD, len(log), _FRAME_HEAD + page):
        if int.from_bytes(log[start + 4 : start + 8], "big"):  # the size after a commit, else 0
            return start + _FRAME_HEAD + page
    return len(log)


def _look(connect: Any, book: Path, through: Task | None) -> _Seen:
    """What identifies a state; looked through as far as the task lets, where there is one."""
    check = "integrity_check" if book.stat().st_size <= THOROUGH else "quick_check"
    try:
        connection = connect()
    except (sqlite.DatabaseError, StoreError):
        return _Seen(False)
    try:
        if through is not None:
            through.advance(0, 0)
            connection.set_progress_handler(lambda: through.cancelled, _STEPS_A_LOOK)
        whole = through is None or connection.execute(f"PRAGMA {check}(1)").fetchall() == [("ok",)]
        found = connection.execute("SELECT value FROM meta WHERE key = 'file_uuid'").fetchone()
        steps = connection.execute("SELECT id FROM step ORDER BY id DESC LIMIT 2").fetchall()
        oldest = connection.execute("SELECT coalesce(min(id), 0) FROM step").fetchone()[0]
        last, before = [*(row[0] for row in steps), 0, 0][:2]
        return _Seen(whole and found is not None, found[0] if found else "", last, before, oldest)
    except sqlite.DatabaseError:
        if through is not None and through.cancelled:
            raise Cancelled from None
        return _Seen(False)
    finally:
        with suppress(sqlite.DatabaseError):
            connection.close()


def _has_step(copy: Path, step_id: int) -> bool:
    connection = raw_connect(copy, read_only=True)
    try:
        return connection.execute("SELECT 1 FROM step WHERE id = ?", (step_id,)).fetchone() is not None
    finally:
        connection.close()


def _put_aside(book: Path) -> Path:
    """Give what lies beside the book a name under which the engine does not find it; nothing is deleted."""
    numbers = (book.with_name(f"{book.stem}-aside-{n}{book.suffix}") for n in range(1, 10_000))
    target = next(name for name in numbers if not any(path.exists() for path in _beside(name)))
    for path, new in zip(_beside(book), _beside(target), strict=True):
        if path.exists():
            path.rename(new)
    return target


def _beside(book: Path) -> tuple[Path, Path, Path]:
    return log_of(book), journal_of(book), Path(f"{book}-shm")
