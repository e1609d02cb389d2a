"""First sales beside customers who came again, over time; and days of one's own, typed badly and well."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from salesdesk.base import clock
from salesdesk.base.periods import Period
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.panel_queries import read_panel
from salesdesk.charts.records_dialog import RecordsSheet
from salesdesk.charts.returning import make_returning
from salesdesk.charts.scope import scope_of
from tests.charts import shop
from tests.charts.desk import settle, show_tab
from tests.charts.shop import NOON, TODAY, Rows


@pytest.fixture
def now():
    with clock.freeze(NOON):
        yield


@pytest.fixture
def few(now, store):
    """Two first sales and one of a customer who came again, this week."""
    with store.changing("Fill") as db:
        rows = Rows(store, db)
        rows.sale(date(2026, 2, 17), 100_000)
        rows.sale(date(2026, 5, 12), 200_000)
        rows.sale(date(2026, 5, 12), 300_000)
        rows.sale(date(2026, 5, 13), 400_000, repeat=True)
        rows.contact(date(2026, 5, 13), "service")


def test_both_lines_add_up_to_the_sales_of_each_week(now, store):
    shop.thirteen_weeks(store)
    with store.reading() as db:
        panel = read_panel(db, scope_of("weeks13", TODAY))
    first, again, work = make_returning(panel, Numbers("en", "USD")).series
    for n, bucket in enumerate(panel.buckets):
        assert round((first.values[n] + again.values[n]) * first.scale) == bucket.sums["sale"].total
    assert list(work.values) == list(shop.SERVICE)


def test_a_click_on_the_choice_draws_it_and_a_point_opens_its_sales(few, store, qtbot):
    shown = show_tab(store, qtbot)
    body = shown.tab.body
    qtbot.mouseClick(body.units._segments["again"], Qt.MouseButton.LeftButton)
    settle(shown, qtbot)
    assert body.card.accessibleName() == "First sales and customers who came again"
    assert body.chart.words_at(12).endswith("First sales $5,000, Came again $4,000, Service contacts 1")
    spot = body.chart.scene.spot_of("revenue.again", 12)
    qtbot.mouseClick(body.chart, Qt.MouseButton.LeftButton, pos=QPoint(round(spot.x) + 6, round(spot.y) + 6))
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RecordsSheet))
    sheet = QApplication.activeModalWidget()
    assert sheet.model.count == 1
    sheet.reject()
    assert shown.tab.state()["units"] == "again"


def type_day(qtbot, editor, words):
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("abc", "not a date"),
        ("2026-13-45", "no such day"),
        ("1950-01-01", "sixty years"),
        ("2027-01-01", "before the first"),
    ],
)
def test_bad_days_are_said_beside_them_and_nothing_is_lost(few, store, qtbot, words, said):
    shown = show_tab(store, qtbot)
    shown.tab.choose_period("custom")
    settle(shown, qtbot)
    days, before = shown.tab.head.days, shown.tab.scope.period
    type_day(qtbot, days.first, words)
    assert said in days._error.text()
    assert shown.tab.scope.period == before
    typed = days.first.text()
    with store.changing("Sell") as db:
        Rows(store, db).sale(TODAY, 50_000)
    qtbot.waitUntil(lambda: shown.tab.body.sales.tiles["volume"].words.value == "5")
    assert days.first.text() == typed  # what happens elsewhere does not take it away
    settle(shown, qtbot)
    type_day(qtbot, days.first, "2026-05-01")
    settle(shown, qtbot)
    assert days._error.text() == ""
    assert shown.tab.scope.period == Period(date(2026, 5, 1), TODAY)


def test_an_empty_day_is_asked_for(few, store, qtbot):
    shown = show_tab(store, qtbot)
    shown.tab.choose_period("custom")
    settle(shown, qtbot)
    days = shown.tab.head.days
    days.last.setFocus()
    days.last.selectAll()
    qtbot.keyClick(days.last, Qt.Key.Key_Delete)
    qtbot.keyClick(days.last, Qt.Key.Key_Return)
    assert days._error.text() == "Type both days."
