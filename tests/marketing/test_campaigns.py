"""Planning campaigns, what may not be written down, and the list of them."""

from datetime import date, timedelta

import pytest

from salesdesk.base.errors import UserError
from salesdesk.base.listing import ListQuery
from salesdesk.marketing.audience_commands import save_segment, use_people
from salesdesk.marketing.budget_commands import add_cost, edit_cost, remove_channel, set_channel_budget
from salesdesk.marketing.commands import (
    add_campaign,
    add_note,
    bin_campaign,
    edit_campaign,
    end_campaign,
    set_agreement,
    start_campaign,
)
from salesdesk.marketing.queries import (
    campaign_head,
    campaign_rows,
    count_campaigns,
    find_campaigns,
    list_campaigns,
)
from salesdesk.marketing.response_commands import record_response
from salesdesk.marketing.result_queries import list_costs, list_notes
from salesdesk.marketing.rules import CampaignReturn
from salesdesk.marketing.wording import range_words, return_words, share_words, span_words
from salesdesk.parties.commands import add_party
from salesdesk.store.search import find_papers


def listed(store, view="all", text="", sort="", descending=False):
    with store.reading() as db:
        ids = list_campaigns(db, ListQuery(view, text, sort, descending), None)
        rows = campaign_rows(db, ids, store.currency)
    return [rows[i].name for i in ids]


def head_of(store, campaign_id):
    with store.reading() as db:
        return campaign_head(db, campaign_id)


def test_a_campaign_that_has_begun_runs_and_one_to_come_is_planned(store):
    today = store.today()
    assert head_of(store, add_campaign(store, name="A", starts_on=today)).status == "running"
    assert (
        head_of(store, add_campaign(store, name="B", starts_on=today + timedelta(days=1))).status == "planned"
    )
    assert head_of(store, add_campaign(store, name="C")).status == "planned"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "A", "starts_on": date(2026, 5, 2), "ends_on": date(2026, 5, 1)}, "ends_on"),
        ({"name": "A", "budget": -1}, "budget"),
        ({"name": "A", "reach": -1}, "reach"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(store, facts, field):
    with pytest.raises(UserError) as caught:
        add_campaign(store, **facts)
    assert caught.value.field == field
    assert listed(store) == []


def test_an_edit_that_would_end_before_it_starts_changes_nothing(store):
    campaign_id = add_campaign(store, name="A", starts_on=date(2026, 5, 1))
    with pytest.raises(UserError):
        edit_campaign(store, campaign_id, ends_on=date(2026, 4, 1))
    assert head_of(store, campaign_id).ends_on is None


def test_two_people_cannot_overwrite_each_other_unseen(store):
    campaign_id = add_campaign(store, name="A")
    version = head_of(store, campaign_id).version
    edit_campaign(store, campaign_id, version=version, name="B")
    with pytest.raises(UserError, match="Somebody else"):
        edit_campaign(store, campaign_id, version=version, name="C")


def test_the_life_of_a_campaign(store):
    campaign_id = add_campaign(store, name="A")
    start_campaign(store, campaign_id)
    assert (head_of(store, campaign_id).status, head_of(store, campaign_id).starts_on) == (
        "running",
        store.today(),
    )
    end_campaign(store, campaign_id)
    assert (head_of(store, campaign_id).status, head_of(store, campaign_id).ends_on) == (
        "ended",
        store.today(),
    )
    end_campaign(store, campaign_id, learnt="Start earlier")
    assert head_of(store, campaign_id).status == "reviewed"
    start_campaign(store, campaign_id)
    assert head_of(store, campaign_id).status == "running"
    bin_campaign(store, campaign_id)
    assert listed(store) == []
    with pytest.raises(UserError, match="no longer there"):
        start_campaign(store, campaign_id)
    store.undo()
    assert listed(store) == ["A"]


def test_the_list_by_views_text_and_order(store):
    today = store.today()
    add_campaign(store, name="Spring fair", starts_on=today - timedelta(days=90), status="ended", budget=300)
    add_campaign(store, name="Radio", channel="radio", starts_on=today, ends_on=today + timedelta(days=9))
    add_campaign(store, name="Leaflets", starts_on=today, ends_on=today + timedelta(days=3), budget=100)
    add_campaign(store, name="Autumn", goal="Win back", budget=200)
    with store.reading() as db:
        assert count_campaigns(db) == {"running": 2, "planned": 1, "finished": 1, "all": 4}
        assert [name for _id, name, _status in find_campaigns(db, "")][-1] == "Spring fair"
        assert [hit.title for hit in find_papers(db, "spring")] == ["Spring fair"]
    assert listed(store, "running") == ["Leaflets", "Radio"]
    assert listed(store, text="FAIR") == ["Spring fair"]
    assert listed(store, text="win") == ["Autumn"]
    assert listed(store, sort="budget", descending=True) == ["Spring fair", "Autumn", "Leaflets", "Radio"]
    assert listed(store, sort="name") == ["Autumn", "Leaflets", "Radio", "Spring fair"]


def test_the_list_sorts_by_what_was_spent_and_who_replied(store):
    one, two = add_campaign(store, name="One"), add_campaign(store, name="Two")
    add_cost(store, two, channel="press", amount=900)
    record_response(store, one, add_party(store, name="Ann"))
    assert listed(store, sort="spent", descending=True) == ["Two", "One"]
    assert listed(store, sort="responses", descending=True) == ["One", "Two"]
    assert listed(store, sort="people", descending=True) == ["One", "Two"]


def test_costs_need_an_amount_and_a_channel(store):
    campaign_id = add_campaign(store, name="A")
    for amount in (0, -5):
        with pytest.raises(UserError, match="above zero"):
            add_cost(store, campaign_id, channel="press", amount=amount)
    with pytest.raises(UserError, match="channel"):
        add_cost(store, campaign_id, channel="smoke signals", amount=5)
    cost_id = add_cost(store, campaign_id, channel="press", amount=500, words=" Ad ")
    with pytest.raises(UserError):
        edit_cost(store, cost_id, amount=0)
    edit_cost(store, cost_id, words="Advert", spent_on=date(2026, 1, 2))
    with store.reading() as db:
        costs = list_costs(db, campaign_id)
    assert [(c.amount, c.words, c.spent_on) for c in costs] == [(500, "Advert", date(2026, 1, 2))]


def test_a_channel_with_costs_stays_and_the_budget_grows_with_the_plan(store):
    campaign_id = add_campaign(store, name="A", channel="press", budget=100)
    set_channel_budget(store, campaign_id, "radio", 250)
    assert head_of(store, campaign_id).facts["budget"] == 350
    add_cost(store, campaign_id, channel="radio", amount=5)
    with pytest.raises(UserError, match="Money was spent"):
        remove_channel(store, campaign_id, "radio")
    with pytest.raises(UserError, match="below zero"):
        set_channel_budget(store, campaign_id, "radio", -1)


def test_notes_stand_oldest_first_and_an_empty_one_is_refused(store):
    campaign_id = add_campaign(store, name="A")
    add_note(store, campaign_id, "They rent", "sales")
    add_note(store, campaign_id, "Agreed")
    with pytest.raises(UserError):
        add_note(store, campaign_id, "   ")
    with store.reading() as db:
        assert [(n.side, n.words) for n in list_notes(db, campaign_id)] == [
            ("sales", "They rent"), ("marketing", "Agreed"),
        ]  # fmt: skip


def test_the_agreement_refuses_impossible_promises(store):
    with pytest.raises(UserError, match="between 0 and 100"):
        set_agreement(store, call_share=101)
    with pytest.raises(UserError, match="below zero"):
        set_agreement(store, leads_a_month=-1)
    assert set_agreement(store, leads_a_month=30) == set_agreement(store, leads_a_month=20)


def test_people_chosen_elsewhere_need_a_campaign_or_a_name(store):
    party_id = add_party(store, name="Ann")
    with pytest.raises(UserError, match="needs a name"):
        use_people(store, [party_id])
    assert listed(store) == []
    campaign_id = use_people(store, [party_id], name="Autumn")
    assert head_of(store, campaign_id).people == 1
    with pytest.raises(UserError, match="name"):
        save_segment(store, " ", ())


def test_how_days_and_returns_read():
    start, end = date(2026, 5, 1), date(2026, 5, 31)
    assert span_words(start, end, "en") == "1–31 May 2026"
    assert span_words(start, end, "vi") == "01–31/05/2026"
    assert span_words(date(2026, 4, 28), date(2026, 5, 3), "en") == "28 Apr – 3 May 2026"
    assert span_words(date(2026, 4, 28), date(2026, 5, 3), "vi") == "28/04–03/05/2026"
    assert span_words(date(2025, 12, 28), date(2026, 1, 3), "vi") == "28/12/2025–03/01/2026"
    assert span_words(start, None, "en") == "from 1 May 2026"
    assert span_words(None, None, "en") == ""
    assert share_words(0.93, 93, 100) == "93%"
    assert share_words(None, 3, 7) == "3 of 7"
    assert share_words(None, 1_171, 0) == ""


def a_return(sales, proof, low, high, cost=100):
    return CampaignReturn(sales, 500, 300, proof, 100, cost, low, high)


def test_a_return_is_one_figure_or_a_range_and_says_what_it_rests_on():
    assert range_words(a_return(14, 6, 0.11, 1.6)) == "11–160%"
    assert range_words(a_return(14, 0, -1.0, 0.92)) == "−100 to 92%"
    assert range_words(a_return(14, 14, 0.5, 0.5)) == "50%"
    assert return_words(a_return(14, 6, 0.11, 1.6)).sentence.startswith("6 of 14 sales are proven")
    assert return_words(a_return(14, 14, 0.5, 0.5)).sentence == "Every sale is proven by a code."
    assert return_words(a_return(3, 0, -1.0, 0.5)).sentence == "Only 3 sales: too few to judge by."
    assert return_words(a_return(3, 0, None, None, 0)).value == "—"
    assert "no return" in return_words(a_return(3, 0, None, None, 0)).sentence
