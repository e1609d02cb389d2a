"""When copies are made by themselves, what is said of them, and what the command line proves."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.__main__ import main
from salesdesk.app import backing_up, notices
from salesdesk.app.preferences import BACKUP_PLACE, BACKUP_PLACE_SEEN, BACKUP_WHEN
from salesdesk.app.restore_dialog import PreviewSheet, RecordsSheet
from salesdesk.app.window import MainWindow
from salesdesk.base import clock, paths
from salesdesk.parties.commands import add_party
from salesdesk.store import backup, damage
from salesdesk.store.backup import list_backups
from salesdesk.store.database import Store
from salesdesk.store.engine import sqlite
from tests.app.test_restoring import _copy, _day, _people, _press_button, _section, book, window
from tests.app.windows import rest

__all__ = ["book", "window"]



def test_half_an_hour_with_changes_makes_a_copy_and_without_them_none(window: MainWindow) -> None:
    folder = paths.backup_folder(window.store.path)
    window.preferences.put(BACKUP_WHEN, "often")
    backing_up.look(window)
    rest(window)
    assert len(list_backups(folder)) == 1, "it is not yet half an hour old"
    with clock.freeze(clock.now() + timedelta(minutes=31)):
        backing_up.look(window)
        rest(window)
        assert [copy.reason for copy in list_backups(folder)] == ["change", "exit"]
    with clock.freeze(clock.now() + timedelta(minutes=80)):
        backing_up.look(window)
        rest(window)
        assert len(list_backups(folder)) == 2, "nothing was changed since"
        add_party(window.store, name="Hoa")
        backing_up.look(window)
        rest(window)
        assert len(list_backups(folder)) == 3


def test_a_clock_that_was_set_back_makes_a_copy_due_not_late(window: MainWindow) -> None:
    newest = list_backups(paths.backup_folder(window.store.path))[0]
    wish = backing_up.wish_of(window.preferences)
    assert wish.often
    assert backing_up.due(newest, "another", wish) == ""
    with clock.freeze(newest.made_at - timedelta(days=3650)):
        assert backing_up.due(newest, "another", wish) == "change"
        assert backing_up.due(newest, newest.head, wish) == ""
    long_ago = newest._replace(made_at=clock.now() + timedelta(minutes=1), monotonic=newest.monotonic - 4000)
    assert backing_up.due(long_ago, "another", wish) == "change"


def test_a_damaged_book_makes_no_more_copies_and_says_so(window: MainWindow) -> None:
    book = window.store.path
    damage.flag(book, "page 7")
    with clock.freeze(clock.now() + timedelta(days=2)):
        backing_up.look(window)
        rest(window)
    assert len(list_backups(paths.backup_folder(book))) == 1
    section = _section(window)
    assert section.state.text() == "The book is damaged: go back to a copy"
    notices.show_backup_age(window)
    assert "damaged" in window.status._backup.text()
    _press_button(section, "Back up now")
    rest(window)
    assert "older ones are good" in window.messages.accessibleDescription()
    damage.clear(book)
    section.fill()
    assert section.state.text() == "Your shop book is safe"


def test_the_status_bar_tells_the_last_trial_restore(window: MainWindow) -> None:
    notices.show_backup_age(window)
    assert window.status._backup.text().endswith("· test restore today")
    assert "came out as it was" in window.status._backup.toolTip()


def test_another_shops_copies_do_not_make_this_one_look_safe(window: MainWindow) -> None:
    folder = paths.backup_folder(window.store.path)
    note = folder / list_backups(folder)[0].path.with_suffix(".json").name
    facts = json.loads(note.read_text("utf-8"))
    note.write_text(json.dumps(facts | {"file_uuid": "of another shop"}), "utf-8")
    section = _section(window)
    assert section.state.text() == "There is no copy of your shop book yet"
    notices.show_backup_age(window)
    assert window.status._backup.text() == "No backup yet"


def test_old_copies_at_the_second_place_are_said_once_a_day(window: MainWindow, tmp_path: Path) -> None:
    window.preferences.put(BACKUP_PLACE, str(tmp_path / "KINGSTON"))
    window.preferences.put(BACKUP_PLACE_SEEN, (clock.now() - timedelta(days=6)).isoformat())
    backing_up.look(window)
    rest(window)
    assert not window.messages.isVisible()
    window.preferences.put(BACKUP_PLACE_SEEN, (clock.now() - timedelta(days=9)).isoformat())
    backing_up.look(window)
    rest(window)
    assert window.messages.accessibleName() == "The copies at KINGSTON are 9 days old"
    window.messages.clear()
    backing_up.look(window)
    rest(window)
    assert not window.messages.isVisible()


def test_only_the_records_of_a_changed_copy_are_taken_after_a_word_on_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    gift = tmp_path / "gift.sdbk"
    gift.write_bytes(list_backups(paths.backup_folder(window.store.path))[0].path.read_bytes())
    db = sqlite.connect(str(gift))
    db.execute("CREATE TRIGGER spy AFTER INSERT ON party BEGIN DELETE FROM sale; END")
    db.commit()
    db.close()
    PreviewSheet.open_for(window, gift)
    rest(window)
    assert "layout of this copy was changed" in window.messages.accessibleName()
    _press_button(window.messages, "Take only its records…")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RecordsSheet))
    before = window.store
    _press_button(QApplication.activeModalWidget(), "Take its records")
    qtbot.waitUntil(lambda: window.store is not before, timeout=20_000)
    rest(window)
    assert _people(window) == 1
    assert add_party(window.store, name="An")
    assert window.desk.undo()
    assert not window.store.can_undo(), "the records themselves are not taken back by a key"


# What the command line proves


def test_back_up_says_what_was_proven(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "--book", str(book)]) == 0
    said = capsys.readouterr().out
    made = list_backups(book.parent / "backups")[0]
    assert "every page is whole" in said
    assert "Put back in trial" in said
    assert backup.noted_sum(made) in said


def test_a_preview_shows_what_would_be_lost_and_changes_nothing(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = book.read_bytes()
    store = Store.open(book)
    add_party(store, name="Lan")
    store.close()
    after = book.read_bytes()
    assert before != after
    assert main(["restore", str(_copy(book)), "--preview", "--book", str(book)]) == 0
    said = capsys.readouterr().out
    assert "1 fewer" in said
    assert "lose 1 person" in said
    assert book.read_bytes() == after
    assert len(list_backups(book.parent / "backups")) == 1


def test_check_compares_a_copy_with_its_note(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = _copy(book)
    assert main(["check", str(copy), "--book", str(book)]) == 0
    assert "To the last byte" in capsys.readouterr().out
    note = copy.with_suffix(".json")
    note.write_text(note.read_text().replace('"setting": 6', '"setting": 7'))
    assert main(["check", str(copy)]) == 1
    assert "does not hold the records" in capsys.readouterr().out
    content = bytearray(copy.read_bytes())
    content[-1] ^= 1
    copy.write_bytes(content)
    assert main(["check", str(copy)]) == 1
    assert "something has changed it" in capsys.readouterr().out


def test_a_changed_copy_is_refused_and_its_records_can_be_taken(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gift = tmp_path / "gift.sdbk"
    gift.write_bytes(_copy(book).read_bytes())
    db = sqlite.connect(str(gift))
    db.execute("CREATE TRIGGER spy AFTER INSERT ON party BEGIN DELETE FROM sale; END")
    db.commit()
    db.close()
    assert main(["check", str(gift)]) == 1
    assert "nothing more in it was looked at" in capsys.readouterr().out
    assert main(["restore", str(gift), "--book", str(book)]) == 1
    assert "take only the records" in capsys.readouterr().err
    assert _day(book) == "2"
    assert main(["restore", str(gift), "--only-records", "--book", str(book)]) == 0
    assert _day(book) == "1"
    assert main(["check", "--book", str(book)]) == 0
