"""The other lists keep filters too: deals on board and list, service, campaigns; and say what to drop."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.base import clock
from salesdesk.base.listing import ListQuery
from salesdesk.filters.commands import save_filter
from salesdesk.filters.rules import Wanted
from salesdesk.marketing.commands import add_campaign
from salesdesk.parties.commands import add_party
from salesdesk.sales.deal_commands import add_deal
from salesdesk.ui.widgets import Button
from tests.marketing.desk import a_place, settle
from tests.sales import desk as sales_desk
from tests.sales import shop
from tests.service import desk as service_desk

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def deals(store: Any) -> Any:
    with clock.freeze(shop.NOON):
        for name in ("Laura Bennett", "Omar Said"):
            add_deal(store, party_id=add_party(store, name=name), title="RO unit", amount=51600)
        yield store


def _press(qtbot: QtBot, inside: Any, words: str) -> None:
    def found() -> Any:
        return next((b for b in inside.findChildren(Button) if b.text() == words and b.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None)
    qtbot.mouseClick(found(), LEFT)


def test_deals_share_a_filter_between_board_and_list_and_keep_its_order(deals: Any, qtbot: QtBot) -> None:
    wanted = Wanted(ListQuery("all", "omar", "amount", descending=True))
    save_filter(deals, "sales.deals", "Omar", wanted)
    tab = sales_desk.make_tab(deals, qtbot)
    chips = tab.head.chips
    key = chips.all_keys()[-1]
    qtbot.waitUntil(lambda: chips.count(key) == 1)
    chips.press(key)
    assert chips.chosen_key() == key
    assert tab.head.search.text() == "omar"
    shown = [c.how_many for c in (col.list.cards.stage for col in tab._page("board").board._columns)]
    assert sum(shown) == 1
    tab.show_view("deals")
    assert key in chips.all_keys()
    chips.press(key)
    page = tab._page("deals")
    assert page.model.query == wanted.query
    chips.press("mine")
    assert tab.head.search.text() == ""
    assert page.query.text == ""
    tab.show_view("quotes")
    assert key not in chips.all_keys()


def test_alt_and_a_number_chooses_a_filter_of_deals(deals: Any, qtbot: QtBot) -> None:
    tab = sales_desk.make_tab(deals, qtbot)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_4, ALT)
    assert tab.head.chips.chosen_key() == "mine"


def test_a_list_of_deals_without_a_match_names_what_to_drop(deals: Any, qtbot: QtBot) -> None:
    tab = sales_desk.make_tab(deals, qtbot)
    tab.show_view("deals")
    tab.show_wanted(ListQuery("all", "zzz"))
    _press(qtbot, tab, "Drop “zzz”")
    qtbot.waitUntil(lambda: tab._page("deals").model.count == 2)
    assert tab.head.search.text() == ""


def test_the_service_queue_keeps_a_filter_with_its_columns(store: Any, qtbot: QtBot) -> None:
    save_filter(store, "service.queue", "Leaks", Wanted(ListQuery("open", "leak", "number"), ("staff",)))
    tab = service_desk.make_tab(store, qtbot)
    panel = tab.queue.list
    panel.chips.press(panel.chips.all_keys()[-1])
    assert panel.query == ListQuery("open", "leak", "number")
    assert "staff" not in [c.field.key for c in panel.model.columns]
    state = panel.state()
    _press(qtbot, panel, "Drop “leak”")
    assert (panel.query.text, panel.chips.chosen_key()) == ("", "open")
    panel.restore(state)
    assert panel.chips.chosen_key() == panel.chips.all_keys()[-1]


def test_campaigns_keep_a_filter_and_say_what_to_drop(store: Any, qtbot: QtBot) -> None:
    add_campaign(store, name="Spring referral", status="planned")
    save_filter(store, "marketing.campaigns", "Spring", Wanted(ListQuery("planned", "spring", "name")))
    with a_place(qtbot, store) as place:
        from salesdesk.marketing.tab import MarketingTab

        tab = MarketingTab(place.desk)
        place.window.layout().addWidget(tab)
        place.window.show()
        settle(qtbot, place.desk)
        pane = tab.campaigns.pane
        pane.chips.press(pane.chips.all_keys()[-1])
        settle(qtbot, place.desk)
        assert tab.campaigns.model.count == 1
        pane.set_query(ListQuery("planned", "zzz"))
        settle(qtbot, place.desk)
        _press(qtbot, tab, "Drop “zzz”")
        settle(qtbot, place.desk)
        assert tab.campaigns.model.count == 1
