"""Python looks through all it holds for what nobody needs only while nobody is at the program.

Such a look (the garbage collector's oldest generation) takes 100 to 200 ms once all tabs were open, and
Python begins one whenever enough was made since the last: amid a keystroke. The young generations, where
nearly all garbage is, are looked through as ever.
"""

import gc
from datetime import timedelta
from typing import TYPE_CHECKING

from salesdesk.base import clock

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

QUIET = timedelta(seconds=4)
"""Nobody has touched a key or the pointer for so long: what is done now is not waited for."""
LOOK_MS = 2_000
_NEVER = 1_000_000
ENOUGH, TOO_MUCH = 10, 300
"""Looks through the middle generation after which one through everything pays, and is made at any rate."""


def collect_when_idle(window: "MainWindow") -> None:
    """From now on the oldest generation is only looked through in pauses, as long as the window is open."""
    before = gc.get_threshold()
    gc.set_threshold(*before[:2], _NEVER)
    window.closed.connect(lambda: gc.set_threshold(*before))
    window.every(LOOK_MS, lambda: collect_if_idle(window))


def collect_if_idle(window: "MainWindow") -> bool:
    """Look through everything if that pays and disturbs nobody; whether it was done."""
    since = gc.get_count()[2]
    idle = window.jobs.idle and clock.now() - window.lock.signs.last >= QUIET
    if since < ENOUGH or (since < TOO_MUCH and not idle):
        return False
    gc.collect()
    return True
