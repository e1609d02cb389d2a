"""The program's own SQL, recorded while a job is done, and played to another engine with a disk of ours.

The engine that the program carries cannot be given a disk; `apsw` can. So every statement that a job's
writing connections run is taken down with its parameters, and run again there: the same book, the same
triggers, the same transactions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from unittest import mock

from salesdesk.base import ids
from salesdesk.store import engine
from tests.faults.jobs import BOOK, Job, facts_of

Play = Callable[["Line"], None]


class Line(NamedTuple):
    """``kind`` is open, one, many, close or told; ``connection`` a number, ``values`` what ``sql`` is given,
    or what was acknowledged."""

    kind: str
    connection: int = 0
    sql: str = ""
    values: Any = ()


class Tape(list[Line]):
    """What was recorded, in order."""

    def tell(self, what: Any) -> None:
        """Something was acknowledged."""
        self.append(Line("told", values=what))

    def writing(self) -> list[Line]:
        """The lines of those connections that may write, without mere questions."""
        readers = {line.connection for line in self if re.search("query_only *= *ON", line.sql)}
        asks = re.compile(r"\s*(SELECT|PRAGMA (integrity|foreign_key_|quick_)check)", re.IGNORECASE)
        return [
            line
            for line in self
            if line.kind == "told" or (line.connection not in readers and not asks.match(line.sql))
        ]


def record(job: Job, place: Path, seed: int) -> Tape:
    """Do a job in a prepared folder and take down its SQL."""
    tape = Tape()
    with _recording(tape):
        job.work(place, facts_of(place), Random(seed), tape.tell)
    return tape


@contextmanager
def same_ids() -> Iterator[None]:
    """Let the ids be the same in every run, so that a case is the same case again."""
    before = ids._node, ids._last_ms, ids._counter
    # Ahead of the clock: then they are counted on and do not ask for the time.
    ids._node, ids._last_ms, ids._counter = 1, 10**12, 0
    try:
        yield
    finally:
        ids._node, ids._last_ms, ids._counter = before


@contextmanager
def _recording(tape: Tape) -> Iterator[None]:
    connect = engine.sqlite.connect
    count = iter(range(1, 10_000))

    def connecting(*arguments: Any, **options: Any) -> Any:
        if f"{BOOK}?mode=rw" not in str(arguments[0]):
            return connect(*arguments, **options)
        number = next(count)
        tape.append(Line("open", number))
        return connect(*arguments, **options, factory=_connection(tape, number))

    with mock.patch.object(engine.sqlite, "connect", connecting):
        yield


def _connection(tape: Tape, number: int) -> type:
    own_cursor = _cursor(tape, number)

    class Connection(engine.sqlite.Connection):  # type: ignore[misc,name-defined]
        def cursor(self, factory: Any = own_cursor) -> Any:
            return super().cursor(factory)

        def execute(self, sql: str, values: Any = ()) -> Any:
            return self.cursor().execute(sql, values)

        def executemany(self, sql: str, values: Any) -> Any:
            return self.cursor().executemany(sql, values)

        def commit(self) -> None:
            self._end("COMMIT")
            super().commit()

        def rollback(self) -> None:
            self._end("ROLLBACK")
            super().rollback()

        def _end(self, how: str) -> None:
            if self.in_transaction:
                tape.append(Line("one", number, how))

        def close(self) -> None:
            tape.append(Line("close", number))
            super().close()

    return Connection


def _cursor(tape: Tape, number: int) -> type:
    class Cursor(engine.sqlite.Cursor):  # type: ignore[misc,name-defined]
        def execute(self, sql: str, values: Any = ()) -> Any:
            tape.append(Line("one", number, sql, values))
            return super().execute(sql, values)

        def executemany(self, sql: str, values: Any) -> Any:
            rows = list(values)
            tape.append(Line("many", number, sql, rows))
            return super().executemany(sql, rows)

    return Cursor
