"""Every screen and dialog and how one gets there, by subject.

To add a screen, add a line to ``SCREENS`` in the file of its subject.
"""

from salesdesk.app.screen_list import (
    compare,
    copies,
    frame,
    importing,
    locks,
    marketing,
    prospects,
    sales,
    service,
    settings,
    trouble,
)
from salesdesk.app.screen_list.stage import Act, Plain, Screen, Stage, nothing

__all__ = ["FIRST_NUMBER", "SCREENS", "Act", "Plain", "Screen", "Stage", "nothing"]

FIRST_NUMBER = 30
"""Of the pictures' names; the numbers below it belong to the pictures of the design."""

SCREENS: tuple[Screen, ...] = (
    *frame.SCREENS,
    *prospects.SCREENS,
    *sales.SCREENS,
    *service.SCREENS,
    *marketing.SCREENS,
    *compare.SCREENS,
    *importing.SCREENS,
    *settings.SCREENS,
    *copies.SCREENS,
    *locks.SCREENS,
    *trouble.SCREENS,
)
