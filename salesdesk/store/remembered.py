"""What was added up over stretches of days, kept while the journal tells that no row of those days changed.

A panel looks at two years, and nearly always only today is another day than before. The journal says which
rows have changed since; the days they count for, before and now, are forgotten and added up anew.
"""

import json
import threading
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Select, bindparam, func, select

from salesdesk.base.periods import Period
from salesdesk.store import schema as s
from salesdesk.store.journal_schema import change
from salesdesk.store.prepared import prepared
from salesdesk.store.tallies import TALLIES

T = TypeVar("T")
MANY = 200
"""After so many changed rows everything is added up anew."""
_MOST_KEPT = 2_000


def _day_columns() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for one in TALLIES:
        found.setdefault(one.table, {})[one.day.removeprefix("{r}.")] = None
    return {table: tuple(columns) for table, columns in found.items()}


_DAYS = _day_columns()


@prepared
def _newest() -> Select[Any]:
    return select(func.coalesce(func.max(change.c.id), 0))


@prepared
def _step_at() -> Select[Any]:
    return select(change.c.step_id).where(change.c.id == bindparam("at"))


@prepared
def _since() -> Select[Any]:
    c = change.c
    asked = select(c.table_name, c.row_id, c.op, c.before, c.last_id)
    return asked.where(c.id > bindparam("at")).limit(MANY)


class _Memory:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.kept: dict[Hashable, tuple[str, str, Any]] = {}
        self.newest, self.step = 0, None

    def follow(self, db: Connection) -> int:
        """Forget what changed until the moment this transaction reads; give the newest change of it."""
        newest = int(_newest.value(db))
        if newest > self.newest:
            # A journal that was cut, or began anew, tells nothing of what was before.
            known = self.newest and _step_at.value(db, at=self.newest) == self.step
            rows = _since.all(db, at=self.newest) if known else []
            if known and len(rows) < MANY and not any(map(_is_many, rows)):
                self._forget(_touched(db, rows))
            else:
                self.kept.clear()
            self.newest, self.step = newest, _step_at.value(db, at=newest)
        return newest

    def _forget(self, days: set[str]) -> None:
        gone = [
            key for key, (first, last, _value) in self.kept.items() if any(first <= d <= last for d in days)
        ]
        for key in gone:
            del self.kept[key]


_memories: WeakKeyDictionary[Engine, _Memory] = WeakKeyDictionary()


class Remembered:
    """The memory as one reading transaction may use it. A transaction that changes rows remembers nothing."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._memory: _Memory | None = None
        if db.get_execution_options().get("only_reads"):
            self._memory = _memories.setdefault(db.engine, _Memory())
            with self._memory.lock:
                self._at = self._memory.follow(db)

    def of(self, key: Hashable, period: Period, read: Callable[[], T]) -> T:
        """What ``read()`` gives of a period, read only when it is not known; not to be changed."""
        memory = self._memory
        if memory is None:
            return read()
        with memory.lock:
            found = memory.kept.get((key, period)) if memory.newest == self._at else None
        if found is not None:
            value: T = found[2]
            return value
        value = read()
        with memory.lock:
            # Another transaction may have read a later moment meanwhile: then this is of the past.
            if memory.newest == self._at:
                if len(memory.kept) >= _MOST_KEPT:
                    memory.kept.clear()
                memory.kept[(key, period)] = (period.start.isoformat(), period.end.isoformat(), value)
        return value


def _is_many(row: Any) -> bool:
    """Whether a line of the journal stands for many rows, or does not tell what one was."""
    return row.last_id is not None or (row.op != "I" and row.before is None)


def _touched(db: Connection, rows: list[Any]) -> set[str]:
    """The days for which changed rows count: those of the row as it was, and of the row as it is."""
    days: set[str | None] = set()
    for row in rows:
        columns = _DAYS.get(row.table_name)
        if columns is None:
            continue
        if row.before:
            image = json.loads(row.before)
            days.update(image.get(column) for column in columns)
        table = s.TABLES[row.table_name]
        now = select(*(table.c[column] for column in columns)).where(table.c.id == row.row_id)
        for values in db.execute(now):
            days.update(None if day is None else day.isoformat() for day in values)
    return {day for day in days if day is not None}
