"""Backups that are proven before they count."""

from datetime import UTC, datetime, timedelta

import pytest

from salesdesk.base import clock
from salesdesk.base.errors import StoreError
from salesdesk.store import backup
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.engine import sqlite


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


def test_old_ones_go_by_sequence_but_never_those_before_a_migration(store, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "ALWAYS", 2)
    folder = tmp_path / "copies"
    for reason in ("migration", "start", "exit", "start"):
        backup.make_backup(store.path, reason, folder, backup.Keep(1, 1))
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
    monkeypatch.setattr(backup, "ALWAYS", 0)
    folder = tmp_path / "copies"
    start = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
    for day in range(21):
        with clock.freeze(start + timedelta(days=day)):
            backup.make_backup(store.path, "exit", folder, backup.Keep(3, 2))
    assert [(b.made_at - start).days for b in backup.list_backups(folder)] == [20, 19, 18, 13]


def test_a_note_that_cannot_be_read_makes_a_copy_unproven_and_harms_nothing(store, tmp_path):
    made = backup.make_backup(store.path, "manual", tmp_path)
    made.path.with_suffix(".json").write_text("{")
    assert backup.list_backups(tmp_path) == []
    assert not backup.is_intact(made)
