"""A person at the window on the sample shop, whose clicks and chords are counted."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.app.window import MainWindow
from tests.app.conftest import sample, sample_book, window
from tests.app.windows import answering, press, rest

__all__ = ["sample", "sample_book", "window"]


class Person:
    """Does things as a person does. Typing is free; every click and every chord is one action."""

    def __init__(self, desk: MainWindow) -> None:
        self.window = desk
        self.actions = 0

    def key(self, chord: str, widget: QWidget | None = None) -> None:
        """Press a key or chord where the keys are."""
        self.actions += 1
        press(widget, chord)
        rest(self.window)

    def key_to_sheet(self, chord: str, *then: Callable[[QWidget], object]) -> None:
        """Press a chord that opens sheets; ``then`` says what is done in each."""
        self.actions += 1
        with answering(*then):
            press(None, chord)
        rest(self.window)

    def in_sheet(self, sheet: QWidget, chord: str) -> None:
        """Press a chord in a sheet."""
        self.actions += 1
        press(sheet.focusWidget() or sheet, chord)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """A click with the left button."""
        self.actions += 1
        where = at if at is not None else widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        rest(self.window)

    def type(self, text: str) -> None:
        """Type plain letters where the caret is."""
        QTest.keyClicks(QApplication.focusWidget(), text)


@pytest.fixture
def person(window: MainWindow) -> Person:
    """Somebody at the window, which shows Today."""
    return Person(window)
