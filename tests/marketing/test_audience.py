"""Whom the plain sentences of an audience choose; who said no to offers is never among them."""

from datetime import date, timedelta

import pytest

from salesdesk.base.errors import UserError
from salesdesk.base.listing import ListQuery
from salesdesk.marketing import audience_rules
from salesdesk.marketing.audience_commands import (
    add_members,
    mark_reached,
    remove_members,
    remove_segment,
    save_segment,
    set_audience,
    use_as_audience,
    use_segment,
)
from salesdesk.marketing.audience_queries import (
    audience,
    campaign_rules,
    count_audience,
    list_segments,
    options,
    rules_words,
)
from salesdesk.marketing.audience_rules import BY_KEY, Condition, from_json, groups, to_json
from salesdesk.marketing.commands import add_campaign
from salesdesk.marketing.people_queries import People, list_replies
from salesdesk.marketing.response_commands import record_response, remove_response
from salesdesk.parties.commands import add_party, log_interaction
from salesdesk.sales.product_commands import add_product
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale
from salesdesk.service.commands import add_owned_item, open_case, rate_case
from salesdesk.store import schema as s
from tests.marketing.summer import TODAY


def chosen(store, *rules):
    """The names of the people an audience reaches, in order."""
    with store.reading() as db:
        ids = list(db.execute(audience(rules, store.today())).scalars())
        rows = db.execute(s.party.select().where(s.party.c.id.in_(ids)))
        return sorted(row.name for row in rows)


def counted(store, *rules):
    with store.reading() as db:
        return tuple(count_audience(db, rules, store.today()))


@pytest.fixture
def people(store):
    """Four people who differ in everything an audience may ask for."""
    ann = add_party(store, name="Ann", area="Hulme", source="social", tags="vip, tall", consent="yes")
    ben = add_party(
        store, name="Ben", area="Didsbury", source="walk_in", tags="vip", birthday=date(1980, 5, 3)
    )
    cat = add_party(store, name="Cat", area="Hulme", kind="organisation", prospect=False, tags="vipers")
    dan = add_party(store, name="Dan", area="Hulme", consent="no")
    return {"Ann": ann, "Ben": ben, "Cat": cat, "Dan": dan}


def test_no_condition_means_everybody_but_those_who_said_no(store, people):
    assert chosen(store) == ["Ann", "Ben", "Cat"]
    assert counted(store) == (3, 1)


def test_people_who_said_no_are_left_out_and_counted_even_when_asked_for(store, people):
    assert counted(store, Condition("area", "in", ("Hulme",))) == (2, 1)


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (Condition("area", "in", ("Hulme",)), ["Ann", "Cat"]),
        (Condition("area", "not_in", ("Hulme",)), ["Ben"]),
        (Condition("state", "in", ("prospect",)), ["Ann", "Ben"]),
        (Condition("stage", "not_in", ("new",)), ["Cat"]),
        (Condition("source", "in", ("social", "walk_in")), ["Ann", "Ben"]),
        (Condition("kind", "in", ("organisation",)), ["Cat"]),
        (Condition("consent", "in", ("yes",)), ["Ann"]),
        (Condition("consent", "in", ("",)), ["Ben", "Cat"]),
        (Condition("tags", "in", ("vip",)), ["Ann", "Ben"]),
        (Condition("tags", "not_in", ("vip",)), ["Cat"]),
        (Condition("tags", "in", ("tall", "vipers")), ["Ann", "Cat"]),
        (Condition("birthday", "in", ("05",)), ["Ben"]),
        (Condition("last_contact", "never"), ["Ann", "Ben", "Cat"]),
    ],
)
def test_a_condition_chooses(store, people, rule, names):
    assert chosen(store, rule) == names


def test_or_begins_another_group(store, people):
    rules = (
        Condition("area", "in", ("Hulme",)),
        Condition("kind", "in", ("organisation",)),
        Condition("source", "in", ("walk_in",), "or"),
    )
    assert chosen(store, *rules) == ["Ben", "Cat"]
    assert [len(group) for group in groups(rules)] == [2, 1]


def test_a_row_that_is_not_finished_chooses_nobody_away(store, people):
    assert chosen(store, Condition("area", "in", ()), Condition("kind", "in", ("organisation",), "or")) == [
        "Cat"
    ]


def test_who_bought_what_and_when(store, people):
    tap = add_product(store, name="Tap", price=900, group_name="Parts")
    hose = add_product(store, name="Hose", price=400, group_name="Garden")
    old = store.today() - timedelta(days=200)
    add_sale(store, lines=[LineDraft(product_id=tap, unit_price=900)], party_id=people["Ann"], on=old)
    add_sale(store, lines=[LineDraft(product_id=hose, unit_price=400)], party_id=people["Ben"])
    add_sale(
        store, lines=[LineDraft(product_id=tap, unit_price=900)], party_id=people["Cat"], issue_now=False
    )
    assert chosen(store, Condition("bought", "in", (str(tap),))) == ["Ann"]
    assert chosen(store, Condition("bought", "not_in", (str(tap),))) == ["Ben", "Cat"]
    assert chosen(store, Condition("bought_group", "in", ("Garden", "Parts"))) == ["Ann", "Ben"]
    assert chosen(store, Condition("last_purchase", "more", ("6m",))) == ["Ann"]
    assert chosen(store, Condition("last_purchase", "less", ("6m",))) == ["Ben"]
    assert chosen(store, Condition("last_purchase", "never")) == ["Cat"]


def test_the_last_contact_and_the_last_rating(store, people):
    log_interaction(store, people["Ann"], kind="call", at=store.now() - timedelta(days=40))
    log_interaction(store, people["Ben"], kind="call")
    case_id = open_case(store, party_id=people["Ben"], title="Drips")
    rate_case(store, case_id, 2)
    assert chosen(store, Condition("last_contact", "more", ("1m",))) == ["Ann"]
    assert chosen(store, Condition("last_contact", "less", ("1m",))) == ["Ben"]
    assert chosen(store, Condition("score", "in", ("1", "2"))) == ["Ben"]


def test_what_people_own(store, people):
    today = store.today()
    facts = {"bought_on": today - timedelta(days=400), "warranty_until": today + timedelta(days=20)}
    add_owned_item(store, party_id=people["Ann"], words="Purifier", **facts)
    facts = {"bought_on": today - timedelta(days=400), "last_maintained_on": today - timedelta(days=10)}
    add_owned_item(store, party_id=people["Ben"], words="Purifier", **facts)
    assert chosen(store, Condition("warranty_ends", "within", ("1m",))) == ["Ann"]
    assert chosen(store, Condition("last_maintenance", "more", ("5m",))) == ["Ann"]
    assert chosen(store, Condition("last_maintenance", "less", ("5m",))) == ["Ben"]
    assert chosen(store, Condition("last_maintenance", "never")) == ["Ann"]


def test_earlier_campaigns(store, people):
    fair = add_campaign(store, name="Fair")
    add_members(store, fair, [people["Ann"], people["Ben"]])
    record_response(store, fair, people["Ben"])
    wanted = (str(fair),)
    assert chosen(store, Condition("campaign", "in", wanted)) == ["Ann", "Ben"]
    assert chosen(store, Condition("campaign", "not_in", wanted)) == ["Cat"]
    assert chosen(store, Condition("campaign", "replied", wanted)) == ["Ben"]
    assert chosen(store, Condition("campaign", "not_replied", wanted)) == ["Ann", "Cat"]


def test_rules_survive_the_file_and_rubbish_in_it_is_left_out():
    rules = (Condition("area", "in", ("Hulme", "Cầu Giấy")), Condition("last_contact", "never", (), "or"))
    assert from_json(to_json(rules)) == rules
    assert from_json("not json") == from_json('{"a": 1}') == ()
    assert from_json('[1, {"field": "shoe size"}, {"field": "area", "comparison": "louder"}]') == ()


def test_every_field_offers_its_values_and_reads_as_a_sentence(store, people):
    add_product(store, name="Tap", price=900, group_name="Parts")
    fair = add_campaign(store, name="Fair")
    with store.reading() as db:
        for key, field in BY_KEY.items():
            values = options(db, key)
            assert values, key
            row = Condition(key, field.comparisons[0].value, (values[0].value,))
            assert values[0].label in rules_words(db, (row,))
            assert count_audience(db, (row,), TODAY).people >= 0
        assert [option.value for option in options(db, "tags")] == ["vip", "tall", "vipers"]
        assert options(db, "campaign")[0] == (str(fair), "Fair")
        assert rules_words(db, ()) == "Everybody"


def test_using_an_audience_fills_the_list_and_keeps_whom_it_reached(summer):
    store, made = summer
    assert use_as_audience(store, made.campaign_id, (Condition("area", "in", ("Hulme",)),)) == 171 + 6
    with store.reading() as db:
        assert People(made.campaign_id, "USD").counts(db)["reached"] == 171
    store.undo()
    with store.reading() as db:
        assert People(made.campaign_id, "USD").counts(db)["all"] == 184


def test_a_saved_audience_is_not_changed_by_a_campaign_that_uses_it(store, people):
    rules = (Condition("area", "in", ("Hulme",)),)
    segment_id = save_segment(store, "Hulme", rules)
    fair = add_campaign(store, name="Fair")
    use_segment(store, fair, segment_id)
    with store.reading() as db:
        assert campaign_rules(db, fair) == (segment_id, "Hulme", rules)
        assert [row.campaigns for row in list_segments(db)] == [1]
    set_audience(store, fair, (Condition("area", "in", ("Didsbury",)),))
    with store.reading() as db:
        assert [row.rules for row in list_segments(db)] == [to_json(rules)]
        assert campaign_rules(db, fair)[2] == (Condition("area", "in", ("Didsbury",)),)
    with pytest.raises(UserError, match="already"):
        save_segment(store, "Hulme", ())
    remove_segment(store, segment_id)
    with store.reading() as db:
        assert list_segments(db) == []


def test_putting_people_on_the_list_passes_over_those_who_said_no_and_those_on_it(store, people):
    fair = add_campaign(store, name="Fair")
    assert add_members(store, fair, people.values()) == 3
    assert add_members(store, fair, people.values()) == 0
    remove_members(store, fair, [people["Ann"]])
    assert add_members(store, fair, people.values()) == 1


def test_marking_people_as_reached_writes_personal_contacts_to_their_timeline(store, people):
    fair = add_campaign(store, name="Fair", channel="leaflet")
    add_members(store, fair, people.values())
    assert mark_reached(store, fair, [people["Ann"]], channel="phone") == 1
    assert mark_reached(store, fair, [people["Ben"]]) == 1
    with store.reading() as db:
        rows = db.execute(s.interaction.select()).all()
    assert [(row.party_id, row.kind, row.purpose) for row in rows] == [(people["Ann"], "call", "marketing")]
    with pytest.raises(UserError, match="day to come"):
        mark_reached(store, fair, [people["Cat"]], on=store.today() + timedelta(days=1))


def test_the_list_of_people_shows_the_best_reply_and_finds_by_name(store, people):
    fair = add_campaign(store, name="Fair")
    add_members(store, fair, people.values())
    record_response(store, fair, people["Ann"], trust="weak", words="heard it")
    reply = record_response(store, fair, people["Ann"], trust="likely", channel="phone")
    source = People(fair, "USD")
    with store.reading() as db:
        ids = source.ids(db, ListQuery("all"), None)
        rows = source.rows(db, ids)
        assert [rows[i].name for i in ids] == ["Ann", "Ben", "Cat"]
        assert (rows[ids[0]].trust, rows[ids[0]].channel) == ("likely", "phone")
        assert [rows[i].name for i in source.ids(db, ListQuery("all", "cat"), None)] == ["Cat"]
        assert source.counts(db) == {"all": 3, "not_reached": 2, "reached": 0, "replied": 1, "bought": 0}
        assert [r.trust for r in list_replies(db, fair, people["Ann"])] == ["likely", "weak"]
    remove_response(store, reply)
    with store.reading() as db:
        assert source.rows(db, ids)[people["Ann"]].trust == "weak"


def test_the_ages_reach_back_and_ahead_by_days_and_months():
    assert audience_rules.day_before("14d", date(2026, 5, 14)) == date(2026, 4, 30)
    assert audience_rules.day_before("3m", date(2026, 5, 31)) == date(2026, 2, 28)
    assert audience_rules.day_ahead("1m", date(2026, 1, 31)) == date(2026, 2, 28)
