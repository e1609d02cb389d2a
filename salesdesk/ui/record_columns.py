"""The columns of a table and its model: fields in, words out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QObject, Qt

from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import _
from salesdesk.ui.cells import CellPainter
from salesdesk.ui.formats import format_value
from salesdesk.ui.jobs import Jobs
from salesdesk.ui.paged_model import ID_ROLE, NO_INDEX, Index, PagedModel
from salesdesk.ui.paging import RowSource

_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
_QUIET = frozenset({Kind.DATE, Kind.INSTANT, Kind.LONG_TEXT, Kind.TAGS})


@dataclass(frozen=True, slots=True)
class Column:
    """A field as a column.

    ``value(row)`` replaces the row's attribute of the field's key (a REFERENCE shows a name, not an id);
    ``cell`` paints something else than words. ``role`` and ``token`` are the kind of text and its
    colour; left empty they follow the field's kind. ``stretch`` gives the column what room is left;
    ``at_right`` puts words that are no number at the right.
    """

    field: Field
    value: Callable[[Any], Any] | None = None
    cell: CellPainter | None = None
    width: int | None = None
    role: str = ""
    token: str = ""
    stretch: bool = False
    at_right: bool = False

    @property
    def right(self) -> bool:
        """Whether its words stand at the right: numbers, and words like "1:05" that are asked to."""
        return (self.field.numeric or self.at_right) and self.cell is None

    def formatter(self, language: str, currency: str, zone: tzinfo) -> Callable[[Any], str]:
        """The function from a row to this column's words."""
        if self.cell is not None:
            return self.cell.text
        field, get = self.field, self.value or attrgetter(self.field.key)
        return lambda row: format_value(field, get(row), language, currency, zone)

    def look(self, first: bool) -> tuple[str, str]:
        """The kind of text and its colour token."""
        role = self.role or ("medium" if first else "body")
        return role, self.token or ("ink2" if self.field.kind in _QUIET else "ink")


def as_column(entry: Field | Column) -> Column:
    """A column from a field."""
    return entry if isinstance(entry, Column) else Column(entry)


class RecordModel(PagedModel):
    """Rows of a source as words in columns; a described row is the tuple of its words.

    ``sentence(row)`` is what a screen reader says for a whole row; without it the words are joined.
    """

    def __init__(
        self,
        source: RowSource,
        columns: Sequence[Field | Column],
        jobs: Jobs | None = None,
        *,
        language: str = "en",
        currency: str = "USD",
        zone: tzinfo = UTC,
        sentence: Callable[[Any], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(source, self._describe, jobs, parent)
        self.columns = tuple(map(as_column, columns))
        self._sentence = sentence
        self._zone = zone
        self._formatters: list[Callable[[Any], str]] = []
        self.set_language(language, currency)

    def set_language(self, language: str, currency: str) -> None:
        """Write every word anew, after the language or the shop's currency changed."""
        self._formatters = [c.formatter(language, currency, self._zone) for c in self.columns]
        self._rows.forget_words()
        self._repaint()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _describe(self, row: Any) -> tuple[str, ...]:
        return tuple([formatter(row) for formatter in self._formatters])

    def describe(self, row: Any) -> tuple[str, ...]:
        """The words of a row, one a column; may be called on a worker thread."""
        return self._describe(row)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, ids, alignment and what screen readers say; the view paints without asking this."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            words = self.words_at(index.row())
            return words[index.column()] if words else "—"
        if role == ID_ROLE:
            return self.id_at(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[index.column()].right else _LEFT
        return None

    def _spoken(self, index: Index) -> str:
        words = self.words_at(index.row())
        if words is None:
            return "—"
        if index.column():
            return str(words[index.column()])
        if self._sentence is not None:
            return self._sentence(self.row_at(index.row()))
        return ", ".join(word for word in words if word and word != "—")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The field's label, aligned as its column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _(column.field.label) if column.field.label else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole and column.field.help:
            return _(column.field.help)
        return None
