"""The rows that a step touched, read from the journal once for what follows at the end of a large step."""

from bisect import bisect_right
from typing import Any

from salesdesk.store.inserting import runs

Range = tuple[int, int]
_LINES = "SELECT table_name, op, row_id, last_id FROM change INDEXED BY ix_change_step WHERE step_id = ?"


class Touched:
    """The rows of one table. ``before``: those that it changed or deleted."""

    def __init__(self) -> None:
        self.before: set[int] = set()
        self._alone: set[int] = set()
        self._ranges: list[Range] = []

    def add(self, op: str, row_id: int, last_id: int | None) -> None:
        """A line of the journal."""
        if last_id is not None:
            self._ranges.append((row_id, last_id))
            return
        if op in "UD":
            self.before.add(row_id)
        if op in "IU":
            self._alone.add(row_id)

    def after(self) -> list[Range]:
        """The rows that the step inserted or changed, as far as they are there, as ranges in their order."""
        ranges = sorted(self._ranges)
        starts = [low for low, _high in ranges]

        def among(row_id: int) -> bool:
            place = bisect_right(starts, row_id)
            return place > 0 and row_id <= ranges[place - 1][1]

        return sorted([*ranges, *runs([i for i in self._alone if not among(i)])])


def touched_by(c: Any, step_id: int) -> dict[str, Touched]:
    """What a step touched, by table."""
    touched: dict[str, Touched] = {}
    for table, *line in c.execute(_LINES, (step_id,)):
        touched.setdefault(table, Touched()).add(*line)
    return touched
