"""A large step taken back without the engine's watch over links: what it would have refused is refused."""

import pytest
from sqlalchemy import delete

from salesdesk.base.errors import Cancelled, StoreError
from salesdesk.store import check, links, taking_back
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.engine import driver
from salesdesk.store.inserting import insert_rows
from tests.store.test_ranges import StopsAt
from tests.undo_samples import dump

ROWS = 600
SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
TRIGGERS = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'party' ORDER BY rowid"


@pytest.fixture(params=[1, 10**9], ids=["triggers put away", "triggers still"])
def book(request, store, monkeypatch):
    """A book in which Hannah knows one person, with and without the triggers while a step is taken back."""
    monkeypatch.setattr(taking_back, "MANY", request.param)
    with store.changing("Start") as db:
        store.insert(db, s.party, name="Known", search="known")
    return store


def bring_in(store, **more):
    with store.changing("Import", bulk=True) as db:
        return insert_rows(db, s.party, [{"name": f"P{i}", "search": f"p{i}", **more} for i in range(ROWS)])


def asked(store, sql):
    with store._transactions.writer.connect() as db:
        return driver(db).execute(sql).fetchall()


def is_whole(store, before, schema, triggers):
    """The book is as it was, and watched and heard as it was."""
    assert dump(store) == before
    assert asked(store, SCHEMA) == schema
    assert asked(store, TRIGGERS) == triggers
    assert asked(store, "PRAGMA foreign_keys") == [(1,)]
    assert [f.name for f in check.check_book(store.path) if not f.ok] == []
    with pytest.raises(StoreError), store.changing("Orphan") as db:
        store.insert(db, s.contact_point, party_id=1, value="0912345678")


CHILDREN = sorted((t, c) for t, c, parent in links._LINKS if parent == "party")


@pytest.mark.parametrize(("table", "column"), CHILDREN)
def test_people_whom_others_point_to_stay(store, table, column):
    ids = bring_in(store)
    values = {"name": "Other"} if table == "party" else {}
    with store.changing("Point to one") as db:
        db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        needed = {c.name: _some(store, db, c) for c in s.TABLES[table].columns if _is_needed(c)}
        store.insert(db, s.TABLES[table], **{**needed, **values, column: ids[ROWS // 2]})
    before, imported = dump(store), _step(store, "Import")
    with pytest.raises(StoreError, match="What was saved before is safe"):
        store.undo(step_id=imported)
    assert dump(store) == before
    assert asked(store, "PRAGMA foreign_keys") == [(1,)]
    assert store.undo(), "what pointed to it"
    assert store.undo(step_id=imported)


def _is_needed(column):
    return not column.nullable and column.default is None and not column.primary_key


def _some(store, db, column):
    for key in column.foreign_keys:
        parent = key.column.table
        if parent.name == "party":
            return store.insert(db, parent, name="Another")
        needed = {c.name: _some(store, db, c) for c in parent.columns if _is_needed(c)}
        return store.insert(db, parent, **needed)
    return {"Day": store.today(), "Instant": store.now()}.get(type(column.type).__name__, 1)


def _step(store, label):
    with store.reading() as db:
        sql = "SELECT max(id) FROM step WHERE label = ? AND kind = 'do'"
        return driver(db).execute(sql, (label,)).fetchone()[0]


def test_a_refused_undo_leaves_the_book_watched_and_heard(book):
    ids = bring_in(book)
    with book.changing("Note") as db:
        book.insert(db, s.contact_point, party_id=ids[-1], value="0912345678")
    was = dump(book), asked(book, SCHEMA), asked(book, TRIGGERS)
    with pytest.raises(StoreError):
        book.undo(step_id=_step(book, "Import"))
    is_whole(book, *was)


def test_a_redo_whose_own_links_lead_nowhere_is_refused(book):
    with book.changing("Firm") as db:
        firm = book.insert(db, s.party, name="Firm")
    bring_in(book, organisation_id=firm)
    assert book.undo()
    owner, book.staff_id = book.staff_id, None
    with book.changing("Delete for good") as db:
        db.execute(delete(s.party).where(s.party.c.id == firm))
    book.staff_id = owner
    was = dump(book), asked(book, SCHEMA), asked(book, TRIGGERS)
    with pytest.raises(StoreError):
        book.redo()
    is_whole(book, *was)


def test_undo_and_redo_leave_the_book_watched_and_heard(book):
    empty, schema, triggers = dump(book), asked(book, SCHEMA), asked(book, TRIGGERS)
    bring_in(book)
    full = dump(book)
    for _ in range(2):
        assert book.undo()
        is_whole(book, empty, schema, triggers)
        assert book.redo()
        is_whole(book, full, schema, triggers)


@pytest.mark.parametrize("at", [1, 2])
def test_a_stopped_undo_leaves_the_book_watched_and_heard(book, at):
    bring_in(book)
    was = dump(book), asked(book, SCHEMA), asked(book, TRIGGERS)
    with pytest.raises(Cancelled):
        book.undo(StopsAt(at))
    is_whole(book, *was)


def test_another_window_works_on_while_triggers_come_back(book):
    other = Store.open(book.path)
    try:
        bring_in(book)
        assert len(dump(other)["party"]) == ROWS + 1
        assert book.undo()
        with other.changing("Add") as db:
            other.insert(db, s.party, name="Elsewhere", search="elsewhere")
        assert len(dump(book)["party"]) == 2
        assert other.undo()
    finally:
        other.close()
