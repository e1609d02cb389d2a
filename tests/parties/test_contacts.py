"""Contacts move a prospect on, tick off what was planned, and plan what comes next, in one step."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from salesdesk.base import clock
from salesdesk.base.errors import UserError
from salesdesk.base.periods import add_months
from salesdesk.parties import commands as parties
from salesdesk.parties.queries import count_tries, list_hand_overs, list_tasks_due, next_step
from salesdesk.parties.rules import NextStep
from salesdesk.staff.commands import add_staff
from salesdesk.store import schema as s


@pytest.fixture
def laura(store: Any) -> int:
    return parties.add_party(store, name="Laura")


def _party(store: Any, party_id: int) -> Any:
    with store.reading() as db:
        return db.execute(select(s.party).where(s.party.c.id == party_id)).one()


def _step(store: Any, party_id: int) -> Any:
    with store.reading() as db:
        return next_step(db, party_id)


def _task(store: Any, task_id: int) -> Any:
    with store.reading() as db:
        return db.execute(select(s.task).where(s.task.c.id == task_id)).one()


def test_a_call_that_reached_somebody_starts_the_work(store: Any, laura: int) -> None:
    parties.log_interaction(store, laura, kind="call", outcome="reached")
    row = _party(store, laura)
    assert (row.prospect_stage, row.last_contact_on) == ("working", store.today())


@pytest.mark.parametrize(("kind", "outcome"), [("call", "no_answer"), ("note", "")])
def test_nobody_reached_and_a_note_start_nothing(store: Any, laura: int, kind: str, outcome: str) -> None:
    parties.log_interaction(store, laura, kind=kind, outcome=outcome, body="rang twice")
    row = _party(store, laura)
    assert (row.prospect_stage, row.last_contact_on) == ("new", None)


def test_one_undo_takes_back_call_tick_and_next_step_together(store: Any, laura: int) -> None:
    today = store.today()
    planned = parties.set_next_step(store, laura, NextStep(today, "09:30", "Call about the price"))
    parties.log_interaction(
        store,
        laura,
        kind="call",
        outcome="reached",
        done_task_id=planned,
        next_step=NextStep(today + timedelta(2)),
    )
    assert _task(store, planned).done_on == today
    assert _step(store, laura).due_on == today + timedelta(2)
    assert store.undo()
    assert _step(store, laura).id == planned
    assert _party(store, laura).last_contact_on is None


def test_the_day_of_a_contact_is_the_shops(store: Any, laura: int) -> None:
    store.set_setting("zone", "Asia/Ho_Chi_Minh")
    late = datetime(2026, 5, 13, 23, 30, tzinfo=UTC)
    made = parties.log_interaction(store, laura, kind="visit", at=late)
    with store.reading() as db:
        row = db.execute(select(s.interaction).where(s.interaction.c.id == made)).one()
    assert row.day == date(2026, 5, 14)


def test_an_older_contact_does_not_set_the_last_one_back(store: Any, laura: int) -> None:
    parties.log_interaction(store, laura, kind="call", outcome="reached")
    long_ago = datetime(2020, 1, 1, 12, tzinfo=UTC)
    parties.log_interaction(store, laura, kind="call", outcome="reached", at=long_ago)
    assert _party(store, laura).last_contact_on == store.today()


def test_bad_contacts_are_refused(store: Any, laura: int) -> None:
    with pytest.raises(UserError):
        parties.log_interaction(store, None, kind="call")
    with pytest.raises(UserError):
        parties.log_interaction(store, laura, kind="call", minutes=-1)
    with pytest.raises(UserError):
        parties.log_interaction(store, laura, kind="note", body="  ")


def test_a_new_next_step_takes_the_place_of_the_old_but_not_of_a_plans(store: Any, laura: int) -> None:
    today = store.today()
    parties.set_next_step(store, laura, NextStep(today, title="old"))
    care = parties.add_task(
        store, title="Day-3 call", due_on=today, origin="plan", next_step=True, party_id=laura
    )
    parties.set_next_step(store, laura, NextStep(today, title="new"))
    with store.reading() as db:
        due = [task.title for task in list_tasks_due(db, today)]
    assert sorted(due) == ["Day-3 call", "new"]
    assert not _task(store, care).next_step
    assert _step(store, laura).title == "new"


@pytest.mark.parametrize(("typed", "kept"), [("9:30", "09:30"), ("14h5", "14:05"), ("8", "08:00"), ("", "")])
def test_times_of_day_are_read_as_people_write_them(store: Any, laura: int, typed: str, kept: str) -> None:
    task = parties.set_next_step(store, laura, NextStep(store.today(), typed))
    assert _task(store, task).due_time == kept


@pytest.mark.parametrize("typed", ["25:00", "9:75", "noon"])
def test_a_time_that_is_none_is_refused(store: Any, laura: int, typed: str) -> None:
    with pytest.raises(UserError) as caught:
        parties.set_next_step(store, laura, NextStep(store.today(), typed))
    assert caught.value.field == "due_time"
    assert _step(store, laura) is None


def test_a_repeating_task_is_planned_anew_from_the_day_it_was_done(store: Any, laura: int) -> None:
    with clock.freeze(datetime(2026, 1, 31, 12, tzinfo=UTC)):
        first = parties.add_task(
            store, title="Change the cores", due_on=date(2026, 1, 20), repeat_months=1, party_id=laura
        )
        parties.finish_task(store, first)
        with store.reading() as db:
            due = list_tasks_due(db, date(2026, 12, 31))
        assert [task.due_on for task in due] == [add_months(date(2026, 1, 31), 1)]
        parties.finish_task(store, first)  # a second click on the tick changes nothing
        parties.reopen_task(store, first)
        with store.reading() as db:
            assert [task.id for task in list_tasks_due(db, date(2026, 12, 31))] == [first]


def test_moving_keeps_the_time_of_day(store: Any, laura: int) -> None:
    task = parties.set_next_step(store, laura, NextStep(store.today(), "09:30"))
    parties.move_task(store, task, store.today() + timedelta(3))
    assert (_task(store, task).due_on, _task(store, task).due_time) == (store.today() + timedelta(3), "09:30")


def test_a_removed_task_cannot_be_moved(store: Any, laura: int) -> None:
    task = parties.set_next_step(store, laura, NextStep(store.today()))
    parties.remove_task(store, task)
    with pytest.raises(UserError):
        parties.move_task(store, task, store.today())


def test_what_is_due_comes_in_order_and_belongs_to_somebody(store: Any, laura: int) -> None:
    tom = add_staff(store, name="Tom")
    today = store.today()
    parties.set_next_step(store, laura, NextStep(today, "11:00", "later"))
    parties.add_task(store, title="late", due_on=today - timedelta(2))
    parties.add_task(store, title="Tom's", due_on=today, staff_id=tom)
    parties.add_task(store, title="next week", due_on=today + timedelta(7))
    with store.reading() as db:
        everybody = [task.title for task in list_tasks_due(db, today)]
        mine = [task.title for task in list_tasks_due(db, today, staff_id=store.staff_id)]
    assert everybody == ["late", "Tom's", "later"]
    assert mine == ["late", "later"]


def test_unanswered_calls_are_counted_since_somebody_last_answered(store: Any, laura: int) -> None:
    start = datetime(2026, 5, 1, 9, tzinfo=UTC)
    for day, outcome in enumerate(("no_answer", "reached", "no_answer", "no_answer")):
        parties.log_interaction(store, laura, kind="call", outcome=outcome, at=start + timedelta(days=day))
    with store.reading() as db:
        assert count_tries(db, laura) == 2


def test_a_hand_over_is_accepted_or_returned_with_a_reason_once(store: Any, laura: int) -> None:
    task = parties.hand_over(store, laura, note="Came to the fair")
    with store.reading() as db:
        assert [one.title for one in list_hand_overs(db)] == ["Came to the fair"]
    with pytest.raises(UserError):
        parties.return_hand_over(store, task, reason=" ")
    parties.return_hand_over(store, task, reason="A supplier")
    with store.reading() as db:
        assert list_hand_overs(db) == []
    with pytest.raises(UserError):
        parties.accept_hand_over(store, task)


def test_not_a_fit_wants_a_reason_and_keeps_it(store: Any, laura: int) -> None:
    with pytest.raises(UserError) as caught:
        parties.qualify(store, laura, {}, qualified=False)
    assert caught.value.field == "reason"
    parties.qualify(store, laura, {"budget": "no"}, qualified=False, reason="No budget this year")
    row = _party(store, laura)
    assert (row.prospect_stage, row.disqualified_reason) == ("disqualified", "No budget this year")
    assert '"budget": "no"' in row.qualification


def test_qualifying_stamps_the_day_and_fills_empty_facts_only(store: Any, laura: int) -> None:
    parties.edit_party(store, laura, needs="10-stage RO")
    answers = {"need": "yes", "need_words": "something else", "timing_words": "before June"}
    parties.qualify(store, laura, answers, qualified=True)
    row = _party(store, laura)
    assert (row.prospect_stage, row.qualified_on) == ("qualified", store.today())
    assert (row.needs, row.timing) == ("10-stage RO", "before June")


def test_a_customer_is_not_moved_back_by_hand(store: Any, laura: int) -> None:
    parties.became_customer(store, laura, store.today())
    with pytest.raises(UserError):
        parties.move_prospect(store, laura, "new")
