"""A form takes whatever is typed, says what is wrong where it is wrong, and gives values back."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from salesdesk.base.choices import Choice
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.ui import theme
from salesdesk.ui.day_popup import DayPopup
from salesdesk.ui.editors import ChoiceEditor, DateEditor, LineEditor
from salesdesk.ui.record_form import FormPlace, RecordForm
from salesdesk.ui.reference_editor import ReferenceEditor
from tests.ui.rows import show_active

PEOPLE = [(1, "Laura Bennett", "Didsbury"), (2, "Laura Benson", "Hulme"), (3, "Nguyễn Thị Lan", "Hà Nội")]
FIELDS = (
    Field("name", "Name", required=True),
    Field("amount", "Amount", Kind.MONEY, help="Before tax"),
    Field("due", "Due", Kind.DATE),
    Field("source", "Source", Kind.CHOICE, choices=(Choice("a", "Walk-in"), Choice("b", "Referral"))),
    Field("consent", "May we send offers?", Kind.FLAG),
    Field("party", "Customer", Kind.REFERENCE, reference="party"),
    Field("score", "Rating", Kind.SCORE),
    Field("note", "Note", Kind.LONG_TEXT),
    Field("code", "Code", editable=False),
)
VALUES = {
    "name": "Mai Liu",
    "amount": 51_600,
    "due": date(2026, 5, 15),
    "source": "b",
    "consent": True,
    "party": (3, "Nguyễn Thị Lan"),
    "score": 4,
    "note": "Call before 10:00.",
}


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The program's own look."""
    theme.apply(qapp, "light")


def _find(text: str) -> list[tuple[int, str, str]]:
    return [person for person in PEOPLE if text.lower() in person[1].lower()]


PLACE = FormPlace("en", "USD", "US", date(2026, 5, 14), find={"party": _find})


@pytest.fixture
def form(qtbot: QtBot) -> RecordForm:
    """A form with one field of most kinds, filled and shown."""
    made = RecordForm(FIELDS, VALUES, PLACE, columns=2)
    qtbot.addWidget(made)
    show_active(qtbot, made)
    return made


def _line(form: RecordForm, key: str) -> QLineEdit:
    found = form.widget(key)
    assert isinstance(found, QLineEdit)
    return found


def test_an_untouched_form_gives_back_what_it_was_given(form: RecordForm) -> None:
    assert form.values() == {**VALUES, "party": 3}
    assert (form.changed_values(), form.dirty) == ({}, False)


def test_only_fields_that_may_be_edited_are_shown(form: RecordForm) -> None:
    assert [field.key for field in form.fields] == list(VALUES)


def test_an_empty_form_gives_nothing_for_every_field(qtbot: QtBot) -> None:
    form = RecordForm(FIELDS[1:], None, PLACE)
    qtbot.addWidget(form)
    assert form.values() == {**dict.fromkeys(list(VALUES)[1:]), "consent": False}
    assert not form.dirty


def test_what_was_changed_is_told_apart(form: RecordForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.changed):
        _line(form, "amount").setText("1.5k")
    form.widget("note").setPlainText("")  # type: ignore[attr-defined]
    assert form.dirty
    assert form.changed_values() == {"amount": 150_000, "note": None}
    _line(form, "amount").setText("$516")
    form.widget("note").setPlainText("Call before 10:00.")  # type: ignore[attr-defined]
    assert not form.dirty


def test_every_fault_is_shown_and_the_first_gets_the_focus(form: RecordForm) -> None:
    _line(form, "name").setText("  ")
    _line(form, "due").setText("31/2")
    with pytest.raises(UserError) as caught:
        form.values()
    assert caught.value.field == "name"
    assert form.error("name") == "Fill this in."
    assert "31/2" in form.error("due")
    assert form.widget("name").hasFocus()
    assert form.widget("due").accessibleDescription() == form.error("due")
    _line(form, "name").setText("M")
    assert (form.error("name"), form.error("due") != "") == ("", True)
    assert form.try_values() is None


def test_a_command_s_error_stands_below_its_field(form: RecordForm) -> None:
    assert form.show_error(UserError("This phone is already Grace’s.", "name"))
    assert form.error("name") == "This phone is already Grace’s."
    assert not form.show_error(UserError("No.", "unknown"))
    assert not form.set_error(None, "No.")


def test_a_guess_is_shown_while_typing_and_written_when_leaving(form: RecordForm, qtbot: QtBot) -> None:
    amount = _line(form, "amount")
    amount.setFocus()
    amount.selectAll()
    hints: list[str] = []
    form.editor("amount").hinted.connect(hints.append)
    qtbot.keyClicks(amount, "12,9k")
    assert hints[-1] == "$12,900"
    assert amount.text() == "12,9k"  # nothing happens under the fingers
    form.widget("name").setFocus()
    assert amount.text() == "$12,900"
    assert form.values()["amount"] == 1_290_000


def test_text_that_cannot_be_read_stays_as_it_was_typed(form: RecordForm) -> None:
    due = _line(form, "due")
    due.setFocus()
    due.setText("whenever")
    form.widget("name").setFocus()
    assert due.text() == "whenever"


def test_ctrl_enter_submits_also_from_a_long_text(form: RecordForm, qtbot: QtBot) -> None:
    note = form.findChild(QPlainTextEdit)
    assert note is not None
    note.setFocus()
    with qtbot.waitSignal(form.submitted):
        qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_tab_leaves_a_long_text(form: RecordForm, qtbot: QtBot) -> None:
    note = form.findChild(QPlainTextEdit)
    assert note is not None
    note.setFocus()
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert note.toPlainText() == "Call before 10:00."


def test_every_editor_has_a_name_for_screen_readers(form: RecordForm) -> None:
    for field in form.fields:
        assert form.widget(field.key).accessibleName() == field.label
    box = form.findChild(QCheckBox)
    assert box is not None
    assert box.text() == "May we send offers?"


# ---------------------------------------------------------------- typing methods


def test_syllables_that_are_being_composed_are_left_alone(form: RecordForm) -> None:
    party = form.widget("party")
    assert isinstance(party, ReferenceEditor)
    party.setFocus()
    party.clear()
    QApplication.sendEvent(party, QInputMethodEvent("Nguyê", []))
    assert party.composing
    assert party.text() == ""
    commit = QInputMethodEvent("", [])
    commit.setCommitString("Nguyễn")
    QApplication.sendEvent(party, commit)
    assert (party.composing, party.text()) == (False, "Nguyễn")


def test_no_field_has_a_mask_a_validator_or_completes_by_itself(form: RecordForm) -> None:
    for line in form.findChildren(QLineEdit):
        assert (line.inputMask(), line.validator(), line.completer()) == ("", None, None)


def test_text_is_stored_composed(form: RecordForm) -> None:
    _line(form, "name").setText("Nguye\u0302\u0303n")
    assert form.values()["name"] == "Nguy\u1ec5n"


@given(text=st.text(max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_pasted_the_form_answers(form: RecordForm, text: str) -> None:
    for line in form.findChildren(QLineEdit):
        line.setText(text)
    answer = form.try_values()
    assert answer is None or answer["name"]
    assert isinstance(form.dirty, bool)


# ---------------------------------------------------------------- single editors


def test_up_and_down_go_a_day_on_or_back(form: RecordForm, qtbot: QtBot) -> None:
    due = form.widget("due")
    qtbot.keyClick(due, Qt.Key.Key_Down)
    assert form.values()["due"] == date(2026, 5, 16)
    qtbot.keyClick(due, Qt.Key.Key_Up)
    qtbot.keyClick(due, Qt.Key.Key_Up)
    assert form.changed_values() == {"due": date(2026, 5, 14)}


def test_a_day_is_picked_from_the_month(form: RecordForm, qtbot: QtBot) -> None:
    due = form.widget("due")
    assert isinstance(due, DateEditor)
    qtbot.keyClick(due, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = due.findChild(DayPopup)
    assert popup is not None
    popup.calendar.setSelectedDate(popup.calendar.selectedDate().addDays(5))
    qtbot.keyClick(popup.calendar.focusProxy() or popup.calendar, Qt.Key.Key_Return)
    if popup.isVisible():
        popup.calendar.activated.emit(popup.calendar.selectedDate())
    assert form.values()["due"] == date(2026, 5, 20)


def test_a_choice_may_be_none_and_keeps_a_value_it_does_not_know(qtbot: QtBot) -> None:
    editor = ChoiceEditor(FIELDS[3])
    qtbot.addWidget(editor)
    assert (editor.itemText(0), editor.value(), editor.is_empty()) == ("—", None, True)
    editor.set_value("organic_search")
    assert (editor.value(), editor.currentText()) == ("organic_search", "organic_search")


def test_a_value_is_given_back_exactly_although_its_words_say_less(qtbot: QtBot) -> None:
    editor = LineEditor(Field("x", "X", Kind.MINUTES), PLACE)
    qtbot.addWidget(editor)
    for value in (0, 61, 1_000_000):
        editor.set_value(value)
        assert editor.value() == value


# ---------------------------------------------------------------- references


def _reference(qtbot: QtBot, **more: Any) -> ReferenceEditor:
    editor = ReferenceEditor(FIELDS[5], _find, **more)
    qtbot.addWidget(editor)
    show_active(qtbot, editor)
    editor.setFocus()
    return editor


def _popup_rows(editor: ReferenceEditor) -> list[str]:
    popup = editor._popup
    return [match.label for match in popup._model.matches] if popup.isVisible() else []


def test_typing_finds_and_enter_chooses(qtbot: QtBot) -> None:
    editor = _reference(qtbot)
    qtbot.keyClicks(editor, "lau")
    qtbot.waitUntil(lambda: _popup_rows(editor) == ["Laura Bennett", "Laura Benson"])
    assert editor.text() == "lau"  # never completed inside the text
    assert editor.hasFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert (editor.value(), editor.text(), _popup_rows(editor)) == (2, "Laura Benson", [])


def test_the_whole_name_of_one_record_counts_as_chosen(qtbot: QtBot) -> None:
    editor = _reference(qtbot)
    editor.setText("laura bennett")
    assert editor.value() == 1
    editor.setText("laura")
    assert editor.typed() == "laura"
    with pytest.raises(UserError, match="laura"):
        editor.value()
    editor.clear()
    assert editor.value() is None


def test_escape_closes_the_matches_and_keeps_the_text(qtbot: QtBot) -> None:
    editor = _reference(qtbot)
    qtbot.keyClicks(editor, "lau")
    qtbot.waitUntil(lambda: bool(_popup_rows(editor)))
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert (_popup_rows(editor), editor.text()) == ([], "lau")


def test_a_record_is_shown_by_its_name(qtbot: QtBot) -> None:
    editor = _reference(qtbot, name_of=lambda number: f"Person {number}")
    editor.set_value(7)
    assert (editor.text(), editor.value()) == ("Person 7", 7)
    editor.set_value((8, "Grace Liu"))
    assert (editor.text(), editor.value()) == ("Grace Liu", 8)


def test_editing_a_chosen_name_lets_the_record_go(qtbot: QtBot) -> None:
    editor = _reference(qtbot)
    editor.set_value((1, "Laura Bennett"))
    qtbot.keyClick(editor, Qt.Key.Key_End)
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.chosen() is None
