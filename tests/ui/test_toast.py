"""The undo toast and the status bar."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui import theme
from salesdesk.ui.status_bar import StatusBar, _KeyHint
from salesdesk.ui.toast import STAYS_MS, Toasts
from salesdesk.ui.widgets import Link, column

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> QWidget:
    theme.apply(qapp, "light")
    window = QWidget()
    window.setLayout(column(QLineEdit()))
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_a_toast_stands_at_the_bottom_left_and_can_be_undone_once(qtbot: QtBot, window: QWidget) -> None:
    undone: list[int] = []
    toasts = Toasts(window)
    toasts.show_toast("Moved to Bin: Laura Bennett", on_undo=lambda: undone.append(1))
    assert toasts.isVisible()
    assert toasts.x() == 20
    assert window.height() - 60 < toasts.geometry().bottom() < window.height() - 29
    qtbot.mouseClick(toasts._button, LEFT)
    assert undone == [1]
    assert not toasts.isVisible()


def test_a_newer_toast_replaces_the_older(window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.show_toast("One", on_undo=lambda: None)
    toasts.show_toast("Two")
    assert toasts.text() == "Two"
    assert not toasts._button.isVisible()


def test_a_toast_goes_by_itself(qtbot: QtBot, window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.show_toast("Saved")
    assert toasts._timer.isActive()
    assert toasts._timer.interval() == STAYS_MS == 8000
    toasts._timer.setInterval(1)
    toasts._timer.start()
    qtbot.waitUntil(lambda: not toasts.isVisible())
    assert toasts.text() == ""


def test_a_toast_stays_under_the_mouse(window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.show_toast("Saved")
    at = QPointF(5, 5)
    QApplication.sendEvent(toasts, QEnterEvent(at, at, at))
    assert not toasts._timer.isActive()
    QApplication.sendEvent(toasts, QEvent(QEvent.Type.Leave))
    assert toasts._timer.isActive()


def test_a_toast_stays_while_it_has_the_focus_and_gives_it_back(qtbot: QtBot, window: QWidget) -> None:
    field = window.findChild(QLineEdit)
    field.setFocus()
    toasts = Toasts(window)
    toasts.show_toast("Saved", on_undo=lambda: None)
    assert toasts.focus()
    assert not toasts._timer.isActive()
    qtbot.keyClick(toasts._button, Qt.Key.Key_Escape)
    assert not toasts.isVisible()
    assert window.focusWidget() is field


def test_enter_undoes_from_the_keyboard(qtbot: QtBot, window: QWidget) -> None:
    undone: list[int] = []
    toasts = Toasts(window)
    toasts.show_toast("Saved", on_undo=lambda: undone.append(1))
    toasts.focus()
    qtbot.keyClick(toasts._button, Qt.Key.Key_Return)
    assert undone == [1]


def test_a_toast_without_undo_takes_no_focus(window: QWidget) -> None:
    toasts = Toasts(window)
    assert not toasts.focus()
    toasts.show_toast("Saved")
    assert not toasts.focus()


def test_a_long_toast_stays_inside_its_window(qtbot: QtBot, window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.show_toast("Moved to Bin: " + "Laura Bennett and 2 quotes " * 12, on_undo=lambda: None)
    assert toasts.geometry().right() <= window.width() - 20
    toasts.grab()
    assert toasts.toolTip().startswith("Moved to Bin")
    window.resize(700, 400)
    qtbot.waitUntil(lambda: toasts.geometry().right() <= 680)


# ---------------------------------------------------------------- status bar


def test_the_backup_text_opens_the_backups(qtbot: QtBot, window: QWidget) -> None:
    bar = StatusBar()
    window.layout().addWidget(bar)
    bar.show_backup("Last backup 3 days ago", "warn")
    with qtbot.waitSignal(bar.backup_clicked):
        qtbot.mouseClick(bar.findChild(Link), LEFT)
    assert bar.findChild(Link).accessibleName() == "Last backup 3 days ago"


def test_at_most_five_keys_are_shown_and_only_those_with_room(qtbot: QtBot, window: QWidget) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(1366, bar.height())
    bar.show()
    bar.show_backup("Backed up today 08:02")
    bar.show_keys([(key, "log call") for key in "LNTQPM"])
    assert len([hint for hint in bar.findChildren(_KeyHint) if hint.isVisible()]) == 5
    bar.resize(700, bar.height())
    QApplication.processEvents()
    few = [hint for hint in bar.findChildren(_KeyHint) if hint.isVisible()]
    assert len(few) < 5
    assert all(hint.mapTo(bar, hint.rect().topRight()).x() <= 700 for hint in few)


def test_a_hushed_toast_shows_and_keeps_nothing(window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.hushed = True
    toasts.show_toast("Called Laura Bennett")
    assert not toasts.isVisible()
    toasts.hushed = False
    assert toasts.text() == ""
