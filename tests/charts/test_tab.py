"""The Compare tab: what it shows, its keys, the records behind it, what leaves it, and both languages."""

import csv
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from salesdesk.base import clock, i18n
from salesdesk.base.periods import Period
from salesdesk.charts.event_dialog import EventSheet
from salesdesk.charts.records_dialog import RecordsSheet
from salesdesk.charts.target_dialog import TargetSheet
from salesdesk.store import schema as s
from salesdesk.ui import theme
from tests.charts import shop
from tests.charts.desk import settle, show_tab
from tests.charts.shop import NOON, TODAY, Rows
from tests.ui.look import cut_off

MONDAYS = [date(2026, 2, 16) + timedelta(weeks=n) for n in range(13)]


@pytest.fixture
def now():
    """The fourteenth of May."""
    with clock.freeze(NOON):
        yield


@pytest.fixture
def few(now, store):
    """A contact of each side, a sale and a rated case in every week."""
    ids = {}
    with store.changing("Fill") as db:
        rows = Rows(store, db)
        ids["ben"] = rows.party("Ben Archer")
        for n, day in enumerate(MONDAYS):
            for _ in range(3):
                ids["contact"] = rows.contact(
                    day, "sales", party_id=ids["ben"], minutes=20, staff_id=store.staff_id
                )
            rows.contact(day, "service", "message", minutes=5, staff_id=store.staff_id)
            ids[f"sale {n}"] = rows.sale(day, 100_000 + n, party_id=ids["ben"])
            ids[f"case {n}"] = rows.case(
                day, day, 4, party_id=ids["ben"], first_contact=True, handling_minutes=9
            )
    return ids


def sheet(kind, qtbot):
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def click_spot(qtbot, chart, series, step):
    spot = chart.scene.spot_of(series, step)
    place = QPoint(round(spot.x + spot.width / 2) + 6, round(spot.y + spot.height / 2) + 6)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)


def test_both_sides_show_their_figures_with_what_stands_behind(few, store, qtbot):
    tab = show_tab(store, qtbot).tab
    sales, service = tab.body.sales.tiles, tab.body.service.tiles
    assert (sales["volume"].words.value, sales["revenue"].words.value) == ("13", "$13k")
    assert sales["target"].words.value == "—"
    assert (service["satisfaction"].words.value, service["first_contact"].words.value) == ("4", "100%")
    assert service["handling"].accessibleName() == "Avg. handling time 9 min, per case"
    assert tab.head.person.text() == "Everyone"


def test_a_click_on_a_bar_lists_that_weeks_sales_and_one_opens(few, store, qtbot):
    shown = show_tab(store, qtbot)
    click_spot(qtbot, shown.tab.body.chart, "revenue", 4)
    found = sheet(RecordsSheet, qtbot)
    assert found.windowTitle() == "Sales, 16 Mar 2026 – 22 Mar 2026"
    assert [found.model.id_at(n) for n in range(found.model.count)] == [few["sale 4"]]
    qtbot.keyClick(found.table, Qt.Key.Key_Return)
    assert shown.opened == [("sale", few["sale 4"])]
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize(
    ("series", "title", "rows", "kind"),
    [
        ("contact.sales", "Sales contacts, 16 Mar 2026 – 22 Mar 2026", 3, "party"),
        ("rating", "Ratings, 16 Mar 2026 – 22 Mar 2026", 1, "case"),
    ],
)
def test_a_click_on_a_point_lists_the_records_of_that_week(few, store, qtbot, series, title, rows, kind):
    shown = show_tab(store, qtbot)
    click_spot(qtbot, shown.tab.body.chart, series, 4)
    found = sheet(RecordsSheet, qtbot)
    assert (found.windowTitle(), found.model.count) == (title, rows)
    found.table.open_current()
    assert shown.opened == [(kind, few["ben"] if kind == "party" else few["case 4"])]


@pytest.mark.parametrize(
    ("metric", "title", "rows"),
    [("volume", "Sales", 13), ("satisfaction", "Ratings", 13), ("handling", "Cases solved", 13)],
)
def test_a_figure_lists_the_records_of_the_period(few, store, qtbot, metric, title, rows):
    shown = show_tab(store, qtbot)
    tiles = shown.tab.body.sales.tiles | shown.tab.body.service.tiles
    qtbot.mouseClick(tiles[metric], Qt.MouseButton.LeftButton)
    found = sheet(RecordsSheet, qtbot)
    assert found.windowTitle() == f"{title}, 16 Feb 2026 – 14 May 2026"
    assert found.model.count == rows
    found.reject()


def test_the_arrows_read_week_by_week_and_enter_opens(few, store, qtbot):
    shown = show_tab(store, qtbot)
    chart = shown.tab.body.chart
    assert QApplication.focusWidget() is chart
    steps = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End):
        qtbot.keyClick(chart, key)
        steps.append(chart.step)
    assert steps == [12, 11, 0, 1, 12]
    assert chart.words_at(1) == (
        "week of Monday 23 February: Sales contacts 3, Service contacts 1, Revenue $1,000.01, Satisfaction 4"
    )
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert sheet(RecordsSheet, qtbot).windowTitle().startswith("Service contacts, 11 May")
    QApplication.activeModalWidget().reject()
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.step is None


def test_the_chart_says_what_it_is_and_where_its_table_is(few, store, qtbot):
    chart = show_tab(store, qtbot).tab.body.chart
    assert chart.accessibleName() == "Sales and service, week by week"
    assert chart.accessibleDescription().endswith("V shows the table")


def test_v_shows_the_same_numbers_as_a_table_and_ctrl_c_copies_them(few, store, qtbot):
    shown = show_tab(store, qtbot)
    body = shown.tab.body
    qtbot.keyClick(body.chart, Qt.Key.Key_V)
    assert body.table_shown
    model = body.table.model()
    sales = [model.index(n, 1).data() for n in range(model.rowCount() - 1)]
    assert sales == list(body.chart.plot.series[0].words)
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(
        "16 Feb 2026 – 22 Feb 2026: Sales contacts 3, Service contacts 1, Revenue $1,000"
    )
    qtbot.keyClick(body.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["Week", "Sales contacts"]
    assert len(lines) == 15
    qtbot.keyClick(body.table, Qt.Key.Key_V)
    assert not body.table_shown


def test_figures_chosen_behind_the_table_are_drawn_when_the_chart_is_seen_again(few, store, qtbot):
    shown = show_tab(store, qtbot)
    shown.tab.show_view("table")
    shown.tab.choose_period("year")
    settle(shown, qtbot)
    shown.tab.show_view("chart")
    settle(shown, qtbot)
    assert len(shown.tab.body.chart.scene.centres) == 12


def test_the_period_and_the_person_are_chosen(few, store, qtbot):
    shown = show_tab(store, qtbot)
    tab = shown.tab
    for kind, steps in (("month", 14), ("year", 12), ("weeks13", 13)):
        tab.head.periods.chosen.emit(kind)
        settle(shown, qtbot)
        assert len(tab.body.chart.plot.steps) == steps
    tab.choose_person(store.staff_id)
    settle(shown, qtbot)
    assert tab.head.person.text() == "Hannah"
    assert tab.body.sales.tiles["volume"].words.value == "0"  # the sales carry nobody's name


def test_days_of_ones_own_are_typed(few, store, qtbot):
    shown = show_tab(store, qtbot)
    shown.tab.choose_period("custom")
    days = shown.tab.head.days
    days.first.setText("2026-03-02")
    days.last.setText("2026-03-01")
    days.last.editingFinished.emit()
    assert shown.tab.scope.period.start == date(2026, 2, 16)  # the last day lies before the first
    days.last.setText("2026-03-15")
    days.last.editingFinished.emit()
    settle(shown, qtbot)
    assert shown.tab.scope.period == Period(date(2026, 3, 2), date(2026, 3, 15))


def test_a_change_elsewhere_is_shown_at_once_and_undo_takes_it_back(few, store, qtbot):
    shown = show_tab(store, qtbot)
    tiles = shown.tab.body.sales.tiles
    with store.changing("Sell") as db:
        Rows(store, db).sale(TODAY, 50_000)
    qtbot.waitUntil(lambda: tiles["volume"].words.value == "14")
    store.undo()
    qtbot.waitUntil(lambda: tiles["volume"].words.value == "13")
    settle(shown, qtbot)


def test_an_event_is_marked_changed_and_removed(few, store, qtbot):
    shown = show_tab(store, qtbot)
    shown.desk.run_action("compare.event")
    found = sheet(EventSheet, qtbot)
    found.press_primary()
    assert found.form.error("name")
    found.form.set_values({"name": "Pump recall"})
    found.press_primary()
    qtbot.waitUntil(lambda: bool(shown.tab.figures.events))
    event = shown.tab.figures.events[0]
    assert (event.name, event.from_on, event.to_on) == ("Pump recall", TODAY, TODAY)
    settle(shown, qtbot)
    assert [a.key for a in shown.tab.marks.menu_actions()][-1] == f"compare.event.{event.id}"
    shown.tab.marks.edit_event(event.id).remove()
    qtbot.waitUntil(lambda: not shown.tab.figures.events)
    settle(shown, qtbot)
    assert shown.desk.toasts.words[-1] == "Remove “Pump recall”"


def test_without_a_target_the_figure_offers_to_set_one(few, store, qtbot):
    shown = show_tab(store, qtbot)
    tile = shown.tab.body.sales.tiles["target"]
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    found = sheet(TargetSheet, qtbot)
    found.form.set_values({"amount": 500_000})
    found.every.setChecked(True)
    found.press_primary()
    qtbot.waitUntil(lambda: tile.words.value != "—")
    settle(shown, qtbot)
    assert tile.words.value == "89%"  # 13,000.78 of 14,579.49: February and May have a part of their 5,000
    with store.reading() as db:
        assert len(db.execute(s.target.select()).all()) == 4  # February to May


def test_the_table_is_saved_disarmed_and_the_chart_as_a_picture(few, store, qtbot, tmp_path):
    shown = show_tab(store, qtbot)
    shown.tab.exports.save_table(tmp_path / "figures.csv")
    shown.tab.exports.save_picture(tmp_path / "chart.png")
    qtbot.waitUntil(lambda: len(shown.desk.toasts.words) == 2, timeout=20_000)
    with (tmp_path / "figures.csv").open(encoding="utf-8-sig", newline="") as f:
        rows = list(csv.reader(f))
    assert rows[0] == [
        "From",
        "To",
        "Sales contacts",
        "Service contacts",
        "Revenue",
        "Target",
        "Satisfaction",
        "Ratings",
    ]
    assert rows[1] == ["2026-02-16", "2026-02-22", "3", "1", "1000.00", "", "4.0000", "1"]
    assert (tmp_path / "chart.png").stat().st_size > 10_000
    shown.tab.exports.save_table(tmp_path / "nowhere" / "figures.csv")
    qtbot.waitUntil(lambda: bool(shown.desk.messages.words))


def test_an_empty_book_and_an_empty_period_say_what_to_do(now, store, qtbot):
    shown = show_tab(store, qtbot)
    assert shown.tab.empty_shown
    with store.changing("Sell") as db:
        Rows(store, db).sale(date(2025, 3, 3), 50_000)
    qtbot.waitUntil(lambda: not shown.tab.empty_shown)
    settle(shown, qtbot)
    assert (
        shown.tab.body.remark.words()
        == "Nothing was recorded in this period. The last entry is of 3 Mar 2025."
    )
    shown.tab.body.remark.wanted.emit()
    settle(shown, qtbot)
    assert shown.tab.scope.period.end == date(2025, 3, 3)
    assert shown.tab.body.sales.tiles["volume"].words.value == "1"


def test_hours_and_kinds_open_their_contacts(few, store, qtbot):
    shown = show_tab(store, qtbot, 1700, 900)
    (person,) = shown.tab.body.hours.rows()
    assert person.accessibleName() == "Hannah: 4 h sales, 0.3 h service"  # the last four weeks
    person.click()
    assert sheet(RecordsSheet, qtbot).model.count == 16
    QApplication.activeModalWidget().reject()
    kinds = [row.accessibleName() for row in shown.tab.body.kinds.rows()]
    assert kinds == ["Calls: 39", "Messages: 13"]


@pytest.mark.parametrize("size", [(1366, 686), (1093, 533), (960, 500), (1920, 1000)])
@pytest.mark.parametrize("language", ["en", "vi", "xx"])
def test_nothing_is_cut_off(few, store, qtbot, size, language):
    i18n.set_language(language)
    shown = show_tab(store, qtbot, *size)
    # The last words come from a worker: the page is laid out once more when they are there.
    qtbot.waitUntil(lambda: cut_off(shown.window) == [])
    assert shown.tab.body.horizontalScrollBar().maximum() == 0


def test_the_state_survives_another_language_and_theme(few, store, qtbot):
    first = show_tab(store, qtbot)
    first.tab.choose_days(Period(date(2026, 3, 1), date(2026, 3, 31)))
    first.tab.choose_person(store.staff_id)
    first.tab.show_view("table")
    settle(first, qtbot)
    state = first.tab.state()
    first.window.close()
    i18n.set_language("vi")
    theme.apply(QApplication.instance(), "dark")
    try:
        again = show_tab(store, qtbot)
        again.tab.restore(state)
        settle(again, qtbot)
        assert again.tab.state() == state
        assert again.tab.body.table_shown
        assert again.tab.body.twin.head[:2] == ("Ngày", "Liên hệ bán hàng")
    finally:
        theme.apply(QApplication.instance(), "light")


def test_the_whole_sample_comes_up_with_its_sentence(now, store, qtbot):
    shop.thirteen_weeks(store)
    body = show_tab(store, qtbot).tab.body
    assert body.remark.words().startswith("In the week of “pump recall”")
    qtbot.waitUntil(lambda: bool(body.given_back.rows()))
    assert body.given_back.rows()[0].accessibleName() == "Rated 4–5: 31% bought again, of 84"
