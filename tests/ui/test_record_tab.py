"""A tab's list says what is wanted, its record stands beside it, and both keep their width."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QListWidget, QMenu, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.base.listing import ListQuery
from salesdesk.ui import theme
from salesdesk.ui.record_tab import LIST_WIDTH, Filter, ListPane, Order, RecordSplit
from salesdesk.ui.widgets import Button, Chip, Label, Segmented, SegmentItem
from tests.ui.look import cut_off
from tests.ui.rows import show_active

FILTERS = [Filter("open", "Open"), Filter("hot", "Hot", "flame")]
ORDERS = [Order("next_on", "Next step"), Order("amount", "Amount", descending=True)]


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The program's own look."""
    theme.apply(qapp, "light")


def _pane(qtbot: QtBot, wide: bool = False) -> ListPane:
    views = Segmented([SegmentItem("list", "List"), SegmentItem("board", "Board")])
    made = ListPane("Prospects", FILTERS, ORDERS, QListWidget(), views=views, wide=wide)
    qtbot.addWidget(made)
    made.resize(900 if wide else 430, 500)
    show_active(qtbot, made)
    return made


@pytest.mark.parametrize("wide", [False, True])
def test_nothing_is_cut_off(qtbot: QtBot, wide: bool) -> None:
    pane = _pane(qtbot, wide)
    pane.set_counts({"open": 128, "hot": 14})
    pane.set_count(128)
    QApplication.processEvents()
    assert cut_off(pane) == []


def test_a_filter_an_order_and_typed_words_make_one_query(qtbot: QtBot) -> None:
    pane = _pane(qtbot)
    assert pane.query == ListQuery("open", "", "next_on")
    with qtbot.waitSignal(pane.query_changed) as changed:
        next(chip for chip in pane.findChildren(Chip) if chip.text() == "Hot").click()
    assert changed.args == [ListQuery("hot", "", "next_on")]
    with qtbot.waitSignal(pane.query_changed) as changed:
        qtbot.keyClicks(pane.search, "lan")
    assert changed.args == [ListQuery("hot", "lan", "next_on")]


def test_an_order_comes_with_its_own_direction_and_can_be_turned(qtbot: QtBot) -> None:
    pane = _pane(qtbot)
    menu = pane.findChild(QMenu)
    assert menu is not None
    menu.aboutToShow.emit()
    with qtbot.waitSignal(pane.query_changed) as changed:
        menu.actions()[1].trigger()
    assert changed.args == [ListQuery("open", "", "amount", descending=True)]
    button = next(b for b in pane.findChildren(Button) if b.text() == "Amount")
    assert button.accessibleName() == "Order: Amount"
    menu.aboutToShow.emit()
    with qtbot.waitSignal(pane.query_changed) as changed:
        menu.actions()[-1].trigger()
    assert changed.args == [ListQuery("open", "", "amount")]


def test_a_query_is_put_back_when_the_tab_is_restored(qtbot: QtBot) -> None:
    pane = _pane(qtbot)
    query = ListQuery("hot", "lan", "amount", descending=True)
    heard: list[ListQuery] = []
    pane.query_changed.connect(heard.append)
    pane.set_query(query)
    assert pane.query == query
    assert set(heard) == {query}


def test_an_order_chosen_in_a_table_is_followed_without_an_echo(qtbot: QtBot) -> None:
    pane = _pane(qtbot, wide=True)
    with qtbot.assertNotEmitted(pane.query_changed):
        pane.show_sorted(ListQuery("open", "", "amount"))
    assert pane.query.sort == "amount"


def test_ctrl_f_goes_to_the_filter(qtbot: QtBot) -> None:
    pane = _pane(qtbot)
    pane.focus_filter()
    assert pane.search.hasFocus()


def test_the_number_of_rows_stands_beside_the_title(qtbot: QtBot) -> None:
    pane = _pane(qtbot)
    pane.set_count(12_345, speak=True)
    assert "12,345" in [label.text() for label in pane.findChildren(Label)]


# ---------------------------------------------------------------- list and record


def _split(qtbot: QtBot, width: int, **more: object) -> RecordSplit:
    made = RecordSplit(QWidget(), QWidget(), **more)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(width, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(("width", "wide"), [(1366, LIST_WIDTH), (1920, LIST_WIDTH), (1100, 352)])
def test_the_list_is_as_wide_as_designed(qtbot: QtBot, width: int, wide: int) -> None:
    split = _split(qtbot, width)
    assert split.sizes()[0] == wide
    assert not split.narrow


def test_in_a_narrow_window_list_or_record_is_shown(qtbot: QtBot) -> None:
    split = _split(qtbot, 960)
    panes = [split.widget(n) for n in range(2)]
    assert [pane.isVisible() for pane in panes] == [True, False]
    split.show_record()
    assert [pane.isVisible() for pane in panes] == [False, True]
    assert split.show_list()
    assert not split.show_list()
    split.resize(1366, 600)
    assert [pane.isVisible() for pane in panes] == [True, True]


def test_the_width_a_person_drags_is_remembered_and_a_double_click_resets_it(qtbot: QtBot) -> None:
    kept: list[dict[str, int]] = []
    split = _split(qtbot, 1366, sizes={"list": 500}, remember=kept.append)
    assert split.sizes()[0] == 500
    split.splitterMoved.emit(460, 1)
    qtbot.waitUntil(lambda: kept == [{"list": 460}])
    split.resize(1400, 600)
    assert split.sizes()[0] == 460
    at, button = QPointF(0, 5), Qt.MouseButton.LeftButton
    double = QMouseEvent(
        QEvent.Type.MouseButtonDblClick, at, at, button, button, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(split.handle(1), double)
    assert split.sizes()[0] == LIST_WIDTH
