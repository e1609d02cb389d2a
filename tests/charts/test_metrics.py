"""Every metric reckoned by hand, with little, with nothing, and against the period before."""

from datetime import date

import pytest

from salesdesk.base import i18n, metrics
from salesdesk.base.metrics import Tallied, Value, difference, differs, share, wilson
from salesdesk.base.periods import Period
from salesdesk.charts.metric_words import Numbers, change_of, metric_words
from salesdesk.charts.panel_queries import read_panel
from salesdesk.charts.scope import scope_of
from salesdesk.store import schema as s
from salesdesk.store.sums import sums_of, targets_of
from tests.charts.shop import TODAY, Rows

DOLLARS = Numbers("en", "USD")
MAY = Period(date(2026, 5, 1), TODAY)
APRIL = Period(date(2026, 4, 1), date(2026, 4, 14))
SCORES = (5, 5, 5, 5, 5, 5, 5, 5, 4, 4, 3, 2)


def fill(store):
    """Twelve sales and a return, twenty prospects, fifteen cases in May so far; a little less in April."""
    with store.changing("Fill") as db:
        rows = Rows(store, db)
        rows.contact(date(2025, 1, 1))  # the book is older than both periods
        for n in range(12):
            rows.sale(date(2026, 5, 1 + n), 10_000)
        rows.sale(date(2026, 5, 14), 5_000, kind="credit_note")
        for n in range(10):
            rows.sale(date(2026, 4, 1 + n), 10_000)
        for month, customers in ((5, 7), (4, 6)):
            for n in range(20):
                on = date(2026, month, 2)
                rows.party(f"P{month}{n}", prospect_on=on, customer_on=on if n < customers else None)
        for n in range(15):
            solved = date(2026, 5, 10) if n < 12 else None
            rows.case(
                date(2026, 5, 5), solved, SCORES[n] if solved else None, handling_minutes=20 if solved else 0,
                first_contact=n < 9 if solved else None, reopened=1 if n == 0 else 0,
            )  # fmt: skip
        store.insert(db, s.target, metric="revenue", month_on=date(2026, 5, 1), amount=310_000)


def figures(store, period):
    with store.reading() as db:
        return sums_of(db, period)


def amount(sums, key):
    value = metrics.BY_KEY[key].value(sums)
    return value.amount, value.n


def test_every_metric_of_a_month_reckoned_by_hand(store):
    fill(store)
    sums = figures(store, MAY)
    assert amount(sums, "volume") == (12, 12)
    assert amount(sums, "revenue") == (12 * 10_000 - 5_000, 12)
    assert amount(sums, "conversion") == (7 / 20, 20)
    assert amount(sums, "target") == (115_000 / 140_000, 12)  # 14 of 31 days of 310,000
    assert amount(sums, "satisfaction") == (53 / 12, 12)
    assert amount(sums, "satisfied") == (10 / 12, 12)
    assert amount(sums, "resolution") == (12 / 15, 15)
    assert amount(sums, "first_contact") == (8 / 12, 12)  # nine at once, one of them came back
    assert amount(sums, "handling") == (20, 12)


def test_win_rate_counts_decided_deals_only(store):
    with store.changing("Fill") as db:
        for n, stage in enumerate(("won",) * 3 + ("lost",) * 2 + ("proposal",) * 4):
            closed = date(2026, 5, 3) if n < 5 else None
            store.insert(db, s.deal, title="RO", stage=stage, closed_on=closed, amount=100)
    assert amount(figures(store, MAY), "win_rate") == (3 / 5, 5)


def test_an_empty_period_has_no_rates_and_never_a_zero_percent_of_no_target(store):
    sums = figures(store, MAY)
    for key in (
        "conversion",
        "win_rate",
        "target",
        "satisfaction",
        "resolution",
        "first_contact",
        "handling",
    ):
        assert amount(sums, key) == (None, 0), key
    words = metric_words(metrics.TARGET, sums, None, DOLLARS)
    assert (words.value, words.note, words.change) == ("—", "no target set", None)


def test_with_fewer_than_ten_there_is_the_count_and_nothing_else(store):
    with store.changing("Fill") as db:
        rows = Rows(store, db)
        for n in range(9):
            rows.case(
                date(2026, 5, 5), date(2026, 5, 6), 5 if n < 6 else 1, first_contact=True, handling_minutes=5
            )
    words = {m.key: metric_words(m, figures(store, MAY), {}, DOLLARS) for m in metrics.SERVICE_SIDE}
    assert words["satisfaction"].value == "9 ratings"
    assert words["resolution"].value == "9 cases"
    assert words["first_contact"].value == words["handling"].value == "9 solved cases"
    assert {w.note for w in words.values()} == {"too few for a figure"}
    assert {w.change for w in words.values()} == {None}


def test_the_change_is_against_the_same_days_of_the_month_before(store):
    fill(store)
    with store.reading() as db:
        panel = read_panel(db, scope_of("month", TODAY))
    assert panel.scope.before() == APRIL
    told = {m.key: metric_words(m, panel.sums, panel.before, DOLLARS) for m in metrics.SALES_SIDE}
    assert told["revenue"].change == (1, True, "15%")
    assert told["volume"].change == (1, True, "20%")
    assert told["conversion"].change == (0, True, "no clear change")  # 7 and 6 of 20: chance
    assert told["target"].change is None  # April had no target
    assert told["revenue"].spoken == "Revenue $1,150, up 15%"


def test_a_book_younger_than_the_period_before_compares_nothing(store):
    with store.changing("Fill") as db:
        Rows(store, db).sale(date(2026, 4, 20), 10_000)
    with store.reading() as db:
        panel = read_panel(db, scope_of("month", TODAY))
    assert panel.before is None
    words = metric_words(metrics.VOLUME, panel.sums, panel.before, DOLLARS)
    assert words.change is None
    assert "younger" in words.tooltip


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # E. B. Wilson's interval as R. G. Newcombe (1998) prints it for his four examples.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_agrees_with_the_published_vectors(hits, n, low, high):
    assert [round(x, 4) for x in wilson(hits, n)] == [low, high]


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # Newcombe's examples (a) to (d) for the difference of two rates.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_the_range_of_a_difference_agrees_with_the_published_vectors(one, other, low, high):
    found = difference(share(*one), share(*other))
    assert [round(x, 4) for x in found] == [low, high]
    assert differs(share(*one), share(*other)) is differs(share(*other), share(*one)) is (low > 0)


def test_a_mean_differs_by_the_scatter_of_its_scores():
    few = {"rating": Tallied(30, 30 * 4 + 6), "rating.good": Tallied(28, 28 * 4 + 10)}
    more = {"rating": Tallied(30, 30 * 4 + 15), "rating.good": Tallied(30, 30 * 4 + 15)}
    worse = {"rating": Tallied(30, 30 * 3), "rating.good": Tallied(10, 42)}
    of = metrics.SATISFACTION.value
    assert not differs(of(few), of(more))
    assert differs(of(more), of(worse))
    assert change_of(metrics.SATISFACTION, of(more), of(worse), DOLLARS) == (1, True, "1.5")


def test_less_handling_time_is_better():
    now = metrics.HANDLING.value({"case.handled": Tallied(50, 50 * 15)})
    before = metrics.HANDLING.value({"case.handled": Tallied(50, 50 * 30)})
    assert change_of(metrics.HANDLING, now, before, DOLLARS) == (-1, True, "15 min")


def test_the_range_of_a_rate_is_told_with_its_n(store):
    fill(store)
    words = metric_words(metrics.RESOLUTION, figures(store, MAY), {}, DOLLARS)
    assert "15 cases; with chance, between 55% and 93%" in words.tooltip
    assert "Fewer than 30: read with care." in words.tooltip


def test_the_shop_has_its_own_target_or_else_that_of_its_places_together(store):
    month = Period(date(2026, 6, 1), date(2026, 6, 30))
    with store.changing("Fill") as db:
        for place, goal in (("HN", 100), ("HCM", 250)):
            store.insert(db, s.target, metric="revenue", month_on=month.start, amount=goal, place=place)
    with store.reading() as db:
        assert targets_of(db, [month]) == [350]
    with store.changing("Fill") as db:
        store.insert(db, s.target, metric="revenue", month_on=month.start, amount=400)
    with store.reading() as db:
        assert targets_of(db, [month]) == [400]
        assert targets_of(db, [Period(date(2026, 6, 1), date(2026, 6, 15))]) == [200]


def test_numbers_are_written_in_the_language_and_money_of_the_shop(store):
    fill(store)
    i18n.set_language("vi")
    words = metric_words(metrics.SATISFACTION, figures(store, MAY), None, Numbers("vi", "VND"))
    assert (words.label, words.value) == ("Điểm hài lòng", "4,4")
    assert Numbers("vi", "VND").money(491_000_000) == "491\u00a0tr"
    assert Numbers("en", "USD").money(589_006) == "$5,890"


def test_a_value_without_a_range_is_exact():
    target = change_of(metrics.TARGET, Value(0.84, 40), Value(0.80, 40), DOLLARS)
    assert target == (1, True, "4 pts")
