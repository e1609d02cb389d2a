"""A sample call of every command of selling, for the undo law."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from salesdesk.parties.commands import NextStep
from salesdesk.sales import deal_commands as deals
from salesdesk.sales import payment_commands as payments
from salesdesk.sales import payment_plan_commands as plans
from salesdesk.sales import product_commands as products
from salesdesk.sales import quote_commands as quotes
from salesdesk.sales import sale_commands as sales
from salesdesk.sales.payment_plan import Part
from salesdesk.sales.rules import CareStepDraft, LineDraft
from tests.sales import shop
from tests.undo_samples import Sample

_LINES = [LineDraft(words="Fitting", quantity=1_500, unit_price=4_000, discount_rate=1_000, tax_rate=800)]


def _deal(store: Any) -> dict[str, Any]:
    return {"deal": shop.deal(store, next_step=NextStep(store.today()))}


def _lost(store: Any) -> dict[str, Any]:
    ids = _deal(store)
    deals.lose_deal(store, ids["deal"], reason="price")
    return ids


def _objection(store: Any) -> dict[str, Any]:
    ids = _deal(store)
    return {**ids, "objection": deals.add_objection(store, ids["deal"], words="Too dear")}


def _quote(store: Any) -> dict[str, Any]:
    ids = _deal(store)
    party = shop.row(store, "deal", ids["deal"]).party_id
    lines = [LineDraft(shop.purifier(store, code="KAR-11"), unit_price=48_000, tax_rate=1_000), *_LINES]
    return {**ids, "quote": quotes.add_quote(store, party_id=party, deal_id=ids["deal"], lines=lines)}


def _sent(store: Any) -> dict[str, Any]:
    ids = _quote(store)
    quotes.send_quote(store, ids["quote"])
    return ids


def _sale(store: Any) -> dict[str, Any]:
    lines = [LineDraft(shop.purifier(store), unit_price=48_000, quantity=2_000), *_LINES]
    return {
        "sale": sales.add_sale(
            store, party_id=shop.person(store), lines=lines, paid=5_000, due_on=store.today()
        )
    }


def _draft(store: Any) -> dict[str, Any]:
    lines = [LineDraft(shop.purifier(store), unit_price=48_000)]
    return {"sale": sales.add_sale(store, party_id=shop.person(store), lines=lines, issue_now=False)}


def _product(store: Any) -> dict[str, Any]:
    return {"product": shop.purifier(store)}


SAMPLES: dict[str, Sample] = {
    "sales.product_commands.add_product": Sample(lambda store, ids: shop.purifier(store)),
    "sales.product_commands.edit_product": Sample(
        lambda store, ids: products.edit_product(
            store, ids["product"], price=50_000, care=[CareStepDraft("Look after it", after_days=30)]
        ),
        _product,
    ),
    "sales.product_commands.remove_product": Sample(
        lambda store, ids: products.remove_product(store, ids["product"]), _product
    ),
    "sales.deal_commands.add_deal": Sample(
        lambda store, ids: deals.add_deal(
            store, new_party="Omar", title="RO", next_step=NextStep(store.today())
        )
    ),
    "sales.deal_commands.edit_deal": Sample(
        lambda store, ids: deals.edit_deal(store, ids["deal"], amount=60_000, competitor="AquaPure"), _deal
    ),
    "sales.deal_commands.move_deal": Sample(
        lambda store, ids: deals.move_deal(store, ids["deal"], "proposal"), _deal
    ),
    "sales.deal_commands.lose_deal": Sample(
        lambda store, ids: deals.lose_deal(
            store, ids["deal"], reason="timing", retry_on=store.today() + timedelta(days=90)
        ),
        _deal,
    ),
    "sales.deal_commands.reopen_deal": Sample(
        lambda store, ids: deals.reopen_deal(store, ids["deal"]), _lost
    ),
    "sales.deal_commands.win_deal": Sample(
        lambda store, ids: deals.win_deal(
            store, ids["deal"], amount=50_000, on=store.today(), paid=10_000, due_on=store.today()
        ),
        _quote,
    ),
    "sales.deal_commands.add_objection": Sample(
        lambda store, ids: deals.add_objection(store, ids["deal"], words="Too dear", answer="It lasts"), _deal
    ),
    "sales.deal_commands.edit_objection": Sample(
        lambda store, ids: deals.edit_objection(store, ids["objection"], words="Too big", answer="It fits"),
        _objection,
    ),
    "sales.deal_commands.remove_deal": Sample(
        lambda store, ids: deals.remove_deal(store, ids["deal"]), _deal
    ),
    "sales.quote_commands.add_quote": Sample(
        lambda store, ids: quotes.add_quote(store, new_party="Omar", lines=_LINES)
    ),
    "sales.quote_commands.edit_quote": Sample(
        lambda store, ids: quotes.edit_quote(store, ids["quote"], lines=_LINES, terms="30 days"), _sent
    ),
    "sales.quote_commands.send_quote": Sample(
        lambda store, ids: quotes.send_quote(store, ids["quote"], next_step=NextStep(store.today())), _quote
    ),
    "sales.quote_commands.accept_quote": Sample(
        lambda store, ids: quotes.accept_quote(store, ids["quote"], paid=1_000, due_on=store.today()), _sent
    ),
    "sales.quote_commands.close_quote": Sample(
        lambda store, ids: quotes.close_quote(store, ids["quote"], "refused"), _sent
    ),
    "sales.quote_commands.remove_quote": Sample(
        lambda store, ids: quotes.remove_quote(store, ids["quote"]), _quote
    ),
    "sales.sale_commands.add_sale": Sample(
        lambda store, ids: sales.add_sale(store, new_party="0912 345 678", lines=_LINES, paid=100), _product
    ),
    "sales.sale_commands.edit_sale": Sample(
        lambda store, ids: sales.edit_sale(store, ids["sale"], lines=_LINES, place="Counter"), _draft
    ),
    "sales.sale_commands.issue_sale": Sample(
        lambda store, ids: sales.issue_sale(store, ids["sale"], paid=48_000), _draft
    ),
    "sales.sale_commands.discard_draft": Sample(
        lambda store, ids: sales.discard_draft(store, ids["sale"]), _draft
    ),
    "sales.sale_commands.credit_sale": Sample(
        lambda store, ids: sales.credit_sale(store, ids["sale"], reason="Broken", refund=5_000), _sale
    ),
    "sales.payment_commands.record_payment": Sample(
        lambda store, ids: payments.record_payment(store, ids["sale"], 1_000, store.today(), "transfer"),
        _sale,
    ),
    "sales.payment_plan_commands.set_payment_plan": Sample(
        lambda store, ids: plans.set_payment_plan(store, ids["quote"], [Part("Deposit", 3_000)]), _quote
    ),
    "sales.payment_commands.set_target": Sample(
        lambda store, ids: payments.set_target(store, month_on=store.today(), amount=500_000)
    ),
}
