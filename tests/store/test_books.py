"""A new book, and files that are none."""

import stat
from pathlib import Path

import pytest

from salesdesk.base.errors import StoreError, UserError
from salesdesk.store import blueprint, books, check, migrate
from salesdesk.store.database import Store
from salesdesk.store.engine import raw_connect
from salesdesk.store.opening import open_book


def sums(path):
    return {f.name: f.ok for f in check.check_book(path)}


def test_a_new_book_is_sound_and_private(store):
    assert all(sums(store.path).values())
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def test_a_book_is_never_made_over_a_file(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("keep me")
    with pytest.raises(UserError):
        books.create(path)
    assert path.read_text() == "keep me"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip", b"SQLite format 3\0 but cut", b"\0" * 5000])
def test_what_is_no_book_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "odd.salesdesk"
    path.write_bytes(content)
    with pytest.raises(StoreError):
        Store.open(path)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["odd.salesdesk"]


def test_a_missing_book_is_not_made(tmp_path):
    with pytest.raises(StoreError, match="no book"):
        Store.open(tmp_path / "gone.salesdesk")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_book(tmp_path):
    with pytest.raises(StoreError, match="not a file"):
        Store.open(tmp_path)


def alter(path, *statements):
    connection = raw_connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def test_a_newer_book_is_refused_and_not_one_byte_of_its_folder_changes(store):
    store.close()
    alter(
        store.path,
        "UPDATE alembic_version SET version_num = '0099'",
        "UPDATE meta SET value = '9.1' WHERE key = 'app_version'",
        "PRAGMA user_version = 99",
    )
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in store.path.parent.iterdir()}
    with pytest.raises(StoreError, match=r"newer Salesdesk \(9.1\)") as refused:
        Store.open(store.path)
    assert refused.value.kind == "newer"
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in store.path.parent.iterdir()} == before


@pytest.mark.parametrize("pragma", ["application_id = 7", "user_version = 99", "user_version = -3"])
def test_a_broken_byte_in_the_head_of_our_own_book_is_damage(store, pragma):
    store.close()
    alter(store.path, f"PRAGMA {pragma}")
    before = store.path.read_bytes()
    with pytest.raises(StoreError) as refused:
        Store.open(store.path)
    assert refused.value.kind == "damaged"
    assert store.path.read_bytes() == before


def test_a_foreign_trigger_is_noticed(store):
    store.close()
    connection = raw_connect(store.path)
    connection.execute(
        "CREATE TRIGGER evil AFTER INSERT ON sale BEGIN UPDATE staff_member SET roles = 'owner'; END"
    )
    connection.close()
    assert sums(store.path)["schema"] is False


def test_figures_that_were_tampered_with_are_noticed(store):
    store.close()
    connection = raw_connect(store.path)
    wrong = "INSERT INTO tally(metric, day, staff_id, n, total) VALUES ('sale', '2026-05-14', 0, 1, 100)"
    connection.execute(wrong)
    connection.close()
    assert sums(store.path)["sums"] is False


def test_the_revisions_make_the_same_book(tmp_path):
    path = tmp_path / "by-revision.salesdesk"
    migrate.upgrade(path)
    connection = raw_connect(path, read_only=True)
    assert blueprint.fingerprint(connection) == check.expected_fingerprint()
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(blueprint.HEAD,)]
    connection.close()


def test_a_book_whose_pages_were_just_being_written_is_read_by_its_log(store, tmp_path):
    connection = raw_connect(store.path)
    connection.execute("VACUUM")  # every page is in the log now
    torn = tmp_path / "torn.salesdesk"
    whole = store.path.read_bytes()
    torn.write_bytes(whole[: len(whole) // 8192 * 4096])  # the file was just growing
    log = Path(f"{store.path}-wal").read_bytes()
    connection.close()
    with pytest.raises(StoreError, match="damaged"):
        books.inspect(torn)
    Path(f"{torn}-wal").write_bytes(log)
    before = torn.read_bytes()
    assert books.inspect(torn) == blueprint.SCHEMA_VERSION
    assert (torn.read_bytes(), Path(f"{torn}-wal").read_bytes()) == (before, log)
    open_book(torn).close()
    assert all(sums(torn).values())


def test_damage_that_the_engine_itself_cannot_spell_is_told_as_damage(store, tmp_path):
    store.close()
    path = tmp_path / "broken.salesdesk"
    unspeakable = b"CREATE TABLE \xff\xfe\xfd\xfc\xfb "
    path.write_bytes(store.path.read_bytes().replace(b"CREATE TABLE party ", unspeakable))
    with pytest.raises(StoreError) as told:
        open_book(path).close()
    assert told.value.kind == "damaged"
