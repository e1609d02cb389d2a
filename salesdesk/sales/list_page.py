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
from salesdesk.ui.no_match import filter_words, no_match
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_table import Column, RecordModel, RecordTable
from salesdesk.ui.widgets import Card, ChipItem, EmptyState, Press, boxed, clear, column

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
        self.ids_of = source.find
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
        self._nothing = column(spacing=0)
        self._stack = QStackedLayout(self)
        for page in (card, empty, boxed(self._nothing)):
            self._stack.addWidget(page)
        self.table.opened.connect(self.opened)
        self.table.picked.connect(self.picked)
        self.model.counted.connect(self._counted)
        self.model.trouble.connect(lambda error: desk.messages.show_message(_words(error)))
        self.setFocusProxy(self.table)

    def show_query(self, query: ListQuery, *, own_order: bool = False) -> None:
        """Show what matches, in the order chosen in the head of the table, or in the query's own."""
        sort = query if own_order else self.model.query
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
        if filtered and not count:
            clear(self._nothing)
            self._nothing.addWidget(self._no_match())
        self._stack.setCurrentIndex(0 if count else (2 if filtered else 1))

    def _no_match(self) -> EmptyState:
        query = self.query
        view = next((item.text for item in self.views if item.key == query.view), "")
        show_all = Press(_("Show all"), self.show_all.emit)
        if not query.text:
            title = _("Nothing under “{filter}”").format(filter=view) if view else _("Nothing matches")
            return EmptyState("list-filter", title, _("Drop the filter to see everything."), show_all)
        words = filter_words(query.text, "" if query.view == self.views[0].key else view)
        title = _("Nothing matches “{text}”").format(text=words)
        without = self.counts().get(query.view)
        return no_match(title, query.text, view, without, self.text_dropped.emit, self.show_all.emit)

    show_all = Signal()
    """The person wants the filter dropped."""
    text_dropped = Signal()
    """The person wants the text dropped and the view kept."""


def _words(error: Exception) -> str:
    return error.message if isinstance(error, UserError) else str(error)
