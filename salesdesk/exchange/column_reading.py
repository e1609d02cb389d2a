"""The cells of one column, many rows at a time: a whole column of plain text is seen at a glance."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from salesdesk.base.fields import Field, Kind
from salesdesk.exchange.contact_values import NO_TEXT, PLAIN_EMAIL, WHOLE_PHONE
from salesdesk.exchange.context import Reading
from salesdesk.exchange.table import Cell
from salesdesk.exchange.values import Study

_UNDOUBTED = r"[0-9A-Za-z][ -~]{6,200}[!-~]"
_WRITTEN = (Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.TAGS, Kind.EMAIL, Kind.PHONE)
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
_LONGEST = 10_000
_MOST_KNOWN = 5_000  # different cells of a column whose values are kept
_PLAIN = {
    Kind.TEXT: _UNDOUBTED, Kind.LONG_TEXT: _UNDOUBTED,
    Kind.EMAIL: PLAIN_EMAIL.pattern, Kind.PHONE: WHOLE_PHONE.pattern,
}  # fmt: skip


class ColumnValues(NamedTuple):
    """The values of a column, and by place the readings that say more than a value."""

    values: Sequence[Any]
    odd: dict[int, Reading]


class ColumnReading:
    """Reads the cells of one column as values of a field. ``place`` is the column's in the file."""

    def __init__(self, one: Field, place: int, study: Study) -> None:
        self.key, self.place = one.key, place
        self._read = study.reader(one, place)
        self._blank: Any = "" if one.kind in _WRITTEN else None
        self._texts = one.kind in _TEXTS
        plain = _PLAIN.get(one.kind)
        self._plain = re.compile(plain, re.ASCII).fullmatch if plain else None
        # A column of cells that are plain or blank, one a line; nothing in them is tried twice.
        self._all_plain = re.compile(rf"(?:(?>{plain})?\n)*+", re.ASCII).fullmatch if plain else None
        self._known: dict[Cell, Any] = {"": self._blank, None: self._blank}

    def read(self, cells: Sequence[Cell]) -> ColumnValues:
        """What the cells mean, as reading each by itself would say."""
        if self._mean_themselves(cells):
            return ColumnValues(cells, {})
        try:
            return ColumnValues([self._known[cell] for cell in cells], {})
        except KeyError:
            return self._each(cells)

    def _mean_themselves(self, cells: Sequence[Any]) -> bool:
        if self._texts:
            return plain_texts(cells)
        if self._all_plain is None:
            return False
        try:
            joined = "\n".join([*cells, ""])
        except TypeError:  # a number or a date
            return False
        return joined.count("\n") == len(cells) and self._all_plain(joined) is not None

    def _each(self, cells: Sequence[Cell]) -> ColumnValues:
        values, odd = [], {}
        plain, read, blank, known = self._plain, self._read, self._blank, self._known
        for at, cell in enumerate(cells):
            if cell == "" or cell is None:
                values.append(blank)
            elif plain is not None and cell.__class__ is str and plain(cell):
                values.append(cell)
            else:
                found = read(cell)
                values.append(found.value)
                if found.reason or found.doubt or found.more:
                    odd[at] = found
                elif plain is None and cell.__class__ is str and len(known) < _MOST_KNOWN:
                    known[cell] = found.value
        return ColumnValues(values, odd)


def plain_texts(cells: Sequence[Any]) -> bool:
    """Whether every cell is text that means just what it says: composed, printable, no blanks around it."""
    try:
        joined = "|".join(cells)
    except TypeError:  # a number or a date
        return False
    return (
        joined.isprintable()
        and " |" not in joined
        and "| " not in joined
        and "|'" not in joined
        and not joined.startswith((" ", "'"))
        and not joined.endswith(" ")
        and (joined.isascii() or unicodedata.is_normalized("NFC", joined))
        and max(map(len, cells), default=0) <= _LONGEST
        and NO_TEXT.isdisjoint([cell.upper() for cell in set(cells) if len(cell) < 8])
    )
