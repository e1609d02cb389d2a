"""Closes a dialog that nobody answers, and remembers it, so that a test fails instead of hanging."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QWidget


class ModalWatch:
    """Looks at the modal window twice a second, also inside ``exec()``."""

    def __init__(self, limit: float) -> None:
        """``limit``: seconds that one modal window may stay before it is closed and noted in ``stuck``."""
        self.stuck: list[str] = []
        self._limit = limit
        self._seen: QWidget | None = None
        self._since = 0.0
        self._timer = QTimer()
        self._timer.setInterval(min(500, int(limit * 250)))
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._seen = None

    def _look(self) -> None:
        window = QApplication.activeModalWidget()
        if window is not self._seen:
            self._seen, self._since = window, time.monotonic()
        elif window is not None and time.monotonic() - self._since > self._limit:
            self.stuck.append(_words(window))
            self._seen = None
            if isinstance(window, QDialog):
                window.reject()
            else:
                window.close()


def _words(window: QWidget) -> str:
    """What the window says, so that the failure tells which question was not expected."""
    said = [window.windowTitle()]
    if isinstance(window, QMessageBox):
        said.append(window.text())
    else:
        said.extend(label.text() for label in window.findChildren(QLabel)[:3])
    return f"{type(window).__name__}: {' / '.join(s for s in said if s)}"
