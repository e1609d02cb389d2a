"""A table shows any number of rows at once, keeps place and selection by id, and is read out whole."""

import threading
from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from salesdesk.base.errors import StoreError
from salesdesk.base.listing import ListQuery
from salesdesk.ui import theme
from salesdesk.ui.actions import Action
from salesdesk.ui.cells import avatar_cell, badge_cell, promise_cell, step_cell, two_line_cell
from salesdesk.ui.jobs import Jobs
from salesdesk.ui.paging import FIRST
from salesdesk.ui.record_table import Column, RecordModel, RecordTable, in_card
from tests.ui.rows import FIELDS, People, show_active

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The program's own look."""
    theme.apply(qapp, "light")


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    """Workers that are all home when the test is over."""
    made = Jobs()
    yield made
    assert made.close()


def _table(qtbot: QtBot, source: People, jobs: Jobs | None = None, **more: object) -> RecordTable:
    model = RecordModel(source, FIELDS, jobs)
    table = RecordTable(model, name="Prospects", jobs=jobs, **more)  # type: ignore[arg-type]
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(600, 430)
    show_active(qtbot, table)
    return table


def _model(table: RecordTable) -> RecordModel:
    model = table.model()
    assert isinstance(model, RecordModel)
    return model


def _names(table: RecordTable, first: int, last: int) -> list[str]:
    model = _model(table)
    return [str(model.index(n, 0).data()) for n in range(first, last + 1)]


# ---------------------------------------------------------------- loading


def test_the_first_rows_are_there_at_once_and_the_rest_follows(qtbot: QtBot, jobs: Jobs) -> None:
    source = People(100_000)
    table = _table(qtbot, source, jobs)
    with qtbot.waitSignal(_model(table).counted) as counted:
        _model(table).show(ListQuery())
        assert (_model(table).count, _model(table).complete) == (FIRST, False)
    assert counted.args == [100_000]
    assert (_model(table).count, _names(table, 99_999, 99_999)) == (100_000, ["Person 100000"])


def test_a_short_list_needs_no_worker(qtbot: QtBot) -> None:
    source = People(5)
    table = _table(qtbot, source)
    with qtbot.waitSignal(_model(table).counted):
        _model(table).show(ListQuery())
    assert source.asked_ids == [(ListQuery(), FIRST)]
    assert table.accessibleName() == "Prospects, 5 rows"


def test_only_pages_that_are_painted_are_read(qtbot: QtBot) -> None:
    source = People(100_000)
    table = _table(qtbot, source)
    _model(table).show(ListQuery())
    table.grab()
    table.scrollToBottom()
    table.grab()
    assert {ids[0] for ids in source.asked_rows} == {1, 99_901}


def test_an_answer_that_comes_too_late_is_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    gate, waiting = threading.Event(), threading.Event()

    class Slow(People):
        def ids(self, query: ListQuery, limit: int | None) -> Sequence[int]:
            if limit is None and not query.text:
                waiting.set()
                assert gate.wait(10)
            return super().ids(query, limit)

    source = Slow(2000)
    table = _table(qtbot, source, jobs)
    _model(table).show(ListQuery())
    assert waiting.wait(10)
    with qtbot.waitSignal(_model(table).counted) as counted:
        _model(table).show(ListQuery(text="7"))
    gate.set()
    assert jobs.wait_all()
    sevens = sum("7" in str(n) for n in range(1, 2001))
    assert (counted.args, _model(table).count, source.stops) == ([sevens], sevens, 1)


def test_a_list_that_cannot_be_read_stays_as_it_was_and_says_why(qtbot: QtBot) -> None:
    source = People(3)
    table = _table(qtbot, source)
    _model(table).show(ListQuery())
    trouble = StoreError("The disk is gone.")

    def broken(_query: ListQuery, _limit: int | None) -> Sequence[int]:
        raise trouble

    source.ids = broken  # type: ignore[method-assign]
    with qtbot.waitSignal(_model(table).trouble) as said:
        _model(table).show(ListQuery(text="1"))
    assert (said.args, _model(table).count, _model(table).query) == ([trouble], 3, ListQuery())


def test_rows_that_cannot_be_read_are_painted_empty_and_said_once(qtbot: QtBot) -> None:
    source = People(50)
    table = _table(qtbot, source)
    said: list[object] = []
    _model(table).trouble.connect(said.append)

    def broken(_ids: Sequence[int]) -> dict[int, object]:
        raise StoreError("The disk is gone.")

    source.rows = broken  # type: ignore[assignment, method-assign]
    _model(table).show(ListQuery())
    table.grab()
    qtbot.waitUntil(lambda: len(said) == 1)
    table.grab()
    assert _names(table, 0, 0) == ["—"]


# ---------------------------------------------------------------- place and selection


def test_the_selection_follows_its_records_through_another_order(qtbot: QtBot) -> None:
    table = _table(qtbot, People(200))
    _model(table).show(ListQuery())
    table.select_id(3)
    add = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().select(_model(table).index(9, 0), add)
    with qtbot.assertNotEmitted(table.picked):
        _model(table).show(ListQuery(sort="name", descending=True))
    assert (table.current_id(), table.currentIndex().row()) == (3, 197)
    assert table.selected_ids() == [10, 3]
    assert table.viewport().rect().intersects(table.visualRect(table.currentIndex()))


def test_a_record_beyond_the_first_rows_is_found_when_all_are_known(qtbot: QtBot, jobs: Jobs) -> None:
    table = _table(qtbot, People(5000), jobs)
    _model(table).show(ListQuery())
    assert jobs.wait_all()
    assert table.select_id(4321)
    _model(table).show(ListQuery(sort="name"))
    assert jobs.wait_all()
    assert table.current_id() == 4321


def test_everything_selected_stays_everything_after_a_refresh(qtbot: QtBot, jobs: Jobs) -> None:
    source = People(4000)
    table = _table(qtbot, source, jobs)
    _model(table).show(ListQuery())
    assert jobs.wait_all()
    table.selectAll()
    source.present.append(4001)
    _model(table).refresh()
    assert jobs.wait_all()
    assert table.selected_count() == 4001


def test_a_record_that_left_the_list_is_no_longer_current(qtbot: QtBot) -> None:
    source = People(5)
    table = _table(qtbot, source)
    _model(table).show(ListQuery())
    table.select_id(2)
    source.present.remove(2)
    with qtbot.waitSignal(table.picked) as picked:
        _model(table).refresh({2})
    assert (picked.args, table.current_id()) == ([None], None)


def test_a_refresh_reads_only_what_changed_and_keeps_the_place(qtbot: QtBot, jobs: Jobs) -> None:
    source = People(5000)
    table = _table(qtbot, source, jobs)
    _model(table).show(ListQuery())
    assert jobs.wait_all()
    table.verticalScrollBar().setValue(40 * 2000)
    table.grab()
    source.asked_rows.clear()
    source.names[2003] = "Laura"
    _model(table).refresh({2003})
    assert jobs.wait_all()
    table.grab()
    assert table.verticalScrollBar().value() == 40 * 2000
    assert [ids[0] for ids in source.asked_rows] == [2001]
    assert _names(table, 2002, 2002) == ["Laura"]


# ---------------------------------------------------------------- keys, copying, menu


def test_home_end_and_enter_work_on_rows(qtbot: QtBot) -> None:
    table = _table(qtbot, People(50))
    _model(table).show(ListQuery())
    table.select_id(20)
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_id() == 50
    qtbot.keyClick(table, Qt.Key.Key_Home)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [1]


def test_a_double_click_opens_the_record(qtbot: QtBot) -> None:
    table = _table(qtbot, People(5))
    _model(table).show(ListQuery())
    at = table.visualRect(_model(table).index(2, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == [3]


def test_reached_by_tab_the_first_row_is_selected(qtbot: QtBot) -> None:
    table = _table(qtbot, People(5))
    _model(table).show(ListQuery())
    table.clearFocus()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: table.selected_ids() == [1])


def test_selected_rows_are_copied_as_cells_apart_by_tabs(qtbot: QtBot) -> None:
    table = _table(qtbot, People(5))
    _model(table).show(ListQuery())
    table.select_id(2)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied == "Person 2\t$2\t14 May 2026\nPerson 3\t$3\t14 May 2026"


def test_copying_very_many_rows_does_not_stop_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    table = _table(qtbot, People(3000), jobs)
    _model(table).show(ListQuery())
    assert jobs.wait_all()
    table.selectAll()
    table.copy()
    assert len(jobs.running()) == 1
    assert jobs.wait_all()
    assert QGuiApplication.clipboard().text().count("\n") == 2999


def test_the_menu_key_opens_the_actions_at_the_current_row(qtbot: QtBot) -> None:
    calls: list[int] = []
    table = _table(
        qtbot, People(5), actions=lambda: [Action("open", "Open", lambda: calls.append(1), letter="g")]
    )
    _model(table).show(ListQuery())
    table.select_id(2)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(table.viewport(), event)
    menu = table.findChild(QMenu)
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    assert calls == [1]


# ---------------------------------------------------------------- head and widths


def test_a_click_on_the_head_sorts_and_a_second_one_turns_it_round(qtbot: QtBot) -> None:
    table = _table(qtbot, People(5))
    _model(table).show(ListQuery("open", "1"))
    header = table.horizontalHeader()
    header.sectionClicked.emit(1)
    assert _model(table).query == ListQuery("open", "1", "amount")
    header.sectionClicked.emit(1)
    assert _model(table).query == ListQuery("open", "1", "amount", descending=True)
    header.sectionClicked.emit(2)  # not sortable
    assert _model(table).query.sort == "amount"
    assert header.sortIndicatorSection() == 1


def test_widths_a_person_chose_are_remembered_and_used(qtbot: QtBot) -> None:
    kept: list[dict[str, int]] = []
    table = _table(qtbot, People(5), widths={"due": 222}, remember_widths=kept.append)
    _model(table).show(ListQuery())
    header = table.horizontalHeader()
    assert header.sectionSize(2) == 222
    header.resizeSection(1, 177)
    qtbot.waitUntil(lambda: kept == [{"due": 222, "amount": 177}])
    table.resize(700, 400)
    assert header.sectionSize(1) == 177


def test_one_column_takes_the_room_that_is_left(qtbot: QtBot) -> None:
    table = _table(qtbot, People(5))
    _model(table).show(ListQuery())
    qtbot.waitExposed(table)
    header = table.horizontalHeader()
    assert sum(header.sectionSize(n) for n in range(3)) == table.viewport().width()
    table.resize(200, 400)
    assert table.horizontalScrollBar().maximum() > 0


# ---------------------------------------------------------------- words


def test_a_row_is_read_out_whole_in_its_first_cell(qtbot: QtBot) -> None:
    model = RecordModel(People(5), FIELDS, sentence=lambda row: f"{row.name} owes {row.amount}")
    model.show(ListQuery())
    assert model.index(1, 0).data(ACCESSIBLE) == "Person 2 owes 200"
    assert model.index(1, 1).data(ACCESSIBLE) == "$2"
    assert RecordModel.data(model, model.index(1, 0), Qt.ItemDataRole.UserRole) == 2


def test_without_a_sentence_the_words_are_joined(qtbot: QtBot) -> None:
    model = RecordModel(People(5), FIELDS)
    model.show(ListQuery())
    assert model.index(1, 0).data(ACCESSIBLE) == "Person 2, $2, 14 May 2026"


def test_the_language_changes_while_the_list_is_shown(qtbot: QtBot) -> None:
    table = _table(qtbot, People(5))
    _model(table).show(ListQuery())
    table.grab()
    _model(table).set_language("vi", "VND")
    assert _model(table).index(4, 1).data() == "500\u00a0₫"
    assert _model(table).index(4, 2).data() == "14/05/2026"


def test_special_cells_stand_for_words_too(qtbot: QtBot) -> None:
    name, amount, due = FIELDS
    columns = [
        Column(name, cell=two_line_cell(lambda row: (row.name, "under-sink"))),
        Column(name, cell=badge_cell(lambda row: ("New", "sales"))),
        Column(amount, cell=promise_cell(lambda row: (0.4, "soon", "1 h 48 min left"))),
        Column(due, cell=step_cell(lambda row: ("late", "2 days late"))),
        Column(due, cell=avatar_cell(lambda row: None if row.id == 1 else "Hannah Nash")),
    ]
    model = RecordModel(People(2), columns)
    table = RecordTable(model, name="Cases", two_line=True)
    qtbot.addWidget(table)
    table.resize(900, 200)
    model.show(ListQuery())
    table.show()
    table.grab()
    assert [model.index(0, n).data() for n in range(5)] == [
        "Person 1 · under-sink",
        "New",
        "1 h 48 min left",
        "2 days late",
        "—",
    ]
    assert table.rowHeight(0) == 48


def test_a_table_fills_its_card(qtbot: QtBot) -> None:
    model = RecordModel(People(3), FIELDS)
    table = RecordTable(model, name="Prospects")
    model.show(ListQuery())
    card = in_card(table)
    qtbot.addWidget(card)
    card.resize(500, 300)
    card.show()
    qtbot.waitExposed(card)
    card.grab()
    assert (table.width(), table.parentWidget()) == (498, card)
