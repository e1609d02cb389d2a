"""Taking a step back: its rows are written as they were before it, under a step of its own kind.

So the redo is the same act once more. A small step goes row by row through the triggers; a large one by
whole statements, which bring journal and sums along themselves (search follows at the end of the step).
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection

from salesdesk.base.task import Task, silent_task
from salesdesk.store import schema
from salesdesk.store.engine import driver
from salesdesk.store.images import short_image_of, value_in_image
from salesdesk.store.inserting import write_whole
from salesdesk.store.tallies import DROP_EMPTY, sum_statements

_CHUNK = 10_000  # rows a statement, so that a stop is heard
MANY = 10_000
"""From so many rows of a table on its triggers are put away: though still, each has every row laid out."""


class _Run(NamedTuple):
    """Rows of one table that a step inserted (I), changed (U) or deleted (D) one after another.

    ``low`` and ``high`` are the first and last of their lines; of a range, the ids of the rows themselves.
    """

    table: str
    op: str
    low: int
    high: int
    size: int
    ids: bool


def invert(
    db: Connection, applied_step: int, new_step: int, task: Task | None = None, *, whole: bool = False
) -> None:
    """Write every row of a step as it was before that step, newest change first.

    ``whole``: by whole statements, inside a bulk step. Raises `Cancelled` when stopped.
    """
    task = task or silent_task()
    c = driver(db)
    c.execute("PRAGMA defer_foreign_keys = ON")
    runs = list(_runs(c, applied_step))
    rows, done = sum(run.size for run in runs), 0
    # After whole statements the search index still follows, at the end of the step: a third of the work.
    total = rows + rows // 2 if whole else rows
    put_away: list[str] = []
    if whole:
        write_whole(c)
        put_away = _put_away_triggers(c, runs)
    for run in runs:
        task.advance(done, total)
        _Inversion(c, applied_step, new_step, run).write(whole)
        done += run.size
    if whole:
        c.execute(DROP_EMPTY)
        for sql in put_away:
            c.execute(sql)
        write_whole(c, ended=True)
    task.advance(done, total)


def _put_away_triggers(c: Any, runs: list[_Run]) -> list[str]:
    """Drop the triggers of the tables that most is written to; the statements that bring them back, in order.

    Nobody else ever sees the book without them: they are back before the commit, or all of it is rolled back.
    """
    rows: Counter[str] = Counter()
    for run in runs:
        rows[run.table] += run.size
    tables = [table for table, size in rows.items() if size >= MANY]
    of_table = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? ORDER BY rowid"
    found = [trigger for table in tables for trigger in c.execute(of_table, (table,)).fetchall()]
    for name, _sql in found:
        c.execute(f"DROP TRIGGER {name}")
    return [sql for _name, sql in found]


def _runs(c: Any, step_id: int) -> Iterator[_Run]:
    run: _Run | None = None
    lines = "SELECT id, table_name, op, row_id, last_id FROM change WHERE step_id = ? ORDER BY id DESC"
    for line, table, op, first, last in c.execute(lines, (step_id,)):
        if last is not None:
            if run is not None:
                yield run
            run = None
            for low in range(first, last + 1, _CHUNK):
                high = min(low + _CHUNK - 1, last)
                yield _Run(table, op, low, high, high - low + 1, ids=True)
        elif run is not None and (run.table, run.op) == (table, op) and run.size < _CHUNK:
            run = run._replace(low=line, size=run.size + 1)
        else:
            if run is not None:
                yield run
            run = _Run(table, op, line, line, 1, ids=False)
    if run is not None:
        yield run


class _Inversion:
    """The statements that take one run back."""

    def __init__(self, c: Any, applied_step: int, new_step: int, run: _Run) -> None:
        self._c, self._run = c, run
        self._values = {
            "step": applied_step, "new": new_step, "table": run.table, "low": run.low, "high": run.high
        }  # fmt: skip
        self._table = schema.TABLES[run.table]
        # By the very index: with figures of a smaller book the engine looks through all of the journal.
        self._lines = (
            "change INDEXED BY ix_change_step "
            "WHERE step_id = :step AND table_name = :table AND id BETWEEN :low AND :high"
        )
        rows = f"IN (SELECT row_id FROM {self._lines})"
        self._rows = "BETWEEN :low AND :high" if run.ids else rows

    def write(self, whole: bool) -> None:
        """Take it back; ``whole``: with journal and sums."""
        there_before, there_after = self._run.op in "IU", self._run.op in "UD"
        if whole and there_before:
            self._journal_as_it_is()
            self._sums("-")
        self._do({"I": self._delete, "U": self._update, "D": self._insert}[self._run.op]())
        if whole and there_after:
            if self._run.op == "D":
                self._journal_as_new()
            self._sums("+")

    def _do(self, statement: str) -> None:
        self._c.execute(statement, self._values)

    def _sums(self, sign: str) -> None:
        for statement in sum_statements(self._run.table, self._rows, sign):
            self._do(statement)

    def _journal_as_it_is(self) -> None:
        op = "D" if self._run.op == "I" else "U"
        self._do(
            f"INSERT INTO change(step_id, table_name, row_id, op, before) "
            f"SELECT :new, :table, r.id, '{op}', {short_image_of('r', self._table)} "
            f"FROM {self._run.table} r WHERE r.id {self._rows} ORDER BY r.id"
        )

    def _journal_as_new(self) -> None:
        # Ids less their rank are equal as long as one follows the other: each such island is a range.
        island = "row_id - row_number() OVER (ORDER BY row_id) AS island"
        ranked = f"SELECT row_id, {island} FROM {self._lines}"
        self._do(
            "INSERT INTO change(step_id, table_name, row_id, op, last_id) "
            "SELECT :new, :table, min(row_id), 'I', nullif(max(row_id), min(row_id)) "
            f"FROM ({ranked}) GROUP BY island ORDER BY 3"
        )

    def _delete(self) -> str:
        return f"DELETE FROM {self._run.table} WHERE id {self._rows}"

    def _insert(self) -> str:
        listed, images = self._listed()
        return (
            f"INSERT INTO {self._run.table}({listed}) "
            f"SELECT {images} FROM {self._lines} ORDER BY row_id"
        )

    def _update(self) -> str:
        listed, images = self._listed()
        # A row may stand several times in a run: its first image is how it was before the step.
        first = (
            f"(SELECT min(c.id) FROM change c INDEXED BY ix_change_row WHERE c.row_id = {self._run.table}.id "
            "AND c.step_id = :step AND c.table_name = :table AND c.id BETWEEN :low AND :high)"
        )
        return (
            f"UPDATE {self._run.table} SET ({listed}) = (SELECT {images} FROM change WHERE id = {first}) "
            f"WHERE id {self._rows}"
        )

    def _listed(self) -> tuple[str, str]:
        listed = ", ".join(f'"{column.name}"' for column in self._table.columns)
        return listed, ", ".join(value_in_image(column) for column in self._table.columns)
