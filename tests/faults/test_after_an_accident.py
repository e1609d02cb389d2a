"""After a power cut, with a strange log beside the book, out of a synced folder (G7, G14, G27)."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow

from salesdesk.app import moving, standing, start
from salesdesk.app.preferences import BACKUP_PLACE, Preferences
from salesdesk.app.start import FirstRunWindow
from salesdesk.app.window import MainWindow
from salesdesk.base import paths, places
from salesdesk.base.errors import StoreError
from salesdesk.parties.commands import add_party
from salesdesk.store import schema, stray_logs
from salesdesk.store.database import Store
from salesdesk.store.engine import raw_connect
from salesdesk.store.opening import open_book
from tests.app.windows import rest

pytestmark = pytest.mark.faults


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed book with one person, where books usually lie."""
    monkeypatch.setenv("SALESDESK_HOME", str(tmp_path / "home"))
    store = Store.create(paths.shop_file(), shop_name="Lan", currency="USD", language="en", owner="Hannah")
    add_party(store, name="Saved")
    store.close()
    return paths.shop_file()


def show(path: Path, opened: list[QMainWindow], tmp_path: Path) -> MainWindow:
    """The program's window on a book."""
    window = start.book_window(open_book(path), Preferences(tmp_path / "p.ini"))
    opened.append(window)
    window.show()
    rest(window)
    return window


def names(store: Store) -> list[str]:
    """Who is in the book."""
    with store.reading() as db:
        return [row.name for row in db.execute(schema.party.select().order_by(schema.party.c.id))]


def die_after_adding(path: Path, name: str) -> None:
    """A program of its own opens the book, saves something, and is killed."""
    child = os.fork()
    if child == 0:
        add_party(Store.open(path), name=name)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert stray_logs.lie_beside(path)


def test_after_a_kill_everything_saved_is_there_and_nothing_is_asked(
    book: Path, opened: list[QMainWindow], tmp_path: Path
) -> None:
    die_after_adding(book, "Saved just before")
    window = show(book, opened, tmp_path)
    assert names(window.store) == ["Saved", "Saved just before"]
    assert window.store.hold.settled.unclean
    assert not window.messages.isVisible(), "what is well needs no message"


def test_what_an_accident_broke_is_said_after_a_look_and_no_more_copies_are_made(
    book: Path, opened: list[QMainWindow], tmp_path: Path
) -> None:
    connection = raw_connect(book)  # figures that no longer agree: found by the thorough look alone
    connection.execute("DELETE FROM tally")
    connection.close()
    die_after_adding(book, "Saved just before")
    window = show(book, opened, tmp_path)
    assert "not closed properly last time" in window.messages.accessibleName()
    assert "summary figures" in window.messages.accessibleDescription()


def test_a_log_of_another_book_is_put_aside_and_said(
    book: Path, opened: list[QMainWindow], tmp_path: Path
) -> None:
    other = tmp_path / "other.salesdesk"
    store = Store.create(other, shop_name="Minh", currency="USD", language="en", owner="Minh")
    add_party(store, name="A stranger")
    shutil.copy(stray_logs.log_of(other), stray_logs.log_of(book))
    store.close()
    window = show(book, opened, tmp_path)
    assert names(window.store) == ["Saved"]
    assert "do not belong to it" in window.messages.accessibleName()
    assert book.with_name("shop-aside-1.salesdesk-wal").exists()


def test_a_book_in_a_synced_folder_is_moved_to_this_computer_by_one_click(
    book: Path, opened: list[QMainWindow], tmp_path: Path
) -> None:
    synced = tmp_path / "OneDrive" / "Salesdesk" / "shop.salesdesk"
    synced.parent.mkdir(parents=True)
    book.rename(synced)
    window = show(synced, opened, tmp_path)
    assert "OneDrive" in window.sample_bar.accessibleName()
    before = names(window.store)
    moving.move(window)
    rest(window)
    assert window.store.path == paths.shop_file() == book
    assert names(window.store) == before
    assert "OneDrive" not in window.sample_bar.accessibleName() or not window.sample_bar.isVisible()
    assert synced.with_name("shop-moved-1.salesdesk").exists(), "the old one is kept"
    assert not synced.exists()
    assert window.preferences.get(BACKUP_PLACE) == str(synced.parent / "backups"), "copies may well lie there"
    add_party(window.store, name="Goes on")


def test_a_move_that_fails_leaves_the_book_where_it_is(
    book: Path, opened: list[QMainWindow], tmp_path: Path
) -> None:
    synced = tmp_path / "Dropbox" / "shop.salesdesk"
    synced.parent.mkdir()
    book.rename(synced)
    shutil.rmtree(book.parent, ignore_errors=True)
    book.parent.write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="It is where it was"):
        moving.move_book(synced, book)
    assert [p.name for p in synced.parent.iterdir()] == ["shop.salesdesk"]
    book.parent.unlink()


@pytest.mark.parametrize("kind", [places.SYNCED, places.NETWORK, places.REMOVABLE])
def test_no_new_book_is_begun_in_a_bad_place(
    kind: str, tmp_path: Path, opened: list[QMainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "place_of", lambda _book: places.Place(kind, "OneDrive"))
    window = FirstRunWindow(tmp_path / "x" / "shop.salesdesk", Preferences(tmp_path / "p.ini"), "empty")
    opened.append(window)
    window.show()
    window.page.finish()
    assert window.next_window is None
    assert "No book is begun in" in window.page._error.text()
    assert not (tmp_path / "x").exists()
