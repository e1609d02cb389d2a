"""Letting go of old history: what is left is right, what matters stays, and nothing waits for it."""

import random
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from salesdesk.base import clock
from salesdesk.base.errors import Cancelled, UserError
from salesdesk.base.task import Task
from salesdesk.store import journal, journal_trim
from salesdesk.store import schema as s
from salesdesk.store.check import check_book
from salesdesk.store.database import Store
from salesdesk.store.inserting import insert_rows
from salesdesk.store.journal_schema import change, step
from tests.undo_samples import dump

START = datetime.fromisoformat("2020-03-02T09:00:00+00:00")


def _plan(store: Store, years: int = 1, kept: int = 3) -> journal_trim.Plan | None:
    with store.reading() as db:
        return journal_trim.plan(db, years, kept)


def _trim(store: Store, years: int = 1, kept: int = 3) -> int:
    found = _plan(store, years, kept)
    return journal_trim.trim(store, found) if found else 0


def _add(store: Store, name: str) -> int:
    with store.changing("Add {name}", name=name) as db:
        return store.insert(db, s.party, name=name, search=name.lower())


def _rename(store: Store, party_id: int, name: str) -> None:
    with store.changing("Rename to {name}", name=name) as db:
        store.update(db, s.party, party_id, name=name, search=name.lower())


def _count(store: Store, table: Any) -> int:
    with store.reading() as db:
        return int(db.execute(select(func.count()).select_from(table)).scalar_one())


def _names(store: Store, row_id: int) -> list[tuple[Any, Any]]:
    with store.reading() as db:
        return [(v.before, v.after) for v in journal.history(db, "party", row_id, ["name"])]


def _sound(path: Path) -> None:
    assert [f.words for f in check_book(path) if not f.ok] == []


@pytest.fixture
def years(store: Store) -> list[int]:
    """Three people, each renamed every 30 days for four years; their ids. Today is the day after."""
    people = []
    with clock.freeze(START):
        people = [_add(store, f"P{n}") for n in range(3)]
    for turn in range(48):
        with clock.freeze(START + timedelta(days=30 * turn + 1)):
            _rename(store, people[turn % 3], f"N{turn}")
    return people


def _later(days: int = 48 * 30) -> Any:
    return clock.freeze(START + timedelta(days=days))


def test_older_steps_go_and_the_younger_stay_undoable(store: Store, years: list[int]) -> None:
    before = dump(store)
    with _later():
        assert _trim(store) > 30
        assert dump(store) == before, "no row of the shop is touched"
        with store.reading() as db:
            steps = journal.list_steps(db)
        assert min(one.at for one in steps) >= START + timedelta(days=45 * 30 + 1 - 366)
        for _step in steps:
            assert store.undo()
        assert not store.undo()
        for _step in steps:
            assert store.redo()
    assert _without_versions(dump(store)) == _without_versions(before)
    _sound(store.path)


def test_for_ever_is_for_ever(store: Store, years: list[int]) -> None:
    with _later(365 * 50):
        assert _plan(store, 0) is None


def test_the_last_steps_of_every_person_stay_however_old(store: Store, years: list[int]) -> None:
    with store.changing("Hire") as db:
        colleague = store.insert(db, s.staff_member, name="David")
    owner, store.staff_id = store.staff_id, colleague
    with clock.freeze(START + timedelta(days=2)):
        mine = _add(store, "Of David")
    store.staff_id = owner
    with _later():
        _rename(store, years[0], "X")
        assert _trim(store) > 0
        store.staff_id = colleague
        assert store.can_undo() == "Add Of David"
        assert store.undo()
    with store.reading() as db:
        assert journal.raw_row(db, "party", mine) is None


def test_an_old_step_that_stays_is_never_undone_over_one_that_went(store: Store) -> None:
    """David's old step stays because it is among his last; so do all later steps on the same row."""
    owner = store.staff_id
    with clock.freeze(START):
        party = _add(store, "A")
        with store.changing("Hire") as db:
            colleague = store.insert(db, s.staff_member, name="David")
        store.staff_id = colleague
        _rename(store, party, "by David")
        store.staff_id = owner
        _rename(store, party, "by the owner")
        for n in range(9):
            _add(store, f"filler {n}")
    with _later():
        for n in range(5):
            _add(store, f"new {n}")
        assert _trim(store) > 0
        store.staff_id = colleague
        with pytest.raises(UserError, match="by the owner"):
            store.undo()
    # The row as added, and its two names: nothing is missing in between.
    assert _names(store, party)[:2] == [("by David", "by the owner"), ("A", "by David")]


def test_the_history_of_a_record_says_what_is_known_and_that_older_went(
    store: Store, years: list[int]
) -> None:
    whole = _names(store, years[0])
    with store.reading() as db:
        assert journal_trim.is_whole(db, "party", years[0])
    with _later():
        _trim(store)
        newcomer = _add(store, "New")
    left = _names(store, years[0])
    assert 0 < len(left) < len(whole)
    assert left == whole[: len(left)]
    with store.reading() as db:
        assert not journal_trim.is_whole(db, "party", years[0])
        assert journal_trim.is_whole(db, "party", newcomer)
        gone = journal_trim.let_go(db)
    assert gone is not None
    assert gone.on.date() == (START + timedelta(days=48 * 30)).date()


def test_a_clock_that_is_years_ahead_for_a_while_lets_nothing_go(store: Store, years: list[int]) -> None:
    with clock.freeze(START + timedelta(days=365 * 20)):
        _rename(store, years[0], "in the future")
        assert _plan(store, 5, kept=10) is None


def test_a_step_undone_today_stays_with_everything_after_it(store: Store, years: list[int]) -> None:
    lone = None
    with clock.freeze(START + timedelta(hours=1)):
        lone = _add(store, "Alone")
    with _later():
        with store.reading() as db:
            old = next(one for one in journal.list_steps(db, 1000) if one.label == "Add Alone")
        assert store.undo(step_id=old.id)
        _trim(store)
        assert store.redo()
    with store.reading() as db:
        assert journal.raw_row(db, "party", lone) is not None
    _sound(store.path)


def test_a_large_import_goes_in_small_turns_and_a_stop_leaves_the_book_sound(store: Store) -> None:
    with clock.freeze(START), store.changing("Import", bulk=True) as db:
        for n in range(journal_trim.BATCH * 2 + 7):
            store.insert(db, s.party, name=f"P{n}", search=f"p{n}")
    with _later():
        for n in range(5):
            _add(store, f"new {n}")
        found = _plan(store)
        assert found is not None
        turns: list[int] = []
        task = Task(lambda done, _total: turns.append(done) or (task.cancel() if len(turns) == 2 else None))
        with pytest.raises(Cancelled):
            journal_trim.trim(store, found, task)
        _sound(store.path)
        with store.reading() as db:
            assert "Import" not in [one.label for one in journal.list_steps(db)], "half of it is not offered"
        assert not store.undo(step_id=found.steps[-1][0])
        assert _trim(store) > 0
        assert _plan(store) is None
    _sound(store.path)
    assert _count(store, change) == _count(store, step)


def test_a_range_that_stays_keeps_what_was_done_to_its_rows(store: Store) -> None:
    """An import of many rows is one line of the journal; later changes of any of its rows stay with it."""
    owner = store.staff_id
    with clock.freeze(START):
        with store.changing("Hire") as db:
            colleague = store.insert(db, s.staff_member, name="David")
        store.staff_id = colleague
        with store.changing("Import", bulk=True) as db:
            ids = insert_rows(db, s.party, [{"name": f"P{n}", "search": f"p{n}"} for n in range(800)])
        store.staff_id = owner
        _rename(store, ids[400], "by the owner")
        for n in range(9):
            _add(store, f"filler {n}")
    with _later():
        for n in range(5):
            _add(store, f"new {n}")
        assert _trim(store) > 0
        assert _names(store, ids[400])[0] == ("P400", "by the owner")
        with store.reading() as db:
            assert journal_trim.is_whole(db, "party", ids[7])
        store.staff_id = colleague
        with pytest.raises(UserError, match="by the owner"):
            store.undo()
    _sound(store.path)


def test_the_room_is_given_back_to_the_disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_trim, "SPARE_PAGES", 20)
    with clock.freeze(START):
        party = _add(store, "A")
        for n in range(60):
            with store.changing("Note") as db:
                store.update(db, s.party, party, notes=f"{n}" * 20_000)
    with _later():
        for n in range(5):
            _add(store, f"new {n}")
        with store.reading() as db:
            before = journal_trim.room(db)
        assert before.history > 0.5 * before.book
        assert before.let_go is None
        _trim(store)
        with store.reading() as db:
            after = journal_trim.room(db)
    assert after.book < 0.5 * before.book
    assert after.history < 0.2 * before.history
    assert after.let_go is not None
    _sound(store.path)


def test_who_is_writing_meanwhile_is_not_held_up_and_not_disturbed(store: Store, years: list[int]) -> None:
    with _later():
        found = _plan(store)
        assert found is not None
        first = found.steps[0][0]
        task = Task(lambda done, _total: _add(store, f"meanwhile {done}") and None)
        journal_trim.trim(store, found, task)
        assert str(store.can_undo()).startswith("Add meanwhile")
        with store.reading() as db:
            assert journal.step_by_id(db, first) is None
        assert not store.undo(step_id=first)


def _random_work(store: Store, dice: random.Random) -> tuple[list[int], list[int | None], datetime]:
    """Work of two people over some years, undone and redone at random: the rows, the people, the last day."""
    with clock.freeze(START):
        with store.changing("Hire") as db:
            people = [store.staff_id, store.insert(db, s.staff_member, name="David")]
        rows = [_add(store, f"P{n}") for n in range(4)]
    at = START
    for turn in range(40):
        at += timedelta(days=dice.randint(0, 40))
        store.staff_id = dice.choice(people)
        acts: list[Any] = [lambda name=f"A{turn}": rows.append(_add(store, name)), store.undo, store.redo]
        acts += 3 * [lambda name=f"N{turn}": _rename(store, dice.choice(rows), name)]
        with clock.freeze(at):
            _try(dice.choice(acts))
    return rows, people, at


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), kept=st.integers(1, 8))
def test_whatever_was_let_go_what_is_left_is_right(tmp_path: Path, seed: int, kept: int) -> None:
    path = tmp_path / f"{uuid.uuid4().hex}.salesdesk"
    store = Store.create(path, shop_name="S", currency="USD", language="en", owner="Hannah")
    try:
        rows, people, at = _random_work(store, random.Random(seed))
        whole = {row: _names(store, row) for row in rows}
        before = dump(store)
        with clock.freeze(at):
            _trim(store, kept=kept)
            assert dump(store) == before
            for row in rows:
                left = _names(store, row)
                assert left == whole[row][: len(left)], "the history of a row has no holes"
            for person in people:
                store.staff_id = person
                _undo_all_and_back(store)
        _sound(path)
    finally:
        store.close()
        path.unlink()


def _undo_all_and_back(store: Store) -> None:
    before = dump(store)
    taken = 0
    while _try(store.undo):
        taken += 1
    for _step in range(taken):
        assert _try(store.redo)
    assert _without_versions(dump(store)) == _without_versions(before)


def _try(act: Any) -> bool:
    try:
        return bool(act())
    except UserError:
        return False


def _without_versions(tables: dict[str, Any]) -> Any:
    version = list(s.party.c.keys()).index("version")
    return [(*row[:version], *row[version + 1 :]) for row in tables["party"]]
