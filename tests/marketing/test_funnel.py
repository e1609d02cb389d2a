"""How far a campaign's people came, and how sales and marketing keep their promises."""

from datetime import date, timedelta

import pytest

from salesdesk.base import clock
from salesdesk.base.business_hours import business_hours
from salesdesk.base.periods import month_of
from salesdesk.marketing.agreement_queries import agreement_figures, agreement_terms
from salesdesk.marketing.commands import add_campaign, edit_campaign
from salesdesk.marketing.response_commands import record_response
from salesdesk.marketing.result_queries import campaign_results
from salesdesk.marketing.rules import funnel
from salesdesk.parties.commands import (
    accept_hand_over,
    add_party,
    hand_over,
    log_interaction,
    qualify,
    return_hand_over,
)
from tests.marketing.summer import TODAY, at

MONDAY = date(2026, 5, 11)


def steps_of(store, campaign_id):
    with store.reading() as db:
        return campaign_results(db, campaign_id, store.today(), "USD", 2).funnel


def test_the_summer_funnel_is_what_was_worked_out_by_hand(summer):
    store, made = summer
    steps = steps_of(store, made.campaign_id)
    assert [(step.key, step.people) for step in steps] == [
        ("reached", 171), ("replied", 61), ("qualified", 38), ("called", 36), ("quoted", 22), ("bought", 14),
    ]  # fmt: skip
    assert [round(step.share * 100) for step in steps] == [93, 36, 62, 95, 61, 64]


def test_a_share_of_few_people_is_not_shown():
    steps = funnel(40, {"reached": 20, "replied": 9, "qualified": 4})
    assert [step.share for step in steps[:3]] == [pytest.approx(0.5), pytest.approx(0.45), None]


def test_people_reached_outside_the_list_count_as_reached(summer):
    store, made = summer
    edit_campaign(store, made.campaign_id, reach=1_000)
    first = steps_of(store, made.campaign_id)[0]
    assert (first.people, first.share) == (1_171, None)


def test_an_empty_campaign_has_an_empty_funnel(store):
    campaign_id = add_campaign(store, name="Idea")
    assert {(step.people, step.share) for step in steps_of(store, campaign_id)} == {(0, None)}


def test_somebody_whose_source_is_the_campaign_counts_as_a_reply(store):
    campaign_id = add_campaign(store, name="Fair")
    add_party(store, name="Ann", campaign_id=campaign_id)
    found = {step.key: step.people for step in steps_of(store, campaign_id)}
    assert (found["reached"], found["replied"], found["qualified"]) == (1, 1, 0)


def test_calls_before_the_reply_are_not_this_campaigns(store):
    campaign_id = add_campaign(store, name="Fair")
    party_id = add_party(store, name="Ann", prospect=False)
    log_interaction(store, party_id, kind="call", at=store.now() - timedelta(days=3))
    record_response(store, campaign_id, party_id)
    qualify(store, party_id, {}, qualified=True)
    found = {step.key: step.people for step in steps_of(store, campaign_id)}
    assert (found["qualified"], found["called"]) == (1, 0)


def figures(store, day=TODAY, hours=4, campaign_id=None):
    with store.reading() as db:
        shop = business_hours(store.setting, store.zone)
        return agreement_figures(db, month_of(day), hours, shop, store.now(), campaign_id)


def test_the_summer_agreement_is_38_leads_of_30_and_5_called_late(summer):
    store, made = summer
    with store.reading() as db:
        terms = agreement_terms(db)
    found = figures(store, campaign_id=made.campaign_id)
    assert terms is not None
    assert (terms.leads_a_month, terms.call_within_hours, terms.call_share) == (30, 4, 90)
    assert (found.leads, found.from_campaign, found.in_time, found.late, found.waiting) == (38, 38, 33, 5, 0)
    assert found.share_in_time == pytest.approx(33 / 38)


def test_the_clock_of_a_hand_over_runs_in_working_hours_only(store):
    with clock.freeze(at(MONDAY, 16)):
        kept, missed = add_party(store, name="Ann"), add_party(store, name="Ben")
        hand_over(store, kept)
        hand_over(store, missed)
    with clock.freeze(at(MONDAY + timedelta(days=1), 9, 59)):
        log_interaction(store, kept, kind="call")
        assert figures(store).waiting == 1
    with clock.freeze(at(MONDAY + timedelta(days=1), 10, 1)):
        found = figures(store)
    assert (found.leads, found.in_time, found.late, found.waiting) == (2, 1, 1, 0)


def test_service_contacts_and_incoming_calls_keep_no_promise_of_sales(store):
    with clock.freeze(at(MONDAY, 9)):
        party_id = add_party(store, name="Ann")
        hand_over(store, party_id)
        log_interaction(store, party_id, kind="call", purpose="service")
        log_interaction(store, party_id, kind="call", direction="in")
    with clock.freeze(at(MONDAY, 14)):
        assert figures(store).late == 1


def test_a_lead_that_sales_returned_does_not_count(store):
    with clock.freeze(at(MONDAY, 9)):
        task_id = hand_over(store, add_party(store, name="Ann"))
        return_hand_over(store, task_id, reason="Rents her flat")
        accept_hand_over(store, hand_over(store, add_party(store, name="Ben")))
        assert figures(store).leads == 1


def test_an_owner_alone_who_hands_nothing_over_is_measured_from_the_day_it_qualified(store):
    with clock.freeze(at(MONDAY, 9)):
        party_id = add_party(store, name="Ann")
        qualify(store, party_id, {}, qualified=True)
    with clock.freeze(at(MONDAY + timedelta(days=1), 11)):
        log_interaction(store, party_id, kind="visit")
        found = figures(store)
    assert (found.leads, found.in_time, found.late) == (1, 1, 0)


def test_before_anything_was_due_there_is_no_share(store):
    with clock.freeze(at(MONDAY, 9)):
        hand_over(store, add_party(store, name="Ann"))
        found = figures(store)
    assert (found.waiting, found.share_in_time) == (1, None)
