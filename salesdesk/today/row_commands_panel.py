"""What can be done with a line of Today: the keys of every record, and the same as the menu of the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.base.i18n import N_
from salesdesk.parties.queries import next_step, party_card
from salesdesk.prospects.step_dialog import StepSheet
from salesdesk.sales.sheets_view import choose_stage, deal_about, party_of, read_deal
from salesdesk.service.case_queries import case_rows
from salesdesk.today.rows_panel import OpenerRow, TodayRow
from salesdesk.ui.actions import Action, popup_menu
from salesdesk.ui.desk import Desk

Subject = tuple[str, int]


class RowCommands:
    """Commands about the line that has the keys, else about the one that was chosen last (``chosen``)."""

    def __init__(self, desk: Desk, tab: QWidget, chosen: Callable[[], TodayRow | None]) -> None:
        self._desk, self._tab, self._chosen = desk, tab, chosen

    def line(self) -> TodayRow | OpenerRow | None:
        """The line the commands are about."""
        focused = QApplication.focusWidget()
        if isinstance(focused, OpenerRow) and self._tab.isAncestorOf(focused):
            return focused
        return self._chosen()

    def subjects(self) -> list[Subject]:
        """What the line is about, the closest first: its sale, case or deal, then the person."""
        line = self.line()
        if line is None:
            return []
        if isinstance(line, OpenerRow):
            return [line.about, *self._person_of(line.about)]
        task = line.line.task
        bill = task.sale_id if task.kind == "payment" else None
        found = (("case", task.case_id), ("sale", bill), ("deal", task.deal_id), ("party", task.party_id))
        return [(kind, number) for kind, number in found if number]

    def _person_of(self, about: Subject) -> list[Subject]:
        kind, number = about
        if kind == "case":
            with self._desk.store.reading() as db:
                case = case_rows(db, [number]).get(number)
            return [("party", case.party_id)] if case is not None and case.party_id else []
        found = party_of(self._desk, kind, number)
        return [("party", found[0])] if found is not None else []

    def party(self) -> int | None:
        """The person of the line."""
        return next((number for kind, number in self.subjects() if kind == "party"), None)

    def has_person(self, *_subject: object) -> bool:
        """Whether the line is about somebody."""
        return self.party() is not None

    # ------------------------------------------------------------- the commands

    def write_note(self) -> None:
        """N: the caret into the note field of the person."""
        party = self.party()
        if party is not None and self._desk.open_record("party", party):
            self._desk.run_action("prospects.note")

    def plan(self) -> None:
        """T: the next step of the person."""
        party = self.party()
        if party is None:
            return
        with self._desk.store.reading() as db:
            card, step = party_card(db, party), next_step(db, party)
        if card is not None:
            StepSheet(self._desk, party, card.name, step).run()

    def give(self, key: str, *kinds: str) -> None:
        """A command of another feature, about the first of ``kinds`` that the line has."""
        subject = next((s for s in self.subjects() if s[0] in kinds), None)
        if subject is not None:
            self._desk.actions.run(key, *subject)

    def move(self) -> None:
        """M: the stages of the open deal; of the person when there is none."""
        party, line = self.party(), self.line()
        subject = next((s for s in self.subjects() if s[0] == "deal"), None)
        number = subject[1] if subject is not None else deal_about(self._desk, "party", party or 0)
        deal = read_deal(self._desk, number) if number is not None else None
        if deal is not None and line is not None:
            choose_stage(self._desk, deal, line.mapToGlobal(QPoint(40, line.height())), line)
        elif party is not None and self._desk.open_record("party", party):
            self._desk.run_action("prospects.move")

    def open(self) -> None:
        """G: the case, else the person."""
        kinds = ("case", "party")
        subject = next((s for s in self.subjects() if s[0] in kinds), None)
        if subject is not None:
            self._desk.open_record(*subject)

    def copy(self) -> None:
        """Ctrl+C: the words of the line."""
        line = self.line()
        if line is not None:
            QGuiApplication.clipboard().setText(line.words())

    def actions(self) -> Sequence[Action]:
        """The commands with their keys; those of the line's own (log, tomorrow) are the tab's."""
        give = self.give
        return tuple(
            Action(f"today.{key}", label, run, icon, letter=letter, scope="today", enabled=self.has_person)
            for key, label, run, icon, letter in (
                ("note", N_("Write a note"), self.write_note, "pencil", "n"),
                ("plan", N_("Next step…"), self.plan, "calendar-check", "t"),
                ("quote", N_("Quote"), partial(give, "sales.quote", "deal", "party"), "file-text", "q"),
                ("case", N_("New case for this person"), partial(give, "service.new_case", "party"),
                 "wrench", "c"),
                ("payment", N_("Record payment"), partial(give, "sales.payment", "sale", "deal", "party"),
                 "banknote", "p"),
                ("move", N_("Move to stage…"), self.move, "arrow-right", "m"),
                ("customer", N_("Open the record"), self.open, "user-round", "g"),
            )
        )  # fmt: skip

    def show_menu(self, event: QContextMenuEvent) -> None:
        """The commands as the menu of the line: at the pointer, or at the line when asked for by key."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if not by_key:
            line = _line_at(self._tab, event.pos())
            if line is None:
                return
            line.setFocus()
        shown = self.line()
        if shown is None:
            return
        at = shown.mapToGlobal(QPoint(40, shown.height())) if by_key else event.globalPos()
        own = isinstance(shown, TodayRow)
        keys = self._desk.actions.in_scope("today")
        wanted = [a for a in keys if a.enabled() and (own or a.key not in _OF_TASKS) and a.key != _WALK]
        popup_menu(self._tab, wanted, at)
        event.accept()


_OF_TASKS = ("today.log", "today.tomorrow", "today.remove")
_WALK = "today.calling"


def _line_at(tab: QWidget, place: QPoint) -> TodayRow | OpenerRow | None:
    widget: QWidget | None = tab.childAt(place)
    while widget is not None and not isinstance(widget, TodayRow | OpenerRow):
        widget = widget.parentWidget()
    return widget
