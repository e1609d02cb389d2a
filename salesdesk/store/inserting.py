"""Rows into their tables: the values go to the driver as they are, by a statement that is made once.

SQLAlchemy's own way binds every row's parameters anew, which takes longer than the database does. In a
bulk step the rows of one call are a single statement with a single line in the journal (a range), and
what the triggers would do for each row is done once for all of them.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import ClauseElement, Column, Connection, Table, update
from sqlalchemy.dialects import sqlite

from salesdesk.base.ids import new_ids
from salesdesk.store.engine import driver
from salesdesk.store.journal_schema import ROW_BY_ROW, SEARCH_LATER, WHOLE
from salesdesk.store.tallies import sum_statements

Values = dict[str, Any]
_DIALECT = sqlite.dialect()
_TOGETHER = 100  # rows in one statement; more gain nothing
_MOST_VALUES = 32_000  # in one statement; the engine takes 32,766


def insert_row(db: Connection, table: Table, values: Values) -> None:
    """Add one row, its id among ``values``; columns that are not named get their defaults."""
    full = {c.name: _default(c) for c in table.c if c.name not in values and c.default is not None} | values
    marks = ", ".join("?" * len(full))
    driver(db).execute(
        f"INSERT INTO {table.name} ({', '.join(full)}) VALUES ({marks})",
        [bound(table.c[name])(value) for name, value in full.items()],
    )


def update_row(db: Connection, table: Table, row_id: int, version: int | None, values: Values) -> bool:
    """Change one row and count its version on; False when it is not there (in that ``version``)."""
    if any(isinstance(value, ClauseElement) for value in values.values()):
        where = (
            table.c.id == row_id if version is None else (table.c.id == row_id) & (table.c.version == version)
        )
        counted = update(table).where(where).values(version=table.c.version + 1, **values)
        return bool(db.execute(counted).rowcount)
    sets = "".join(f", {name} = ?" for name in values)
    which = "" if version is None else " AND version = ?"
    found = driver(db).execute(
        f"UPDATE {table.name} SET version = version + 1{sets} WHERE id = ?{which}",
        [
            *(bound(table.c[name])(value) for name, value in values.items()),
            row_id,
            *(() if version is None else (version,)),
        ],
    )
    return bool(found.rowcount)


def insert_rows(db: Connection, table: Table, rows: Sequence[Values]) -> list[int]:
    """Add rows; columns that a row does not name get their defaults. Returns the ids, given where missing."""
    if not rows:
        return []
    given = "id" in rows[0]
    ids = [int(row["id"]) for row in rows] if given else new_ids(len(rows))
    # Sorted, so that the statement is the same for every batch: the engine then reads it once.
    said = sorted({*chain.from_iterable(set(map(tuple, rows)))} - {"id"})
    same = {c.name: bound(c)(_default(c)) for c in table.c if c.name not in said and c.default is not None}
    values = [_column(table.c[name], rows) for name in said]
    _write(driver(db), table.name, _Statement(table.name, said, same), ids, zip(ids, *values, strict=True))
    return ids


def _column(column: Column[Any], rows: Sequence[Values]) -> list[Any]:
    """The values of a column as the driver takes them; a row that does not say has the default."""
    name, bind = column.name, bound(column)
    default = _default(column) if column.default is not None else None
    values = [row.get(name, default) for row in rows]
    return values if bind is _as_it_is else [bind(value) for value in values]


class _Statement:
    """Rows with an id and values for ``columns``, and the ``same`` values for the columns besides.

    Many rows go by one statement: that takes half the time of a statement for each, because the engine
    notes the pages that it would have to take back once for all of them.
    """

    def __init__(self, table: str, columns: Sequence[str], same: Values) -> None:
        self._same = list(same.values())
        # What is the same for all is bound once, as the first parameters, and named in every row.
        places = [*(f"?{at}" for at in range(1, len(same) + 1)), "?", *("?" * len(columns))]
        self._into = f"INSERT INTO {table} ({', '.join([*same, 'id', *columns])}) VALUES "
        self._row = f"({', '.join(places)})"
        self._together = max(1, min(_TOGETHER, (_MOST_VALUES - len(same)) // (len(columns) + 1)))

    def write(self, c: Any, rows: Iterator[tuple[Any, ...]]) -> None:
        """Write the rows in their order."""
        while some := list(islice(rows, self._together)):
            values = ", ".join([self._row] * len(some))
            c.execute(self._into + values, [*self._same, *chain.from_iterable(some)])


def _write(
    c: Any, table: str, statement: _Statement, ids: Sequence[int], rows: Iterator[tuple[Any, ...]]
) -> None:
    step_id, bulk = c.execute("SELECT step_id, bulk FROM journal_now WHERE id = 1").fetchone()
    if step_id is None or bulk == ROW_BY_ROW:
        statement.write(c, rows)
        return
    if bulk != WHOLE:
        write_whole(c)
    statement.write(c, rows)
    for first, last in runs(ids):
        c.execute(
            "INSERT INTO change(step_id, table_name, row_id, op, last_id) VALUES (?, ?, ?, 'I', ?)",
            (step_id, table, first, last if last > first else None),
        )
        for add in sum_statements(table, "BETWEEN ? AND ?", "+"):
            c.execute(add, (first, last))
    if bulk != WHOLE:
        write_whole(c, ended=True)


def write_whole(c: Any, *, ended: bool = False) -> None:
    """From here on (until ``ended``) whole statements of a bulk step bring their journal and sums along."""
    c.execute("UPDATE journal_now SET bulk = ? WHERE id = 1", (SEARCH_LATER if ended else WHOLE,))


def runs(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ids as ranges without a gap: the first and the last id of each."""
    first = last = None
    for row_id in sorted(ids):
        if first is None or last is None:
            first = row_id
        elif row_id != last + 1:
            yield first, last
            first = row_id
        last = row_id
    if first is not None and last is not None:
        yield first, last


@cache
def bound(column: Column[Any]) -> Callable[[Any], Any]:
    """What turns a value into what the driver takes."""
    process = column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return process if process is not None else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg(None) if default.is_callable else default.arg
