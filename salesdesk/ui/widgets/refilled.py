"""Lists of small widgets that are filled anew instead of made anew.

Making a widget, giving it its style and laying it out costs a hundred times what changing its words does.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QBoxLayout, QWidget

_SPARE = 12

W = TypeVar("W", bound=QWidget)


class Refilled(Generic[W]):
    """The widgets in a layout, from its place ``first`` on.

    Each has a shape, what cannot be changed once it is made; ``make(shape)`` makes one. Those not wanted now
    are kept hidden for the next time.
    """

    def __init__(self, layout: QBoxLayout, make: Callable[[Hashable], W], first: int = 0) -> None:
        self._layout, self._make, self._first = layout, make, first
        self._spare: dict[Hashable, list[W]] = {}
        self._shown: list[tuple[Hashable, W]] = []

    @property
    def shown(self) -> list[W]:
        """The widgets to be seen, in order."""
        return [widget for _shape, widget in self._shown]

    def show(self, shapes: Sequence[Hashable]) -> list[W]:
        """Have a widget of each of these shapes, in this order, and give them to be filled."""
        spare = {shape: list(widgets) for shape, widgets in self._spare.items()}
        for shape, widget in self._shown:
            spare.setdefault(shape, []).append(widget)
        wanted: list[tuple[Hashable, W]] = []
        for shape in shapes:
            left = spare.get(shape)
            wanted.append((shape, left.pop() if left else self._make(shape)))
        self._arrange([widget for _shape, widget in wanted])
        self._shown = wanted
        self._spare = {shape: widgets[:_SPARE] for shape, widgets in spare.items()}
        for widgets in spare.values():
            for widget in widgets[_SPARE:]:
                widget.deleteLater()
        return self.shown

    def _arrange(self, wanted: list[W]) -> None:
        before = self.shown
        same = 0
        while same < min(len(before), len(wanted)) and before[same] is wanted[same]:
            same += 1
        for widget in before[same:]:
            self._layout.removeWidget(widget)
            if widget not in wanted:
                widget.hide()
        for place, widget in enumerate(wanted[same:], self._first + same):
            self._layout.insertWidget(place, widget)
            widget.show()
