"""The Compare tab in a window of its own, on a desk that remembers what it was asked to open and to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from salesdesk.charts.tab import CompareTab
from salesdesk.store.database import Store
from salesdesk.ui.actions import ActionMap
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Hub
from salesdesk.ui.jobs import Jobs
from salesdesk.ui.widgets import column


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


class Shown(NamedTuple):
    """The tab, its desk and window, and the records it asked for."""

    tab: CompareTab
    desk: Desk
    window: QWidget
    opened: list[tuple[str, int]]


def make_desk(store: Store, window: QWidget) -> tuple[Desk, list[tuple[str, int]]]:
    """A desk on a store, and the list of the records it is asked to open."""
    hub, opened = Hub(window), []
    hub.follow(store)
    desk = Desk(
        store=store,
        hub=hub,
        jobs=Jobs(window),
        actions=ActionMap(window),
        window=window,
        toasts=Said(),
        messages=Said(),
        open_record=lambda kind, record_id: bool(opened.append((kind, record_id))),
        open_tab=lambda _key: None,
    )
    return desk, opened


def show_tab(store: Store, qtbot: Any, width: int = 1366, height: int = 686) -> Shown:
    """The tab when its figures are read and its picture is drawn."""
    window = QWidget()
    window.resize(width, height)
    qtbot.addWidget(window)
    desk, opened = make_desk(store, window)
    tab = CompareTab(desk)
    desk.actions.add(*tab.tab_actions())
    desk.actions.bind(tab, "compare")
    window.setLayout(column(tab))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    shown = Shown(tab, desk, window, opened)
    settle(shown, qtbot)
    return shown


def settle(shown: Shown, qtbot: Any) -> None:
    """Wait until nothing is being read or drawn any more."""
    tab = shown.tab

    def ready() -> bool:
        found = tab.figures
        if found is None or found.scope != tab.scope or not shown.desk.jobs.idle:
            return False
        drawn = tab.body.chart.complete or tab.body.table_shown or found.first_on is None
        return drawn and not tab.watcher.stale

    qtbot.waitUntil(ready, timeout=20_000)
