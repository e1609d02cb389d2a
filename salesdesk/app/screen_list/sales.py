"""Deals, quotes, sales and products."""

from typing import Any

from salesdesk.app.screen_list.stage import Screen, Stage, on, record, run, tab, undo
from salesdesk.documents.print_dialog import run_receipt_sheet
from salesdesk.store import schema as s


def _payment_plan(stage: Stage) -> None:
    stage.open_record("quote", stage.some(s.quote))
    sales: Any = stage.window.stack.currentWidget()
    page = sales.quote_editor()
    page.change()
    page.plan_payments()


def _receipt(stage: Stage) -> None:
    run_receipt_sheet(stage.desk, stage.some(s.sale, s.sale.c.paid > 0))


SCREENS = (
    Screen("sales-board", tab("sales", "board")),
    Screen("deals", tab("sales", "deals")),
    Screen("quotes", tab("sales", "quotes")),
    Screen("quote", record("quote", s.quote)),
    Screen("sales", tab("sales", "sales")),
    Screen("sale", record("sale", s.sale), True),
    Screen("products", tab("sales", "products")),
    Screen("product", record("product", s.product), True),
    Screen("deal", record("deal", s.deal), True),
    Screen("win", on("sales", "sales.win", "deal", s.deal, s.deal.c.stage == "proposal"), True),
    Screen("lose", on("sales", "sales.lose", "deal", s.deal, s.deal.c.stage == "proposal"), True),
    Screen("new-deal", run("sales", "sales.new_deal"), True),
    Screen("new-sale", run("sales", "sales.new_sale"), True),
    Screen("payment-plan", _payment_plan, True, after=undo),
    Screen("print-quote", on("sales", "sales.print", "quote", s.quote), True),
    Screen("print-sale", on("sales", "sales.print", "sale", s.sale, s.sale.c.paid < s.sale.c.total), True),
    Screen("print-receipt", _receipt, True),
    Screen("payment", on("sales", "sales.payment", "sale", s.sale, s.sale.c.paid < s.sale.c.total), True),
)
