"""A view of the sales tab that is a table: rows on a card, and what an empty one says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field
from salesdesk.base.i18n import _
from salesdesk.base.listing import ListQuery
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_table import Column, RecordModel, RecordTable
from salesdesk.ui.widgets import Card, ChipItem, EmptyState, Press

Counts = Callable[[], Mapping[str, int]]


class ListPage(QWidget):
    """A table with its saved filters; ``opened`` and ``picked`` tell the row's id."""

    opened = Signal(object)
    picked = Signal(object)

    def __init__(
        self,
        desk: Desk,
        key: str,
        name: str,
        source: QuerySource,
        columns: Sequence[Field | Column],
        *,
        views: Sequence[ChipItem],
        counts: Counts,
        empty: EmptyState,
        actions: Callable[[], Sequence[Action]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key, self.views, self.counts = key, views, counts
        self.query = ListQuery(views[0].key)
        self.model = RecordModel(
            source, columns, desk.jobs, language=desk.language, currency=desk.currency, zone=desk.store.zone
        )
        self.table = RecordTable(
            self.model,
            name=name,
            two_line=True,
            actions=actions,
            widths=desk.sizes(f"sales.{key}"),
            remember_widths=desk.remember_sizes(f"sales.{key}"),
            jobs=desk.jobs,
        )
        card = Card(padding=False)
        card.add(self.table)
        card.body.setContentsMargins(0, 0, 0, 4)  # the rows end above the rounded corners
        self._nothing = EmptyState(
            "search",
            _("Nothing matches"),
            _("Drop the filter to see everything."),
            Press(_("Show all"), self._show_all),
        )
        self._stack = QStackedLayout(self)
        for page in (card, empty, self._nothing):
            self._stack.addWidget(page)
        self.table.opened.connect(self.opened)
        self.table.picked.connect(self.picked)
        self.model.counted.connect(self._counted)
        self.model.trouble.connect(lambda error: desk.messages.show_message(_words(error)))
        self.setFocusProxy(self.table)

    def show_query(self, query: ListQuery) -> None:
        """Show what matches, in the order chosen in the head of the table."""
        sort = self.model.query
        self.query = ListQuery(query.view, query.text, sort.sort, sort.descending)
        self.model.show(self.query)

    def refresh(self) -> None:
        """Read anew what is shown."""
        if self.model.query.view:
            self.model.refresh()

    def current_id(self) -> int | None:
        """The current row's id."""
        return self.table.current_id()

    def select_id(self, wanted: int) -> None:
        """Make a row current."""
        self.table.select_id(wanted)

    def take_focus(self) -> None:
        """Give the keyboard to the rows."""
        self.table.setFocus()
        if self.table.current_id() is None:
            self.table.select_first()

    def _counted(self, count: int) -> None:
        first = self.views[0].key
        filtered = bool(self.query.text) or self.query.view != first
        self._stack.setCurrentIndex(0 if count else (2 if filtered else 1))

    def _show_all(self) -> None:
        self.show_all.emit()

    show_all = Signal()
    """The person wants the filter dropped."""


def _words(error: Exception) -> str:
    return error.message if isinstance(error, UserError) else str(error)
