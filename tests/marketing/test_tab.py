"""The tab of marketing as a person uses it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.base.listing import ListQuery
from salesdesk.marketing.audience_queries import campaign_rules
from salesdesk.marketing.audience_rules import Condition
from salesdesk.marketing.commands import add_campaign, add_note, bin_campaign
from salesdesk.marketing.queries import campaign_head
from salesdesk.marketing.tab import MarketingTab
from salesdesk.marketing.value_picker import ValueList
from salesdesk.parties.commands import add_party
from salesdesk.store.database import Store
from salesdesk.ui.widgets import Label
from tests.marketing.desk import Place, a_place, settle
from tests.marketing.summer import Summer


@pytest.fixture
def place(qtbot: QtBot, summer: tuple[Store, Summer]) -> Iterator[Place]:
    """A window on the shop with the summer campaign."""
    with a_place(qtbot, summer[0]) as made:
        yield made


@pytest.fixture
def tab(qtbot: QtBot, place: Place) -> MarketingTab:
    """The tab on the screen, its first list read."""
    made = MarketingTab(place.desk)
    place.window.layout().addWidget(made)
    place.window.show()
    qtbot.waitExposed(place.window)
    settle(qtbot, place.desk)
    return made


@pytest.fixture
def campaign(qtbot: QtBot, tab: MarketingTab, place: Place, summer: tuple[Store, Summer]) -> MarketingTab:
    """The tab with the summer campaign open, its figures counted."""
    assert tab.open_record("campaign", summer[1].campaign_id)
    qtbot.waitUntil(lambda: "160%" in words(tab.campaign.plan.returned))
    qtbot.waitUntil(lambda: "184 people" in words(tab.campaign.plan.audience))
    settle(qtbot, place.desk)
    return tab


def words(widget: QWidget) -> str:
    """Every text a widget shows, in one line."""
    labels = [label.text() for label in widget.findChildren(Label) if not label.isHidden()]
    return " | ".join([*labels, *(button.text() for button in widget.findChildren(QAbstractButton))])


def test_the_list_opens_with_what_runs_and_enter_opens_a_campaign(qtbot, tab, summer):
    table = tab.campaigns.table
    assert tab.campaigns.pane.query.view == "running"
    assert tab.campaigns.model.words_at(0)[0] == "Summer core change"
    assert tab.campaigns.model.words_at(0)[-1] == "11–160%"
    table.setFocus()
    table.select_first()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert tab.campaign.campaign_id == summer[1].campaign_id
    assert "Summer core change" in words(tab.campaign)
    tab.go_back()
    assert table.current_id() == summer[1].campaign_id


def test_the_plan_shows_the_figures_worked_out_by_hand(campaign):
    plan = campaign.campaign.plan
    assert "171 | 93%" in words(plan.funnel)
    assert "14 | 64%" in words(plan.funnel)
    assert all(figure in words(plan.returned) for figure in ("$1,928", "14 sales", "$676", "35%", "11–160%"))
    assert "6 of 14 sales are proven by a code" in words(plan.returned)
    assert "$260 of $320 spent" in words(plan.channels)
    assert plan.channels.table.model().words_at(0) == ("Messages", "60", "48", "21", "2")
    assert "38 of 30" in words(plan.agreement) or "at least 30 a month · 38 from this campaign" in words(
        plan.agreement
    )
    assert "5 of 38 were called late" in words(plan.agreement)
    assert "23 who said no to offers are left out" in words(plan.audience)
    assert "Leaflet leads mostly rent. Skip the flats next round." in words(plan.notes)


def test_another_condition_counts_anew_and_using_it_changes_the_list(qtbot, campaign, place, summer):
    store, made = summer
    panel = campaign.campaign.plan.audience
    assert not panel.use_button.isVisible()
    kept = panel.conditions.rules()
    panel.conditions.set_rules((*kept[:2], Condition("area", "in", ("Hulme",))), {})
    panel.conditions.edited.emit()
    qtbot.waitUntil(lambda: "92 people" in words(panel))
    qtbot.waitUntil(panel.use_button.isVisible)
    assert "on the list no longer fit" in words(panel)
    qtbot.mouseClick(panel.use_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "177 people are on the list" in place.spoken.said)
    qtbot.waitUntil(lambda: not panel.use_button.isVisible())
    place.desk.undo()
    with store.reading() as db:
        assert campaign_head(db, made.campaign_id).people == 184
        assert campaign_rules(db, made.campaign_id)[2] == kept


def test_values_are_ticked_in_a_list_that_opens_by_key(qtbot, campaign):
    row = campaign.campaign.plan.audience.conditions._rows[2]
    picker = row._value
    assert picker.words() == "Hulme, Didsbury"
    picker.setFocus()
    picker.showPopup()
    values = picker.findChild(ValueList)
    qtbot.keyClick(values.view, Qt.Key.Key_Space)
    qtbot.keyClick(values.view, Qt.Key.Key_Return)
    assert not values.isVisible()
    assert row.condition() == Condition("area", "in", ("Didsbury",))


def test_a_row_just_begun_survives_what_others_do_meanwhile(qtbot, campaign, place, summer):
    store, made = summer
    panel = campaign.campaign.plan.audience
    panel.conditions.add()
    add_note(store, made.campaign_id, "They rent")
    qtbot.waitUntil(lambda: "They rent" in words(campaign.campaign.plan.notes))
    settle(qtbot, place.desk)
    assert len(panel.conditions.rules()) == 4


def test_conditions_left_half_built_are_kept_when_the_page_is_left(qtbot, campaign, place, summer):
    store, made = summer
    panel = campaign.campaign.plan.audience
    panel.conditions.set_rules((Condition("area", "in", ("Didsbury",)),), {})
    panel.conditions.edited.emit()
    campaign.go_back()
    with store.reading() as db:
        assert campaign_rules(db, made.campaign_id)[2] == (Condition("area", "in", ("Didsbury",)),)
        assert campaign_head(db, made.campaign_id).people == 184


def test_a_line_of_the_offer_is_edited_in_place(qtbot, campaign, place, summer):
    store, made = summer
    line = campaign.campaign.plan.offer.line("price_line")
    line.shown.setFocus()
    qtbot.keyClick(line.shown, Qt.Key.Key_F2)
    line.input.clear()
    qtbot.keyClicks(line.input, "$42 all in")
    qtbot.keyClick(line.input, Qt.Key.Key_Escape)
    assert line.shown.accessibleDescription() == "$38, free water test"
    qtbot.keyClick(line.shown, Qt.Key.Key_Return)
    line.input.clear()
    qtbot.keyClicks(line.input, "$42 all in")
    qtbot.keyClick(line.input, Qt.Key.Key_Return)
    with store.reading() as db:
        assert campaign_head(db, made.campaign_id).facts["price_line"] == "$42 all in"
    place.desk.undo()
    qtbot.waitUntil(lambda: line.shown.accessibleDescription() == "$38, free water test")


def test_a_note_is_written_on_the_spot(qtbot, campaign, place):
    notes = campaign.campaign.plan.notes
    campaign.add_note()
    qtbot.keyClicks(notes.input, "They rent")
    qtbot.keyClick(notes.input, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "They rent" in words(notes))
    assert not notes.input.isVisible()
    place.desk.undo()
    qtbot.waitUntil(lambda: "They rent" not in words(notes))


def test_the_people_show_who_replied_and_can_be_marked_as_reached(qtbot, campaign, place, summer):
    page = campaign.campaign
    page.show_view("people")
    settle(qtbot, place.desk)
    people = page.people
    assert people.model.count == 184
    people.pane.set_query(ListQuery("not_reached"))
    qtbot.waitUntil(lambda: people.model.count == 13)
    people.table.selectAll()
    people.mark_reached()
    qtbot.waitUntil(lambda: people.model.count == 0)
    assert "Nobody matches" in words(people)
    place.desk.undo()
    qtbot.waitUntil(lambda: people.model.count == 13)
    people.table.select_first()
    people.table.open_current()
    assert place.opened[-1][0] == "party"


def test_a_campaign_put_into_the_bin_elsewhere_gives_way_to_the_list(qtbot, campaign, summer):
    store, made = summer
    bin_campaign(store, made.campaign_id)
    qtbot.waitUntil(lambda: campaign._stack.currentWidget() is campaign.campaigns)
    assert not campaign.open_record("campaign", made.campaign_id)
    assert not campaign.open_record("deal", 1)


def test_what_was_open_is_open_again_in_another_language(qtbot, campaign, place, summer):
    campaign.campaign.show_view("people")
    kept = campaign.state()
    again = MarketingTab(place.desk)
    place.window.layout().addWidget(again)
    again.restore(kept)
    settle(qtbot, place.desk)
    assert again.campaign.campaign_id == summer[1].campaign_id
    assert again.campaign.views.current() == "people"
    assert again.state() == kept


def test_audiences_and_sources_are_lists_of_their_own(qtbot, tab, place, summer):
    tab.show_view("audiences")
    assert "No saved audience" in words(tab.audiences)
    tab.show_view("sources")
    qtbot.waitUntil(lambda: "No prospect yet" in words(tab.sources))
    add_party(summer[0], name="Zoe", source="referral")
    qtbot.waitUntil(lambda: tab.sources.model.count == 1)
    assert tab.sources.model.words_at(0) == ("Referral", "1", "0", "0 of 1", "—")
    assert tab.state()["view"] == "sources"


def test_an_empty_shop_says_what_a_campaign_is_for(qtbot, store):
    with a_place(qtbot, store) as place:
        made = MarketingTab(place.desk)
        place.window.layout().addWidget(made)
        place.window.show()
        settle(qtbot, place.desk)
        assert "No campaign yet" in words(made.campaigns)
        add_campaign(store, name="Fair", starts_on=store.today())
        qtbot.waitUntil(lambda: made.campaigns.model.count == 1)


def test_everything_that_takes_the_keyboard_has_a_name(campaign):
    campaign.campaign.plan.channels.table.setFocus()
    nameless = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in campaign.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []


@pytest.mark.parametrize("width", [960, 1093, 1366, 1920])
def test_no_page_scrolls_sideways(qtbot, summer, width):
    store, made = summer
    with a_place(qtbot, store, width, 600) as place:
        tab = MarketingTab(place.desk)
        place.window.layout().addWidget(tab)
        place.window.layout().setContentsMargins(0, 0, 0, 0)
        place.window.show()
        tab.open_record("campaign", made.campaign_id)
        settle(qtbot, place.desk)
        qtbot.waitUntil(lambda: "160%" in words(tab.campaign.plan.returned))
        page = tab.campaign.plan._page
        assert page.widget().minimumSizeHint().width() <= page.viewport().width()
        assert tab.minimumSizeHint().width() <= width
