"""The way of every restore up to its last act: a copy is fetched, proven and brought up to date beside it.

Nothing of a fetched file is trusted or run before its layout is that of its version, to the last letter.
"""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.base.sharing import share
from salesdesk.base.task import Task
from salesdesk.store import books, check, copies, revisions
from salesdesk.store import schema as s
from salesdesk.store.engine import raw_connect
from salesdesk.store.engine_words import plain_words
from salesdesk.store.layouts import refuse_strange

STEPS = 4
LONGEST = 50_000_000
"""Bytes of the longest value in a copy that nobody has proven; real ones are far shorter."""
_PIECE = 8 << 20


def fetch_proven(copy: Path, work: Path, task: Task, *, upgrade: bool = True) -> None:
    """Make ``work`` a proven copy of a copy, in today's layout unless ``upgrade`` is off.

    Raises `StoreError` (also `StrangeLayoutError`) when it is damaged, foreign, newer or laid out
    strangely, or the disk is full; then there is no ``work``.
    """
    proven = copies.read_backup(copy) is not None
    _fetch_with(copy, work, task, lambda: _bring_up(work, task, upgrade=upgrade, proven=proven))


def fetch_whole(copy: Path, work: Path, task: Task) -> None:
    """Make ``work`` a copy of a copy, compared with its noted sum, and nothing more. Raises `StoreError`."""
    _fetch_with(copy, work, task, lambda: None)


def _fetch_with(copy: Path, work: Path, task: Task, then: Callable[[], None]) -> None:
    books.inspect(copy)
    try:
        with plain_words(), plain_disk():
            _fetch(copy, work, task)
            task.advance(1, STEPS)
            then()
    except BaseException:
        drop(work)
        raise


def _bring_up(work: Path, task: Task, *, upgrade: bool, proven: bool) -> None:
    books.inspect(work)
    with _looking(work) as connection:
        refuse_strange(connection)
        if not proven:
            _refuse_huge(connection)
        if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            raise StoreError(damage_words(), "integrity_check", "damaged")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreError(_unsound_words(), "foreign_key_check")
    task.advance(2, STEPS)
    if not upgrade:
        return
    if not revisions.is_current(work):
        revisions.upgrade(work)
    wrong = [finding.words for finding in check.check_book(work) if not finding.ok]
    if wrong:
        raise StoreError(_unsound_words(), "; ".join(wrong))
    task.advance(3, STEPS)


def _refuse_huge(connection: Any) -> None:
    """A value that fills the memory does its harm when it is read: only its length is looked at here."""
    for name in s.TABLES:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        longest = ", ".join(f'max(octet_length("{column}"))' for column in columns)
        if not columns:  # an older version did not have this table
            continue
        found = connection.execute(f"SELECT {longest} FROM {name}").fetchone()
        if max(n or 0 for n in found) > LONGEST:
            raise StoreError(_unsound_words(), f"{name}: a value of more than {LONGEST} bytes")


@contextmanager
def _looking(work: Path) -> Iterator[Any]:
    connection = raw_connect(work, read_only=True)
    try:
        yield connection
    finally:
        connection.close()


def _fetch(copy: Path, work: Path, task: Task) -> None:
    missing = 3 * copy.stat().st_size + 20_000_000 - shutil.disk_usage(work.parent).free
    if missing > 0:
        raise StoreError(
            _(
                "The disk is nearly full: {n} MB more are needed to restore a copy. Your book is as it was."
            ).format(n=missing // 1_000_000 + 1),
            kind="full",
        )
    handle = os.open(work, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    share(work)
    with copy.open("rb") as source, os.fdopen(handle, "wb") as target:
        while piece := source.read(_PIECE):
            target.write(piece)
            task.advance(0, STEPS)
        target.flush()
        os.fsync(target.fileno())
    noted = copies.read_backup(copy)
    # What was fetched is compared, not the file it came from: that one may lie on a failing stick.
    if noted is not None and copies.sum_of(work) != copies.noted_sum(noted):
        raise StoreError(damage_words(), "sha256", "damaged")


def work_beside(book: Path) -> Path:
    """A name beside a book for a copy that is being prepared."""
    return book.with_name(f".{book.name}.{uuid.uuid4().hex[:8]}.restoring")


def drop(work: Path) -> None:
    """Throw a prepared copy away."""
    for leftover in (work, Path(f"{work}-wal"), Path(f"{work}-shm"), Path(f"{work}-journal")):
        with suppress(OSError):  # on a drive that went read-only or away: why is said already
            leftover.unlink(missing_ok=True)


def damage_words() -> str:
    """What is said of a damaged copy."""
    return _("This copy is damaged, so it was not restored. Your book is as it was. Choose another copy.")


def _unsound_words() -> str:
    return _(
        "This copy is not a sound Salesdesk book, so it was not restored. Your book is as it was. "
        "Choose another copy."
    )


@contextmanager
def plain_disk() -> Iterator[None]:
    """Turn what the disk refuses into `StoreError`."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            _("The copy could not be restored: the disk did not take it. Your book is as it was."), str(error)
        ) from error
