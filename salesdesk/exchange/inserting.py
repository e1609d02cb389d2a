"""Many rows of one table at once: the statement is made once, the rows go to the driver as they are.

SQLAlchemy's own way binds every row's parameters anew, which takes longer than the database does.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, insert

from salesdesk.base.ids import new_id

Values = dict[str, Any]


def insert_rows(db: Connection, table: Table, rows: Sequence[Values]) -> list[int]:
    """Add rows; columns that a row does not name get their defaults. Returns the ids, given where missing."""
    full = [{"id": new_id(), **row} for row in rows]
    by_columns: dict[tuple[str, ...], list[Values]] = {}
    for row in full:
        by_columns.setdefault(tuple(row), []).append(row)
    for names, alike in by_columns.items():
        _insert_alike(db, table, names, alike)
    return [int(row["id"]) for row in full]


def _insert_alike(db: Connection, table: Table, names: Sequence[str], rows: Sequence[Values]) -> None:
    unnamed = [c for c in table.c if c.name not in names and c.default is not None]
    constant = {c.name: _bound(db, c)(_default(c)) for c in unnamed}
    binds = [(name, _bound(db, table.c[name])) for name in names]
    statement = insert(table).compile(dialect=db.dialect, column_keys=[*names, *constant])
    dicts = ({name: bind(row[name]) for name, bind in binds} | constant for row in rows)
    order = statement.positiontup
    if order is None:
        db.exec_driver_sql(str(statement), list(dicts))
    else:
        db.exec_driver_sql(str(statement), [tuple([d[name] for name in order]) for d in dicts])


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg(None) if default.is_callable else default.arg


def _bound(db: Connection, column: Column[Any]) -> Callable[[Any], Any]:
    """What turns a value into what the driver takes."""
    process = column.type.dialect_impl(db.dialect).bind_processor(db.dialect)
    return process if process is not None else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
