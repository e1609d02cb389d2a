"""Deals: moved, won, lost, taken back; and what the board says about them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from salesdesk.base import clock
from salesdesk.base.errors import UserError
from salesdesk.base.listing import ListQuery
from salesdesk.parties.commands import NextStep, edit_party, set_next_step
from salesdesk.sales import deal_queries as queries
from salesdesk.sales.deal_commands import add_deal, edit_deal, lose_deal, move_deal, reopen_deal, win_deal
from salesdesk.sales.deal_queries import Asker
from salesdesk.sales.payment_commands import set_target
from tests.sales import shop
from tests.undo_samples import dump


@pytest.fixture
def may(store: Any) -> Any:
    """A shop on Thursday 14 May 2026."""
    with clock.freeze(shop.NOON):
        yield store


def asker(store: Any) -> Asker:
    return Asker(store.today(), store.zone, store.staff_id)


def board(store: Any, view: str = "all", text: str = "") -> dict[str, list[str]]:
    with store.reading() as db:
        return {c.stage: [r.party for r in c.rows] for c in queries.board(db, asker(store), view, text)}


def test_a_deal_takes_its_name_from_the_product_and_its_campaign_from_the_prospect(store: Any) -> None:
    from salesdesk.store import schema as s

    with store.changing("Add") as db:
        campaign = store.insert(db, s.campaign, name="Spring")
    party = shop.person(store)
    edit_party(store, party, campaign_id=campaign)
    deal = shop.row(store, "deal", add_deal(store, party_id=party, product_id=shop.purifier(store)))
    assert (deal.title, deal.campaign_id, deal.stage) == ("10-stage RO", campaign, "prospecting")


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"amount": -1}, "amount"), ({"likelihood": 101}, "likelihood"), ({"stage": "won"}, "stage")],
)
def test_impossible_facts_are_refused_beside_their_field(store: Any, facts: Any, field: str) -> None:
    with pytest.raises(UserError) as caught:
        shop.deal(store, **facts)
    assert caught.value.field == field


def test_a_deal_without_anybody_is_refused(store: Any) -> None:
    with pytest.raises(UserError) as caught:
        add_deal(store, title="RO")
    assert caught.value.field == "party_id"


def test_moving_keeps_the_history_and_quoting_is_remembered(store: Any) -> None:
    deal = shop.deal(store)
    move_deal(store, deal, "qualification")
    move_deal(store, deal, "proposal")
    move_deal(store, deal, "negotiation")
    assert [m.stage for m in shop.rows(store, "stage_move")] == [
        "prospecting",
        "qualification",
        "proposal",
        "negotiation",
    ]
    assert shop.row(store, "deal", deal).quoted
    for closed in ("won", "lost"):
        with pytest.raises(UserError):
            move_deal(store, deal, closed)


def test_a_card_can_be_put_between_two_others_as_often_as_one_likes(store: Any) -> None:
    party = shop.person(store)
    first, second, third = (add_deal(store, party_id=party, title=f"{n}") for n in "abc")
    for _n in range(30):  # halves the gap until the column has to be spread
        move_deal(store, first, "prospecting", before_id=second)
        move_deal(store, third, "prospecting", before_id=first)
        move_deal(store, first, "prospecting", before_id=second)
        move_deal(store, third, "prospecting", before_id=second)
    with store.reading() as db:
        column = queries.board(db, asker(store))[0]
    assert [r.id for r in column.rows] == [first, third, second]


def test_winning_is_one_step_with_everything_in_it(may: Any) -> None:
    deal = shop.deal(may, next_step=NextStep(shop.TODAY))
    before = dump(may)
    sale_id = win_deal(
        may, deal, amount=52_800, on=shop.TODAY, paid=20_000, due_on=shop.TODAY + timedelta(days=2)
    )
    sale, won = shop.row(may, "sale", sale_id), shop.row(may, "deal", deal)
    assert (sale.number, sale.net, sale.tax, sale.paid) == ("INV-0001", 48_000, 4_800, 20_000)
    assert (won.stage, won.closed_on, won.amount) == ("won", shop.TODAY, 52_800)
    assert shop.row(may, "party", won.party_id).state == "customer"
    assert shop.rows(may, "owned_item")[0].warranty_until.year == 2028
    kinds = {t.kind for t in shop.rows(may, "task", sale_id=sale_id)}
    assert {"rating", "maintenance"} <= kinds
    assert all(t.done_at for t in shop.rows(may, "task", deal_id=deal))
    assert may.undo()
    assert dump(may) == before


def test_an_agreed_sum_below_the_price_becomes_a_discount_on_the_line(may: Any) -> None:
    sale_id = win_deal(may, shop.deal(may), amount=50_000, on=shop.TODAY)
    (line,) = shop.rows(may, "sale_line", sale_id=sale_id)
    assert (line.unit_price, line.net + line.tax, line.discount) == (48_000, 50_000, 48_000 - line.net)


def test_a_refused_win_leaves_the_deal_open(may: Any) -> None:
    deal = shop.deal(may)
    for wrong, field in (
        ({"paid": 60_000}, "paid"),
        ({"amount": -1}, "amount"),
        ({"due_on": shop.TODAY - timedelta(days=1)}, "due_on"),
        ({"on": shop.TODAY + timedelta(days=1)}, "on"),
    ):
        with pytest.raises(UserError) as caught:
            win_deal(may, deal, **{"amount": 52_800, "on": shop.TODAY, **wrong})
        assert caught.value.field == field
    assert shop.row(may, "deal", deal).stage == "prospecting"
    assert shop.rows(may, "sale") == []


def test_a_deal_is_won_once(may: Any) -> None:
    deal = shop.deal(may)
    win_deal(may, deal, amount=100, on=shop.TODAY)
    with pytest.raises(UserError):
        win_deal(may, deal, amount=100, on=shop.TODAY)
    with pytest.raises(UserError, match="credit note"):
        reopen_deal(may, deal)


def test_losing_asks_why_and_can_plan_another_try(may: Any) -> None:
    deal = shop.deal(may, stage="negotiation", next_step=NextStep(shop.TODAY))
    with pytest.raises(UserError) as caught:
        lose_deal(may, deal, reason="")
    assert caught.value.field == "reason"
    again = shop.TODAY + timedelta(days=90)
    lose_deal(may, deal, reason="competitor", competitor="AquaPure", note="cheaper", retry_on=again)
    lost = shop.row(may, "deal", deal)
    assert (lost.stage, lost.closed_on, lost.competitor) == ("lost", shop.TODAY, "AquaPure")
    (step,) = [t for t in shop.rows(may, "task") if t.done_at is None]
    assert (step.due_on, step.next_step, step.title) == (again, True, "Try again: 10-stage RO")
    reopen_deal(may, deal)
    assert (shop.row(may, "deal", deal).stage, shop.row(may, "deal", deal).lost_reason) == ("negotiation", "")


def test_needs_attention_is_no_next_step_or_a_late_one(may: Any) -> None:
    late, none, fine, partys = (shop.person(may, n) for n in ("Late", "None", "Fine", "Partys"))
    for party, day in ((late, -2), (fine, 1)):
        add_deal(may, party_id=party, amount=100, next_step=NextStep(shop.TODAY + timedelta(days=day)))
    add_deal(may, party_id=none, amount=900)
    add_deal(may, party_id=partys)
    set_next_step(may, partys, NextStep(shop.TODAY))
    with may.reading() as db:
        assert queries.who_needs_attention(db, asker(may)) == ["None", "Late"]
        counts = queries.count_views(db, asker(may))
    assert (counts["all"], counts["attention"]) == (4, 2)
    rows = board(may, "attention")["prospecting"]
    assert sorted(rows) == ["Late", "None"]


def test_a_quiet_deal_says_for_how_long_once_its_stage_allows_no_more(may: Any) -> None:
    with clock.freeze(shop.NOON - timedelta(days=9)):
        deal = shop.deal(may)
    with may.reading() as db:
        assert queries.deals_by_id(db, [deal], asker(may))[deal].idle == 9
    move_deal(may, deal, "qualification")
    with may.reading() as db:
        assert queries.deals_by_id(db, [deal], asker(may))[deal].idle is None


def test_the_column_presented_stands_only_when_it_holds_deals(may: Any) -> None:
    deal = shop.deal(may)
    assert list(board(may)) == ["prospecting", "qualification", "proposal", "negotiation", "won"]
    move_deal(may, deal, "presentation")
    assert list(board(may))[2] == "presentation"


def test_the_month_counts_open_likely_won_and_the_share_of_the_target(may: Any) -> None:
    shop.deal(may, stage="proposal", amount=10_000)
    shop.deal(may, stage="negotiation", amount=10_000, product_id=None, likelihood=90)
    won = shop.deal(may, product_id=None)
    win_deal(may, won, amount=30_000, on=shop.TODAY)
    with clock.freeze(shop.NOON - timedelta(days=30)):
        old = shop.deal(may, product_id=None)
        win_deal(may, old, amount=70_000, on=may.today())
    with may.reading() as db:
        now = queries.deals_now(db, asker(may))
    assert (now.open, now.likely, now.won) == (20_000, 14_000, 30_000)
    shop.sale(may, 5_000, on=shop.TODAY)
    with may.reading() as db:
        assert queries.deals_now(db, asker(may)).won == 35_000, "sold over the counter, without a deal"
    may.undo()
    assert now.target.share is None
    set_target(may, month_on=shop.TODAY, amount=60_000)
    with may.reading() as db:
        target = queries.deals_now(db, asker(may)).target
    assert (target.revenue, target.share, target.days_gone) == (30_000, 0.5, 12 / 26)


def test_targets_of_places_add_up_when_the_shop_has_none(may: Any) -> None:
    from salesdesk.sales.target_queries import target_of_month

    for place in ("HN", "HCM"):
        set_target(may, month_on=shop.TODAY, amount=100, place=place)
    with may.reading() as db:
        assert target_of_month(db, shop.TODAY.replace(day=1)) == 200
    set_target(may, month_on=shop.TODAY, amount=150)
    with may.reading() as db:
        assert target_of_month(db, shop.TODAY.replace(day=1)) == 150


def test_lists_are_filtered_sorted_and_found_without_accents(may: Any) -> None:
    tram = add_deal(may, new_party="Đặng Ngọc Trâm", title="Lọc khí", amount=100, expected_on=shop.TODAY)
    other = add_deal(may, new_party="Omar", title="Softener", amount=900, staff_id=None)
    edit_deal(may, other, expected_on=shop.TODAY + timedelta(days=40))

    def ids(view: str, text: str = "", sort: str = "", descending: bool = False) -> list[int]:
        with may.reading() as db:
            return queries.list_deal_ids(db, ListQuery(view, text, sort, descending), None, asker(may))

    assert ids("all", "dang ngoc") == ids("all", "loc khi") == ids("week") == [tram]
    assert ids("all", sort="amount", descending=True) == [other, tram]
    assert ids("stage:proposal") == []
    lose_deal(may, other, reason="price")
    assert (ids("lost"), ids("all")) == ([other], [tram])


def test_a_won_card_shows_what_comes_next_even_if_that_is_the_money(may: Any) -> None:
    deal = shop.deal(may, product_id=None)
    due = shop.TODAY + timedelta(days=1)
    win_deal(may, deal, amount=100, on=shop.TODAY, due_on=due)
    with may.reading() as db:
        (card,) = queries.board(db, asker(may))[-1].rows
    assert (card.step_kind, card.step_on) == ("payment", due)
