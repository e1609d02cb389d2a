"""A new book filled with rows by the million: in minutes what would take the triggers half an hour.

Triggers and indexes are put away, the rows are written as they come, then the journal, the summary and the
search index are filled by one statement each, and indexes and triggers come back. What is in the file
afterwards is what the triggers would have made of the same rows. There is no way back while it is written
(no rollback journal), so it is only for a file that nobody has seen yet and that is thrown away on failure.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Column, Dialect, Table
from sqlalchemy.dialects import sqlite

from salesdesk.base import clock
from salesdesk.base.ids import new_id
from salesdesk.store.engine import raw_connect
from salesdesk.store.engine_words import plain_words
from salesdesk.store.search_schema import fill_from_nothing
from salesdesk.store.tallies import scan_statement

Stored = str | int | None
CACHE_KIB = 524_288


class Rows(NamedTuple):
    """Rows of a table: the columns that differ from row to row, and their values as the file holds them
    (instants and days as text, flags 0 or 1). The other columns get their defaults."""

    table: Table
    columns: Sequence[str]
    values: Iterable[tuple[Stored, ...]]


def fill_new_book(path: Path, staff_id: int | None, label: str, parts: Iterable[Rows]) -> None:
    """Write ``parts`` into a book that was just made and is closed, as one step called ``label``.

    Raises `StoreError` when it cannot be written; the file is then of no use.
    """
    with plain_words():
        connection = raw_connect(path)
        try:
            _begin(connection)
            step_id = _write_step(connection, staff_id, label)
            put_away = _put_away(connection)
            for part in parts:
                _write(connection, part, step_id)
            connection.execute(
                "INSERT INTO tally(metric, day, staff_id, n, total) "
                f"SELECT metric, day, staff_id, n, total FROM ({scan_statement()})"
            )
            for statement in (*fill_from_nothing(), *put_away):
                connection.execute(statement)
            connection.execute("COMMIT")
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
        finally:
            connection.close()


def _begin(connection: Any) -> None:
    # Sorting goes to files: an index over ten million rows would need a gigabyte of memory.
    settings = "journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE_KIB}", "temp_store = FILE"
    for setting in (*settings, "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    connection.execute("BEGIN EXCLUSIVE")


def _write_step(connection: Any, staff_id: int | None, label: str) -> int:
    step_id = new_id()
    at = clock.now().astimezone(UTC).isoformat(timespec="milliseconds")
    connection.execute(
        "INSERT INTO step(id, at, staff_id, kind, label, words, applied_step) "
        "VALUES (?, ?, ?, 'do', ?, '{}', ?)",
        (step_id, at, staff_id, label, step_id),
    )
    return step_id


def _put_away(connection: Any) -> list[str]:
    """Drop the triggers and the indexes; the statements that bring them back."""
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL "
        "ORDER BY type, rowid"
    ).fetchall()
    for kind, name, _sql in found:
        connection.execute(f"DROP {kind} {name}")
    return [sql for _kind, _name, sql in found]


def _write(connection: Any, part: Rows, step_id: int) -> None:
    name = part.table.name
    rest = {c.name: _default(c) for c in part.table.columns if c.name not in part.columns}
    columns = ", ".join((*part.columns, *rest))
    values = ", ".join((*"?" * len(part.columns), *rest.values()))
    newest = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {name}").fetchone()[0]
    connection.executemany(f"INSERT INTO {name}({columns}) VALUES ({values})", part.values)
    # Rows whose ids follow one another are a single line of the journal, as in every bulk step.
    numbered = f"SELECT id, id - row_number() OVER (ORDER BY id) AS run FROM {name} WHERE rowid > ?"
    connection.execute(
        "INSERT INTO change(step_id, table_name, row_id, op, last_id) "
        f"SELECT ?, '{name}', min(id), 'I', nullif(max(id), min(id)) FROM ({numbered}) "
        "GROUP BY run ORDER BY min(id)",
        (step_id, newest),
    )


def _default(column: Column[Any]) -> str:
    """A column's default as a constant of SQL."""
    dialect: Dialect = sqlite.dialect()
    default: Any = column.default
    if default is None:
        return "NULL"
    value = default.arg(None) if default.is_callable else default.arg
    kept = column.type.dialect_impl(dialect).bind_processor(dialect)
    stored = kept(value) if kept else value
    return str(stored) if isinstance(stored, int) else "'" + str(stored).replace("'", "''") + "'"
