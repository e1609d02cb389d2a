"""The layouts that are trusted: those of the released versions, to the last letter."""

from contextlib import closing

import pytest

from salesdesk.store import blueprint, check, migrate
from salesdesk.store.database import Store
from salesdesk.store.engine import raw_connect, sqlite
from salesdesk.store.layouts import KNOWN, StrangeLayoutError, refuse_strange


@pytest.mark.parametrize("version", range(1, blueprint.SCHEMA_VERSION + 1))
def test_the_fingerprint_of_every_revision_is_known(tmp_path, version):
    path = tmp_path / "made.salesdesk"
    migrate.upgrade(path, f"{version:04d}")
    with closing(raw_connect(path, read_only=True)) as made:
        found = blueprint.fingerprint(made)
        assert KNOWN.get(version) == found, f'put the line {version}: "{found}" into store/layouts.py'
        assert refuse_strange(made) == version


def test_a_new_book_has_the_newest_one():
    assert KNOWN[blueprint.SCHEMA_VERSION] == check.expected_fingerprint()
    assert set(KNOWN) == set(range(1, blueprint.SCHEMA_VERSION + 1))


def test_a_book_at_work_keeps_its_fingerprint(store):
    store.set_setting("shop_name", "Another")
    store.close()  # the engine writes its statistics now
    again = Store.open(store.path)
    with closing(raw_connect(store.path, read_only=True)) as made:
        assert refuse_strange(made) == blueprint.SCHEMA_VERSION
    again.close()


STRANGE = {
    # "_" stands for any letter in SQL's LIKE: such a name must not count as one of the engine's own.
    "a trigger called nearly like the engine's own": (
        "CREATE TRIGGER sqliteZspy AFTER INSERT ON party BEGIN DELETE FROM sale; END"
    ),
    "a table called nearly like the engine's own": "CREATE TABLE sqlite1(x)",
    "an index": "CREATE INDEX spy ON party(upper(name))",
    "a view": "CREATE VIEW spy AS SELECT * FROM party",
    "a column": "ALTER TABLE party ADD COLUMN spy TEXT",
    "a table less": "DROP TABLE campaign_cost",
    "another version": "PRAGMA user_version = 1",
}


@pytest.mark.parametrize("what", STRANGE)
def test_anything_else_is_strange(tmp_path, what):
    path = tmp_path / "made.salesdesk"
    migrate.upgrade(path)
    with closing(sqlite.connect(str(path))) as db:
        db.execute(STRANGE[what])
        db.commit()
    with closing(raw_connect(path, read_only=True)) as made, pytest.raises(StrangeLayoutError):
        refuse_strange(made)


def test_the_engines_own_names_are_no_hiding_place(tmp_path):
    path = tmp_path / "made.salesdesk"
    migrate.upgrade(path)
    with closing(sqlite.connect(str(path))) as db:
        db.execute("CREATE TRIGGER spy AFTER INSERT ON party BEGIN DELETE FROM sale; END")
        db.execute("PRAGMA writable_schema = ON")
        db.execute(
            "UPDATE sqlite_master SET name = 'sqlite_spy', sql = replace(sql, 'spy', 'sqlite_spy') "
            "WHERE name = 'spy'"
        )
        db.commit()
    with closing(raw_connect(path, read_only=True)) as made, pytest.raises(StrangeLayoutError):
        refuse_strange(made)
