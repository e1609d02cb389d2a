"""The list of people with its title, saved filters and order, and what stands there when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from salesdesk.base.i18n import _, pgettext
from salesdesk.base.listing import ListQuery
from salesdesk.base.task import Task
from salesdesk.filters.chips_panel import SavedFilters
from salesdesk.filters.rules import Wanted
from salesdesk.prospects import words
from salesdesk.prospects.front_view import people_filters, people_pane, query_of
from salesdesk.prospects.list_view import describer
from salesdesk.prospects.queries import count_views, list_prospects, prospects_by_id
from salesdesk.prospects.rows import OWN_ORDER, STAGES, VIEWS, view_label
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.no_match import filter_words, no_match
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_list import RecordList
from salesdesk.ui.record_tab import ListPane
from salesdesk.ui.widgets import ChipItem, Divider, EmptyState, Press, boxed, clear, column

LISTED = ("party", "task", "deal", "quote")
_COUNT_AFTER_MS = 300


def view_words(view: str) -> str:
    """What a view is called, also one of a single stage."""
    if view.startswith("stage:"):
        return _(words.STAGES[STAGES.index(view.removeprefix("stage:"))])
    return next((view_label(v) for v in VIEWS if v.value == view), "")


class PeopleQuery:
    """Keeps the query of the list and of the board: what is wanted, in a view's own order at first."""

    def __init__(self, desk: Desk, pane: ListPane, further: Callable[[QMenu], object]) -> None:
        store = desk.store
        self._pane = pane
        self.view = pane.query.view
        self.saved = SavedFilters(
            desk, "prospects", pane.chips,
            asked=lambda: Wanted(pane.query), show=self.show_wanted, tables=LISTED, further=further,
            find=lambda db, query, limit: list_prospects(db, query, limit, store.today()),
        )  # fmt: skip

    def settled(self, query: ListQuery) -> ListQuery:
        """The query to show; another view begins in its own order."""
        self.saved.follow()
        if query.view == self.view:
            return query
        self.view = query.view
        query = ListQuery(query.view, query.text, OWN_ORDER.get(query.view, "next_step"), False)
        self._pane.show_sorted(query)
        return query

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what a saved filter says, in its order."""
        self.show(wanted.query)

    def show(self, query: ListQuery) -> None:
        """Show a query as it is."""
        keys = [f.key for f in people_filters()]
        if query.view.startswith("stage:"):
            items = [
                ChipItem(f.key, f.label, f.icon, self._pane.chips.count(f.key)) for f in people_filters()
            ]
            self._pane.chips.set_items([*items, ChipItem(query.view, view_words(query.view))], query.view)
        elif query.view not in keys:
            query = ListQuery("open", query.text, query.sort, query.descending)
        self.view = query.view
        self._pane.set_query(query)

    def state(self) -> dict[str, Any]:
        """The query and the chip, for `restore`."""
        query = self._pane.query
        return {
            "view": query.view, "text": query.text, "sort": query.sort, "descending": query.descending,
            "chip": self.saved.state(),
        }  # fmt: skip

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the same again."""
        self.show(query_of(state))
        self.saved.restore(str(state.get("chip", "")))


def _source(desk: Desk) -> QuerySource:
    # What "today" means is asked anew for each reading.
    store = desk.store
    return QuerySource(
        store, lambda db, query, limit: list_prospects(db, query, limit, store.today()), prospects_by_id
    )


class PeoplePanel(QWidget):
    """Reads by itself as it is scrolled; the counts on the chips follow on a worker."""

    views_counted = Signal(object)
    """(how many people each view holds, by key)"""
    new_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        actions: Callable[[], Sequence[Action]],
        views: QWidget,
        further: Callable[[QMenu], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.list = RecordList(_source(desk), describer(desk), desk.jobs, name=_("People"), actions=actions)
        self.pane = people_pane(self._body(), views)
        self.wanted = PeopleQuery(desk, self.pane, further)
        self.setLayout(column(self.pane, spacing=0))
        self.counts: dict[str, int] = {}
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_AFTER_MS)
        self._counting.timeout.connect(self._count)
        self._shown = False
        self._scroll_to: int | None = None
        self.pane.query_changed.connect(self._query_changed)
        self.list.shown.connect(lambda _query: self._show_state())
        self.list.counted.connect(self._counted)
        self.list.trouble.connect(desk.say_unread)
        self.pane.search.returnPressed.connect(self._enter_list)
        self.setFocusProxy(self.list)
        watch(self, desk.hub, LISTED, lambda _touched: self._changed())

    def _body(self) -> QWidget:
        self._nobody = EmptyState(
            "users-round",
            _("No prospects yet"),
            _("Add the next person who asks about a product, with a name or a phone."),
            Press(_("New prospect"), self.new_wanted.emit, "Ctrl+N", icon="user-plus"),
            Press(_("Import a file…"), lambda: self._desk.run_action("app.import"), icon="import"),
        )
        self._no_match = boxed(column(spacing=0))
        self._nobody.hide()
        self._no_match.hide()
        holder = QWidget()
        holder.setLayout(column(Divider(), self.list, self._nobody, self._no_match, spacing=0))
        holder.setFocusProxy(self.list)
        return holder

    # ------------------------------------------------------------- what is shown

    def showEvent(self, event: object) -> None:
        """Read when first seen."""
        if not self.counts:
            self._count()
        if not self._shown:
            self._shown = True
            self.list.show_query(self.pane.query)

    def _query_changed(self, query: ListQuery) -> None:
        query = self.wanted.settled(query)
        if self._shown:
            self.list.show_query(query)
            if not query.text:  # what the views hold is the same for every text
                self._counting.start()

    def _changed(self) -> None:
        self.list.refresh(None)
        self._counting.start()

    def scroll_soon(self, at: int) -> None:
        """Stand where the list was scrolled to, as soon as it is read."""
        self._scroll_to = at

    def _counted(self, count: int) -> None:
        if self._scroll_to is not None:
            self.list.verticalScrollBar().setValue(self._scroll_to)
            self._scroll_to = None
        self.pane.set_count(count, speak=bool(self.pane.query.text))
        self._show_state()

    def _show_state(self) -> None:
        empty = self.list.rows_model.count == 0 and self.list.rows_model.complete
        filtered = bool(self.pane.query.text) or bool(self.counts.get("all"))
        self.list.setVisible(not empty)
        if empty and filtered:
            self._say_no_match()
        self._no_match.setVisible(empty and filtered)
        self._nobody.setVisible(empty and not filtered)

    def _say_no_match(self) -> None:
        layout = self._no_match.layout()
        if isinstance(layout, QVBoxLayout):
            clear(layout)
            layout.addWidget(nobody_matches(self.pane, self.counts))

    # ------------------------------------------------------------- counts

    def _count(self) -> None:
        if not self.isVisible():
            return  # counted when seen again
        self.count_now()

    def count_now(self) -> None:
        """Count what the views hold, on a worker."""
        store = self._desk.store

        def work(_task: Task) -> dict[str, int]:
            with store.reading() as db:
                return count_views(db, store.today())

        self._desk.jobs.run(_("Counting"), work, self._take_counts, lambda _error: None, quiet=True)

    def _take_counts(self, counts: dict[str, int]) -> None:
        if not isValid(self):
            return  # the window was made anew meanwhile
        self.counts = counts
        self.pane.set_counts(counts)
        self.views_counted.emit(counts)
        self._show_state()

    def _enter_list(self) -> None:
        """From the filter into what it found."""
        self.pane.search.search_now()
        self.list.select_first()
        self.list.setFocus()


def nobody_matches(pane: ListPane, counts: Mapping[str, int]) -> EmptyState:
    """Names the filter to drop, and how many there are without it."""
    query = pane.query
    view = view_words(query.view)

    def everything() -> None:
        pane.set_query(ListQuery("all" if query.view == "open" and not query.text else "open", ""))
        pane.body.setFocus()

    def drop() -> None:
        pane.set_query(ListQuery(query.view, "", query.sort, query.descending))
        pane.body.setFocus()

    if not query.text:
        title = _("Nobody under “{filter}”").format(filter=view)
        sentence = _("{n} people are under another filter.").format(n=f"{counts.get('all', 0):,}")
        return EmptyState("list-filter", title, sentence, Press(_("Show everybody"), everything))
    words_ = filter_words(query.text, "" if query.view == "open" else view)
    title = _("Nobody matches “{text}”").format(text=words_)
    return no_match(
        title, query.text, view or pgettext("people", "Open"), counts.get(query.view), drop, everything
    )
