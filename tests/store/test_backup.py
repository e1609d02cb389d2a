"""Backups that are proven before they count."""

import os
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from salesdesk.base import clock
from salesdesk.base.errors import StoreError
from salesdesk.store import backup, copies, damage, restore, revisions, rotation
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.engine import sqlite
from salesdesk.store.layouts import KNOWN


def test_a_backup_is_a_book_with_everything_in_it(store, tmp_path):
    with store.changing("Add") as db:
        store.insert(db, s.party, name="Lan")
    made = backup.make_backup(store.path, "manual", tmp_path / "copies")
    assert made.parties == 1
    assert backup.is_intact(made)
    copy = Store.open(made.path)
    assert copy.can_undo() == "Add"
    copy.close()


def test_a_changed_byte_is_noticed(store, tmp_path):
    made = backup.make_backup(store.path, "manual", tmp_path)
    content = bytearray(made.path.read_bytes())
    content[-1] ^= 1
    made.path.write_bytes(content)
    assert not backup.is_intact(made)


def test_what_does_not_stay_is_removed_with_its_note(store, tmp_path, monkeypatch):
    monkeypatch.setattr(rotation, "LEAST", 1)
    folder = tmp_path / "copies"
    start = clock.now()
    for day, reason in enumerate(("migration", "start", "exit", "start")):
        with clock.freeze(start + timedelta(days=day)):
            backup.make_backup(store.path, reason, folder, backup.Keep(1, 1, 1))
    assert [(b.sequence, b.reason) for b in backup.list_backups(folder)] == [
        (4, "start"),
        (3, "exit"),
        (1, "migration"),
    ]
    assert len(list(folder.iterdir())) == 6


def test_no_room_is_said_before_anything_is_written(store, tmp_path, monkeypatch):
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000}))
    with pytest.raises(StoreError, match="MB more"):
        backup.make_backup(store.path, "manual", tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == []


def test_another_programs_file_is_not_touched(tmp_path):
    foreign = tmp_path / "other.db"
    other = sqlite.connect(str(foreign))
    other.execute("CREATE TABLE theirs (x)")
    other.commit()
    other.close()
    before = foreign.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        backup.make_backup(foreign, "manual", tmp_path / "copies")
    assert foreign.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copies", "other.db"]
    assert list((tmp_path / "copies").iterdir()) == []


def test_the_last_copy_of_each_day_and_week_stays(store, tmp_path, monkeypatch):
    monkeypatch.setattr(rotation, "LEAST", 0)
    folder = tmp_path / "copies"
    start = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
    for day in range(21):
        with clock.freeze(start + timedelta(days=day)):
            backup.make_backup(store.path, "exit", folder, backup.Keep(3, 2, 1))
    assert [(b.made_at - start).days for b in backup.list_backups(folder)] == [20, 19, 18, 13]


def test_a_note_that_cannot_be_read_makes_a_copy_unproven_and_harms_nothing(store, tmp_path):
    made = backup.make_backup(store.path, "manual", tmp_path)
    made.path.with_suffix(".json").write_text("{")
    assert backup.list_backups(tmp_path) == []
    assert not backup.is_intact(made)


def test_a_copy_says_in_its_note_what_was_proven(store, tmp_path):
    with store.changing("Add") as db:
        store.insert(db, s.party, name="Lan")
    made = backup.make_backup(store.path, "manual", tmp_path / "copies")
    note = copies.note_of(made.path)
    assert note["counts"]["party"] == 1
    assert note["layout"] == KNOWN[note["version"]]
    assert note["sha256"] == backup.sum_of(made.path)
    assert made.restored_at is not None, "it was put back in trial"
    assert made.head.endswith(".1") or made.head.split(".")[1] != "0"
    assert [p.name for p in (tmp_path / "copies").iterdir() if p.name.startswith(".")] == []


def test_a_copy_has_nothing_beside_it_that_it_needs(store, tmp_path):
    made = backup.make_backup(store.path, "manual", tmp_path / "copies")
    assert made.path.read_bytes()[18:20] == b"\1\1", "it can be read where nothing can be written"
    assert made.path.stat().st_mode & 0o777 == 0o600


def test_a_copy_that_does_not_come_out_of_the_trial_as_it_was_is_thrown_away(store, tmp_path, monkeypatch):
    first = backup.make_backup(store.path, "manual", tmp_path / "copies")
    with store.changing("Add") as db:
        store.insert(db, s.party, name="Lan")
    put = revisions.put_in_place

    def half(work, target):
        put(work, target)
        target.execute("DROP TRIGGER journal_party_d")
        target.execute("DELETE FROM party")

    monkeypatch.setattr(revisions, "put_in_place", half)
    with pytest.raises(StoreError, match="put back in trial"):
        backup.make_backup(store.path, "manual", tmp_path / "copies", backup.Keep(1, 1, 1))
    assert backup.list_backups(tmp_path / "copies") == [first]
    assert len(list((tmp_path / "copies").glob("*.sdbk"))) == 1
    assert [p.name for p in (tmp_path / "copies").iterdir() if p.name.startswith(".")] == []


def test_a_large_copy_is_put_back_in_trial_once_a_day_and_never_while_somebody_waits(
    store, tmp_path, monkeypatch
):
    monkeypatch.setattr(backup, "TRIAL_BYTES", 0)
    assert backup.make_backup(store.path, "import", tmp_path).restored_at is None
    assert backup.make_backup(store.path, "change", tmp_path).restored_at is not None
    assert backup.make_backup(store.path, "change", tmp_path).restored_at is None
    with clock.freeze(clock.now() + timedelta(days=1, minutes=1)):
        assert backup.make_backup(store.path, "change", tmp_path).restored_at is not None
    assert copies.last_restored(backup.list_backups(tmp_path)).sequence == 4


def test_a_damaged_book_is_flagged_and_pushes_out_no_good_copy(store, tmp_path):
    book = store.path
    with store.changing("Add") as db:
        for n in range(300):
            store.insert(db, s.party, name=f"Lan {n}", search=f"lan {n}")
    good = backup.make_backup(book, "manual", keep=backup.Keep(1, 1, 1))
    store.close()
    content = bytearray(book.read_bytes())
    for page in range(len(content) // 4096 - 12, len(content) // 4096 - 4):
        content[page * 4096 + 8 : page * 4096 + 200] = b"\xa5" * 192
    book.write_bytes(content)
    for _n in range(3):
        with pytest.raises(StoreError):
            backup.make_backup(book, "change", keep=backup.Keep(1, 1, 1))
    assert damage.flagged(book) is not None
    assert backup.list_backups(good.path.parent) == [good]
    with pytest.raises(StoreError, match="older ones are good"):
        backup.make_backup(book, "manual")
    restore.recover(book, good.path)
    assert damage.flagged(book) is None
    assert backup.make_backup(book, "manual").sequence == 2
    store.__init__(book)  # the fixture closes it


def test_two_windows_that_copy_at_once_get_different_numbers(store, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    with backup._numbered(folder) as one, backup._numbered(folder) as other:
        assert (one, other) == (1, 2)
    assert list(folder.iterdir()) == []


def test_what_a_copy_that_was_cut_off_left_is_swept_away_the_next_day(store, tmp_path):
    old, fresh = tmp_path / ".aa.part", tmp_path / ".bb.part"
    trial = tmp_path / ".trial-cc"
    trial.mkdir()
    (trial / "book.salesdesk").write_bytes(b"x")
    orphan = tmp_path / "salesdesk-00000000-00000009-20260101T000000Z-exit.json"
    for path in (old, fresh, orphan):
        path.write_bytes(b"{}")
    for path in (old, trial, orphan):
        os.utime(path, (0, 0))
    backup.make_backup(store.path, "manual", tmp_path)
    assert [path.exists() for path in (old, fresh, trial, orphan)] == [False, True, False, False]


def test_another_shops_copies_on_the_same_stick_are_left_alone(store, tmp_path):
    start = clock.now()
    stick = tmp_path / "stick"
    stick.mkdir()
    with closing(
        Store.create(tmp_path / "other.salesdesk", shop_name="O", currency="USD", language="en", owner="Ann")
    ) as other:
        theirs = backup.make_backup(other.path, "exit", stick)
    for day in range(12):
        with clock.freeze(start + timedelta(days=day)):
            backup.make_backup(store.path, "exit", stick, backup.Keep(2, 1, 1))
    assert theirs.path.exists()
    assert len(backup.list_backups(stick)) == 1 + 5


def test_little_room_is_said(store, tmp_path, monkeypatch):
    assert not backup.make_backup(store.path, "exit", tmp_path).short_of_room
    monkeypatch.setattr(backup, "SHARE", 0.0)
    assert backup.make_backup(store.path, "exit", tmp_path).short_of_room
