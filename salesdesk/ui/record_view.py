"""Common to all lists of records: current row and selection by id, opening, copying, context menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.task import Task
from salesdesk.ui.actions import Action, popup_menu
from salesdesk.ui.jobs import Jobs
from salesdesk.ui.paged_model import PagedModel

MOST_KEPT = 2_000
"""A selection of more rows is kept only when it was everything."""
COPY_AT_ONCE = 500
_CURRENT = QItemSelectionModel.SelectionFlag.NoUpdate
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_READ = 1_000


class _Kept(NamedTuple):
    current: int | None
    selected: list[int]
    everything: bool
    place: int
    scroll: int


class Picking(QObject):
    """The current row and the selection of a view over a `PagedModel`, held by id while rows come and go."""

    opened = Signal(object)
    """(id) Enter or a double click."""
    picked = Signal(object)
    """(id or None) Another row is current, or none is."""
    selection_changed = Signal()

    def __init__(
        self,
        view: QAbstractItemView,
        model: PagedModel,
        lines: Callable[[Any], str],
        name: str,
        jobs: Jobs | None,
        actions: Callable[[], Sequence[Action]] | None,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._lines = lines
        self._name = name
        self._jobs = jobs
        self._actions = actions
        self._kept: _Kept | None = None
        self._wanted: int | None = None
        self._told: int | None = None
        selection = view.selectionModel()
        selection.currentChanged.connect(self._current_changed)
        selection.selectionChanged.connect(lambda _on, _off: self.selection_changed.emit())
        model.replacing.connect(self._remember)
        model.replaced.connect(self._restore)
        model.counted.connect(self._counted)
        model.shown.connect(lambda _query: self._say_count())
        view.doubleClicked.connect(self._open_index)
        self._say_count()

    # ------------------------------------------------------------- current row

    def current_id(self) -> int | None:
        """The id of the current row."""
        return self._model.id_at(self._view.currentIndex().row())

    def select_id(self, wanted: int) -> bool:
        """Make the row of an id current, selected and visible; False when the list has no such row."""
        place = self._model.position(wanted)
        if place < 0:
            if not self._model.complete:
                self._wanted = wanted
            return False
        self._go(place)
        return True

    def select_first(self) -> None:
        """Select the current row, or the first when there is none; nothing when rows are selected already."""
        if self._model.count and not self.selected_count():
            self._go(max(self._view.currentIndex().row(), 0))

    def _go(self, place: int) -> None:
        index = self._model.index(place, 0)
        self._view.selectionModel().setCurrentIndex(index, _SELECT)
        self._view.scrollTo(index)

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._tell()

    def _tell(self) -> None:
        if self._kept is not None:
            return  # rows are being replaced: only what comes of it counts
        current = self.current_id()
        if current != self._told:
            self._told = current
            self.picked.emit(current)

    # ------------------------------------------------------------- selection

    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(last - first + 1 for first, last in selected_blocks(self._view))

    def selected_ids(self) -> list[int]:
        """The ids of the selected rows in the list's order; the current row's when nothing is selected."""
        blocks = sorted(selected_blocks(self._view))
        out = [i for first, last in blocks for i in self._model.ids_between(first, last)]
        current = self.current_id()
        return out or ([current] if current is not None else [])

    # ------------------------------------------------------------- rows come and go

    def _remember(self) -> None:
        current = self._view.currentIndex().row()
        count = self.selected_count()
        everything = 1 < count == self._model.count
        selected = self.selected_ids() if not everything and 0 < count <= MOST_KEPT else []
        scroll = self._view.verticalScrollBar().value()
        self._kept = _Kept(self._model.id_at(current), selected, everything, current, scroll)

    def _restore(self) -> None:
        kept = self._kept
        if kept is None:
            return
        if isinstance(self._view, QTableView):
            self._view.doItemsLayout()  # the scroll bar must know the new length before it is set
        place = -1 if kept.current is None else self._model.position(kept.current)
        selection = self._selection_again(kept)
        model = self._view.selectionModel()
        if place >= 0:
            model.setCurrentIndex(self._model.index(place, 0), _CURRENT)
        model.select(selection, _SELECT)
        self._scroll_again(kept, place)
        self._kept = None
        if place < 0 and kept.current is not None and not self._model.complete:
            self._wanted = kept.current
            return
        self._tell()

    def _selection_again(self, kept: _Kept) -> QItemSelection:
        last = self._model.count - 1
        if kept.everything and last >= 0:
            return QItemSelection(self._model.index(0, 0), self._model.index(last, 0))
        selection = QItemSelection()
        for first, end in _runs(self._model.positions(kept.selected)):
            selection.append(QItemSelectionRange(self._model.index(first, 0), self._model.index(end, 0)))
        return selection

    def _scroll_again(self, kept: _Kept, place: int) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(kept.scroll)
        if place < 0:
            return
        index = self._model.index(place, 0)
        if place != kept.place and not self._view.viewport().rect().intersects(self._view.visualRect(index)):
            self._view.scrollTo(index)

    def _counted(self, _count: int) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.current_id() is None:
            self.select_id(wanted)
        self._tell()
        self._say_count()

    def _say_count(self) -> None:
        count = self._model.count
        rows = ngettext("{n} row", "{n} rows", count).format(n=count)
        self._view.setAccessibleName(_("{list}, {rows}").format(list=self._name, rows=rows))

    # ------------------------------------------------------------- keys and menus

    def open_current(self) -> None:
        """Open the current row's record."""
        current = self.current_id()
        if current is not None:
            self.opened.emit(current)

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.id_at(index.row()))

    def key(self, event: QKeyEvent) -> bool:
        """Take a key press that is the same in every list; say whether it was one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.open_current()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            return False
        event.accept()
        return True

    def menu(self, event: QContextMenuEvent) -> None:
        """Show the context menu: at the pointer, or at the current row when asked for by key."""
        if self._actions is None:
            return
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect = self._view.visualRect(self._view.currentIndex())
            at = self._view.viewport().mapToGlobal(rect.bottomLeft() + QPoint(16, 0))
        popup_menu(self._view, self._actions(), at)
        event.accept()

    def copy(self) -> None:
        """Put the selected rows on the clipboard, one a line, cells apart by tabs."""
        ids = self.selected_ids()
        if self._jobs is None or len(ids) <= COPY_AT_ONCE:
            QGuiApplication.clipboard().setText(self._text_of(ids))
            return
        label = ngettext("Copying {n} row", "Copying {n} rows", len(ids)).format(n=len(ids))
        self._jobs.run(label, lambda task: self._text_of(ids, task), QGuiApplication.clipboard().setText)

    def _text_of(self, ids: Sequence[int], task: Task | None = None) -> str:
        out: list[str] = []
        for start in range(0, len(ids), _READ):
            if task is not None:
                task.advance(start, len(ids))
            out += map(self._lines, self._model.rows_of(ids[start : start + _READ]))
        return "\n".join(out)


def selected_blocks(view: QAbstractItemView) -> list[tuple[int, int]]:
    """The selected rows as (first, last), in any order."""
    selection = view.selectionModel().selection()
    blocks = (selection.at(n) for n in range(selection.size()))
    return [(block.top(), block.bottom()) for block in blocks]


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring places as (first, last)."""
    out: list[tuple[int, int]] = []
    for place in places:
        if out and place == out[-1][1] + 1:
            out[-1] = (out[-1][0], place)
        else:
            out.append((place, place))
    return out
