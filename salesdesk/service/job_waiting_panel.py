"""The list beside the calendar: jobs that need a day, because they are late or have none yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import relative_day
from salesdesk.service.job_cells_view import BLOCK, GAP, paint_job, person_tone
from salesdesk.service.job_grid_view import start_drag
from salesdesk.service.job_rules import JobRow, job_sentence
from salesdesk.ui import paint, theme
from salesdesk.ui.paged_model import NO_INDEX, Index
from salesdesk.ui.widgets import Card, Label, plain_tip


class _Jobs(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[JobRow] = []
        self.people: list[int] = []
        self.today, self.language = date.min, "en"

    def show(self, jobs: Sequence[JobRow], people: Sequence[int], today: date, language: str) -> None:
        self.beginResetModel()
        self.jobs, self.people, self.today, self.language = list(jobs), list(people), today, language
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.jobs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        words = job_sentence(self.jobs[index.row()], self.today, self.language)
        return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.scaled(120), theme.scaled(BLOCK + GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Jobs):
            return
        job = model.jobs[index.row()]
        box = QRect(option.rect).adjusted(0, 0, 0, -theme.scaled(GAP))
        late = job.day is not None and job.day < model.today
        when = relative_day(job.day, model.today, model.language) if job.day is not None else ""
        shown = job._replace(time="", party=" · ".join(part for part in (when, job.party) if part))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_job(painter, box, shown, person_tone(job.staff_id, model.people), late, chosen)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, box, 5)


class WaitingList(QListView):
    """The jobs; a click or Enter opens one, Space ticks it off, dragging gives it a day."""

    opened = Signal(object)
    ticked = Signal(object)
    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs_model = _Jobs()
        self._pressed: tuple[QPoint, JobRow] | None = None
        self.setModel(self.jobs_model)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListView, QListView::item { background: transparent; }")

    def current_job(self) -> JobRow | None:
        """The job on which the keys act."""
        place = self.currentIndex().row()
        return self.jobs_model.jobs[place] if 0 <= place < len(self.jobs_model.jobs) else None

    def currentChanged(self, now: Index, before: Index) -> None:
        """Tell which job is current."""
        super().currentChanged(now, before)
        job = self.current_job()
        self.picked.emit(job.id if job is not None else None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first job is current when one comes here by key."""
        super().focusInEvent(event)
        if self.current_job() is None and self.jobs_model.jobs:
            self.setCurrentIndex(self.jobs_model.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks off."""
        job = self.current_job()
        if job is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(job.id)
        elif job is not None and event.key() == Qt.Key.Key_Space:
            self.ticked.emit(job)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A job may be dragged or opened from here."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        job = self.jobs_model.jobs[index.row()] if index.isValid() else None
        self._pressed = (event.position().toPoint(), job) if job is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag once the pointer went far enough."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        at, job = self._pressed
        if (event.position().toPoint() - at).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            start_drag(self, job)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(pressed[1].id)


class WaitingCard(Card):
    """The list with its heading; says so when nothing waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("To schedule"), parent=parent)
        self.list = WaitingList()
        self._nothing = Label(
            _("Every job has a day. Late ones and those without a day appear here."),
            "caption",
            "ink2",
            wrap=True,
        )
        self.add(self._nothing)
        self.add(self.list, 1)
        self.body.addStretch(0)

    def show_jobs(self, jobs: Sequence[JobRow], people: Sequence[int], today: date, language: str) -> None:
        """Show the jobs that need a day."""
        self.set_count(str(len(jobs)))
        self.list.jobs_model.show(jobs, people, today, language)
        words = ngettext("{n} job to schedule", "{n} jobs to schedule", len(jobs)).format(n=len(jobs))
        self.list.setAccessibleName(words)
        self.list.setVisible(bool(jobs))
        self._nothing.setVisible(not jobs)
