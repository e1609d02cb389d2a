"""The search index after bulk steps: emptied and filled anew, or row by row, it finds the same."""

import pytest
from sqlalchemy import delete, update

from salesdesk.store import check, indexing
from salesdesk.store import schema as s
from salesdesk.store.engine import driver
from salesdesk.store.inserting import insert_rows

ROWS = 600
ANEW, ROW_BY_ROW = 1_000, 0


@pytest.fixture(params=[ANEW, ROW_BY_ROW])
def book(request, store, monkeypatch):
    """A book with people and papers, under both ways."""
    monkeypatch.setattr(indexing, "WORTH", request.param)
    with store.changing("Start") as db:
        for i in range(5):
            store.insert(db, s.party, name=f"K{i}", search=f"k{i} kept", phone_digits=f"09{i}8877665")
            store.insert(db, s.deal, title=f"D{i}", search=f"d{i} kept")
    return store


def found(store, index, word):
    with store.reading() as db:
        sql = f"SELECT count(*) FROM {index} WHERE {index} MATCH ?"
        return driver(db).execute(sql, (word,)).fetchone()[0]


def right(store):
    return [f.name for f in check.check_book(store.path) if not f.ok] == []


def bring_in(store):
    with store.changing("Import", bulk=True) as db:
        ids = []
        for start in range(0, ROWS, 200):
            people = [
                {"name": f"P{i}", "search": f"p{i} imported", "phone_digits": f"0123{i:06d}"}
                for i in range(start, start + 200)
            ]
            ids += insert_rows(db, s.party, people)
        alone = store.insert(db, s.party, name="Alone", search="alone imported")
        gone = store.insert(db, s.party, name="Gone", search="gone imported")
        db.execute(delete(s.party).where(s.party.c.id == gone))
        store.update(db, s.party, ids[250], search="renamed imported")
        store.update(db, s.party, ids[-1], search="")
    return [*ids, alone]


def test_people_come_go_and_come_back(book):
    bring_in(book)
    words = "imported", "kept", "renamed", "gone", "p250", "p9"
    for _ in range(2):
        assert [found(book, "party_index", w) for w in words] == [ROWS, 5, 1, 0, 0, 1]
        assert [found(book, "phone_index", n) for n in ("0123", "8877")] == [ROWS, 5]
        assert right(book)
        assert book.undo()
        assert [found(book, "party_index", w) for w in ("imported", "kept", "renamed")] == [0, 5, 0]
        assert [found(book, "phone_index", n) for n in ("0123", "8877")] == [0, 5]
        assert right(book)
        assert book.redo()


def test_what_many_rows_are_found_by_changes_and_changes_back(book):
    bring_in(book)
    with book.changing("Mark", bulk=True) as db:
        p = s.party.c
        db.execute(update(s.party).where(p.search.like("%imported")).values(search=p.search + " marked"))
    assert [found(book, "party_index", w) for w in ("marked", "imported", "kept")] == [ROWS, ROWS, 5]
    assert book.undo()
    assert [found(book, "party_index", w) for w in ("marked", "imported", "kept")] == [0, ROWS, 5]
    assert right(book)


def test_papers_of_another_kind_stay(book):
    with book.changing("Prices", bulk=True) as db:
        insert_rows(db, s.product, [{"name": f"P{i}", "search": f"p{i} thing"} for i in range(ROWS)])
    assert (found(book, "paper_index", "thing"), found(book, "paper_index", "kept")) == (ROWS, 5)
    assert book.undo()
    assert (found(book, "paper_index", "thing"), found(book, "paper_index", "kept")) == (0, 5)
    assert right(book)
