"""Laying widgets out in one line of code."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from salesdesk.ui import theme


class _Stretch:
    """The room that is left over."""


STRETCH = _Stretch()
Item = QWidget | QLayout | int | _Stretch
Margins = tuple[int, int, int, int]
_Box = TypeVar("_Box", bound=QBoxLayout)


def row(*items: Item, spacing: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Things side by side; an int is a gap in pixels, ``STRETCH`` the room that is left over."""
    return _fill(QHBoxLayout(), items, spacing, margins)


def column(*items: Item, spacing: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Things below one another; an int is a gap in pixels, ``STRETCH`` the room that is left over."""
    return _fill(QVBoxLayout(), items, spacing, margins)


def _fill(layout: _Box, items: tuple[Item, ...], spacing: int, margins: Margins) -> _Box:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        elif isinstance(item, int):
            layout.addSpacing(item)
        else:
            layout.addStretch(1)
    return layout


def boxed(layout: QLayout, parent: QWidget | None = None) -> QWidget:
    """A widget that holds a layout."""
    widget = QWidget(parent)
    widget.setLayout(layout)
    return widget


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        widget = item.widget()
        if inner is not None:
            clear(inner)
        elif widget is not None:
            widget.hide()
            widget.deleteLater()


class Inset(QWidget):
    """Room around things below one another, and none while all of them are hidden."""

    def __init__(
        self,
        *things: QWidget,
        spacing: int = 6,
        margins: Margins = (0, 0, 0, 0),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._things = things
        self.setLayout(column(*things, spacing=spacing, margins=margins))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for thing in things:
            thing.installEventFilter(self)
        if all(thing.isHidden() for thing in things):
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._fit()
        return False

    def _fit(self) -> None:
        self.setVisible(any(not thing.isHidden() for thing in self._things))


class ScrollColumn(QScrollArea):
    """A page that scrolls up and down, never sideways."""

    def __init__(
        self, margins: Margins = (20, 12, 20, 12), spacing: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Its own port is see-through. Asking for Qt's would load every widget there is, to find out its kind.
        self.setViewport(QWidget())
        self.body: QVBoxLayout = column(spacing=spacing, margins=margins)
        inside = boxed(self.body)
        inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)  # which setWidget turned on: what is behind shows through
        self.verticalScrollBar().setSingleStep(theme.scaled(20))

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Add a widget or layout at the end."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)
