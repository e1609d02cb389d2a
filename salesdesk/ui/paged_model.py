"""The Qt model of a list of any length: first rows at once, the rest from a worker, stale answers dropped."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.base.listing import ListQuery
from salesdesk.base.task import Task
from salesdesk.ui.jobs import Job, Jobs
from salesdesk.ui.paging import FIRST, PagedRows, RowSource

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ID_ROLE = Qt.ItemDataRole.UserRole


class PagedModel(QAbstractTableModel):
    """Rows by their place. Subclasses say how many columns there are and what stands in a cell."""

    shown = Signal(object)
    """(ListQuery) The first rows of a new query are there."""
    counted = Signal(object)
    """(number of rows) Every id is known now."""
    replacing = Signal()
    """Other ids are about to take the place of these; Qt's own signal comes when selections are gone."""
    replaced = Signal()
    trouble = Signal(object)
    """(UserError or StoreError) The rows could not be read; those shown before stay."""

    def __init__(
        self,
        source: RowSource,
        describe: Callable[[Any], Any],
        jobs: Jobs | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._rows = PagedRows(source, describe)
        self._jobs = jobs
        self._query = ListQuery()
        self._token = 0
        self._job: Job | None = None
        self._complete = True
        self._in_trouble = False

    # ------------------------------------------------------------- what is shown

    @property
    def query(self) -> ListQuery:
        """What the list shows."""
        return self._query

    @property
    def count(self) -> int:
        """How many rows are known; all of them when `complete`."""
        return len(self._rows)

    @property
    def complete(self) -> bool:
        """Whether every id has been read."""
        return self._complete

    def show(self, query: ListQuery) -> None:
        """Show what matches: the first rows now, the rest when a worker has read them."""
        first = self._read_first(query)
        if first is None:
            return
        self._query = query
        self._stop_reading()
        self._complete = len(first) < FIRST
        self._swap(first)
        self.shown.emit(query)
        if self._complete:
            self.counted.emit(len(first))
        else:
            self._read_rest()

    def refresh(self, changed: Collection[int] | None = None) -> None:
        """Read the changed rows (None: all) and the order anew, keeping place and selection."""
        self._rows.forget(changed)
        self._repaint()
        if self._complete and self.count < FIRST:
            first = self._read_first(self._query)
            if first is None:
                return
            if len(first) < FIRST:
                self._stop_reading()
                self._swap(first)
                self.counted.emit(len(first))
                return
        self._stop_reading()
        self._read_rest()

    def _read_first(self, query: ListQuery) -> Sequence[int] | None:
        try:
            return self._source.ids(query, FIRST)
        except (UserError, StoreError) as error:
            self.trouble.emit(error)
            return None

    def _read_rest(self) -> None:
        self._token += 1
        if self._jobs is None:
            self._arrived(self._token, self._source.ids(self._query, None))
            return
        work = partial(_read_all, self._source, self._query)
        self._job = self._jobs.run(
            _("Reading the list"), work, partial(self._arrived, self._token), self.trouble.emit, quiet=True
        )

    def _stop_reading(self) -> None:
        self._token += 1
        if self._job is not None and self._job.running:
            self._job.cancel()
            stop = getattr(self._source, "stop", None)
            if stop is not None:
                stop()
        self._job = None

    def _arrived(self, token: int, ids: Sequence[int]) -> None:
        if token != self._token:
            return
        self._job = None
        self._complete = True
        self._swap(ids)
        self.counted.emit(len(ids))

    def _swap(self, ids: Sequence[int]) -> None:
        self._in_trouble = False
        if ids == self._rows.ids:
            self._repaint()
            return
        # A reset even when rows are only added: inserting a million takes Qt 100 ms, a reset 1 ms.
        self.replacing.emit()
        self.beginResetModel()
        self._rows.replace(ids)
        self.endResetModel()
        self.replaced.emit()

    def _repaint(self) -> None:
        if self.count:
            self.dataChanged.emit(self.index(0, 0), self.index(self.count - 1, self.columnCount() - 1))

    # ------------------------------------------------------------- rows

    def id_at(self, place: int) -> int | None:
        """The id at a place, or None beyond the end."""
        return self._rows.ids[place] if 0 <= place < len(self._rows) else None

    def position(self, wanted: int) -> int:
        """Where an id stands, or -1."""
        return self._rows.position(wanted)

    def positions(self, wanted: Collection[int]) -> list[int]:
        """Where some ids stand, in order."""
        return self._rows.positions(wanted)

    def ids_between(self, first: int, last: int) -> Sequence[int]:
        """The ids from one place to another, both included."""
        return self._rows.ids[first : last + 1]

    def row_at(self, place: int) -> Any:
        """The row at a place; None when it is gone or cannot be read just now."""
        try:
            return self._rows.row(place)
        except (UserError, StoreError) as error:
            self._say(error)
            return None

    def words_at(self, place: int) -> Any:
        """The described row at a place; None when it is gone or cannot be read just now."""
        try:
            return self._rows.words(place)
        except (UserError, StoreError) as error:
            self._say(error)
            return None

    def rows_of(self, ids: Sequence[int]) -> Sequence[Any]:
        """The rows of some ids, in their order; may be called on a worker thread."""
        found = self._source.rows(ids)
        return [found[i] for i in ids if i in found]

    def _say(self, error: Exception) -> None:
        # Asked while painting: say it once, and only after the paint event.
        if not self._in_trouble:
            self._in_trouble = True
            # Its traceback would keep the painter of this frame alive.
            error.with_traceback(None)
            QTimer.singleShot(0, self, lambda: self.trouble.emit(error))

    # ------------------------------------------------------------- Qt's questions

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The number of rows known."""
        return 0 if parent.isValid() else len(self._rows.ids)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """One column unless a subclass has more."""
        return 0 if parent.isValid() else 1


def _read_all(source: RowSource, query: ListQuery, task: Task) -> Sequence[int]:
    task.advance(0, 0)
    return source.ids(query, None)
