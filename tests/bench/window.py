"""The real window, driven as a person drives it, and waited for until what was asked for is painted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow
    from salesdesk.store.database import Store

GIVE_UP_MS = 60_000


def application() -> QApplication:
    """The one application object."""
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["bench"])


def open_window(store: Store, home: Path) -> MainWindow:
    """A window on a book, shown and at rest; it makes no copies by itself."""
    application()
    from salesdesk.ui import plain_imports

    plain_imports.give_back()  # as the command does
    from salesdesk.app.idle_collecting import collect_when_idle
    from salesdesk.app.looks import apply
    from salesdesk.app.preferences import Preferences
    from salesdesk.app.window import MainWindow
    from salesdesk.today.hints_panel import HINTS, NOTE

    preferences = Preferences(home / "bench.ini")
    preferences.keep_note(NOTE, str(len(HINTS)))
    apply(preferences, store)
    window = MainWindow(store, preferences)
    collect_when_idle(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    rest(window)
    return window


def rest(window: MainWindow, seconds: float = 120.0) -> None:
    """Let everything that is under way come to its end."""
    for _turn in range(3):
        QApplication.processEvents()
        window.jobs.wait_all(seconds)


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, as typed in a widget."""
    QTest.keyClick(widget, key, held)


class Painting(QObject):
    """Waits for the first painting of a widget, or of one inside it, at which ``ready`` is true."""

    def __init__(self, widget: QWidget, ready: Callable[[], bool]) -> None:
        super().__init__()
        self._widget, self._ready, self._loop = widget, ready, QEventLoop()
        self._done = False
        application().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._done and isinstance(watched, QWidget):
            inside = watched is self._widget or self._widget.isAncestorOf(watched)
            if inside and self._ready():
                self._done = True
                # The painting itself has still to be done: the loop ends after it.
                QTimer.singleShot(0, self._loop.quit)
        return False

    def wait(self) -> None:
        """Until it was painted. Raises `TimeoutError` when it never is."""
        QTimer.singleShot(GIVE_UP_MS, self._loop, self._loop.quit)
        self._loop.exec()
        application().removeEventFilter(self)
        if not self._done:
            raise TimeoutError("it was never painted")
