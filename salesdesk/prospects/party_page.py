"""A person's page: head, stage, next step, facts, what hangs on it, and everything that happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedLayout, QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.parties.commands import edit_party
from salesdesk.parties.queries import PartyCard, StepRow, linked, next_step, party_card
from salesdesk.prospects import words
from salesdesk.prospects.facts_view import FactsView
from salesdesk.prospects.head_view import HeadView
from salesdesk.prospects.linked_view import LinkedView
from salesdesk.prospects.step_view import StepView
from salesdesk.prospects.talk_view import TalkView
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.timeline import INSET
from salesdesk.ui.widgets import (
    Divider,
    EmptyState,
    ScrollColumn,
    Stepper,
    boxed,
    column,
    row,
)

WATCHED = (
    "party", "contact_point", "task", "interaction", "deal", "stage_move", "quote", "sale", "payment",
    "owned_item", "service_case", "campaign_member", "response", "campaign", "staff_member",
)  # fmt: skip
FACTS_WIDTH = 248
FOLD_BELOW = 760
"""A page narrower than this folds what hangs on the person."""
_SIDE = 22


class PartyPage(QWidget):
    """Shows one person; what can be done with it is asked for by signals and done by the tab's commands."""

    call_wanted = Signal()
    quote_wanted = Signal()
    back_wanted = Signal()
    menu_wanted = Signal(object)
    stage_wanted = Signal(int)
    planned = Signal(object)
    moved = Signal(object)
    step_done = Signal(object)
    noted = Signal(str)
    called = Signal(object)
    event_opened = Signal(object, str)

    def __init__(
        self, desk: Desk, guess: Callable[[str], date | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.card: PartyCard | None = None
        self.step: StepRow | None = None
        self.can_quote: Callable[[], bool] = lambda: False
        self.head = HeadView(desk)
        self.stages = Stepper([_(stage) for stage in words.STAGES], name=_("Stage"))
        self.step_view = StepView(desk)
        self.facts = FactsView(desk)
        self.linked = LinkedView()
        self.talk = TalkView(desk, guess)
        self._rule = Divider()
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._empty())
        self._layers.addWidget(self._page())
        self._connect()
        self._watcher = watch(self, desk.hub, WATCHED, lambda _touched: self.refresh())

    def _empty(self) -> QWidget:
        return EmptyState("users-round", _("Choose somebody from the list"), _("Their page opens here."))

    def _page(self) -> QWidget:
        left = ScrollColumn((0, 0, 6, 12), 10)
        left.setFixedWidth(theme.scaled(FACTS_WIDTH))
        left.add(self.facts)
        left.body.addLayout(row(self._rule, margins=(INSET, 0, 0, 0)))
        left.add(self.linked)
        left.body.addStretch(1)
        if (inside := left.widget()) is not None:
            inside.setAutoFillBackground(False)  # the page is white, not the canvas
        self._below = row(left, Divider(vertical=True), self.talk, spacing=0)
        self._below.insertSpacing(2, 18 - INSET)
        self._below.setStretch(3, 1)
        side = theme.scaled(_SIDE)
        return boxed(
            column(
                _inset(self.head), 4, _inset(self.stages), _inset(self.step_view), 4, self._below,
                spacing=8, margins=(side - INSET, 14, side - INSET, 0),
            )
        )  # fmt: skip

    def _connect(self) -> None:
        self.head.call_wanted.connect(self.call_wanted)
        self.head.quote_wanted.connect(self.quote_wanted)
        self.head.back_wanted.connect(self.back_wanted)
        self.head.menu_wanted.connect(self.menu_wanted)
        self.stages.moved.connect(self.stage_wanted)
        self.step_view.planned.connect(self.planned)
        self.step_view.moved.connect(self.moved)
        self.step_view.done.connect(self.step_done)
        self.facts.saved.connect(self._save_fact)
        self.facts.opened.connect(self.desk.open_record)
        self.facts.editing.connect(self._editing)
        self.linked.opened.connect(self.desk.open_record)
        self.talk.noted.connect(self.noted)
        self.talk.called.connect(self.called)
        self.talk.opened.connect(self.event_opened)

    # ------------------------------------------------------------- which person

    @property
    def party_id(self) -> int | None:
        """Who is shown."""
        return self.card.id if self.card is not None else None

    def show_party(self, party_id: int | None) -> bool:
        """Show a person, or nobody; False when there is no such record."""
        if party_id is None:
            self.card = None
            self._layers.setCurrentIndex(0)
            return False
        return self._read(party_id)

    def refresh(self) -> None:
        """Read the person anew; one that is gone leaves an empty page."""
        if self.card is not None and not self._read(self.card.id):
            self.show_party(None)

    def _read(self, party_id: int) -> bool:
        store = self.desk.store
        if self.card is not None and party_id != self.card.id:
            self.facts.finish()
        with store.reading() as db:
            card = party_card(db, party_id)
            if card is None or card.in_bin:
                return False
            self.step = next_step(db, party_id)
            hanging = linked(db, party_id, store.today(), store.currency)
        self.card = card
        self.head.show_card(card, can_quote=self.can_quote())
        self.stages.set_current(words.stage_place(card))
        self.step_view.show_step(card, self.step)
        self.facts.show_card(card)
        self.linked.show_linked(hanging)
        self._rule.setVisible(bool(hanging))
        self.talk.show_party(party_id)
        self._layers.setCurrentIndex(1)
        return True

    # ------------------------------------------------------------- facts

    def _editing(self, on: bool) -> None:
        if on:
            self._watcher.hold()
        else:
            self._watcher.release()

    def _save_fact(self, key: str, value: Any) -> None:
        if self.card is None:
            return
        failed: list[UserError] = []
        self.desk.do(edit_party, self.card.id, failed=failed.append, **{key: value})
        view = self.facts.fact(key)
        if view is None:
            return
        if failed:
            view.show_error(failed[0].message)
        else:
            view.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page folds what hangs on the person."""
        super().resizeEvent(event)
        self.linked.set_folded(self.width() < theme.scaled(FOLD_BELOW))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("surface"))


def _inset(part: QWidget) -> QLayout:
    # Facts and timeline stand a little inside their places, so that their focus rings have room; the rest
    # follows them.
    return row(part, margins=(INSET, 0, INSET, 0))
