"""What the tests of lists and forms share: a source whose rows are made on demand, and a window in front."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.base.fields import Field, Kind
from salesdesk.base.listing import ListQuery

FIELDS = (
    Field("name", "Name", sortable=True),
    Field("amount", "Amount", Kind.MONEY, sortable=True),
    Field("due", "Due", Kind.DATE),
)


class PersonRow(NamedTuple):
    """One row of the screen."""

    id: int
    name: str
    amount: int
    due: date


class People:
    """Rows 1 to ``count``; typing a figure keeps the ids that contain it, descending turns them round."""

    def __init__(self, count: int) -> None:
        self.present = array("q", range(1, count + 1))
        self.names: dict[int, str] = {}
        self.asked_ids: list[tuple[ListQuery, int | None]] = []
        self.asked_rows: list[Sequence[int]] = []
        self.stops = 0

    def ids(self, query: ListQuery, limit: int | None) -> Sequence[int]:
        """What matches, in order."""
        self.asked_ids.append((query, limit))
        found = self.present
        if query.text:
            found = array("q", (i for i in found if query.text in str(i)))
        if query.descending:
            found = found[::-1]
        return found[:] if limit is None else found[:limit]

    def rows(self, ids: Sequence[int]) -> Mapping[int, PersonRow]:
        """Rows of what is still there."""
        self.asked_rows.append(ids)
        there = set(self.present)
        return {i: self.row(i) for i in ids if i in there}

    def row(self, number: int) -> PersonRow:
        """One row."""
        return PersonRow(number, self.names.get(number, f"Person {number}"), number * 100, date(2026, 5, 14))

    def stop(self) -> None:
        """The ids being read are not wanted any more."""
        self.stops += 1


def show_active(qtbot: QtBot, widget: QWidget) -> None:
    """Show a widget as the window that has the keyboard."""
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
