"""The grid of the job calendar under keys and mouse: walking, opening, adding, dragging."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from salesdesk.service.job_cells_view import JOB_MIME, Block, JobCells
from salesdesk.service.job_places_view import JobPlaces
from salesdesk.service.job_rules import DAYS, MONTH, JobRow, job_sentence
from salesdesk.ui.widgets import plain_tip

_CTRL, _NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_OURS = frozenset(
    {
        *_ARROWS,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Space,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Plus,
        Qt.Key.Key_Insert,
        Qt.Key.Key_F2,
    }
)


class JobGrid(JobPlaces):
    """The calendar's grid; it tells what a person wants to happen, others do it."""

    def __init__(self, cells: JobCells, parent: QWidget | None = None) -> None:
        super().__init__(cells, parent)
        self._pressed: tuple[QPoint, JobRow] | None = None

    # ------------------------------------------------------------- keys

    def event(self, event: QEvent) -> bool:
        """Keys of the grid are for the grid, not for the tab's commands of the same name."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if Qt.Key(event.key()) in _OURS and held in (_NONE, _CTRL):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, periods, today, opening, adding, ticking off; with Ctrl arrows take the job along."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ARROWS and held == _CTRL:
            job = self.current_job()
            if job is not None:
                self.pushed.emit(job, *_ARROWS[key])
        elif key in _ARROWS and held == _NONE:
            self._walk(*_ARROWS[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Insert):
            self.add_wanted.emit(self.current_slot())
        elif held == _NONE and self._plain_key(key):
            pass
        else:
            event.ignore()
            return
        event.accept()

    def _plain_key(self, key: Qt.Key) -> bool:
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Home: 0}
        job = self.current_job()
        if key in turns:
            self.turned.emit(turns[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if job is not None:
                self.opened.emit(job.id)
            else:
                self.add_wanted.emit(self.current_slot())
        elif key == Qt.Key.Key_Space and job is not None:
            self.ticked.emit(job)
        elif key == Qt.Key.Key_Delete and job is not None:
            self.removed.emit(job.id)
        else:
            return key in _OURS
        return True

    def _walk(self, across: int, down: int) -> None:
        index, sheet = self.currentIndex(), self.cells.sheet
        row, column = index.row() + down, index.column() + across
        jobs = self.cells.jobs(index)
        if down and 0 <= self.place + down < len(jobs):
            self.go(index.row(), index.column(), self.place + down)
        elif 0 <= row < len(sheet.rows) and 0 <= column < len(sheet.columns):
            self.go(row, column, len(sheet.at(row, column)) - 1 if down < 0 else 0)
        else:
            slot = self.current_slot()
            days = across or (DAYS * down if sheet.view == MONTH else 0)
            if slot is not None and days:
                self.walked.emit(slot.day + timedelta(days=days))

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        super().focusInEvent(event)
        self.viewport().update()
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.viewport().update()

    # ------------------------------------------------------------- mouse

    def _block(self, index: QModelIndex) -> Block:
        place = self.place if index == self.currentIndex() else 0
        return Block(self.visualRect(index), self.cells.jobs(index), self.cells.sheet.view == MONTH, place)

    def _job_at(self, at: QPoint) -> tuple[QModelIndex, int] | None:
        index = self.indexAt(at)
        found = self._block(index).place_at(at) if index.isValid() else None
        return (index, found) if found is not None else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the job or cell under the pointer current; a job may be dragged from here."""
        at = event.position().toPoint()
        index, found = self.indexAt(at), self._job_at(at)
        self._pressed = None
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if index.isValid():
            beyond = self._block(index).beyond_at(at) or 0
            self.go(index.row(), index.column(), found[1] if found else beyond)
        job = self.cells.jobs(index)[found[1]] if found else None
        if job is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (at, job)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag once the pointer went far enough."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        at, job = self._pressed
        if (event.position().toPoint() - at).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            start_drag(self, job)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a job opens it."""
        pressed, self._pressed = self._pressed, None
        found = self._job_at(event.position().toPoint())
        if pressed is not None and found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(pressed[1].id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click beside the jobs adds one there."""
        at = event.position().toPoint()
        if self.indexAt(at).isValid() and self._job_at(at) is None:
            self.add_wanted.emit(self.cells.slot(self.indexAt(at)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu: at the pointer, or at the cell when asked for by key."""
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(at)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """The whole job as a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._job_at(event.pos())
            job = self.cells.jobs(found[0])[found[1]] if found else None
            words = job_sentence(job, self.cells.today, self.cells.language) if job else ""
            QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport(), QRect())
            return True
        return super().viewportEvent(event)

    # ------------------------------------------------------------- dragging

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A job may come in."""
        self._hold(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Mark where it would go."""
        self._hold(event)

    def _hold(self, event: QDragMoveEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        takes = event.mimeData().hasFormat(JOB_MIME) and index.isValid()
        self.over = (index.row(), index.column()) if takes else None
        self.viewport().update()
        if takes:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self.over = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which job came where."""
        self.over = None
        index = self.indexAt(event.position().toPoint())
        number = bytes(event.mimeData().data(JOB_MIME).data()).decode(errors="replace")
        slot = self.cells.slot(index) if index.isValid() else None
        if slot is None or not number.isdigit():
            event.ignore()
            return
        event.acceptProposedAction()
        self.moved.emit(int(number), slot)


def start_drag(source: QWidget, job: JobRow) -> None:
    """Let a job be carried to another place of the calendar."""
    mime = QMimeData()
    mime.setData(JOB_MIME, QByteArray(str(job.id).encode()))
    drag = QDrag(source)
    drag.setMimeData(mime)
    drag.exec(Qt.DropAction.MoveAction)
