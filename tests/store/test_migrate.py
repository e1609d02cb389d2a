"""A book of an older Salesdesk, kept as a file, is brought up to date; when that fails it stays as it was."""

import gzip
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from salesdesk.base.errors import StoreError
from salesdesk.store import backup, blueprint, books, check, migrate, revisions
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.engine import raw_connect, sqlite
from tests.undo_samples import dump

FIRST = Path(__file__).with_name("first_book.salesdesk.gz")
SECOND = Path(__file__).with_name("second_book.salesdesk.gz")


@pytest.fixture
def old_book(tmp_path):
    """The book that version 1 wrote: two people, a call, a sale."""
    path = tmp_path / "shop.salesdesk"
    path.write_bytes(gzip.decompress(FIRST.read_bytes()))
    return path


def test_a_book_of_the_first_version_is_brought_up_to_date_with_all_that_is_in_it(old_book):
    assert not migrate.is_current(old_book)
    migrate.migrate(old_book)
    assert migrate.is_current(old_book)
    assert [f.name for f in check.check_book(old_book) if not f.ok] == []
    with closing(Store.open(old_book)) as store, store.reading() as db:
        names = db.execute(select(s.party.c.name).order_by(s.party.c.sort_name)).scalars().all()
        assert names == ["Nguyễn Thị Lan", "Võ Thị Mai"]
        assert db.execute(select(s.sale.c.total)).scalar_one() == 9_900_000
        assert store.can_undo()


def test_a_proven_copy_of_the_old_book_is_made_first(old_book):
    before = old_book.read_bytes()
    migrate.migrate(old_book)
    (copy,) = backup.list_backups(old_book.parent / "backups")
    assert copy.reason == "migration"
    assert backup.is_intact(copy)
    assert books.inspect(copy.path) == 1
    assert len(before) == 962_560


def test_a_book_that_cannot_be_brought_up_to_date_stays_as_it_was(old_book, monkeypatch):
    before = old_book.read_bytes()
    lost = check.Finding("links", False, "A record was lost.")
    monkeypatch.setattr(check, "check_book", lambda *_: [lost])
    with pytest.raises(StoreError, match="stays as it was"):
        migrate.migrate(old_book)
    assert old_book.read_bytes() == before
    assert [p.name for p in old_book.parent.iterdir() if "migrating" in p.name] == []


def test_a_current_book_is_left_alone(store):
    path = store.path
    store.close()
    before = path.read_bytes()
    migrate.migrate(path)
    assert path.read_bytes() == before


def _full(*_args, **_words):
    raise OSError(28, "No space left on device")


def _engine_full(*_args, **_words):
    raise sqlite.OperationalError("database or disk is full")


_put = revisions.put_in_place


def _last_act(trouble):
    """The page copy that fails over the book itself; the one of the trial restore does not."""
    return lambda work, book: trouble() if work.name.endswith(".migrating") else _put(work, book)


def _bug(*_args, **_words):
    raise RuntimeError("nobody foresaw this")


STEPS = {
    "room": (migrate.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000})),
    "copying first, disk full": (backup, "take", _full),
    "copying first, a bug": (backup, "prove", _bug),
    "noting the copy": (backup.atomic, "put", _full),
    "the work copy, disk full": (migrate.backup, "make_backup", None),
    "the revisions, disk full": (migrate, "upgrade", _engine_full),
    "the revisions, a bug": (migrate, "upgrade", _bug),
    "checking": (check, "check_book", lambda *_: [check.Finding("links", False, "A record was lost.")]),
    "comparing": (migrate, "lost", lambda *_: ["party: 1 rows differ"]),
    "putting in place, disk full": (revisions, "put_in_place", _last_act(_engine_full)),
    "putting in place, a bug": (revisions, "put_in_place", _last_act(_bug)),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_any_step_leaves_the_old_book_and_a_second_try_works(old_book, monkeypatch, step):
    before = old_book.read_bytes()
    place, name, act = STEPS[step]
    if act is None:  # the first copy succeeds, the next snapshot does not
        made, take = backup.make_backup, backup.take

        def once(*args, **words):
            copy = made(*args, **words)
            monkeypatch.setattr(backup, "take", _full)
            return copy

        act = once
        assert take is backup.take
    monkeypatch.setattr(place, name, act)
    with pytest.raises((StoreError, RuntimeError)):
        migrate.migrate(old_book)
    monkeypatch.undo()
    assert old_book.read_bytes() == before
    left = {p.name for p in old_book.parent.iterdir()} - {"backups", f"{old_book.name}-shm"}
    assert left == {old_book.name}
    first = backup.list_backups(old_book.parent / "backups")
    migrate.migrate(old_book)
    assert [f.name for f in check.check_book(old_book) if not f.ok] == []
    copies = backup.list_backups(old_book.parent / "backups")
    assert len(copies) == 1, "the copy before the update is made once"
    assert not first or first == copies


_KILLED = """
import os, signal, sys
from pathlib import Path
from salesdesk.base.task import Task
from salesdesk.store import migrate
at = int(sys.argv[2])
def report(done, total):
    if done == at:
        os.kill(os.getpid(), signal.SIGKILL)
migrate.migrate(Path(sys.argv[1]), Task(report))
"""


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
@pytest.mark.parametrize("at", range(1, migrate.STEPS + 1))
def test_a_kill_at_any_step_leaves_the_old_book_or_the_new_one(old_book, at):
    before = old_book.read_bytes()
    run = subprocess.run([sys.executable, "-c", _KILLED, str(old_book), str(at)], check=False)
    assert run.returncode == -signal.SIGKILL
    if at < migrate.STEPS:
        assert old_book.read_bytes() == before
    migrate.migrate(old_book)
    assert [f.name for f in check.check_book(old_book) if not f.ok] == []
    assert len(backup.list_backups(old_book.parent / "backups")) == 1


def test_a_book_that_is_open_elsewhere_is_not_brought_up_to_date(old_book):
    with closing(sqlite.connect(str(old_book))) as other:
        other.execute("SELECT count(*) FROM party").fetchone()
        with pytest.raises(StoreError, match="another window"):
            migrate.migrate(old_book)
    assert books.inspect(old_book) == 1


def test_a_record_a_revision_loses_is_noticed(old_book, tmp_path):
    copy = backup.make_backup(old_book, "manual", tmp_path / "copies").path
    work = tmp_path / "work.salesdesk"
    work.write_bytes(copy.read_bytes())
    migrate.upgrade(work)
    assert migrate.lost(copy, work) == []
    with closing(sqlite.connect(str(work))) as db:
        db.execute("DROP TRIGGER journal_party_u")
        db.execute("DROP TRIGGER journal_payment_d")
        db.execute("UPDATE party SET job_title = 'x' WHERE id = (SELECT min(id) FROM party)")
        db.commit()
    assert migrate.lost(copy, work) == ["party: 1 rows differ"]
    with closing(sqlite.connect(str(work))) as db:
        db.execute("DROP TRIGGER journal_contact_point_d")
        db.execute("DELETE FROM contact_point")
        for act in "iud":
            db.execute(f"DROP TRIGGER journal_campaign_{act}")
        db.execute("ALTER TABLE campaign DROP COLUMN goal")
        db.execute("DROP TABLE campaign_note")
        db.commit()
    found = migrate.lost(copy, work)
    assert "campaign_note: the table is gone" in found
    assert "campaign: goal is gone" in found


def test_links_are_not_enforced_while_revisions_run_or_children_would_go_with_a_rebuilt_table(old_book):
    """The trap: a table made anew takes its children with it while links are enforced."""
    with closing(raw_connect(old_book)) as enforced:
        assert enforced.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    with closing(revisions._bare(old_book)) as bare:
        assert bare.execute("PRAGMA foreign_keys").fetchone()[0] == 0


def test_a_pre_update_copy_survives_ten_failed_tries(old_book, monkeypatch):
    monkeypatch.setattr(revisions, "put_in_place", _last_act(_engine_full))
    for _n in range(10):
        with pytest.raises(StoreError):
            migrate.migrate(old_book)
    (copy,) = backup.list_backups(old_book.parent / "backups")
    assert copy.target == blueprint.SCHEMA_VERSION
    assert backup.is_intact(copy)


def test_what_an_update_that_was_cut_off_left_is_swept_away_the_next_day(old_book):
    old, fresh = (old_book.with_name(f".{old_book.name}.{n}.migrating") for n in ("aa", "bb"))
    others = [old_book.with_name(name) for name in (".other.salesdesk.cc.migrating", "notes.migrating")]
    for path in (old, Path(f"{old}-wal"), fresh, *others):
        path.write_bytes(b"half a book")
        if path != fresh:
            os.utime(path, (0, 0))
    migrate.migrate(old_book)
    assert [path.exists() for path in (old, Path(f"{old}-wal"), fresh, *others)] == [
        False,
        False,
        *[True] * 3,
    ]


def test_an_import_of_the_second_version_is_undone_and_redone_after_the_migration(tmp_path):
    path = tmp_path / "shop.salesdesk"
    path.write_bytes(gzip.decompress(SECOND.read_bytes()))
    assert books.inspect(path) == 2
    migrate.migrate(path)
    assert [f.name for f in check.check_book(path) if not f.ok] == []
    with closing(Store.open(path)) as store:
        store.staff_id = _owner(store)
        imported = dump(store)
        assert len(imported["party"]) == 601
        assert store.undo()
        assert len(dump(store)["party"]) == 1
        assert store.redo()
        assert dump(store) == imported
    assert [f.name for f in check.check_book(path) if not f.ok] == []


def _owner(store):
    with store.reading() as db:
        return db.execute(select(s.staff_member.c.id)).scalar_one()
