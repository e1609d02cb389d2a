"""Many rows by one statement: one line of the journal, and everything that reads the journal knows it."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, update

from salesdesk.base.errors import Cancelled, StoreError, UserError
from salesdesk.base.task import Task
from salesdesk.parties.timeline_queries import timeline
from salesdesk.store import check, checkpoints, journal
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.engine import driver, raw_connect
from salesdesk.store.inserting import insert_rows, runs
from salesdesk.store.journal_schema import change
from tests.undo_samples import dump

ROWS = 1_200


def bring_in(store, word="imported", rows=ROWS):
    """An import in small: people with a phone each, one of them changed afterwards in the same step."""
    today = store.today()
    with store.changing("Import {file}", bulk=True, file=f"{word}.csv") as db:
        ids = []
        for start in range(0, rows, 500):
            numbers = range(start, min(start + 500, rows))
            people = [{"name": f"P{i}", "search": f"p{i} {word}", "prospect_on": today} for i in numbers]
            ids += insert_rows(db, s.party, people)
        points = [{"party_id": i, "value": "0912345678"} for i in ids[:10]]
        insert_rows(db, s.contact_point, points)
        store.update(db, s.party, ids[0], organisation_id=ids[1], search=f"renamed {word}")
    return ids


def found(store, word):
    with store.reading() as db:
        sql = "SELECT count(*) FROM party_index WHERE party_index MATCH ?"
        return driver(db).execute(sql, (word,)).fetchone()[0]


def wrong(store):
    return [f.name for f in check.check_book(store.path) if not f.ok]


def rename(store, party_id, name):
    with store.changing("Rename to {name}", name=name) as db:
        store.update(db, s.party, party_id, name=name)


def steps(store):
    with store.reading() as db:
        return journal.list_steps(db)


def test_ids_without_a_gap_are_one_run():
    assert list(runs([])) == []
    assert list(runs([7])) == [(7, 7)]
    assert list(runs([5, 3, 4, 9, 8])) == [(3, 5), (8, 9)]


def test_many_rows_cost_a_line_for_each_statement(store):
    bring_in(store)
    with store.reading() as db:
        lines = db.execute(select(change.c.table_name, change.c.op)).all()
    assert sorted(lines) == [("contact_point", "I"), *[("party", "I")] * 3, ("party", "U")]


def test_undo_redo_undo_of_many_rows_with_search_sums_and_history_right(store):
    before = dump(store)
    ids = bring_in(store)
    after = dump(store)
    assert (found(store, "imported"), found(store, "renamed"), found(store, "p0")) == (ROWS, 1, 0)
    for _ in range(2):
        assert store.undo()
        assert (dump(store), found(store, "imported"), wrong(store)) == (before, 0, [])
        assert store.redo()
        assert (dump(store), found(store, "imported"), wrong(store)) == (after, ROWS, [])
    with store.reading() as db:
        assert journal.history(db, "party", ids[0], ["organisation_id"])[0].after == ids[1]


def test_the_history_of_one_imported_row(store):
    ids = bring_in(store)
    rename(store, ids[700], "Lan")
    with store.reading() as db:
        told = journal.history(db, "party", ids[700], ["name"])
        beginning = [row.title for row in timeline(db, ids[700]) if row.kind == "party"]
    assert [(t.label, t.before, t.after) for t in told] == [
        ("Rename to Lan", "P700", "Lan"),
        ("Import imported.csv", None, "P700"),
    ]
    assert beginning == ["Added by Hannah"]


def test_an_import_is_not_undone_over_a_later_change_of_one_of_its_rows(store):
    ids = bring_in(store)
    rename(store, ids[-1], "Lan")
    after = dump(store)
    imported = steps(store)[1]
    with pytest.raises(UserError, match="Rename to Lan"):
        store.undo(step_id=imported.id)
    assert dump(store) == after
    assert store.undo()
    assert store.undo(step_id=imported.id)


def test_a_redone_import_is_not_undone_over_a_later_change(store):
    ids = bring_in(store)
    store.undo()
    store.redo()
    rename(store, ids[5], "Lan")
    with pytest.raises(UserError, match="Rename to Lan"):
        store.undo(step_id=steps(store)[1].id)


def test_the_first_of_two_imports_is_undone_alone(store):
    bring_in(store, "first")
    bring_in(store, "second")
    store.undo(step_id=steps(store)[1].id)
    assert (found(store, "first"), found(store, "second"), wrong(store)) == (0, ROWS, [])


def test_many_changed_rows_go_back_and_forth(store):
    bring_in(store)
    before = dump(store)
    with store.changing("Mark", bulk=True) as db:
        p = s.party.c
        db.execute(update(s.party).values(search=p.search + " marked", hot=True, prospect_on=None, version=2))
    after = dump(store)
    assert found(store, "marked") == ROWS
    assert store.undo()
    assert (dump(store), found(store, "marked"), wrong(store)) == (before, 0, [])
    assert store.redo()
    assert (dump(store), found(store, "marked"), wrong(store)) == (after, ROWS, [])


def test_many_deleted_rows_come_back(store):
    with store.changing("Prices", bulk=True) as db:
        insert_rows(db, s.product, [{"name": f"P{i}", "search": f"p{i} thing"} for i in range(ROWS)])
    before = dump(store)
    with store.changing("Delete for good", bulk=True) as db:
        db.execute(s.product.delete())
    assert store.undo()
    assert (dump(store), wrong(store)) == (before, [])
    assert store.redo()
    assert (dump(store)["product"], wrong(store)) == ([], [])


class StopsAt(Task):
    """A task that is stopped at its n-th report."""

    def __init__(self, n):
        super().__init__()
        self.left = n

    def advance(self, done, total):
        self.left -= 1
        if self.left == 0:
            self.cancel()
        super().advance(done, total)


@pytest.mark.parametrize(("rows", "left"), [(ROWS, True), (20, False)])
def test_an_undo_says_how_far_it_is(store, rows, left):
    bring_in(store, rows=rows)
    told = []
    assert store.undo(Task(lambda done, total: told.append((done, total))))
    assert [done for done, _total in told] == sorted({done for done, _total in told})
    assert len({total for _done, total in told}) == 1
    # Of many rows the search index is left when the last of them has gone.
    assert (told[-1][0] < told[-1][1]) == left


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_an_undo_stopped_in_the_middle_leaves_the_book_as_it_was(store, at):
    bring_in(store)
    before = dump(store)
    with pytest.raises(Cancelled):
        store.undo(StopsAt(at))
    assert (dump(store), found(store, "imported"), wrong(store)) == (before, ROWS, [])
    assert store.undo(), "and it can be done after all"


def test_a_failure_in_the_middle_of_many_rows_leaves_nothing(store):
    before = dump(store)

    def bad():
        with store.changing("Bad", bulk=True) as db:
            insert_rows(db, s.party, [{"name": "A"}, {"name": "B"}])
            insert_rows(db, s.party, [{"name": "C"}, {"name": None}])

    with pytest.raises(StoreError):
        bad()
    assert (dump(store), wrong(store)) == (before, [])


KILLED = """
import os, sys
from pathlib import Path
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.inserting import insert_rows
store = Store.open(Path(sys.argv[1]))
with store.changing("Import", bulk=True) as db:
    # More than the cache holds, so that pages of the unfinished step are in the log already.
    db.exec_driver_sql("PRAGMA cache_size = 50")
    for _ in range(4):
        insert_rows(db, s.party, [{"name": f"K{i}", "search": f"k{i} killed"} for i in range(500)])
    os._exit(9)
"""


def test_an_import_killed_in_between_leaves_nothing(store):
    bring_in(store)
    before = dump(store)
    ended = subprocess.run([sys.executable, "-c", KILLED, str(store.path)], check=False)
    assert ended.returncode == 9
    assert (dump(store), found(store, "killed"), wrong(store)) == (before, 0, [])
    rename(store, before["party"][0][0], "Goes on")
    assert store.undo()
    assert store.undo()
    assert found(store, "imported") == 0


def test_rows_that_the_journal_may_not_know_of_are_never_kept(store):
    before = dump(store)

    def hide():
        with store.changing("Hidden", bulk=True) as db:
            store.insert(db, s.party, name="Seen")
            try:
                insert_rows(db, s.party, [{"name": "A"}, {"name": None}])
            except Exception:  # noqa: BLE001 - a command that goes on after a failed statement
                store.insert(db, s.party, name="Unseen")

    with pytest.raises(RuntimeError, match="left open"):
        hide()
    assert dump(store) == before


def test_a_change_outside_a_step_is_refused_also_after_a_bulk_step(store):
    bring_in(store)
    connection = raw_connect(store.path)
    try:
        with pytest.raises(Exception, match="outside a step"):
            connection.execute("UPDATE party SET name = 'X'")
    finally:
        connection.close()


def test_everybody_hears_of_many_rows(store):
    told = []
    store.subscribe(told.append)
    bring_in(store, rows=2_500)
    assert told[-1].ids("party") is None
    with store.changing("Three", bulk=True) as db:
        ids = insert_rows(db, s.product, [{"name": n} for n in "ABC"])
    assert told[-1].ids("product") == frozenset(ids)


def test_rows_of_different_columns_get_their_defaults(store):
    with store.changing("Some", bulk=True) as db:
        ids = insert_rows(db, s.party, [{"name": "A", "hot": True}, {"name": "B", "code": "7"}])
    with store.reading() as db:
        p = s.party.c
        rows = db.execute(
            select(p.name, p.hot, p.code, p.state, p.custom).where(p.id.in_(ids)).order_by(p.id)
        ).all()
    assert rows == [("A", True, None, "contact", "{}"), ("B", False, "7", "contact", "{}")]


@pytest.mark.parametrize("count", [1, 99, 100, 101, 250])
@pytest.mark.parametrize("bulk", [True, False])
def test_rows_that_share_a_statement_keep_their_own_values_and_order(store, count, bulk):
    sent = [{"name": f"N{i}", "budget": i, "birthday": store.today()} for i in range(count)]
    with store.changing("Many", bulk=bulk) as db:
        ids = insert_rows(db, s.party, sent)
    assert ids == sorted(ids)
    with store.reading() as db:
        p = s.party.c
        rows = db.execute(select(p.id, p.name, p.budget, p.birthday, p.created_at).order_by(p.id)).all()
    wanted = [(i, v["name"], v["budget"], v["birthday"]) for i, v in zip(ids, sent, strict=True)]
    assert [tuple(row[:4]) for row in rows] == wanted
    assert len({row.created_at for row in rows}) == 1


def test_a_column_that_is_none_of_the_table_is_refused(store):
    with pytest.raises(KeyError), store.changing("Wrong", bulk=True) as db:
        insert_rows(db, s.party, [{"name": "A"}, {"name": "B", "nickname": "C"}])


def test_another_window_hears_of_an_import_and_can_undo_it(store):
    bring_in(store)
    other = Store.open(store.path)
    try:
        assert other.can_undo() == "Import imported.csv"
        assert other.undo()
        assert found(other, "imported") == 0
    finally:
        other.close()


def test_the_log_beside_the_book_stays_short_under_many_imports(store, monkeypatch):
    monkeypatch.setattr(checkpoints, "LONG", 100_000)
    log, lengths = Path(f"{store.path}-wal"), []
    for i in range(5):
        bring_in(store, f"file{i}")
        store._transactions.checkpoints.wait()
        lengths.append(log.stat().st_size)
    assert lengths[0] > 100_000, "each import alone makes it long"
    assert max(lengths) < 2 * lengths[0]
    assert wrong(store) == []


def test_a_log_that_was_long_once_is_not_folded_in_after_every_save(store, monkeypatch):
    monkeypatch.setattr(checkpoints, "LONG", 100_000)
    ids = bring_in(store)
    folding = store._transactions.checkpoints
    folding.wait()
    first = folding._thread
    for number in range(3):
        rename(store, ids[0], f"Lan {number}")
    assert Path(f"{store.path}-wal").stat().st_size > 100_000
    assert folding._thread is first
