"""What the sections of the settings are built of: cards with a line for each setting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QLineEdit, QWidget

from salesdesk.base.shop_settings import NumberSetting
from salesdesk.staff.shop_commands import change_setting
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import (
    STRETCH,
    Card,
    Divider,
    InlineError,
    Label,
    NumberBox,
    Segmented,
    SegmentItem,
    column,
    row,
)

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

NUMBER_WIDTH, WORDS_WIDTH, QUIET_MS = 122, 190, 600
"""A number is saved when nobody has turned it for so long, so that ten clicks are one step."""


class SettingsSection(QWidget):
    """A section: cards below one another. A subclass builds its lines once and shows values in `fill`."""

    tables: tuple[str, ...] = ("setting",)
    """What the section shows: when one of these changes, also by undo, `fill` is called."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._shows: list[Callable[[], None]] = []
        self.body = column(spacing=12)
        self.setLayout(self.body)
        self.build()
        self.fill()
        watch(self, desk.hub, self.tables, lambda _touched: self.fill())

    def build(self) -> None:
        """Make the cards and their lines."""

    def fill(self) -> None:
        """Show the values as they are now."""
        for show in self._shows:
            show()

    def add_card(self, title: str = "", caption: str = "") -> LinesCard:
        """A card at the end of the section."""
        card = LinesCard(title, caption)
        self.body.addWidget(card)
        return card

    def number_box(self, setting: NumberSetting, suffix: str, name: str) -> SavedNumber:
        """A number of the shop, saved when it has settled."""
        box = SavedNumber(setting.lowest, setting.highest, suffix, name)
        box.setFixedWidth(theme.scaled(NUMBER_WIDTH))
        box.settled.connect(lambda number: self.desk.do(change_setting, setting.key, str(number)))
        self._shows.append(lambda: box.show_number(setting.read(self.desk.store.setting)))
        return box

    def text_box(self, key: str, name: str, current: Callable[[], str], width: int = 280) -> SavedText:
        """A text of the shop, saved when it is left; what is wrong with it stands below it."""
        box = SavedText(name, width)

        def save(text: str) -> None:
            self.desk.do(change_setting, key, text, failed=lambda error: box.show_error(error.message))

        box.settled.connect(save)
        self._shows.append(lambda: box.show_text(current()))
        return box


class SavedNumber(NumberBox):
    """``settled`` gives the number when nobody turns it any more, or the field is left."""

    settled = Signal(int)

    def __init__(self, lowest: int, highest: int, suffix: str = "", name: str = "") -> None:
        super().__init__(lowest, highest, suffix=suffix, name=name)
        self._saved = self.value()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self.settle)
        self.valueChanged.connect(lambda _number: self._quiet.start())
        self.editingFinished.connect(self.settle)

    def show_number(self, number: int) -> None:
        """Show a number, unless the person is just changing it."""
        if self._quiet.isActive():
            return
        self._saved = number
        with QSignalBlocker(self):
            self.setValue(number)

    def settle(self) -> None:
        """Tell the number now, if it is another."""
        self._quiet.stop()
        if self.value() != self._saved:
            self._saved = self.value()
            self.settled.emit(self._saved)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is lost when the page goes."""
        self.settle()
        super().hideEvent(event)


class SavedText(QWidget):
    """One line of text; ``settled`` gives it when the field is left or Enter is pressed."""

    settled = Signal(str)

    def __init__(self, name: str, width: int = 280) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.setAccessibleName(name)
        self.field.setFixedWidth(theme.scaled(width))
        self.field.editingFinished.connect(self._settle)
        self._error = InlineError()
        self._error.setFixedWidth(theme.scaled(width))
        self._saved = ""
        self.setLayout(column(STRETCH, self.field, self._error, STRETCH, spacing=3))
        self.setFocusProxy(self.field)

    def show_text(self, text: str) -> None:
        """Show a text, unless what is typed could not be saved."""
        self._saved = text
        if not self.field.isModified():
            self.field.setText(text)

    def show_error(self, words: str) -> None:
        """Say what is wrong; what was typed stays."""
        self._error.setText(words)
        self.field.setProperty("wrong", bool(words))
        self.field.style().polish(self.field)
        self.field.setAccessibleDescription(words)

    @property
    def error(self) -> str:
        """What is wrong, "" when nothing is."""
        return self._error.text() if not self._error.isHidden() else ""

    def _settle(self) -> None:
        if self.field.text() == self._saved:
            self.field.setModified(False)
            self.show_error("")
        elif self.field.isModified():
            self.show_error("")
            self.settled.emit(self.field.text())
            if not self.error:
                self.field.setModified(False)
                self.field.setText(self._saved)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is lost when the page goes."""
        self._settle()
        super().hideEvent(event)


class LinesCard(Card):
    """A card of settings, one a line: its name and what it does at the left, what it is at the right."""

    def __init__(self, title: str = "", caption: str = "") -> None:
        super().__init__(title, padding=False)
        self.body.setSpacing(0)
        self._lines = 0
        if caption:
            self.add(row(Label(caption, "caption", "ink2", wrap=True), margins=(15, 0, 15, 8)))
            self._lines = 1

    def add_line(self, name: str, caption: str | Label, *editors: QWidget) -> QWidget:
        """A setting. Its first editor is called by the setting's name, unless it has one of its own."""
        if editors and not editors[0].accessibleName():
            editors[0].setAccessibleName(name)
        words = column(STRETCH, Label(name, "medium", wrap=True), spacing=0)
        if isinstance(caption, Label):
            words.addWidget(caption)
        elif caption:
            words.addWidget(Label(caption, "caption", "ink2", wrap=True))
        words.addStretch(1)
        line = _Line(words, row(*editors, spacing=10))
        self.add_whole(line)
        return line

    def add_whole(self, widget: QWidget) -> None:
        """A line of its own making, over the whole width."""
        if self._lines:
            self.add(Divider())
        self._lines += 1
        self.add(widget)


class _Line(QWidget):
    """Words at the left and editors at the right; below one another where the words would have no room."""

    def __init__(self, words: QLayout, editors: QLayout) -> None:
        super().__init__()
        self._editors = editors
        self._box = row(words, editors, spacing=10, margins=(15, 9, 15, 9))
        self._box.setStretch(0, 1)
        self.setLayout(self._box)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the editors alone."""
        return QSize(self._editors.minimumSize().width() + 30, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between side by side and below one another."""
        super().resizeEvent(event)
        narrow = self.width() < self._editors.sizeHint().width() + theme.scaled(WORDS_WIDTH)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        if self._box.direction() != (down if narrow else across):
            self._box.setDirection(down if narrow else across)
            left = Qt.AlignmentFlag.AlignLeft
            self._box.setAlignment(self._editors, left if narrow else Qt.AlignmentFlag(0))


def switch(
    name: str, choices: Sequence[tuple[str, str]], current: str, chosen: Callable[[str], object]
) -> Segmented:
    """A switch between a few choices, called by its setting's name."""
    made = Segmented([SegmentItem(key, words) for key, words in choices], current, name=name)
    made.chosen.connect(chosen)
    return made


def window_of(desk: Desk) -> MainWindow:
    """The window of a desk, for what only the window can do: its preferences, its rebuilding."""
    return cast("MainWindow", desk.window)


def choices_of(values: Iterable[str], words: str) -> list[tuple[str, str]]:
    """Choices whose words are a pattern with {n}."""
    return [(value, words.format(n=value)) for value in values]
