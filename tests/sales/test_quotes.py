"""Quotes: frozen when sent, changed as a revision, accepted as a sale; and products and their prices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from salesdesk.base import clock
from salesdesk.base.errors import UserError
from salesdesk.parties.commands import NextStep
from salesdesk.sales import product_queries as products
from salesdesk.sales import quote_queries as queries
from salesdesk.sales.product_commands import add_product, edit_product
from salesdesk.sales.quote_commands import accept_quote, add_quote, close_quote, edit_quote, send_quote
from salesdesk.sales.rules import CareStepDraft, LineDraft
from tests.sales import shop

LINES = [
    LineDraft(words="RO", unit_price=48_000, tax_rate=1_000),
    LineDraft(words="Fitting", unit_price=2_000),
]


def quote(store: Any, **facts: Any) -> int:
    given = {} if "party_id" in facts else {"party_id": shop.person(store)}
    return add_quote(store, lines=LINES, **{**given, **facts})


def test_a_quote_is_valid_for_two_weeks_and_expires_by_itself(store: Any) -> None:
    with clock.freeze(shop.NOON):
        quote_id = quote(store)
        send_quote(store, quote_id)
        end = shop.TODAY + timedelta(days=14)
        assert shop.row(store, "quote", quote_id).valid_until == end
        with store.reading() as db:
            assert queries.quotes_by_id(db, [quote_id], end)[quote_id].status == "sent"
            assert queries.quotes_by_id(db, [quote_id], end + timedelta(days=1))[quote_id].status == "expired"
            assert queries.count_views(db, end + timedelta(days=1))["closed"] == 1


def test_a_quote_cannot_expire_before_it_is_dated(store: Any) -> None:
    with pytest.raises(UserError) as caught:
        quote(store, valid_until=store.today() - timedelta(days=1))
    assert caught.value.field == "valid_until"


def test_sending_freezes_it_moves_the_deal_and_writes_the_contact_down(store: Any) -> None:
    deal = shop.deal(store)
    party = shop.row(store, "deal", deal).party_id
    quote_id = quote(store, party_id=party, deal_id=deal)
    send_quote(store, quote_id, next_step=NextStep(store.today() + timedelta(days=3)))
    after = shop.row(store, "deal", deal)
    assert (after.stage, after.quoted, after.amount) == ("proposal", True, 54_800)
    assert [i.kind for i in shop.rows(store, "interaction", deal_id=deal)] == ["quote"]
    assert [t.next_step for t in shop.rows(store, "task", deal_id=deal)] == [True]
    with pytest.raises(UserError):
        send_quote(store, quote_id)


def test_changing_a_sent_quote_makes_revision_two_and_keeps_the_first(store: Any) -> None:
    first = quote(store)
    assert edit_quote(store, first, notes="Still a draft") == first
    send_quote(store, first)
    second = edit_quote(store, first, lines=LINES[:1], terms="Half before")
    old, new = shop.row(store, "quote", first), shop.row(store, "quote", second)
    assert (old.number, old.revision, old.status, old.total) == (new.number, 1, "replaced", 54_800)
    assert (new.revision, new.status, new.total, new.notes) == (2, "draft", 52_800, "Still a draft")
    assert len(shop.rows(store, "quote_line", quote_id=first)) == 2
    with pytest.raises(UserError):
        edit_quote(store, first, lines=LINES)


def test_accepting_makes_the_sale_with_these_lines_and_wins_the_deal(store: Any) -> None:
    deal = shop.deal(store, amount=1)
    quote_id = quote(store, party_id=shop.row(store, "deal", deal).party_id, deal_id=deal)
    send_quote(store, quote_id)
    sale_id = accept_quote(store, quote_id, paid=10_000)
    sale = shop.row(store, "sale", sale_id)
    assert (sale.total, sale.tax, sale.paid, sale.quote_id, sale.deal_id) == (
        54_800,
        4_800,
        10_000,
        quote_id,
        deal,
    )
    assert [line.words for line in shop.rows(store, "sale_line")] == ["RO", "Fitting"]
    assert (shop.row(store, "deal", deal).stage, shop.row(store, "quote", quote_id).status) == (
        "won",
        "accepted",
    )
    with pytest.raises(UserError):
        accept_quote(store, quote_id)


def test_a_quote_without_a_deal_is_accepted_as_a_sale_too(store: Any) -> None:
    quote_id = quote(store)
    sale = shop.row(store, "sale", accept_quote(store, quote_id))
    assert (sale.total, sale.deal_id, sale.number) == (54_800, None, "INV-0001")


def test_a_refused_quote_can_be_taken_up_as_a_new_revision(store: Any) -> None:
    quote_id = quote(store)
    send_quote(store, quote_id)
    close_quote(store, quote_id, "refused")
    again = edit_quote(store, quote_id, lines=LINES[1:])
    with store.reading() as db:
        page = queries.quote_page(db, again, store.today())
    assert page is not None
    assert [(revision, status) for _id, revision, status in page.revisions] == [(1, "replaced")]


def test_a_vietnamese_shop_numbers_in_its_own_letters(store: Any) -> None:
    store.set_setting("language", "vi")
    quote_id = quote(store)
    assert shop.row(store, "quote", quote_id).number == "BG-0001"
    assert shop.row(store, "sale", accept_quote(store, quote_id)).number == "PB-0001"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"price": -1}, "price"),
        ({"tax_rate": 10_001}, "tax_rate"),
        ({"promo_from": shop.TODAY, "promo_to": shop.TODAY - timedelta(days=1)}, "promo_to"),
    ],
)
def test_impossible_products_are_refused_beside_their_field(store: Any, facts: Any, field: str) -> None:
    with pytest.raises(UserError) as caught:
        add_product(store, **{"name": "RO", **facts})
    assert caught.value.field == field


def test_two_products_cannot_share_a_code(store: Any) -> None:
    first = shop.purifier(store)
    with pytest.raises(UserError, match="10-stage RO") as caught:
        add_product(store, name="Copy", code="KAR-10")
    assert caught.value.field == "code"
    edit_product(store, first, code="KAR-10", name="Same code, itself")


def test_the_picker_finds_by_code_first_and_shows_the_price_of_the_day(store: Any) -> None:
    with clock.freeze(shop.NOON):
        ro = shop.purifier(store, promo_price=40_000, promo_to=shop.TODAY)
        add_product(store, name="KAR-10 filter set", price=900)
        with store.reading() as db:
            picks = products.find_products(db, "kar-10", shop.TODAY)
            assert picks[0].id == ro
            assert picks[0].price == 40_000
            assert products.find_products(db, "kar-10", shop.TODAY + timedelta(days=1))[0].price == 48_000
            assert products.count_views(db, shop.TODAY)["promo"] == 1


def test_care_steps_are_changed_added_and_taken_away_with_the_product(store: Any) -> None:
    product = shop.purifier(store)
    with store.reading() as db:
        page = products.product_page(db, product)
    assert page is not None
    (step,) = page.care
    changed = [step._replace(after_months=12), CareStepDraft("Call", "call", after_days=30)]
    edit_product(store, product, care=changed)
    with store.reading() as db:
        page = products.product_page(db, product)
    assert page is not None
    assert [(c.title, c.after_months, c.after_days) for c in page.care] == [
        ("Call", 0, 30),
        ("Change filters 1-3", 12, 0),
    ]
    edit_product(store, product, care=[])
    assert shop.rows(store, "care_step") == []
