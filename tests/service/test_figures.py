"""The four service figures on a month reckoned by hand, and months with little or nothing in them."""

from datetime import date, timedelta

import pytest

from salesdesk.base.listing import ListQuery
from salesdesk.base.periods import Period, month_of
from salesdesk.service import commands as service
from salesdesk.service import queries
from salesdesk.service.figure_words import figure_words
from tests.service import shop
from tests.service.shop import MONDAY, at

MAY = month_of(date(2026, 5, 11))


def solve(store, day, *, minutes=0, first=True, score=None, opened=None, words=""):
    start = opened or MONDAY + timedelta(days=day)
    with at(start):
        case_id = shop.case_of(store)
    with at(MONDAY + timedelta(days=day, hours=1)):
        if minutes:
            service.add_time(store, case_id, minutes)
        service.resolve_case(
            store, case_id, resolution="Done", first_contact=first, score=score, score_words=words
        )
    return case_id


@pytest.fixture
def month(store):
    """Seven cases: one of April, one of May still open, one reopened within the week."""
    solve(store, 0, minutes=10, score=5, words="Quick")
    solve(store, 0, minutes=20, score=4)
    solve(store, 1, minutes=60, first=False, score=2, words="Slow")
    solve(store, 1, first=False)
    again = solve(store, 2, minutes=30)
    with at(MONDAY + timedelta(days=3)):
        service.reopen_case(store, again)
    with at(MONDAY + timedelta(days=4)):
        service.resolve_case(store, again, resolution="Done at last", first_contact=True)
    solve(store, 2, minutes=8, score=4, opened=MONDAY - timedelta(days=20))
    with at(MONDAY):
        shop.case_of(store)
    return store


def test_the_month_reckoned_by_hand(month):
    with month.reading() as db:
        figures = queries.service_month(db, MAY)
    assert (figures.satisfaction.amount, figures.satisfaction.n, figures.good) == ((5 + 4 + 2 + 4) / 4, 4, 3)
    assert (figures.resolution.amount, figures.resolution.n) == (5 / 6, 6)  # six opened in May, five solved
    assert (figures.first_contact.amount, figures.first_contact.n) == (
        3 / 6,
        6,
    )  # two took more, one came back
    assert (figures.solved, figures.answered) == (6, 4)
    assert figures.handling.amount == (10 + 20 + 60 + 30 + 8) / 5  # the one without any time kept is left out
    assert figures.median_minutes == 20


def test_undoing_a_rating_takes_it_out_of_the_figures(month):
    with month.reading() as db:
        before = queries.service_month(db, MAY)
    with at(MONDAY):
        case_id = shop.case_of(month)
        service.resolve_case(month, case_id, resolution="", first_contact=True)
        service.rate_case(month, case_id, 1)
    with month.reading() as db:
        assert queries.service_month(db, MAY).satisfaction.n == 5
    month.undo()
    month.undo()
    month.undo()
    with month.reading() as db:
        assert queries.service_month(db, MAY) == before


def test_a_month_without_anything_has_no_rates_instead_of_noughts(month):
    with month.reading() as db:
        empty = queries.service_month(db, Period(date(2025, 1, 1), date(2025, 1, 31)))
    values = (empty.satisfaction, empty.resolution, empty.first_contact, empty.handling)
    assert [(v.amount, v.n) for v in values] == [(None, 0)] * 4
    assert (empty.solved, empty.median_minutes) == (0, None)


def test_one_persons_figures_are_their_own(month):
    david = shop.colleague(month)
    with month.reading() as db:
        assert queries.service_month(db, MAY, david).solved == 0
        assert queries.service_month(db, MAY, month.staff_id).solved == 6


def test_the_weeks_add_up_to_what_happened_in_them(month):
    with month.reading() as db:
        weeks = queries.service_weeks(db, date(2026, 5, 17), 6)
    assert [w.n for w in weeks["satisfaction"]] == [0, 0, 0, 0, 0, 4]
    assert [w.n for w in weeks["resolution"]] == [0, 0, 1, 0, 0, 6]


def test_ratings_are_listed_newest_first_by_view(month):
    today = date(2026, 5, 31)
    with month.reading() as db:
        views = {
            v: queries.list_ratings(db, ListQuery(v), None, today)
            for v in ("all", "month", "low", "call_back", "words")
        }
        rows = queries.rating_rows(db, views["all"])
        assert queries.count_ratings(db, today) == {view: len(ids) for view, ids in views.items()}
        assert [(c.score, c.n) for c in queries.count_scores(db, MAY)] == [
            (5, 1),
            (4, 2),
            (3, 0),
            (2, 1),
            (1, 0),
        ]
    assert [rows[i].score for i in views["all"]] == [4, 2, 4, 5]
    assert [rows[i].score_words for i in views["low"]] == ["Slow"]
    assert sorted(rows[i].score for i in views["words"]) == [2, 5]


def test_the_figures_are_said_with_what_is_behind_them(month):
    with month.reading() as db:
        words = figure_words(queries.service_month(db, MAY), "en")
    assert [(w.short, w.value) for w in words] == [
        ("CSAT", "5, 4, 4, 2"),  # too few for a mean
        ("Resolved", "5 of 6"),  # too few for a rate
        ("First time", "3 of 6"),
        ("Avg. handling", "26 min"),
    ]
    assert "4 ratings, 3 of them 4 or 5. 4 of 6 solved cases were rated." in words[0].tip
    assert "Half took less than 20 min." in words[3].tip


def test_a_month_without_anything_says_so(store):
    with store.reading() as db:
        words = figure_words(queries.service_month(db, MAY), "en")
    assert [w.value for w in words] == ["—"] * 4
    assert words[1].tip.endswith("Nothing to count this month yet.")
