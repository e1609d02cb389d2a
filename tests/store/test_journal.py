"""Undo, redo and history."""

import pytest
from sqlalchemy import select

from salesdesk.base.errors import UserError
from salesdesk.base.task import Task
from salesdesk.store import journal
from salesdesk.store import schema as s
from tests.undo_samples import dump


def rename(store, party_id, name):
    with store.changing("Rename to {name}", name=name) as db:
        store.update(db, s.party, party_id, name=name, search=name.lower())


def add(store, name):
    with store.changing("Add {name}", name=name) as db:
        return store.insert(db, s.party, name=name, search=name.lower(), prospect_on=store.today())


def test_undo_and_redo_walk_the_whole_way(store):
    states = [dump(store)]
    party_id = add(store, "A")
    states.append(dump(store))
    for name in ("B", "C"):
        rename(store, party_id, name)
        states.append(dump(store))
    for state in reversed(states[:-1]):
        assert store.undo()
        assert dump(store) == state
    assert not store.undo()
    for state in states[1:]:
        assert store.redo()
        assert dump(store) == state
    assert not store.redo()


def test_undo_redo_undo_of_the_same_step_again(store):
    party_id = add(store, "A")
    rename(store, party_id, "B")
    for _ in range(3):
        store.undo()
        assert store.can_redo() == "Rename to B"
        store.redo()
        assert store.can_undo() == "Rename to B"


def test_a_new_step_ends_the_redo(store):
    party_id = add(store, "A")
    rename(store, party_id, "B")
    store.undo()
    rename(store, party_id, "C")
    assert store.can_redo() is None
    assert not store.redo()


def test_a_row_changed_twice_in_one_step_goes_back_to_its_first_image(store):
    party_id = add(store, "A")
    before = dump(store)
    with store.changing("Twice") as db:
        store.update(db, s.party, party_id, name="B")
        store.update(db, s.party, party_id, name="C")
        store.remove(db, s.party, party_id)
    store.undo()
    assert dump(store) == before


def test_an_older_step_is_not_undone_over_a_later_one(store):
    party_id = add(store, "A")
    rename(store, party_id, "B")
    with store.reading() as db:
        first = journal.list_steps(db)[-1]
    with pytest.raises(UserError, match="Rename to B"):
        store.undo(step_id=first.id)


def test_an_older_step_that_nothing_followed_can_be_undone_alone(store):
    add(store, "A")
    add(store, "B")
    with store.reading() as db:
        first = journal.list_steps(db)[-1]
    store.undo(step_id=first.id)
    with store.reading() as db:
        assert list(db.execute(select(s.party.c.name)).scalars()) == ["B"]


def test_each_person_undoes_their_own_steps(store):
    party_id = add(store, "A")
    with store.changing("Hire") as db:
        colleague = store.insert(db, s.staff_member, name="David")
    owner, store.staff_id = store.staff_id, colleague
    assert store.can_undo() is None
    rename(store, party_id, "By David")
    assert store.can_undo() == "Rename to By David"
    store.staff_id = owner
    assert store.can_undo() == "Hire"


def test_a_large_step_is_undone_whole_and_search_follows(store):
    before = dump(store)
    with store.changing("Import", bulk=True) as db:
        for i in range(1200):
            store.insert(db, s.party, name=f"P{i}", search=f"p{i} imported")
    hits = "SELECT count(*) FROM party_index WHERE party_index MATCH 'imported'"
    with store.reading() as db:
        assert db.exec_driver_sql(hits).scalar() == 1200
    after = dump(store)
    store.undo()
    assert dump(store) == before
    with store.reading() as db:
        assert db.exec_driver_sql(hits).scalar() == 0
    store.redo()
    assert dump(store) == after
    with store.reading() as db:
        assert db.exec_driver_sql(hits).scalar() == 1200


def test_stopping_an_undo_leaves_everything(store):
    from salesdesk.base.errors import Cancelled

    add(store, "A")
    before = dump(store)
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        store.undo(task)
    assert dump(store) == before
    assert store.can_undo() == "Add A"


def test_history_says_who_changed_what(store):
    party_id = add(store, "A")
    rename(store, party_id, "B")
    with store.reading() as db:
        entry = journal.history(db, "party", party_id, ["name"])[0]
    assert (entry.key, entry.before, entry.after, entry.staff) == ("name", "A", "B", "Hannah")
    assert entry.label == "Rename to B"
