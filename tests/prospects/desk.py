"""A shown Prospects tab with a desk that remembers what it said and what it was asked to open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from salesdesk.prospects.tab import ProspectsTab
from salesdesk.ui.actions import EVERYWHERE, Action, ActionMap
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Hub
from salesdesk.ui.jobs import Jobs
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


class Shell(QWidget):
    """The window of a test: the tab, its desk, and the commands other features contribute."""

    def __init__(self, store: Any, contributed: tuple[str, ...] = ("sales.quote", "sales.new_deal")) -> None:
        super().__init__()
        self.given: list[tuple[Any, ...]] = []
        self.opened: list[tuple[str, int]] = []
        hub = Hub(self)
        hub.follow(store)
        self.said = Said()
        self.desk = Desk(
            store=store, hub=hub, jobs=Jobs(self), actions=ActionMap(self), window=self, toasts=self.said,
            messages=self.said, open_record=self.open_record, open_tab=lambda _key: None,
        )  # fmt: skip
        self.desk.actions.add(*(self._action(key) for key in contributed))
        self.tab = ProspectsTab(self.desk)
        self.desk.actions.add(*self.tab.tab_actions())
        self.desk.actions.bind(self.tab, "prospects")
        self.desk.actions.bind(self, EVERYWHERE)
        self.setLayout(column(self.tab))

    def _action(self, key: str) -> Action:
        return Action(key, key, lambda *subject: self.given.append((key, *subject)))

    def open_record(self, kind: str, record_id: int) -> bool:
        """As the window does."""
        self.opened.append((kind, record_id))
        return self.tab.open_record(kind, record_id)

    @property
    def page(self) -> Any:
        """The record page."""
        return self.tab.page

    def closeEvent(self, event: object) -> None:
        """As the main window: nothing runs on when it is gone."""
        self.desk.jobs.close()

    def listed(self) -> list[str]:
        """The names in the list."""
        model = self.tab.list.rows_model
        return [model.row_at(n).name for n in range(model.count)]


def show(store: Any, qtbot: Any, width: int = 1366, height: int = 686, **named: Any) -> Shell:
    """A shell on the screen, its list read whole."""
    shell = Shell(store, **named)
    shell.resize(width, height)
    qtbot.addWidget(shell)
    shell.show()
    qtbot.waitExposed(shell)
    qtbot.waitUntil(lambda: shell.tab.list.rows_model.complete)
    return shell
