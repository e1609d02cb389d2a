"""Surfaces: cards, coloured strips, facts and what an empty place says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.ui import paint, theme
from salesdesk.ui.widgets.badges import Icon
from salesdesk.ui.widgets.buttons import Button, Link, Press
from salesdesk.ui.widgets.layouts import STRETCH, column, row
from salesdesk.ui.widgets.text import Label


class Card(QFrame):
    """A white surface with a thin edge; with a title row where wanted. Put things into ``body``.

    ``padding=False`` lets rows and tables reach the edges; the title row keeps its own padding.
    """

    def __init__(
        self,
        title: str = "",
        trailing: QWidget | None = None,
        *,
        count: str = "",
        padding: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        pad = 15
        self._title: Label | None = None
        self._count: Label | None = None
        self._trailing: QWidget | None = None
        self._head: QWidget | None = None
        self._head_row: QHBoxLayout | None = None
        self._outer = column(spacing=0, margins=(1, 1, 1, 1))
        self.setLayout(self._outer)
        titled = bool(title) or trailing is not None
        margins = (pad, 0 if titled else pad - 2, pad, pad - 2) if padding else (0, 0, 0, 0)
        self.body: QVBoxLayout = column(spacing=8, margins=margins)
        self._outer.addLayout(self.body, 1)
        if title:
            self.set_title(title)
        if count:
            self.set_count(count)
        if trailing is not None:
            self.set_trailing(trailing)

    def _title_row(self) -> QHBoxLayout:
        """The title row, made when first needed."""
        if self._head_row is None:
            self._title = Label("", "strong", elide="end")
            self._count = Label("", "body", "ink3")
            self._count.hide()
            self._head_row = row(self._title, self._count, STRETCH, spacing=8, margins=(15, 6, 15, 6))
            self._head = QWidget()
            self._head.setLayout(self._head_row)
            self._head.setMinimumHeight(theme.scaled(40))
            self._head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._outer.insertWidget(0, self._head)
        return self._head_row

    def set_title(self, title: str) -> None:
        """Change the title; a card without title and trailing widget has no title row."""
        self._title_row()
        if self._title is not None and self._head is not None:
            self._title.setText(title)
            self._head.setVisible(bool(title) or self._trailing is not None)
        self.setAccessibleName(title)

    def set_count(self, count: str) -> None:
        """Change the quiet figure beside the title."""
        self._title_row()
        if self._count is not None:
            self._count.setText(count)
            self._count.setVisible(bool(count))

    def set_trailing(self, widget: QWidget) -> None:
        """Put a widget at the right of the title row, in place of the one before."""
        head = self._title_row()
        if self._trailing is not None:
            head.removeWidget(self._trailing)
            self._trailing.hide()
            self._trailing.deleteLater()
        self._trailing = widget
        head.addWidget(widget)
        if self._head is not None:
            self._head.show()

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Add a widget or layout at the end of the body."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.box(QPainter(self), self.rect(), "surface", "line", theme.RADIUS["card"])


class Strip(QFrame):
    """A coloured band with an icon, as for the next step; put things into ``row``."""

    def __init__(self, tone: str = "accent", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._icon = Icon(icon or "info", paint.tone_tokens(tone)[1])
        self.row: QHBoxLayout = row(self._icon, spacing=8, margins=(12, 5, 8, 5))
        self.setLayout(self.row)
        self.setMinimumHeight(theme.scaled(38))
        self.set_tone(tone, icon)

    def set_tone(self, tone: str, icon: str = "") -> None:
        """Change the colour, and the icon; "" shows none."""
        self._tone = tone
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon, paint.tone_tokens(tone)[1])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.box(QPainter(self), self.rect(), paint.tone_tokens(self._tone)[0], "", theme.RADIUS["button"])


class FactRow(QWidget):
    """A fact of a record: its name above, its value below; the value may be a link or any widget."""

    clicked = Signal()

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        link: bool = False,
        icon: str = "",
        widget: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label = Label(label, "caption", "ink3", elide="end")
        self._text: Label | None = None
        self._link: Link | None = None
        if widget is not None:
            shown: QWidget = widget
        elif link:
            shown = self._link = Link(value, role="body", icon=icon, on_click=self.clicked.emit)
        else:
            shown = self._text = Label(value, wrap=True)
        if not link and icon:
            inner = row(Icon(icon), shown, spacing=6)
            inner.setStretch(1, 1)
            self.setLayout(column(self._label, inner, STRETCH, spacing=0))
        else:
            self.setLayout(column(self._label, shown, STRETCH, spacing=0))

    def show_value(self, value: str) -> None:
        """Change the value's words; a row that holds a widget keeps it."""
        if self._link is not None:
            self._link.setText(value)
        elif self._text is not None:
            self._text.setText(value)
        self.updateGeometry()


class Metric(QWidget):
    """A figure: its name, the figure large, a quiet remark."""

    def __init__(self, label: str, value: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label(label, "caption", "ink2", elide="end")
        self._value = Label(value, "metric")
        self._note = Label(note, "caption", "ink3", elide="end")
        self.setLayout(column(self._label, self._value, self._note, STRETCH, spacing=0))
        self.show_value(value, note)

    def show_value(self, value: str, note: str = "", color: str = "ink") -> None:
        """Change the figure and the remark."""
        self._value.setText(value)
        self._value.set_color(color)
        self._note.setText(note)
        self._note.setVisible(bool(note))


class EmptyState(QWidget):
    """What a place without content says: what it is for and the next thing to do."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str = "",
        primary: Press | None = None,
        quiet: Press | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        picture = row(STRETCH, Icon(icon, "ink3", 32), STRETCH)
        heading = Label(title, "section", align=middle, wrap=True)
        layout = column(STRETCH, picture, 2, heading, spacing=8, margins=(16, 24, 16, 24))
        if sentence:
            layout.addWidget(Label(sentence, "body", "ink2", align=middle, wrap=True))
        self._buttons = [
            _press(press, kind) for press, kind in ((primary, "primary"), (quiet, "default")) if press
        ]
        self._line = row(STRETCH, *self._buttons, STRETCH, margins=(0, 4, 0, 0))
        if self._buttons:
            layout.addLayout(self._line)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setAccessibleName(title)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest button: they stand below each other where they do not fit side by side."""
        widest = max((button.sizeHint().width() for button in self._buttons), default=0)
        return QSize(widest + 2 * 16, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else one below the other."""
        super().resizeEvent(event)
        needed = sum(button.sizeHint().width() + self._line.spacing() for button in self._buttons)
        narrow = self.width() < needed + 2 * 16
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        for button in self._buttons:
            self._line.setAlignment(button, Qt.AlignmentFlag.AlignHCenter if narrow else Qt.AlignmentFlag(0))


def _press(press: Press, kind: str) -> Button:
    return make_button(press._replace(kind=kind))


def make_button(press: Press, size: str = "control", then: Callable[[], object] | None = None) -> Button:
    """The button a ``Press`` describes; ``then`` runs after its own action."""

    def run() -> None:
        press.on_click()
        if then is not None:
            then()

    return Button(press.text, press.kind, icon=press.icon, key=press.key, size=size, on_click=run)
