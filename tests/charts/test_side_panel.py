"""The chart panel beside any tab: eight figures, the chart in little, the records behind both."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.base import clock, i18n
from salesdesk.charts.records_dialog import RecordsSheet
from salesdesk.charts.side_panel import ChartPanel
from tests.charts.desk import make_desk
from tests.charts.shop import NOON, TODAY, Rows
from tests.ui.look import cut_off


@pytest.fixture
def shop(store):
    """Two contacts, a sale and a rated case, today."""
    with clock.freeze(NOON):
        with store.changing("Fill") as db:
            rows = Rows(store, db)
            rows.contact(TODAY)
            rows.contact(TODAY, "service", staff_id=store.staff_id)
            rows.sale(TODAY, 50_000)
            rows.case(TODAY, TODAY, 5)
        yield store


def show_panel(store, qtbot):
    window = QWidget()
    window.resize(420, 900)
    qtbot.addWidget(window)
    desk, _opened = make_desk(store, window)
    panel = ChartPanel(desk, window)
    panel.setGeometry(0, 0, panel.width(), 900)
    window.show()
    qtbot.waitUntil(lambda: panel.chart.complete and desk.jobs.idle, timeout=20_000)
    return panel


def test_it_shows_the_figures_and_the_chart_in_little(shop, qtbot):
    panel = show_panel(shop, qtbot)
    assert panel.lines["volume"].words.value == "1"
    assert panel.lines["satisfaction"].accessibleName() == "Satisfaction 1 rating, too few for a figure"
    assert panel.chart.scene.compact
    assert len(panel.chart.scene.frames) == 3


def test_a_figure_opens_its_records(shop, qtbot):
    panel = show_panel(shop, qtbot)
    qtbot.mouseClick(panel.lines["revenue"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RecordsSheet))
    assert QApplication.activeModalWidget().model.count == 1
    QApplication.activeModalWidget().reject()


def test_period_and_person_are_kept_for_the_large_chart(shop, qtbot):
    panel = show_panel(shop, qtbot)
    panel.choose_period("month")
    panel.choose_person(shop.staff_id)
    qtbot.waitUntil(lambda: panel.lines["volume"].words.value == "0")
    assert panel.state() == {"kind": "month", "staff": shop.staff_id}


@pytest.mark.parametrize("language", ["en", "vi", "xx"])
def test_nothing_is_cut_off(shop, qtbot, language):
    i18n.set_language(language)
    assert cut_off(show_panel(shop, qtbot)) == []
