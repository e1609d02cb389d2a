"""What can be wrong with a page to the eye and to a screen reader, found by measuring the widgets.

Every function takes a window or dialog that is shown and gives plain sentences, one a fault.
"""

import re
from collections.abc import Iterable, Iterator
from math import ceil

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QStackedWidget,
    QTabBar,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

from salesdesk.ui.widgets import Badge, Button, Chip, Label, Link, Segmented, StepBadge

ARROW = 12
"""Pixels by which the arrow of a step reaches into the next one."""
LEAST_TARGET = 24
"""Width and height in pixels that a finger or a shaking hand needs (WCAG 2.2, 2.5.8)."""


def shown(root: QWidget) -> Iterator[QWidget]:
    """Every widget of a page that can be seen, the page itself left out."""
    return (w for w in root.findChildren(QWidget) if w.isVisible() and w.window() is root.window())


def visible_part(widget: QWidget) -> QRect:
    """The rectangle of a widget that no parent cuts off, in its own coordinates."""
    part = widget.rect()
    place, parent = widget, widget.parentWidget()
    offset = QPoint(0, 0)
    while parent is not None and not place.isWindow():
        offset += place.pos()
        part = part.intersected(parent.rect().translated(-offset))
        place, parent = parent, parent.parentWidget()
    return part


def scrolled(widget: QWidget) -> bool:
    """Whether a widget stands in something that scrolls: it may then be out of sight."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _name(widget: QWidget) -> str:
    words = getattr(widget, "text", lambda: "")
    said = words() if callable(words) else ""
    return f"{type(widget).__name__} {said or widget.accessibleName()!r}"


# ---------------------------------------------------------------- A1: nothing is cut off


def clipped(root: QWidget) -> list[str]:
    """Words that do not fit where they stand, and widgets that stick out of what holds them."""
    out: list[str] = []
    for widget in shown(root):
        if isinstance(widget, Label) and widget.text():
            out += _label_faults(widget)
        elif isinstance(widget, Button | Chip):
            out += _too_small(widget, QSize(widget.face().width(), _line(widget)))
        elif (isinstance(widget, Link) and widget.is_elided()) or isinstance(
            widget, Badge | StepBadge | Segmented
        ):
            out += _too_small(widget, widget.sizeHint())
        elif isinstance(widget, QAbstractButton) and not isinstance(widget, Link) and _shows_words(widget):
            words = widget.fontMetrics().horizontalAdvance(widget.text().replace("&&", "&"))
            out += _too_small(widget, QSize(words, _line(widget)))
        if _holds_words(widget) and not scrolled(widget):
            out += _cut_by_parent(widget)
    return out


def _holds_words(widget: QWidget) -> bool:
    return isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox)


def _shows_words(button: QAbstractButton) -> bool:
    only_icon = Qt.ToolButtonStyle.ToolButtonIconOnly
    return bool(button.text()) and not (
        isinstance(button, QToolButton)
        and button.toolButtonStyle() == only_icon
        and not button.icon().isNull()
    )


def _line(widget: QWidget) -> int:
    """The height in pixels that Vietnamese marks need."""
    return ceil(1.45 * widget.font().pixelSize())


def _too_small(widget: QWidget, needed: QSize) -> list[str]:
    if widget.width() >= needed.width() and widget.height() >= needed.height():
        return []
    if widget.height() >= needed.height() and widget.toolTip():
        return []  # shortened on purpose, with the whole words in the tooltip
    has, wants = widget.size(), needed
    return [f"{_name(widget)} is {has.width()}x{has.height()}, needs {wants.width()}x{wants.height()}"]


def _label_faults(label: Label) -> list[str]:
    faults = []
    natural = label._natural_width()
    if not label.wordWrap() and not label._elide and label.width() < natural:
        faults.append(f"{_name(label)} is {label.width()} wide, needs {natural}")
    if label._elide and label.is_elided() and not label.toolTip():
        faults.append(f"{_name(label)} is shortened and no tooltip has the whole")
    needed = label.heightForWidth(label.width()) if label.wordWrap() else _line(label)
    if label.height() < needed:
        faults.append(f"{_name(label)} is {label.height()} high, needs {needed}")
    if label.width() < min(natural, 20):
        faults.append(f"{_name(label)} has no room at all")
    return faults


def _cut_by_parent(widget: QWidget) -> list[str]:
    part = visible_part(widget)
    lost = widget.width() - part.width(), widget.height() - part.height()
    return [f"{_name(widget)} is cut off by {lost[0]}x{lost[1]}"] if max(lost) > 1 else []


def overlapping(root: QWidget) -> list[str]:
    """Pairs of words or controls that lie over each other."""
    leaves = [w for w in shown(root) if _holds_words(w) and not w.visibleRegion().isEmpty()]
    places = {w: _clear_place(root, w) for w in leaves}
    out = []
    for i, one in enumerate(leaves):
        for other in leaves[i + 1 :]:
            if one.parentWidget() is not other.parentWidget():
                continue
            common = places[one].intersected(places[other])
            if common.width() > ARROW and common.height() > 2:
                out.append(f"{_name(one)} lies over {_name(other)}")
    return out


def _clear_place(root: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def sideways(root: QWidget, allowed: Iterable[str] = ()) -> list[str]:
    """Places that must be scrolled sideways: only boards and wide tables may be."""
    out = []
    for area in shown(root):
        if not isinstance(area, QAbstractScrollArea) or isinstance(area, QAbstractItemView):
            continue
        bar: QScrollBar = area.horizontalScrollBar()
        names = {type(area).__name__, area.objectName(), *(type(p).__name__ for p in _parents(area))}
        if bar.maximum() > 0 and bar.isVisible() and not names & set(allowed):
            out.append(f"{type(area).__name__} must be scrolled sideways by {bar.maximum()}")
    return out


def _parents(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


# ---------------------------------------------------------------- A6: everything has a name


def takes_focus(widget: QWidget) -> bool:
    """Whether a person can bring the focus to a widget by Tab."""
    return bool(
        widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.focusProxy() is None
    )


def unnamed(root: QWidget) -> list[str]:
    """Widgets that take the focus and that a screen reader could not name."""
    out = []
    for widget in shown(root):
        if takes_focus(widget) and not _plain_holder(widget) and not _spoken_name(widget).strip():
            where = " in ".join(type(p).__name__ for p in list(_parents(widget))[:3])
            out.append(f"{type(widget).__name__} in {where} has no accessible name")
    return out


def _plain_holder(widget: QWidget) -> bool:
    return isinstance(widget, QMainWindow | QStackedWidget | QScrollBar)


def _spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None:
        return widget.accessibleName()
    name = interface.text(QAccessible.Text.Name)
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and name == widget.property("text"):
        return widget.accessibleName()
    return str(name)


def without_count(root: QWidget) -> list[str]:
    """Lists whose name does not say how many they hold."""
    return [
        f"{type(view).__name__} {view.accessibleName()!r} does not say its count"
        for view in shown(root)
        if isinstance(view, QAbstractItemView)
        and view.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not re.search(r"\d", view.accessibleName())
    ]


def too_small_to_hit(root: QWidget) -> list[str]:
    """Controls smaller than a target may be."""
    return [
        f"{_name(w)} is only {w.width()}x{w.height()}"
        for w in shown(root)
        if isinstance(w, QAbstractButton | QLineEdit | QComboBox | QAbstractSpinBox | QAbstractSlider)
        and not isinstance(w, QScrollBar)
        and not isinstance(w.parentWidget(), QTabBar | QAbstractSpinBox | QComboBox | QLineEdit | QMenu)
        and not _is_link(w)
        and min(w.width(), w.height()) < LEAST_TARGET
    ]


def _is_link(widget: QWidget) -> bool:
    return isinstance(widget, Button) and widget._kind == "link"


# ---------------------------------------------------------------- words


def said(root: QWidget) -> Iterator[tuple[str, str]]:
    """Every word a page says outside of its lists: (where, words)."""
    for widget in shown(root):
        kind = type(widget).__name__
        if isinstance(widget, QLabel | QAbstractButton):
            yield kind, widget.text()
        elif isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            yield f"{kind} example", widget.placeholderText()
        elif isinstance(widget, QComboBox):
            for at in range(widget.count()):
                yield f"{kind} choice", widget.itemText(at)
        elif isinstance(widget, QTabBar):
            for at in range(widget.count()):
                yield kind, widget.tabText(at)
        if isinstance(widget, QTableView):
            yield from _heads(widget)
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _rows(widget)
        yield f"{kind} tooltip", re.sub(r"<[^>]+>", "", widget.toolTip())
        yield f"{kind} name", widget.accessibleName()
        yield f"{kind} description", widget.accessibleDescription()


def _rows(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    """The first rows of a list, as they are read out."""
    index = view.indexAt(QPoint(2, 2))
    for _row in range(12):
        if not index.isValid():
            return
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
        if isinstance(spoken, str):
            yield f"row of {type(view).__name__}", spoken
        index = index.siblingAtRow(index.row() + 1)


def _heads(view: QTableView) -> Iterator[tuple[str, str]]:
    model = view.model()
    for column in range(model.columnCount() if model is not None else 0):
        head = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        if isinstance(head, str):
            yield "column head", head
