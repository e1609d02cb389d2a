"""The Prospects tab: everybody the shop knows, in a list beside the page of one, or on a board by stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.base.i18n import N_, _
from salesdesk.parties.bin_dialog import BinSheet
from salesdesk.prospects.board_panel import PeopleBoard
from salesdesk.prospects.commands_panel import SCOPE, PartyCommands
from salesdesk.prospects.front_view import BOARD, ICONS, LIST, view_switch
from salesdesk.prospects.further_panel import Further
from salesdesk.prospects.party_dialog import NewPartySheet
from salesdesk.prospects.people_panel import PeoplePanel
from salesdesk.prospects.rows import STAGES, VIEWS
from salesdesk.prospects.task_dialog import new_task
from salesdesk.ui import theme
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.record_tab import ListPane, RecordSplit
from salesdesk.ui.widgets import Segmented, column


class ProspectsTab(QWidget):
    """One filter for both views; what a card or row is about is the person whose page is shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.commands = PartyCommands(desk)
        self.commands.reveal = self._reveal
        self.page = self.commands.page
        self._from_board = False
        self._further = Further(desk, lambda: self._shown_pane().query, SCOPE)
        self._switches = [self._switch() for _view in (LIST, BOARD)]
        self.people = PeoplePanel(desk, self._row_actions, self._switches[0], self._further.fill)
        self.list, self.pane = self.people.list, self.people.pane
        self.split = RecordSplit(
            self.people, self.page, sizes=desk.sizes("prospects"), remember=desk.remember_sizes("prospects")
        )
        self._views = QStackedWidget()
        self._views.addWidget(self.split)
        self.setLayout(column(self._views, spacing=0))
        self._connect()

    def _switch(self) -> Segmented:
        switch = view_switch()
        switch.chosen.connect(self.show_view)
        return switch

    def _connect(self) -> None:
        self.list.picked.connect(self._picked)
        self.list.opened.connect(lambda _id: self._enter_record())
        self.list.shown.connect(lambda _query: self.page.party_id is not None or self.list.select_first())
        self.people.new_wanted.connect(lambda: self.new_party())
        self.page.back_wanted.connect(self._back)

    # ------------------------------------------------------------- list and board

    @cached_property
    def board(self) -> PeopleBoard:
        """The people by stage, made when it is first shown."""
        made = PeopleBoard(self._desk, self._row_actions, self._switches[1], self._further.fill)
        for told, act in (
            (made.picked, self._card_picked), (made.opened, self._open_card), (made.moved, self._move_card),
            (made.add_wanted, self._add_in_stage), (made.more_wanted, self._show_stage),
        ):  # fmt: skip
            told.connect(act)
        made.set_counts(self.people.counts)
        self.people.views_counted.connect(made.set_counts)
        self._views.addWidget(made)
        return made

    @property
    def on_board(self) -> bool:
        """Whether the board is shown."""
        return "board" in self.__dict__ and self._views.currentWidget() is self.board

    def show_view(self, view: str) -> None:
        """Show the "list" or the "board", with the filter of the other one."""
        if (view == BOARD) != self.on_board:
            if view == BOARD:
                self.board.show_query(self.pane.query)
                self.board.wanted.saved.restore(self.people.wanted.saved.state())
                self._views.setCurrentWidget(self.board)
            else:
                self.people.wanted.show(self.board.pane.query)
                self.people.wanted.saved.restore(self.board.wanted.saved.state())
                self._views.setCurrentWidget(self.split)
        self._from_board = False
        for switch in self._switches:
            switch.set_current(view)
        if self.on_board:
            self.people.count_now()
            self.board.take_focus()
        else:
            self.split.show_list()
            self.list.setFocus()

    def _card_picked(self, party_id: int | None) -> None:
        if party_id is not None and self.on_board:
            self.page.show_party(party_id)

    def _open_card(self, party_id: int) -> None:
        self.open_record("party", party_id)
        self._from_board = True
        self.page.head.show_back(True)
        self.page.talk.setFocus()

    def _move_card(self, party_id: int, place: int) -> None:
        if self.page.show_party(party_id):
            self.commands.move_to(place)

    def _add_in_stage(self, place: int) -> None:
        if STAGES[place] == "quoted":
            self._desk.run_action("sales.new_quote")
        else:
            self.new_party(stage=STAGES[place])

    def _show_stage(self, stage: str) -> None:
        self.show_view(LIST)
        self.people.wanted.show(replace(self.board.pane.query, view=f"stage:{stage}"))

    def _reveal(self) -> None:
        """Show the page of the person whose card is current, for what is done on it."""
        if self.on_board and self.page.party_id is not None:
            self._open_card(self.page.party_id)

    # ------------------------------------------------------------- list and record

    def _picked(self, party_id: int | None) -> None:
        if self.on_board:
            return
        if party_id is not None:
            if party_id != self.page.party_id:  # one that was opened is shown already, and selected now
                self.page.show_party(party_id)
        elif self.page.card is not None and self.list.rows_model.count == 0 and not self.pane.query.text:
            self.page.refresh()

    def _enter_record(self) -> None:
        self.split.show_record()
        self.page.head.show_back(self.split.narrow)
        self.page.talk.setFocus()

    def _back(self) -> None:
        """From the record to where it was opened: the board, else the list."""
        if self._from_board:
            self.show_view(BOARD)
            return
        self.split.show_list()
        self.list.setFocus()

    def open_record(self, kind: str, record_id: int) -> bool:
        """Show a person; False for another kind, or when there is none."""
        if kind != "party" or not self.page.show_party(record_id):
            return False
        if self.on_board:
            self.show_view(LIST)
            self.page.show_party(record_id)
        self._from_board = False
        self.list.select_id(record_id)
        self.split.show_record()
        self.page.head.show_back(self.split.narrow)
        (self.page if self.split.narrow else self.list).setFocus()
        return True

    def _row_actions(self) -> Sequence[Action]:
        named = [a for a in self.commands.actions() if a.key in ("prospects.log_call", "prospects.quote")]
        if self._desk.find_action("sales.quote") is None:
            named = named[:1]
        return (*named, *self.commands.menu_actions())

    def new_party(self, *about: object, stage: str = "new") -> None:
        """Add somebody, whatever tab is shown; a single word given is the name to begin with."""
        name = str(about[0]) if len(about) == 1 else ""
        shown = self.page.party_id if self.isVisible() else None
        sheet = NewPartySheet(self._desk, name, stage=stage, about=shown)
        sheet.run()
        wanted = sheet.found if sheet.found is not None else sheet.added if sheet.open_it else None
        if wanted is not None:
            self._desk.open_record("party", wanted)
        elif sheet.added is not None and self.isVisible() and not self.on_board:
            self.open_record("party", sheet.added)
        sheet.deleteLater()

    def new_task(self, *about: object) -> None:
        """Write down something to do, for the person given or whose page is shown."""
        given = about[-1] if len(about) >= 2 and isinstance(about[-1], int) else None
        new_task(self._desk, given or (self.page.party_id if self.isVisible() else None))

    # ------------------------------------------------------------- what the window asks

    def tab_actions(self) -> Sequence[Action]:
        """The commands of this tab."""
        views = [
            Action(
                f"prospects.view.{view.value}", view.label,
                lambda key=view.value: self._shown_pane().chips.press(key),
                ICONS.get(view.value, "list"), f"Alt+{number}", scope=SCOPE,
            )
            for number, view in enumerate(VIEWS, 1)
        ]  # fmt: skip
        return (
            Action("prospects.new", N_("New prospect"), self.new_party, "user-plus"),
            Action("prospects.new_task", N_("New task"), self.new_task, "calendar-check"),
            *self.commands.actions(),
            *self.commands.further_actions(),
            Action("prospects.back", N_("Back to the list"), self._back, "arrow-left", scope=SCOPE),
            Action(
                "prospects.list", N_("Prospects as a list"), lambda: self.show_view(LIST), "list", scope=SCOPE
            ),
            Action(
                "prospects.board", N_("Prospects by stage"), lambda: self.show_view(BOARD), "square-kanban",
                scope=SCOPE,
            ),
            *self._further.actions(),
            Action("prospects.bin", N_("Bin"), lambda: BinSheet(self._desk).run(), "trash-2"),
            *views,
            *self.people.wanted.saved.actions(SCOPE, len(VIEWS) + 1),
        )  # fmt: skip

    def _shown_pane(self) -> ListPane:
        return self.board.pane if self.on_board else self.pane

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """The keys worth knowing here."""
        quote = () if self._desk.find_action("sales.quote") is None else (("Q", _("quote")),)
        return ("L", _("log call")), ("N", _("note")), ("T", _("next step")), *quote, ("F6", _("switch pane"))

    def focus_filter(self) -> None:
        """The caret into the filter."""
        self.split.show_list()
        self._shown_pane().focus_filter()

    def shown_record(self) -> tuple[str, int] | None:
        """The person whose page is shown."""
        if self.on_board or self.page.party_id is None:
            return None
        return "party", self.page.party_id

    def close_layer(self) -> bool:
        """From a record back to its board, in a narrow window to the list; False when neither is hidden."""
        if self._from_board:
            self.show_view(BOARD)
            return True
        if shown := self.split.narrow and self.split.show_list():
            self.list.setFocus()
        return shown

    def state(self) -> Mapping[str, Any]:
        """The view, its filter and the person shown."""
        return {
            **(self.board if self.on_board else self.people).wanted.state(),
            "shows": BOARD if self.on_board else LIST,
            "party": self.page.party_id,
            "at": self.list.verticalScrollBar().value(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show them again."""
        self.people.wanted.restore(state)
        party = state.get("party")
        if party is not None:
            self.open_record("party", int(party))
            self.split.show_list()
        self.people.scroll_soon(int(state.get("at") or 0))
        if state.get("shows") == BOARD:
            self.show_view(BOARD)
            if party is not None:
                self.board.select_soon(int(party))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("canvas" if self.on_board else "surface"))
