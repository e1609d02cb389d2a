"""Which sheet answers which command, for a record of any kind: a deal, its customer, a sale."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.base.choices import OPEN_STAGES
from salesdesk.base.i18n import _
from salesdesk.parties.commands import NextStep, set_next_step
from salesdesk.parties.records import party_name
from salesdesk.sales.card_words import stage_label
from salesdesk.sales.deal_commands import move_deal, remove_deal, reopen_deal
from salesdesk.sales.deal_dialog import DealSheet
from salesdesk.sales.deal_page_queries import deals_of_party
from salesdesk.sales.deal_queries import DealRow, deals_by_id
from salesdesk.sales.form_view import run_sheet
from salesdesk.sales.lose_dialog import LoseSheet
from salesdesk.sales.paper_pages_view import asker_of
from salesdesk.sales.payment_dialog import PaymentSheet
from salesdesk.sales.quote_queries import quotes_by_id
from salesdesk.sales.rules import working_day
from salesdesk.sales.sale_dialog import SaleSheet
from salesdesk.sales.sale_queries import sale_page, unpaid_sale_of
from salesdesk.sales.sale_view_dialog import SaleView
from salesdesk.sales.step_dialog import StepSheet
from salesdesk.sales.win_dialog import WinSheet, winning_deal
from salesdesk.service.queries import shop_hours
from salesdesk.ui.desk import Desk


def read_deal(desk: Desk, deal_id: int) -> DealRow | None:
    """A deal as the board shows it."""
    with desk.store.reading() as db:
        return deals_by_id(db, [deal_id], asker_of(desk)).get(deal_id)


def deal_about(desk: Desk, kind: str, record_id: int) -> int | None:
    """The open deal that a command about a record means: the deal itself, or its customer's newest."""
    if kind == "deal":
        return record_id
    if kind != "party":
        return None
    with desk.store.reading() as db:
        return next(iter(deals_of_party(db, record_id)), None)


def party_of(desk: Desk, kind: str, record_id: int) -> tuple[int, str] | None:
    """The customer a record belongs to, with the name."""
    party_id: int | None = record_id if kind == "party" else None
    with desk.store.reading() as db:
        if kind == "deal":
            found = deals_by_id(db, [record_id], asker_of(desk)).get(record_id)
            party_id = found.party_id if found else None
        elif kind == "sale":
            page = sale_page(db, record_id)
            party_id = page.facts["party_id"] if page else None
        elif kind == "quote":
            quote = quotes_by_id(db, [record_id], desk.store.today()).get(record_id)
            party_id = quote.party_id if quote else None
        return (party_id, party_name(db, party_id)) if party_id is not None else None


def win(desk: Desk, deal_id: int) -> bool:
    """Open the win sheet; True when the deal was won."""
    deal = read_deal(desk, deal_id)
    if deal is None or deal.stage not in OPEN_STAGES:
        desk.messages.show_message(_("This deal is closed already."))
        return False
    winning = winning_deal(desk, deal_id)
    return winning is not None and run_sheet(WinSheet(desk, winning))


def lose(desk: Desk, deal_id: int) -> bool:
    """Open the sheet that asks why; True when the deal was closed as lost."""
    deal = read_deal(desk, deal_id)
    if deal is None or deal.stage not in OPEN_STAGES:
        desk.messages.show_message(_("This deal is closed already."))
        return False
    return run_sheet(LoseSheet(desk, deal_id))


def move(desk: Desk, deal_id: int, stage: str) -> None:
    """Move a deal to a stage; won opens its sheet."""
    if stage == "won":
        win(desk, deal_id)
    elif stage == "lost":
        lose(desk, deal_id)
    else:
        desk.do(move_deal, deal_id, stage)


def choose_stage(desk: Desk, deal: DealRow, at: QPoint, parent: QWidget) -> None:
    """M: a menu of the stages."""
    menu = QMenu(parent)
    for stage in (*OPEN_STAGES, "won", "lost"):
        words = _("Won…") if stage == "won" else _("Lost…") if stage == "lost" else stage_label(stage)
        if stage == "won":
            menu.addSeparator()
        line = menu.addAction(words)
        line.setCheckable(True)
        line.setChecked(stage == deal.stage)
        line.setEnabled(stage != deal.stage)
        line.triggered.connect(lambda _on=False, chosen=stage: move(desk, deal.id, chosen))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)


def plan_step(desk: Desk, deal_id: int) -> None:
    """T: plan the next step of a deal."""
    deal = read_deal(desk, deal_id)
    if deal is not None and deal.party_id is not None:
        run_sheet(StepSheet(desk, deal))


def put_off(desk: Desk, deal_id: int) -> None:
    """H: the next step tomorrow, or on the next day the shop is open."""
    deal = read_deal(desk, deal_id)
    if deal is None or deal.party_id is None:
        return
    with desk.store.reading() as db:
        day = working_day(desk.store.today() + timedelta(days=1), shop_hours(db).closed)
    kind = deal.step_kind if deal.step_on and deal.step_kind else "call"
    desk.do(set_next_step, deal.party_id, NextStep(day, deal.step_time, deal.step_title, kind), deal.id)


def pay(desk: Desk, kind: str, record_id: int) -> None:
    """P: record a payment of a sale, or of what a customer owes."""
    sale_id: int | None = record_id if kind == "sale" else None
    if sale_id is None:
        party = party_of(desk, kind, record_id)
        with desk.store.reading() as db:
            sale_id = unpaid_sale_of(db, party[0]) if party else None
    if sale_id is None:
        desk.messages.show_message(_("There is nothing to collect here."))
        return
    run_sheet(PaymentSheet(desk, sale_id))


def open_deal(desk: Desk, deal_id: int) -> None:
    """Enter: the deal's sheet."""
    run_sheet(DealSheet(desk, deal_id=deal_id))


def open_sale(desk: Desk, sale_id: int) -> None:
    """Enter: a draft to go on with, or an issued sale to look at."""
    with desk.store.reading() as db:
        page = sale_page(db, sale_id)
    if page is None:
        return
    if page.facts["status"] == "draft":
        run_sheet(SaleSheet(desk, sale_id=sale_id))
    else:
        run_sheet(SaleView(desk, sale_id))


def delete_deal(desk: Desk, deal_id: int) -> None:
    """Del: put a deal into the Bin."""
    desk.do(remove_deal, deal_id)


def take_up_again(desk: Desk, deal_id: int) -> None:
    """Reopen a lost deal."""
    desk.do(reopen_deal, deal_id)
