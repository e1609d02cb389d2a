"""Checks a spreadsheet file before it is opened, so that a file made to do harm cannot fill the memory.

A sheet is opened as one rectangle from its first to its last cell: a file of a hundred bytes with a value
in the last corner would ask for more memory than any computer has. So the extent is read first, without
making cells.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _

MAX_UNPACKED = 100_000_000  # bytes
MAX_RATIO = 100
MAX_ENTRIES = 2_000
MAX_ROWS = 200_000
MAX_CELLS = 6_000_000
_NEAR_ROWS = 100_000
_PIECE = 1 << 18
_HARMLESS = 1_000_000  # bytes; small entries may be packed as tightly as they like
# A cell that holds something, beyond column Z or row 99,999; cells with only a style end in "/>" and do not
# count. Programs write attributes the plain way; the slower pattern is for files that somebody made by hand.
_SUSPECT = re.compile(rb' r="(?:[A-Za-z]{2,9}[0-9]|[A-Za-z]?[0-9]{6})')
_FAR_CELL = re.compile(rb' r="([A-Za-z]{1,9})([0-9]{1,20})"[^<>/]*>')
_ANY_CELL = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]{1,9})([0-9]{1,20})[^<>/]*>")
_FAR_ROW = re.compile(rb"\br\s*=\s*[\"']([0-9]{6,20})[\"'][^<>/]*>\s*<(?:\w+:)?c\b(?![^<>]*\br\s*=)")


def check_zip(path: Path) -> zipfile.ZipFile:
    """The archive, after all of it was unpacked once within bounds.

    Raises `UserError` when it is cut off, damaged, or unpacks to more than a list of a shop ever is.
    """
    try:
        archive = zipfile.ZipFile(path)
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as trouble:
        raise UserError(damaged(path)) from trouble
    total = sum(e.file_size for e in entries)
    tight = any(
        e.file_size > _HARMLESS and e.file_size > MAX_RATIO * max(1, e.compress_size) for e in entries
    )
    if len(entries) > MAX_ENTRIES or total > MAX_UNPACKED or tight:
        archive.close()
        raise UserError(too_large(path))
    return archive


def check_xlsx(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a workbook whose sheets reach too far; every byte is read, so damage shows as well."""
    for entry in archive.infolist():
        rows, columns = _extent(_pieces(path, archive, entry), exact=False)
        if _is_sheet(entry):
            if rows < _NEAR_ROWS and columns * _NEAR_ROWS > MAX_CELLS:
                rows, columns = _extent(_pieces(path, archive, entry), exact=True)
            check_extent(path, rows, columns)


def _is_sheet(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.lower()
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _extent(pieces: Iterator[bytes], *, exact: bool) -> tuple[int, int]:
    """The last row and column that hold something; 0 where they are near and not counted exactly."""
    rows = columns = 0
    tail = b""
    for piece in pieces:
        text = tail + piece
        tail = text[max(0, len(text) - 400) :]
        by_hand = b"r='" in text or b"r =" in text
        if not (exact or by_hand or _SUSPECT.search(text)):
            continue
        for letters, digits in (_ANY_CELL if exact or by_hand else _FAR_CELL).findall(text):
            columns = max(columns, _column_number(letters))
            rows = max(rows, int(digits))
        rows = max([rows, *map(int, _FAR_ROW.findall(text))])
    return rows, columns


def check_ods(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a document whose repeated cells would unfold too far."""
    for entry in archive.infolist():
        if entry.filename != "content.xml":
            for _piece in _pieces(path, archive, entry):
                pass
            continue
        counter = _OdsCounter(path)
        try:
            for piece in _pieces(path, archive, entry):
                counter.parser.Parse(piece, False)
        except expat.ExpatError as trouble:
            raise UserError(damaged(path)) from trouble


class _OdsCounter:
    """Counts the cells that repeated rows and columns unfold to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.row_repeats = self.width = self.at = self.rows = self.cells = 0

    def _doctype(self, *_parts: object) -> None:
        raise UserError(damaged(self.path))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table-row":
            self.row_repeats = _count(attributes.get("table:number-rows-repeated"))
            self.at = self.width = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.at += _count(attributes.get("table:number-columns-repeated"))
            if any(a.endswith(":value-type") for a in attributes):
                self.width = self.at

    def _end(self, name: str) -> None:
        if name == "table:table-row" and self.width:
            self.rows += self.row_repeats
            self.cells = max(self.cells, self.width)
            check_extent(self.path, self.rows, self.cells)


def _count(text: str | None) -> int:
    return min(int(text), 10_000_000) if text and text.isascii() and text.isdigit() else 1


def _pieces(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(entry) as f:
            while piece := f.read(_PIECE):
                yield piece
    except UserError:
        raise
    except RuntimeError as trouble:  # zipfile's word for an entry with a password
        raise UserError(locked(path)) from trouble
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as trouble:
        raise UserError(damaged(path)) from trouble
    except Exception as trouble:
        if type(trouble).__module__ in ("zlib", "_lzma", "bz2"):
            raise UserError(damaged(path)) from trouble
        raise


def _column_number(letters: bytes) -> int:
    number = 0
    for c in letters.upper():
        number = number * 26 + c - 64
    return number


def check_extent(path: Path, rows: int, columns: int) -> None:
    """Refuse (`UserError`) a sheet of more rows or cells than a list of a shop ever has."""
    if rows > MAX_ROWS + 1_000 or max(rows, 1) * max(columns, 26) > MAX_CELLS:
        raise UserError(too_large(path))


def damaged(path: Path) -> str:
    """The sentence for a file that is cut off or not what it says it is."""
    return _(
        "“{name}” is damaged or cut off. Nothing was changed. Get the file again, "
        "or open it in a spreadsheet program and save it anew."
    ).format(name=path.name)


def locked(path: Path) -> str:
    """The sentence for a file with a password."""
    return _(
        "“{name}” is protected by a password. Nothing was changed. Open it in a spreadsheet program, "
        "save a copy without the password, and choose the copy."
    ).format(name=path.name)


def too_large(path: Path) -> str:
    """The sentence for a file that unpacks to more than a list ever is."""
    return _(
        "“{name}” is larger than a list of {count} rows. Nothing was changed. "
        "Split it, or save only the rows you need."
    ).format(name=path.name, count=f"{MAX_ROWS:,}")
