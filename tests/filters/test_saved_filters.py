"""Saved filters: kept under a name, chosen by click and key, renamed, moved, deleted, undone."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from salesdesk.base.errors import UserError
from salesdesk.base.listing import ListQuery
from salesdesk.filters import commands
from salesdesk.filters.name_dialog import NameSheet
from salesdesk.filters.queries import list_filters
from salesdesk.filters.rules import Wanted, from_json, to_json
from salesdesk.parties import commands as parties
from tests.prospects.desk import Shell, show

HULME = Wanted(ListQuery("hot", "Hulme", "name", descending=True), ("staff",))


@pytest.fixture
def shell(store: Any, qtbot: QtBot) -> Shell:
    parties.add_party(store, name="Laura Bennett", area="Hulme", hot=True)
    parties.add_party(store, name="Omar Said", area="Hulme", hot=True)
    parties.add_party(store, name="Karen Whitfield", area="Didsbury", hot=True)
    parties.add_party(store, name="Elaine Porter")
    return show(store, qtbot)


def _names(store: Any, tab: str = "prospects") -> list[str]:
    with store.reading() as db:
        return [f.name for f in list_filters(db, tab)]


def _answer(name: str) -> None:
    def act() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, NameSheet)
        sheet.findChild(QLineEdit).setText(name)
        sheet.press_primary()

    QTimer.singleShot(0, act)


def _menu(shell: Shell) -> QMenu:
    menu = shell.tab.pane.chips._menu
    menu.aboutToShow.emit()
    return menu


def _choose(shell: Shell, begin: str) -> None:
    next(line for line in _menu(shell).actions() if line.text().startswith(begin)).trigger()


def _save(shell: Shell, qtbot: QtBot, name: str) -> str:
    shell.tab.pane.chips.press("hot")
    shell.tab.pane.set_query(ListQuery("hot", "hulme", "name"))
    qtbot.waitUntil(lambda: len(shell.listed()) == 2)
    _answer(name)
    _choose(shell, "Save this filter")
    return str(shell.tab.pane.chips.chosen_key())


def test_a_filter_is_kept_with_text_order_and_columns() -> None:
    assert from_json(to_json(HULME)) == HULME


@pytest.mark.parametrize("rules", ["", "[]", "{", '{"view": 3, "hidden": "x", "descending": "yes"}'])
def test_damaged_rules_give_the_usual_list(rules: str) -> None:
    assert from_json(rules) == Wanted(ListQuery("all"))


def test_a_saved_filter_becomes_a_chip_with_its_live_count(shell: Shell, store: Any, qtbot: QtBot) -> None:
    key = _save(shell, qtbot, "Hot in Hulme")
    chips = shell.tab.pane.chips
    assert _names(store) == ["Hot in Hulme"]
    qtbot.waitUntil(lambda: chips.count(key) == 2)
    parties.add_party(store, name="Zoe", area="Hulme", hot=True)
    qtbot.waitUntil(lambda: chips.count(key) == 3)


def test_choosing_it_shows_its_text_and_order_and_leaving_it_clears_the_text(
    shell: Shell, qtbot: QtBot
) -> None:
    key = _save(shell, qtbot, "Hot in Hulme")
    pane = shell.tab.pane
    pane.set_query(ListQuery("all", ""))
    assert pane.chips.chosen_key() == "all"
    pane.chips.press(key)
    assert pane.query == ListQuery("hot", "hulme", "name")
    assert pane.chips.chosen_key() == key
    pane.chips.press("open")
    assert pane.query.text == ""
    qtbot.waitUntil(lambda: len(shell.listed()) == 4)


def test_typing_something_else_leaves_the_saved_filter(shell: Shell, qtbot: QtBot) -> None:
    _save(shell, qtbot, "Hot in Hulme")
    qtbot.keyClicks(shell.tab.pane.search, " laura")
    qtbot.waitUntil(lambda: shell.tab.pane.chips.chosen_key() == "hot")


def test_alt_and_a_number_chooses_the_nth_chip(shell: Shell, qtbot: QtBot) -> None:
    key = _save(shell, qtbot, "Hot in Hulme")
    shell.tab.pane.chips.press("all")
    shell.activateWindow()
    shell.tab.list.setFocus()
    qtbot.waitUntil(shell.tab.list.hasFocus)
    qtbot.keyClick(shell.tab.list, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    assert shell.tab.pane.chips.chosen_key() == key
    qtbot.keyClick(shell.tab.list, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert shell.tab.pane.chips.chosen_key() == "hot"


def test_rename_move_and_delete_from_the_menu_can_be_undone(shell: Shell, store: Any, qtbot: QtBot) -> None:
    commands.save_filter(store, "prospects", "First", Wanted(ListQuery("all")))
    qtbot.waitUntil(lambda: len(shell.tab.pane.chips.all_keys()) == 8)
    _save(shell, qtbot, "Hulme")
    _answer("Hulme hot")
    _choose(shell, "Rename “Hulme”")
    assert _names(store) == ["First", "Hulme hot"]
    qtbot.waitUntil(
        lambda: any(line.text().startswith("Delete “Hulme hot”") for line in _menu(shell).actions())
    )
    _choose(shell, "Move it left")
    assert _names(store) == ["Hulme hot", "First"]
    _choose(shell, "Delete “Hulme hot”")
    assert _names(store) == ["First"]
    qtbot.waitUntil(lambda: shell.tab.pane.chips.chosen_key() == "hot")
    for _step in range(3):
        store.undo()
    assert _names(store) == ["First", "Hulme"]
    qtbot.waitUntil(lambda: len(shell.tab.pane.chips.all_keys()) == 9)


def test_the_chosen_filter_is_marked_again_after_a_restart(shell: Shell, store: Any, qtbot: QtBot) -> None:
    key = _save(shell, qtbot, "Hot in Hulme")
    again = show(store, qtbot)
    again.tab.restore(shell.tab.state())
    assert again.tab.pane.chips.chosen_key() == key


def test_the_same_name_replaces_the_filter(store: Any) -> None:
    first = commands.save_filter(store, "prospects", "Hulme", HULME)
    again = commands.save_filter(store, "prospects", " hulme ", Wanted(ListQuery("all")))
    assert first == again
    assert _names(store) == ["hulme"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_is_needed_and_not_too_long(store: Any, name: str) -> None:
    with pytest.raises(UserError) as wrong:
        commands.save_filter(store, "prospects", name, HULME)
    assert wrong.value.field == "name"


def _refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as wrong:
        act()
    return wrong.value.message


def test_what_cannot_be_done_is_said(store: Any) -> None:
    hulme = commands.save_filter(store, "prospects", "Hulme", HULME)
    cafes = commands.save_filter(store, "prospects", "Cafés", HULME)
    assert "outermost" in _refused(lambda: commands.move_filter(store, hulme, -1))
    assert "already" in _refused(lambda: commands.rename_filter(store, cafes, "HULME"))
    commands.delete_filter(store, cafes)
    assert "no longer there" in _refused(lambda: commands.rename_filter(store, cafes, "X"))


def test_filters_of_one_list_are_not_those_of_another(store: Any) -> None:
    commands.save_filter(store, "sales.quotes", "Big", HULME)
    assert _names(store) == []
    assert _names(store, "sales.quotes") == ["Big"]
