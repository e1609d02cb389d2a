"""A file as a table: named columns and rows that are read when asked for, never all at once."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from salesdesk.base.fold import fold, nfc
from salesdesk.base.i18n import N_, _

_MOST_KEPT = 1_500_000  # cells; some hundred megabytes
Cell = str | int | float | bool | date | time | None
"""CSV and vCard give text; spreadsheets give numbers, flags and dates as well (datetime is a date)."""

LONG, SHORT, LETTERS, QUOTE, NOTE, CUT = "long", "short", "letters", "quote", "note", "cut"
_FAULTS = {
    LONG: N_("This row has more cells than there are columns, so its values may stand in the wrong columns."),
    SHORT: N_("This row has fewer cells than there are columns."),
    LETTERS: N_("Some letters of this row cannot be read. Choose another encoding."),
    QUOTE: N_("This row runs over many lines. A quotation mark is probably missing."),
    NOTE: N_("This looks like a note or a total under the table."),
    CUT: N_("The file breaks off inside this card."),
}


class Row(NamedTuple):
    """One row: its number as a spreadsheet shows it, one cell a column, and what is wrong with it."""

    number: int
    cells: Sequence[Cell]
    fault: str = ""


class _Kept:
    """All rows of a file, as one reading found them in the file of this size and time.

    Only the cells stand in objects of their own, and in such as Python's collector need not look through.
    """

    def __init__(self, source: Callable[[], Iterator[Row]], stamp: tuple[int, int]) -> None:
        self.source, self.stamp = source, stamp
        self._numbers = array("q")
        self._cells: list[tuple[Cell, ...]] = []
        self._faults: dict[int, str] = {}

    def add(self, row: Row) -> None:
        """Keep one more row."""
        self._numbers.append(row.number)
        self._cells.append(tuple(row.cells))
        if row.fault:
            self._faults[row.number] = row.fault

    def rows(self) -> Iterator[Row]:
        """The rows in their order."""
        faults = self._faults
        for number, cells in zip(self._numbers, self._cells, strict=True):
            yield Row(number, list(cells), faults.get(number, "") if faults else "")


class EncodingChoice(NamedTuple):
    """An encoding the file can be read with, and how its first telling words then read."""

    key: str
    label: str
    sample: str


def fault_reason(fault: str) -> str:
    """The sentence for a row's fault; empty when there is none."""
    return _(_FAULTS[fault]) if fault else ""


@dataclass
class Table:
    """A file opened for reading. `rows` may be called again and again; each call begins at the start.

    The rows of a file that is not very large are kept once they were all read: an import looks at them
    several times. They are read anew when the file is no longer the same.

    ``header_row`` is the row that names the columns, 0 when the file names none.
    ``before_after`` shows words of an old encoding as they stood and as they now read. ``hints`` are
    the usual English names of columns put together from others ("full name").
    """

    path: Path
    kind: str
    columns: list[str]
    source: Callable[[], Iterator[Row]]
    header_row: int = 0
    encoding: str = ""
    encoding_sure: bool = True
    encodings: list[EncodingChoice] = field(default_factory=list)
    delimiter: str = ""
    sheets: list[str] = field(default_factory=list)
    sheet: str = ""
    warnings: list[str] = field(default_factory=list)
    before_after: list[tuple[str, str]] = field(default_factory=list)
    hints: dict[int, str] = field(default_factory=dict)
    _count: int | None = None
    _kept: _Kept | None = None

    def rows(self) -> Iterator[Row]:
        """Every row below the header that is not blank, read as it is asked for.

        Raises `UserError` when the file has gone, or breaks off inside.
        """
        try:
            stamp = stamp_of(self.path)
        except OSError:
            return self.source()
        kept = self._kept
        if kept is not None and kept.stamp == stamp and kept.source is self.source:
            return kept.rows()
        return self._keeping(_Kept(self.source, stamp))

    def _keeping(self, kept: _Kept) -> Iterator[Row]:
        self._kept = None
        room = _MOST_KEPT
        for row in kept.source():
            room -= len(row.cells)
            if room >= 0:
                kept.add(row)
            yield row
        if room >= 0:
            self._kept = kept

    def forget(self) -> None:
        """Let go of the rows that were kept: nobody is going to look at them again soon."""
        self._kept = None

    @property
    def row_count(self) -> int:
        """How many rows there are; counted by reading once, then remembered."""
        if self._count is None:
            self._count = sum(1 for _row in self.rows())
        return self._count

    def sample(self, n: int = 200) -> list[Row]:
        """The first rows."""
        return list(islice(self.rows(), n))


def stamp_of(path: Path) -> tuple[int, int]:
    """Size and time of a file, by which a change shows. Raises `OSError` when it has gone."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def as_text(cell: Cell) -> str:
    """A cell as a person would type it: whole numbers without a decimal point, composed letters."""
    if isinstance(cell, str):
        return nfc(cell).strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def column_names(header: Sequence[Cell], width: int) -> list[str]:
    """Names fit to be shown and matched: trimmed, without "(*)", none blank, none twice."""
    names: list[str] = []
    taken: set[str] = set()
    for i in range(width):
        name = _clean_name(as_text(header[i])) if i < len(header) else ""
        name = name or _("Column {number}").format(number=i + 1)
        unique, n = name, 2
        while fold(unique) in taken:
            unique, n = f"{name} ({n})", n + 1
        taken.add(fold(unique))
        names.append(unique)
    return names


def _clean_name(text: str) -> str:
    # Accounting programs mark columns that must be filled with (*).
    text = text.replace("\ufeff", "").replace("(*)", " ").replace("\x00", "")
    return " ".join(text.split()).strip("*").strip()[:200]
