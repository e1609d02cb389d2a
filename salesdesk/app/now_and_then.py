"""What an open window looks after by itself, now and then, for as long as it is open."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


def look_now_and_then(
    window: "MainWindow", look: Callable[["MainWindow"], object], first_ms: int, every_ms: int
) -> None:
    """Call ``look`` once after ``first_ms`` milliseconds, then every ``every_ms``, until the window closes.

    Nothing is looked after in the sample shop, or in a book that can only be read.
    """
    if window.practice or window.store.hold.reading_only:
        return
    for wait, once in ((first_ms, True), (every_ms, False)):
        ticks = QTimer(window)
        ticks.setSingleShot(once)
        ticks.timeout.connect(lambda: look(window))
        ticks.start(wait)
        window.closed.connect(ticks.stop)
