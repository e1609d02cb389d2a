"""One running timer a person, kept in the book."""

import pytest

from salesdesk.base.errors import UserError
from salesdesk.service import commands as service
from salesdesk.service import queries
from salesdesk.store.database import Store
from tests.service import shop
from tests.service.shop import MONDAY, at, hours_later


def running(store):
    with store.reading() as db:
        return queries.running_timer(db, store.staff_id)


def test_starting_another_timer_pauses_the_one_that_runs(store):
    with at(MONDAY):
        first, second = shop.case_of(store), shop.case_of(store)
        service.start_timer(store, first)
    with at(hours_later(0.5)):
        service.start_timer(store, second)
    assert running(store).case_id == second
    assert shop.case(store, first)["handling_minutes"] == 30


def test_everybody_has_a_timer_of_their_own(store):
    with at(MONDAY):
        case_id, hannah = shop.case_of(store), store.staff_id
        service.start_timer(store, case_id)
        store.staff_id = shop.colleague(store)
        service.start_timer(store, case_id)
    with at(hours_later(1)):
        service.pause_timer(store)
        assert running(store) is None
        store.staff_id = hannah
        assert running(store) is not None
    assert shop.case(store, case_id)["handling_minutes"] == 60


def test_solving_stops_everybodys_timer(store):
    with at(MONDAY):
        case_id = shop.case_of(store)
        service.start_timer(store, case_id)
        store.staff_id = shop.colleague(store)
        service.start_timer(store, case_id)
    with at(hours_later(0.5)):
        service.resolve_case(store, case_id, resolution="Done", first_contact=True)
    assert shop.case(store, case_id)["handling_minutes"] == 60


def test_a_timer_runs_on_through_a_restart(store):
    with at(MONDAY):
        case_id = shop.case_of(store)
        service.start_timer(store, case_id)
    store.close()
    again = Store.open(store.path)
    try:
        with at(hours_later(2)):
            assert running(again).started_at == MONDAY
            service.pause_timer(again)
        assert shop.case(again, case_id)["handling_minutes"] == 120
    finally:
        again.close()


def test_starting_twice_is_starting_once(store):
    with at(MONDAY):
        case_id = shop.case_of(store)
        entry = service.start_timer(store, case_id)
    with at(hours_later(1)):
        assert service.start_timer(store, case_id) == entry


def test_minutes_that_were_no_work_are_dropped_but_never_below_nothing(store):
    with at(MONDAY):
        case_id = shop.case_of(store)
        service.start_timer(store, case_id)
    with at(hours_later(1)):
        service.pause_timer(store, drop_minutes=20)
        assert shop.case(store, case_id)["handling_minutes"] == 40
        service.start_timer(store, case_id)
        service.pause_timer(store, drop_minutes=500)
    assert shop.case(store, case_id)["handling_minutes"] == 40


def test_short_stretches_are_rounded_once_together(store):
    case_id = shop.case_of(store)
    for second in range(3):
        with at(MONDAY.replace(second=20 * second)):
            service.start_timer(store, case_id)
        with at(MONDAY.replace(second=20 * second + 15)):
            service.pause_timer(store)
    assert shop.case(store, case_id)["handling_minutes"] == 1


def test_a_clock_set_back_takes_no_time_away(store):
    with at(hours_later(1)):
        case_id = shop.case_of(store)
        service.start_timer(store, case_id)
    with at(MONDAY):
        service.pause_timer(store)
    assert shop.case(store, case_id)["handling_minutes"] == 0


def test_starting_sets_a_new_case_to_work_and_undo_takes_both_back(store):
    case_id = shop.case_of(store)
    service.start_timer(store, case_id)
    assert shop.case(store, case_id)["status"] == "working"
    store.undo()
    assert shop.case(store, case_id)["status"] == "new"
    assert running(store) is None


def test_no_timer_runs_on_a_solved_case(store):
    case_id = shop.case_of(store)
    service.resolve_case(store, case_id, resolution="", first_contact=True)
    with pytest.raises(UserError, match="Reopen"):
        service.start_timer(store, case_id)


def test_time_may_be_added_by_hand_and_taken_back(store):
    case_id = shop.case_of(store)
    entry = service.add_time(store, case_id, 25)
    assert shop.case(store, case_id)["handling_minutes"] == 25
    service.remove_time(store, entry)
    assert shop.case(store, case_id)["handling_minutes"] == 0
    for minutes in (0, -5, 1441):
        with pytest.raises(UserError):
            service.add_time(store, case_id, minutes)


def test_minutes_away_are_dropped_while_the_timer_runs_on(store):
    with at(MONDAY):
        case_id = shop.case_of(store)
        service.start_timer(store, case_id)
    with at(hours_later(1)):
        service.drop_time(store, 24)
        assert running(store).case_id == case_id
        service.pause_timer(store)
        assert shop.case(store, case_id)["handling_minutes"] == 36
        service.drop_time(store, 5)
        with pytest.raises(UserError):
            service.drop_time(store, 0)


def test_more_minutes_than_the_timer_ran_leave_nothing(store):
    with at(MONDAY):
        service.start_timer(store, shop.case_of(store))
    with at(hours_later(1)):
        service.drop_time(store, 500)
        assert running(store).started_at == hours_later(1)


def test_pausing_without_a_timer_does_nothing(store):
    before = store.can_undo()
    service.pause_timer(store)
    assert store.can_undo() == before
