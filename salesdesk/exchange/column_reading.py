"""The cells of one column, many rows at a time: a whole column of plain text is seen at a glance."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from salesdesk.base.fields import Field, Kind
from salesdesk.exchange.contact_values import NO_TEXT, PLAIN_EMAIL, WHOLE_PHONE
from salesdesk.exchange.context import Reading
from salesdesk.exchange.table import Cell
from salesdesk.exchange.values import Study

_UNDOUBTED = re.compile(r"[0-9A-Za-z][ -~]{6,200}[!-~]")
_WRITTEN = (Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.TAGS, Kind.EMAIL, Kind.PHONE)
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
_LONGEST = 10_000
_PLAIN: dict[Kind, Callable[[str], object]] = {
    Kind.TEXT: _UNDOUBTED.fullmatch,
    Kind.LONG_TEXT: _UNDOUBTED.fullmatch,
    Kind.EMAIL: PLAIN_EMAIL.fullmatch,
    Kind.PHONE: WHOLE_PHONE.fullmatch,
}


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
        self._plain = _PLAIN.get(one.kind)

    def read(self, cells: Sequence[Cell]) -> ColumnValues:
        """What the cells mean, as reading each by itself would say."""
        if self._texts and plain_texts(cells):
            return ColumnValues(cells, {})
        values, odd = [], {}
        plain, read, blank = self._plain, self._read, self._blank
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
