"""A person at the window on the sample shop, whose clicks and chords are counted."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from salesdesk.app.window import MainWindow
from tests.app.conftest import sample, sample_book, window
from tests.app.windows import answering, press, rest

__all__ = ["sample", "sample_book", "window"]


LEFT = Qt.MouseButton.LeftButton


def button_of(place: QWidget, words: str) -> QAbstractButton:
    """The button that is to be seen with these words, or this name."""
    seen = [b for b in place.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
    found = [b for b in seen if words in (b.text(), b.accessibleName())]
    assert found, f"{words} is not among {[b.text() or b.accessibleName() for b in seen]}"
    return found[0]


class Person:
    """Does things as a person does. Typing is free; every click and every chord is one action."""

    def __init__(self, desk: MainWindow) -> None:
        self.window = desk
        self.actions = 0

    def key(self, chord: str, widget: QWidget | None = None) -> None:
        """Press a key or chord where the keys are."""
        self.actions += 1
        if QApplication.focusWidget() is None:  # a dialog has just gone
            self.window.activateWindow()
            rest(self.window)
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

    def right_click(self, widget: QWidget) -> None:
        """Ask for the menu of a thing with the right button."""
        self.actions += 1
        at = widget.rect().center()
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
        QApplication.sendEvent(widget, asked)

    def click_for_sheet(self, widget: QWidget, *then: Callable[[Any], object]) -> None:
        """A click that opens sheets; ``then`` says what is done in each."""
        self.actions += 1
        with answering(*then):
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        rest(self.window)

    def choose(
        self,
        opener: QWidget | None,
        words: str,
        *then: Callable[[Any], object],
        at: QPoint | None = None,
    ) -> None:
        """Click what opens a menu (None: one is open), then the line of it that begins with these words."""
        clicked: list[str] = []

        def look() -> None:
            menu = QApplication.activePopupWidget()
            if isinstance(menu, QMenu) and not clicked:
                line = next(line for line in menu.actions() if line.text().startswith(words))
                clicked.append(line.text())
                QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(line).center())

        clock = QTimer()
        clock.timeout.connect(look)
        clock.start(20)
        self.actions += 1 if opener is None else 2
        with answering(*then):
            if opener is not None:
                QTest.mouseClick(opener, LEFT, pos=at or opener.rect().center())
            turns = 0
            while not clicked and turns < 200:
                QTest.qWait(20)
                turns += 1
        clock.stop()
        assert clicked, f"no menu with {words}"
        rest(self.window)

    def press_in(self, place: QWidget, words: str) -> None:
        """Click the button with these words in a sheet or page."""
        self.actions += 1
        QTest.mouseClick(button_of(place, words), LEFT)

    def type(self, text: str) -> None:
        """Type plain letters where the caret is."""
        QTest.keyClicks(QApplication.focusWidget(), text)


@pytest.fixture
def person(window: MainWindow) -> Person:
    """Somebody at the window, which shows Today."""
    return Person(window)
