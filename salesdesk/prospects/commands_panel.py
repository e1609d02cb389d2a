"""What can be done with the person whose page is shown: the commands behind keys, buttons and the "…" menu."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu
from sqlalchemy import select

from salesdesk.base import choices
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import (
    accept_hand_over,
    bin_party,
    finish_task,
    hand_over,
    log_interaction,
    move_prospect,
    move_task,
    reopen_task,
    return_hand_over,
    set_hot,
    set_next_step,
)
from salesdesk.parties.fields import PARTY_FIELDS
from salesdesk.parties.history_dialog import HistorySheet
from salesdesk.parties.queries import PartyCard, StepRow, count_tries, list_hand_overs
from salesdesk.parties.rules import NextStep, closed_weekdays, guess_next_step
from salesdesk.prospects import words
from salesdesk.prospects.contact_dialog import ContactSheet
from salesdesk.prospects.days_picker import day_after, popup_below
from salesdesk.prospects.merge_dialog import MergeSheet
from salesdesk.prospects.party_dialog import EditPartySheet
from salesdesk.prospects.party_page import PartyPage
from salesdesk.prospects.qualify_dialog import QualifySheet
from salesdesk.prospects.reason_dialog import ReasonSheet
from salesdesk.prospects.step_dialog import StepSheet
from salesdesk.store import schema as s
from salesdesk.ui.actions import Action
from salesdesk.ui.call_composer import CallEntry
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import Link

SCOPE = "prospects"
# Commands of other features that take the person as their subject, where the window knows them.
CONTRIBUTED = ("sales.new_deal", "sales.new_sale", "sales.payment", "service.new_case")
_CALLS = ("call", "follow_up", "promise")


class PartyCommands(QObject):
    """The commands of a `PartyPage`; each does nothing while nobody is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.page = PartyPage(desk, self.guess)
        self.page.can_quote = lambda: desk.find_action("sales.quote") is not None
        self.page.call_wanted.connect(self.log_call)
        self.page.quote_wanted.connect(self.quote)
        self.page.menu_wanted.connect(self.fill_menu)
        self.page.stage_wanted.connect(self.move_to)
        self.page.planned.connect(self.plan_call)
        self.page.moved.connect(self.move_step)
        self.page.step_done.connect(self.finish_step)
        self.page.noted.connect(self.add_note)
        self.page.called.connect(self.save_call)
        self.page.event_opened.connect(self.open_event)

    @property
    def card(self) -> PartyCard | None:
        """Who is shown."""
        return self.page.card

    @property
    def step(self) -> StepRow | None:
        """What is planned with them."""
        return self.page.step if self.page.card is not None else None

    def has_person(self, *_subject: object) -> bool:
        """Whether somebody is shown."""
        return self.page.card is not None

    # ------------------------------------------------------------- calls and notes

    def guess(self, outcome: str) -> date | None:
        """The day proposed for the next step after a call."""
        store, card, step = self.desk.store, self.card, self.step
        if card is None:
            return None
        if step is not None and step.kind not in _CALLS and step.due_on is not None and step.due_on > store.today():
            return step.due_on
        with store.reading() as db:
            tries = count_tries(db, card.id) + (outcome == "no_answer")
        closed = closed_weekdays(store.setting("closed_weekdays", "6"))
        guessed = guess_next_step(outcome, store.today(), tries, card.deals.stage, closed)
        return guessed.on if guessed is not None else None

    def log_call(self) -> None:
        """Ask about a call in place (L)."""
        if self.card is not None:
            self.page.talk.log_call(self.card.name, words.shown_phone(self.card.phone, self.desk.store.country))

    def save_call(self, entry: CallEntry) -> None:
        """Write the call down; what it was planned as is ticked off, the next step planned, in one step."""
        card, step = self.card, self.step
        if card is None:
            return
        was_planned = step is not None and step.kind in _CALLS
        keeps = step is not None and not was_planned and entry.next_on == step.due_on
        title, time = "", ""
        if step is not None and was_planned and entry.outcome == "no_answer":
            title, time = step.title, step.due_time
        planned = None if entry.next_on is None or keeps else NextStep(entry.next_on, time, title)
        done = self.desk.do(
            log_interaction, card.id, kind="call", outcome=entry.outcome, body=entry.text, next_step=planned,
            deal_id=card.deals.deal_id if card.deals.number == 1 else None,
            done_task_id=step.id if step is not None and was_planned else None,
        )  # fmt: skip
        if done is not None:
            self.page.talk.clear_note()
            self.page.talk.end_call()

    def write_note(self) -> None:
        """Begin a note (N)."""
        if self.card is not None:
            self.page.talk.write_note()

    def add_note(self, text: str) -> None:
        """Keep a note."""
        if self.card is not None and self.desk.do(log_interaction, self.card.id, kind="note", body=text) is not None:
            self.page.talk.clear_note()

    def open_event(self, record_id: int, kind: str) -> None:
        """Open what an event of the timeline is about; a contact is corrected in a sheet."""
        if kind == "interaction":
            with self.desk.store.reading() as db:
                values = db.execute(select(s.interaction).where(s.interaction.c.id == record_id)).mappings().one()
            ContactSheet(self.desk, dict(values)).run()
        elif kind == "task":
            self.desk.do(reopen_task, record_id)
        elif kind != "party":
            self.desk.open_record(kind, record_id)

    # ------------------------------------------------------------- next step

    def plan(self) -> None:
        """Plan or change the next step in full (T)."""
        if self.card is not None:
            StepSheet(self.desk, self.card.id, self.card.name, self.step).run()

    def plan_call(self, on: date) -> None:
        """Plan a call on a day."""
        if self.card is not None:
            self.desk.do(set_next_step, self.card.id, NextStep(on))

    def move_step(self, on: date) -> None:
        """Put the next step on another day."""
        if self.step is not None:
            self.desk.do(move_task, self.step.id, on)

    def tomorrow(self) -> None:
        """The next step tomorrow; planned as a call when there is none (H)."""
        day = day_after(self.desk, 1)
        if self.step is not None:
            self.move_step(day)
        else:
            self.plan_call(day)

    def finish_step(self, next_on: date | None) -> None:
        """Tick the next step off, and plan a call on a day when one is given."""
        if self.step is not None:
            following = NextStep(next_on) if next_on is not None else None
            self.desk.do(finish_task, self.step.id, next_step=following)

    # ------------------------------------------------------------- stage

    def move_to(self, place: int) -> None:
        """Move to a place of `words.STAGES`: by hand, by the checklist, by a quote, by a sale."""
        card = self.card
        if card is None:
            return
        if place in (0, 1) and card.state not in choices.CUSTOMER_STATES:
            self.desk.do(move_prospect, card.id, ("new", "working")[place])
        elif place == 2 and card.state not in choices.CUSTOMER_STATES:
            QualifySheet(self.desk, card).run()
        elif place == 3:
            self.contributed("sales.quote")
        elif place == 4:
            self.contributed("sales.new_sale")

    def choose_stage(self) -> None:
        """Show the stages to move to (M)."""
        if self.card is None:
            return
        menu = QMenu(self.page)
        menu.aboutToHide.connect(menu.deleteLater)
        self._fill_stages(menu)
        popup_below(menu, self.page.stages)

    def _fill_stages(self, menu: QMenu) -> None:
        for place, stage in enumerate(words.STAGES):
            line = menu.addAction(_(stage))
            line.setCheckable(True)
            line.setChecked(place == self.page.stages.current())
            line.triggered.connect(lambda _on=False, to=place: self.move_to(to))

    # ------------------------------------------------------------- the whole record

    def quote(self) -> None:
        """Begin a quote (Q)."""
        self.contributed("sales.quote")

    def new_case(self) -> None:
        """Open a case (C)."""
        self.contributed("service.new_case")

    def contributed(self, key: str) -> None:
        """Give a command of another feature about this person."""
        if self.card is not None:
            self.desk.actions.run(key, "party", self.card.id)

    def edit(self) -> None:
        """All facts in one form (F2)."""
        if self.card is not None:
            EditPartySheet(self.desk, self.card).run()

    def qualify(self) -> None:
        """The qualification checklist."""
        if self.card is not None:
            QualifySheet(self.desk, self.card).run()

    def toggle_hot(self) -> None:
        """Hot, or no longer."""
        if self.card is not None:
            self.desk.do(set_hot, self.card.id, not self.card.hot)

    def merge(self) -> None:
        """Make one record of this and another."""
        if self.card is None:
            return
        sheet = MergeSheet(self.desk, self.card)
        if sheet.run() and sheet.kept is not None:
            self.desk.open_record("party", sheet.kept)

    def history(self) -> None:
        """Who changed what."""
        if self.card is not None:
            title = _("History of {name}").format(name=self.card.name)
            HistorySheet(self.desk, "party", self.card.id, PARTY_FIELDS, title).run()

    def remove(self) -> None:
        """Into the Bin (Del)."""
        if self.card is not None:
            self.desk.do(bin_party, self.card.id)

    def go_to_linked(self) -> None:
        """To the first record that hangs on the person (G)."""
        self.page.linked.unfold()
        first: Link | None = self.page.linked.first()
        if first is not None:
            first.setFocus()
