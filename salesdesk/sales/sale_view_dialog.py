"""An issued sale: its lines, what was paid and what is owed; and the credit note that corrects it."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.base import choices
from salesdesk.base.choices import PAYMENT_METHODS
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day
from salesdesk.documents.print_dialog import run_print_sheet
from salesdesk.sales.card_words import sale_state
from salesdesk.sales.form_view import OneField, attempt, place_of, run_sheet, show_wrong
from salesdesk.sales.line_notes import drafts_of, notes_for
from salesdesk.sales.lines_view import LinesView
from salesdesk.sales.payment_dialog import PaymentSheet
from salesdesk.sales.product_picker import pick_finder
from salesdesk.sales.rules import Totals, share_credited
from salesdesk.sales.sale_commands import credit_sale, credited_before
from salesdesk.sales.sale_queries import SalePage, sale_page, sales_by_id
from salesdesk.sales.totals_view import TotalsBlock
from salesdesk.ui.desk import Desk
from salesdesk.ui.formats import format_quantity
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import (
    STRETCH,
    Badge,
    Card,
    ChoiceBox,
    FormField,
    IconButton,
    Label,
    Link,
    boxed,
    clear,
    column,
    row,
)

REFUND = Field("refund", N_("Give back now"), Kind.MONEY)


class SaleView(Sheet):
    """Read only: the customer has the paper."""

    def __init__(self, desk: Desk, sale_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent or desk.window, "", 900, icon="receipt")
        self._desk, self.sale_id = desk, sale_id
        self._badge = Badge("")
        self._facts = Label("", "body", "ink2")
        self._who = Link("", on_click=self._open_customer)
        self.lines = LinesView(place_of(desk), pick_finder(desk))
        self.totals = TotalsBlock(desk.currency, desk.language)
        self._money = column(spacing=4)
        self._page: SalePage | None = None
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        self.title_row.addWidget(self._badge)
        self.body.addLayout(row(self._who, self._facts, STRETCH, spacing=8))
        table = Card(padding=False)
        table.add(self.lines)
        table.body.setContentsMargins(0, 0, 0, 6)
        self.body.addWidget(table)
        foot = row(column(self._money, STRETCH), 40, self.totals, spacing=0)
        foot.setStretch(0, 3)
        foot.setStretch(2, 2)
        self.body.addLayout(foot)
        self._credit = self.add_action(_("Credit note"), icon="undo-2", on_click=self._take_back)
        printing = self.add_action(_("Print or PDF"), icon="printer", key="Ctrl+P", on_click=self.print_slip)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(printing.click)
        self._pay = self.add_action(_("Record payment"), icon="banknote", key="P", on_click=self.pay)
        self.set_focus_first(self.set_primary(_("Close"), icon="", on_click=self.reject))

    def _show(self) -> None:
        store, language, currency = self._desk.store, self._desk.language, self._desk.currency
        with store.reading() as db:
            page = self._page = sale_page(db, self.sale_id)
            found = sales_by_id(db, [self.sale_id])
            if page is None or self.sale_id not in found:
                return
            drafts = drafts_of(page.lines)
            notes = notes_for(db, drafts, store.today())
        facts, state = page.facts, sale_state(found[self.sale_id], store.today(), language)
        number = facts["number"] or facts["code"] or "—"
        note = facts["kind"] == "credit_note"
        self.set_title((_("Credit note {number}") if note else _("Sale {number}")).format(number=number))
        self._badge.show_badge(*state)
        self._who.setText(page.party or _("Walk-in customer"))
        self._who.setEnabled(facts["party_id"] is not None)
        parts = [format_day(facts["sold_on"], language, "short"), page.seller, facts["place"], page.credit_of]
        self._facts.setText(" · ".join(part for part in parts if part))
        self.lines.set_lines(drafts, notes, frozen=True)
        gross = sum(line.net + line.discount for line in page.lines)
        taxes: dict[int, int] = {}
        for line in page.lines:
            if line.tax:
                taxes[line.tax_rate] = taxes.get(line.tax_rate, 0) + line.tax
        self.totals.show_figures(
            Totals(
                gross,
                gross - facts["net"],
                facts["net"],
                facts["tax"],
                facts["total"],
                tuple(sorted(taxes.items())),
            )
        )
        self._show_money(page, currency, language)
        owed = found[self.sale_id].owed
        self._pay.setVisible(owed > 0)
        self._credit.setVisible(not note and facts["credited"] < facts["total"])
        self.set_note(facts["notes"] or "")

    def _show_money(self, page: SalePage, currency: str, language: str) -> None:
        clear(self._money)
        if page.payments or page.credit_notes:
            self._money.addWidget(Label(_("Payments and returns"), "strong"))
        for payment in page.payments:
            words = _("{day} · {how}").format(
                day=format_day(payment.paid_on, language, "short"),
                how=choices.label(PAYMENT_METHODS, payment.method),
            )
            amount = Label(format_money(payment.amount, currency, language), "medium")
            day = format_day(payment.paid_on, language, "short")
            act = partial(self.print_receipt, payment.id)
            name = _("Print the receipt of {day}").format(day=day)
            printing = IconButton("printer", name, size="row", on_click=act)
            printing.setVisible(payment.amount > 0)
            self._money.addLayout(row(Label(words, "body", "ink2"), STRETCH, amount, printing))
        for _id, number, total in page.credit_notes:
            amount = Label(format_money(-total, currency, language), "medium")
            words = _("Credit note {number}").format(number=number)
            self._money.addLayout(row(Label(words, "body", "ink2"), STRETCH, amount))
        rest = page.facts["total"] - page.facts["credited"] - page.facts["paid"]
        if page.facts["kind"] == "sale" and rest:
            label = _("Still owed") if rest > 0 else _("To give back")
            amount = Label(format_money(abs(rest), currency, language), "strong")
            self._money.addLayout(row(Label(label, "strong"), STRETCH, amount))

    def _open_customer(self) -> None:
        if self._page is not None and self._page.facts["party_id"]:
            self.reject()
            self._desk.open_record("party", self._page.facts["party_id"])

    def pay(self) -> None:
        """Record a payment of this sale."""
        if run_sheet(PaymentSheet(self._desk, self.sale_id, self)):
            self._show()

    def print_slip(self) -> None:
        """Ctrl+P: the slip of this sale."""
        run_print_sheet(self._desk, "sale", self.sale_id, self)

    def print_receipt(self, payment_id: int) -> None:
        """The receipt of one of its payments."""
        run_print_sheet(self._desk, "receipt", payment_id, self)

    def _take_back(self) -> None:
        if run_sheet(CreditSheet(self._desk, self.sale_id, self)):
            self._show()


class CreditSheet(Sheet):
    """How much of each line comes back, why, and what money goes back at once."""

    def __init__(self, desk: Desk, sale_id: int, parent: QWidget | None = None) -> None:
        with desk.store.reading() as db:
            page = sale_page(db, sale_id)
            before = credited_before(db, sale_id)
        number = page.facts["number"] or page.facts["code"] if page else ""
        super().__init__(
            parent or desk.window, _("Credit note for {number}").format(number=number), 620, icon="undo-2"
        )
        self._desk, self._sale_id = desk, sale_id
        self._paid = page.facts["paid"] if page else 0
        where = place_of(desk)
        self._lines = page.lines if page else []
        self._left = {
            line.id: line.quantity - before.get(line.position, {}).get("quantity", 0) for line in self._lines
        }
        self.quantities: dict[int, OneField] = {}
        self.reason = QLineEdit()
        self.refund = OneField(REFUND, where)
        self.method = ChoiceBox([(c.value, _(c.label)) for c in PAYMENT_METHODS], _("How"))
        self._sum = TotalsBlock(desk.currency, desk.language)
        self._lay_out()
        self._follow()

    def _lay_out(self) -> None:
        where = place_of(self._desk)
        self.body.addWidget(Label(_("What comes back?"), "strong"))
        for line in self._lines:
            if not self._left[line.id]:
                continue
            field = OneField(Field("quantity", N_("Quantity"), Kind.QUANTITY), where, self._left[line.id])
            field.label.hide()
            field.setFixedWidth(90)
            field.widget.setAccessibleName(_("How much of {what} comes back").format(what=line.words))
            field.input.edited.connect(self._follow)
            self.quantities[line.id] = field
            left = format_quantity(self._left[line.id], self._desk.language)
            of = Label(_("of {quantity}").format(quantity=left), "body", "ink3")
            self.body.addLayout(row(Label(line.words, "body", elide="end"), STRETCH, field, of))
        self.body.addWidget(FormField(_("Why"), self.reason))
        money = row(self.refund, FormField(_("How"), self.method), spacing=10)
        nothing = Label(_("Nothing was paid yet: what is owed becomes less."), "body", "ink2", wrap=True)
        foot = row(boxed(money) if self._paid else nothing, 24, self._sum, spacing=0)
        foot.setStretch(0, 3)
        foot.setStretch(2, 2)
        self.body.addLayout(foot)
        self.set_note(_("The sale stays as it is; the note corrects it"))
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Issue credit note"), icon="", on_click=self.save)

    def _follow(self) -> None:
        net = 0
        taxes: dict[int, int] = {}
        for line in self._lines:
            field = self.quantities.get(line.id)
            back = (field.try_value() or 0) if field else 0
            net += share_credited(line.net, back, line.quantity)
            taxes[line.tax_rate] = taxes.get(line.tax_rate, 0) + share_credited(line.tax, back, line.quantity)
        tax = sum(taxes.values())
        by_rate = tuple((rate, amount) for rate, amount in sorted(taxes.items()) if amount)
        self._sum.show_figures(Totals(net, 0, net, tax, net + tax, by_rate))
        self.refund.input.set_value(min(self._paid, net + tax) or None)

    def save(self) -> None:
        """Issue it."""
        fields = {"refund": self.refund}
        quantities: dict[int, int] = {}
        try:
            for line_id, field in self.quantities.items():
                back = field.value() or 0
                if not 0 <= back <= self._left[line_id]:
                    field.set_error(_("No more can come back than was sold."))
                    field.widget.setFocus()
                    return
                quantities[line_id] = back
            refund = self.refund.value() or 0
        except UserError as error:
            show_wrong(self, fields | ({"quantity": field} if error.field == "quantity" else {}), error)
            return
        terms = {"reason": self.reason.text(), "refund": refund, "method": str(self.method.value())}
        if attempt(self, self._desk, fields, credit_sale, self._sale_id, quantities=quantities, **terms):
            self.accept()
