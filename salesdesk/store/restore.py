"""Going back to a copy: prove it, copy today's book, bring the copy up to date, and only then swap.

As with a migration, the live book is touched by nothing but the last act, SQLite's own page copy.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from salesdesk.base import paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.base.task import Task, silent_task
from salesdesk.store import backup, books, check, migrate, presence
from salesdesk.store.backup import Backup
from salesdesk.store.engine import raw_connect, sqlite
from salesdesk.store.engine_words import plain_words

STEPS = 4
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
    """Count what a book or a copy holds, without changing it. Raises `StoreError` when it is no book."""
    books.inspect(path)
    with plain_words():
        connection = raw_connect(path, read_only=True)
        try:
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


def restore(book: Path, copy: Path, task: Task | None = None) -> Backup:
    """Put a copy in the place of a book that nobody has open; returns the copy of the book before it.

    Undo it by restoring that one. Raises `StoreError` or `UserError`; then the book is as it was.
    """
    refuse_if_open(book)
    ready = prepare(book, copy, task)
    put(ready, book)
    return ready.before


def prepare(book: Path, copy: Path, task: Task | None = None) -> Ready:
    """All of a restore but its last act; the book may be open meanwhile. Follow it by `put` or `drop`.

    Raises `StoreError` when the copy is damaged, foreign or newer, or the disk is full.
    """
    task = task or silent_task()
    work = _proven(book, copy, task)
    try:
        # Nothing is tidied up now: it could be the very copy, or one that is wanted instead of it.
        before = backup.make_backup(book, "restore", keep=backup.KEEP_ALL)
        task.advance(STEPS, STEPS)
    except BaseException:
        drop(work)
        raise
    return Ready(work, copy, before)


def put(ready: Ready, book: Path) -> None:
    """Put what was prepared in place of a book that this program has closed; all copies stay from now on.

    Raises `StoreError`; then the book is as it was.
    """
    folder = paths.backup_folder(book)
    earlier = backup.held(folder)
    try:
        with plain_words(book), _plain_disk(), presence.alone(book):
            # First: were the program to die in between, too many copies stay, never too few.
            backup.hold(folder, ready.copy.name, ready.before.path.name)
            migrate.put_in_place(ready.work, book)
    except BaseException:
        if earlier is None:
            backup.release(folder)
        raise
    finally:
        drop(ready.work)


def recover(book: Path, copy: Path, task: Task | None = None) -> Path | None:
    """Put a copy in place of a book that cannot be opened; that one is kept beside it under another name.

    Returns where it is now; None when there was none. Raises `StoreError`; then nothing was changed.
    """
    work = _proven(book, copy, task or silent_task())
    try:
        with _plain_disk():
            aside = _set_aside(book) if book.exists() else None
            work.replace(book)
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

    Raises `StoreError` for a folder, another program's file and a newer Salesdesk's: those are not replaced.
    """
    if not book.exists():
        return False
    if not book.is_file():
        books.inspect(book)
    try:
        connection = raw_connect(book, read_only=True)
    except sqlite.DatabaseError:
        return False
    try:
        connection.execute("PRAGMA application_id").fetchone()
        whole = connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    except sqlite.DatabaseError:
        return False
    finally:
        connection.close()
    books.inspect(book)
    return bool(whole)


def refuse_if_open(book: Path) -> None:
    """Raises `UserError` when another window or program has the book open."""
    books.inspect(book)
    connection = raw_connect(book)
    try:
        connection.execute("PRAGMA busy_timeout = 0").fetchall()
        # Only the last one on a book may leave WAL: this fails while anybody else has it open.
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    except Exception as error:
        raise UserError(
            _("The book is open in another window too. Close that one, then try again.")
        ) from error
    finally:
        connection.close()


def drop(work: Path) -> None:
    """Throw a prepared copy away."""
    for leftover in (work, Path(f"{work}-wal"), Path(f"{work}-shm")):
        leftover.unlink(missing_ok=True)


def _proven(book: Path, copy: Path, task: Task) -> Path:
    """A copy of the copy beside the book, checked to the last byte and record, in today's layout."""
    if copy.exists() and book.exists() and copy.samefile(book):
        raise UserError(_("This is the book itself. Choose one of its copies."))
    books.inspect(copy)
    work = book.with_name(f".{book.name}.{uuid.uuid4().hex[:8]}.restoring")
    try:
        with plain_words(), _plain_disk():
            _fetch(copy, work)
            task.advance(1, STEPS)
            _refuse_damage(work)
            task.advance(2, STEPS)
            if not migrate.is_current(work):
                migrate.upgrade(work)
            _refuse_findings(work)
            task.advance(3, STEPS)
    except BaseException:
        drop(work)
        raise
    return work


def _fetch(copy: Path, work: Path) -> None:
    missing = 3 * copy.stat().st_size + 20_000_000 - shutil.disk_usage(work.parent).free
    if missing > 0:
        raise StoreError(
            _(
                "The disk is nearly full: {n} MB more are needed to restore a copy. Your book is as it was."
            ).format(n=missing // 1_000_000 + 1)
        )
    os.close(os.open(work, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    shutil.copyfile(copy, work)
    with work.open("rb+") as file:
        os.fsync(file.fileno())
    noted = backup.read_backup(copy)
    # What was fetched is compared, not the file it came from: that one may lie on a failing stick.
    if noted is not None and backup.sum_of(work) != backup.noted_sum(noted):
        raise StoreError(_damage_words())


def _damage_words() -> str:
    return _("This copy is damaged, so it was not restored. Your book is as it was. Choose another copy.")


def _refuse_damage(work: Path) -> None:
    books.inspect(work)
    connection = raw_connect(work, read_only=True)
    try:
        whole = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
    finally:
        connection.close()
    if not whole:
        raise StoreError(_damage_words(), "integrity_check")


def _refuse_findings(work: Path) -> None:
    wrong = [finding.words for finding in check.check_book(work) if not finding.ok]
    if wrong:
        raise StoreError(
            _(
                "This copy is not a sound Salesdesk book, so it was not restored. Your book is as it was. "
                "Choose another copy."
            ),
            "; ".join(wrong),
        )


@contextmanager
def _plain_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            _("The copy could not be restored: the disk did not take it. Your book is as it was."), str(error)
        ) from error
