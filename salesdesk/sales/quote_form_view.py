"""The form of a quote: customer, days, seller, lines, note and totals, with the plan beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLineEdit, QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.documents.print_dialog import remember_account, shows_account
from salesdesk.parties.commands import NextStep
from salesdesk.sales.form_view import CustomerField, OneField, place_of
from salesdesk.sales.line_text import ItemNote
from salesdesk.sales.lines_view import LinesView
from salesdesk.sales.product_picker import pick_finder
from salesdesk.sales.quote_queries import QuotePage as QuoteFacts
from salesdesk.sales.quote_side_panel import QuoteSide
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.totals_view import TotalsBlock
from salesdesk.staff.queries import list_staff, staff_names
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.editors import ChoiceEditor
from salesdesk.ui.widgets import STRETCH, Card, FormField, InlineError, boxed, column, row

NARROW = 960
DATED = Field("dated_on", N_("Date"), Kind.DATE, required=True)
VALID = Field("valid_until", N_("Valid until"), Kind.DATE, required=True)
SELLER = Field("staff_id", N_("Seller"), Kind.CHOICE)


class SellerEditor(ChoiceEditor):
    """Who sells: everybody at the desk, and whoever it was, though gone meanwhile."""

    def offer(self, desk: Desk, seller: int | None) -> None:
        """Offer those who are there now, and the ``seller`` of this quote."""
        with desk.store.reading() as db:
            names, here = staff_names(db), {person.id: person.name for person in list_staff(db)}
        if seller is not None:
            here.setdefault(seller, names.get(seller, ""))
        self.clear()
        self.set_choices([(None, "—"), *here.items()])


class QuoteForm(QWidget):
    """Holds what is typed; `values` reads it, `say` shows what is wrong with it."""

    touched = Signal()
    """The person changed something."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        where = place_of(desk)
        self.customer = CustomerField(where)
        self._sellers = SellerEditor(SELLER)
        self.dated = OneField(DATED, where)
        self.valid = OneField(VALID, where)
        self.seller = OneField(SELLER, where, editor=self._sellers)
        self.fields = {
            "party_id": self.customer,
            "dated_on": self.dated,
            "valid_until": self.valid,
            "staff_id": self.seller,
        }
        self.notes = QLineEdit()
        self.lines = LinesView(where, pick_finder(desk))
        self.totals = TotalsBlock(desk.currency, desk.language)
        self.side = QuoteSide(desk)
        self.account = QCheckBox(_("Print account number and QR code"))
        self.account.clicked.connect(lambda on: remember_account(desk, on))
        self._desk = desk
        self.show_account_choice()
        self._problem = InlineError()
        self._lay_out()
        self.lines.edited.connect(self.touched)
        self.lines.left.connect(self.notes.setFocus)
        self.notes.textEdited.connect(lambda _text: self.touched.emit())
        for field in self.fields.values():
            field.input.edited.connect(self.touched)

    def _lay_out(self) -> None:
        form = row(*self.fields.values(), spacing=10)
        for at, stretch in enumerate((6, 3, 3, 3)):
            form.setStretch(at, stretch)
        table = Card(padding=False)
        table.add(self.lines)
        table.body.setContentsMargins(0, 0, 0, 6)
        notes = column(FormField(_("Note on the quote"), self.notes), self.account, STRETCH)
        foot = row(notes, 24, self.totals, spacing=0)
        foot.setStretch(0, 3)
        foot.setStretch(2, 2)
        main = boxed(column(form, table, self._problem, foot, STRETCH, spacing=12))
        self._columns = row(main, self.side, spacing=18)
        self._columns.setStretch(0, 1)
        self.setLayout(self._columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the lines there is room for the plan, or below them."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self.side.set_narrow(narrow)

    # ------------------------------------------------------------- showing

    def show_head(
        self,
        party: tuple[int, str] | tuple[int, str, str] | None,
        dated: date | None,
        valid: date | None,
        seller: int | None,
        notes: str,
    ) -> None:
        """Show everything above and below the lines."""
        self._sellers.offer(self._desk, seller)
        for field, value in zip(self.fields.values(), (party, dated, valid, seller), strict=True):
            field.input.set_value(value)
            field.clear_error()
        self.notes.setText(notes)
        self._problem.setText("")

    def show_lines(self, lines: Sequence[LineDraft], notes: Mapping[int, ItemNote], *, frozen: bool) -> None:
        """Show the lines; of a quote that the customer has they are frozen."""
        self.lines.set_lines(lines, notes, frozen=frozen)

    def show_account_choice(self) -> None:
        """Show whether papers carry the account and its code, as chosen last, here or when printing."""
        self.account.setChecked(shows_account(self._desk))

    def set_open(self, is_open: bool) -> None:
        """Whether something may be typed."""
        for field in self.fields.values():
            field.widget.setEnabled(is_open)
        self.notes.setEnabled(is_open)
        # Lines that cannot be changed are read, and are no stop for the Tab key.
        self.lines.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_open else Qt.FocusPolicy.NoFocus)

    def follow(self, facts: QuoteFacts | None, step: NextStep | None) -> None:
        """Reckon anew what depends on the lines."""
        drafts = self.lines.lines_model.good_lines()
        self.totals.show_lines(drafts)
        self._problem.setText(self.lines.lines_model.problem())
        self.side.show_quote(drafts, facts, step)

    # ------------------------------------------------------------- reading

    def values(self, *, typing: bool) -> dict[str, Any]:
        """What is entered, as `add_quote` and `edit_quote` want it.

        While somebody is ``typing`` the open cell is left alone, and a name that nobody has yet is not yet a
        customer. Raises `UserError` for what cannot be saved.
        """
        lines = self.lines.lines_model.lines() if typing else self.lines.lines()
        party_id, new_party = self.customer.who()
        if party_id is None and (typing or not new_party):
            raise UserError(_("Choose a customer, or type a name or a phone number."), "party_id")
        days = {"dated_on": self.dated.value(), "valid_until": self.valid.value()}
        for key, day in days.items():
            if day is None:
                raise UserError(_("Choose a day."), key)
        facts = {"staff_id": self.seller.value(), "notes": self.notes.text()}
        return {"lines": lines, "party_id": party_id, **days, **facts, "new_party": new_party}

    def say(self, error: UserError) -> None:
        """Say what is wrong beside its cell or field, and go there."""
        field = self.fields.get(error.field or "")
        if field is not None:
            field.set_error(error.message)
            field.widget.setFocus()
            return
        self.lines.show_problem(error)
        self._problem.setText(error.message)
