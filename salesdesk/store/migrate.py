"""Bringing an older book up to date: backup, migrate a copy, check it, and only then put it in place.

The live file is touched by nothing but the last act, SQLite's own page copy, which leaves either the
old book or the new one. Anything that goes wrong before leaves it byte for byte as it was. Nobody else
can have the book meanwhile.
"""

import shutil
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from salesdesk.base import paths
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.base.task import Task, silent_task
from salesdesk.store import backup, blueprint, books, check, copies, revisions, stray_logs
from salesdesk.store.alone import alone_with
from salesdesk.store.copies import Backup
from salesdesk.store.engine import raw_connect
from salesdesk.store.engine_words import plain_words
from salesdesk.store.layouts import StrangeLayoutError, refuse_strange
from salesdesk.store.leftovers import sweep
from salesdesk.store.proof import head_of, uuid_of
from salesdesk.store.revisions import is_current, upgrade

__all__ = ["STEPS", "is_current", "migrate", "upgrade"]

STEPS = 5
TIMES = 3
"""Room for the copy before the update, the copy that is updated, and what the last act writes."""


def migrate(path: Path, task: Task | None = None) -> None:
    """Bring a book to the current schema, alone with it.

    Raises `StoreError` ("busy" when somebody else has it open); then the book is as it was.
    """
    task = task or silent_task()
    sweep(path)
    if is_current(path):
        return
    task.advance(0, STEPS)
    stray_logs.settle(path, task)
    with alone_with(path) as book:
        if _version(book) == blueprint.SCHEMA_VERSION:  # another window has done it meanwhile
            return
        try:
            _migrate(path, book, task)
        except OSError as error:
            raise StoreError(_stays_words(), str(error)) from error
    task.advance(STEPS, STEPS)


def _migrate(path: Path, book: Any, task: Task) -> None:
    with plain_words():
        _refuse_changed(book)
    _need_room(path)
    before = _copy_before(path, book)
    task.advance(1, STEPS)
    work = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.migrating")
    try:
        with plain_words():
            _migrate_copy(book, before, work, task)
    finally:
        for leftover in (work, Path(f"{work}-wal"), Path(f"{work}-shm"), Path(f"{work}-journal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _refuse_changed(book: Any) -> None:
    try:
        refuse_strange(book)
    except StrangeLayoutError as error:
        raise StoreError(
            _("The layout of this book was changed by another program. Do not trust it; open a backup."),
            error.detail,
        ) from error


def _need_room(path: Path) -> None:
    missing = TIMES * path.stat().st_size + 20_000_000 - shutil.disk_usage(path.parent).free
    if missing > 0:
        raise StoreError(
            _(
                "The disk is nearly full: {n} MB more are needed to bring the book up to date. "
                "It stays as it was. Free some space, or keep working with the older Salesdesk."
            ).format(n=missing // 1_000_000 + 1),
            kind="full",
        )


def _copy_before(path: Path, book: Any) -> Backup:
    """A proven copy, once for an update: a second try finds the first one's and pushes none out."""
    head, file_uuid = head_of(book), uuid_of(book)
    for made in copies.list_backups(paths.backup_folder(path), file_uuid):
        same = made.reason == "migration" and made.target == blueprint.SCHEMA_VERSION and made.head == head
        if same and copies.is_intact(made):
            return made
    return backup.make_backup(path, "migration", source=book, target=blueprint.SCHEMA_VERSION)


def _migrate_copy(book: Any, before: Backup, work: Path, task: Task) -> None:
    taken = backup.take(book, work)
    _make_compact(work)
    task.advance(2, STEPS)
    upgrade(work)
    task.advance(3, STEPS)
    wrong = [f.words for f in check.check_book(work) if not f.ok]
    wrong += lost(before.path, work)
    if wrong or taken.head != before.head:
        raise StoreError(_stays_words(), "; ".join(wrong) or "head")
    task.advance(4, STEPS)
    revisions.put_in_place(work, book)


def _make_compact(work: Path) -> None:
    """Older books could not give free pages back to the disk a few at a time."""
    connection = raw_connect(work)
    try:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("VACUUM")
    finally:
        connection.close()


def _version(book: Any) -> int:
    return int(book.execute("PRAGMA user_version").fetchone()[0])


def lost(before: Path, work: Path) -> list[str]:
    """What is not the same in a migrated copy, row by row and value by value, though no revision says so.

    Every table of the book before it, save those that triggers make from others; columns that a revision
    fills anew are left out.
    """
    rewritten = revisions.rewritten(books.inspect(before))
    connection = raw_connect(work)
    try:
        connection.execute("ATTACH DATABASE ? AS old", (f"{before.resolve().as_uri()}?mode=ro",))
        tables = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'old' AND type = 'table' "
            "AND name NOT GLOB 'sqlite_*' AND name NOT IN ('tally', 'alembic_version') ORDER BY name"
        ).fetchall()
        return [
            words
            for (table,) in tables
            for words in _differs(connection, table, rewritten.get(table, frozenset()))
        ]
    finally:
        connection.close()


def _differs(connection: Any, table: str, rewritten: frozenset[str]) -> list[str]:
    if "*" in rewritten:
        return []
    old, new = (_columns(connection, base, table) for base in ("old", "main"))
    if not new:
        return [f"{table}: the table is gone"]
    counts = [
        connection.execute(f'SELECT count(*) FROM {base}."{table}"').fetchone()[0] for base in ("old", "main")
    ]
    if counts[0] != counts[1]:
        return [f"{table}: {counts[0]} rows became {counts[1]}"]
    gone = [name for name in old if name not in new and name not in rewritten]
    if gone:
        return [f"{table}: {', '.join(gone)} is gone"]
    alike = [name for name in old if name in new and name not in rewritten]
    key = old[0]
    unlike = " OR ".join(f'o."{name}" IS NOT n."{name}"' for name in alike)
    rows = connection.execute(
        f'SELECT count(*) FROM old."{table}" o LEFT JOIN main."{table}" n ON n."{key}" = o."{key}" '
        f'WHERE n."{key}" IS NULL OR {unlike or "0"}'
    ).fetchone()[0]
    return [f"{table}: {rows} rows differ"] if rows else []


def _columns(connection: Any, base: str, table: str) -> list[str]:
    """The columns of a table, those of its key first."""
    rows = connection.execute(f'PRAGMA {base}.table_info("{table}")').fetchall()
    return [row[1] for row in sorted(rows, key=lambda row: (row[5] != 1, row[0]))]


def _stays_words() -> str:
    return _(
        "The book could not be brought up to date, so it stays as it was. "
        "Keep working with the older Salesdesk."
    )
