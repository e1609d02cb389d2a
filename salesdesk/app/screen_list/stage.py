"""What a screen in the pictures is, and the ways of a person in the window that is drawn."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtWidgets import QApplication, QLineEdit
from sqlalchemy import ColumnElement, Table, select

from salesdesk.app.window import MainWindow

Plain = Callable[[], object]
_LISTS = {
    "sales": "board",
    "service": "queue",
    "marketing": "campaigns",
    "compare": "chart",
    "prospects": "list",
}


class Stage:
    """The window that is being drawn, and the ways of a person in it."""

    def __init__(self, window: MainWindow, scratch: Path, settle: Callable[[int], None]) -> None:
        self.window, self.scratch, self.settle = window, scratch, settle
        self.desk = window.desk
        self.held = threading.Event()

    def reset(self) -> None:
        """Back to where every picture begins."""
        self.window.toasts.dismiss()
        self.window.messages.clear()
        self.window.close_page()

    def tab(self, key: str, view: str = "") -> Any:
        """Show a tab's list (what stood open over it is left), or another one of its views."""
        self.window.open_tab(key)
        tab: Any = self.window.stack.currentWidget()
        self.settle(60)
        shown = view or _LISTS.get(key)
        if shown:
            tab.show_view(shown)
            self.settle(60)
        return tab

    def run(self, key: str, *subject: object) -> None:
        """Give a command. Raises `LookupError` when there is none of this key, or it may not run."""
        if not self.window.actions_map.run(key, *subject):
            raise LookupError(f"no command {key}")

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record. Raises `LookupError` when no tab can."""
        if not self.window.open_record(kind, record_id):
            raise LookupError(f"no record {kind} {record_id}")

    def some(self, table: Table, *conditions: ColumnElement[bool], place: int = 0) -> int:
        """The id of a record of the sample that fits."""
        with self.window.store.reading() as db:
            found = select(table.c.id).where(table.c.deleted_at.is_(None), *conditions).order_by(table.c.id)
            return int(db.execute(found.offset(place).limit(1)).scalar_one())

    def type_into_dialog(self, words: str) -> None:
        """Write into the first field of the dialog that stands open."""
        dialog = QApplication.activeModalWidget()
        field = dialog.findChild(QLineEdit) if dialog is not None else None
        if field is not None:
            field.setText(words)


Act = Callable[[Stage], object]


def nothing(*_anything: object) -> None:
    """Nothing is to be done."""


class Screen(NamedTuple):
    """A picture: its name, how one gets there, and what is put right afterwards.

    ``dialog``: showing it opens a dialog that waits, which ``fill`` fills in. ``running``: the picture is
    taken while work goes on. ``book`` is "sample",
    "empty", or "none" for the first page of a new shop.
    """

    name: str
    show: Act
    dialog: bool = False
    running: bool = False
    fill: Act = nothing
    after: Act = nothing
    book: str = "sample"


def tab(key: str, view: str = "") -> Act:
    """A tab, or one of its views."""
    return lambda stage: stage.tab(key, view)


def run(tab: str, key: str) -> Act:
    """A command given on a tab."""

    def show(stage: Stage) -> None:
        stage.tab(tab)
        stage.run(key)

    return show


def on(tab: str, key: str, kind: str, table: Table, *conditions: ColumnElement[bool]) -> Act:
    """A command given for the first record that fits."""

    def show(stage: Stage) -> None:
        stage.tab(tab)
        stage.run(key, kind, stage.some(table, *conditions))

    return show


def record(kind: str, table: Table, *conditions: ColumnElement[bool]) -> Act:
    """The first record that fits, opened."""
    return lambda stage: stage.open_record(kind, stage.some(table, *conditions))


def undo(stage: Stage) -> None:
    """Take back what was done for the picture."""
    stage.window.store.undo()
    stage.settle(60)
