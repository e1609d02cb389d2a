"""CSV that opens right in Excel: UTF-8 with its mark, CRLF, and no cell that could run as a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from salesdesk.base.atomic import replacing
from salesdesk.base.task import Task

BATCH = 1_000
# What starts a formula in some spreadsheet, full-width forms included; a tab or line break may hide it.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HARMLESS_NUMBER = re.compile(r"[+-]?\d[\d.,]*|\+\d[\d .]*\d")


def disarmed(text: str) -> str:
    """A text with an apostrophe before it where a spreadsheet would take it for a formula.

    Numbers and phone numbers ("-12.5", "+84 912 345 678") stay as they are: they calculate nothing, whereas
    "+1-202-555-0191" would be worked out.
    """
    text = text.replace("\x00", "")
    bare = text.lstrip(" \u00a0\u3000\ufeff\u200b")
    if bare.startswith(_STARTS_FORMULA) and not _HARMLESS_NUMBER.fullmatch(text):
        return "'" + text
    return text


def rearmed(text: str) -> str:
    """A text without the apostrophe that `disarmed` put before it."""
    if text[:1] == "'" and disarmed(text[1:]) == text:
        return text[1:]
    return text


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
