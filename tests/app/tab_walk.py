"""Walking by the Tab key over what is shown, and what is wrong with the walk."""

from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

MOST = 400


class Walk(NamedTuple):
    """The controls in the order of the Tab key, and those that look the same with and without the keys."""

    seen: list[QWidget]
    ringless: list[QWidget]


def walk(window: QWidget) -> Walk:
    """Press Tab until it comes round; every control that had the keys, once."""
    seen: list[QWidget] = []
    ringless: list[QWidget] = []
    before: tuple[QWidget, QImage] | None = None
    for _turn in range(MOST):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        if before is not None and before[0].isVisible() and before[0].grab().toImage() == before[1]:
            ringless.append(before[0])
        if focused is None or focused in seen:
            break
        seen.append(focused)
        before = focused, focused.grab().toImage()
    return Walk(seen, ringless)


def missed(place: QWidget, seen: list[QWidget]) -> list[QWidget]:
    """The controls that take the Tab key and were not met; of a group of choices one is enough."""
    out = []
    for widget in place.findChildren(QWidget):
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if not (takes and widget.isVisible() and widget.isEnabled()) or widget in seen:
            continue
        if any(widget.isAncestorOf(one) for one in seen) or _grouped(widget, seen):
            continue
        out.append(widget)
    return out


def _grouped(widget: QWidget, seen: list[QWidget]) -> bool:
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    if group is not None and group.exclusive():
        return any(button in seen for button in group.buttons())
    return widget.autoExclusive() and any(one.parent() is widget.parent() for one in seen)


def backward(seen: list[QWidget]) -> list[tuple[QWidget, QWidget]]:
    """Steps against the reading order: up without going to a column further right, or left in a line."""
    return [(a, b) for a, b in pairwise(seen) if _is_back(_place(a), _place(b))]


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def _is_back(one: QRect, other: QRect) -> bool:
    above = other.bottom() <= one.top() + 2
    same_line = (
        min(one.bottom(), other.bottom()) - max(one.top(), other.top())
        > min(one.height(), other.height()) // 2
    )
    return (above and other.left() < one.right() - 2) or (same_line and other.right() <= one.left() + 2)


def told(widget: QWidget) -> str:
    """A control in words, for the message of a test."""
    place = _place(widget)
    return f"{type(widget).__name__} {widget.accessibleName()!r} at {place.getRect()}"
