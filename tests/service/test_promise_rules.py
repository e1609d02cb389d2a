"""Promises in business hours: nights, weekends, days off, and the days on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.base.business_hours import BusinessHours, add_business, business_between, business_hours
from salesdesk.base.i18n import set_language
from salesdesk.service.promise_rules import (
    PromiseFacts,
    breach_limit,
    promise_minutes,
    promise_now,
    promised_at,
    promised_by_words,
)

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
SHOP = BusinessHours(UTC)
HOUR = timedelta(hours=1)


def moment(text: str, zone=UTC) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


# 11 May 2026 is a Monday.
@pytest.mark.parametrize(
    ("priority", "opened", "promised"),
    [
        ("urgent", "2026-05-11T09:00", "2026-05-11T13:00"),
        ("urgent", "2026-05-11T16:00", "2026-05-12T10:00"),  # over the night
        ("high", "2026-05-11T07:00", "2026-05-11T16:00"),  # before opening: from opening on
        ("normal", "2026-05-11T18:30", "2026-05-13T16:00"),  # after closing
        ("urgent", "2026-05-16T16:00", "2026-05-18T10:00"),  # over the Sunday
        ("urgent", "2026-05-17T12:00", "2026-05-18T12:00"),  # on the Sunday itself
        ("low", "2026-05-11T08:00", "2026-05-15T13:00"),
    ],
)
def test_a_promise_counts_business_hours_only(priority, opened, promised):
    assert promised_at(priority, moment(opened), SHOP) == moment(promised)


def test_a_promise_that_fills_the_day_ends_at_closing_time_not_at_the_next_opening():
    assert promised_at("normal", moment("2026-05-11T08:00"), SHOP, 600) == moment("2026-05-11T18:00")


def test_a_shop_that_rests_on_two_days_is_passed_over_on_both():
    shop = BusinessHours(HANOI, time(7, 30), time(17), frozenset({5, 6}))
    opened = moment("2026-05-15T16:00", HANOI)  # a Friday
    assert promised_at("urgent", opened, shop) == moment("2026-05-18T10:30", HANOI)


@pytest.mark.parametrize(
    ("zone", "saturday", "monday"),
    [
        (LONDON, "2026-03-28T17:00", "2026-03-30T11:00"),
        (LONDON, "2026-10-24T17:00", "2026-10-26T11:00"),
        (NEW_YORK, "2026-03-07T17:00", "2026-03-09T11:00"),
    ],
)
def test_a_weekend_on_which_the_clocks_change_costs_and_gives_no_hour(zone, saturday, monday):
    shop = BusinessHours(zone)
    assert promised_at("urgent", moment(saturday, zone), shop) == moment(monday, zone)


def test_a_shop_open_while_the_clocks_change_has_a_shorter_and_a_longer_night():
    club = BusinessHours(LONDON, time(22), time(6), frozenset())
    spring, autumn = moment("2026-03-28T22:00", LONDON), moment("2026-10-24T22:00", LONDON)
    assert business_between(club, spring, spring + timedelta(hours=20)) == 7 * HOUR
    assert business_between(club, autumn, autumn + timedelta(hours=20)) == 9 * HOUR


def test_a_shop_that_never_closes_counts_every_hour():
    always = BusinessHours(HANOI, time(0), time(0), frozenset())
    start = moment("2026-05-16T23:00", HANOI)
    assert add_business(always, start, 30 * HOUR) == start + 30 * HOUR
    assert business_between(always, start, start + 100 * HOUR) == 100 * HOUR


@given(
    st.integers(0, 60 * 24 * 400),
    st.integers(1, 60 * 60),
    st.sampled_from([SHOP, BusinessHours(LONDON), BusinessHours(NEW_YORK, time(9), time(1))]),
)
def test_the_time_to_a_promise_is_the_time_promised(minute, length, shop):
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    end = add_business(shop, start, timedelta(minutes=length))
    assert business_between(shop, start, end) == timedelta(minutes=length)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, BusinessHours(HANOI)),
        (
            {"open_from": "7:30", "open_to": "17:00", "closed_weekdays": "5,6"},
            BusinessHours(HANOI, time(7, 30), time(17), frozenset({5, 6})),
        ),
        (
            {"open_from": "morning", "open_to": "25:00", "closed_weekdays": "x,9"},
            BusinessHours(HANOI, closed=frozenset()),
        ),
        ({"open_to": "24:00", "closed_weekdays": ""}, BusinessHours(HANOI, time(8), time(0), frozenset())),
        ({"closed_weekdays": "0,1,2,3,4,5,6"}, BusinessHours(HANOI, closed=frozenset())),
    ],
)
def test_settings_that_make_no_sense_never_stop_a_promise(settings, expected):
    assert business_hours(lambda key, default: settings.get(key, default), HANOI) == expected


def test_the_shop_may_promise_other_hours():
    assert promise_minutes("urgent") == 240
    assert promise_minutes("urgent", lambda *_: "2") == 120
    assert promise_minutes("urgent", lambda *_: "soon") == 240


def facts(
    status: str = "new",
    priority: str = "high",
    *,
    due: str = "2026-05-11T17:00",
    since: str = "",
    solved: str = "",
) -> PromiseFacts:
    return PromiseFacts(
        status, priority, moment(due), moment(since) if since else None, moment(solved) if solved else None
    )


@pytest.mark.parametrize(
    ("now", "state", "words", "share"),
    [
        ("2026-05-11T09:00", "later", "by 17:00", 0.0),
        ("2026-05-11T13:00", "later", "by 17:00", 0.5),
        ("2026-05-11T15:12", "soon", "1 h 48 min left", 0.775),
        ("2026-05-11T16:59", "soon", "1 min left", 479 / 480),
        ("2026-05-11T17:38", "late", "38 min late", 1.0),
        ("2026-05-13T09:00", "late", "2 days late", 1.0),
        ("2026-05-08T09:00", "later", "Mon 11 May", 0.0),
    ],
)
def test_a_promise_says_how_it_stands(now, state, words, share):
    promise = promise_now(facts(), moment(now), SHOP, "en")
    assert (promise.state, promise.words) == (state, words)
    assert promise.share == pytest.approx(share)


def test_less_than_two_hours_may_span_a_night():
    promise = promise_now(facts(due="2026-05-12T08:30"), moment("2026-05-11T17:30"), SHOP, "en")
    assert (promise.state, promise.words) == ("soon", "1 h left")


def test_the_words_are_vietnamese_for_a_vietnamese_desk():
    set_language("vi")
    assert promise_now(facts(), moment("2026-05-11T15:12"), SHOP, "vi").words == "còn 1 giờ 48 phút"
    assert promise_now(facts(), moment("2026-05-11T17:38"), SHOP, "vi").words == "trễ 38 phút"
    assert (
        promise_now(facts(due="2026-05-15T17:00"), moment("2026-05-11T09:00"), SHOP, "vi").words
        == "thứ Sáu 15/5"
    )


def test_a_waiting_case_is_never_late_however_long_it_waits():
    waiting = facts("waiting_part", since="2026-05-11T13:00")
    promise = promise_now(waiting, moment("2026-05-13T13:00"), SHOP, "en")
    assert promise.paused
    assert promise.state == "later"
    assert promise.share == pytest.approx(0.5)
    assert promise.by == moment("2026-05-13T17:00")


def test_a_case_that_was_late_before_it_waited_stays_as_late_as_it_was():
    waiting = facts("waiting_customer", since="2026-05-11T17:38")
    assert promise_now(waiting, moment("2026-05-13T09:00"), SHOP, "en").words == "38 min late"


def test_a_solved_case_says_whether_its_promise_was_kept():
    assert (
        promise_now(facts("solved", solved="2026-05-11T16:00"), moment("2026-05-20T09:00"), SHOP, "en").state
        == "done"
    )
    assert (
        promise_now(facts("solved", solved="2026-05-11T17:01"), moment("2026-05-20T09:00"), SHOP, "en").state
        == "late"
    )


def test_a_case_without_a_promise_is_not_late():
    none = PromiseFacts("new", "high", None, None)
    assert promise_now(none, moment("2030-01-01T00:00"), SHOP, "en").state == "none"


def test_the_line_of_about_to_breach_is_two_business_hours_on():
    assert breach_limit(moment("2026-05-16T17:00"), SHOP) == moment("2026-05-18T09:00")


def test_the_header_says_by_when():
    now = moment("2026-05-11T09:00")
    assert promised_by_words(moment("2026-05-11T11:30"), now, SHOP, "en") == "Promised by 11:30 today"
    assert promised_by_words(moment("2026-05-12T11:30"), now, SHOP, "en") == "Promised by 11:30 tomorrow"
    assert promised_by_words(moment("2026-05-15T11:30"), now, SHOP, "en") == "Promised by Fri 15 May 11:30"


def test_the_next_open_day_passes_over_the_day_off():
    assert SHOP.next_open_day(date(2026, 5, 17)) == date(2026, 5, 18)
    assert SHOP.next_open_day(date(2026, 5, 16)) == date(2026, 5, 16)
