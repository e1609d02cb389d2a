"""The commands of selling: their keys, and the record each is about (the current or a given one)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from salesdesk.base.choices import OPEN_STAGES
from salesdesk.base.i18n import N_, _
from salesdesk.documents.print_dialog import run_print_sheet
from salesdesk.sales import sheets_view as sheets
from salesdesk.sales.deal_dialog import DealSheet
from salesdesk.sales.form_view import run_sheet
from salesdesk.sales.owed_dialog import OwedSheet
from salesdesk.sales.payment_dialog import TargetSheet
from salesdesk.sales.product_commands import remove_product
from salesdesk.sales.product_dialog import ProductSheet
from salesdesk.sales.quote_commands import remove_quote
from salesdesk.sales.quote_queries import open_quote_of
from salesdesk.sales.sale_commands import discard_draft
from salesdesk.sales.sale_dialog import SaleSheet
from salesdesk.sales.sale_view_dialog import CreditSheet
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk

if TYPE_CHECKING:
    from salesdesk.sales.tab import SalesTab

SCOPE = "sales"
# key (and method), words, icon, chord, letter, the kinds of record it is for
_HERE = (
    ("win", N_("Won…"), "circle-check", "Ctrl+Return", "", "deal quote party"),
    ("lose", N_("Lost…"), "thumbs-down", "Ctrl+Backspace", "", "deal party"),
    ("move", N_("Move to stage…"), "arrow-right", "", "m", "deal"),
    ("quote", N_("Quote"), "file-text", "", "q", "deal party quote"),
    ("payment", N_("Record payment"), "banknote", "", "p", "sale deal party"),
    ("next_step", N_("Next step…"), "calendar-check", "", "t", "deal"),
    ("tomorrow", N_("Next step tomorrow"), "calendar-clock", "", "h", "deal"),
    ("customer", N_("Go to the customer"), "user-round", "", "g", "deal quote sale"),
    ("open", N_("Open the record"), "pencil", "F2", "", "deal quote sale product"),
    ("reopen", N_("Reopen"), "undo-2", "", "", "deal"),
    ("credit", N_("Credit note…"), "undo-2", "", "", "sale"),
    ("delete", N_("Delete"), "trash-2", "Del", "", "deal quote sale product"),
)
_ANYWHERE = (
    ("new_deal", N_("New deal"), "handshake"),
    ("new_sale", N_("New sale"), "shopping-cart"),
    ("new_payment", N_("New payment"), "banknote"),
    ("new_quote", N_("New quote"), "file-text"),
    ("new_product", N_("New product"), "package"),
    ("set_target", N_("Set the month's target"), "target"),
    ("money_owed", N_("Money to collect"), "banknote"),
)


class Subject(NamedTuple):
    """The record that a command is about."""

    kind: str
    id: int


class SalesCommands:
    """What can be done with the current deal, quote, sale or product of the tab, or with a given record."""

    def __init__(self, desk: Desk, tab: SalesTab) -> None:
        self._desk, self._tab = desk, tab
        self.all = self._make()

    def _make(self) -> dict[str, Action]:
        made = [self._here(*line) for line in _HERE]
        printing = ("printer", "", "", SCOPE, self._printable)
        made.append(Action("sales.print", N_("Print or PDF…"), self.print, *printing))
        made += [Action(f"sales.{key}", label, getattr(self, key), icon) for key, label, icon in _ANYWHERE]
        return {action.key: action for action in made}

    def _here(self, key: str, label: str, icon: str, chord: str, letter: str, kinds: str) -> Action:
        wanted = frozenset(kinds.split())

        def enabled(*about: object) -> bool:
            subject = self._about(about)
            return subject is not None and subject.kind in wanted

        return Action(f"sales.{key}", label, getattr(self, key), icon, chord, letter, SCOPE, enabled)

    # ------------------------------------------------------------- about what

    def _about(self, about: Sequence[object]) -> Subject | None:
        """The record given last as (…, kind, id), else the current one of the tab."""
        if len(about) >= 2 and isinstance(about[-2], str) and isinstance(about[-1], int):
            return Subject(about[-2], about[-1])
        return self._tab.current()

    def _deal(self, about: Sequence[object]) -> int | None:
        subject = self._about(about)
        return sheets.deal_about(self._desk, *subject) if subject else None

    def for_menu(self, kind: str) -> list[Action]:
        """The context menu of a row or card of a kind."""
        keys = {
            "deal": (
                "open",
                "win",
                "lose",
                "move",
                "quote",
                "next_step",
                "tomorrow",
                "payment",
                "customer",
                "delete",
            ),
            "lost": ("open", "reopen", "customer", "delete"),
            "won": ("open", "payment", "customer"),
            "quote": ("open", "print", "win", "customer", "delete"),
            "sale": ("open", "print", "payment", "credit", "customer", "delete"),
            "product": ("open", "delete"),
        }
        return [self.all[f"sales.{key}"] for key in keys[kind]]

    # ------------------------------------------------------------- deals

    def win(self, *about: object) -> None:
        """Ctrl+Enter: take the money, book what comes after."""
        subject = self._about(about)
        if subject is not None and subject.kind == "quote":
            self._tab.open_record("quote", subject.id)
            self._tab.quote_editor().win()
            return
        deal_id = self._deal(about)
        if deal_id is not None:
            sheets.win(self._desk, deal_id)

    def lose(self, *about: object) -> None:
        """Ctrl+Backspace: ask why."""
        deal_id = self._deal(about)
        if deal_id is not None:
            sheets.lose(self._desk, deal_id)

    def move(self, *about: object) -> None:
        """M: choose a stage."""
        deal_id = self._deal(about)
        deal = sheets.read_deal(self._desk, deal_id) if deal_id is not None else None
        if deal is None or deal.stage not in OPEN_STAGES:
            self._desk.messages.show_message(_("This deal is closed already."))
            return
        sheets.choose_stage(self._desk, deal, self._tab.place_of_menu(), self._tab)

    def next_step(self, *about: object) -> None:
        """T: plan what comes next."""
        deal_id = self._deal(about)
        if deal_id is not None:
            sheets.plan_step(self._desk, deal_id)

    def tomorrow(self, *about: object) -> None:
        """H: put the next step off to tomorrow."""
        deal_id = self._deal(about)
        if deal_id is not None:
            sheets.put_off(self._desk, deal_id)

    def reopen(self, *about: object) -> None:
        """Take a lost deal up again."""
        deal_id = self._deal(about)
        if deal_id is not None:
            sheets.take_up_again(self._desk, deal_id)

    def new_deal(self, *about: object) -> None:
        """Add a deal, for the given or current customer when there is one."""
        subject = self._about(about) if about else None
        party = sheets.party_of(self._desk, *subject) if subject else None
        sheet = DealSheet(self._desk, party=party)
        if run_sheet(sheet) and sheet.deal_id is not None and not about:
            self._tab.show_deal(sheet.deal_id)

    # ------------------------------------------------------------- quotes, sales, products

    def quote(self, *about: object) -> None:
        """Q: the open quote of the deal or customer, else a new one."""
        subject = self._about(about)
        if subject is None:
            return
        if subject.kind == "quote":
            self._tab.open_record("quote", subject.id)
            return
        deal_id = self._deal(about)
        party = sheets.party_of(self._desk, *subject)
        with self._desk.store.reading() as db:
            known = open_quote_of(db, deal_id=deal_id, party_id=party[0] if party else None)
        self._desk.open_tab(SCOPE)
        if known is not None:
            self._tab.open_record("quote", known)
        else:
            self._tab.quote_editor().new_quote(party=party, deal_id=deal_id)

    def new_quote(self, *about: object) -> None:
        """Begin an offer for nobody yet, or for the given customer."""
        subject = self._about(about) if about else None
        party = sheets.party_of(self._desk, *subject) if subject else None
        self._desk.open_tab(SCOPE)
        self._tab.quote_editor().new_quote(party=party)

    def new_sale(self, *about: object) -> None:
        """Sell at the counter."""
        subject = self._about(about) if about else None
        party = sheets.party_of(self._desk, *subject) if subject else None
        run_sheet(SaleSheet(self._desk, party=party))

    def payment(self, *about: object) -> None:
        """P: money came in."""
        subject = self._about(about)
        if subject is not None:
            sheets.pay(self._desk, *subject)

    def _printable(self, *about: object) -> bool:
        subject = self._about(about)
        return self._tab.in_quote or (subject is not None and subject.kind in ("quote", "sale"))

    def print(self, *about: object) -> None:
        """Ctrl+P: the quote, or the slip of the sale."""
        if not about and self._tab.in_quote:
            self._tab.quote_editor().print_paper()
            return
        subject = self._about(about)
        if subject is not None and subject.kind in ("quote", "sale"):
            run_print_sheet(self._desk, "quote" if subject.kind == "quote" else "sale", subject.id)

    def add_to(self, view: str) -> None:
        """Add what a list holds: a quote, a sale or a product."""
        {"quotes": self.new_quote, "sales": self.new_sale, "products": self.new_product}[view]()

    def new_payment(self, *about: object) -> None:
        """Money came in: of the customer given, else of somebody to be found."""
        if about:
            self.payment(*about)
            return
        sheet = OwedSheet(self._desk)
        sheet.run()
        sale_id = sheet.sale_id
        sheet.deleteLater()
        if sale_id is not None:
            sheets.pay(self._desk, "sale", sale_id)

    def credit(self, *about: object) -> None:
        """Correct an issued sale."""
        subject = self._about(about)
        if subject is not None and subject.kind == "sale":
            run_sheet(CreditSheet(self._desk, subject.id))

    def new_product(self, *_about: object) -> None:
        """Add something to sell."""
        run_sheet(ProductSheet(self._desk))

    def set_target(self, *_about: object) -> None:
        """Say what the month should bring."""
        run_sheet(TargetSheet(self._desk))

    def money_owed(self, *_about: object) -> None:
        """Show what is to be collected."""
        self._desk.open_tab(SCOPE)
        self._tab.show_view("sales", "owed")

    # ------------------------------------------------------------- any record

    def open(self, *about: object) -> None:
        """F2 and Enter: the record's sheet or editor."""
        subject = self._about(about)
        if subject is not None:
            self._tab.open_record(*subject)

    def customer(self, *about: object) -> None:
        """G: the page of the customer."""
        subject = self._about(about)
        party = sheets.party_of(self._desk, *subject) if subject else None
        if party is not None:
            self._desk.open_record("party", party[0])

    def delete(self, *about: object) -> None:
        """Del: into the Bin."""
        subject = self._about(about)
        if subject is None:
            return
        if subject.kind == "deal":
            sheets.delete_deal(self._desk, subject.id)
            return
        command = {"quote": remove_quote, "sale": discard_draft, "product": remove_product}.get(subject.kind)
        if command is not None:
            self._desk.do(command, subject.id)
