"""The store: one change is one transaction, one undo step and one message."""

import threading

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DatabaseError

from salesdesk.base.errors import StoreError, UserError
from salesdesk.store import schema as s
from salesdesk.store.database import Store


def names(store):
    with store.reading() as db:
        return list(
            db.execute(
                select(s.party.c.name).where(s.party.c.deleted_at.is_(None)).order_by(s.party.c.id)
            ).scalars()
        )


def add(store, name):
    with store.changing("Add {name}", name=name) as db:
        return store.insert(db, s.party, name=name, search=name.lower())


def rename_twice(store, party_id):
    with store.changing("Rename") as db:
        store.update(db, s.party, party_id, name="Dropped")
        store.update(db, s.party, party_id, version=1, name="Stale")


def test_a_change_is_told_once_after_the_commit(store):
    told = []
    store.subscribe(told.append)
    party_id = add(store, "Lan")
    assert [(c.label, c.ids("party"), c.kind) for c in told] == [("Add Lan", frozenset({party_id}), "do")]


def test_nested_changes_are_one_step_named_by_the_outer_one(store):
    with store.changing("Win deal"):
        add(store, "One")
        add(store, "Two")
    assert store.can_undo() == "Win deal"
    store.undo()
    assert names(store) == []


def test_a_failing_change_leaves_nothing_behind(store):
    def bad():
        with store.changing("Bad") as db:
            store.insert(db, s.party, name="Half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bad()
    assert names(store) == []
    assert store.can_undo() is None


def test_a_failing_inner_change_can_be_survived_by_the_outer_one(store):
    with store.changing("Outer"):
        kept = add(store, "Kept")
        with pytest.raises(UserError), store.changing("Inner"):
            rename_twice(store, kept)
    assert names(store) == ["Kept"]


def test_a_change_that_changes_nothing_is_no_step(store):
    told = []
    store.subscribe(told.append)
    with store.changing("Nothing"):
        pass
    assert store.can_undo() is None
    assert told == []


def test_two_people_cannot_overwrite_each_other_unseen(store):
    party_id = add(store, "Lan")
    with store.changing("Mine") as db:
        store.update(db, s.party, party_id, version=1, name="Lan A")
    with pytest.raises(UserError, match="Somebody else"), store.changing("Theirs") as db:
        store.update(db, s.party, party_id, version=1, name="Lan B")
    assert names(store) == ["Lan A"]


def test_no_row_changes_outside_a_step(store):
    with pytest.raises(DatabaseError, match="outside a step"), store._transactions.writer.begin() as db:
        db.execute(insert(s.party).values(id=1, name="Sneaked in"))


def test_a_reader_cannot_write(store):
    with pytest.raises(StoreError), store.reading() as db:
        db.execute(insert(s.party).values(id=1, name="Sneaked in"))


def test_an_amount_that_is_no_number_is_refused_by_the_file(store):
    with pytest.raises(StoreError), store.changing("Bad") as db:
        store.insert(db, s.product, name="X", price="abc")


def test_reading_goes_on_while_a_worker_writes(store):
    inside, finish = threading.Event(), threading.Event()

    def work():
        with store.changing("Long import") as db:
            store.insert(db, s.party, name="Late")
            inside.set()
            finish.wait(5)

    worker = threading.Thread(target=work)
    worker.start()
    store.never_wait_here()
    assert inside.wait(5)
    assert names(store) == []
    with pytest.raises(StoreError, match="longer job"):
        add(store, "Meanwhile")
    finish.set()
    worker.join()
    assert names(store) == ["Late"]


def busy_ms(db):
    return db.exec_driver_sql("PRAGMA busy_timeout").scalar()


def test_a_window_never_waits_long_for_another_program_and_work_beside_it_does(store):
    store.never_wait_here()
    found = {}

    def work():
        with store.reading() as db:
            found["worker reads"] = busy_ms(db)
        with store.changing("Work") as db:
            found["worker writes"] = busy_ms(db)

    for _ in range(2):  # the connections go from one to the other
        with store.reading() as db:
            found["window reads"] = busy_ms(db)
        with store.changing("Window") as db:
            found["window writes"] = busy_ms(db)
        worker = threading.Thread(target=work)
        worker.start()
        worker.join()
        assert max(found["window reads"], found["window writes"]) <= 60
        assert min(found["worker reads"], found["worker writes"]) == 5_000


def test_another_window_hears_of_a_change(store, tmp_path):
    other = Store.open(store.path)
    told = []
    other.subscribe(told.append)
    party_id = add(store, "Lan")
    other.poll()
    other.poll()
    assert [(c.kind, c.ids("party")) for c in told] == [("elsewhere", frozenset({party_id}))]
    other.close()


def test_paper_numbers_have_no_gaps(store):
    for _ in range(2):
        with store.changing("Issue") as db:
            store.next_number(db, "sale", "INV")
    store.undo()
    with store.changing("Issue") as db:
        assert store.next_number(db, "sale", "INV") == "INV-0002"


def test_settings_of_the_shop_can_be_undone(store):
    store.set_setting("theme", "dark")
    assert store.setting("theme") == "dark"
    store.undo()
    assert store.setting("theme", "light") == "light"


def test_the_steps_survive_a_restart(store):
    add(store, "Lan")
    store.close()
    again = Store.open(store.path)
    assert again.can_undo() == "Add Lan"
    assert again.undo()
    assert again.can_redo() == "Add Lan"
    again.close()
