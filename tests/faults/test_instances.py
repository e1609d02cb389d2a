"""G15, G16: two windows, two accounts, and who is in the way of an update: shown, named, never stale."""

import os
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import salesdesk.store.snapshots  # noqa: F401 - the other account may not be able to read the program
from salesdesk.app.preferences import Preferences
from salesdesk.app.start import book_window
from salesdesk.base.errors import StoreError, UserError
from salesdesk.parties.commands import add_party
from salesdesk.store import presence, restore, schema
from salesdesk.store.backup import list_backups, make_backup
from salesdesk.store.database import Store
from salesdesk.store.opening import open_book
from tests.app.windows import rest
from tests.faults import places

pytestmark = pytest.mark.faults
needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root, to be another account"
)
GROUP, ANOTHER = 54_321, 54_322


def hold(book: Path) -> int:
    """A process of its own that has the book's note and waits; its number. It is to be ended by the test."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        note = presence.Presence(book)
        os.write(sink, b"x" if note.noted else b"-")
        time.sleep(60)
        os._exit(0)
    os.close(sink)
    assert os.read(source, 1) == b"x"
    os.close(source)
    return child


@pytest.fixture
def holder(store: Store) -> Iterator[int]:
    """Somebody else who has the (closed) book open."""
    store.close()
    child = hold(store.path)
    yield child
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        return
    os.waitpid(child, 0)


def test_everybody_who_has_the_book_open_is_known_and_gone_when_it_is_closed(store: Store) -> None:
    assert [h.pid for h in presence.who_has(store.path)] == [os.getpid()]
    other = Store.open(store.path)
    assert len(presence.who_has(store.path)) == 2
    other.close()
    assert len(presence.who_has(store.path)) == 1


def test_a_killed_program_is_not_there_any_more_and_its_note_is_cleared(store: Store, holder: int) -> None:
    assert [h.pid for h in presence.who_has(store.path)] == [holder]
    os.kill(holder, signal.SIGKILL)
    os.waitpid(holder, 0)
    assert presence.who_has(store.path) == []
    assert [p.name for p in store.path.parent.glob(".*")] == []
    with presence.alone(store.path, patience_s=0):
        pass


def test_a_number_that_was_given_out_again_does_not_keep_anybody_waiting(store: Store) -> None:
    store.close()
    note = store.path.with_name(f".{store.path.name}.open-{os.getpid()}-abc")
    note.write_text(f'{{"pid": {os.getpid()}, "host": "here", "account": "me"}}')
    with presence.alone(store.path, patience_s=0):
        assert not note.exists()


def test_a_torn_note_keeps_nobody_waiting(store: Store) -> None:
    store.close()
    store.path.with_name(f".{store.path.name}.open-1-abc").write_bytes(b"\0{")
    assert presence.who_has(store.path) == []


def test_work_that_needs_the_book_alone_names_the_window_that_is_in_the_way(store: Store) -> None:
    with (
        pytest.raises(StoreError, match="open in another window") as refused,
        presence.alone(store.path, patience_s=0),
    ):
        pytest.fail("it is not alone")
    assert refused.value.kind == "busy"


def test_work_that_needs_the_book_alone_waits_for_the_other_to_close(store: Store, holder: int) -> None:
    if os.fork() == 0:
        time.sleep(0.4)
        os.kill(holder, signal.SIGKILL)
        os._exit(0)
    began = time.monotonic()
    with presence.alone(store.path, patience_s=20):
        assert time.monotonic() - began > 0.1
    os.wait()


def test_nobody_opens_a_book_that_is_just_being_restored(store: Store) -> None:
    store.close()
    with presence.alone(store.path, patience_s=0):
        with (
            pytest.raises(StoreError, match="updating or restoring") as refused,
            presence.door(store.path, patience_s=0),
        ):
            pytest.fail("it was opened")
        assert refused.value.kind == "busy"
    Store.open(store.path).close()


def test_a_restore_waits_for_nothing_it_cannot_have(store: Store, tmp_path: Path) -> None:
    copy = make_backup(store.path, "manual")
    before = store.path.read_bytes()
    with pytest.raises(StoreError, match="another window"):
        restore.restore(store.path, copy.path)
    assert store.path.read_bytes() == before


def _of_the_group(store: Store, folder: Path) -> Path:
    """The shop's book, copied into a folder that two accounts of one group share."""
    folder.chmod(0o2770)
    os.chown(folder, 0, GROUP)
    store.close()
    book = folder / "shop.salesdesk"
    book.write_bytes(store.path.read_bytes())
    os.chown(book, 0, GROUP)
    book.chmod(0o660)
    return book


@needs_root
def test_the_account_that_has_the_book_open_is_named(store: Store) -> None:
    with places.open_folder() as folder:
        book = _of_the_group(store, folder)
        child = hold(book)
        try:
            said = places.as_account(ANOTHER, lambda: _try_alone(book), gid=GROUP)
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        assert "root has the book open too" in said
        assert places.as_account(ANOTHER, lambda: _try_alone(book), gid=GROUP) == "alone"


def _try_alone(book: Path) -> str:
    try:
        with presence.alone(book, patience_s=0):
            return "alone"
    except StoreError as error:
        return error.message


@needs_root
def test_two_accounts_work_in_one_book_in_a_folder_of_their_group(store: Store) -> None:
    with places.open_folder() as folder:
        book = _of_the_group(store, folder)
        for uid in (ANOTHER, ANOTHER + 1):
            assert places.as_account(uid, lambda: _add(book), gid=GROUP) == "added"
        mine = Store.open(book)
        add_party(mine, name="Mine")
        assert _people(mine) == 3
        mine.close()
        assert {p.name for p in folder.iterdir()} == {"shop.salesdesk"}


def _add(book: Path) -> str:
    os.umask(0o077)
    store = open_book(book)
    assert not store.hold.reading_only
    add_party(store, name="Theirs")
    store.close()
    return "added"


@needs_root
def test_two_accounts_keep_the_copies_of_their_book_together() -> None:
    with places.open_folder() as folder:
        folder.chmod(0o2770)
        os.chown(folder, 0, GROUP)
        book = folder / "shop.salesdesk"
        assert places.as_account(ANOTHER, lambda: _begin(book), gid=GROUP) == [1]
        assert places.as_account(ANOTHER + 1, lambda: _copy(book), gid=GROUP) == [2, 1]
        assert places.as_account(ANOTHER, lambda: _copy(book), gid=GROUP) == [3, 2, 1]
        assert stat.S_IMODE(book.stat().st_mode) == 0o660, "nobody but the group may read it"
        assert {stat.S_IMODE(p.stat().st_mode) for p in (folder / "backups").glob("salesdesk-*")} == {0o660}


def _begin(book: Path) -> list[int]:
    os.umask(0o077)
    Store.create(book, shop_name="Lan", currency="USD", language="en", owner="Hannah").close()
    return _copy(book)


def _copy(book: Path) -> list[int]:
    os.umask(0o077)
    store = open_book(book)
    assert not store.hold.reading_only
    add_party(store, name="Somebody")
    store.close()
    make_backup(book, "manual")
    return [copy.sequence for copy in list_backups(book.parent / "backups")]


def _people(store: Store) -> int:
    with store.reading() as db:
        return len(db.execute(schema.party.select()).all())


def test_what_another_window_does_appears_by_itself(store: Store, qtbot: QtBot, tmp_path: Path) -> None:
    window = book_window(Store.open(store.path), Preferences(tmp_path / "p.ini"))
    qtbot.addWidget(window)
    window.show()
    rest(window)
    heard: list[str] = []
    window.hub.changed.connect(lambda changes: heard.append(changes.kind))
    add_party(store, name="From the other window")
    qtbot.waitUntil(lambda: "elsewhere" in heard, timeout=20_000)
    rest(window)
    window.close()


def test_a_conflict_between_two_windows_is_said_and_nothing_is_overwritten(store: Store) -> None:
    other = Store.open(store.path)
    party_id = add_party(store, name="Lan")
    with other.changing("Rename") as db:
        other.update(db, schema.party, party_id, version=1, name="Lan A")
    with pytest.raises(UserError, match="Somebody else"), store.changing("Rename") as db:
        store.update(db, schema.party, party_id, version=1, name="Lan B")
    with store.reading() as db:
        assert [row.name for row in db.execute(schema.party.select())] == ["Lan A"]
    other.close()
