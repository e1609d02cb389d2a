"""The board of people: the same filter as the list, cards moved by keys and mouse, and what a move means."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from salesdesk.base import clock
from salesdesk.base.listing import ListQuery
from salesdesk.parties import commands as parties
from salesdesk.parties.queries import party_card
from salesdesk.parties.rules import NextStep
from salesdesk.prospects.board_queries import MOST_CARDS, people_board
from salesdesk.sales.deal_commands import add_deal
from salesdesk.ui.board_cards import CardList
from tests.prospects.desk import Shell, show

NOW = datetime(2026, 5, 14, 9, tzinfo=UTC)
Key = Qt.Key


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    with clock.freeze(NOW):
        yield


@pytest.fixture
def people(store: Any) -> dict[str, int]:
    ids = {
        "laura": parties.add_party(store, name="Laura Bennett", hot=True, next_step=NextStep(NOW.date())),
        "karen": parties.add_party(store, name="Karen Whitfield"),
        "omar": parties.add_party(store, name="Omar Said", prospect_stage="working"),
        "oak": parties.add_party(store, name="Oak Street Nursery"),
        "grace": parties.add_party(
            store, name="Grace Liu", state="customer", prospect_stage="qualified", customer_on=NOW.date()
        ),
    }
    add_deal(store, party_id=ids["oak"], title="Two units", stage="proposal")
    return ids


@pytest.fixture
def shell(store: Any, people: dict[str, int], qtbot: QtBot) -> Shell:
    shell = show(store, qtbot, contributed=("sales.quote", "sales.new_deal", "sales.new_sale"))
    shell.tab.show_view("board")
    qtbot.waitUntil(lambda: bool(_columns(shell)))
    return shell


def _columns(shell: Shell) -> dict[str, list[str]]:
    return {c.key: [card.name for card in c.list.cards.cards] for c in shell.tab.board.board._columns}


def _stage(store: Any, party_id: int) -> Any:
    with store.reading() as db:
        card = party_card(db, party_id)
    assert card is not None
    return card.prospect_stage


def _focused() -> CardList:
    widget = QApplication.focusWidget()
    assert isinstance(widget, CardList)
    return widget


def test_everybody_stands_in_the_column_of_their_stage(shell: Shell) -> None:
    assert _columns(shell) == {
        "new": ["Laura Bennett", "Karen Whitfield"],
        "working": ["Omar Said"],
        "qualified": [],
        "quoted": ["Oak Street Nursery"],
        "customer": ["Grace Liu"],
    }


def test_ctrl_right_moves_a_card_and_undo_brings_it_back(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    shell.tab.board.board.select_id(people["karen"], True)
    qtbot.keyClick(_focused(), Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Karen Whitfield" in _columns(shell)["working"])
    assert _stage(store, people["karen"]) == "working"
    assert _focused().current_id() == people["karen"]
    store.undo()
    qtbot.waitUntil(lambda: "Karen Whitfield" in _columns(shell)["new"])


def test_a_card_dropped_on_another_column_moves_there(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    working = next(c for c in shell.tab.board.board._columns if c.key == "working")
    working.list.dropped.emit(people["laura"], "new")
    qtbot.waitUntil(lambda: "Laura Bennett" in _columns(shell)["working"])
    assert _stage(store, people["laura"]) == "working"


def test_a_card_dropped_on_customer_begins_a_sale(shell: Shell, people: dict[str, int]) -> None:
    customer = next(c for c in shell.tab.board.board._columns if c.key == "customer")
    customer.list.dropped.emit(people["laura"], "new")
    assert shell.given == [("sales.new_sale", "party", people["laura"])]


def test_a_quoted_card_says_why_it_stays(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    shell.tab.board.board.select_id(people["oak"], True)
    qtbot.keyClick(_focused(), Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert shell.said.words[-1].startswith("Oak Street Nursery has an open quote")
    assert "Oak Street Nursery" in _columns(shell)["quoted"]


def test_m_shows_the_stages_to_move_to(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    shell.tab.board.board.select_id(people["karen"], True)
    qtbot.keyClick(_focused(), Key.Key_M)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[1].trigger()
    menu.close()
    assert _stage(store, people["karen"]) == "working"


def test_enter_opens_the_record_and_back_goes_to_the_board(
    shell: Shell, people: dict[str, int], qtbot: QtBot
) -> None:
    shell.tab.board.board.select_id(people["omar"], True)
    qtbot.keyClick(_focused(), Key.Key_Return)
    assert not shell.tab.on_board
    assert shell.page.head.name.text() == "Omar Said"
    assert shell.tab.shown_record() == ("party", people["omar"])
    assert shell.tab.close_layer()  # Alt+Left
    assert shell.tab.on_board
    assert shell.tab.shown_record() is None
    assert not shell.tab.close_layer()
    assert shell.tab.board.current_id() == people["omar"]


def test_l_logs_the_call_of_the_card(shell: Shell, people: dict[str, int], qtbot: QtBot) -> None:
    shell.tab.board.board.select_id(people["karen"], True)
    qtbot.keyClick(_focused(), Key.Key_L)
    assert shell.page.isVisible()
    assert shell.page.party_id == people["karen"]


def test_list_and_board_share_the_filter_and_come_back_after_a_restart(
    shell: Shell, store: Any, qtbot: QtBot
) -> None:
    shell.tab.board.pane.chips.press("hot")
    qtbot.waitUntil(lambda: _columns(shell)["working"] == [])
    assert _columns(shell)["new"] == ["Laura Bennett"]
    state = shell.tab.state()
    again = show(store, qtbot)
    again.tab.restore(state)
    assert again.tab.on_board
    assert again.tab.board.pane.query.view == "hot"
    again.tab.show_view("list")
    qtbot.waitUntil(lambda: again.listed() == ["Laura Bennett"])


def test_a_card_menu_offers_what_the_row_offers(shell: Shell, people: dict[str, int], qtbot: QtBot) -> None:
    shell.tab.board.board.select_id(people["laura"], True)
    assert [a.key for a in shell.tab._row_actions()][:1] == ["prospects.log_call"]


def test_the_rest_of_a_long_column_is_counted_and_shown_in_the_list(
    shell: Shell, store: Any, qtbot: QtBot
) -> None:
    with store.changing("many"):
        for n in range(MOST_CARDS):
            parties.add_party(store, name=f"Person {n:03d}", prospect_stage="qualified")
        parties.add_party(store, name="Zoe Last", prospect_stage="qualified")
    qtbot.waitUntil(lambda: len(_columns(shell)["qualified"]) == MOST_CARDS)
    column = next(c for c in shell.tab.board.board._columns if c.key == "qualified")
    assert column._more.text() == "and 1 more"
    column._more.click()
    qtbot.waitUntil(lambda: shell.listed()[-1:] == ["Zoe Last"])
    assert shell.tab.pane.query.view == "stage:qualified"
    shell.tab.pane.chips.press("open")
    qtbot.waitUntil(lambda: len(shell.listed()) == MOST_CARDS + 5)


def test_only_the_first_cards_of_a_column_are_read(store: Any) -> None:
    with store.changing("many"):
        for n in range(MOST_CARDS + 20):
            parties.add_party(store, name=f"Person {n:03d}")
    with store.reading() as db:
        new = people_board(db, ListQuery("open"), NOW.date())[0]
    assert new.number == MOST_CARDS + 20
    assert len(new.rows) == MOST_CARDS
