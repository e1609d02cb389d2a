"""Money coming in: what is owed stands there already, Enter writes it down. And the goal of the month."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from salesdesk.base.choices import PAYMENT_METHODS
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind, by_key
from salesdesk.base.i18n import N_, _
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day, month_of
from salesdesk.documents.print_dialog import run_print_sheet
from salesdesk.sales.fields import PAYMENT_FIELDS
from salesdesk.sales.form_view import OneField, attempt, place_of, show_wrong
from salesdesk.sales.payment_commands import record_payment, set_target
from salesdesk.sales.sale_queries import sale_page, unpaid_sales_of
from salesdesk.sales.target_queries import target_of_month
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import ChoiceBox, FormField, Label, row

_FIELDS = by_key(PAYMENT_FIELDS)
TARGET = Field(
    "amount", N_("Revenue to reach"), Kind.MONEY, help=N_("Before tax; empty takes the target away")
)


class PaymentSheet(Sheet):
    """The whole rest is filled in; with several unpaid sales the one due first is chosen."""

    def __init__(self, desk: Desk, sale_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent or desk.window, _("Record payment"), 540, icon="banknote")
        self._desk = desk
        where = place_of(desk)
        self.amount = OneField(_FIELDS["amount"], where)
        self.on = OneField(_FIELDS["paid_on"], where, desk.store.today())
        self.method = ChoiceBox([(c.value, _(c.label)) for c in PAYMENT_METHODS], _("How"))
        self.notes = OneField(_FIELDS["notes"], where)
        self.sale = ChoiceBox([], _("Sale"))
        self._line = Label("", "body", "ink2", wrap=True)
        self._sale_id = sale_id
        self.payment_id: int | None = None
        self._lay_out()
        self._show(sale_id)

    def _lay_out(self) -> None:
        with self._desk.store.reading() as db:
            page = sale_page(db, self._sale_id)
            party_id = page.facts["party_id"] if page else None
            others = unpaid_sales_of(db, party_id) if party_id is not None else []
        if page is not None and page.party:
            self.set_title(_("Record payment: {name}").format(name=page.party))
        if len(others) > 1:
            money = [format_money(o.amount, self._desk.currency, self._desk.language) for o in others]
            self.sale.set_choices(
                [(o.sale_id, f"{o.number}  {m}") for o, m in zip(others, money, strict=True)]
            )
            self.sale.set_value(self._sale_id)
            self.sale.chosen.connect(self._show)
            self.body.addWidget(FormField(_("Sale"), self.sale))
        self.body.addWidget(self._line)
        line = row(self.amount, self.on, FormField(_("How"), self.method), spacing=10)
        for at in range(3):
            line.setStretch(at, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.notes)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        printing = self.add_action(
            _("Save and print receipt"), icon="printer", key="Ctrl+P", on_click=self.save_and_print
        )
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(printing.click)
        self.set_primary(_("Save"), on_click=self.save)
        self.set_focus_first(self.amount.widget)

    def _show(self, sale_id: int) -> None:
        self._sale_id = sale_id
        with self._desk.store.reading() as db:
            page = sale_page(db, sale_id)
        if page is None:
            return
        facts, language = page.facts, self._desk.language
        rest = facts["total"] - facts["credited"] - facts["paid"]
        self.amount.input.set_value(max(rest, 0))
        paid = facts["paid"]
        words = (
            _("{number} of {day}: {total}, {paid} paid")
            if paid
            else _("{number} of {day}: {total}, nothing paid yet")
        )
        self._line.setText(
            words.format(
                number=facts["number"] or facts["code"] or "—",
                day=format_day(facts["sold_on"], language, "short"),
                total=format_money(facts["total"] - facts["credited"], self._desk.currency, language),
                paid=format_money(paid, self._desk.currency, language),
            )
        )

    def save_and_print(self) -> None:
        """Write the payment down, then show its receipt before it is printed."""
        self.save()
        if self.payment_id is not None:
            run_print_sheet(self._desk, "receipt", self.payment_id)

    def save(self) -> None:
        """Write the payment down."""
        fields = {"amount": self.amount, "paid_on": self.on, "notes": self.notes}
        try:
            amount, on = self.amount.value(), self.on.value()
            if amount is None:
                raise UserError(_("Type how much was paid."), "amount")
            if on is None or on > self._desk.store.today():
                raise UserError(_("Choose the day on which the money came, today at the latest."), "paid_on")
        except UserError as error:
            show_wrong(self, fields, error)
            return
        facts = {"method": str(self.method.value()), "notes": self.notes.try_value() or ""}
        made = attempt(self, self._desk, fields, record_payment, self._sale_id, amount, on, **facts)
        if made:
            self.payment_id = made[0]
            self.accept()


class TargetSheet(Sheet):
    """The month's revenue target."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        month = month_of(desk.store.today())
        words = format_day(month.start, desk.language, "month")
        super().__init__(
            parent or desk.window, _("Target for {month}").format(month=words), 440, icon="target"
        )
        self._desk, self._month_on = desk, month.start
        with desk.store.reading() as db:
            known = target_of_month(db, month.start)
        self.amount = OneField(TARGET, place_of(desk), known, help_words=_(TARGET.help))
        self.body.addWidget(self.amount)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), on_click=self.save)

    def save(self) -> None:
        """Set it."""
        fields = {"amount": self.amount}
        try:
            amount = self.amount.value() or 0
        except UserError as error:
            show_wrong(self, fields, error)
            return
        if attempt(self, self._desk, fields, set_target, month_on=self._month_on, amount=amount):
            self.accept()
