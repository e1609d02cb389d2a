"""The keys in the status bar: those of the part of the window that has the focus."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

Hints = Sequence[tuple[str, str]]


class KeyHints(QObject):
    """Follows the focus. A widget with a method ``key_hints`` speaks for all inside it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.show)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _before: object, _now: object) -> None:
        self._soon.start()

    def show(self) -> None:
        """Show the keys of what has the focus, else those of the page that is shown."""
        self._soon.stop()
        self._window.status.show_keys(self._wanted())

    def _wanted(self) -> Hints:
        page = self._window.stack.currentWidget()
        widget = QApplication.focusWidget()
        inside = page is not None and widget is not None and page.isAncestorOf(widget)
        while inside and widget is not None and widget is not page:
            found = _hints_of(widget)
            if found:
                return found
            widget = widget.parentWidget()
        return _hints_of(page) if page is not None else ()


def _hints_of(widget: QWidget) -> Hints:
    told = getattr(widget, "key_hints", None)
    return tuple(told()) if told is not None and isValid(widget) else ()
