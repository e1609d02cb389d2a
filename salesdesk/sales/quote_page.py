"""The quote editor: a draft saves by itself; a sent quote is frozen, changing it makes the next revision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _, pgettext
from salesdesk.documents.print_dialog import run_print_sheet
from salesdesk.parties.commands import NextStep
from salesdesk.sales.card_words import quote_tone
from salesdesk.sales.deal_lines import lines_of_deal
from salesdesk.sales.form_view import run_sheet
from salesdesk.sales.line_notes import drafts_of, notes_for
from salesdesk.sales.lines_view import begin_line
from salesdesk.sales.payment_plan_dialog import open_plan
from salesdesk.sales.quote_commands import add_quote, close_quote, edit_quote, remove_quote, send_quote
from salesdesk.sales.quote_form_view import QuoteForm
from salesdesk.sales.quote_queries import QuotePage as QuoteFacts
from salesdesk.sales.quote_queries import quote_page
from salesdesk.sales.rules import QUOTE_DAYS, LineDraft, working_day
from salesdesk.sales.win_dialog import Winning, WinSheet
from salesdesk.service.queries import after_sale_plan, shop_hours
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Touched, watch
from salesdesk.ui.widgets import STRETCH, Badge, Button, IconButton, Label, ScrollColumn, column, row

SAVE_MS = 700
FOLLOW_UP_DAYS = 3
_CLOSED = ("accepted", "replaced")


class _PageKeys:
    """The keys of the status bar; the lines have their own."""

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return (("Ctrl+P", _("print")), ("Ctrl+Return", _("won")), ("Esc", _("back")))


class QuotePage(_PageKeys, QWidget):
    """One quote over the whole tab. ``closed`` tells that the person is done with it."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.quote_id: int | None = None
        self._deal_id: int | None = None
        self._facts: QuoteFacts | None = None
        self._version = 0
        self._dirty = False
        self.form = QuoteForm(desk)
        self.form.touched.connect(self._touched)
        self.form.side.revision_wanted.connect(self.open_quote)
        self.form.side.plan_wanted.connect(self.plan_payments)
        self._title, self._revision = Label("", "title"), Label("", "title", "ink2")
        self._badge, self._saved = Badge(""), Label("", "caption", "ink3")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SAVE_MS)
        self._soon.timeout.connect(self.save)
        self._more = QMenu(self)
        self._menu = IconButton("ellipsis", _("More"), kind="default", size="control", menu=self._more)
        self._print = Button(_("Print or PDF"), icon="printer", key="Ctrl+P", on_click=self.print_paper)
        self._send = Button(_("Mark as sent"), icon="send", on_click=self.send)
        self._change = Button(_("Change"), icon="pencil", on_click=self.change)
        won, key = pgettext("button", "Won"), "Ctrl+Return"
        self._win = Button(won, "primary", icon="circle-check", key=key, on_click=self.win)
        self._lay_out()
        watch(self, desk.hub, ("quote", "quote_line"), self._refresh)

    def _lay_out(self) -> None:
        back = IconButton("arrow-left", _("Back to the quotes"), key="Esc", on_click=self.close_page)
        names = row(back, self._title, self._revision, self._badge, self._saved, spacing=8)
        buttons = row(self._print, self._send, self._change, self._win, self._menu, spacing=8)
        scroll = ScrollColumn((20, 12, 20, 12), 10)
        scroll.add(row(names, STRETCH, buttons))
        scroll.add(self.form, 1)
        self.setLayout(column(scroll))

    # ------------------------------------------------------------- which quote

    def new_quote(self, *, party: tuple[int, str] | None = None, deal_id: int | None = None) -> None:
        """Begin an offer, with the lines of a deal when there is one."""
        self.flush()
        store = self._desk.store
        drafts: list[LineDraft] = []
        with store.reading() as db:
            if deal_id is not None:
                drafts = lines_of_deal(db, deal_id, store.today())
            notes = notes_for(db, drafts, store.today())
        self._take(None, deal_id)
        until = store.today() + timedelta(days=QUOTE_DAYS)
        self.form.show_head(party, store.today(), until, store.staff_id, "")
        self.form.show_lines(drafts, notes, frozen=False)
        self._show_state()
        (self.form.lines if party else self.form.customer.widget).setFocus()

    def open_quote(self, quote_id: int, *, focus: bool = False) -> bool:
        """Show a quote, and with ``focus`` go where one goes on; False when there is none."""
        self.flush()
        store = self._desk.store
        with store.reading() as db:
            facts = quote_page(db, quote_id, store.today())
            if facts is None:
                return False
            drafts = drafts_of(facts.lines)
            notes = notes_for(db, drafts, store.today())
        self._take(facts, facts.facts["deal_id"])
        self.form.show_head(*_head_of(facts))
        self.form.show_lines(drafts, notes, frozen=not self.is_draft)
        self._show_state()
        if focus:
            begin_line(self.form.lines) if self.is_draft else self._print.setFocus()
        return True

    def _take(self, facts: QuoteFacts | None, deal_id: int | None) -> None:
        self._soon.stop()
        self._facts, self._deal_id, self._dirty = facts, deal_id, False
        self.quote_id = facts.facts["id"] if facts else None
        self._version = facts.facts["version"] if facts else 0

    @property
    def is_draft(self) -> bool:
        """Whether it can be changed as it is."""
        return self._facts is None or self._facts.facts["status"] == "draft"

    @property
    def status(self) -> str:
        """The quote's status today."""
        return self._facts.status if self._facts else "draft"

    def _refresh(self, _touched: Touched) -> None:
        if self.quote_id is None or self._dirty:
            return
        facts = self._read(self.quote_id)
        if facts is None or facts.facts["deleted_at"] is not None:
            self.closed.emit()
        elif facts.facts["version"] != self._version:
            self.open_quote(self.quote_id)

    def _read(self, quote_id: int) -> QuoteFacts | None:
        with self._desk.store.reading() as db:
            return quote_page(db, quote_id, self._desk.store.today())

    # ------------------------------------------------------------- what is shown

    def _show_state(self) -> None:
        facts = self._facts.facts if self._facts else {}
        number, revision = facts.get("number") or "", facts.get("revision", 1)
        self._title.setText(_("Quote {number}").format(number=number) if number else _("New quote"))
        self._revision.setText(_("revision {n}").format(n=revision))
        self._revision.setVisible(revision > 1)
        self._badge.show_badge(choices.label(choices.QUOTE_STATUSES, self.status), quote_tone(self.status))
        draft, closed = self.is_draft, self.status in _CLOSED
        self.form.set_open(draft)
        self._send.setVisible(draft)
        self._change.setVisible(not draft and not closed)
        self._win.setVisible(not closed)
        self._fill_menu()
        self._menu.setVisible(bool(self._more.actions()))
        self._saved.setText("")
        self._follow()

    def _fill_menu(self) -> None:
        self._more.clear()
        if self.quote_id is not None and self.status in ("sent", "expired"):
            self._more.addAction(_("Refused")).triggered.connect(self._refuse)
        if self.quote_id is not None and self.is_draft:
            self._more.addAction(_("Delete this draft")).triggered.connect(self._delete)

    def _follow(self) -> None:
        self.form.follow(self._facts, step_after_sending(self._desk) if self.is_draft else None)

    # ------------------------------------------------------------- saving

    def _touched(self) -> None:
        if self.is_draft:
            self._dirty = True
            self._saved.setText(_("not saved yet"))
            self._soon.start()
        self._follow()

    def save(self, *, complain: bool = False) -> bool:
        """Write the draft down; with ``complain`` say beside the field what keeps it from being saved."""
        self._soon.stop()
        if not self._dirty and self.quote_id is not None:
            return True
        wrong: list[UserError] = []
        made: int | None = None
        try:
            made = self._write(self.form.values(typing=not complain), wrong)
        except UserError as error:
            wrong.append(error)
        if made is not None:
            self._kept(made)
        elif wrong and complain:
            self.form.say(wrong[0])
        return made is not None

    def _write(self, values: dict[str, object], wrong: list[UserError]) -> int | None:
        desk = self._desk
        if self.quote_id is None:
            made = desk.do(add_quote, deal_id=self._deal_id, failed=wrong.append, quiet=True, **values)
        else:
            new = values.pop("new_party")
            if new:
                raise UserError(_("Choose somebody from the list."), "party_id")
            made = desk.do(edit_quote, self.quote_id, failed=wrong.append, quiet=True, **values)
        return int(made) if made is not None else None

    def _kept(self, quote_id: int) -> None:
        facts = self._read(quote_id)
        self._take(facts, self._deal_id)
        if facts is not None and self.form.customer.try_value() is None:
            self.form.customer.input.set_value((facts.facts["party_id"], facts.party, facts.phone))
        self._show_state()
        now = self._desk.store.now().astimezone(self._desk.store.zone)
        self._saved.setText(_("saved {time}").format(time=f"{now:%H:%M}"))

    def flush(self) -> None:
        """Save what was typed last, before something else is shown."""
        if self.is_draft:
            self.form.lines.commit()
            if self._dirty:
                self.save()

    # ------------------------------------------------------------- doing

    def close_page(self) -> None:
        """Back to the list; the draft is kept."""
        self.flush()
        self.closed.emit()

    def _save_all(self) -> bool:
        self.form.lines.close_cell()
        self._dirty = self._dirty or self.quote_id is None
        return not self.is_draft or self.save(complain=True)

    def print_paper(self) -> None:
        """Ctrl+P: print it or save it as PDF; what was typed last is saved first."""
        if self._save_all() and self.quote_id is not None:
            run_print_sheet(self._desk, "quote", self.quote_id)
            self.form.show_account_choice()

    def plan_payments(self) -> None:
        """Say in which parts it is to be paid."""
        if self._save_all() and self._facts is not None and self.is_draft:
            open_plan(self._desk, self._facts.facts["id"], self._facts.facts["total"])

    def send(self) -> None:
        """Freeze it: the customer has it."""
        if self._save_all():
            step = step_after_sending(self._desk) if self._deal_id is not None else None
            self._desk.do(send_quote, self.quote_id, next_step=step)
            self._show_again()

    def change(self) -> None:
        """Take a sent quote up again as the next revision."""
        made = self._desk.do(edit_quote, self.quote_id)
        if made is not None:
            self.open_quote(int(made))
            self.form.lines.setFocus()

    def win(self) -> None:
        """The customer accepts: money and what comes after in one sheet, then the sale is there."""
        if self.status in _CLOSED or not self._save_all() or self._facts is None:
            return
        store, facts = self._desk.store, self._facts
        products = [line.product_id for line in facts.lines if line.product_id]
        with store.reading() as db:
            plan = after_sale_plan(db, products, store.today())
        run_sheet(WinSheet(self._desk, Winning(facts.party, facts.facts["total"], plan, None, self.quote_id)))
        self._show_again()

    def _refuse(self) -> None:
        self._desk.do(close_quote, self.quote_id, "refused")
        self._show_again()

    def _delete(self) -> None:
        self._dirty = False
        self._desk.do(remove_quote, self.quote_id)
        self.closed.emit()

    def _show_again(self) -> None:
        if self.quote_id is not None:
            self.open_quote(self.quote_id)


def _head_of(facts: QuoteFacts) -> tuple[Any, ...]:
    f = facts.facts
    customer = (f["party_id"], facts.party, facts.phone)
    return customer, f["dated_on"], f["valid_until"], f["staff_id"], f["notes"]


def step_after_sending(desk: Desk) -> NextStep:
    """What is planned when a quote goes out: to ask about it in a few working days."""
    store = desk.store
    with store.reading() as db:
        closed = shop_hours(db).closed
    day = working_day(store.today() + timedelta(days=FOLLOW_UP_DAYS), closed)
    return NextStep(day, title=_("Ask about the quote"))
