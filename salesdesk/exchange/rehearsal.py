"""See every change of an import before it happens, then carry it out: the one place features import from.

`rehearse` reads and compares, and writes nothing; `apply` writes what was rehearsed, as one undo step.
"""

from salesdesk.exchange.applying import ImportResult, apply
from salesdesk.exchange.comparing import rehearse, studied
from salesdesk.exchange.plans import CHANGED, LEFT_OUT, NEW, OUTCOMES, SAME, FieldChange, Rehearsal, RowPlan
from salesdesk.exchange.row_reading import ADD, LEAVE, Choices

__all__ = [
    "ADD",
    "CHANGED",
    "LEAVE",
    "LEFT_OUT",
    "NEW",
    "OUTCOMES",
    "SAME",
    "Choices",
    "FieldChange",
    "ImportResult",
    "Rehearsal",
    "RowPlan",
    "apply",
    "rehearse",
    "studied",
]
