"""What the sections of the settings are built of: cards with a line for each setting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import Card, Divider, Label, boxed, column, row

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


class SettingsSection(QWidget):
    """A section: cards below one another. A subclass builds its lines once and shows values in `fill`."""

    tables: tuple[str, ...] = ("setting",)
    """What the section shows: when one of these changes, also by undo, `fill` is called."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.body = column(spacing=12)
        self.setLayout(self.body)
        self.build()
        self.fill()
        watch(self, desk.hub, self.tables, lambda _touched: self.fill())

    def build(self) -> None:
        """Make the cards and their lines."""

    def fill(self) -> None:
        """Show the values as they are now."""

    def add_card(self, title: str = "", caption: str = "") -> LinesCard:
        """A card at the end of the section."""
        card = LinesCard(title, caption)
        self.body.addWidget(card)
        return card


class LinesCard(Card):
    """A card of settings, one a line: its name and what it does at the left, what it is at the right."""

    def __init__(self, title: str = "", caption: str = "") -> None:
        super().__init__(title, padding=False)
        self._lines = 0
        if caption:
            self.add(row(Label(caption, "caption", "ink2", wrap=True), margins=(15, 0, 15, 8)))

    def add_line(self, name: str, caption: str, *editors: QWidget) -> QWidget:
        """A setting. Its first editor is called by the setting's name, unless it has one of its own."""
        if editors and not editors[0].accessibleName():
            editors[0].setAccessibleName(name)
        words = column(Label(name, "medium", wrap=True), spacing=0)
        if caption:
            words.addWidget(Label(caption, "caption", "ink2", wrap=True))
        layout = row(words, *editors, spacing=10, margins=(15, 9, 15, 9))
        layout.setStretch(0, 1)
        line = boxed(layout)
        self.add_whole(line)
        return line

    def add_whole(self, widget: QWidget) -> None:
        """A line of its own making, over the whole width."""
        if self._lines:
            self.add(Divider())
        self._lines += 1
        self.add(widget)


def window_of(desk: Desk) -> MainWindow:
    """The window of a desk, for what only the window can do: its preferences, its rebuilding."""
    return cast("MainWindow", desk.window)


def choices_of(values: Iterable[str], words: str) -> list[tuple[str, str]]:
    """Choices whose words are a pattern with {n}."""
    return [(value, words.format(n=value)) for value in values]
