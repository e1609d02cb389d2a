"""A two-line list behaves as a table does, and says everything in one sentence."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.base.listing import ListQuery
from salesdesk.ui import theme
from salesdesk.ui.record_list import ListLine, RecordList
from tests.ui.rows import People, PersonRow, show_active


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The program's own look."""
    theme.apply(qapp, "light")


def _line(row: PersonRow) -> ListLine:
    return ListLine(row.name, row.id == 1, f"${row.id}", "10-stage RO", "today", "Today 09:30")


def _list(qtbot: QtBot, count: int) -> RecordList:
    made = RecordList(People(count), _line, name="Prospects")
    qtbot.addWidget(made)
    made.resize(430, 500)
    show_active(qtbot, made)
    made.show_query(ListQuery())
    return made


def test_rows_are_fifty_high_and_as_wide_as_the_list(qtbot: QtBot) -> None:
    people = _list(qtbot, 20)
    qtbot.waitExposed(people)
    people.grab()
    assert (people.rowHeight(3), people.columnWidth(0)) == (50, people.viewport().width())
    assert people.horizontalScrollBar().maximum() == 0


def test_a_row_is_read_out_whole(qtbot: QtBot) -> None:
    people = _list(qtbot, 2)
    spoken = people.rows_model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Person 1, 10-stage RO, $1, Today 09:30"
    assert people.accessibleName() == "Prospects, 2 rows"


def test_arrows_pick_and_enter_opens(qtbot: QtBot) -> None:
    people = _list(qtbot, 5)
    people.select_first()
    with qtbot.waitSignal(people.picked) as picked:
        qtbot.keyClick(people, Qt.Key.Key_Down)
    with qtbot.waitSignal(people.opened) as opened:
        qtbot.keyClick(people, Qt.Key.Key_Enter)
    assert (picked.args, opened.args) == ([2], [2])


def test_letters_never_search_in_the_list(qtbot: QtBot) -> None:
    people = _list(qtbot, 5)
    people.select_first()
    qtbot.keyClicks(people, "Person 4")
    assert people.current_id() == 1


def test_rows_are_copied_with_their_parts_apart_by_tabs(qtbot: QtBot) -> None:
    people = _list(qtbot, 3)
    people.select_id(3)
    people.copy()
    assert QGuiApplication.clipboard().text() == "Person 3\t$3\t10-stage RO\tToday 09:30"


def test_a_list_of_a_million_shows_quickly_and_jumps_anywhere(qtbot: QtBot) -> None:
    people = _list(qtbot, 1_000_000)
    assert people.select_id(765_432)
    people.grab()
    assert people.viewport().rect().contains(people.visualRect(people.currentIndex()))


def test_a_row_that_is_gone_is_a_dash_until_the_list_is_read_anew(qtbot: QtBot) -> None:
    source = People(3)
    people = RecordList(source, _line, name="Prospects")
    qtbot.addWidget(people)
    people.show_query(ListQuery())
    source.present.remove(2)
    people.grab()
    assert people.rows_model.index(1, 0).data() == "—"
    people.refresh({2})
    assert [people.rows_model.id_at(n) for n in range(2)] == [1, 3]
