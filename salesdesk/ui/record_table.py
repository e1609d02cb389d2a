"""A table of records of any length, made from `Field`s: head, columns and the widths a person gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from salesdesk.base.formula_guard import as_line
from salesdesk.base.i18n import _
from salesdesk.base.listing import ListQuery
from salesdesk.ui import row_paint, theme
from salesdesk.ui.actions import Action
from salesdesk.ui.cells import CellPainter
from salesdesk.ui.jobs import Jobs
from salesdesk.ui.record_columns import Column, RecordModel
from salesdesk.ui.rows_view import RowsView
from salesdesk.ui.table_header import TableHeader, cell_rect
from salesdesk.ui.widgets import Card

__all__ = ["CellPainter", "Column", "RecordModel", "RecordTable", "in_card"]
_REMEMBER_MS = 400


class RecordTable(RowsView):
    """Shows a `RecordModel`. A click on a sortable field's head sorts by it, a second one turns it round.

    ``widths`` are the widths in pixels the person chose, by field key; ``remember_widths`` is told new ones.
    ``two_line`` makes room for two lines of text (see `theme.table_row`). ``drop`` names columns that
    go, in this order, where the table is too narrow for all.
    """

    def __init__(
        self,
        model: RecordModel,
        *,
        name: str,
        two_line: bool = False,
        jobs: Jobs | None = None,
        actions: Callable[[], Sequence[Action]] | None = None,
        widths: Mapping[str, int] | None = None,
        remember_widths: Callable[[dict[str, int]], None] | None = None,
        drop: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        height = theme.table_row(two_line)
        self._model = model
        self._widths: _Widths | None = None
        self._columns: list[tuple[int, Column, QRect, str, str]] = []
        super().__init__(model, height, name=name, jobs=jobs, actions=actions, parent=parent)
        self._header = TableHeader(self)
        self.setHorizontalHeader(self._header)
        self._widths = _Widths(self, self._header, model, widths or {}, remember_widths, drop)
        self._header.sectionClicked.connect(self._sort_by)
        model.shown.connect(self._show_order)
        self._show_order(model.query)

    def _sort_by(self, section: int) -> None:
        field = self._model.columns[section].field
        if not field.sortable:
            return
        query = self._model.query
        descending = query.sort == field.key and not query.descending
        self._model.show(ListQuery(query.view, query.text, field.key, descending))

    def _show_order(self, query: ListQuery) -> None:
        keys = [column.field.key for column in self._model.columns]
        known = query.sort in keys
        self._header.setSortIndicatorShown(known)
        if known:
            order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
            self._header.setSortIndicator(keys.index(query.sort), order)

    def set_rounded(self, rounded: bool) -> None:
        """Round the upper corners of the head, for a table that fills a card."""
        self._header.rounded = rounded
        self._header.viewport().update()

    def line(self, row: Any) -> str:
        """The words of the columns, apart by tabs."""
        return as_line(" ".join(words.split()) for words in self._model.describe(row))

    def prepare(self, area: QRect) -> None:
        """Find the columns that are to be seen."""
        header, self._columns = self._header, []
        for number, column in enumerate(self._model.columns):
            x, wide = header.sectionViewportPosition(number), header.sectionSize(number)
            if wide and x <= area.right() and x + wide > area.left():
                inner = cell_rect(QRect(x, 0, wide, 1), number, header.count())
                self._columns.append((number, column, inner, *column.look(number == 0)))

    def paint_row(self, painter: QPainter, rect: QRect, place: int, selected: bool) -> None:
        """Paint the cells of a row."""
        words = self._model.words_at(place)
        if words is None:
            return
        for number, column, inner, role, token in self._columns:
            spot = QRect(inner.left(), rect.top(), inner.width(), rect.height())
            if column.cell is not None:
                column.cell.paint(painter, spot, self._model.row_at(place), selected)
            else:
                row_paint.text(painter, spot, words[number], role, token, column.right)

    def shortened_at(self, index: QModelIndex) -> str:
        """The words of a cell that is too narrow for them."""
        words = self._model.words_at(index.row())
        if words is None:
            return ""
        number = index.column()
        rect = QRect(0, 0, self._header.sectionSize(number), 1)
        room = cell_rect(rect, number, self._header.count()).width()
        role = self._model.columns[number].look(number == 0)[0]
        return words[number] if row_paint.width_of(words[number], role) > room else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room that is left to the column that may stretch."""
        super().resizeEvent(event)
        if self._widths is not None:
            self._widths.fit()


def in_card(table: RecordTable) -> Card:
    """A card that a table fills up to its rounded corners."""
    card = Card(padding=False)
    card.body.setContentsMargins(0, 0, 0, theme.RADIUS["card"] // 2)
    card.add(table, 1)
    return card


class _Widths:
    """The widths of the columns: the person's, else the field's; one column takes the room left over."""

    def __init__(
        self,
        table: RecordTable,
        header: TableHeader,
        model: RecordModel,
        chosen: Mapping[str, int],
        remember: Callable[[dict[str, int]], None] | None,
        drop: Sequence[str],
    ) -> None:
        self._table = table
        self._drop = tuple(drop)
        self._header = header
        self._columns = model.columns
        self._chosen = dict(chosen)
        self._remember = remember
        self._ours = False
        self._soon = QTimer(table)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REMEMBER_MS)
        self._soon.timeout.connect(self._tell)
        header.sectionResized.connect(self._resized)
        header.sectionHandleDoubleClicked.connect(self._reset)
        self.fit()

    def _natural(self, number: int) -> int:
        column = self._columns[number]
        words = _(column.field.label) if column.field.label else ""
        label = row_paint.width_of(words, "caption_medium") + theme.scaled(40)
        wanted = theme.scaled(column.width or column.field.width)
        return self._chosen.get(column.field.key) or max(wanted, label)

    def _stretching(self) -> int:
        for number, column in enumerate(self._columns):
            if column.stretch or (column.cell is not None and column.cell.stretch):
                return number
        return 0

    def fit(self) -> None:
        """Lay the columns out in the width there is."""
        if not self._columns:
            return
        wide = [self._natural(number) for number in range(len(self._columns))]
        room = self._table.viewport().width()
        dropped = self._dropped(wide, room)
        spare = room - sum(width for number, width in enumerate(wide) if number not in dropped)
        stretching = self._stretching()
        if spare > 0 and self._columns[stretching].field.key not in self._chosen:
            wide[stretching] += spare
        self._ours = True
        for number, width in enumerate(wide):
            self._header.setSectionHidden(number, number in dropped)
            if number not in dropped:
                self._header.resizeSection(number, width)
        self._ours = False

    def _dropped(self, wide: Sequence[int], room: int) -> set[int]:
        keys = [column.field.key for column in self._columns]
        out: set[int] = set()
        for key in self._drop:
            if sum(width for number, width in enumerate(wide) if number not in out) <= room:
                break
            out.add(keys.index(key))
        return out

    def _resized(self, section: int, _before: int, now: int) -> None:
        if not self._ours and section < len(self._columns):
            self._chosen[self._columns[section].field.key] = now
            self._soon.start()

    def _reset(self, section: int) -> None:
        self._chosen.pop(self._columns[section].field.key, None)
        self.fit()
        self._soon.start()

    def _tell(self) -> None:
        if self._remember is not None:
            self._remember(dict(self._chosen))
