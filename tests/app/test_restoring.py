"""Going back to a copy: at the command line, on the page of copies, and when the book cannot be opened."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.__main__ import main
from salesdesk.app import backing_up, start
from salesdesk.app.backups_section import BackupsSection
from salesdesk.app.palette_door import rows_here
from salesdesk.app.preferences import BACKUP_WHEN, Preferences
from salesdesk.app.restore_dialog import PreviewSheet
from salesdesk.app.settings_page import SettingsPage
from salesdesk.app.window import MainWindow
from salesdesk.base import clock, paths
from salesdesk.base.errors import StoreError
from salesdesk.parties.commands import add_party
from salesdesk.staff.commands import add_staff
from salesdesk.store import backup, revisions
from salesdesk.store.backup import list_backups, make_backup
from salesdesk.store.database import Store
from salesdesk.store.engine import sqlite
from salesdesk.ui.widgets import Button, Label
from tests.app.windows import open_window, press, rest


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A closed book of one setting, "day", that is 1; its copy is made, then the day is 2."""
    path = tmp_path / "shop.salesdesk"
    store = Store.create(path, shop_name="Clearwater", currency="USD", language="en", owner="Hannah")
    store.set_setting("day", "1")
    make_backup(path, "manual")
    store.set_setting("day", "2")
    store.close()
    return path


def _day(book: Path) -> str:
    store = Store.open(book)
    try:
        return store.setting("day")
    finally:
        store.close()


def _copy(book: Path) -> Path:
    return list_backups(book.parent / "backups")[-1].path


def test_the_command_line_goes_back_and_tells_how_to_return(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", str(_copy(book)), "--book", str(book)]) == 0
    assert _day(book) == "1"
    said = capsys.readouterr().out
    before = list_backups(book.parent / "backups")[0].path
    assert f"salesdesk restore {before}" in said
    assert main(["restore", str(before), "--book", str(book)]) == 0
    assert _day(book) == "2"


def test_a_missing_copy_is_said_and_nothing_changes(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", "no-such-copy.sdbk", "--book", str(book)]) == 1
    assert "no-such-copy" in capsys.readouterr().err
    assert _day(book) == "2"


def test_a_damaged_book_is_replaced_and_kept(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = _copy(book)
    book.write_bytes(b"\0scribble")
    assert main(["restore", str(copy), "--book", str(book)]) == 0
    assert _day(book) == "1"
    assert "shop-damaged-1.salesdesk" in capsys.readouterr().out
    assert (book.parent / "shop-damaged-1.salesdesk").read_bytes() == b"\0scribble"


def test_another_programs_file_is_never_replaced(book: Path, tmp_path: Path) -> None:
    import sqlite3

    other = tmp_path / "theirs.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t(x)")
    before = other.read_bytes()
    assert main(["restore", str(_copy(book)), "--book", str(other)]) == 1
    assert other.read_bytes() == before


# The page


@pytest.fixture
def window(qtbot: QtBot, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    """The window of a shop with Lan in it, copied; then Minh came."""
    add_party(store, name="Lan")
    make_backup(store.path, "exit")
    add_party(store, name="Minh")
    window = open_window(qtbot, store, tmp_path, language="en")
    yield window
    if window.store is not store:
        window.close()
        window.store.close()


def _section(window: MainWindow) -> BackupsSection:
    window.open_settings("backups")
    page = window.pages.find(SettingsPage)
    assert page is not None
    section = page.section("backups")
    assert isinstance(section, BackupsSection)
    return section


def _preview(window: MainWindow, qtbot: QtBot) -> PreviewSheet:
    section = _section(window)
    section.copies.setFocus()
    press(section.copies, "Return")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PreviewSheet))
    sheet: Any = QApplication.activeModalWidget()
    return sheet


def _people(window: MainWindow) -> int:
    from sqlalchemy import func, select

    from salesdesk.store import schema as s

    with window.store.reading() as db:
        return int(db.execute(select(func.count()).select_from(s.party)).scalar_one())


def _press_button(parent: Any, words: str) -> None:
    next(b for b in parent.findChildren(Button) if b.text() == words).click()


def test_a_copy_is_looked_into_restored_confirmed_and_the_way_back_is_open(
    window: MainWindow, qtbot: QtBot
) -> None:
    sheet = _preview(window, qtbot)
    words = " ".join(w.text() for w in sheet.findChildren(Label))
    assert "1 fewer" in words
    assert _people(window) == 2, "looking changes nothing"
    before = window.store
    _press_button(sheet, "Restore this copy")
    qtbot.waitUntil(lambda: window.store is not before, timeout=20_000)
    rest(window)
    assert _people(window) == 1
    section = _section(window)
    assert section.held.isVisible()
    assert "Restored" in window.toasts.text()
    assert [copy.reason for copy in list_backups(paths.backup_folder(window.store.path))] == [
        "restore",
        "exit",
    ]
    _press_button(section.held, "Go back to before")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PreviewSheet))
    again = window.store
    _press_button(QApplication.activeModalWidget(), "Restore this copy")
    qtbot.waitUntil(lambda: window.store is not again, timeout=20_000)
    rest(window)
    assert _people(window) == 2
    _press_button(_section(window).held, "Keep this")
    assert not _section(window).held.isVisible()
    assert add_party(window.store, name="An")
    assert window.desk.undo()


def test_a_restore_that_fails_at_the_swap_leaves_the_window_on_the_old_book(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = revisions.put_in_place

    def fails(work: Path, target: Any) -> None:
        if work.parent.name.startswith(".trial"):
            return put(work, target)
        raise sqlite.OperationalError("disk I/O error")

    monkeypatch.setattr(revisions, "put_in_place", fails)
    sheet = _preview(window, qtbot)
    before = window.store
    _press_button(sheet, "Restore this copy")
    qtbot.waitUntil(lambda: window.store is not before, timeout=20_000)
    rest(window)
    assert _people(window) == 2
    assert window.messages.isVisible()
    assert backup.held(paths.backup_folder(window.store.path)) is None


def test_a_damaged_copy_is_said_in_the_sheet_and_nothing_changes(window: MainWindow, qtbot: QtBot) -> None:
    sheet = _preview(window, qtbot)
    copy = list_backups(paths.backup_folder(window.store.path))[0].path
    content = bytearray(copy.read_bytes())
    content[-100] ^= 0xFF
    copy.write_bytes(content)
    _press_button(sheet, "Restore this copy")
    qtbot.waitUntil(lambda: sheet._bar.isVisible())
    assert "damaged" in sheet._bar.accessibleName()
    assert _people(window) == 2
    sheet.reject()


def test_back_up_now_shows_the_new_copy_at_once(window: MainWindow) -> None:
    section = _section(window)
    _press_button(section, "Back up now")
    rest(window)
    assert section.copies.accessibleName() == "2 copies of the book"
    assert section.state.text() == "Your shop book is safe"


def test_copies_go_to_a_second_place_also_when_it_turns_up_later(window: MainWindow, tmp_path: Path) -> None:
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    section = _section(window)
    section.use_place(stick)
    rest(window)
    assert len(list_backups(stick)) == 1
    away = stick.rename(tmp_path / "pulled out")
    _press_button(section, "Back up now")
    rest(window)
    assert len(list_backups(away)) == 1
    assert not window.messages.isVisible(), "a stick that is not there is no trouble"
    away.rename(stick)
    backing_up.look(window)
    rest(window)
    assert len(list_backups(stick)) == 2
    section.use_place(paths.backup_folder(window.store.path))
    assert window.messages.isVisible()
    section.forget_place()
    assert len(list_backups(stick)) == 2, "what is there stays"


def test_a_copy_a_day_without_asking_unless_it_is_only_by_hand(window: MainWindow) -> None:
    folder = paths.backup_folder(window.store.path)
    backing_up.look(window)
    rest(window)
    assert len(list_backups(folder)) == 1, "the last one is not a day old"
    with clock.freeze(clock.now() + timedelta(days=1)):
        window.preferences.put(BACKUP_WHEN, "hand")
        backing_up.look(window)
        rest(window)
        assert len(list_backups(folder)) == 1
        window.preferences.put(BACKUP_WHEN, "daily")
        backing_up.look(window)
        rest(window)
    assert [copy.reason for copy in list_backups(folder)] == ["start", "exit"]


def test_leaving_copies_only_where_that_is_wished(window: MainWindow, tmp_path: Path) -> None:
    folder = paths.backup_folder(window.store.path)
    window.preferences.put(BACKUP_WHEN, "daily")
    backing_up.on_leaving(window.store.path, window.preferences)
    assert len(list_backups(folder)) == 1
    window.preferences.put(BACKUP_WHEN, "exit")
    backing_up.on_leaving(window.store.path, window.preferences)
    assert len(list_backups(folder)) == 2
    window.store.path.touch()
    backing_up.on_leaving(window.store.path, window.preferences)
    assert len(list_backups(folder)) == 2, "nothing was done since the last one"


def test_the_palette_backs_up_with_back_and_enter(window: MainWindow) -> None:
    rows = rows_here(window, "back")
    assert rows[0].target == "app.backup"


def test_staff_may_look_and_back_up_but_not_restore(window: MainWindow, qtbot: QtBot) -> None:
    maria = add_staff(window.store, name="Maria", roles="sales")
    window.lock.hand_over(maria)
    section = _section(window)
    assert not section.restore.isVisible()
    assert window.actions_map.find("app.restore") is None
    assert not window.actions_map.run("app.restore")
    assert "Only the owner can restore" in window.messages.accessibleName()
    sheet = _preview(window, qtbot)
    assert not [b for b in sheet.findChildren(Button) if b.text() == "Restore this copy"]
    sheet.restore()
    assert "Only the owner" in sheet._bar.accessibleName()
    sheet.reject()


def test_the_status_bar_opens_the_page_and_warns_by_age(window: MainWindow, qtbot: QtBot) -> None:
    window.status.backup_clicked.emit()
    page = window.pages.find(SettingsPage)
    assert page is not None
    assert page.current == "backups"
    section = _section(window)
    for days, words in ((1, "is safe"), (3, "3 days old"), (8, "8 days old")):
        with clock.freeze(clock.now() + timedelta(days=days)):
            section.fill()
            assert words in section.state.text()


# When the book cannot be opened

DAMAGED = StoreError("The file is damaged.", "", "damaged")


def test_the_last_good_copy_is_offered_and_opened(book: Path, qtbot: QtBot, tmp_path: Path) -> None:
    book.write_bytes(b"\0scribble")
    said = start.trouble_sheet(book, DAMAGED, Preferences(tmp_path / "p.ini"))
    qtbot.addWidget(said.sheet)
    assert "Your last good copy is from today" in said.words
    _press_button(said.sheet, "Open that copy")
    qtbot.waitUntil(lambda: said.window is not None, timeout=10_000)
    window = said.window
    assert isinstance(window, MainWindow)
    qtbot.addWidget(window)
    assert window.store.setting("day") == "1"
    assert window.messages.accessibleName() == "The last good copy is open"
    assert (book.parent / "shop-damaged-1.salesdesk").read_bytes() == b"\0scribble"
    window.close()


def test_without_a_copy_only_the_folder_is_offered(qtbot: QtBot, tmp_path: Path) -> None:
    said = start.trouble_sheet(tmp_path / "shop.salesdesk", DAMAGED, Preferences(tmp_path / "p.ini"))
    qtbot.addWidget(said.sheet)
    assert "Open that copy" not in [b.text() for b in said.sheet.findChildren(Button)]
    assert said.words == DAMAGED.message


def test_a_copy_that_is_damaged_too_is_said_and_the_next_one_offered(
    book: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    made = make_backup(book, "manual")
    made.path.write_bytes(b"\0gone too")
    book.write_bytes(b"\0scribble")
    said = start.trouble_sheet(book, DAMAGED, Preferences(tmp_path / "p.ini"))
    qtbot.addWidget(said.sheet)
    assert said.copy is not None
    assert said.copy.sequence == 1, "the newest that is still whole"
