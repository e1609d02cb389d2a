"""When the window could be used, for whoever measures the start: written to the file that
``SALESDESK_STAMPS`` names, and nothing without it.

A line each, appended and flushed at once: ``NAME MONOTONIC_NS CPU_NS``, the clock of
`time.monotonic_ns` (one for all programs of a computer on Linux) and the processor time of this
program up to then. The names, in this order:

``painted``  the window was painted for the first time;
``usable``   the page is painted with what it shows, nothing of it still being read, and keys arrive;
``whole``    what is loaded behind the first page is loaded too.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

PLACE = "SALESDESK_STAMPS"


def wanted() -> bool:
    """Whether somebody measures."""
    return bool(os.environ.get(PLACE))


def stamp(name: str) -> None:
    """Write that this moment has come, when somebody asked for it."""
    if wanted():
        line = f"{name} {time.monotonic_ns()} {time.process_time_ns()}\n"
        with Path(os.environ[PLACE]).open("a", encoding="ascii") as out:
            out.write(line)


def watch(window: QWidget, ready: Callable[[], bool]) -> None:
    """Stamp the first painting of a window, and the first one with ``ready`` true."""
    if wanted():
        _Paintings(window, ready)


class _Paintings(QObject):
    def __init__(self, window: QWidget, ready: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._ready = window, ready
        self._painted = self._usable = False
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._painting_over)
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._usable = self._usable or self._ready()
            self._over.start(0)
        return False

    def _painting_over(self) -> None:
        if not self._painted:
            self._painted = True
            stamp("painted")
        if self._usable:
            stamp("usable")
            app = QCoreApplication.instance()
            if app is not None:
                app.removeEventFilter(self)
            self.deleteLater()
