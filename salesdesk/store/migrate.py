"""Bringing an older book up to date: backup, migrate a copy, check it, and only then put it in place.

The live file is touched by nothing but the last act, SQLite's own page copy, which leaves either the
old book or the new one. Anything that goes wrong before leaves it byte for byte as it was.
"""

import uuid
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.base.task import Task, silent_task
from salesdesk.store import backup, blueprint, books, check, presence, stray_logs
from salesdesk.store.engine import raw_connect, sqlite
from salesdesk.store.engine_words import plain_words
from salesdesk.store.leftovers import sweep

STEPS = 5


def is_current(path: Path) -> bool:
    """Whether the book has this program's schema (asked by plain SQL: Alembic is not loaded for it)."""
    return books.inspect(path) == blueprint.SCHEMA_VERSION


def migrate(path: Path, task: Task | None = None) -> None:
    """Bring a book to the current schema. Raises `StoreError`; then the book is as it was."""
    task = task or silent_task()
    sweep(path)
    if is_current(path):
        return
    with presence.alone(path):
        if not is_current(path):  # another window may have done it meanwhile
            _migrate_alone(path, task)


def _migrate_alone(path: Path, task: Task) -> None:
    task.advance(0, STEPS)
    stray_logs.settle(path)
    backup.make_backup(path, "migration")
    work = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.migrating")
    try:
        with plain_words():
            _migrate_copy(path, work, task)
    finally:
        for leftover in (work, Path(f"{work}-wal"), Path(f"{work}-shm")):
            leftover.unlink(missing_ok=True)
    task.advance(STEPS, STEPS)


def _migrate_copy(path: Path, work: Path, task: Task) -> None:
    source = raw_connect(path)
    try:
        source.execute("VACUUM INTO ?", (str(work),))
    finally:
        source.close()
    task.advance(1, STEPS)
    upgrade(work)
    task.advance(2, STEPS)
    wrong = [f.words for f in check.check_book(work) if not f.ok]
    if wrong:
        raise StoreError(
            _(
                "The book could not be brought up to date, so it stays as it was. "
                "Keep working with the older Salesdesk."
            ),
            "; ".join(wrong),
        )
    task.advance(3, STEPS)
    put_in_place(work, path)


def upgrade(path: Path, revision: str = "head") -> None:
    """Run the revisions on a file: one transaction, links not enforced, all or nothing."""
    from alembic import command
    from alembic.config import Config

    engine = create_engine(
        "sqlite://", module=sqlite, creator=lambda: _bare(path), poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    config = Config()
    config.set_main_option(
        "script_location", str(Path(__file__).parent.parent / "migrations").replace("%", "%%")
    )
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise StoreError(
                    _("The book could not be brought up to date, so it stays as it was."), "foreign_key_check"
                )
    finally:
        engine.dispose()


def _bare(path: Path) -> Any:
    connection = raw_connect(path, create=True)
    # With links enforced, a rebuilt table would take its children with it.
    connection.execute("PRAGMA foreign_keys=OFF")
    if connection.execute("PRAGMA foreign_keys").fetchone()[0] != 0:
        raise StoreError(
            _("The book could not be brought up to date, so it stays as it was."), "foreign_keys"
        )
    return connection


def put_in_place(work: Path, path: Path) -> None:
    """Copy a book's pages over another one's: one transaction of the engine, the old book or the new one."""
    source, target = raw_connect(work, read_only=True), raw_connect(path)
    try:
        source.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        source.close()
        target.close()
