"""What is said to a person and planned with it: calls, notes, the next step."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject
from sqlalchemy import select

from salesdesk.parties.commands import (
    finish_task,
    log_interaction,
    move_task,
    reopen_task,
    set_next_step,
)
from salesdesk.parties.queries import PartyCard, StepRow, count_tries
from salesdesk.parties.rules import NextStep, closed_weekdays, guess_next_step
from salesdesk.prospects import row_words
from salesdesk.prospects.contact_dialog import ContactSheet
from salesdesk.prospects.days_picker import day_after
from salesdesk.prospects.party_page import PartyPage
from salesdesk.prospects.step_dialog import StepSheet
from salesdesk.store import schema as s
from salesdesk.ui.call_composer import CallEntry
from salesdesk.ui.desk import Desk

_CALLS = ("call", "follow_up", "promise")


class TalkCommands(QObject):
    """Makes a person's page; its calls, notes and next steps are saved here; with nobody shown nothing is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.page = PartyPage(desk, self.guess)
        self.page.call_wanted.connect(self.log_call)
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

    # ------------------------------------------------------------- calls and notes

    def guess(self, outcome: str) -> date | None:
        """The day proposed for the next step after a call."""
        store, card, step = self.desk.store, self.card, self.step
        if card is None:
            return None
        if (
            step is not None
            and step.kind not in _CALLS
            and step.due_on is not None
            and step.due_on > store.today()
        ):
            return step.due_on
        with store.reading() as db:
            tries = count_tries(db, card.id) + (outcome == "no_answer")
        closed = closed_weekdays(store.setting("closed_weekdays", "6"))
        guessed = guess_next_step(outcome, store.today(), tries, card.deals.stage, closed)
        return guessed.on if guessed is not None else None

    def log_call(self) -> None:
        """Ask about a call in place (L)."""
        if self.card is not None:
            self.page.talk.log_call(
                self.card.name, row_words.shown_phone(self.card.phone, self.desk.store.country)
            )

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
        if (
            self.card is not None
            and self.desk.do(log_interaction, self.card.id, kind="note", body=text) is not None
        ):
            self.page.talk.clear_note()

    def open_event(self, record_id: int, kind: str) -> None:
        """Open what an event of the timeline is about; a contact is corrected in a sheet."""
        if kind == "interaction":
            with self.desk.store.reading() as db:
                values = (
                    db.execute(select(s.interaction).where(s.interaction.c.id == record_id)).mappings().one()
                )
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
