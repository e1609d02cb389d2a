"""A desk for the tab of marketing: real store, real workers, messages remembered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.store.database import Store
from salesdesk.ui.actions import ActionMap
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Hub
from salesdesk.ui.jobs import Jobs


@dataclass
class Spoken:
    """Remembers what was shown in place of toast and bar."""

    said: list[str] = field(default_factory=list)

    def show_toast(self, text: str, *, on_undo: Any = None) -> None:
        """As the toast."""
        self.said.append(text)

    def show_message(self, title: str, text: str = "") -> None:
        """As the bar of the page."""
        self.said.append(title)


@dataclass
class Place:
    """A window with a desk; ``opened`` are the records other tabs were asked for."""

    window: QWidget
    desk: Desk
    spoken: Spoken
    opened: list[tuple[str, int]]


@contextmanager
def a_place(qtbot: QtBot, store: Store, width: int = 1366, height: int = 689) -> Iterator[Place]:
    """A window of a size with a desk; its workers are done when it goes."""
    window = QWidget()
    window.setLayout(QVBoxLayout())
    window.resize(width, height)
    qtbot.addWidget(window)
    jobs, hub, spoken = Jobs(window), Hub(window), Spoken()
    forget = hub.follow(store)
    opened: list[tuple[str, int]] = []

    def open_record(kind: str, record_id: int) -> bool:
        opened.append((kind, record_id))
        return True

    desk = Desk(store, hub, jobs, ActionMap(window), window, spoken, spoken, open_record, lambda _key: None)
    try:
        yield Place(window, desk, spoken, opened)
    finally:
        jobs.wait_all(10)
        forget()
        window.close()
        jobs.close()


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until the workers are done and what they found is shown."""
    qtbot.waitUntil(lambda: desk.jobs.wait_all(5))
    qtbot.wait(1)
