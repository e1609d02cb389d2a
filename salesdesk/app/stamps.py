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

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

PLACE = "SALESDESK_STAMPS"
_LOOK_MS = 10


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
    """Hears of the paintings of one window only: a filter on everything would slow what is measured."""

    def __init__(self, window: QWidget, ready: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._ready = window, ready
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._painted)
        return False

    def _painted(self) -> None:
        stamp("painted")
        self._look()

    def _look(self) -> None:
        if self._ready():
            stamp("usable")
            self.deleteLater()
        else:
            QTimer.singleShot(_LOOK_MS, self, self._wait)

    def _wait(self) -> None:
        # What is ready now is painted by the next look.
        if self._ready():
            QTimer.singleShot(_LOOK_MS, self, self._look)
        else:
            QTimer.singleShot(_LOOK_MS, self, self._wait)
