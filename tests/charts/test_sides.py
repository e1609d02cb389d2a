"""Sales and service side by side in eight rows; and that the table tells what the chart draws."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from salesdesk.base import clock, i18n
from salesdesk.charts.layout import lay_out
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.page_dialog import PageSheet
from salesdesk.charts.panel_queries import read_panel
from salesdesk.charts.paper_view import PaperPage
from salesdesk.charts.plot import make_plot
from salesdesk.charts.scope import scope_of
from salesdesk.charts.sides import make_sides
from salesdesk.charts.twin import make_twin
from salesdesk.store import schema as s
from tests.charts import shop
from tests.charts.desk import settle, show_tab
from tests.charts.shop import NOON, TODAY
from tests.ui.look import cut_off

DOLLARS = Numbers("en", "USD")
ROWS = ["Goal", "Focus", "Metrics", "Skills", "Activities", "Typical contact", "Relationship", "Effect"]


@pytest.fixture
def now():
    with clock.freeze(NOON):
        yield


def panel_of(store):
    with store.reading() as db:
        return read_panel(db, scope_of("weeks13", TODAY))


def test_the_eight_rows_come_from_the_book(now, store):
    shop.thirteen_weeks(store)
    with store.changing("Note skills") as db:
        people = {r.name: r.id for r in db.execute(s.staff_member.select())}
        store.update(db, s.staff_member, people["David"], roles="service", skills="patience, repairs")
        store.update(db, s.staff_member, people["Maria"], roles="sales", skills="negotiation")
    eight = make_sides(panel_of(store), DOLLARS)
    assert [row[0] for row in eight.rows] == ROWS
    told = {row[0]: row[1:] for row in eight.rows}
    assert told["Goal"] == (
        "New revenue: $19.6k of $23.3k, 84% reached",
        "Customers who stay: satisfaction 4.4 of 4.5",
    )
    assert told["Focus"][0] == "New customers: 130 new prospects, 45 bought"
    assert told["Skills"] == ("negotiation", "patience, repairs")
    assert told["Typical contact"][1] == "Phone calls 111, Messages 74, Home visits 39, Trainings 10"
    assert told["Relationship"][0] == "until the sale: 8.8 contacts for each"
    first, again = told["Effect"]
    assert (first[-3:], again[-3:]) == ("70%", "30%")


def test_an_empty_book_says_what_is_missing(now, store):
    told = {row[0]: row[1:] for row in make_sides(panel_of(store), DOLLARS).rows}
    assert told["Skills"][0] == "none noted yet: People at the desk"
    assert told["Goal"][0].endswith("no target set")
    assert told["Relationship"] == ("—", "—")


def test_side_by_side_is_clicked_copied_and_left_with_v(now, store, qtbot):
    shop.thirteen_weeks(store)
    shown = show_tab(store, qtbot)
    body = shown.tab.body
    qtbot.mouseClick(shown.tab.head.views._segments["sides"], Qt.MouseButton.LeftButton)
    assert body.sides_shown
    body.take_focus()
    qtbot.keyClick(body.sides, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [line[0] for line in lines[1:]] == ROWS
    spoken = body.sides.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Goal: Sales New revenue")
    assert shown.tab.state()["view"] == "sides"
    qtbot.keyClick(body.sides, Qt.Key.Key_V)
    assert body.table_shown


def test_what_is_shown_side_by_side_is_what_is_printed(now, store, qtbot):
    shop.thirteen_weeks(store)
    shown = show_tab(store, qtbot)
    shown.desk.run_action("compare.sides")
    shown.desk.run_action("compare.print")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PageSheet))
    sheet = QApplication.activeModalWidget()
    words = PaperPage(sheet._make()).words
    assert set(ROWS) <= set(words)
    assert "pump recall" not in words
    qtbot.waitUntil(lambda: len(sheet.preview.pictures) == 1, timeout=20_000)
    sheet.reject()


@pytest.mark.parametrize("size", [(1366, 686), (960, 500)])
@pytest.mark.parametrize("language", ["en", "vi", "xx"])
def test_nothing_is_cut_off(now, store, qtbot, size, language):
    i18n.set_language(language)
    shop.thirteen_weeks(store)
    shown = show_tab(store, qtbot, *size)
    shown.desk.run_action("compare.sides")
    settle(shown, qtbot)
    qtbot.waitUntil(lambda: cut_off(shown.window) == [])


def test_the_table_tells_what_is_drawn(now, store):
    shop.thirteen_weeks(store)
    panel = panel_of(store)
    plot = make_plot(panel, DOLLARS)
    twin = make_twin(plot, panel, DOLLARS)
    scene = lay_out(plot, 1000, 600, lambda w, _role: 7.0 * len(w))
    for series, place in (("contact.sales", 1), ("contact.service", 2), ("revenue", 3), ("rating", 5)):
        told = [float(row[place].replace("$", "").replace(",", "")) for row in twin.rows[:-1]]
        spots = [scene.spot_of(series, n) for n in range(len(told))]
        if series == "revenue":
            heights = [spot.height for spot in spots]
        else:
            heights = [scene.frames[0].bottom - spot.y for spot in spots]
        # Every value lies on one straight scale with its number in the table.
        low, high = told.index(min(told)), told.index(max(told))
        slope = (heights[high] - heights[low]) / (told[high] - told[low])
        assert slope > 0
        for number, height in zip(told, heights, strict=True):
            assert height == pytest.approx(heights[low] + slope * (number - told[low]), abs=0.6)
