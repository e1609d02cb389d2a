"""What to do next with a customer: a day, a time, a few words."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.base.choices import TASK_KINDS
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import NextStep, set_next_step
from salesdesk.sales.deal_queries import DealRow
from salesdesk.sales.form_view import OneField, attempt, place_of, show_wrong
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, Chip, ChoiceBox, FormField, row

ON = Field("due_on", N_("Day"), Kind.DATE, required=True)
TIME = Field("due_time", N_("Time"))
_KINDS = ("call", "visit", "quote", "promise", "follow_up")


class StepSheet(Sheet):
    """Enter saves; the step planned before is replaced."""

    def __init__(self, desk: Desk, deal: DealRow, parent: QWidget | None = None) -> None:
        title = _("Next step: {name}").format(name=deal.party or deal.title)
        super().__init__(parent or desk.window, title, 540, icon="calendar-check")
        self._desk, self._deal = desk, deal
        where = place_of(desk)
        today = desk.store.today()
        self.on = OneField(ON, where, deal.step_on if deal.step_on and deal.step_on >= today else today)
        self.time = OneField(TIME, where, deal.step_time or None)
        self.kind = ChoiceBox([(c.value, _(c.label)) for c in TASK_KINDS if c.value in _KINDS], _("Kind"))
        self.kind.set_value(deal.step_kind if deal.step_kind in _KINDS else "call")
        self.what = QLineEdit(deal.step_title)
        self._lay_out()

    def _lay_out(self) -> None:
        today = self._desk.store.today()
        chips = []
        for words, days in ((_("Today"), 0), (_("Tomorrow"), 1), (_("In 3 days"), 3), (_("In a week"), 7)):
            chip = Chip(words)
            chip.setCheckable(False)
            chip.clicked.connect(lambda _on=False, n=days: self.on.input.set_value(today + timedelta(days=n)))
            chips.append(chip)
        self.body.addLayout(row(*chips, STRETCH, spacing=6))
        line = row(self.on, self.time, FormField(_("Kind"), self.kind), spacing=10)
        for at, stretch in enumerate((3, 2, 3)):
            line.setStretch(at, stretch)
        self.body.addLayout(line)
        self.body.addWidget(FormField(_("What to do"), self.what))
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), on_click=self.save)
        self.set_focus_first(self.on.widget)

    def save(self) -> None:
        """Plan it."""
        fields = {"due_on": self.on, "due_time": self.time}
        try:
            day = self.on.value()
            if day is None:
                raise UserError(_("Choose a day."), "due_on")
        except UserError as error:
            show_wrong(self, fields, error)
            return
        step = NextStep(day, str(self.time.try_value() or ""), self.what.text(), str(self.kind.value()))
        if attempt(self, self._desk, fields, set_next_step, self._deal.party_id, step, self._deal.id):
            self.accept()
