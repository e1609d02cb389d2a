"""The sheet of a quote's payment plan: parts with an amount or a share, and when; the rest is reckoned."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day
from salesdesk.sales.form_view import attempt, run_sheet
from salesdesk.sales.payment_plan import Part, left_over, parts_of, read_amount, read_when
from salesdesk.sales.payment_plan_commands import set_payment_plan
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, Emphasis, FormField, IconButton, Link, boxed, column, row

MOST = 6
_SHARE = "30%"


class PartRow(QWidget):
    """What is typed of one part."""

    def __init__(self, sheet: PlanSheet, title: str, amount: str, when: str) -> None:
        super().__init__()
        self.title, self.amount, self.when = QLineEdit(title), QLineEdit(amount), QLineEdit(when)
        self.when.setPlaceholderText(_("a day, or: on order"))
        self.fields = (
            FormField(_("Name of the part"), self.title),
            FormField(_("Amount or share"), self.amount),
            FormField(_("When"), self.when),
        )
        for edit in (self.title, self.amount, self.when):
            edit.textEdited.connect(sheet.follow)
        remove = IconButton("trash-2", _("Remove this part"), on_click=lambda: sheet.drop(self))
        line = row(*self.fields, column(20, remove, STRETCH, spacing=0), spacing=10)
        for at, stretch in enumerate((5, 4, 5)):
            line.setStretch(at, stretch)
        self.setLayout(line)

    def clear_errors(self) -> None:
        """Nothing is said to be wrong any more."""
        for field in self.fields:
            field.clear_error()


class PlanSheet(Sheet):
    """Enter saves; Esc changes nothing."""

    def __init__(
        self, desk: Desk, quote_id: int, total: int, parts: Sequence[Part], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent or desk.window, _("Payment plan"), 620, icon="banknote")
        self._desk, self._quote_id, self._total = desk, quote_id, total
        self.rows: list[PartRow] = []
        self._list = column(spacing=8)
        self._rest = Emphasis("", "body", "ink2", strong_color="ink")
        self._more = Link(_("Add a part"), icon="plus", on_click=self.add)
        self.body.addWidget(boxed(self._list))
        self.body.addLayout(row(self._more, STRETCH, self._rest))
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), on_click=self.save)
        for part in parts:
            day = format_day(part.due_on, desk.language, "short") if part.due_on else ""
            money = format_money(part.amount, desk.currency, desk.language)
            self._put(part.title, money, day or part.when_words)
        if not parts:
            self._put(_("Deposit"), _SHARE, _("on order"))
        self.set_focus_first(self.rows[0].amount)
        self.follow()

    def _put(self, title: str, amount: str, when: str) -> PartRow:
        made = PartRow(self, title, amount, when)
        self.rows.append(made)
        self._list.addWidget(made)
        return made

    def add(self) -> None:
        """One part more."""
        made = self._put("", "", "")
        self.follow()
        made.title.setFocus()

    def drop(self, part: PartRow) -> None:
        """Take a part away."""
        self.rows.remove(part)
        self._list.removeWidget(part)
        part.hide()
        part.deleteLater()
        self.follow()
        if self.rows:
            self.rows[-1].title.setFocus()

    def follow(self) -> None:
        """Say what the parts leave."""
        self._more.setVisible(len(self.rows) < MOST)
        rest = left_over(self._parts(strict=False), self._total)
        words = format_money(abs(rest), self._desk.currency, self._desk.language)
        if rest < 0:
            self._rest.setText(_("**{amount}** more than the quote").format(amount=words))
        else:
            self._rest.setText(_("Rest **{amount}**").format(amount=words))

    def _parts(self, *, strict: bool) -> list[Part]:
        parts = []
        for line in self.rows:
            try:
                amount = read_amount(line.amount.text(), self._total, self._desk.currency)
            except UserError as error:
                if not strict:
                    continue
                line.fields[1].set_error(error.message)
                line.amount.setFocus()
                raise
            if strict and not line.title.text().strip():
                line.fields[0].set_error(_("Say what this part is for."))
                line.title.setFocus()
                raise UserError(line.fields[0].error())
            day, words = read_when(line.when.text(), self._desk.store.today())
            parts.append(Part(line.title.text(), amount, day, words))
        return parts

    def save(self) -> None:
        """Keep the plan; what is wrong is said beside it."""
        for line in self.rows:
            line.clear_errors()
        try:
            parts = self._parts(strict=True)
        except UserError:
            return
        if attempt(self, self._desk, {}, set_payment_plan, self._quote_id, parts):
            self.accept()


def open_plan(desk: Desk, quote_id: int, total: int) -> None:
    """Show the sheet of a quote's plan."""
    with desk.store.reading() as db:
        parts = parts_of(db, quote_id)
    run_sheet(PlanSheet(desk, quote_id, total, parts))
