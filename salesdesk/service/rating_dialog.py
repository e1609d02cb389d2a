"""Small sheets about a case: its rating, reopening it, adding time."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.service import commands
from salesdesk.service.case_queries import CaseRow
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import FormField, Label, NumberBox, RatingBar


class RateSheet(Sheet):
    """Choosing a number keeps it at once: two steps from the queue."""

    def __init__(self, desk: Desk, case: CaseRow) -> None:
        super().__init__(
            desk.window,
            _("How satisfied is {customer}?").format(customer=case.party),
            460,
            icon="smile",
            tone="service",
        )
        self._desk, self._case = desk, case
        about = _("{number} · {problem}").format(number=case.number, problem=case.title)
        self.body.addWidget(Label(about, color="ink2", wrap=True))
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Optional, in the customer’s own words"))
        self.body.addWidget(FormField(_("What the customer said"), self.words))
        self.rating = RatingBar()
        self.rating.rated.connect(self.rate)
        self.body.addWidget(
            FormField(_("Rating"), self.rating, help=_("The number you choose is saved at once"))
        )
        for score in range(1, 6):
            QShortcut(QKeySequence(f"Alt+{score}"), self, lambda score=score: self.rate(score))
        self.add_action(_("Ask tomorrow"), icon="alarm-clock", on_click=self._tomorrow)
        self.add_action(_("Do not ask"), on_click=self._never)
        self.set_focus_first(self.words)

    def rate(self, score: int) -> None:
        """Keep the rating and close."""
        self._desk.do(commands.rate_case, self._case.id, score, self.words.text())
        self.accept()

    def _tomorrow(self) -> None:
        on = self._desk.store.today() + timedelta(days=1)
        self._desk.do(commands.ask_for_score, self._case.id, on)
        self.accept()

    def _never(self) -> None:
        self._desk.do(commands.set_status, self._case.id, "closed")
        self.accept()


class ReopenSheet(Sheet):
    """Why a solved case is taken up again."""

    def __init__(self, desk: Desk, case_id: int, number: str) -> None:
        super().__init__(desk.window, _("Reopen {number}").format(number=number), 460, icon="rotate-ccw")
        self._desk, self._case = desk, case_id
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("It hums again"))
        self.body.addWidget(
            FormField(_("Why"), self.reason, help=_("Kept as a note; a new promise begins now"))
        )
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Reopen the case"), icon="rotate-ccw", on_click=self.save)

    def save(self) -> None:
        """Reopen and close the sheet."""
        self._desk.do(commands.reopen_case, self._case, self.reason.text())
        self.accept()


class AddTimeSheet(Sheet):
    """Work that no timer measured."""

    def __init__(self, desk: Desk, case_id: int, number: str) -> None:
        super().__init__(desk.window, _("Add time to {number}").format(number=number), 400, icon="timer")
        self._desk, self._case = desk, case_id
        self.minutes = NumberBox(1, 1440, 15, suffix=_(" min"))
        self._field = FormField(_("Minutes worked"), self.minutes)
        self.body.addWidget(self._field)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Add"), on_click=self.save)

    def save(self) -> None:
        """Add the time and close."""
        failures: list[UserError] = []
        self._desk.do(commands.add_time, self._case, self.minutes.value(), failed=failures.append)
        if failures:
            self._field.set_error(failures[0].message)
        else:
            self.accept()


def show(sheet: Sheet) -> bool:
    """Show a sheet and wait; True when it was accepted."""
    try:
        return sheet.run()
    finally:
        sheet.deleteLater()
