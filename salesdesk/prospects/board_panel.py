"""The board of people: one column for each step from new to quoted, and this month's new customers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget
from shiboken6 import isValid

from salesdesk.base.i18n import _
from salesdesk.base.listing import ListQuery
from salesdesk.base.task import Task
from salesdesk.prospects import words
from salesdesk.prospects.board_queries import PeopleColumn, people_board
from salesdesk.prospects.front_view import people_pane
from salesdesk.prospects.list_view import describer
from salesdesk.prospects.people_panel import LISTED, PeopleQuery, nobody_matches
from salesdesk.prospects.rows import STAGES, ProspectRow
from salesdesk.ui.actions import Action
from salesdesk.ui.board import Board, BoardStage, Card
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import clear, column

MOST_NEW_CUSTOMERS = 5
"""New customers are a glance, not work: the rest is one click away in the list."""


class PeopleBoard(QWidget):
    """Reads the columns on a worker; tells what is wanted of a card, and reads anew what came of it."""

    opened = Signal(object)
    """(id)"""
    picked = Signal(object)
    """(id or None)"""
    moved = Signal(object, int)
    """(id, place of `words.STAGES` to move to)"""
    add_wanted = Signal(int)
    """(place of `words.STAGES`)"""
    more_wanted = Signal(str)
    """(stage whose people are wanted in the list)"""

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
        self._line = describer(desk)
        self._asked = 0
        self._first = True
        self._wanted_id: int | None = None
        self.counts: dict[str, int] = {}
        self.board = Board(_("People by stage"), actions=actions)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.board)
        self._none = QWidget()
        self._none.setLayout(column(spacing=0))
        self._stack.addWidget(self._none)
        self.pane = people_pane(self._stack, views, wide=True)
        self.wanted = PeopleQuery(desk, self.pane, further)
        self.setLayout(column(self.pane, spacing=0, margins=(20, 12, 20, 12)))
        self.pane.query_changed.connect(self._query_changed)
        self.board.opened.connect(self.opened)
        self.board.picked.connect(self.picked)
        self.board.moved.connect(lambda number, _from, to: self.moved.emit(number, STAGES.index(to)))
        self.board.add.connect(lambda stage: self.add_wanted.emit(STAGES.index(stage)))
        self.board.more.connect(self.more_wanted)
        watch(self, desk.hub, LISTED, lambda _touched: self.refresh())

    # ------------------------------------------------------------- what is shown

    def show_query(self, query: ListQuery) -> None:
        """Show what the list showed; a single stage widens to all of them."""
        if query.view.startswith("stage:"):
            query = ListQuery("open", query.text, query.sort, query.descending)
        self.wanted.show(query)

    def _query_changed(self, query: ListQuery) -> None:
        self.wanted.settled(query)
        self.refresh()

    def set_counts(self, counts: dict[str, int]) -> None:
        """The numbers on the chips."""
        self.counts = counts
        self.pane.set_counts(counts)

    def refresh(self) -> None:
        """Read the columns anew; the current card and the keyboard stay with it."""
        if not self.isVisible():
            return  # read when seen again
        self._asked += 1
        asked, query, store = self._asked, self.pane.query, self._desk.store

        def work(_task: Task) -> list[PeopleColumn]:
            with store.reading() as db:
                return people_board(db, query, store.today())

        self._desk.jobs.run(
            _("Reading the board"),
            work,
            lambda columns: self._take(asked, columns),
            self._desk.say_unread,
            quiet=True,
        )

    def showEvent(self, event: object) -> None:
        """Read when seen."""
        self.refresh()

    def _take(self, asked: int, columns: list[PeopleColumn]) -> None:
        if not isValid(self) or asked != self._asked:
            return  # something else was asked for meanwhile
        self.board.set_stages([self._stage(column_) for column_ in columns])
        number = sum(column_.number for column_ in columns)
        # The chip counts the filter; beside the title stands what a text leaves of it.
        typed = bool(self.pane.query.text)
        self.pane.set_count(number if typed else -1, speak=typed)
        if not number:
            layout = self._none.layout()
            if layout is not None:
                clear(layout)
                layout.addWidget(nobody_matches(self.pane, self.counts))
        self._stack.setCurrentIndex(0 if number else 1)
        if self._wanted_id is not None:
            self.board.select_id(self._wanted_id, True)
            self._wanted_id = None
        elif self._first and number:
            self.take_focus()
        self._first = self._first and not number

    def _stage(self, column_: PeopleColumn) -> BoardStage:
        customers = column_.stage == "customer"
        label = _("Customers this month") if customers else _(words.STAGES[STAGES.index(column_.stage)])
        rows = column_.rows[:MOST_NEW_CUSTOMERS] if customers else column_.rows
        return BoardStage(column_.stage, label, column_.number, "", [self._card(r) for r in rows], customers)

    def _card(self, row: ProspectRow) -> Card:
        line = self._line(row)
        return Card(
            row.id, line.title, line.subtitle, line.amount, "", line.step_state, line.step_text, row.owner,
            row.hot, line.accessible,
        )  # fmt: skip

    # ------------------------------------------------------------- the keyboard

    def current_id(self) -> int | None:
        """Who the current card is about."""
        return self.board.current_id()

    def select_soon(self, party_id: int) -> None:
        """Make somebody's card current, now or when the board has been read."""
        if not self.board.select_id(party_id, True):
            self._wanted_id = party_id

    def take_focus(self) -> None:
        """Give the keyboard to the cards: the current one, else the first."""
        current = self.board.current_id()
        if current is None:
            current = self.board.first_id()
        if current is not None:
            self.board.select_id(current, True)
