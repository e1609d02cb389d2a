"""A list of records of any length, two lines a row: name and amount over subject and next step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from salesdesk.base.formula_guard import as_line
from salesdesk.base.listing import ListQuery
from salesdesk.ui import cells, row_paint, theme
from salesdesk.ui.actions import Action
from salesdesk.ui.jobs import Jobs
from salesdesk.ui.paged_model import ID_ROLE, Index, PagedModel
from salesdesk.ui.paging import RowSource
from salesdesk.ui.rows_view import RowsView

_MARGIN = 16
_GAP = 8


class ListLine(NamedTuple):
    """What a row shows. ``step_state`` is one of `cells.STATES` or ""; ``accessible`` is read out whole."""

    title: str
    hot: bool = False
    amount: str = ""
    subtitle: str = ""
    step_state: str = ""
    step_text: str = ""
    accessible: str = ""


class ListModel(PagedModel):
    """Rows of a source as `ListLine`s."""

    def __init__(
        self,
        source: RowSource,
        line: Callable[[Any], ListLine],
        jobs: Jobs | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(source, line, jobs, parent)
        self.to_line = line

    def forget_words(self) -> None:
        """Describe every row anew, after the language changed."""
        self._rows.forget_words()
        self._repaint()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, id and what screen readers say; the view paints without asking this."""
        if not index.isValid():
            return None
        if role == ID_ROLE:
            return self.id_at(index.row())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line: ListLine | None = self.words_at(index.row())
        if line is None:
            return "—"
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        return line.accessible or ", ".join(
            part for part in (line.title, line.subtitle, line.amount, line.step_text) if part
        )


class RecordList(RowsView):
    """The list itself; ``line(row)`` describes a row. Signals and methods about ids: see `RowsView`."""

    def __init__(
        self,
        source: RowSource,
        line: Callable[[Any], ListLine],
        jobs: Jobs | None = None,
        *,
        name: str,
        actions: Callable[[], Sequence[Action]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.rows_model = ListModel(source, line, jobs)
        super().__init__(
            self.rows_model, theme.height("two_line"), name=name, jobs=jobs, actions=actions, parent=parent
        )
        self.rows_model.setParent(self)
        self.shown = self.rows_model.shown
        self.counted = self.rows_model.counted
        self.trouble = self.rows_model.trouble
        header = self.horizontalHeader()
        header.hide()
        header.setMinimumSectionSize(1)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_query(self, query: ListQuery) -> None:
        """Show what matches."""
        self.rows_model.show(query)

    def refresh(self, changed: Collection[int] | None = None) -> None:
        """Read the changed rows (None: all) and the order anew."""
        self.rows_model.refresh(changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The one column is as wide as the list."""
        super().resizeEvent(event)
        self.horizontalHeader().resizeSection(0, self.viewport().width())

    def line(self, row: Any) -> str:
        """A row's words, apart by tabs."""
        found = self.rows_model.to_line(row)
        return as_line((found.title, found.amount, found.subtitle, found.step_text))

    def shortened_at(self, index: QModelIndex) -> str:
        """Both lines in full when one is too long."""
        line: ListLine | None = self.rows_model.words_at(index.row())
        if line is None:
            return ""
        room = self.viewport().width() - 2 * theme.scaled(_MARGIN)
        upper = row_paint.width_of(line.title, "strong") + row_paint.width_of(line.amount, "medium")
        lower = row_paint.width_of(line.subtitle, "caption")
        lower += row_paint.width_of(line.step_text, "caption_medium")
        if upper + theme.scaled(30) <= room and lower + theme.scaled(30) <= room:
            return ""
        return f"{line.title}\n{line.subtitle}" if line.subtitle else line.title

    def paint_row(self, painter: QPainter, rect: QRect, place: int, selected: bool) -> None:
        """Paint both lines."""
        line: ListLine | None = self.rows_model.words_at(place)
        if line is None:
            return
        margin = theme.scaled(_MARGIN)
        inner = rect.adjusted(margin, 0, -margin, 0)
        upper, lower = theme.line_height("strong"), theme.line_height("caption")
        top = inner.top() + (inner.height() - upper - lower) // 2
        _upper_line(painter, QRect(inner.left(), top, inner.width(), upper), line)
        _lower_line(painter, QRect(inner.left(), top + upper, inner.width(), lower), line)


def _upper_line(painter: QPainter, rect: QRect, line: ListLine) -> None:
    gap = theme.scaled(_GAP)
    amount = row_paint.width_of(line.amount, "medium")
    row_paint.text(painter, rect, line.amount, "medium", right=True)
    flame = theme.scaled(14) if line.hot else 0
    room = rect.width() - amount - gap - (flame + gap if flame else 0)
    used = min(row_paint.width_of(line.title, "strong"), room)
    row_paint.text(painter, QRect(rect.left(), rect.top(), used, rect.height()), line.title, "strong")
    if flame:
        row_paint.icon(painter, rect.left() + used + gap, rect.center().y(), "flame", "service")


def _lower_line(painter: QPainter, rect: QRect, line: ListLine) -> None:
    gap = theme.scaled(_GAP)
    step = cells.step(painter, rect, line.step_state, line.step_text, right=True) if line.step_text else 0
    room = QRect(rect.left(), rect.top(), rect.width() - (step + gap if step else 0), rect.height())
    row_paint.text(painter, room, line.subtitle, "caption", "ink2")
