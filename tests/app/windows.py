"""The whole window for tests: opened on a book, given keys, its dialogs answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.app.looks import apply
from salesdesk.app.preferences import Preferences
from salesdesk.app.window import MainWindow
from salesdesk.store.database import Store
from salesdesk.today.hints_panel import HINTS
from salesdesk.today.hints_panel import NOTE as HINTS_SEEN

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def open_window(
    qtbot: QtBot, store: Store, folder: Path, *, size: tuple[int, int] = (1366, 768), **chosen: str
) -> MainWindow:
    """A window that is shown and has the keys; ``chosen`` are preferences by key (theme="dark")."""
    preferences = Preferences(folder / "salesdesk.ini")
    preferences.keep_note(HINTS_SEEN, str(len(HINTS)))
    for key, value in chosen.items():
        preferences._settings.setValue(key, value)
    apply(preferences, None)
    window = MainWindow(store, preferences)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    rest(window)
    return window


def rest(window: MainWindow) -> None:
    """Let everything that is under way come to its end."""
    for _turn in range(3):
        QApplication.processEvents()
        assert window.jobs.wait_all(20)


def press(widget: QWidget | None, key: str) -> None:
    """A key or chord such as "Ctrl+K" or "L", as if typed in a widget (or in what has the keys)."""
    target = widget or QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    if not target.window().isActiveWindow():
        target.window().activateWindow()
        QTest.qWait(20)
    *modifiers, name = key.split("+") if key != "+" else [key]
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= {"Ctrl": CTRL, "Alt": ALT, "Shift": Qt.KeyboardModifier.ShiftModifier}[modifier]
    signs = {",": Qt.Key.Key_Comma, "/": Qt.Key.Key_Slash}
    code = signs.get(name) or getattr(Qt.Key, f"Key_{name}")
    QTest.keyClick(target, code, held)


@contextmanager
def answering(*acts: Callable[[Any], object], seconds: float = 8.0) -> Iterator[list[QWidget]]:
    """Each of ``acts`` answers the next dialog that opens while the block runs; all must be needed."""
    seen: list[QWidget] = []
    errors: list[BaseException] = []
    waiting = list(acts)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not waiting or (seen and dialog is seen[-1]):
            return
        seen.append(dialog)
        try:
            waiting.pop(0)(dialog)
        except BaseException as error:  # noqa: BLE001 - raised again outside of Qt's loop
            errors.append(error)
            dialog.close()

    clock = QTimer()
    clock.timeout.connect(look)
    clock.start(20)
    try:
        yield seen
        turns = 0
        while waiting and turns < seconds * 50:
            QTest.qWait(20)
            turns += 1
    finally:
        clock.stop()
    if errors:
        raise errors[0]
    assert not waiting, f"{len(waiting)} dialogs did not open"


def tab(window: MainWindow, key: str) -> Any:
    """Show a tab; its widget."""
    window.open_tab(key)
    rest(window)
    return window.stack.currentWidget()
