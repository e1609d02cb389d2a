"""Long work before there is a window is seen, can be stopped, and tells what went wrong."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.app import start
from salesdesk.app.waiting import WaitSheet, wait_for
from salesdesk.base.errors import Cancelled, UserError
from salesdesk.base.task import Task
from salesdesk.parties.commands import add_party
from salesdesk.store import stray_logs
from salesdesk.store.database import Store


def shown() -> WaitSheet | None:
    """The sheet that says what is waited for."""
    found = QApplication.activeModalWidget()
    return found if isinstance(found, WaitSheet) else None


def test_short_work_is_not_talked_about(qtbot: QtBot) -> None:
    assert wait_for("Opening…", "Why.", lambda _task: 7) == 7
    assert shown() is None


def test_what_goes_wrong_is_raised_here(qtbot: QtBot) -> None:
    def fail(_task: Task) -> None:
        raise UserError("The stick is gone.")

    with pytest.raises(UserError, match="The stick is gone"):
        wait_for("Opening…", "Why.", fail)


def test_a_bug_is_raised_here_too(qtbot: QtBot) -> None:
    with pytest.raises(ZeroDivisionError):
        wait_for("Opening…", "Why.", lambda _task: 1 // 0)


def test_long_work_is_seen_and_esc_stops_it(qtbot: QtBot) -> None:
    seen = threading.Event()

    def look() -> None:
        sheet = shown()
        if sheet is not None and not seen.is_set():
            seen.set()
            sheet.reject()
            assert sheet.isVisible(), "it stays until the work has ended"

    clock = QTimer()
    clock.timeout.connect(look)
    clock.start(10)

    def work(task: Task) -> None:
        while True:
            task.advance(1, 10)

    with pytest.raises(Cancelled):
        wait_for("Opening…", "Why.", work)
    clock.stop()
    assert seen.is_set()
    assert shown() is None


@pytest.fixture
def left_open(store: Store, tmp_path: Path) -> Path:
    """A book as a power cut left it: its log lies beside it."""
    add_party(store, name="Saved")
    book = tmp_path / "cut" / "shop.salesdesk"
    book.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{store.path}{ending}", f"{book}{ending}")
    return book


def test_a_book_that_was_not_closed_well_opens_in_sight(qtbot: QtBot, left_open: Path) -> None:
    opened = start.opened(left_open)
    assert opened.hold.settled.unclean
    opened.close()


def test_the_looking_through_can_be_stopped_and_leaves_all_as_it_was(left_open: Path) -> None:
    before = {path.name: path.read_bytes() for path in left_open.parent.iterdir()}
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        stray_logs.settle(left_open, task)
    assert {path.name: path.read_bytes() for path in left_open.parent.iterdir()} == before
