"""The board of deals: stages side by side, and the row of sums above them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedLayout, QWidget

from salesdesk.base.i18n import _
from salesdesk.base.listing import ListQuery
from salesdesk.base.money import exponent, format_money
from salesdesk.filters.chips_panel import Find
from salesdesk.sales import deal_queries
from salesdesk.sales.card_words import (
    attention_sentence,
    card_sentence,
    idle_words,
    money,
    stage_label,
    step_words,
    target_words,
)
from salesdesk.sales.deal_queries import Asker, DealRow, DealsNow, StageColumn
from salesdesk.sales.paper_pages_view import asker_of, deal_counts, deal_views
from salesdesk.sales.rules import half_up
from salesdesk.ui import theme
from salesdesk.ui.actions import Action
from salesdesk.ui.board import Board, BoardStage, Card
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import STRETCH, Emphasis, EmptyState, Link, MeterBar, Press, plain_tip, row

_GAP = 8
MOST_WON = 3
"""Won deals are a glance, not work: the rest is one click away in the list."""


class SalesSummary(QWidget):
    """Open, likely, won, and the bar against the month's target; narrower windows leave parts out."""

    target_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._now: DealsNow | None = None
        self._words = Emphasis("", "body", "ink2", strong_color="ink")
        self._bar = MeterBar("sales")
        self._bar.setFixedWidth(theme.scaled(90))
        self._target = Link("", color="ink2", role="body", on_click=self.target_wanted.emit)
        self.setLayout(row(STRETCH, self._words, self._bar, self._target, spacing=_GAP))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_now(self, now: DealsNow) -> None:
        """Show the sums of this moment."""
        self._now = now
        self._say()

    def _say(self) -> None:
        if self._now is None:
            return
        # Whole units: nobody plans by cents.
        unit = 10 ** exponent(self._desk.currency)
        whole = [half_up(n, unit) * unit for n in (self._now.open, self._now.likely, self._now.won)]
        figures = [format_money(n, self._desk.currency, self._desk.language) for n in whole]
        variants = (
            _("Open **{open}**  ·  Likely **{likely}**  ·  Won **{won}**"),
            _("Open **{open}**  ·  Won **{won}**"),
            _("Won **{won}**"),
        )
        self._say_target()
        taken = [w.sizeHint().width() + _GAP for w in (self._bar, self._target) if not w.isHidden()]
        room = self.width() - sum(taken)
        for words in variants:
            self._words.setText(words.format(open=figures[0], likely=figures[1], won=figures[2]))
            if self._words.sizeHint().width() <= room:
                break
        in_full = _("Open {open}, likely {likely}, won {won} this month")
        self._words.setToolTip(plain_tip(in_full.format(open=figures[0], likely=figures[1], won=figures[2])))

    def _say_target(self) -> None:
        if self._now is None:
            return
        short, sentence = target_words(self._now.target, self._desk.currency, self._desk.language)
        self._bar.setVisible(bool(short))
        self._target.setText(short or _("Set a target"))
        self._target.setToolTip(plain_tip(sentence or _("Set what the shop wants to reach this month")))
        if self._now.target.share is not None:
            self._bar.show_share(self._now.target.share, self._now.target.days_gone, sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say more or less."""
        super().resizeEvent(event)
        self._say()


class BoardPage(QWidget):
    """Reads the columns, tells what is wanted of a card; what comes of it arrives by `refresh`."""

    def __init__(
        self,
        desk: Desk,
        actions: Callable[[], Sequence[Action]],
        add: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._query = ListQuery("all")
        self.views = deal_views()
        self.ids_of: Find = lambda db, query, limit: deal_queries.list_deal_ids(
            db, query, limit, asker_of(self._desk)
        )
        self._columns: Sequence[StageColumn] = ()
        self._reading = False
        self._wanted: int | None = None
        self._keys: Callable[[], bool] = lambda: False
        self.board = Board(_("Deals by stage"), actions=actions)
        empty = EmptyState(
            "handshake",
            _("No deals yet"),
            _("A deal is a chance to sell. Only the customer is needed to begin."),
            Press(_("New deal"), add, icon="plus"),
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.board)
        self._stack.addWidget(empty)

    def show_query(self, query: ListQuery, *, own_order: bool = False) -> None:
        """Show the deals of a saved filter that match a text; cards keep the order of the board."""
        self._query = query
        self.refresh()

    def refresh(self) -> None:
        """Read the columns anew; the current card and the keyboard stay with it."""
        asker, query, store = asker_of(self._desk), self._query, self._desk.store

        def read() -> Sequence[StageColumn]:
            with store.reading() as db:
                return deal_queries.board(db, asker, query.view, query.text)

        self._reading = True
        self._desk.read_soon("sales.board", read, self._take, self._not_read)

    def _take(self, columns: Sequence[StageColumn]) -> None:
        asker, self._reading = asker_of(self._desk), False
        self._columns = columns
        self.board.set_stages([self._stage(column, asker) for column in columns])
        plain = self._query.view == "all" and not self._query.text
        self._stack.setCurrentIndex(1 if plain and not any(column.number for column in columns) else 0)
        wanted, keys = self._wanted, self._keys()
        self._wanted, self._keys = None, lambda: False
        if wanted is not None or keys:
            self._go(wanted, keys)

    def _not_read(self, error: Exception) -> None:
        self._reading = False
        self._desk.say_unread(error)

    def _stage(self, column: StageColumn, asker: Asker) -> BoardStage:
        desk = self._desk
        total = format_money(column.total, desk.currency, desk.language)
        won = column.stage == "won"
        shown = column.rows[:MOST_WON] if won else column.rows
        cards = [self._card(deal, asker) for deal in shown]
        return BoardStage(column.stage, stage_label(column.stage), column.number, total, cards, won)

    def _card(self, deal: DealRow, asker: Asker) -> Card:
        currency, language = self._desk.currency, self._desk.language
        return Card(
            deal.id,
            deal.party or deal.title,
            deal.title if deal.party else deal.product,
            money(deal.amount, currency, language),
            idle_words(deal.idle),
            deal.step_state,
            step_words(deal, asker.today, language),
            deal.owner,
            deal.hot,
            card_sentence(deal, asker.today, currency, language),
        )

    def counts(self) -> Mapping[str, int]:
        """How many deals each saved filter holds."""
        return deal_counts(self._desk)

    def current_id(self) -> int | None:
        """The current card's deal."""
        return self.board.current_id()

    def select_id(self, deal_id: int, focus: bool = False) -> None:
        """Make a card current, now or when the columns that are being read are there."""
        self._go(deal_id, focus)

    def take_focus(self) -> None:
        """Give the keyboard to the cards: the current one, else the first."""
        self._go(None, True)

    def _go(self, deal_id: int | None, focus: bool) -> None:
        if self._reading:
            self._wanted = self._wanted if deal_id is None else deal_id
            if focus:
                had = QApplication.focusWidget()
                # Whoever has begun to type elsewhere meanwhile keeps the keys.
                self._keys = lambda: self.isVisible() and QApplication.focusWidget() in (had, None)
        current = deal_id if deal_id is not None else self.board.current_id()
        first = next((c.rows[0].id for c in self._columns if c.rows), None)
        wanted = current if current is not None else first
        if wanted is not None:
            self.board.select_id(wanted, focus)


def read_attention(desk: Desk) -> str:
    """The sentence that names who needs a next step."""
    with desk.store.reading() as db:
        return attention_sentence(deal_queries.who_needs_attention(db, asker_of(desk)))


def read_now(desk: Desk) -> DealsNow:
    """The sums above the board."""
    with desk.store.reading() as db:
        return deal_queries.deals_now(db, asker_of(desk))
