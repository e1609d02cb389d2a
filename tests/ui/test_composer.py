"""What happened is written down in a few keys, and the next step is seen before it is saved."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui import theme
from salesdesk.ui.call_composer import CallComposer, CallEntry
from salesdesk.ui.composer import Composer, Entry, NoteField, Reply
from salesdesk.ui.day_popup import DayPopup
from salesdesk.ui.widgets import Button
from tests.ui.rows import show_active

TODAY = date(2026, 5, 14)
GUESS = {"reached": date(2026, 5, 18), "no_answer": date(2026, 5, 15), "call_back": None}


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The program's own look."""
    theme.apply(qapp, "light")


def _show(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.resize(700, 160)
    show_active(qtbot, widget)


def _button(widget: QWidget, text: str) -> Button:
    return next(button for button in widget.findChildren(Button) if button.text() == text)


# ---------------------------------------------------------------- composer


@pytest.fixture
def composer(qtbot: QtBot) -> Composer:
    """A composer with one ready-made reply."""
    made = Composer(hint="Customer sees nothing", replies=[Reply("On the way", "We are on the way.")])
    _show(qtbot, made)
    made.focus_text()
    return made


def _text(composer: Composer) -> QPlainTextEdit:
    found = composer.findChild(QPlainTextEdit)
    assert found is not None
    return found


def test_ctrl_enter_adds_and_the_text_stays_until_it_is_saved(composer: Composer, qtbot: QtBot) -> None:
    qtbot.keyClicks(_text(composer), "Core 2 is blocked ")
    with qtbot.waitSignal(composer.added) as added:
        qtbot.keyClick(_text(composer), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert added.args == [Entry("note", "Core 2 is blocked")]
    assert composer.text() == "Core 2 is blocked"
    composer.clear()
    assert composer.text() == ""


def test_nothing_is_added_when_nothing_is_written(composer: Composer, qtbot: QtBot) -> None:
    composer.set_text("  \n ")
    with qtbot.assertNotEmitted(composer.added):
        _button(composer, "Add").click()
    assert _text(composer).hasFocus()


def test_the_kind_is_chosen_beside_the_text(composer: Composer, qtbot: QtBot) -> None:
    composer.set_kind("visit")
    composer.set_text("Changed the pump")
    with qtbot.waitSignal(composer.added) as added:
        composer.send()
    assert (added.args, composer.kind) == ([Entry("visit", "Changed the pump")], "visit")


def test_a_ready_made_reply_is_put_into_the_text(composer: Composer) -> None:
    menu = composer.findChild(QMenu)
    assert menu is not None
    menu.actions()[0].trigger()
    assert composer.text() == "We are on the way."
    composer.set_replies([])
    assert not _button(composer, "Ready-made replies").isVisible()


def test_a_syllable_being_composed_is_not_sent(composer: Composer, qtbot: QtBot) -> None:
    composer.set_text("Anh")
    QApplication.sendEvent(_text(composer), QInputMethodEvent("ho", []))
    with qtbot.assertNotEmitted(composer.added):
        qtbot.keyClick(_text(composer), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_text_grows_with_its_lines(composer: Composer) -> None:
    low = _text(composer).height()
    composer.set_text("one\ntwo\nthree")
    assert _text(composer).height() > low


def test_one_line_becomes_a_note_with_enter(qtbot: QtBot) -> None:
    note = NoteField("Write a note, or press L to log a call")
    _show(qtbot, note)
    with qtbot.assertNotEmitted(note.added):
        qtbot.keyClick(note, Qt.Key.Key_Return)
    qtbot.keyClicks(note, "Prefers mornings")
    with qtbot.waitSignal(note.added) as added:
        qtbot.keyClick(note, Qt.Key.Key_Return)
    assert added.args == [Entry("note", "Prefers mornings")]


# ---------------------------------------------------------------- calls


@pytest.fixture
def call(qtbot: QtBot) -> CallComposer:
    """A call being written down."""
    made = CallComposer(GUESS.get, TODAY, "en")
    _show(qtbot, made)
    made.setFocus()
    return made


def _day(call: CallComposer) -> Button:
    return next(b for b in call.findChildren(Button) if b.accessibleName().startswith("Next step"))


def test_enter_saves_a_call_that_reached_somebody(call: CallComposer, qtbot: QtBot) -> None:
    line = call.findChild(QLineEdit)
    assert line is not None
    qtbot.keyClicks(line, "Will decide by Friday")
    assert _day(call).text() == "Mon 18 May"
    with qtbot.waitSignal(call.saved) as saved:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert saved.args == [CallEntry("reached", "Will decide by Friday", date(2026, 5, 18))]


def test_each_outcome_shows_its_guess_before_it_saves(call: CallComposer, qtbot: QtBot) -> None:
    button = _button(call, "No answer")
    middle = button.rect().center().toPointF()
    QApplication.sendEvent(button, QEnterEvent(middle, middle, middle))
    assert _day(call).text() == "Fri 15 May"
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
    assert _day(call).text() == "Mon 18 May"
    with qtbot.waitSignal(call.saved) as saved:
        button.click()
    assert saved.args == [CallEntry("no_answer", "", date(2026, 5, 15))]


def _open_menu(call: CallComposer) -> QMenu:
    menu = _day(call).menu()
    menu.aboutToShow.emit()
    return menu


def test_another_day_is_chosen_from_the_menu(call: CallComposer, qtbot: QtBot) -> None:
    lines = [line.text() for line in _open_menu(call).actions() if not line.isSeparator()]
    assert lines == [
        "Tomorrow\tFri 15 May",
        "In 3 days\tSun 17 May",
        "Next week\tThu 21 May",
        "Pick a day…",
        "No next step",
    ]
    _open_menu(call).actions()[2].trigger()
    assert _day(call).text() == "Thu 21 May"
    with qtbot.waitSignal(call.saved) as saved:
        _button(call, "No answer").click()
    assert saved.args == [CallEntry("no_answer", "", TODAY + timedelta(days=7))]


def test_a_call_may_have_no_next_step(call: CallComposer, qtbot: QtBot) -> None:
    _open_menu(call).actions()[-1].trigger()
    assert _day(call).text() == "No next step"
    with qtbot.waitSignal(call.saved) as saved:
        call.save("reached")
    assert saved.args == [CallEntry("reached", "", None)]


def test_when_to_call_back_is_asked_first(call: CallComposer, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(call.saved):
        _button(call, "Call back").click()
    menu = next(m for m in call.findChildren(QMenu) if m.isVisible())
    with qtbot.waitSignal(call.saved) as saved:
        menu.actions()[0].trigger()
    menu.close()
    assert saved.args == [CallEntry("call_back", "", date(2026, 5, 15))]


def test_any_day_is_picked_from_the_month(call: CallComposer, qtbot: QtBot) -> None:
    _open_menu(call).actions()[3].trigger()
    popup = call.findChild(DayPopup)
    assert popup is not None
    popup.calendar.clicked.emit(popup.calendar.selectedDate().addDays(1))
    assert _day(call).text() == "Tue 19 May"


def test_escape_gives_up(call: CallComposer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(call.cancelled):
        qtbot.keyClick(call, Qt.Key.Key_Escape)


def test_in_a_narrow_place_the_next_step_stands_below_the_outcomes(call: CallComposer, qtbot: QtBot) -> None:
    outcome, day = _button(call, "Reached"), _day(call)
    assert outcome.mapTo(call, outcome.rect().topLeft()).y() == day.mapTo(call, day.rect().topLeft()).y()
    call.resize(460, 200)
    qtbot.waitUntil(
        lambda: (
            day.mapTo(call, day.rect().topLeft()).y() >= outcome.mapTo(call, outcome.rect().bottomLeft()).y()
        )
    )
    assert call.width() == 460
