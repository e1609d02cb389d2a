"""Opening, waiting, talking about, solving, rating and reopening cases."""

from datetime import date, timedelta

import pytest

from salesdesk.base.errors import UserError
from salesdesk.service import commands as service
from salesdesk.service.rules import AfterSale
from salesdesk.store import schema as s
from tests.service import shop
from tests.service.shop import MONDAY, at, hours_later


def test_a_new_case_gets_the_next_number_a_promise_and_its_first_contact(store):
    with at(MONDAY):
        first = shop.case_of(store, priority="high")
        second = shop.case_of(store, priority="urgent")
    assert [shop.case(store, i)["number"] for i in (first, second)] == ["CS-0001", "CS-0002"]
    case = shop.case(store, first)
    assert case["promised_at"] == hours_later(8)
    assert (case["contacts"], case["first_reply_at"], case["status"]) == (1, MONDAY, "new")
    with store.reading() as db:
        logged = db.execute(s.interaction.select().where(s.interaction.c.case_id == first)).mappings().one()
    assert (logged["kind"], logged["purpose"], logged["direction"]) == ("call", "service", "in")


def test_a_case_by_mail_still_waits_for_its_first_reply(store):
    with at(MONDAY):
        case_id = shop.case_of(store, channel="email")
    assert shop.case(store, case_id)["first_reply_at"] is None
    with at(hours_later(1)):
        service.log_contact(store, case_id, kind="email", body="We come on Friday.")
    assert shop.case(store, case_id)["first_reply_at"] == hours_later(1)


def test_an_owned_item_brings_its_product_and_its_sale(store):
    party, product = shop.customer(store), shop.product(store)
    sale = shop.sale(store, party, product)
    (item,) = service.take_on(store, sale, date(2026, 5, 11))
    case = shop.case(store, shop.case_of(store, party_id=party, owned_item_id=item))
    assert (case["product_id"], case["sale_id"]) == (product, sale)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": "  "}, "title"),
        ({"party_id": None}, "party_id"),
        ({"opened_at": MONDAY + timedelta(days=9999)}, "opened_at"),
    ],
)
def test_a_case_needs_a_customer_a_problem_and_a_day_that_has_come(store, facts, field):
    with pytest.raises(UserError) as wrong:
        shop.case_of(store, **facts)
    assert wrong.value.field == field
    assert store.can_undo() is None or "case" not in store.can_undo()


@pytest.mark.parametrize(
    "bad", [{"kind": "nonsense"}, {"priority": "now"}, {"phase": ""}, {"channel": "pigeon"}]
)
def test_what_is_in_no_list_is_refused(store, bad):
    with pytest.raises(ValueError, match="of a case"):
        shop.case_of(store, **bad)


def test_waiting_for_a_part_stops_the_clock_and_moves_the_promise_by_business_time(store):
    with at(MONDAY):
        case_id = shop.case_of(store, priority="high")
    with at(hours_later(3)):
        service.set_status(store, case_id, "waiting_part")
    assert shop.case(store, case_id)["waiting_since"] == hours_later(3)
    with at(hours_later(25)):  # Tuesday 10:00: waited 6 h on Monday and 2 h on Tuesday
        service.set_status(store, case_id, "working")
    case = shop.case(store, case_id)
    assert case["waiting_since"] is None
    assert case["paused_minutes"] == 8 * 60
    assert case["promised_at"] == hours_later(30)  # 17:00 on Monday and 8 h more: 15:00 on Tuesday


def test_going_from_one_waiting_to_another_goes_on_waiting(store):
    with at(MONDAY):
        case_id = shop.case_of(store)
        service.set_status(store, case_id, "waiting_part")
    with at(hours_later(2)):
        service.set_status(store, case_id, "waiting_customer")
    assert shop.case(store, case_id)["waiting_since"] == MONDAY


def test_a_promise_broken_before_the_wait_is_not_forgiven(store):
    with at(MONDAY):
        case_id = shop.case_of(store, priority="urgent")
    with at(hours_later(6)):
        service.set_status(store, case_id, "waiting_customer")
    with at(hours_later(8)):
        service.set_status(store, case_id, "working")
    assert shop.case(store, case_id)["promised_at"] == hours_later(4)


def test_the_customers_answer_sets_a_waiting_case_to_work_again(store):
    with at(MONDAY):
        case_id = shop.case_of(store)
        service.set_status(store, case_id, "waiting_customer")
    with at(hours_later(1)):
        service.log_contact(store, case_id, kind="call", direction="in", body="Come tomorrow")
    assert shop.case(store, case_id)["status"] == "working"


def test_notes_and_calls_nobody_took_are_no_contacts(store):
    case_id = shop.case_of(store)
    service.log_contact(store, case_id, kind="note", body="Ordered the core")
    service.log_contact(store, case_id, kind="call", outcome="no_answer")
    assert shop.case(store, case_id)["contacts"] == 1
    service.log_contact(store, case_id, kind="visit", body="Changed it")
    assert shop.case(store, case_id)["contacts"] == 2


def test_another_priority_makes_another_promise_from_the_same_start(store):
    with at(MONDAY):
        case_id = shop.case_of(store, priority="normal")
    with at(hours_later(2)):
        service.edit_case(store, case_id, priority="urgent", title="Purifier leaks")
    case = shop.case(store, case_id)
    assert (case["promised_at"], case["title"]) == (hours_later(4), "Purifier leaks")


def test_two_people_cannot_overwrite_each_other(store):
    case_id = shop.case_of(store)
    version = shop.case(store, case_id)["version"]
    service.edit_case(store, case_id, version=version, cause="Blocked core")
    with pytest.raises(UserError):
        service.edit_case(store, case_id, version=version, cause="Pump")


def test_solving_keeps_what_fixed_it_and_plans_what_follows(store):
    party = shop.customer(store)
    with at(MONDAY):
        case_id = shop.case_of(store, party_id=party)
    with at(hours_later(2)):
        service.start_timer(store, case_id)
    with at(hours_later(2.25)):
        service.resolve_case(
            store,
            case_id,
            resolution="Changed filter core",
            cause="Blocked",
            first_contact=True,
            follow_ups=[AfterSale("call", "Check, 3 days", date(2026, 5, 14))],
            ask_score_on=date(2026, 5, 12),
        )
    case = shop.case(store, case_id)
    assert (case["status"], case["solved_on"], case["resolution"]) == (
        "solved",
        MONDAY.date(),
        "Changed filter core",
    )
    assert (case["handling_minutes"], case["first_contact"], case["ask_score_on"]) == (
        15,
        True,
        date(2026, 5, 12),
    )
    planned = [(t["kind"], t["due_on"], t["party_id"]) for t in shop.tasks(store, case_id=case_id)]
    assert planned == [("rating", date(2026, 5, 12), party), ("call", date(2026, 5, 14), party)]


def test_solving_takes_one_undo_and_brings_everything_back(store):
    with at(MONDAY):
        case_id = shop.case_of(store)
        service.start_timer(store, case_id)
        before = shop.case(store, case_id)
        service.resolve_case(store, case_id, resolution="Tightened", first_contact=True, score=5)
        assert shop.case(store, case_id)["status"] == "closed"
        store.undo()
    assert shop.case(store, case_id) == before
    assert shop.tasks(store, case_id=case_id) == []


def test_a_rating_closes_the_case_and_ticks_the_reminder_off(store):
    with at(MONDAY):
        case_id = shop.case_of(store)
        service.resolve_case(
            store, case_id, resolution="", first_contact=True, ask_score_on=date(2026, 5, 12)
        )
    with at(hours_later(24)):
        service.rate_case(store, case_id, 4, "Quick")
    case = shop.case(store, case_id)
    assert (case["status"], case["score"], case["score_words"]) == ("closed", 4, "Quick")
    assert (case["scored_on"], case["ask_score_on"]) == (date(2026, 5, 12), None)
    assert [t["done_on"] for t in shop.tasks(store, case_id=case_id)] == [date(2026, 5, 12)]


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_rating_is_one_to_five(store, score):
    case_id = shop.case_of(store)
    with pytest.raises(UserError, match="1 to 5"):
        service.rate_case(store, case_id, score)
    with pytest.raises(UserError, match="1 to 5"):
        service.resolve_case(store, case_id, resolution="", first_contact=True, score=score)
    assert shop.case(store, case_id)["status"] == "new"


def test_a_solved_case_cannot_be_solved_again_nor_asked_about_yesterday(store):
    case_id = shop.case_of(store)
    with pytest.raises(UserError, match="day"):
        service.resolve_case(store, case_id, resolution="", first_contact=True, ask_score_on=date(2020, 1, 1))
    service.resolve_case(store, case_id, resolution="", first_contact=True)
    with pytest.raises(UserError, match="already"):
        service.resolve_case(store, case_id, resolution="", first_contact=True)


def test_reopening_makes_a_new_promise_and_counts_within_seven_days(store):
    with at(MONDAY):
        case_id = shop.case_of(store, priority="urgent")
        service.resolve_case(store, case_id, resolution="Cleaned", first_contact=True)
    with at(MONDAY + timedelta(days=7)):
        service.reopen_case(store, case_id, "It hums again")
    case = shop.case(store, case_id)
    assert (case["status"], case["reopened"], case["solved_on"], case["first_contact"]) == (
        "working",
        1,
        None,
        None,
    )
    assert case["promised_at"] == MONDAY + timedelta(days=7, hours=4)
    with store.reading() as db:
        notes = db.execute(s.interaction.select().where(s.interaction.c.kind == "note")).mappings().all()
    assert [n["body"] for n in notes] == ["It hums again"]


def test_reopening_after_the_window_leaves_the_first_solution_in_honour(store):
    with at(MONDAY):
        case_id = shop.case_of(store)
        service.resolve_case(store, case_id, resolution="Cleaned", first_contact=True)
    with at(MONDAY + timedelta(days=8)):
        service.reopen_case(store, case_id)
        assert shop.case(store, case_id)["reopened"] == 0
        before = shop.case(store, case_id)
        service.reopen_case(store, case_id)
    assert shop.case(store, case_id) == before


@pytest.mark.parametrize(("solved", "status"), [(False, "closed"), (True, "working"), (False, "solved")])
def test_the_stepper_does_not_skip_solving_and_reopening(store, solved, status):
    case_id = shop.case_of(store)
    if solved:
        service.resolve_case(store, case_id, resolution="", first_contact=True)
    with pytest.raises(UserError):
        service.set_status(store, case_id, status)


def test_a_case_in_the_bin_is_gone_and_its_timer_stands(store):
    with at(MONDAY):
        case_id = shop.case_of(store)
        service.start_timer(store, case_id)
        service.bin_case(store, case_id)
        with pytest.raises(UserError, match="Bin"):
            service.edit_case(store, case_id, title="x")
        service.pause_timer(store)
    assert shop.case(store, case_id)["deleted_at"] is not None


def test_words_in_any_script_and_a_very_long_problem_are_kept(store):
    words = "Máy kêu to 🔧 'quoted' <b>" + "x" * 5000
    case_id = shop.case_of(store, title=words, description="\u0300weird\x00".replace("\x00", ""))
    assert shop.case(store, case_id)["title"] == words
