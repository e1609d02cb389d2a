"""Facts are edited where they stand: Enter saves, Esc restores, what cannot be read stays with its reason."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from salesdesk.parties import commands as parties
from salesdesk.parties.queries import party_card
from salesdesk.prospects.facts_view import AddFact
from salesdesk.store import schema as s
from salesdesk.store.engine import raw_connect
from tests.prospects.desk import Shell, show

Key = Qt.Key


@pytest.fixture
def laura(store: Any) -> int:
    grace = parties.add_party(store, name="Grace Liu")
    return parties.add_party(
        store, name="Laura", needs="10-stage RO", source="referral", referred_by_id=grace, budget=50_000
    )


@pytest.fixture
def shell(store: Any, laura: int, qtbot: QtBot) -> Shell:
    shell = show(store, qtbot)
    shell.tab.open_record("party", laura)
    return shell


def _facts(store: Any, party_id: int) -> Any:
    with store.reading() as db:
        card = party_card(db, party_id)
    assert card is not None
    return card.facts


def _edit(shell: Shell, key: str, qtbot: QtBot) -> Any:
    view = shell.page.facts.fact(key)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
    return view, QApplication.focusWidget()


def _type(editor: Any, text: str, qtbot: QtBot) -> None:
    editor.selectAll()
    qtbot.keyClicks(editor, text)


def test_a_click_edits_and_enter_saves_in_one_step(
    shell: Shell, store: Any, laura: int, qtbot: QtBot
) -> None:
    _view, editor = _edit(shell, "needs", qtbot)
    _type(editor, "Under-sink", qtbot)
    qtbot.keyClick(editor, Key.Key_Return)
    assert _facts(store, laura)["needs"] == "Under-sink"
    qtbot.waitUntil(lambda: shell.page.facts.fact("needs").fact.words == "Under-sink")
    shell.desk.undo()
    qtbot.waitUntil(lambda: shell.page.facts.fact("needs").fact.words == "10-stage RO")


def test_esc_restores_what_was_there(shell: Shell, store: Any, laura: int, qtbot: QtBot) -> None:
    view, editor = _edit(shell, "needs", qtbot)
    _type(editor, "Nonsense", qtbot)
    qtbot.keyClick(editor, Key.Key_Escape)
    assert not view.is_open
    assert view.hasFocus()
    assert _facts(store, laura)["needs"] == "10-stage RO"


def test_f2_edits_the_fact_not_the_whole_record(shell: Shell, qtbot: QtBot) -> None:
    view = shell.page.facts.fact("needs")
    view.setFocus()
    qtbot.keyClick(view, Key.Key_F2)
    assert view.is_open


def test_text_that_cannot_be_read_stays_with_what_is_wrong(
    shell: Shell, store: Any, laura: int, qtbot: QtBot
) -> None:
    view, editor = _edit(shell, "budget", qtbot)
    _type(editor, "a lot", qtbot)
    qtbot.keyClick(editor, Key.Key_Return)
    assert view.is_open
    assert "a lot" in view.error
    _type(editor, "-5", qtbot)
    qtbot.keyClick(editor, Key.Key_Return)
    assert view.is_open
    assert view.error == "A budget cannot be below zero."
    assert _facts(store, laura)["budget"] == 50_000


def test_leaving_a_fact_saves_it(shell: Shell, store: Any, laura: int, qtbot: QtBot) -> None:
    _view, editor = _edit(shell, "needs", qtbot)
    _type(editor, "Well water", qtbot)
    shell.page.talk.note.setFocus()
    qtbot.waitUntil(lambda: _facts(store, laura)["needs"] == "Well water")


def test_a_change_elsewhere_waits_until_the_editing_is_over(
    shell: Shell, store: Any, laura: int, qtbot: QtBot
) -> None:
    view, editor = _edit(shell, "needs", qtbot)
    parties.edit_party(store, laura, address="14 Mill Lane")
    QApplication.processEvents()
    assert view.is_open
    _type(editor, "Under-sink", qtbot)
    qtbot.keyClick(editor, Key.Key_Return)
    assert _facts(store, laura)["needs"] == "Under-sink"
    qtbot.waitUntil(lambda: shell.page.head.address.text() == "14 Mill Lane")


def test_a_fact_that_is_emptied_goes_behind_add_a_fact(
    shell: Shell, store: Any, laura: int, qtbot: QtBot
) -> None:
    _view, editor = _edit(shell, "needs", qtbot)
    editor.clear()
    qtbot.keyClick(editor, Key.Key_Return)
    assert _facts(store, laura)["needs"] == ""
    qtbot.waitUntil(lambda: shell.page.facts.fact("needs") is None)


def test_a_new_fact_is_chosen_by_typing_a_part_of_its_name(
    shell: Shell, store: Any, laura: int, qtbot: QtBot
) -> None:
    add = shell.page.facts.findChild(AddFact)
    add.begin()
    qtbot.keyClicks(add.field, "birth")
    add.field._search()
    qtbot.keyClick(add.field, Key.Key_Return)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "3/2/1990")
    qtbot.keyClick(editor, Key.Key_Return)
    assert str(_facts(store, laura)["birthday"]) in {"1990-02-03", "1990-03-02"}


def test_the_words_of_a_fact_lead_to_what_they_name(
    shell: Shell, store: Any, laura: int, qtbot: QtBot
) -> None:
    source = shell.page.facts.fact("source")
    assert source.fact.words == "Referral: Grace Liu"
    qtbot.mouseClick(source._words, Qt.MouseButton.LeftButton)
    assert shell.page.card.name == "Grace Liu"


def test_the_value_of_open_deals_is_told_and_opens_the_deal(
    shell: Shell, store: Any, laura: int, qtbot: QtBot
) -> None:
    with store.changing("deal") as db:
        deal = store.insert(db, s.deal, party_id=laura, amount=51_600, stage="proposal", likelihood=60)
    qtbot.waitUntil(lambda: shell.page.facts.fact("deal") is not None)
    view = shell.page.facts.fact("deal")
    assert view.fact.words == "$516 · 60% likely"
    qtbot.mouseClick(view._words, Qt.MouseButton.LeftButton)
    assert shell.opened == [("deal", deal)]
    assert shell.page.stages.current() == 3, "a deal with a quote counts as quoted"


def test_what_was_typed_stays_while_another_program_holds_the_book(
    shell: Shell, store: Any, laura: int, qtbot: QtBot
) -> None:
    store.never_wait_here()
    view, editor = _edit(shell, "needs", qtbot)
    _type(editor, "Well water", qtbot)
    other = raw_connect(store.path)
    other.execute("BEGIN EXCLUSIVE")
    qtbot.keyClick(editor, Key.Key_Return)
    assert view.is_open
    assert editor.text() == "Well water"
    assert "Another window is just writing" in view.error
    other.execute("ROLLBACK")
    other.close()
    qtbot.keyClick(editor, Key.Key_Return)
    assert _facts(store, laura)["needs"] == "Well water"


def test_a_note_stays_while_another_program_holds_the_book(shell: Shell, store: Any, qtbot: QtBot) -> None:
    store.never_wait_here()
    shell.page.talk.note.setText("Asked for a price")
    other = raw_connect(store.path)
    other.execute("BEGIN IMMEDIATE")
    shell.page.noted.emit("Asked for a price")
    assert shell.page.talk.note.text() == "Asked for a price"
    assert "Nothing was lost" in shell.said.words[-1]
    other.execute("ROLLBACK")
    other.close()
    shell.page.noted.emit("Asked for a price")
    assert shell.page.talk.note.text() == ""


def test_going_to_another_person_saves_what_is_being_edited(
    shell: Shell, store: Any, laura: int, qtbot: QtBot
) -> None:
    _view, editor = _edit(shell, "needs", qtbot)
    _type(editor, "Well water", qtbot)
    source = shell.page.facts.fact("source")
    shell.tab.open_record("party", source.fact.opens[1])
    assert shell.page.card.name == "Grace Liu"
    assert _facts(store, laura)["needs"] == "Well water"
    assert not any(view.is_open for view in shell.page.facts.facts())
