"""The Prospects tab: everybody the shop knows, in a list, and beside it the page of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from salesdesk.base.i18n import N_, _
from salesdesk.base.listing import ListQuery
from salesdesk.base.task import Task
from salesdesk.parties.bin_dialog import BinSheet
from salesdesk.prospects.commands_panel import SCOPE, PartyCommands
from salesdesk.prospects.list_view import describer, no_match, people_source
from salesdesk.prospects.party_dialog import NewPartySheet
from salesdesk.prospects.queries import OWN_ORDER, SORTS, VIEWS, count_views, view_label
from salesdesk.ui import theme
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Touched, watch
from salesdesk.ui.record_list import RecordList
from salesdesk.ui.record_tab import Filter, ListPane, Order, RecordSplit
from salesdesk.ui.widgets import Divider, EmptyState, Press, boxed, clear, column

_ICONS = {"hot": "flame", "no_next_step": "triangle-alert"}
_LISTED = ("party", "task", "deal")
_COUNT_AFTER_MS = 300


class ProspectsTab(QWidget):
    """The list reads by itself as it is scrolled; the counts on the chips follow on a worker."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.commands = PartyCommands(desk)
        self.page = self.commands.page
        self.list = RecordList(
            people_source(desk), describer(desk), desk.jobs, name=_("People"), actions=self._row_actions
        )
        filters = [Filter(v.value, view_label(v), _ICONS.get(v.value, "")) for v in VIEWS]
        orders = [Order(o.value, _(o.label)) for o in SORTS]
        self.pane = ListPane(_("Prospects"), filters, orders, self._body())
        self.split = RecordSplit(
            self.pane, self.page, sizes=desk.sizes("prospects"), remember=desk.remember_sizes("prospects")
        )
        self.setLayout(column(self.split, spacing=0))
        self._view = self.pane.query.view
        self._counts: dict[str, int] = {}
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_AFTER_MS)
        self._counting.timeout.connect(self._count)
        self._shown = False
        self._connect()

    def _body(self) -> QWidget:
        self._nobody = EmptyState(
            "users-round",
            _("Nobody here yet"),
            _("Add somebody with a name or a phone, or bring in a file."),
            Press(_("New prospect"), self.new_party, icon="user-plus"),
            Press(_("Import a file…"), lambda: self._desk.run_action("app.import"), icon="import"),
        )
        self._no_match = boxed(column(spacing=0))
        self._nobody.hide()
        self._no_match.hide()
        holder = QWidget()
        holder.setLayout(column(Divider(), self.list, self._nobody, self._no_match, spacing=0))
        holder.setFocusProxy(self.list)
        return holder

    def _connect(self) -> None:
        self.pane.query_changed.connect(self._query_changed)
        self.list.picked.connect(self._picked)
        self.list.opened.connect(lambda _id: self._enter_record())
        self.list.shown.connect(lambda _query: self._show_state())
        self.list.counted.connect(self._counted)
        self.list.trouble.connect(self._trouble)
        self.page.back_wanted.connect(self._back)
        self.pane.search.returnPressed.connect(self._enter_list)
        watch(self, self._desk.hub, _LISTED, self._changed)

    # ------------------------------------------------------------- the list

    def showEvent(self, event: object) -> None:
        """Read when first seen."""
        self._counting.start()
        if not self._shown:
            self._shown = True
            self._show_query(self.pane.query)

    def _query_changed(self, query: ListQuery) -> None:
        if query.view != self._view:
            # Another view begins in its own order.
            self._view = query.view
            own = OWN_ORDER.get(query.view, "next_step")
            query = ListQuery(query.view, query.text, own, False)
            self.pane.show_sorted(query)
        if self._shown:
            self._show_query(query)

    def _show_query(self, query: ListQuery) -> None:
        self.list.show_query(query)
        if self.page.party_id is None:
            self.list.select_first()
        self._counting.start()

    def _changed(self, _touched: Touched) -> None:
        self.list.refresh(None)
        self._counting.start()

    def _counted(self, count: int) -> None:
        self.pane.set_count(count, speak=bool(self.pane.query.text))
        self._show_state()

    def _show_state(self) -> None:
        empty = self.list.rows_model.count == 0 and self.list.rows_model.complete
        filtered = bool(self.pane.query.text)
        self.list.setVisible(not empty)
        if empty and filtered:
            self._say_no_match()
        self._no_match.setVisible(empty and filtered)
        self._nobody.setVisible(empty and not filtered)

    def _say_no_match(self) -> None:
        layout = self._no_match.layout()
        if isinstance(layout, QVBoxLayout):
            clear(layout)
            query = self.pane.query
            layout.addWidget(no_match(query.text, self._counts.get(query.view), self._drop_filter))

    def _drop_filter(self) -> None:
        query = self.pane.query
        self.pane.set_query(ListQuery(query.view, "", query.sort, query.descending))
        self.list.setFocus()

    def _count(self) -> None:
        if not self.isVisible():
            return  # counted when seen again
        store = self._desk.store

        def work(_task: Task) -> dict[str, int]:
            with store.reading() as db:
                return count_views(db, store.today())

        self._desk.jobs.run(_("Counting"), work, self._take_counts, lambda _error: None, quiet=True)

    def _take_counts(self, counts: dict[str, int]) -> None:
        if not isValid(self):
            return  # the window was made anew meanwhile
        self._counts = counts
        self.pane.set_counts(counts)

    def _trouble(self, error: Exception) -> None:
        self._desk.messages.show_message(getattr(error, "message", "") or _("The list could not be read."))

    # ------------------------------------------------------------- list and record

    def _picked(self, party_id: int | None) -> None:
        if party_id is not None:
            self.page.show_party(party_id)
        elif self.page.card is not None and self.list.rows_model.count == 0 and not self.pane.query.text:
            self.page.refresh()

    def _enter_record(self) -> None:
        self.split.show_record()
        self.page.head.show_back(self.split.narrow)
        self.page.talk.setFocus()

    def _enter_list(self) -> None:
        """From the filter into what it found."""
        self.pane.search.search_now()
        self.list.select_first()
        self.list.setFocus()

    def _back(self) -> None:
        self.split.show_list()
        self.list.setFocus()

    def open_record(self, kind: str, record_id: int) -> bool:
        """Show a person; False for another kind, or when there is none."""
        if kind != "party" or not self.page.show_party(record_id):
            return False
        self.list.select_id(record_id)
        self.split.show_record()
        self.page.head.show_back(self.split.narrow)
        return True

    def _row_actions(self) -> Sequence[Action]:
        named = [a for a in self.commands.actions() if a.key in ("prospects.log_call", "prospects.quote")]
        if self._desk.find_action("sales.quote") is None:
            named = named[:1]
        return (*named, *self.commands.menu_actions())

    def new_party(self) -> None:
        """Add somebody, whatever tab is shown."""
        sheet = NewPartySheet(self._desk)
        sheet.run()
        wanted = sheet.found if sheet.found is not None else sheet.added if sheet.open_it else None
        if wanted is not None:
            self._desk.open_record("party", wanted)
        elif sheet.added is not None and self.isVisible():
            self.open_record("party", sheet.added)
        sheet.deleteLater()

    # ------------------------------------------------------------- what the window asks

    def tab_actions(self) -> Sequence[Action]:
        """The commands of this tab."""
        views = [
            Action(
                f"prospects.view.{view.value}", view.label, lambda key=view.value: self._choose_view(key),
                _ICONS.get(view.value, "list"), f"Alt+{number}", scope=SCOPE,
            )
            for number, view in enumerate(VIEWS, 1)
        ]  # fmt: skip
        return (
            Action("prospects.new", N_("New prospect"), self.new_party, "user-plus"),
            *self.commands.actions(),
            *self.commands.further_actions(),
            Action("prospects.back", N_("Back to the list"), self._back, "arrow-left", scope=SCOPE),
            Action("prospects.bin", N_("Bin"), lambda: BinSheet(self._desk).run(), "trash-2"),
            *views,
        )  # fmt: skip

    def _choose_view(self, key: str) -> None:
        self.pane.chips.set_current(key)
        self._query_changed(self.pane.query)

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """The keys worth knowing here."""
        hints = [("L", _("log call")), ("N", _("note")), ("T", _("next step"))]
        if self._desk.find_action("sales.quote") is not None:
            hints.append(("Q", _("quote")))
        return (*hints, ("Ctrl+K", _("find or do")))

    def focus_filter(self) -> None:
        """The caret into the filter."""
        self.split.show_list()
        self.pane.focus_filter()

    def shown_record(self) -> tuple[str, int] | None:
        """The person whose page is shown."""
        return ("party", self.page.party_id) if self.page.party_id is not None else None

    def close_layer(self) -> bool:
        """In a narrow window from the record back to the list; False when the list is to be seen."""
        if not (self.split.narrow and self.split.show_list()):
            return False
        self.list.setFocus()
        return True

    def state(self) -> Mapping[str, Any]:
        """The list's query and the person shown."""
        query = self.pane.query
        return {
            "view": query.view,
            "text": query.text,
            "sort": query.sort,
            "descending": query.descending,
            "party": self.page.party_id,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show them again."""
        query = ListQuery(
            str(state.get("view", "open")), str(state.get("text", "")), str(state.get("sort", "next_step")),
            bool(state.get("descending", False)),
        )  # fmt: skip
        self._view = query.view
        self.pane.set_query(query)
        party = state.get("party")
        if party is not None:
            self.open_record("party", int(party))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("surface"))
