"""The sheets of marketing: what they ask, what they refuse, what they save."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from salesdesk.marketing.agreement_dialog import agreement_sheet
from salesdesk.marketing.agreement_queries import agreement_terms
from salesdesk.marketing.audience_queries import list_segments
from salesdesk.marketing.audience_rules import Condition
from salesdesk.marketing.campaign_dialog import (
    edit_campaign_sheet,
    end_campaign_sheet,
    new_campaign_sheet,
)
from salesdesk.marketing.code_dialog import CodeSheet
from salesdesk.marketing.cost_dialog import ChannelSheet, cost_sheet
from salesdesk.marketing.people_dialog import AddPeopleSheet, audience_sheet
from salesdesk.marketing.people_queries import list_replies
from salesdesk.marketing.queries import campaign_head
from salesdesk.marketing.response_dialog import ResponseSheet
from salesdesk.marketing.result_queries import list_channels, list_codes, list_costs
from salesdesk.marketing.segment_dialog import SegmentSheet, save_segment_sheet
from salesdesk.parties.commands import add_party
from salesdesk.store.database import Store
from tests.marketing.desk import Place, a_place, settle
from tests.marketing.summer import Summer


@pytest.fixture
def place(qtbot: QtBot, summer: tuple[Store, Summer]) -> Iterator[Place]:
    """A window on the shop with the summer campaign."""
    with a_place(qtbot, summer[0]) as made:
        made.window.show()
        yield made


@pytest.fixture
def made(summer: tuple[Store, Summer]) -> Summer:
    """The ids of the campaign."""
    return summer[1]


def head(place: Place, campaign_id: int):
    with place.desk.store.reading() as db:
        return campaign_head(db, campaign_id)


def test_a_new_campaign_needs_a_name_and_the_sheet_says_so_beside_it(qtbot, place):
    sheet = new_campaign_sheet(place.desk)
    sheet.open()
    sheet.save()
    assert sheet.isVisible()
    assert sheet.form.error("name") == "Fill this in."
    sheet.form.editor("name").set_value("Autumn")
    sheet.form.editor("budget").set_value(50_000)
    sheet.save()
    assert not sheet.isVisible()
    found = head(place, sheet.answer)
    assert (found.name, found.status, found.facts["budget"]) == ("Autumn", "running", 50_000)
    assert place.spoken.said == ["Add campaign Autumn"]


def test_dates_the_wrong_way_round_are_refused_where_they_stand(qtbot, place, made):
    sheet = edit_campaign_sheet(place.desk, made.campaign_id)
    sheet.open()
    sheet.form.widget("ends_on").setText("1/4/2026")
    sheet.save()
    assert sheet.isVisible()
    assert "end before it starts" in sheet.form.error("ends_on")
    sheet.form.widget("ends_on").setText("no day")
    sheet.save()
    assert "not a date" in sheet.form.error("ends_on")
    sheet.form.widget("ends_on").setText("20/6/2026")
    sheet.save()
    assert head(place, made.campaign_id).ends_on.isoformat() == "2026-06-20"


def test_finishing_asks_what_was_learnt(qtbot, place, made):
    sheet = end_campaign_sheet(place.desk, made.campaign_id)
    sheet.open()
    sheet.form.editor("learnt").set_value("Phone first")
    sheet.save()
    found = head(place, made.campaign_id)
    assert (found.status, found.facts["learnt"]) == ("reviewed", "Phone first")


def test_a_right_code_makes_the_reply_proof(qtbot, place, made):
    party_id = add_party(place.desk.store, name="Zoe")
    sheet = ResponseSheet(place.desk, made.campaign_id, party_id)
    sheet.open()
    sheet.form.widget("code").setText(made.code.lower())
    assert sheet.form.editor("trust").value() == "proof"
    sheet.save()
    with place.desk.store.reading() as db:
        replies = list_replies(db, made.campaign_id, party_id)
    assert [(reply.trust, reply.code) for reply in replies] == [("proof", made.code)]


def test_a_misread_code_is_said_while_typing_and_refused_when_saving(qtbot, place, made):
    party_id = add_party(place.desk.store, name="Zoe")
    sheet = ResponseSheet(place.desk, made.campaign_id, party_id)
    sheet.open()
    wrong = made.code[:-1] + ("A" if made.code[-1] != "A" else "B")
    sheet.form.widget("code").setText(wrong)
    assert "wrong, or two are swapped" in sheet._verdict.text()
    sheet.save()
    assert sheet.isVisible()
    assert "wrong, or two are swapped" in sheet.form.error("code")
    sheet.reject()


def test_costs_are_booked_changed_and_removed_where_the_channel_is(qtbot, place, made):
    store = place.desk.store
    sheet = cost_sheet(place.desk, made.campaign_id, "phone")
    sheet.open()
    sheet.form.widget("amount").setText("12")
    sheet.form.editor("words").set_value("SIM card")
    sheet.save()
    assert sheet.answer
    with store.reading() as db:
        newest = list_costs(db, made.campaign_id, "phone")[0]
    assert (newest.amount, newest.words) == (1_200, "SIM card")
    change = cost_sheet(place.desk, made.campaign_id, cost=newest)
    change.open()
    change.form.widget("amount").setText("0")
    change.save()
    assert "above zero" in change.form.error("amount")
    change.form.widget("amount").setText("15")
    change.save()
    channel = ChannelSheet(place.desk, made.campaign_id, "phone")
    channel.open()
    channel._remove(newest.id)
    with store.reading() as db:
        assert [cost.amount for cost in list_costs(db, made.campaign_id, "phone")] == [11_200]
    channel.form.widget("planned").setText("200")
    channel.save()
    with store.reading() as db:
        assert {c.channel: c.planned for c in list_channels(db, made.campaign_id)}["phone"] == 20_000


def test_a_channel_is_added_from_those_still_free(qtbot, place, made):
    sheet = ChannelSheet(place.desk, made.campaign_id)
    sheet.open()
    sheet.form.editor("channel").set_value("radio")
    sheet.form.widget("planned").setText("30")
    sheet.save()
    with place.desk.store.reading() as db:
        assert [c.channel for c in list_channels(db, made.campaign_id)][-1] == "radio"


def test_codes_are_made_checked_and_kept_once_used(qtbot, place, made):
    sheet = CodeSheet(place.desk, made.campaign_id)
    sheet.open()
    qtbot.keyClicks(sheet.place_words, "Door")
    qtbot.keyClick(sheet.place_words, Qt.Key.Key_Return)
    assert sheet.isVisible()
    with place.desk.store.reading() as db:
        codes = list_codes(db, made.campaign_id)
    assert [code.words for code in codes] == ["Leaflet", "Door"]
    sheet.check.setText(codes[1].code.lower())
    assert "belongs to Summer core change" in sheet._checked.text()
    sheet.check.setText("KTR-MWA")
    assert "swapped" in sheet._wrong.text()
    sheet._remove(codes[0].id)
    assert len(list_codes_now(place, made)) == 2
    sheet._remove(codes[1].id)
    assert len(list_codes_now(place, made)) == 1
    sheet.accept()


def list_codes_now(place: Place, made: Summer):
    with place.desk.store.reading() as db:
        return list_codes(db, made.campaign_id)


def test_the_agreement_is_written_once_and_changed(qtbot, place):
    sheet = agreement_sheet(place.desk)
    sheet.open()
    sheet.form.widget("call_share").setText("120")
    sheet.save()
    assert "between 0 and 100" in sheet.form.error("call_share")
    sheet.form.widget("call_share").setText("80")
    sheet.save()
    with place.desk.store.reading() as db:
        terms = agreement_terms(db)
    assert (terms.call_share, terms.leads_a_month) == (80, 30)


def test_an_audience_is_saved_under_a_name_that_is_free(qtbot, place):
    rules = (Condition("area", "in", ("Hulme",)),)
    first = save_segment_sheet(place.desk, rules)
    first.open()
    first.form.editor("name").set_value("Hulme")
    first.save()
    second = SegmentSheet(place.desk)
    second.open()
    second.name.setText("Hulme")
    second._save()
    assert second.isVisible()
    second.name.setText("Everybody")
    second._save()
    with place.desk.store.reading() as db:
        assert [segment.name for segment in list_segments(db)] == ["Everybody", "Hulme"]
    settle(qtbot, place.desk)


def test_people_are_added_by_conditions_and_by_a_selection_elsewhere(qtbot, place, made):
    zoe = add_party(place.desk.store, name="Zoe", area="Salford")
    sheet = AddPeopleSheet(place.desk, made.campaign_id)
    sheet.open()
    sheet.conditions.set_rules((Condition("area", "in", ("Salford",)),), {})
    sheet._add()
    qtbot.waitUntil(lambda: "Added 1 person to the list" in place.spoken.said)
    assert head(place, made.campaign_id).people == 185
    chosen = audience_sheet(place.desk, [zoe])
    chosen.open()
    chosen.form.editor("name").set_value("Autumn")
    chosen.save()
    assert head(place, chosen.answer).people == 1
    settle(qtbot, place.desk)
