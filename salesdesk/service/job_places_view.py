"""What the job calendar shows and where one is in it: a current cell, and in it a current job."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from salesdesk.service.job_cells_view import BLOCK, GAP, HEAD, LINE, PAD, JobCells, paint_cell
from salesdesk.service.job_rules import MONTH, JobRow, Sheet, Slot, job_sentence
from salesdesk.ui import theme
from salesdesk.ui.paged_model import Index
from salesdesk.ui.widgets import announce

_LEAST, _MOST_BLOCKS = 46, 6


class _Cells(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        grid = self.parent()
        if isinstance(grid, JobPlaces):
            here = index == grid.currentIndex()
            place = (grid.place if grid.cells.jobs(index) else -1) if here else -2
            drop = grid.over == (index.row(), index.column())
            paint_cell(painter, option.rect, grid.cells, index, place, drop, here and grid.hasFocus())


class JobPlaces(QTableView):
    """One current cell, and in it one current job (``place``); it tells what a person wants to happen."""

    opened = Signal(object)
    """(id of a job)"""
    add_wanted = Signal(object)
    """(Slot)"""
    moved = Signal(object, object)
    """(id of a job, Slot it is to go to)"""
    pushed = Signal(object, int, int)
    """(JobRow, days aside, rows down) Ctrl and an arrow."""
    ticked = Signal(object)
    removed = Signal(object)
    turned = Signal(int)
    """(-1, 0 or 1) Another period is wanted: before, the one of today, after."""
    walked = Signal(object)
    """(date) An arrow led out of what is shown."""
    menu_wanted = Signal(QPoint)
    picked = Signal(object)
    """(id of the current job or None)"""

    def __init__(self, cells: JobCells, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells, self.place = cells, 0
        self.over: tuple[int, int] | None = None
        self.setModel(cells)
        self.setItemDelegate(_Cells(self))
        self._settings()

    def _settings(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(theme.scaled(60))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setSectionsClickable(False)
        down.setHighlightSections(False)
        down.setMinimumSectionSize(theme.scaled(30))

    # ------------------------------------------------------------- what is shown

    def show_sheet(self, sheet: Sheet, today: date, people: list[int]) -> None:
        """Show a view; the job or day that was current stays so where it is still to be seen."""
        job, slot = self.current_job(), self.current_slot()
        same = slot is not None and slot.day in sheet.span and sheet.view == self.cells.sheet.view
        cell = (self.currentIndex().row(), self.currentIndex().column()) if same else None
        self.cells.show(sheet, today, people)
        self.verticalHeader().setVisible(sheet.view != MONTH)
        self._fit_rows()
        found = sheet.place_of(job.id) if job is not None else None
        if found is not None:
            self.go(found[0], found[1], found[2])
        elif cell is not None and cell[0] < len(sheet.rows):
            self.go(*cell, self.place)
        else:
            self.go_to_day(slot.day if slot is not None and slot.day in sheet.span else today)

    def go_to_day(self, day: date) -> None:
        """Make the first job of a day current, or its first cell; the first cell of all for another day."""
        sheet = self.cells.sheet
        busy = [at for at in sorted(sheet.jobs) if sheet.slots[at].day == day]
        cell = busy[0] if busy else sheet.cell_of(day) or (0, 0)
        self.go(*cell)

    def go(self, row: int, column: int, place: int = 0) -> None:
        """Make a cell and one of its jobs current."""
        jobs = self.cells.sheet.at(row, column)
        self.place = min(max(place, 0), max(len(jobs) - 1, 0))
        index = self.cells.index(row, column)
        if index == self.currentIndex():
            self._tell()
        else:
            self.setCurrentIndex(index)
        self.scrollTo(index)
        self.viewport().update()

    def currentChanged(self, now: Index, before: Index) -> None:
        """Tell everybody, screen readers too, which job is current."""
        super().currentChanged(now, before)
        self._tell()

    def _tell(self) -> None:
        job = self.current_job()
        if job is not None and self.hasFocus() and len(self.cells.jobs(self.currentIndex())) > 1:
            announce(self, job_sentence(job, self.cells.today, self.cells.language))
        self.picked.emit(job.id if job is not None else None)

    def current_job(self) -> JobRow | None:
        """The job on which the keys act."""
        jobs = self.cells.jobs(self.currentIndex())
        return jobs[self.place] if self.place < len(jobs) else None

    def current_slot(self) -> Slot | None:
        """Where the keys are."""
        return self.cells.slot(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The weeks of a month share the height."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        sheet = self.cells.sheet
        rows = len(sheet.rows)
        if sheet.view == MONTH:
            least = theme.scaled(HEAD + 2 * (LINE + GAP))
            high = max(self.viewport().height() // max(rows, 1), least)
            for row in range(rows):
                self.setRowHeight(row, high)
            return
        for row in range(rows):
            most = max((len(sheet.at(row, n)) for n in range(len(sheet.columns))), default=0)
            blocks = min(most, _MOST_BLOCKS) * (BLOCK + GAP) + 2 * PAD
            more = LINE if most > _MOST_BLOCKS else 0
            self.setRowHeight(row, theme.scaled(max(blocks + more, _LEAST)))
