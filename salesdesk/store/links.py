"""The links of a large step that is taken back: looked through as a whole at its end.

For every row that goes the engine would look into every table that could point to it, one by one. With its
own watch put away (`unwatched`), one look for each range of rows says the same: before the step all links
were whole, so only a row that went can be missed, and only a row that came can miss another.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from salesdesk.store import schema
from salesdesk.store.engine import driver, sqlite
from salesdesk.store.inserting import runs
from salesdesk.store.touched import Range, Touched

# The ranges first, then the rows by their ids or by the link's own index: whatever figures the engine has.
_LOST = (
    "SELECT 1 FROM json_each(?) run CROSS JOIN {table} r {by} "
    "WHERE r.{among} >= run.value ->> 0 AND r.{among} <= run.value ->> 1 AND r.{link} IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = r.{link}) LIMIT 1"
)


@contextmanager
def unwatched(db: Connection) -> Iterator[None]:
    """Put the engine's watch over links away; before a transaction, and until it has ended.

    Whoever commits inside must have called `refuse_lost_links`.
    """
    c = driver(db)
    c.execute("PRAGMA foreign_keys = OFF").fetchall()
    try:
        yield
    finally:
        if db.in_transaction():  # inside one the engine would not hear of it
            db.rollback()
        c.execute("PRAGMA foreign_keys = ON").fetchall()
        if not watched(c):
            db.invalidate()  # nobody writes by this connection any more


def watched(c: Any) -> bool:
    """Whether the engine itself refuses a link to a row that is not there."""
    return bool(c.execute("PRAGMA foreign_keys").fetchone()[0])


def refuse_lost_links(c: Any, touched: Mapping[str, Touched]) -> None:
    """Raise the engine's own error when a row that a step touched misses another, or is missed by one."""
    for table, rows in touched.items():
        gone, here = list(runs(list(rows.before))), rows.after()
        for child, column, parent in _LINKS:
            if parent == table and gone:
                _refuse(c, _LOST.format(table=child, by="", among=column, parent=parent, link=column), gone)
            if child == table and here:
                by_id = {"by": "NOT INDEXED", "among": "id"}
                _refuse(c, _LOST.format(table=child, **by_id, parent=parent, link=column), here)


def _refuse(c: Any, statement: str, ranges: list[Range]) -> None:
    if c.execute(statement, (json.dumps(ranges),)).fetchone() is not None:
        error = sqlite.IntegrityError("FOREIGN KEY constraint failed")
        error.sqlite_errorcode, error.sqlite_errorname = 787, "SQLITE_CONSTRAINT_FOREIGNKEY"
        raise error


_LINKS = [
    (table.name, column.name, key.column.table.name)
    for table in schema.TABLES.values()
    for column in table.columns
    for key in column.foreign_keys
]
