"""A sale at the counter: lines, what is paid, done. Also a draft that is taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from salesdesk.base.choices import PAYMENT_METHODS
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.base.money import format_money
from salesdesk.parties.kinds_panel import add_kinds_for
from salesdesk.sales.form_view import CustomerField, OneField, attempt, place_of, show_wrong
from salesdesk.sales.line_notes import drafts_of, notes_for
from salesdesk.sales.lines_view import LinesView
from salesdesk.sales.product_picker import pick_finder
from salesdesk.sales.records import customer
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale, discard_draft, edit_sale, issue_sale
from salesdesk.sales.sale_queries import SalePage, sale_page
from salesdesk.sales.totals_view import TotalsBlock
from salesdesk.store.database import Store
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Card, ChoiceBox, Emphasis, FormField, InlineError, column, row

ON = Field("on", N_("Date"), Kind.DATE, required=True)
PAID = Field("paid", N_("Paid now"), Kind.MONEY)
DUE = Field("due_on", N_("Rest due"), Kind.DATE)
PLACE = Field("place", N_("Place of sale"))


class Entered(NamedTuple):
    """What is sold, and to whom: somebody known, or a name or number that becomes a new customer."""

    lines: Sequence[LineDraft]
    party_id: int | None
    new_party: str
    place: str


class SaleSheet(Sheet):
    """Two key strokes for a sale at the counter: a product with Enter, then Ctrl+Enter.

    What is paid follows the total until somebody types another sum.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        sale_id: int | None = None,
        party: tuple[int, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._page = _read(desk, sale_id)
        title = _("Draft of a sale") if self._page else _("New sale")
        super().__init__(parent or desk.window, title, 900, icon="shopping-cart")
        self._desk, self.sale_id = desk, sale_id
        where = place_of(desk)
        facts = self._page.facts if self._page else {}
        if self._page and facts["party_id"]:
            party = (facts["party_id"], self._page.party)
        self.customer = CustomerField(where, party, optional=True)
        self.on = OneField(ON, where, desk.store.today())
        self.place_field = OneField(PLACE, where, facts.get("place"))
        self.lines = LinesView(where, pick_finder(desk))
        self._problem = InlineError()
        self.totals = TotalsBlock(desk.currency, desk.language)
        self.paid = OneField(PAID, where)
        self.method = ChoiceBox([(c.value, _(c.label)) for c in PAYMENT_METHODS], _("How"))
        self.due = OneField(DUE, where, facts.get("due_on") or desk.store.today())
        self._rest = Emphasis("", "caption", "ink2", strong_color="ink")
        self._paid_typed = False
        self.fields = {
            "party_id": self.customer,
            "on": self.on,
            "paid": self.paid,
            "due_on": self.due,
            "place": self.place_field,
        }
        self._lay_out()
        self._show_draft()

    def _lay_out(self) -> None:
        if self._page is None:
            add_kinds_for(self, self._desk, "sales.new_sale", self.customer.reference)
        head = row(self.customer, self.on, self.place_field, spacing=10)
        for at, stretch in enumerate((5, 2, 2)):
            head.setStretch(at, stretch)
        self.body.addLayout(head)
        table = Card(padding=False)
        table.add(self.lines)
        table.body.setContentsMargins(0, 0, 0, 6)
        self.body.addWidget(table)
        self.body.addWidget(self._problem)
        money = row(self.paid, FormField(_("How"), self.method), self.due, spacing=10)
        foot = row(column(money, self._rest, spacing=4), 40, self.totals, spacing=0)
        foot.setStretch(0, 3)
        foot.setStretch(2, 2)
        self.body.addLayout(foot)
        self.lines.edited.connect(self._follow)
        self.lines.left.connect(lambda: self.paid.widget.setFocus())
        self.paid.input.edited.connect(self._paid_edited)
        self.set_note(_("An issued sale is corrected with a credit note"))
        if self._page is not None:
            self.add_action(_("Discard draft"), kind="danger", on_click=self.discard)
        self.add_action(_("Save as draft"), on_click=self.save_draft)
        self.set_primary(_("Issue sale"), key="Ctrl+Return", on_click=self.save)
        self.set_focus_first(self.lines)

    def _show_draft(self) -> None:
        if self._page is not None:
            drafts = drafts_of(self._page.lines)
            with self._desk.store.reading() as db:
                notes = notes_for(db, drafts, self._desk.store.today())
            self.lines.set_lines(drafts, notes)
        self._follow()

    # ------------------------------------------------------------- figures

    def _paid_edited(self) -> None:
        self._paid_typed = True
        self._follow()

    def _follow(self) -> None:
        self.totals.show_lines(self.lines.lines_model.good_lines())
        self._problem.setText(self.lines.lines_model.problem())
        total = self.totals.figures.total
        if not self._paid_typed:
            self.paid.input.set_value(total or None)
        rest = max(total - (self.paid.try_value() or 0), 0)
        words = format_money(rest, self._desk.currency, self._desk.language)
        self._rest.setText(_("Rest to collect **{amount}**").format(amount=words) if rest else "")
        self.due.setEnabled(rest > 0)

    # ------------------------------------------------------------- doing

    def _entered(self) -> tuple[Entered, dict[str, Any]] | None:
        """What is sold to whom, and the terms; or None with what is wrong said."""
        try:
            lines = self.lines.lines()
            facts = {key: self.fields[key].value() for key in ("on", "paid", "due_on", "place")}
            if facts["on"] is None:
                raise UserError(_("Choose the day of the sale."), "on")
        except UserError as error:
            self._say(error)
            return None
        return Entered(lines, *self.customer.who(), facts["place"] or ""), facts

    def _say(self, error: UserError) -> None:
        if self.lines.show_problem(error):
            self._problem.setText(error.message)
        else:
            show_wrong(self, self.fields, error)

    def save(self) -> None:
        """Issue the sale."""
        found = self._entered()
        if found is None:
            return
        entered, facts = found
        paid = facts["paid"] or 0
        terms = {
            "on": facts["on"],
            "paid": paid,
            "method": str(self.method.value()),
            "due_on": facts["due_on"] if paid < self.totals.figures.total else None,
        }
        self._finish(attempt(self, self._desk, self.fields, _issue, self.sale_id, entered, terms))

    def save_draft(self) -> None:
        """Keep it without a number."""
        found = self._entered()
        if found is not None:
            self._finish(attempt(self, self._desk, self.fields, _keep, self.sale_id, found[0]))

    def _finish(self, made: list[Any]) -> None:
        if made:
            self.sale_id = made[0]
            self.accept()

    def discard(self) -> None:
        """Put the draft into the Bin."""
        if attempt(self, self._desk, {}, discard_draft, self.sale_id):
            self.accept()


def _keep(store: Store, sale_id: int | None, entered: Entered) -> int:
    """A draft, new or changed, in one step."""
    lines, party_id, new_party, place = entered
    if sale_id is None:
        return add_sale(
            store, lines=lines, party_id=party_id, new_party=new_party, place=place, issue_now=False
        )
    with store.changing(N_("Change a draft")):
        if party_id is None and new_party:
            party_id, _name = customer(store, party_id, new_party)
        edit_sale(store, sale_id, lines=lines, party_id=party_id, place=place)
    return sale_id


def _issue(store: Store, sale_id: int | None, entered: Entered, terms: dict[str, Any]) -> int:
    """A sale, from nothing or from its draft, in one step."""
    lines, party_id, new_party, place = entered
    if sale_id is None:
        return add_sale(store, lines=lines, party_id=party_id, new_party=new_party, place=place, **terms)
    with store.changing(N_("Issue a sale")):
        _keep(store, sale_id, entered)
        issue_sale(store, sale_id, **terms)
    return sale_id


def _read(desk: Desk, sale_id: int | None) -> SalePage | None:
    if sale_id is None:
        return None
    with desk.store.reading() as db:
        return sale_page(db, sale_id)
