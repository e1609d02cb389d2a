"""A desk for the tests of the department's screens: it remembers what it was asked to show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.store.database import Store
from salesdesk.ui.actions import ActionMap
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Hub
from salesdesk.ui.jobs import Jobs


class Said:
    """Takes the place of toasts and of the page's bar; keeps the words."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def show_toast(self, text: str, *, on_undo: Callable[[], object] | None = None) -> None:
        """Remember a toast."""
        self.words.append(text)

    def show_message(self, title: str, text: str = "") -> None:
        """Remember a message."""
        self.words.append(title)


def make_desk(store: Store, window: QWidget) -> Desk:
    """A desk whose hub follows the store; ``toasts.words`` and ``messages.words`` tell what was said."""
    hub = Hub(window)
    hub.follow(store)
    return Desk(
        store=store,
        hub=hub,
        jobs=Jobs(window),
        actions=ActionMap(window),
        window=window,
        toasts=Said(),
        messages=Said(),
        open_record=lambda _kind, _record_id: False,
        open_tab=lambda _key: None,
    )


def make_tab(store: Store, qtbot: Any, width: int = 1366, height: int = 686) -> Any:
    """The service tab in a shown window, its commands bound as the main window binds them."""
    from salesdesk.service.tab import ServiceTab
    from salesdesk.ui.widgets import column

    window = QWidget()
    window.resize(width, height)
    qtbot.addWidget(window)
    desk = make_desk(store, window)
    tab = ServiceTab(desk)
    desk.actions.add(*tab.tab_actions())
    desk.actions.bind(tab, "service")
    desk.open_record = lambda kind, record_id: tab.open_record(kind, record_id)
    window.setLayout(column(tab))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    tab.desk = desk
    tab.shell = window
    return tab


def rows(panel: Any) -> list[str]:
    """The problems a list shows, in order."""
    return [panel.model.row_at(n).title for n in range(panel.model.count)]


def press(qtbot: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def focus(qtbot: Any, widget: QWidget) -> None:
    """Give a widget the focus."""
    widget.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
