"""The records of a file whose layout cannot be trusted, taken into a fresh book that is laid out by us.

Rows are read column by column from ordinary tables under names we know, with everything else forbidden to
the engine: no trigger, view, function, expression or index of the file is run or used. Its history is left
behind, because undo would write what it says.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect

from salesdesk.base import clock
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import N_, _
from salesdesk.base.ids import new_id
from salesdesk.base.task import Task
from salesdesk.store import books, check, fetching
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.engine import raw_connect
from salesdesk.store.engine_words import plain_words

LONGEST = 5_000_000
"""No value of a real record is longer, in bytes."""
_BATCH = 2_000
_LABEL = N_("Take the records of a copy")
_ALLOWED, _DENIED = 0, 1
_PRAGMA, _READ, _SELECT, _FUNCTION = 19, 20, 21, 31


def take_records(copy: Path, work: Path, task: Task) -> None:
    """Make ``work`` a new book with the records of a copy.

    Raises `StoreError` when they cannot be read or do not fit together; then there is no ``work``.
    """
    fetched = work.with_name(f"{work.name.removesuffix('.restoring')}from.restoring")
    fetching.fetch_whole(copy, fetched, task)
    try:
        books.create(work)
        with fetching.plain_disk(), plain_words():
            with _distrusted(fetched) as source:
                _fill(work, source, task)
            _note(work)
        wrong = [finding.words for finding in check.check_book(work) if not finding.ok]
        if wrong:
            raise StoreError(_no_fit(), "; ".join(wrong))
    except StoreError as error:
        fetching.drop(work)
        if error.kind in ("full", "busy", "read_only", "drive"):
            raise
        raise StoreError(_no_fit(), error.detail) from error
    except BaseException:
        fetching.drop(work)
        raise
    finally:
        fetching.drop(fetched)


def _no_fit() -> str:
    return _(
        "The records of this copy do not fit together, so nothing was taken. Your book is as it was. "
        "Choose another copy."
    )


@contextmanager
def _distrusted(path: Path) -> Iterator[Any]:
    connection = raw_connect(path, read_only=True)
    connection.set_authorizer(_allow)
    try:
        yield connection
    finally:
        connection.close()


def _allow(action: int, one: str | None, two: str | None, _base: str | None, inner: str | None) -> int:
    """Reading columns, and two functions of the engine that look at lengths; nothing from inside the file."""
    if inner is not None:
        return _DENIED
    if action in (_SELECT, _READ):
        return _ALLOWED
    if action == _FUNCTION:
        return _ALLOWED if two in ("octet_length", "max") else _DENIED
    return _ALLOWED if action == _PRAGMA and one == "table_xinfo" else _DENIED


def _fill(work: Path, source: Any, task: Task) -> None:
    store = Store(work)
    try:
        with store.changing(_LABEL, bulk=True) as db:
            db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for done, table in enumerate(s.TABLES.values()):
                task.advance(fetching.STEPS + done, fetching.STEPS + 2 * len(s.TABLES))
                for rows in _rows_of(source, table):
                    names = list(rows[0])
                    listed, marks = ", ".join(f'"{n}"' for n in names), ", ".join("?" * len(names))
                    db.exec_driver_sql(
                        f"INSERT INTO {table.name}({listed}) VALUES ({marks})",
                        [tuple(row.values()) for row in rows],
                    )
        store.forget_steps()
    finally:
        store.close()


def _note(work: Path) -> None:
    """The new book begins with these records: no key takes them all back one day, but it is said."""
    connection = raw_connect(work)
    try:
        at, step_id = clock.now().isoformat(timespec="milliseconds"), new_id()
        connection.execute(
            "INSERT INTO step(id, at, kind, label, words, applied_step) VALUES (?, ?, 'do', ?, '{}', ?)",
            (step_id, at, _LABEL, step_id),
        )
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def _rows_of(source: Any, table: Table) -> Iterator[Sequence[dict[str, Any]]]:
    columns = _plain_columns(source, table)
    if not columns:
        return
    listed = ", ".join(f'"{name}"' for name in columns)
    longest = ", ".join(f'max(octet_length("{name}"))' for name in columns)
    # NOT INDEXED: an index of theirs may be over an expression of theirs.
    found = source.execute(f"SELECT {longest} FROM {table.name} NOT INDEXED").fetchone()
    if max((n or 0 for n in found), default=0) > LONGEST:
        raise StoreError(_no_fit(), f"{table.name}: a value of more than {LONGEST} bytes")
    missing = {c.name: _default(c) for c in table.columns if c.name not in columns and not c.nullable}
    rows = source.execute(f"SELECT {listed} FROM {table.name} NOT INDEXED")
    while some := rows.fetchmany(_BATCH):
        yield [dict(zip(columns, row, strict=True)) | missing for row in some]


def _plain_columns(source: Any, table: Table) -> list[str]:
    """The columns we know that are stored in an ordinary table of the file, none when there is none."""
    kinds = source.execute(
        "SELECT type, sql FROM sqlite_master WHERE name = ?", (table.name,)
    ).fetchall()
    if len(kinds) != 1 or kinds[0][0] != "table" or not str(kinds[0][1]).startswith("CREATE TABLE"):
        return []
    stored = {row[1] for row in source.execute(f"PRAGMA table_xinfo({table.name})") if row[6] == 0}
    return [column.name for column in table.columns if column.name in stored]


def _default(column: Any) -> Any:
    value = column.default.arg if column.default is not None else None
    value = value(None) if callable(value) else value
    bind = column.type.dialect_impl(sqlite_dialect()).bind_processor(sqlite_dialect())
    return bind(value) if bind is not None else value
