"""The period before behind the chart: its values, its words, its table, its key."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from salesdesk.base import clock
from salesdesk.charts.earlier import with_earlier
from salesdesk.charts.layout import lay_out
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.panel_queries import read_panel
from salesdesk.charts.plot import make_plot
from salesdesk.charts.scope import scope_of
from tests.charts import shop
from tests.charts.desk import settle, show_tab
from tests.charts.shop import MONDAY, NOON, TODAY, Rows

DOLLARS = Numbers("en", "USD")


@pytest.fixture
def now():
    with clock.freeze(NOON):
        yield


def drawn(store, kind="weeks13"):
    with store.reading() as db:
        figures = read_panel(db, scope_of(kind, TODAY))
    return figures, with_earlier(make_plot(figures, DOLLARS), figures, DOLLARS)


def test_each_week_has_the_week_of_thirteen_weeks_before_behind_it(now, store):
    shop.thirteen_weeks(store)
    figures, plot = drawn(store)
    sales, service, revenue, rating = plot.series
    # The last week of both periods ends on a Thursday.
    assert sales.earlier[:-1] == [round(n * 0.82) for n in shop.SALES[:-1]]
    assert service.earlier[:-1] == [round(n * 0.82) for n in shop.SERVICE[:-1]]
    assert revenue.earlier[:-1] == [pytest.approx(n * 0.88 * 4 / 100) for n in shop.REVENUE[:-1]]
    assert rating.earlier[1:-1] == [n / 10 for n in shop.SCORES[1:-1]]
    assert sales.earlier[-1] < round(shop.SALES[-1] * 0.82)
    assert figures.earlier[0].period.start == MONDAY - timedelta(weeks=13)
    assert plot.note == "thin: the period before, 17 Nov 2025 – 12 Feb 2026"
    plain, thin = (
        lay_out(p, 880, 400, lambda w, _role: 7.0 * len(w)) for p in (make_plot(figures, DOLLARS), plot)
    )
    assert len(thin.lines) == len(plain.lines) + 3
    assert len(thin.shades) == len(plain.shades) + 13
    assert len(thin.bars) == len(plain.bars)


@pytest.mark.parametrize("kind", ["month", "year"])
def test_other_periods_have_as_many_steps_before(now, store, kind):
    shop.thirteen_weeks(store)
    with store.changing("Fill") as db:
        Rows(store, db).sale(TODAY.replace(year=2023), 100)
    figures, _plot = drawn(store, kind)
    assert len(figures.earlier) == len(figures.buckets)


def test_a_young_book_has_nothing_behind(now, store):
    with store.changing("Fill") as db:
        Rows(store, db).sale(TODAY, 100)
    figures, plot = drawn(store)
    assert (figures.earlier, plot.note) == ([], "")


def test_b_draws_it_reads_it_and_puts_it_into_the_table(now, store, qtbot):
    shop.thirteen_weeks(store)
    shown = show_tab(store, qtbot)
    body = shown.tab.body
    qtbot.keyClick(body.chart, Qt.Key.Key_B)
    settle(shown, qtbot)
    assert body.before_shown
    assert body.chart.words_at(0).startswith(
        "week of Monday 16 February: Sales contacts 22 (before: 18), Service contacts 14 (before: 11)"
    )
    assert len(body.twin.head) == 11
    for series, place in zip(body.chart.plot.series, range(7, 11), strict=True):
        assert [row[place] for row in body.twin.rows[:-1]] == list(series.earlier_words)
    qtbot.keyClick(body.chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[0].endswith("Satisfaction, before")
    assert shown.tab.state()["before"]
    qtbot.keyClick(body.chart, Qt.Key.Key_B)
    settle(shown, qtbot)
    assert not body.chart.plot.note
    assert len(body.twin.head) == 7


def test_in_a_young_book_the_key_says_why_nothing_comes(now, store, qtbot):
    with store.changing("Fill") as db:
        Rows(store, db).sale(TODAY, 100)
    shown = show_tab(store, qtbot)
    qtbot.keyClick(shown.tab.body.chart, Qt.Key.Key_B)
    assert shown.desk.toasts.words == ["The book is younger than the period before."]
    settle(shown, qtbot)
