"""CSV that opens right in Excel: UTF-8 with its mark, CRLF, and no cell that could run as a formula."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from salesdesk.base.atomic import replacing
from salesdesk.base.formula_guard import disarmed
from salesdesk.base.task import Task

BATCH = 1_000


def cell_text(value: object) -> str:
    """A value as a CSV cell: ISO dates, 1 and 0 for yes and no, numbers without groups."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return disarmed(str(value))


def write_csv(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    task: Task | None = None,
    total: int = 0,
) -> int:
    """Write rows under a header; returns how many.

    Raises `UserError` when the file cannot be written and `Cancelled` when stopped; the old file is then
    still there.
    """
    count = 0
    with replacing(path) as aside, aside.open("w", encoding="utf-8-sig", newline="") as f:
        writer = csv.writer(f)
        writer.writerow([disarmed(c) for c in columns])
        for row in rows:
            writer.writerow([cell_text(v) for v in row])
            count += 1
            if task is not None and count % BATCH == 0:
                task.advance(count, max(total, count))
    return count
