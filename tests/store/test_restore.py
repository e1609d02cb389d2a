"""Going back to a copy: proven first, today's book kept, and whatever goes wrong leaves the book whole."""

import shutil
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import text

from salesdesk.base import clock, paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.store import backup, check, fetching, migrate, restore, revisions, rotation
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.engine import raw_connect, sqlite


@pytest.fixture
def book(tmp_path):
    """A closed book with Lan in it, copied; then Minh came, and the book was closed."""
    store = Store.create(
        tmp_path / "shop.salesdesk", shop_name="Test shop", currency="USD", language="en", owner="Hannah"
    )
    with store.changing("Add") as db:
        store.insert(db, s.party, name="Lan")
    made = backup.make_backup(store.path, "manual")
    with store.changing("Add") as db:
        store.insert(db, s.party, name="Minh")
    store.close()
    return store.path, made.path


def names(path):
    """The people of a book, and all of its journal, so that any difference shows."""
    connection = raw_connect(path, read_only=True)
    try:
        people = connection.execute("SELECT name FROM party ORDER BY name").fetchall()
        steps = connection.execute("SELECT id, label FROM step ORDER BY id").fetchall()
    finally:
        connection.close()
    return [row[0] for row in people], steps


def test_a_restored_copy_is_the_book_and_todays_book_is_kept(book):
    path, copy = book
    before = restore.restore(path, copy)
    assert names(path)[0] == ["Lan"]
    assert before.reason == "restore"
    opened = Store.open(path)
    with opened.changing("Add") as db:
        opened.insert(db, s.party, name="An")
    assert opened.undo()
    opened.close()
    restore.restore(path, before.path)
    assert names(path)[0] == ["Lan", "Minh"], "going back is restoring the copy made before"


def test_nothing_is_tidied_up_until_the_restore_is_confirmed(book, monkeypatch):
    path, copy = book
    folder = paths.backup_folder(path)
    monkeypatch.setattr(rotation, "LEAST", 1)
    restore.restore(path, copy)
    held = backup.held(folder)
    assert held is not None
    assert held.copy == copy.name
    start = clock.now()
    for day in range(1, 4):
        with clock.freeze(start + timedelta(days=day)):
            backup.make_backup(path, "exit", keep=backup.Keep(1, 1, 1))
    assert len(backup.list_backups(folder)) == 5
    with clock.freeze(start + timedelta(days=4)):
        backup.release(folder)
        backup.make_backup(path, "exit", keep=backup.Keep(1, 1, 1))
    assert [b.reason for b in backup.list_backups(folder)] == ["exit", "exit", "restore"]


def test_a_restore_that_nobody_confirmed_counts_as_kept_after_a_month(book):
    path, copy = book
    restore.restore(path, copy)
    with clock.freeze(clock.now() + timedelta(days=29)):
        assert backup.held(paths.backup_folder(path)) is not None
    with clock.freeze(clock.now() + timedelta(days=31)):
        assert backup.held(paths.backup_folder(path)) is None


def test_what_was_done_while_a_restore_was_prepared_is_in_the_copy_made_before_it(book):
    path, copy = book
    ready = restore.prepare(path, copy)
    with closing(Store.open(path)) as store, store.changing("Add") as db:
        store.insert(db, s.party, name="An")
    before = restore.put(ready, path)
    assert names(before.path)[0] == ["An", "Lan", "Minh"]
    assert backup.held(paths.backup_folder(path)).before == before.path.name


def _stop(*_args, **_words):
    raise OSError(28, "No space left on device")


_put = revisions.put_in_place


def _half(work, target):
    if work.parent.name.startswith(".trial"):  # that is the trial restore of a copy, not the last act
        return _put(work, target)
    raise sqlite.OperationalError("disk I/O error")


STEPS = {
    "copying": (fetching, "_fetch", _stop),
    "room": (fetching.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000})),
    "checking": (check, "check_book", lambda *_: [check.Finding("schema", False, "changed")]),
    "copying today's book": (backup, "make_backup", _stop),
    "noting": (backup, "hold", _stop),
    "putting in place": (revisions, "put_in_place", _half),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_any_step_leaves_the_old_book_whole(book, monkeypatch, step):
    path, copy = book
    before = names(path)
    place, name, act = STEPS[step]
    monkeypatch.setattr(place, name, act)
    with pytest.raises((StoreError, OSError)):
        restore.restore(path, copy)
    monkeypatch.undo()
    assert names(path) == before
    assert all(finding.ok for finding in check.check_book(path))
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(".")] == [], "nothing is left lying"
    assert backup.held(paths.backup_folder(path)) is None


def test_a_damaged_copy_is_refused(book):
    path, copy = book
    before = names(path)
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 0xFF
    copy.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        restore.restore(path, copy)
    assert names(path) == before


def test_a_disk_that_takes_no_note_is_told_plainly_also_when_the_older_note_cannot_come_back(
    book, monkeypatch
):
    path, copy = book
    before = restore.restore(path, copy)
    now = names(path)

    def refuse(*_what):
        raise PermissionError("no rename here")

    monkeypatch.setattr(backup, "hold", refuse)
    with pytest.raises(StoreError, match="Your book is as it was"):
        restore.restore(path, before.path)
    assert names(path) == now
    assert backup.held(paths.backup_folder(path)) is not None


def test_a_copy_somebody_put_a_trigger_into_is_refused(book, tmp_path):
    path, copy = book
    hostile = tmp_path / "gift.sdbk"
    shutil.copy(copy, hostile)
    db = sqlite.connect(str(hostile))
    db.execute("CREATE TRIGGER spy AFTER INSERT ON party BEGIN DELETE FROM sale; END")
    db.commit()
    db.close()
    before = names(path)
    with pytest.raises(StoreError, match="layout of this copy was changed"):
        restore.restore(path, hostile)
    assert names(path) == before


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + b"\1" * 4000])
def test_a_file_that_is_no_book_is_refused(book, tmp_path, content):
    path, _copy = book
    foreign = tmp_path / "letter.sdbk"
    foreign.write_bytes(content)
    before = names(path)
    with pytest.raises(StoreError):
        restore.restore(path, foreign)
    assert names(path) == before


def test_an_older_copy_is_brought_up_to_date(book, tmp_path):
    path, _copy = book
    older = tmp_path / "older.sdbk"
    migrate.upgrade(older, "0001")
    db = sqlite.connect(str(older))
    db.execute("INSERT INTO meta VALUES ('file_uuid', 'old')")
    db.execute("INSERT OR IGNORE INTO journal_now(id, step_id, bulk) VALUES (1, NULL, 0)")
    db.commit()
    db.close()
    restore.restore(path, older)
    assert migrate.is_current(path)
    assert names(path)[0] == []


def test_a_book_that_is_open_elsewhere_is_not_swapped(book):
    path, copy = book
    other = Store.open(path)
    with other.reading() as db:
        db.execute(text("SELECT 1"))
        with pytest.raises(StoreError, match="another window"):
            restore.restore(path, copy)
    other.close()


def test_the_book_itself_is_no_copy(book):
    path, _copy = book
    with pytest.raises(UserError, match="the book itself"):
        restore.restore(path, path)


def test_a_look_into_a_copy_counts_and_changes_nothing(book):
    _path, copy = book
    before = copy.read_bytes()
    seen = restore.look_into(copy)
    assert (seen.people, seen.deals) == (1, 0)
    assert seen.newest is not None
    assert copy.read_bytes() == before


def test_a_book_that_cannot_be_opened_is_kept_beside_the_copy_that_takes_its_place(book):
    path, copy = book
    path.write_bytes(b"no book any more")
    aside = restore.recover(path, copy)
    assert aside is not None
    assert aside.read_bytes() == b"no book any more"
    assert names(path)[0] == ["Lan"]


def test_recovering_from_a_damaged_copy_changes_nothing(book):
    path, copy = book
    path.write_bytes(b"no book any more")
    copy.write_bytes(copy.read_bytes()[:-4096])
    with pytest.raises(StoreError):
        restore.recover(path, copy)
    assert path.read_bytes() == b"no book any more"


def test_a_copy_goes_to_a_second_place_and_is_proven_there(book, tmp_path):
    path, _copy = book
    stick = tmp_path / "stick"
    stick.mkdir()
    made = backup.make_backup(path, "manual")
    there = backup.copy_to(made, stick)
    assert backup.is_intact(there)
    assert [b.path.name for b in backup.list_backups(stick)] == [made.path.name]
    with pytest.raises(StoreError, match="copy on this computer is safe"):
        backup.copy_to(made, tmp_path / "unplugged")
