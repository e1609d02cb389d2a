"""Going back to a copy: prove it, copy today's book, bring the copy up to date, and only then swap.

As with a migration, the live book is touched by nothing but the last act, SQLite's own page copy.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from salesdesk.base import paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.base.task import Task, silent_task
from salesdesk.store import backup, books, damage, fetching, records_only, revisions, stray_logs
from salesdesk.store.alone import alone_with, refuse_if_open
from salesdesk.store.backup import Backup
from salesdesk.store.engine import quiet_connect, raw_connect
from salesdesk.store.engine_words import plain_words
from salesdesk.store.fetching import STEPS, drop, plain_disk
from salesdesk.store.layouts import refuse_strange
from salesdesk.store.proof import head_of

__all__ = [
    "STEPS", "Contents", "Ready", "drop", "look_into", "opens", "prepare", "put", "recover",
    "refuse_if_open", "restore",
]  # fmt: skip

_COUNTED = (("people", "party"), ("deals", "deal"), ("sales", "sale"), ("cases", "service_case"),
            ("events", "interaction"))  # fmt: skip


class Contents(NamedTuple):
    """What a book holds: how many records of each kind, and the instant of its newest change."""

    people: int
    deals: int
    sales: int
    cases: int
    events: int
    newest: datetime | None


class Ready(NamedTuple):
    """A copy that is proven and up to date, ready to be put in place. ``before`` is today's book, copied."""

    work: Path
    copy: Path
    before: Backup


def look_into(path: Path) -> Contents:
    """Count what a book or a copy holds, without changing it.

    Raises `StoreError` when it is no book, `StrangeLayoutError` when counting in it could run anything.
    """
    books.inspect(path)
    with plain_words():
        connection = raw_connect(path, read_only=True)
        try:
            refuse_strange(connection)
            return _count(connection)
        finally:
            connection.close()


def _count(connection: Any) -> Contents:
    counts = {
        name: int(connection.execute(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL").fetchone()[0])
        for name, table in _COUNTED
    }
    newest = connection.execute("SELECT max(at) FROM step").fetchone()[0]
    return Contents(**counts, newest=datetime.fromisoformat(newest) if newest else None)


def restore(book: Path, copy: Path, task: Task | None = None, *, only_records: bool = False) -> Backup:
    """Put a copy in the place of a book that nobody has open; returns the copy of the book before it.

    Undo it by restoring that one. ``only_records`` takes the records of a copy that is laid out strangely
    into a fresh book. Raises `StoreError` or `UserError`; then the book is as it was.
    """
    refuse_if_open(book)
    ready = prepare(book, copy, task, only_records=only_records)
    return put(ready, book)


def prepare(book: Path, copy: Path, task: Task | None = None, *, only_records: bool = False) -> Ready:
    """All of a restore but its last act; the book may be open meanwhile. Follow it by `put` or `drop`.

    Raises `StoreError` when the copy is damaged, foreign or newer, or the disk is full; `StrangeLayoutError`
    when only its records can be taken.
    """
    task = task or silent_task()
    work = _proven(book, copy, task, only_records=only_records)
    try:
        before = _copy_of_today(book)
        task.advance(STEPS, STEPS)
    except BaseException:
        drop(work)
        raise
    return Ready(work, copy, before)


def _copy_of_today(book: Path, source: Any = None) -> Backup:
    # Nothing is tidied up now: it could be the very copy, or one that is wanted instead of it.
    return backup.make_backup(book, "restore", keep=backup.KEEP_ALL, source=source)


def put(ready: Ready, book: Path) -> Backup:
    """Put what was prepared in place of a book that this program has closed; all copies stay from now on.

    Returns the copy of the book before it: what was done since `prepare` is in it too. Raises `StoreError`
    or `UserError`; then the book is as it was.
    """
    folder = paths.backup_folder(book)
    earlier = backup.held(folder)
    before = ready.before
    try:
        with plain_words(), plain_disk(), alone_with(book) as target:
            if head_of(target) != before.head:
                before = _copy_of_today(book, target)
            # First: were the program to die in between, too many copies stay, never too few.
            backup.hold(folder, ready.copy.name, before.path.name)
            revisions.put_in_place(ready.work, target)
        damage.clear(book)
    except BaseException:
        if earlier is None:
            backup.release(folder)
        else:
            with suppress(OSError):  # a disk that takes nothing: again, too many copies stay
                backup.hold(folder, earlier.copy, earlier.before)
        raise
    finally:
        drop(ready.work)
    return before


def recover(
    book: Path, copy: Path, task: Task | None = None, *, only_records: bool = False
) -> Path | None:
    """Put a copy in place of a book that cannot be opened; that one is kept beside it under another name.

    Returns where it is now; None when there was none. Raises `StoreError`; then nothing was changed.
    """
    work = _proven(book, copy, task or silent_task(), only_records=only_records)
    try:
        with plain_disk():
            aside = _set_aside(book) if book.exists() else None
            work.replace(book)
        damage.clear(book)
    finally:
        drop(work)
    return aside


def _set_aside(book: Path) -> Path:
    numbers = (book.with_name(f"{book.stem}-damaged-{n}{book.suffix}") for n in range(1, 10_000))
    target = next(name for name in numbers if not name.exists())
    book.rename(target)
    for ending in ("-wal", "-shm"):  # a log of the damaged book must not be played into the good one
        log = Path(f"{book}{ending}")
        if log.exists():
            log.rename(Path(f"{target}{ending}"))
    return target


def opens(book: Path) -> bool:
    """Whether a book is there and whole; False when it is missing or damaged, so that `recover` may help.

    Raises `StoreError` for a folder, another program's file and a newer Salesdesk's: those are not replaced;
    and for trouble that passes.
    """
    try:
        books.inspect(book)
        with plain_words(book):
            at_rest = not stray_logs.lie_beside(book)
            connection = quiet_connect(book) if at_rest else raw_connect(book, read_only=True)
            try:
                return bool(connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)])
            finally:
                connection.close()
    except StoreError as error:
        if error.kind in ("missing", "damaged"):
            return False
        raise  # a drive that does not answer, or a folder that may not be read, is no damage


def _proven(book: Path, copy: Path, task: Task, *, only_records: bool) -> Path:
    """A copy of the copy beside the book, checked to the last byte and record, in today's layout."""
    if copy.exists() and book.exists() and copy.samefile(book):
        raise UserError(_("This is the book itself. Choose one of its copies."))
    work = fetching.work_beside(book)
    if only_records:
        records_only.take_records(copy, work, task)
    else:
        fetching.fetch_proven(copy, work, task)
    return work
