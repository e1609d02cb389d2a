"""How long the window stands still: the gaps between the ticks of a 5 ms clock, and what they fell into."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer

TICK_MS = 5
TOLD = 4


class Gaps(QObject):
    """Counts from `begin` to `end`. ``act`` is what the person is just doing: a gap is put down to it."""

    def __init__(self) -> None:
        super().__init__()
        self.act = ""
        self.found: list[tuple[float, str]] = []
        self._last = 0.0
        self._clock = QTimer(self)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._tick)

    def begin(self, act: str = "") -> None:
        """Watch from now on."""
        self.act, self._last = act, time.perf_counter()
        self._clock.start(TICK_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.found.append(((now - self._last) * 1e3, self.act))
        self._last = now

    def end(self) -> list[float]:
        """Stop watching; the gaps in milliseconds, the one that is just going on included."""
        if self._clock.isActive():
            self._tick()
            self._clock.stop()
        return [ms for ms, _act in self.found]

    def longest(self, count: int = TOLD) -> str:
        """The longest gaps and what they fell into, the longest of each act."""
        worst: dict[str, float] = {}
        for ms, act in self.found:
            worst[act] = max(worst.get(act, 0.0), ms)
        told = sorted(worst.items(), key=lambda found: -found[1])[:count]
        return ", ".join(f"{act} {ms:.0f} ms" if act else f"{ms:.0f} ms" for act, ms in told)


def wait(seconds: float) -> None:
    """Let the window live for a while, as it does when nobody touches it."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1e3), loop.quit)
    loop.exec()


def wait_for(ready: Callable[[], Any], seconds: float = 1800.0) -> None:
    """Let the window live until something is so. Raises `TimeoutError`."""
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            raise TimeoutError("it did not come to an end")
        wait(0.02)
    QCoreApplication.processEvents()
