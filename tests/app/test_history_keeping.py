"""How long history is kept: chosen in Settings, shown with its room, carried out beside the work."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.app import history_keeping
from salesdesk.app.history_dialog import HistoryDialog
from salesdesk.app.settings_page import SettingsPage
from salesdesk.app.window import MainWindow
from salesdesk.base import clock, paths
from salesdesk.parties.commands import add_party, edit_party
from salesdesk.parties.fields import PARTY_FIELDS
from salesdesk.parties.history_dialog import HistorySheet
from salesdesk.store import journal, journal_trim
from salesdesk.store.backup import list_backups
from salesdesk.store.database import Store
from salesdesk.ui.widgets import Label
from tests.app.windows import open_window, rest

OLD = datetime.fromisoformat("2019-03-02T09:00:00+00:00")


@pytest.fixture
def window(
    qtbot: QtBot, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window on a book with a person of 2019 and one of 2026, whose last three steps are to stay."""
    monkeypatch.setattr(journal_trim.plan, "__defaults__", (3,))
    with clock.freeze(OLD):
        lan = add_party(store, name="Lan")
    for n in range(9):
        with clock.freeze(OLD + timedelta(days=n + 1)):
            edit_party(store, lan, notes=f"note {n}")
    with clock.freeze(OLD + timedelta(days=7 * 365)):
        for n in range(4):
            add_party(store, name=f"Minh {n}")
        edit_party(store, lan, name="Lan Anh")
        yield open_window(qtbot, store, tmp_path)


def _section(window: MainWindow) -> Any:
    window.open_settings("history")
    rest(window)
    page = window.pages.find(SettingsPage)
    assert page is not None
    return page.section("history")


def _steps(store: Store) -> list[str]:
    with store.reading() as db:
        return [one.label for one in journal.list_steps(db)]


def test_the_section_says_how_much_room_the_history_takes(window: MainWindow) -> None:
    assert _section(window).room.text().startswith("Next to nothing of the book's ")


def test_a_shorter_history_is_in_force_at_once_and_says_what_went(window: MainWindow) -> None:
    section = _section(window)
    assert section.years.current() == "0", "for ever, until somebody asks for less"
    before = len(_steps(window.store))
    section.years.chosen.emit("1")
    rest(window)
    assert window.store.setting("history_years") == "1"
    assert len(_steps(window.store)) < before
    section.fill()
    rest(window)
    assert "Changes before " in section.room.text()
    assert "were let go on " in section.room.text()


def test_for_ever_lets_nothing_go(window: MainWindow) -> None:
    window.store.set_setting("history_years", "0")
    before = _steps(window.store)
    history_keeping.look(window)
    rest(window)
    assert _steps(window.store) == before


def _note(sheet: Any) -> str:
    return " ".join(label.text() for label in sheet.findChildren(Label))


def test_the_histories_say_that_older_changes_went(window: MainWindow) -> None:
    desk, store = window.desk, window.store
    with store.reading() as db:
        lan = db.exec_driver_sql("SELECT id FROM party WHERE name = 'Lan Anh'").scalar_one()
        minh = db.exec_driver_sql("SELECT id FROM party WHERE name = 'Minh 3'").scalar_one()
    assert "Every change is kept" in _note(HistoryDialog(desk))
    store.set_setting("history_years", "5")
    history_keeping.look(window)
    rest(window)
    assert "were let go on" in _note(HistoryDialog(desk))
    assert "were let go on" in _note(HistorySheet(desk, "party", lan, PARTY_FIELDS, "Lan"))
    assert "were let go on" not in _note(HistorySheet(desk, "party", minh, PARTY_FIELDS, "Minh"))


def test_before_much_goes_the_book_is_copied(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.store.set_setting("history_years", "5")
    monkeypatch.setattr(journal_trim, "MANY", 1)
    history_keeping.look(window)
    rest(window)
    copies = list_backups(paths.backup_folder(window.store.path))
    assert [one.reason for one in copies] == ["history"]
