"""The view under every list of records: rows of one height, painted whole, so that a million scroll like ten.

Qt's own way asks the model and a delegate some forty questions a cell; this one asks for a row's words once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QToolTip, QWidget

from salesdesk.ui import paint, theme
from salesdesk.ui.actions import Action
from salesdesk.ui.jobs import Jobs
from salesdesk.ui.paged_model import PagedModel
from salesdesk.ui.record_view import Picking, selected_blocks
from salesdesk.ui.widgets import plain_tip


class RowsView(QTableView):
    """Rows of a `PagedModel`.

    The signals ``opened(id)``, ``picked(id or None)`` and ``selection_changed()`` and the methods about ids
    are those of `Picking`. A subclass paints a row in `paint_row` and gives its copied line in `line`.
    """

    def __init__(
        self,
        model: PagedModel,
        row_height: int,
        *,
        name: str,
        jobs: Jobs | None = None,
        actions: Callable[[], Sequence[Action]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._hovered = -1
        self._row_height = row_height
        # One of our own: to find out what Qt's own is, PySide6 looks through all of Qt's widgets.
        ground = QWidget()
        ground.setBackgroundRole(QPalette.ColorRole.Base)
        ground.setAutoFillBackground(True)
        self.setViewport(ground)
        self._settings()
        self.setModel(model)
        self.picking = Picking(self, model, self.line, name, jobs, actions)
        self.selectionModel().currentRowChanged.connect(self._move_ring)
        self.opened = self.picking.opened
        self.picked = self.picking.picked
        self.selection_changed = self.picking.selection_changed
        self.current_id = self.picking.current_id
        self.selected_ids = self.picking.selected_ids
        self.selected_count = self.picking.selected_count
        self.select_id = self.picking.select_id
        self.select_first = self.picking.select_first
        self.open_current = self.picking.open_current
        self.copy = self.picking.copy

    def _settings(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self._row_height)

    # ------------------------------------------------------------- for subclasses

    def prepare(self, area: QRect) -> None:
        """Called once before the rows of a frame are painted."""

    def paint_row(self, painter: QPainter, rect: QRect, place: int, selected: bool) -> None:
        """Paint what stands in a row; ground and line are there already."""
        raise NotImplementedError

    def line(self, row: Any) -> str:
        """The copied text of a row."""
        raise NotImplementedError

    def shortened_at(self, index: QModelIndex) -> str:
        """The words under the pointer in full, when they are shortened on screen."""
        return ""

    # ------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are to be seen."""
        area = event.rect()
        painter = QPainter(self.viewport())
        painter.fillRect(area, theme.color("surface"))
        count = self._rows.count
        height, top = self._row_height, self.verticalScrollBar().value()
        first = (area.top() + top) // height
        last = min((area.bottom() + top) // height, count - 1)
        width = self.viewport().width()
        selected = self._selected_between(first, last)
        self.prepare(area)
        for place in range(first, last + 1):
            rect = QRect(0, place * height - top, width, height)
            self._ground(painter, rect, place, place in selected)
            self.paint_row(painter, rect, place, place in selected)
        end = count * height - top
        if count and area.top() <= end <= area.bottom():
            painter.fillRect(QRect(0, end, width, 1), theme.color("line"))
        current = self.currentIndex().row()
        if self.hasFocus() and first <= current <= last:
            ring = QRect(0, current * height - top, width, height)
            paint.focus_ring(painter, ring, theme.RADIUS["badge"])

    def _ground(self, painter: QPainter, rect: QRect, place: int, selected: bool) -> None:
        if selected or place == self._hovered:
            painter.fillRect(rect, theme.color("sel" if selected else "hover"))
        if place:
            painter.fillRect(QRect(0, rect.top(), rect.width(), 1), theme.color("line"))
        if selected:
            painter.fillRect(QRect(0, rect.top(), 3, rect.height()), theme.color("accent"))

    def _selected_between(self, first: int, last: int) -> set[int]:
        out: set[int] = set()
        for top, bottom in selected_blocks(self):
            out.update(range(max(top, first), min(bottom, last) + 1))
        return out

    # ------------------------------------------------------------- pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the row under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            for place in (before, row):
                self.update_row(place)

    def _move_ring(self, now: QModelIndex, before: QModelIndex) -> None:
        self.update_row(before.row())
        self.update_row(now.row())

    def update_row(self, place: int) -> None:
        """Paint a row again soon."""
        if place >= 0:
            top = place * self._row_height - self.verticalScrollBar().value()
            self.viewport().update(0, top, self.viewport().width(), self._row_height)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring; reached by key with nothing selected, the first row is."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.picking.select_first()
        self.update_row(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update_row(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row; the rest is every list's or Qt's."""
        if self.picking.key(event):
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._rows.count:
            # Qt would go to the first and last cell of the row.
            changed = event.modifiers() | Qt.KeyboardModifier.ControlModifier
            super().keyPressEvent(QKeyEvent(event.type(), event.key(), changed))
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, and searching would read every row: the filter field is for that."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the actions of the current row."""
        self.picking.menu(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show words in full that are shortened in their cell."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            words = self.shortened_at(index) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport())
            return True
        return super().viewportEvent(event)
