"""A desk and a shown Sales tab for tests; what was said and opened is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.ui.actions import EVERYWHERE, Action, ActionMap
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Hub
from salesdesk.ui.jobs import Jobs
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import column


class Said:
    """Takes the place of toasts and of the page's bar."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def show_toast(self, text: str, *, on_undo: Callable[[], object] | None = None) -> None:
        """Remember a toast."""
        self.words.append(text)

    def show_message(self, title: str, text: str = "") -> None:
        """Remember a message."""
        self.words.append(title)


def make_desk(store: Any, window: QWidget) -> Desk:
    """A desk whose hub follows the store; ``desk.opened`` lists what it was asked to open."""
    hub = Hub(window)
    hub.follow(store)
    opened: list[tuple[str, int]] = []
    desk = Desk(
        store=store,
        hub=hub,
        jobs=Jobs(window),
        actions=ActionMap(window),
        window=window,
        toasts=Said(),
        messages=Said(),
        open_record=lambda kind, record_id: bool(opened.append((kind, record_id))) or True,
        open_tab=lambda _key: None,
    )
    desk.__dict__["opened"] = opened
    return desk


def make_window(store: Any, qtbot: Any) -> tuple[QWidget, Desk]:
    """A window with a desk; what earlier tests left to be deleted is gone first."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window = QWidget()
    window.resize(1366, 686)
    qtbot.addWidget(window)
    return window, make_desk(store, window)


def make_tab(store: Any, qtbot: Any) -> Any:
    """The Sales tab in a shown window, its keys bound as the main window binds them."""
    from salesdesk.sales.tab import SalesTab

    window, desk = make_window(store, qtbot)
    tab = SalesTab(desk)
    desk.actions.add(*tab.tab_actions())
    desk.actions.add(Action("app.print", "Print", tab.commands.print, chord="Ctrl+P"))
    desk.actions.bind(tab, "sales")
    desk.actions.bind(window, EVERYWHERE)
    window.setLayout(column(tab))
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: tab._stack.count() > 0)
    tab.desk, tab.shell = desk, window
    tab._focus_page()
    return tab


def in_sheet(kind: type[Sheet], act: Callable[[Any], object]) -> list[Any]:
    """Do something in the next modal sheet of a kind, as soon as it is shown; the sheet is in the list."""
    met: list[Any] = []

    def look() -> None:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        if found:
            met.append(found[0])
            act(found[0])
        else:
            timer.start()

    timer = QTimer(QApplication.instance())
    timer.setSingleShot(True)
    timer.setInterval(5)
    timer.timeout.connect(look)
    timer.start()
    return met
