"""A sheet dims its window, is answered with the keyboard, and gives the focus back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from salesdesk.ui import theme
from salesdesk.ui.sheet_dialog import Scrim, Sheet, ask, error_sheet, show_error
from salesdesk.ui.widgets import Button, FormField, IconButton, Label, PageBar, Segmented, column

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> QWidget:
    theme.apply(qapp, "light")
    window = QWidget()
    window.setLayout(column(QLineEdit(), QLineEdit()))
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def opened(qtbot: QtBot, window: QWidget, *bodies: QWidget) -> Sheet:
    sheet = Sheet(window, "Win deal", icon="circle-check")
    for body in bodies:
        sheet.body.addWidget(body)
    sheet.set_primary("Save")
    sheet.open()
    qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


def scrims(window: QWidget) -> list[Scrim]:
    return [scrim for scrim in window.findChildren(Scrim) if not scrim.isHidden()]


def test_the_window_is_dimmed_while_a_sheet_is_open(qtbot: QtBot, window: QWidget) -> None:
    sheet = opened(qtbot, window, Label("Body"))
    assert [s.size() for s in scrims(window)] == [window.size()]
    sheet.reject()
    assert scrims(window) == []


def test_a_sheet_stands_in_the_middle_also_after_the_window_changed(qtbot: QtBot, window: QWidget) -> None:
    sheet = opened(qtbot, window, Label("Body"))
    window.resize(1200, 600)
    qtbot.waitUntil(lambda: scrims(window)[0].size() == window.size())
    middle = window.mapToGlobal(window.rect().center())
    assert abs(sheet.geometry().center().x() - middle.x()) <= 1
    assert abs(sheet.geometry().center().y() - middle.y()) <= 1
    sheet.reject()


def test_enter_confirms_and_escape_cancels(qtbot: QtBot, window: QWidget) -> None:
    for key, accepted in ((Qt.Key.Key_Return, True), (Qt.Key.Key_Enter, True), (Qt.Key.Key_Escape, False)):
        field = QLineEdit()
        sheet = opened(qtbot, window, field)
        with qtbot.waitSignal(sheet.finished) as ended:
            qtbot.keyClick(field, key)
        assert bool(ended.args[0]) is accepted


def test_enter_makes_a_line_in_a_text_area_and_ctrl_enter_confirms(qtbot: QtBot, window: QWidget) -> None:
    area = QPlainTextEdit()
    sheet = opened(qtbot, window, area)
    assert area.hasFocus()
    qtbot.keyClick(area, Qt.Key.Key_Return)
    assert sheet.isVisible()
    assert area.toPlainText() == "\n"
    with qtbot.waitSignal(sheet.accepted):
        qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_enter_on_another_button_presses_that_button(qtbot: QtBot, window: QWidget) -> None:
    done: list[str] = []
    sheet = opened(qtbot, window, Label("Body"))
    other = sheet.add_action("Save and print", on_click=lambda: done.append("print"))
    qtbot.waitUntil(other.isVisible)
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Return)
    assert done == ["print"]
    assert sheet.isVisible()
    sheet.reject()


def test_the_primary_button_is_the_rightmost(qtbot: QtBot, window: QWidget) -> None:
    sheet = opened(qtbot, window, Label("Body"))
    sheet.add_action("Save and print")
    sheet.add_action("Details")
    QApplication.processEvents()
    by_place = sorted(sheet.findChildren(Button), key=lambda button: button.mapTo(sheet, button.pos()).x())
    assert [button.text() for button in by_place] == ["Save and print", "Details", "Save"]
    sheet.reject()


def test_a_primary_button_that_cannot_be_pressed_confirms_nothing(qtbot: QtBot, window: QWidget) -> None:
    field = QLineEdit()
    sheet = opened(qtbot, window, field)
    sheet.findChildren(Button)[0].setEnabled(False)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert sheet.isVisible()
    sheet.reject()


def test_focus_goes_into_the_body_and_back_to_where_it_was(qtbot: QtBot, window: QWidget) -> None:
    opener = window.findChildren(QLineEdit)[1]
    opener.setFocus()
    field = QLineEdit()
    sheet = opened(qtbot, window, FormField("Amount", field))
    assert field.hasFocus()
    sheet.reject()
    qtbot.waitUntil(lambda: window.focusWidget() is opener)


def test_tab_never_leaves_a_sheet(qtbot: QtBot, window: QWidget) -> None:
    sheet = opened(qtbot, window, QLineEdit(), QLineEdit())
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(QApplication.focusWidget())
    sheet.reject()


def test_what_went_wrong_is_said_above_the_body_and_the_sheet_stays(qtbot: QtBot, window: QWidget) -> None:
    sheet = opened(qtbot, window, Label("Body"))
    before = sheet.height()
    sheet.show_error("The book is locked", "Close the other program and save again.")
    qtbot.waitUntil(lambda: sheet.height() > before)
    assert sheet.findChild(PageBar).accessibleName() == "The book is locked"
    sheet.clear_error()
    qtbot.waitUntil(lambda: sheet.height() == before)
    sheet.reject()


def test_a_tall_sheet_scrolls_inside_its_window(qtbot: QtBot, window: QWidget) -> None:
    sheet = opened(qtbot, window, *[Label(f"Line {n}") for n in range(80)])
    assert sheet.height() <= window.height()
    assert sheet.findChildren(Button)[0].isVisible()
    sheet.reject()


def test_a_sheet_is_as_wide_as_asked_but_no_wider_than_its_window(qtbot: QtBot, window: QWidget) -> None:
    wide = Sheet(window, "New", 680)
    wide.title_row.addWidget(Segmented([("deal", "Deal"), ("sale", "Sale")]))
    wide.open()
    assert wide.width() == 680
    wide.reject()
    window.resize(600, 500)
    narrow = Sheet(window, "New", 680)
    narrow.open()
    assert narrow.width() < 600
    narrow.reject()


def test_the_cross_cancels(qtbot: QtBot, window: QWidget) -> None:
    sheet = opened(qtbot, window, Label("Body"))
    with qtbot.waitSignal(sheet.rejected):
        qtbot.mouseClick(sheet.findChild(IconButton), LEFT)


def answer(press: Callable[[Sheet], object]) -> None:
    """Do something with the next sheet once it is open."""

    def look() -> None:
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, Sheet) and sheet.isVisible():
            press(sheet)
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def press(text: str) -> Callable[[Sheet], object]:
    """Press the button with these words."""
    return lambda sheet: next(b for b in sheet.findChildren(Button) if b.text() == text).click()


@pytest.mark.parametrize(("words", "agreed"), [("Empty the Bin", True), ("Cancel", False)])
@pytest.mark.parametrize("danger", [True, False])
def test_a_question_is_answered(window: QWidget, words: str, agreed: bool, danger: bool) -> None:
    answer(press(words))
    text = "12 things are deleted <b>for good</b>."
    assert ask(window, "Empty the Bin?", text, "Empty the Bin", danger=danger) is agreed


def test_enter_does_not_answer_a_dangerous_question(qtbot: QtBot, window: QWidget) -> None:
    answer(lambda sheet: qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Return))
    assert not ask(window, "Empty the Bin?", "12 things are deleted.", "Empty the Bin", danger=True)


def test_an_error_tells_its_details_only_on_demand(qtbot: QtBot, window: QWidget) -> None:
    sheet = error_sheet(window, "The book could not be opened", "Nothing is lost.", "disk I/O error")
    sheet.open()
    area = sheet.findChild(QPlainTextEdit)
    assert not area.isVisible()
    press("Details")(sheet)
    assert area.isVisible()
    assert area.toPlainText() == "disk I/O error"
    press("Copy details")(sheet)
    assert QApplication.clipboard().text() == "disk I/O error"
    sheet.reject()


def test_an_error_is_closed(window: QWidget) -> None:
    answer(press("Close"))
    show_error(window, "The book could not be opened", "Nothing is lost.")
    assert scrims(window) == []


def test_a_question_over_a_sheet_dims_the_sheet(qtbot: QtBot, window: QWidget) -> None:
    sheet = opened(qtbot, window, Label("Body"))
    seen: list[int] = []

    def look(question: Sheet) -> None:
        seen.append(len(scrims(sheet)))
        question.reject()

    answer(look)
    ask(sheet, "Leave without saving?", "The quote has 3 lines.", "Leave")
    assert seen == [1]
    assert sheet.isVisible()
    sheet.reject()


def test_a_sheet_closes_though_what_opened_it_is_gone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    opener = QLineEdit(window)
    window.show()
    opener.setFocus()
    qtbot.waitUntil(opener.hasFocus)
    sheet = Sheet(window, "Title")
    sheet.open()
    delete(opener)
    sheet.reject()
    assert not sheet.isVisible()
