"""The Tab key goes in reading order: as things stand in their layouts, not as they were made.

Qt goes by the order in which widgets were made, and jumps over whatever stands before the focus proxy of a
page; a page that gives the keys to its list would never show its filters to the keyboard.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QLayout, QStackedWidget, QWidget


class ReadingOrder(QWidget):
    """A place in which the Tab key goes in reading order, round and round."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab; what had the keys and is hidden now gives them on as Qt does."""
        focused = QApplication.focusWidget()
        if focused is not None and not focused.isVisible():
            return super().focusNextPrevChild(forward)
        return go_on(self, forward=forward)


def go_on(place: QWidget, *, forward: bool) -> bool:
    """Give the keys to the next control of a place, or the one before; False when there is none."""
    found = stops(place)
    if not found:
        return False
    focused = QApplication.focusWidget()
    here = next((n for n, stop in enumerate(found) if _is_at(stop, focused)), -1 if forward else 0)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    found[(here + (1 if forward else -1)) % len(found)].setFocus(reason)
    return True


def _is_at(stop: QWidget, focused: QWidget | None) -> bool:
    """Whether the keys are on a stop, or in a part of it such as an open cell."""
    return stop is focused or (focused is not None and stop.isAncestorOf(focused))


def stops(place: QWidget) -> list[QWidget]:
    """The controls of a place that take the Tab key, in reading order."""
    return [widget for widget in _inside(place) if _takes_tab(widget)]


def _takes_tab(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isEnabled() and widget.focusProxy() is None


def _inside(place: QWidget) -> Iterator[QWidget]:
    for child in _children(place):
        if child.isVisible() and not child.isWindow():
            yield child
            yield from _inside(child)


def _children(place: QWidget) -> list[QWidget]:
    """The widgets that stand in a place: those of its layout in their order, then the others."""
    if isinstance(place, QStackedWidget):
        current = place.currentWidget()
        return [current] if current is not None else []
    layout = place.layout()
    laid = list(_laid_out(layout)) if layout is not None else []
    others = [child for child in place.children() if isinstance(child, QWidget) and child not in laid]
    return laid + sorted(others, key=lambda child: (child.x(), child.y()))


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        grid = layout
        places.sort(key=lambda n: tuple(grid.getItemPosition(n))[:2])  # type: ignore[arg-type]
    for n in places:
        item = layout.itemAt(n)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
