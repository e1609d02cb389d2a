"""When somebody last did something at this computer, heard where keys and pointer enter the program."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

from salesdesk.base import clock

_SIGNS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
     QEvent.Type.TouchBegin, QEvent.Type.TabletPress}
)  # fmt: skip


class SignsOfLife(QObject):
    """Listens to the windows of the system, few events; one to every event of every widget slows all of them.

    Words composed with an input method come past the windows: they are heard by the caret they move.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.last: datetime = clock.now()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._entered)
            app.inputMethod().cursorRectangleChanged.connect(self.note)
        self.follow()

    def follow(self) -> None:
        """Listen to the windows that have opened since: sheets, menus, lists."""
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)  # one that is followed already stays so

    def note(self) -> None:
        """Somebody did something now."""
        self.last = clock.now()

    def _entered(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self.note()
        return False
