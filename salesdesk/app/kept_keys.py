"""Keys that are pressed while the book is being opened: kept in their order and given back, none lost."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from salesdesk.app.top_bar import TopBar


class KeptKeys:
    """Takes every key that nothing else took. Ctrl+K begins to type into the bar's own search field, Ctrl+F
    into the filter of the first page: ``focus_filter`` says whether there is one.
    """

    def __init__(self, bar: TopBar, focus_filter: Callable[[], bool]) -> None:
        self._bar, self._focus_filter = bar, focus_filter
        self._kept: list[QKeyEvent] = []

    def take(self, event: QKeyEvent) -> None:
        """Keep a key that was pressed or let go."""
        event.accept()
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_K:
            self._bar.begin_search()
        elif not (control and event.key() == Qt.Key.Key_F and self._focus_filter()):
            self._kept.append(event.clone())

    def give_back(self, window: QWidget, open_palette: Callable[[str], object]) -> None:
        """The window is whole: let it have the keys; what was typed to be found goes to the palette."""
        if self._bar.searching:
            open_palette(self._bar.end_search())
        kept, self._kept = self._kept, []
        for event in kept:
            _press(window, event)


def _press(window: QWidget, event: QKeyEvent) -> None:
    """Do what pressing the key now would do: the shortcut that holds here, else what the widget does."""
    above = QApplication.activePopupWidget() or QApplication.activeModalWidget() or window
    found: QWidget | None = above.focusWidget()
    target = found if found is not None else above
    if event.type() == QEvent.Type.KeyPress and not isinstance(target, QLineEdit):
        shortcut = _shortcut(target, QKeySequence(event.keyCombination()))
        if shortcut is not None:
            shortcut.activated.emit()
            return
    QCoreApplication.sendEvent(target, event)


def _shortcut(target: QWidget, pressed: QKeySequence) -> QShortcut | None:
    for shortcut in target.window().findChildren(QShortcut):
        exact = shortcut.key().matches(pressed) == QKeySequence.SequenceMatch.ExactMatch
        place = shortcut.parent()
        here = shortcut.context() == Qt.ShortcutContext.WindowShortcut or (
            isinstance(place, QWidget) and (place is target or place.isAncestorOf(target))
        )
        if exact and here and shortcut.isEnabled():
            return shortcut
    return None
