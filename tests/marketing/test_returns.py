"""Which sales a campaign may claim, how surely, and what it returned."""

from datetime import date, timedelta

import pytest

from salesdesk.base import clock
from salesdesk.marketing.audience_commands import add_members, mark_reached
from salesdesk.marketing.budget_commands import add_cost, remove_cost
from salesdesk.marketing.commands import add_campaign, end_campaign
from salesdesk.marketing.response_commands import add_code, record_response
from salesdesk.marketing.result_queries import campaign_results, list_codes, list_costs
from salesdesk.marketing.return_queries import campaign_claims, last_return, returns_of
from salesdesk.marketing.rules import Evidence, SaleFacts, campaign_return, claims, cost_per_lead
from salesdesk.parties.commands import add_party
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale, credit_sale
from tests.marketing.summer import TODAY, at

DAY = date(2026, 5, 1)


def sale(sale_id, party_id=1, on=DAY, net=100, cost=60):
    return SaleFacts(sale_id, party_id, on, net, cost)


def evidence(trust, on=DAY, party_id=1, sale_id=None, campaign_id=7):
    return Evidence(campaign_id, party_id, sale_id, trust, on)


def test_a_sale_counts_once_in_a_campaign_with_its_best_evidence():
    found = claims([sale(1)], [evidence("weak"), evidence("proof"), evidence("likely")])
    assert [(claim.sale.id, claim.trust) for claim in found] == [(1, "proof")]


def test_two_campaigns_may_both_claim_a_sale():
    found = claims([sale(1)], [evidence("proof"), evidence("likely", campaign_id=8)])
    assert {(claim.campaign_id, claim.trust) for claim in found} == {(7, "proof"), (8, "likely")}


@pytest.mark.parametrize(("days", "claimed"), [(-1, False), (0, True), (60, True), (61, False)])
def test_a_contact_speaks_for_sales_up_to_sixty_days_later(days, claimed):
    found = claims([sale(1, on=DAY + timedelta(days=days))], [evidence("likely")])
    assert bool(found) is claimed


def test_evidence_for_one_sale_says_nothing_of_the_others():
    found = claims([sale(1), sale(2)], [evidence("weak", sale_id=2, on=None)])
    assert [claim.sale.id for claim in found] == [2]


def test_the_return_is_a_range_from_proof_to_all_evidence():
    found = claims(
        [sale(1, net=300, cost=100), sale(2, party_id=2, net=200, cost=100)],
        [evidence("proof"), evidence("weak", party_id=2)],
    )
    returned = campaign_return(found, 100)
    assert (returned.revenue, returned.profit, returned.sales, returned.proof_sales) == (500, 300, 2, 1)
    assert returned.low == pytest.approx((200 - 100) / 100)
    assert returned.high == pytest.approx((300 - 100) / 100)
    assert returned.margin == pytest.approx(0.6)


def test_without_cost_there_is_a_margin_but_no_return():
    returned = campaign_return(claims([sale(1)], [evidence("proof")]), 0)
    assert (returned.low, returned.high, returned.margin) == (None, None, pytest.approx(0.4))


def test_cost_per_lead_is_rounded_as_one_speaks_of_it():
    assert cost_per_lead(4_800, 21, 2) == 200
    assert cost_per_lead(1_200_000, 21, 0) == 57_000
    assert cost_per_lead(99, 3, 2) == 33
    assert cost_per_lead(0, 3, 2) is None
    assert cost_per_lead(100, 0, 2) is None


def test_the_summer_campaign_returned_what_was_worked_out_by_hand(summer):
    store, made = summer
    with store.reading() as db:
        returned = returns_of(db, [made.campaign_id], "USD")[made.campaign_id]
    assert (returned.sales, returned.revenue, returned.profit, returned.cost) == (14, 192_800, 67_600, 26_000)
    assert returned.high == pytest.approx(1.6)
    # 6 proven sales of 137 that cost 89: 288 profit against 260.
    assert (returned.proof_sales, returned.low) == (6, pytest.approx(28 / 260))


def test_a_credit_note_takes_its_part_back(summer):
    store, made = summer
    with store.reading() as db:
        claimed = campaign_claims(db, [made.campaign_id], "USD")
    one = next(claim.sale for claim in claimed if claim.trust == "proof")
    credit_sale(store, one.id)
    with store.reading() as db:
        returned = returns_of(db, [made.campaign_id], "USD")[made.campaign_id]
    assert returned.revenue == 192_800 - one.net
    assert returned.profit == 67_600 - (one.net - one.cost)


def test_sales_in_another_currency_are_left_out(summer):
    store, made = summer
    with store.reading() as db:
        assert returns_of(db, [made.campaign_id], "EUR")[made.campaign_id].revenue == 0


def test_a_campaign_chosen_by_hand_on_a_sale_is_weak_evidence(store):
    campaign_id = add_campaign(store, name="Fair")
    party_id = add_party(store, name="Ann")
    add_sale(
        store, lines=[LineDraft(words="Tap", unit_price=900)], party_id=party_id, campaign_id=campaign_id
    )
    with store.reading() as db:
        assert [claim.trust for claim in campaign_claims(db, [campaign_id], "USD")] == ["weak"]


def test_somebody_reached_before_buying_is_likely_evidence_and_a_code_is_proof(store):
    campaign_id = add_campaign(store, name="Fair", channel="leaflet")
    party_id = add_party(store, name="Ann")
    add_members(store, campaign_id, [party_id])
    mark_reached(store, campaign_id, [party_id])
    add_sale(store, lines=[LineDraft(words="Tap", unit_price=900)], party_id=party_id)
    add_code(store, campaign_id, "Leaflet")
    with store.reading() as db:
        assert [claim.trust for claim in campaign_claims(db, [campaign_id], "USD")] == ["likely"]
        code = list_codes(db, campaign_id)[0].code
    record_response(store, campaign_id, party_id, code=code)
    with store.reading() as db:
        assert [claim.trust for claim in campaign_claims(db, [campaign_id], "USD")] == ["proof"]


def test_somebody_who_came_by_itself_was_not_contacted(store):
    campaign_id = add_campaign(store, name="Radio", channel="radio")
    party_id = add_party(store, name="Ann")
    record_response(store, campaign_id, party_id, trust="weak")
    add_sale(store, lines=[LineDraft(words="Tap", unit_price=900)], party_id=party_id)
    with store.reading() as db:
        assert [claim.trust for claim in campaign_claims(db, [campaign_id], "USD")] == ["weak"]


def test_the_campaign_before_is_named_with_its_return(summer):
    store, made = summer
    with clock.freeze(at(date(2026, 3, 1))):
        spring = add_campaign(
            store, name="Spring clean", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31)
        )
        add_cost(store, spring, channel="social", amount=5_000)
        party_id = add_party(store, name="Ann")
        line = LineDraft(words="Tap", unit_price=16_000, unit_cost=6_400)
        add_sale(store, lines=[line], party_id=party_id, campaign_id=spring, after_sale=())
    with clock.freeze(at(date(2026, 4, 2))):
        end_campaign(store, spring)
    with store.reading() as db:
        last = last_return(db, made.campaign_id, "USD")
    assert last is not None
    assert (last.name, last.returned.high) == ("Spring clean", pytest.approx(0.92))


def test_channels_show_plan_spent_leads_and_cost_per_lead(summer):
    store, made = summer
    with store.reading() as db:
        results = campaign_results(db, made.campaign_id, TODAY, "USD", 2)
        costs = list_costs(db, made.campaign_id, "phone")
    rows = [(c.channel, c.planned, c.spent, c.leads, c.per_lead) for c in results.channels]
    assert rows == [
        ("message", 6_000, 4_800, 21, 200),
        ("phone", 12_000, 11_200, 12, 900),
        ("leaflet", 14_000, 10_000, 5, 2_000),
    ]
    assert (results.spent, results.budget) == (26_000, 32_000)
    remove_cost(store, costs[0].id)
    with store.reading() as db:
        assert campaign_results(db, made.campaign_id, TODAY, "USD", 2).spent == 14_800
    store.undo()
    with store.reading() as db:
        assert campaign_results(db, made.campaign_id, TODAY, "USD", 2).spent == 26_000
