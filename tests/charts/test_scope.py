"""Periods and their steps, and what each is compared with."""

from datetime import date
from itertools import pairwise

import pytest

from salesdesk.base.periods import Period
from salesdesk.charts.head_panel import period_words
from salesdesk.charts.scope import scope_of

TODAY = date(2026, 5, 14)


def days(first, last):
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("kind", "period", "before", "unit", "steps"),
    [
        ("month", ("2026-05-01", "2026-05-14"), ("2026-04-01", "2026-04-14"), "day", 14),
        ("weeks13", ("2026-02-16", "2026-05-14"), ("2025-11-17", "2026-02-12"), "week", 13),
        ("year", ("2025-06-01", "2026-05-14"), ("2024-06-01", "2025-05-14"), "month", 12),
    ],
)
def test_a_period_its_steps_and_the_one_before(kind, period, before, unit, steps):
    scope = scope_of(kind, TODAY)
    assert scope.period == days(*period)
    assert scope.before() == days(*before)
    assert (scope.unit, len(scope.steps())) == (unit, steps)
    assert scope.running
    assert scope.before().start.weekday() == scope.period.start.weekday() or kind != "weeks13"


@pytest.mark.parametrize(
    ("first", "last", "unit", "steps"),
    [
        ("2026-05-14", "2026-05-14", "day", 1),
        ("2026-01-01", "2026-02-04", "day", 35),
        ("2026-01-01", "2026-06-30", "week", 27),
        ("2017-01-01", "2017-12-31", "month", 12),
        ("2015-01-01", "2024-12-31", "quarter", 40),
        ("1990-01-01", "2024-12-31", "year", 35),
    ],
)
def test_days_of_ones_own_are_cut_into_steps_one_can_read(first, last, unit, steps):
    scope = scope_of("custom", TODAY, custom=days(first, last))
    pieces = scope.steps()
    assert (scope.unit, len(pieces)) == (unit, steps)
    assert (pieces[0].start, pieces[-1].end) == (scope.period.start, scope.period.end)
    assert all((b.start - a.end).days == 1 for a, b in pairwise(pieces))


def test_days_of_ones_own_are_compared_with_the_same_weekdays_or_months():
    ten = scope_of("custom", TODAY, custom=days("2026-05-04", "2026-05-13"))
    assert ten.before() == days("2026-04-20", "2026-04-29")
    quarter = scope_of("custom", TODAY, custom=days("2026-01-01", "2026-03-31"))
    assert quarter.before() == days("2025-10-01", "2025-12-31")
    assert not quarter.running


def test_the_month_before_a_long_one_ends_with_its_last_day():
    assert scope_of("month", date(2026, 3, 31)).before() == days("2026-02-01", "2026-02-28")


def test_the_days_are_written_as_the_language_does():
    assert period_words(days("2026-02-16", "2026-05-14"), "en") == "16 Feb – 14 May 2026"
    assert period_words(days("2026-02-16", "2026-05-14"), "vi") == "16/02 – 14/05/2026"
    assert period_words(days("2025-06-01", "2026-05-14"), "en") == "1 Jun 2025 – 14 May 2026"
