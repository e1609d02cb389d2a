"""The strip that says what is to be done next with a person, and puts it off or ticks it off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.base import choices
from salesdesk.base.i18n import _
from salesdesk.base.periods import format_day
from salesdesk.parties.queries import PartyCard, StepRow
from salesdesk.prospects import row_words
from salesdesk.prospects.days_picker import day_after, fill_days, pick_day, popup_below
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import Button, Label, Strip, column


class StepView(QWidget):
    """Shows the next step, or that there is none and the near days to plan one."""

    planned = Signal(object)
    """(date) Call on that day."""
    moved = Signal(object)
    """(date) Put the step off to that day."""
    done = Signal(object)
    """(date or None) Tick the step off; the next one on that day."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._strip = Strip("accent", "calendar-check")
        self._lead = Label(_("Next step"), "strong", "accentInk")
        self._what = Label("", "medium", elide="end")
        self._when = Label("", "body", "ink2")
        self._move_menu = QMenu(self)
        self._move_menu.aboutToShow.connect(self._fill_moves)
        self.done_button = Button(_("Done"), icon="check", size="small", on_click=self._ask_next)
        self.move_button = Button(_("Move"), size="small", menu=self._move_menu)
        self.tomorrow = Button(_("Call tomorrow"), icon="phone", size="small", on_click=lambda: self._plan(1))
        self.three_days = Button(_("In 3 days"), size="small", on_click=lambda: self._plan(3))
        self.pick = Button(_("Pick a day…"), icon="calendar", size="small", on_click=self._pick)
        for widget in (self._lead, self._what, self._when):
            self._strip.row.addWidget(widget)
        self._strip.row.addStretch(1)
        self._with_step = (self.done_button, self.move_button)
        self._without = (self.tomorrow, self.three_days, self.pick)
        for button in (*self._with_step, *self._without):
            self._strip.row.addWidget(button)
        for button in self._without:
            button.hide()  # never all at once: together they would ask for a wider window
        self.setLayout(column(self._strip, spacing=0))

    def show_step(self, card: PartyCard, step: StepRow | None) -> None:
        """Show what is planned for a person."""
        for button in self._with_step:
            button.setVisible(step is not None)
        for button in self._without:
            button.setVisible(step is None)
        if step is None:
            self._show_none(card)
            return
        today = self._desk.store.today()
        late = row_words.step_state(step.due_on, today) == "late"
        tone, icon = ("danger", "circle-alert") if late else ("accent", "calendar-check")
        self._strip.set_tone(tone, icon)
        self._lead.setText(_("Next step"))
        self._lead.set_color("dangerInk" if late else "accentInk")
        self._what.setText(step.title or choices.label(choices.TASK_KINDS, step.kind))
        due = row_words.due_words(step.due_on, step.due_time, today, self._desk.language)
        other = step.staff if step.staff_id not in (None, self._desk.store.staff_id) else ""
        self._when.setText(_("{when}, {name}").format(when=due, name=other) if other else due)
        self._when.set_color("dangerInk" if late else "ink2")

    def _show_none(self, card: PartyCard) -> None:
        resting = card.state in choices.CUSTOMER_STATES and not card.deals.number
        not_a_fit = card.prospect_stage == "disqualified" and card.state == "prospect"
        if resting or not_a_fit:
            self._strip.set_tone("neutral", "circle-check")
            self._lead.setText(_("Not a fit") if not_a_fit else _("Nothing planned"))
            self._lead.set_color("ink2")
        else:
            self._strip.set_tone("warn", "triangle-alert")
            self._lead.setText(_("No next step"))
            self._lead.set_color("warnInk")
        self._what.setText(card.facts["disqualified_reason"] if not_a_fit else "")
        self._when.setText("")

    # ------------------------------------------------------------- days

    def _plan(self, days: int) -> None:
        self.planned.emit(day_after(self._desk, days))

    def _pick(self) -> None:
        pick_day(self._desk, self.pick, self.planned.emit)

    def _fill_moves(self) -> None:
        self._move_menu.clear()
        fill_days(self._move_menu, self._desk, self.move_button, self.moved.emit)

    def open_moves(self) -> None:
        """Show where the step can be moved to."""
        self.move_button.showMenu()

    def _ask_next(self) -> None:
        # Finishing one step asks for the next in the same gesture; Enter takes the first line.
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for days in (2, 7):
            self._next_line(menu, day_after(self._desk, days))
        pick = menu.addAction(_("Done, next call on a day…"))
        pick.triggered.connect(lambda: pick_day(self._desk, self.done_button, self.done.emit))
        menu.addSeparator()
        menu.addAction(_("Done, nothing next")).triggered.connect(lambda: self.done.emit(None))
        popup_below(menu, self.done_button)

    def _next_line(self, menu: QMenu, day: date) -> None:
        line = menu.addAction(
            _("Done, call again {day}").format(day=format_day(day, self._desk.language, "list"))
        )
        line.triggered.connect(self._teller(day))

    def _teller(self, day: date) -> Callable[[], None]:
        return lambda: self.done.emit(day)
