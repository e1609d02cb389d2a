"""The search index after a bulk step: the rows that it inserted, changed or deleted, all at once.

Taking a row out of an index costs more than putting one in. Where fewer rows stay than that is worth, the
index is emptied and filled anew: after the undo of an import into a small book that is nearly nothing.
"""

import json
from bisect import bisect_right
from typing import Any

from salesdesk.store.inserting import runs
from salesdesk.store.search_schema import INDEXES

WORTH = 2
"""So many rows are put in while one is taken out (measured: 7 and 16 µs, both indexes of people together)."""
_LINES = "SELECT table_name, op, row_id, last_id FROM change WHERE step_id = ?"
_TAKE_OUT = "DELETE FROM {index} WHERE rowid IN (SELECT value FROM json_each(?))"
# In the order of the ranges, which is that of the ids: so the index likes it best.
_PUT_IN = (
    "INSERT INTO {into}(rowid, {column}) SELECT r.id, r.{text} FROM json_each(?) run CROSS JOIN {table} r "
    "WHERE r.id BETWEEN run.value ->> 0 AND run.value ->> 1 AND r.{text} <> ''"
)


class _Touched:
    """The rows of a table that a step touched: ``out`` may be in the index, ``ranges`` are not in it yet."""

    def __init__(self) -> None:
        self.out: set[int] = set()
        self._alone: set[int] = set()
        self._ranges: list[tuple[int, int]] = []

    def add(self, op: str, row_id: int, last_id: int | None) -> None:
        """A line of the journal."""
        if last_id is not None:
            self._ranges.append((row_id, last_id))
            return
        if op in "UD":
            self.out.add(row_id)
        if op in "IU":
            self._alone.add(row_id)

    def put_in(self) -> list[tuple[int, int]]:
        """The rows that belong into the index as far as they are there, as ranges in their order."""
        ranges = sorted(self._ranges)
        starts = [low for low, _high in ranges]

        def among(row_id: int) -> bool:
            place = bisect_right(starts, row_id)
            return place > 0 and row_id <= ranges[place - 1][1]

        return sorted([*ranges, *runs([i for i in self._alone if not among(i)])])


def index_step(c: Any, step_id: int) -> None:
    """Bring the search index up to date with a step whose rows did not go through its triggers."""
    touched: dict[str, _Touched] = {}
    for table, *line in c.execute(_LINES, (step_id,)):
        touched.setdefault(table, _Touched()).add(*line)
    for index, sources in INDEXES.items():
        mine = {s: touched[s.table] for s in sources if s.table in touched}
        out = [row_id for rows in mine.values() for row_id in rows.out]
        if out and _kept(c, index) - len(out) <= WORTH * len(out):
            c.execute(f"INSERT INTO {index}({index}) VALUES ('delete-all')")
            for source in sources:
                c.execute(source.fill())
            continue
        if out:
            c.execute(_TAKE_OUT.format(index=index), (json.dumps(sorted(out)),))
        for source, rows in mine.items():
            if ranges := rows.put_in():
                c.execute(_PUT_IN.format(**source._asdict()), (json.dumps(ranges),))


def _kept(c: Any, index: str) -> int:
    """How many rows an index holds."""
    return int(c.execute(f"SELECT count(*) FROM {index}_docsize").fetchone()[0])
