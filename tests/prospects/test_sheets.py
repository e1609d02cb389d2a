"""The sheets about people: quick add with doubles, edit, qualify, next step, merge, history, Bin."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.parties import commands as parties
from salesdesk.parties.bin_dialog import BinSheet
from salesdesk.parties.fields import PARTY_FIELDS
from salesdesk.parties.history_dialog import HistorySheet
from salesdesk.parties.party_picker import PartyPicker
from salesdesk.parties.queries import next_step, party_card
from salesdesk.prospects.contact_dialog import ContactSheet
from salesdesk.prospects.merge_dialog import MergeSheet
from salesdesk.prospects.party_dialog import EditPartySheet, NewPartySheet
from salesdesk.prospects.qualify_dialog import QualifySheet
from salesdesk.prospects.step_dialog import StepSheet
from salesdesk.staff.queries import list_staff
from salesdesk.staff.staff_dialog import StaffDialog, StaffSheet
from salesdesk.ui.conflict_dialog import CompareSheet
from salesdesk.ui.widgets import Button
from tests.prospects.desk import Shell, show

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def grace(store: Any) -> int:
    return parties.add_party(store, name="Grace Liu", phone="(212) 555-0134", address="2 High Street")


@pytest.fixture
def shell(store: Any, grace: int, qtbot: QtBot) -> Shell:
    shell = show(store, qtbot)
    shell.tab.open_record("party", grace)
    return shell


def _card(store: Any, party_id: int) -> Any:
    with store.reading() as db:
        return party_card(db, party_id)


def _open(sheet: Any, qtbot: QtBot) -> Any:
    qtbot.addWidget(sheet)
    sheet.open()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


def _button(widget: Any, name: str) -> Any:
    buttons = widget.findChildren(QPushButton)
    return next(b for b in buttons if name in (b.text(), b.accessibleName()))


# ---------------------------------------------------------------- quick add


def test_a_prospect_is_added_with_typing_and_one_chord(shell: Shell, store: Any, qtbot: QtBot) -> None:
    sheet = _open(NewPartySheet(shell.desk), qtbot)
    assert sheet.focusWidget() is sheet.name
    qtbot.keyClicks(sheet.name, "Mai Liu")
    qtbot.keyClick(sheet.name, Key.Key_Return, Ctrl)
    assert not sheet.isVisible()
    card = _card(store, sheet.added)
    assert (card.name, card.state) == ("Mai Liu", "prospect")
    with store.reading() as db:
        assert next_step(db, sheet.added).due_on == store.today(), "call today is the habit"
    store.undo()
    assert _card(store, sheet.added) is None, "person and next step are one step"


def test_the_same_phone_in_another_writing_warns_while_typing(
    shell: Shell, store: Any, grace: int, qtbot: QtBot
) -> None:
    sheet = _open(NewPartySheet(shell.desk, "Mai Liu"), qtbot)
    qtbot.keyClicks(sheet.phone, "+12125550134")
    qtbot.waitUntil(lambda: sheet._doubles.isVisible())
    assert sheet._doubles._text.text() == "This phone is already Grace Liu’s (prospect)."
    qtbot.mouseClick(sheet._doubles.button, Qt.MouseButton.LeftButton)
    assert (sheet.found, sheet.added) == (grace, None)


def test_a_warning_never_blocks_saving(shell: Shell, store: Any, qtbot: QtBot) -> None:
    sheet = _open(NewPartySheet(shell.desk, "Grace Liu"), qtbot)
    sheet.phone.setText("(212) 555-0134")
    sheet.press_primary()
    assert sheet.added is not None


def test_without_a_name_or_phone_the_sheet_stays_and_says_so(shell: Shell, qtbot: QtBot) -> None:
    sheet = _open(NewPartySheet(shell.desk), qtbot)
    sheet.press_primary()
    assert sheet.isVisible()
    assert "name or a phone" in sheet._name.error()
    assert sheet.focusWidget() is sheet.name


@pytest.mark.parametrize(("chip", "days"), [(1, 1), (3, 3), (7, 7)])
def test_the_next_step_chips_plan_a_day(shell: Shell, store: Any, qtbot: QtBot, chip: int, days: int) -> None:
    store.set_setting("closed_weekdays", "")
    sheet = _open(NewPartySheet(shell.desk, "Mai"), qtbot)
    qtbot.mouseClick(sheet.days.chips[chip], Qt.MouseButton.LeftButton)
    sheet.press_primary()
    with store.reading() as db:
        assert next_step(db, sheet.added).due_on == store.today() + timedelta(days=days)


def test_a_chip_clicked_again_plans_nothing(shell: Shell, store: Any, qtbot: QtBot) -> None:
    sheet = _open(NewPartySheet(shell.desk, "Mai"), qtbot)
    qtbot.mouseClick(sheet.days.chips[0], Qt.MouseButton.LeftButton)
    sheet.press_primary()
    with store.reading() as db:
        assert next_step(db, sheet.added) is None


# ---------------------------------------------------------------- edit, qualify, next step


def test_editing_saves_only_what_changed(shell: Shell, store: Any, grace: int, qtbot: QtBot) -> None:
    sheet = _open(EditPartySheet(shell.desk, shell.page.card), qtbot)
    sheet.form.widget("email").setText("grace@example.com")
    sheet.press_primary()
    assert not sheet.isVisible()
    assert (_card(store, grace).email, _card(store, grace).address) == ("grace@example.com", "2 High Street")


def test_an_edit_that_was_overtaken_says_so_and_loses_nothing(
    shell: Shell, store: Any, grace: int, qtbot: QtBot
) -> None:
    sheet = _open(EditPartySheet(shell.desk, shell.page.card), qtbot)
    parties.edit_party(store, grace, address="3 High Street")
    sheet.form.widget("address").setText("4 High Street")
    sheet.press_primary()
    assert sheet.isVisible()
    assert _card(store, grace).address == "3 High Street"
    chosen: list[list[str]] = []

    def choose() -> None:
        compare = QApplication.activeModalWidget()
        assert isinstance(compare, CompareSheet)
        chosen.append(list(compare.chosen()))
        compare.press_primary()

    QTimer.singleShot(100, choose)
    _press(sheet, "Compare")
    assert chosen == [["address"]]
    assert not sheet.isVisible()
    assert _card(store, grace).address == "4 High Street"


def test_two_edits_of_different_facts_are_both_kept(
    shell: Shell, store: Any, grace: int, qtbot: QtBot
) -> None:
    sheet = _open(EditPartySheet(shell.desk, shell.page.card), qtbot)
    parties.edit_party(store, grace, address="3 High Street")
    sheet.form.widget("email").setText("grace@example.com")
    sheet.press_primary()
    assert sheet.isVisible()
    _press(sheet, "Keep both")
    assert not sheet.isVisible()
    assert (_card(store, grace).email, _card(store, grace).address) == ("grace@example.com", "3 High Street")


def _press(sheet: Any, words: str) -> None:
    next(b for b in sheet.findChildren(Button) if b.text() == words and b.isVisible()).click()


def test_not_a_fit_asks_why(shell: Shell, store: Any, grace: int, qtbot: QtBot) -> None:
    sheet = _open(QualifySheet(shell.desk, shell.page.card, "not_a_fit"), qtbot)
    sheet.press_primary()
    assert sheet.isVisible()
    assert sheet._reason.error()
    sheet.reason.setText("Rents the flat")
    sheet.press_primary()
    assert not sheet.isVisible()
    assert _card(store, grace).prospect_stage == "disqualified"


def test_answers_are_kept_and_shown_again(shell: Shell, store: Any, grace: int, qtbot: QtBot) -> None:
    sheet = _open(QualifySheet(shell.desk, shell.page.card), qtbot)
    sheet.answers["budget"].set_current("yes")
    sheet.remarks["budget"].setText("about 500")
    sheet.press_primary()
    again = QualifySheet(shell.desk, _card(store, grace))
    qtbot.addWidget(again)
    assert (again.answers["budget"].current(), again.remarks["budget"].text()) == ("yes", "about 500")


def test_later_leaves_somebody_alone_until_the_day(
    shell: Shell, store: Any, grace: int, qtbot: QtBot
) -> None:
    sheet = _open(QualifySheet(shell.desk, shell.page.card, "later"), qtbot)
    sheet.until.setText("yesterday")
    sheet.press_primary()
    assert sheet._until.error()
    sheet.until.setText("+30")
    sheet.press_primary()
    card = _card(store, grace)
    assert (card.prospect_stage, card.facts["nurture_until"]) == (
        "nurture",
        store.today() + timedelta(days=30),
    )


def test_a_step_is_planned_in_full_and_a_bad_time_is_told(
    shell: Shell, store: Any, grace: int, qtbot: QtBot
) -> None:
    sheet = _open(StepSheet(shell.desk, grace, "Grace", None), qtbot)
    sheet.form.widget("title").setText("Bring the meter")
    sheet.form.widget("due_time").setText("25:00")
    sheet.press_primary()
    assert sheet.isVisible()
    assert "25:00" in sheet.form.error("due_time")
    sheet.form.widget("due_time").setText("9:30")
    sheet.press_primary()
    assert not sheet.isVisible()
    with store.reading() as db:
        step = next_step(db, grace)
    assert step is not None
    assert (step.title, step.due_time) == ("Bring the meter", "09:30")
    changed = _open(StepSheet(shell.desk, grace, "Grace", step), qtbot)
    changed.form.widget("due_on").setText("2030-01-07")
    changed.press_primary()
    with store.reading() as db:
        assert next_step(db, grace).due_on == date(2030, 1, 7)


def test_a_contact_is_corrected_or_deleted(shell: Shell, store: Any, grace: int, qtbot: QtBot) -> None:
    made = parties.log_interaction(store, grace, kind="note", body="typo")
    values = {"id": made, "kind": "note", "outcome": "", "title": "", "minutes": 0, "body": "typo"}
    sheet = _open(ContactSheet(shell.desk, values), qtbot)
    sheet.form.widget("body").setPlainText("no typo")
    sheet.press_primary()
    assert not sheet.isVisible()
    qtbot.waitUntil(lambda: shell.page.talk._rows[0].body == "no typo")
    again = _open(ContactSheet(shell.desk, values), qtbot)
    qtbot.mouseClick(again.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shell.page.talk.timeline.count() == 1)


# ---------------------------------------------------------------- merge, history, Bin, picker


def test_merging_shows_both_sides_and_can_be_turned_round(
    shell: Shell, store: Any, grace: int, qtbot: QtBot
) -> None:
    double = parties.add_party(store, name="G. Liu", email="grace@example.com")
    sheet = _open(MergeSheet(shell.desk, shell.page.card), qtbot)
    assert not sheet._merge_button.isEnabled()
    sheet.picker.set_party(double)
    sheet.picker.changed.emit()
    assert sheet._merge_button.isEnabled()
    sheet._turn()
    sheet.press_primary()
    assert sheet.kept == double
    assert _card(store, double).phone == "(212) 555-0134"
    assert _card(store, grace).in_bin


def test_history_puts_an_earlier_value_back(shell: Shell, store: Any, grace: int, qtbot: QtBot) -> None:
    parties.edit_party(store, grace, address="Somewhere else")
    sheet = _open(HistorySheet(shell.desk, "party", grace, PARTY_FIELDS, "History"), qtbot)
    qtbot.mouseClick(_button(sheet, "Put back Address: 2 High Street"), Qt.MouseButton.LeftButton)
    assert _card(store, grace).address == "2 High Street"


def test_the_bin_gives_back(shell: Shell, store: Any, grace: int, qtbot: QtBot) -> None:
    parties.bin_party(store, grace)
    sheet = _open(BinSheet(shell.desk), qtbot)
    qtbot.mouseClick(_button(sheet, "Take Grace Liu out of the Bin"), Qt.MouseButton.LeftButton)
    assert not _card(store, grace).in_bin
    qtbot.waitUntil(lambda: "Grace Liu" in shell.listed())


def test_a_picker_finds_somebody_or_adds_the_new_name(
    shell: Shell, store: Any, grace: int, qtbot: QtBot
) -> None:
    picker = PartyPicker(shell.desk)
    qtbot.addWidget(picker)
    picker.field.setText("grace liu")
    assert picker.party_or_new(store) == grace
    picker.field.setText("Quang Vinh")
    assert picker.party_id() is None
    made = picker.party_or_new(store)
    assert made is not None
    assert _card(store, made).name == "Quang Vinh"
    picker.field.setText("0905 123 148")
    by_phone = picker.party_or_new(store)
    assert by_phone is not None
    assert _card(store, by_phone).phone == "0905 123 148"


# ---------------------------------------------------------------- staff


def test_staff_are_listed_and_somebody_is_added_with_hats(shell: Shell, store: Any, qtbot: QtBot) -> None:
    sheet = _open(StaffSheet(shell, shell.desk, None), qtbot)
    sheet.form.widget("name").setText("Tom Reed")
    sheet.roles["service"].setChecked(True)
    sheet.press_primary()
    assert not sheet.isVisible()
    with store.reading() as db:
        assert {row.name: row.roles for row in list_staff(db)}["Tom Reed"] == "sales,service"
    everybody = _open(StaffDialog(shell.desk), qtbot)
    assert _button(everybody, "Edit Tom Reed").isVisible()


def test_a_person_without_any_hat_is_not_saved(shell: Shell, store: Any, qtbot: QtBot) -> None:
    sheet = _open(StaffSheet(shell, shell.desk, None), qtbot)
    sheet.form.widget("name").setText("Tom Reed")
    sheet.roles["sales"].setChecked(False)
    sheet.press_primary()
    assert sheet.isVisible()
    assert sheet._wrong_roles.text()


def test_the_only_owner_cannot_be_removed(shell: Shell, store: Any, qtbot: QtBot) -> None:
    with store.reading() as db:
        owner = list_staff(db)[0]
    sheet = _open(StaffSheet(shell, shell.desk, owner), qtbot)
    sheet._remove()
    assert sheet.isVisible()
    assert sheet._wrong_roles.text()
