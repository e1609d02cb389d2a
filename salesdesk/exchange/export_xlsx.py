"""Excel workbooks: text stays text, numbers, dates and flags are what they are, nothing is a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from salesdesk.base.atomic import replacing
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.exchange.export_csv import BATCH

_OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "remove_timezone": True,
}
_LONGEST = 32_767  # characters a cell can hold
_MOST_ROWS = 1_048_575
_BAD_SHEET = str.maketrans(dict.fromkeys("[]:*?/\\'"))


def write_xlsx(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    sheet: str = "",
    task: Task | None = None,
    total: int = 0,
) -> int:
    """Write one sheet, header frozen and filtered; returns how many rows.

    Raises `UserError` when the file cannot be written and `Cancelled` when stopped; the old file is then
    still there.
    """
    # The library is loaded when the first workbook is written.
    import xlsxwriter

    with replacing(path) as aside:
        book = xlsxwriter.Workbook(str(aside), _OPTIONS)
        try:
            page = book.add_worksheet((sheet or _("Export")).translate(_BAD_SHEET)[:31])
            day, moment = (
                book.add_format({"num_format": "dd/mm/yyyy"}),
                book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            )
            strong = book.add_format({"bold": True})
            for i, name in enumerate(columns):
                page.write_string(0, i, name[:_LONGEST], strong)
            page.set_column(0, max(0, len(columns) - 1), 18)
            page.freeze_panes(1, 0)
            count = 0
            for row in rows:
                count += 1
                for i, value in enumerate(row):
                    _write(page, count, i, value, day, moment)
                if task is not None and count % BATCH == 0:
                    task.advance(count, max(total, count))
                if count == _MOST_ROWS:
                    break
            if columns:
                page.autofilter(0, 0, count, len(columns) - 1)
        finally:
            book.close()
    return count


def _write(page: object, row: int, column: int, value: object, day: object, moment: object) -> None:
    sheet: Any = page
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int | float) and abs(value) < 1e15:
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value).replace("\x00", "")[:_LONGEST])
