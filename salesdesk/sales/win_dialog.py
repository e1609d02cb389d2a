"""Winning: one sheet takes the money and books what comes after. Losing: one sheet asks why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from salesdesk.base.choices import PAYMENT_METHODS
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.base.money import format_money
from salesdesk.documents.print_dialog import run_receipt_sheet
from salesdesk.sales.after_sale_view import AfterSaleList
from salesdesk.sales.deal_commands import win_deal
from salesdesk.sales.deal_lines import lines_of_deal, used_quote
from salesdesk.sales.deal_page_queries import deal_page
from salesdesk.sales.form_view import OneField, attempt, people_at_desk, place_of, show_wrong
from salesdesk.sales.payment_plan import parts_of
from salesdesk.sales.quote_commands import accept_quote
from salesdesk.sales.rules import totals
from salesdesk.service.queries import after_sale_plan
from salesdesk.service.rules import AfterSale
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, ChoiceBox, Divider, Emphasis, Label, plain_tip, row, show_key

AMOUNT = Field("amount", N_("Amount"), Kind.MONEY, required=True)
PAID = Field("paid", N_("Paid now"), Kind.MONEY)
DUE = Field("due_on", N_("Rest due"), Kind.DATE)


class Winning(NamedTuple):
    """What the sheet is about: a deal, or a quote without one; the sum asked and the plan after it."""

    name: str
    amount: int
    plan: Sequence[AfterSale]
    deal_id: int | None
    quote_id: int | None


def winning_deal(desk: Desk, deal_id: int) -> Winning | None:
    """What winning a deal would mean today; None when it is gone."""
    store = desk.store
    with store.reading() as db:
        page = deal_page(db, deal_id)
        if page is None:
            return None
        lines = lines_of_deal(db, deal_id, store.today())
        plan = after_sale_plan(db, [line.product_id for line in lines if line.product_id], store.today())
        quoted = totals(lines).total if used_quote(db, deal_id) is not None else 0
    amount = quoted or page.facts["amount"] or totals(lines).total
    return Winning(page.party or page.facts["title"], amount, plan, deal_id, None)


class WinSheet(Sheet):
    """Enter saves: won, sale, payment, what is owned, what comes after, in one step. Esc changes nothing."""

    def __init__(self, desk: Desk, winning: Winning, parent: QWidget | None = None) -> None:
        super().__init__(
            parent or desk.window, _("Win: {name}").format(name=winning.name), 540, icon="circle-check"
        )
        self._desk, self._winning = desk, winning
        self.sale_id: int | None = None
        place = place_of(desk)
        self.amount = OneField(AMOUNT, place, winning.amount or None)
        self.paid = OneField(PAID, place)
        self.due = OneField(DUE, place, self._usual_due())
        self.method = ChoiceBox([(c.value, _(c.label)) for c in PAYMENT_METHODS], _("Paid by"))
        self.plan = AfterSaleList(
            desk.store.today(), desk.language, people_at_desk(desk), desk.store.staff_id
        )
        self._rest = Emphasis("", "caption", "ink2", strong_color="ink")
        self._fields = {"amount": self.amount, "paid": self.paid, "due_on": self.due, "on": self.due}
        self._lay_out()
        self._follow()

    def _lay_out(self) -> None:
        fields = row(self.amount, self.paid, self.due, spacing=10)
        for place, share in enumerate((5, 5, 7)):
            fields.setStretch(place, share)
        self.body.addLayout(fields)
        self._how = Label(_("Paid by"), "caption", "ink2", buddy=self.method)
        self.body.addLayout(row(self._rest, STRETCH, self._how, self.method, spacing=8))
        if self._winning.plan:
            self.plan.set_steps(self._winning.plan)
            self.body.addWidget(Divider())
            self.body.addWidget(Label(_("After the sale: look after the customer"), "strong"))
            self.body.addWidget(self.plan)
        self.set_note(_("Undo at any time: Ctrl Z"))
        if self._winning.quote_id is not None:
            self.amount.setEnabled(False)
        words = _("Save and print receipt")
        self._print = self.add_action(words, icon="printer", on_click=self.save_and_print)
        self._print.setToolTip(plain_tip(f"{words}  {show_key('Ctrl+P')}"))
        shortcut = QShortcut(QKeySequence("Ctrl+P"), self)
        shortcut.activated.connect(self._print.click)
        self.set_primary(_("Save"), on_click=self.save)
        self.set_focus_first(self.paid.widget if self._winning.amount else self.amount.widget)
        for field in (self.amount, self.paid):
            field.input.edited.connect(self._follow)

    def _usual_due(self) -> date:
        with self._desk.store.reading() as db:
            quote_id = self._winning.quote_id
            if quote_id is None and self._winning.deal_id is not None:
                quote_id = used_quote(db, self._winning.deal_id)
            planned = [part.due_on for part in parts_of(db, quote_id) if part.due_on is not None]
        if planned:
            return max(planned)
        fitted = [s.on for s in self._winning.plan if s.kind == "installation" and s.chosen]
        return fitted[0] if fitted else self._desk.store.today()

    def _follow(self) -> None:
        amount, paid = self.amount.try_value() or 0, self.paid.try_value() or 0
        rest = max(amount - paid, 0)
        words = format_money(rest, self._desk.currency, self._desk.language)
        self._rest.setText(
            _("Rest to collect **{amount}**").format(amount=words) if rest else _("Paid in full")
        )
        self.due.setEnabled(rest > 0)
        for widget in (self._how, self.method):
            widget.setVisible(paid > 0)

    def save_and_print(self) -> None:
        """Save, then show the print sheet: the receipt of what was paid, or the slip when nothing was yet."""
        self.save()
        if self.sale_id is not None:
            run_receipt_sheet(self._desk, self.sale_id)

    def save(self) -> None:
        """Win it; what is wrong is said beside its field and the sheet stays."""
        try:
            amount, paid, due = self.amount.value(), self.paid.value() or 0, self.due.value()
            if amount is None:
                raise UserError(_("Type what was agreed."), "amount")
        except UserError as error:
            show_wrong(self, self._fields, error)
            return
        terms: dict[str, Any] = {
            "paid": paid,
            "due_on": due if paid < amount else None,
            "method": str(self.method.value()),
            "after_sale": self.plan.steps(),
            "on": self._desk.store.today(),
        }
        if self._winning.quote_id is not None:
            made = attempt(self, self._desk, self._fields, accept_quote, self._winning.quote_id, **terms)
        else:
            made = attempt(
                self, self._desk, self._fields, win_deal, self._winning.deal_id, amount=amount, **terms
            )
        if made:
            self.sale_id = made[0]
            self.accept()
