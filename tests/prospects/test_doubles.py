"""Probable duplicates: found by phone, e-mail and name; merged from the list; undone in one step."""

from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.parties import commands as parties
from salesdesk.parties.doubles_queries import list_doubles
from salesdesk.prospects.doubles_dialog import DoublesSheet
from salesdesk.prospects.merge_dialog import MergeSheet
from salesdesk.ui.widgets import Button
from tests.prospects.desk import Shell, show


@pytest.fixture
def shell(store: Any, qtbot: QtBot) -> Shell:
    parties.add_party(store, name="Grace Liu", phone="(212) 555-0134")
    parties.add_party(store, name="Mrs Liu", phone="212 555 0134")
    parties.add_party(store, name="Nguyễn Đức", email="duc@example.com")
    parties.add_party(store, name="Duc", email="duc@example.com")
    parties.add_party(store, name="Omar Said")
    parties.add_party(store, name="Omar Said")
    return show(store, qtbot, contributed=("marketing.use_as_audience",))


def _pairs(store: Any) -> list[tuple[str, str, str]]:
    with store.reading() as db:
        return [(d.first, d.second, d.why) for d in list_doubles(db)]


def test_pairs_come_with_their_reason_the_surest_first(shell: Shell, store: Any) -> None:
    assert _pairs(store) == [
        ("Grace Liu", "Mrs Liu", "phone"),
        ("Nguyễn Đức", "Duc", "email"),
        ("Omar Said", "Omar Said", "name"),
    ]


def test_a_pair_is_merged_from_the_list_and_parted_by_undo(shell: Shell, store: Any, qtbot: QtBot) -> None:
    sheet = DoublesSheet(shell.desk)
    qtbot.addWidget(sheet)
    sheet.open()

    def merge() -> None:
        merging = QApplication.activeModalWidget()
        assert isinstance(merging, MergeSheet)
        merging.press_primary()

    QTimer.singleShot(0, merge)
    next(b for b in sheet.findChildren(Button) if b.accessibleName() == "Merge Grace Liu and Mrs Liu").click()
    assert [why for _first, _second, why in _pairs(store)] == ["email", "name"]
    store.undo()
    assert _pairs(store)[0] == ("Grace Liu", "Mrs Liu", "phone")


def test_everybody_of_the_filter_becomes_an_audience(shell: Shell, qtbot: QtBot) -> None:
    qtbot.keyClicks(shell.tab.pane.search, "omar")
    qtbot.waitUntil(lambda: len(shell.listed()) == 2)
    shell.desk.actions.run("prospects.audience")
    qtbot.waitUntil(lambda: bool(shell.given))
    key, kind, ids = shell.given[0]
    assert (key, kind, len(ids)) == ("marketing.use_as_audience", "party", 2)


def test_an_empty_book_has_no_duplicates(store: Any, qtbot: QtBot) -> None:
    shell = show(store, qtbot)
    sheet = DoublesSheet(shell.desk)
    qtbot.addWidget(sheet)
    assert sheet.wanted is None
    assert _pairs(store) == []
