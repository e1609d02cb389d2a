"""Excel workbooks (.xlsx, .xls) and OpenDocument sheets (.ods), checked before they are opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path
from typing import Any

import python_calamine as calamine

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _, ngettext
from salesdesk.exchange import encoding_guess, encodings, headers, spreadsheet_guard, syllables
from salesdesk.exchange.csv_files import header_words
from salesdesk.exchange.encodings import Encoding
from salesdesk.exchange.ole_files import OleFile
from salesdesk.exchange.table import NOTE, Cell, Row, Table, column_names

_SAMPLE = 200
_TAIL = 12
_UNICODE = "utf-8"


def open_spreadsheet(path: Path, encoding: str | None, sheet: str | None, header_row: int | None) -> Table:
    """Open one sheet of a workbook; without ``sheet`` the first that holds anything.

    Raises `UserError` for a file that is damaged, protected, too large or empty; `OSError` when it cannot
    be read.
    """
    _check(path)
    with _in_plain_words(path):
        workbook = calamine.CalamineWorkbook.from_path(path)
        names = _sheet_names(workbook)
        grid = _open_sheet(workbook, path, names, sheet)
    if grid is None:
        raise UserError(
            _("“{name}” holds no rows. Nothing was changed. Choose another file.").format(name=path.name)
        )
    return _table(path, grid, names, encoding, header_row)


class _Grid:
    """The cells of one sheet, held by the library; turned into rows when asked for."""

    def __init__(self, sheet: calamine.CalamineSheet) -> None:
        self.sheet = sheet
        self.first = sheet.start[0] if sheet.start else 0
        self.height = sheet.height

    def rows(self, letters: str = "", after: int = 0) -> Iterator[tuple[int, list[Cell]]]:
        """Number and cells of every row below ``after`` that is not blank, old letters made Unicode."""
        for number, cells in enumerate(self.sheet.iter_rows(), self.first + 1):
            if number <= after or not any(cell != "" for cell in cells):
                continue
            if letters:
                yield (
                    number,
                    [encodings.converted(c, letters) if isinstance(c, str) else _cell(c) for c in cells],
                )
            else:
                yield number, [c if c.__class__ is str else _cell(c) for c in cells]


def _table(path: Path, grid: _Grid, names: list[str], encoding: str | None, header_row: int | None) -> Table:
    found = _letters(grid, encoding)
    letters = found.key if found.letters else ""
    sample = _numbered_from_one(grid, letters)
    if header_row is None:
        header_row = headers.find_header(sample)
    header = sample[header_row - 1] if 0 < header_row <= len(sample) else []
    width = _width(header, sample[header_row:])
    notes = _notes(grid, header_row, sample, letters)

    def rows() -> Iterator[Row]:
        for number, cells in grid.rows(letters, after=header_row):
            yield Row(number, cells[:width], NOTE if number in notes else "")

    table = Table(path, "sheet", column_names(header, width), rows, header_row, encoding=found.key,
                  encoding_sure=found.sure, sheets=names, sheet=grid.sheet.name)  # fmt: skip
    if found.alternatives:
        table.encodings = encodings.choices(found)
    if found.letters:
        table.before_after = encodings.before_after(found.telling, found.key)
    table.warnings = _warnings(table, found, notes)
    return table


def _check(path: Path) -> None:
    with path.open("rb") as f:
        start = f.read(8)
    if start.startswith(b"PK"):
        with spreadsheet_guard.check_zip(path) as archive:
            inside = set(archive.namelist())
            if "xl/workbook.xml" in inside:
                spreadsheet_guard.check_xlsx(path, archive)
            elif "content.xml" in inside:
                spreadsheet_guard.check_ods(path, archive)
            else:
                raise UserError(_not_a_list(path))
        return
    try:
        old = OleFile(path)
        if "EncryptedPackage" in old.names:
            raise UserError(spreadsheet_guard.locked(path))
        if not old.names & {"Workbook", "Book"}:
            raise UserError(_not_a_list(path))
        for rows, columns in old.extents():
            spreadsheet_guard.check_extent(path, rows, columns)
    except ValueError as trouble:
        raise UserError(spreadsheet_guard.damaged(path)) from trouble


def _not_a_list(path: Path) -> str:
    return _(
        "“{name}” is no list. Nothing was changed. Choose a file of the kind xlsx, xls, ods, csv or vcf."
    ).format(name=path.name)


@contextmanager
def _in_plain_words(path: Path) -> Iterator[None]:
    try:
        yield
    except (UserError, OSError, MemoryError):
        raise
    except calamine.PasswordError as trouble:
        raise UserError(spreadsheet_guard.locked(path)) from trouble
    except Exception as trouble:
        raise UserError(spreadsheet_guard.damaged(path)) from trouble
    except BaseException as trouble:
        # The library is written in Rust; its own "this cannot be" does not count as an Exception.
        if type(trouble).__name__ != "PanicException":
            raise
        raise UserError(spreadsheet_guard.damaged(path)) from trouble


def _sheet_names(workbook: calamine.CalamineWorkbook) -> list[str]:
    sheets = [m for m in workbook.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
    shown = [m.name for m in sheets if m.visible == calamine.SheetVisibleEnum.Visible]
    return shown or [m.name for m in sheets]


def _open_sheet(
    workbook: calamine.CalamineWorkbook, path: Path, names: list[str], wanted: str | None
) -> _Grid | None:
    if wanted is not None and wanted not in names:
        raise UserError(
            _("“{name}” has no sheet “{sheet}”. Nothing was changed. Choose another sheet.").format(
                name=path.name, sheet=wanted
            )
        )
    for name in [wanted] if wanted is not None else names:
        sheet = workbook.get_sheet_by_name(name)
        spreadsheet_guard.check_extent(path, sheet.height, sheet.width)
        if sheet.height:
            return _Grid(sheet)
    return None


def _cell(value: Any) -> Cell:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, str | bool | int | float | date | time):
        return value
    return str(value)


def _numbered_from_one(grid: _Grid, letters: str) -> list[list[Cell]]:
    """The first rows, blank ones included, so that the place in the list is the row's number less one."""
    out: list[list[Cell]] = []
    for number, cells in grid.rows(letters):
        if number > grid.first + _SAMPLE:
            break
        out += [[] for _blank in range(number - 1 - len(out))]
        out.append(cells)
    return out


def _width(header: list[Cell], body: list[list[Cell]]) -> int:
    used = max((i + 1 for row in [header, *body] for i, cell in enumerate(row) if cell != ""), default=1)
    return max(used, len(header) if not body else used)


def _letters(grid: _Grid, wanted: str | None) -> Encoding:
    words: list[str] = []
    for number, cells in enumerate(grid.sheet.iter_rows()):
        words += [c for c in cells if isinstance(c, str) and not c.isascii()]
        if len(words) > 2_000 or number > 20_000:
            break
    text = "\n".join(words)
    guessed, sure = encoding_guess.guess_letters(text)
    key = wanted or guessed or _UNICODE
    others = [_UNICODE, *encodings.OLD_LETTERS] if syllables.telling_words(text) else []
    doubtful = guessed or wanted or syllables.share_vietnamese(text) < 0.5
    sure = sure or wanted is not None
    return Encoding(key, _UNICODE, sure, telling=text[:60_000], alternatives=others if doubtful else [])


def _notes(grid: _Grid, header_row: int, sample: list[list[Cell]], letters: str) -> set[int]:
    body = [row for row in sample[header_row:] if row]
    tail = list(grid.rows(letters, after=max(header_row, grid.first + grid.height - _TAIL)))
    marked = headers.note_rows_at_end(body, [cells for _number, cells in tail])
    return {number for (number, _cells), note in zip(tail, marked, strict=True) if note}


def _warnings(table: Table, found: Encoding, notes: set[int]) -> list[str]:
    out = header_words(table.header_row, len(table.columns))
    if found.letters:
        out.insert(
            0,
            _("This file holds letters of {encoding}. They were converted.").format(
                encoding=encodings.label(found.key)
            ),
        )
    if not found.sure:
        out.append(_("The encoding of this file is a guess. Check that the names read well."))
    if len(table.sheets) > 1:
        out.append(
            _("The workbook has {count} sheets. Sheet “{sheet}” is read.").format(
                count=len(table.sheets), sheet=table.sheet
            )
        )
    if notes:
        out.append(
            ngettext(
                "{count} row under the table looks like a note or a total.",
                "{count} rows under the table look like notes or totals.",
                len(notes),
            ).format(count=len(notes))
        )
    return out
