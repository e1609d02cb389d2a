"""Statements for what is read at every step: built and compiled once, then run straight on the driver.

Building a select and looking it up in SQLAlchemy's cache takes many times longer than SQLite needs to answer
for one record; a page that asks thirty such questions would be late by that alone.
"""

from array import array
from collections import namedtuple
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.engine import Dialect

Sizes = tuple[tuple[str, int], ...]
PAGE = 128
_LISTS = (list, tuple, array)
_known: list["Prepared"] = []


class Prepared:
    """A select whose changing values are named by ``bindparam``; a list of them is ``expanding``.

    The values come with the call. Rows have their columns' labels as attributes, in the types of the schema.
    """

    def __init__(self, build: Callable[[], Select[Any]]) -> None:
        self.__doc__ = build.__doc__
        self._build = build
        self._made: dict[tuple[str, Sizes], _Compiled] = {}
        self._ready = ""

    def all(self, db: Connection, **values: Any) -> list[Any]:
        """Every row."""
        lists = {key: _padded(value) for key, value in values.items() if isinstance(value, _LISTS)}
        key = (db.dialect.name, tuple((name, len(value)) for name, value in lists.items()))
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = _Compiled(self._build().compile(dialect=db.dialect), values | lists)
        for name, value in lists.items():
            del values[name]
            values |= {f"{name}_{n}": one for n, one in enumerate(value, 1)}
        return found.run(db, values)

    def make_ready(self, dialect: Dialect) -> None:
        """Compile it before it is first needed, for lists of one and of a page."""
        if self._ready == dialect.name:
            return
        self._ready = dialect.name
        made: Any = self._build().compile(dialect=dialect)
        binds = [bind for bind in made.binds.values() if bind.required]
        lists = [bind.key for bind in binds if bind.expanding]
        for size in (1, PAGE) if lists else (0,):
            sizes = tuple((name, size) for name in lists)
            example = {bind.key: [0] * size if bind.expanding else None for bind in binds}
            if (dialect.name, sizes) not in self._made:
                self._made[(dialect.name, sizes)] = _Compiled(made, example)

    def first(self, db: Connection, **values: Any) -> Any:
        """The first row, or None."""
        rows = self.all(db, **values)
        return rows[0] if rows else None

    def value(self, db: Connection, **values: Any) -> Any:
        """The first column of the first row, or None."""
        rows = self.all(db, **values)
        return rows[0][0] if rows else None


def prepared(build: Callable[[], Select[Any]]) -> Prepared:
    """Make a function that builds a select into one that is run: ``rows = name.all(db, party=7)``."""
    made = Prepared(build)
    _known.append(made)
    return made


def make_all_ready(dialect: Dialect) -> None:
    """Compile the statements of all modules that are loaded: on a worker, before the first page asks."""
    for one in _known:
        one.make_ready(dialect)


def _padded(values: Sequence[Any]) -> list[Any]:
    """The values filled up to a power of two, so that few statements serve lists of any length."""
    wanted = 1
    while wanted < len(values):
        wanted *= 2
    return [*values, *[values[-1] if values else None] * (wanted - len(values))]


class _Compiled:
    def __init__(self, made: Any, example: dict[str, Any]) -> None:
        state = made.construct_expanded_state(example)
        self._sql: str = state.statement
        self._order: list[str] | None = state.positiontup
        self._write: Any = {**made._bind_processors, **state.processors}
        self._constant = {key: self._bound(key, value) for key, value in state.parameters.items()}
        columns = made._result_columns
        types = [column.type._cached_result_processor(made.dialect, None) for column in columns]
        self._read = [(place, read) for place, read in enumerate(types) if read is not None]
        keys = [column.keyname for column in columns]
        made_row: Any = namedtuple("Row", keys, rename=True)  # type: ignore[misc]
        self._make: Callable[[Any], Any] = made_row._make

    def _bound(self, key: str, value: Any) -> Any:
        write = self._write.get(key)
        return value if write is None or value is None else write(value)

    def run(self, db: Connection, values: dict[str, Any]) -> list[Any]:
        given = self._constant | {key: self._bound(key, value) for key, value in values.items()}
        # Through the driver's own cursor: SQLAlchemy's result would undo what was won.
        cursor = db.connection.cursor()
        try:
            cursor.execute(self._sql, given if self._order is None else [given[key] for key in self._order])
            rows = cursor.fetchall()
        finally:
            cursor.close()
        make = self._make
        if not self._read:
            return [make(row) for row in rows]
        out = []
        for row in rows:
            cells = list(row)
            for place, read in self._read:
                cells[place] = read(cells[place])
            out.append(make(cells))
        return out
