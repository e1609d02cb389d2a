"""The year of campaigns under the list, and the brand page beside every text."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPlainTextEdit

from salesdesk.base.errors import UserError
from salesdesk.marketing.brand_commands import set_brand
from salesdesk.marketing.brand_dialog import brand_sheet
from salesdesk.marketing.calendar_view import year_around
from salesdesk.marketing.commands import add_campaign
from salesdesk.marketing.queries import campaign_spans
from salesdesk.marketing.tab import MarketingTab
from tests.marketing.desk import a_place, settle
from tests.marketing.test_tab import words


def test_the_year_holds_what_has_a_day_in_it(summer):
    store, made = summer
    start, end = year_around(date(2026, 5, 14))
    assert (start, end) == (date(2025, 12, 1), date(2026, 12, 1))
    add_campaign(store, name="Long ago", starts_on=date(2024, 1, 1), ends_on=date(2024, 2, 1))
    add_campaign(store, name="Since autumn", starts_on=date(2025, 10, 1), status="running")
    add_campaign(store, name="Next year", starts_on=date(2027, 1, 1))
    add_campaign(store, name="Some day")
    with store.reading() as db:
        found = campaign_spans(db, start, end)
    assert [span.name for span in found] == ["Since autumn", "Summer core change"]
    assert found[1].id == made.campaign_id


def test_a_bar_opens_its_campaign_by_mouse_and_key(qtbot, summer):
    store, made = summer
    other = add_campaign(store, name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30))
    with a_place(qtbot, store) as place:
        tab = MarketingTab(place.desk)
        place.window.layout().addWidget(tab)
        place.window.show()
        settle(qtbot, place.desk)
        year = tab.campaigns.calendar
        assert year.isVisible()
        assert year.accessibleName() == "Campaigns of the year: 2 campaigns"
        bar = year._bar(0)
        qtbot.mouseClick(year, Qt.MouseButton.LeftButton, pos=QPoint(bar.left() + 3, bar.center().y()))
        assert tab.campaign.campaign_id == made.campaign_id
        tab.go_back()
        year.setFocus()
        qtbot.keyClick(year, Qt.Key.Key_Down)
        assert year.accessibleDescription().startswith("Autumn")
        qtbot.keyClick(year, Qt.Key.Key_Return)
        assert tab.campaign.campaign_id == other


def test_what_the_brand_says_stands_beside_the_texts(qtbot, summer):
    store, made = summer
    with a_place(qtbot, store) as place:
        tab = MarketingTab(place.desk)
        place.window.layout().addWidget(tab)
        place.window.show()
        sheet = brand_sheet(place.desk)
        qtbot.addWidget(sheet)
        sheet.open()
        field = sheet.findChildren(QPlainTextEdit)[1]
        field.setFocus()
        qtbot.keyClicks(field, "Warm and short")
        sheet.press_primary()
        assert not sheet.isVisible()
        tab.open_record("campaign", made.campaign_id)
        tab.campaign.show_view("messages")
        settle(qtbot, place.desk)
        assert "How we speak: Warm and short" in words(tab.campaign.messages)
        tab.show_view("templates")
        settle(qtbot, place.desk)
        assert store.undo()
        assert store.setting("brand_tone") == ""


def test_a_brand_text_nobody_could_keep_in_mind_is_refused(summer):
    with pytest.raises(UserError) as caught:
        set_brand(summer[0], brand_tone="x" * 601)
    assert caught.value.field == "brand_tone"
    assert set_brand(summer[0], brand_tone="") == 0
