"""Setting the revenue a month is to reach, for the shop or for one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import Period, add_months, format_day, month_of
from salesdesk.charts.commands import set_targets
from salesdesk.staff.queries import list_staff
from salesdesk.store.sums import targets_of
from salesdesk.ui.desk import Desk
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import ChoiceBox, FormField, row

AMOUNT = Field(
    "amount", N_("Revenue to reach"), Kind.MONEY, help=N_("Before tax, for the month; empty takes it away")
)
MONTHS_AHEAD = 3


class TargetSheet(Sheet):
    """One month's target; with a tick the same for all the months the panel shows."""

    def __init__(
        self, desk: Desk, period: Period, staff_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent or desk.window, _("Set a target"), 480, icon="target")
        self._desk = desk
        today = desk.store.today()
        self._shown = [month.start.replace(day=1) for month in period.months()]
        self._months = sorted(
            {*self._shown, *(add_months(today.replace(day=1), n) for n in range(MONTHS_AHEAD + 1))}
        )
        names = [(m, format_day(m, desk.language, "month")) for m in self._months]
        self.month = ChoiceBox(names, _("Month"))
        self.month.set_value(min(max(self._shown[-1], self._months[0]), self._months[-1]))
        self.who = ChoiceBox(self._people(), _("For whom"))
        self.who.set_value(staff_id)
        self.form = RecordForm((AMOUNT,), {}, desk.place())
        self.every = QCheckBox(_("The same for every month shown"))
        self._lay_out()
        self._show()

    def _people(self) -> list[tuple[object, str]]:
        with self._desk.store.reading() as db:
            staff = list_staff(db)
        return [(None, _("Everyone")), *((person.id, person.name) for person in staff)]

    def _lay_out(self) -> None:
        line = row(FormField(_("Month"), self.month), FormField(_("For whom"), self.who), spacing=10)
        for at in range(2):
            line.setStretch(at, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.form)
        self.body.addWidget(self.every)
        self.every.setVisible(len(self._shown) > 1)
        self.month.chosen.connect(lambda _value: self._show())
        self.who.chosen.connect(lambda _value: self._show())
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), on_click=self.save)
        self.set_focus_first(self.form.widget("amount"))

    def _chosen(self) -> tuple[date, int | None]:
        month, who = self.month.value(), self.who.value()
        return month if isinstance(month, date) else self._months[-1], who if isinstance(who, int) else None

    def _show(self) -> None:
        """The target that is set already."""
        month, who = self._chosen()
        with self._desk.store.reading() as db:
            known = targets_of(db, [month_of(month)], who)[0]
        self.form.set_values({"amount": known or None})

    def save(self) -> None:
        """Set it, if it can be."""
        values = self.form.try_values()
        if values is None:
            return
        month, who = self._chosen()
        months: Sequence[date] = self._shown if self.every.isChecked() else [month]
        amount = values["amount"] or 0
        if self._desk.do(set_targets, months=months, amount=amount, staff_id=who, failed=self._say):
            self.accept()

    def _say(self, error: UserError) -> None:
        if not self.form.show_error(error):
            self.show_error(error.message)
