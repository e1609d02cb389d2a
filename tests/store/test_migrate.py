"""A book of an older Salesdesk, kept as a file, is brought up to date; when that fails it stays as it was."""

import gzip
import os
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from salesdesk.base.errors import StoreError
from salesdesk.store import backup, books, check, migrate
from salesdesk.store import schema as s
from salesdesk.store.database import Store
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
    monkeypatch.setattr(check, "check_book", lambda _path: [lost])
    with pytest.raises(StoreError, match="stays as it was"):
        migrate.migrate(old_book)
    assert old_book.read_bytes() == before
    assert [p.name for p in old_book.parent.iterdir() if "migrating" in p.name] == []


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


def test_a_current_book_is_left_alone(store):
    path = store.path
    store.close()
    before = path.read_bytes()
    migrate.migrate(path)
    assert path.read_bytes() == before


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
