"""Chips, segments, stages, fields, ratings: with the mouse, with keys, and for a screen reader."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui import theme
from salesdesk.ui.widgets import (
    STRETCH,
    Calendar,
    Chip,
    ChipItem,
    ChipRow,
    ChoiceBox,
    DoneCheck,
    FormField,
    InlineError,
    NumberBox,
    RatingBar,
    SearchField,
    Segmented,
    Stepper,
    TabItem,
    TopTabs,
    boxed,
    column,
    row,
)

LEFT = Qt.MouseButton.LeftButton
FILTERS = [ChipItem("open", "Open", count=128), ChipItem("hot", "Hot", "flame", 14), ChipItem("all", "All")]


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


def shown(qtbot: QtBot, widget: QWidget, width: int = 0, height: int = 0) -> None:
    qtbot.addWidget(widget)
    if width:
        widget.resize(width, height or widget.sizeHint().height())
    widget.show()
    QApplication.processEvents()


def visible_chips(chips: ChipRow) -> list[str]:
    return [chip.text() for chip in chips.findChildren(Chip) if not chip.isHidden()]


# ---------------------------------------------------------------- chips


def test_one_filter_is_chosen_at_a_time(qtbot: QtBot) -> None:
    chips = ChipRow(FILTERS, "open")
    shown(qtbot, chips, 500)
    with qtbot.waitSignal(chips.chosen) as told:
        qtbot.mouseClick(chips.findChildren(Chip)[1], LEFT)
    assert told.args == ["hot"]
    assert chips.current() == "hot"
    assert [chip.isChecked() for chip in chips.findChildren(Chip)] == [False, True, False]


def test_filters_without_room_are_in_the_menu_and_can_be_chosen_there(qtbot: QtBot) -> None:
    chips = ChipRow([ChipItem(str(n), f"Filter number {n}") for n in range(9)], "0")
    shown(qtbot, chips, 420)
    few = visible_chips(chips)
    assert 0 < len(few) < 9
    chips._menu.aboutToShow.emit()
    hidden = chips._menu.actions()
    assert len(few) + len(hidden) == 9
    right = max(
        c.geometry().right() for c in chips.findChildren(QWidget) if not c.isHidden() and c.parent() is chips
    )
    assert right < 420
    with qtbot.waitSignal(chips.chosen) as told:
        hidden[-1].trigger()
    assert told.args == ["8"]
    assert "Filter number 8" in visible_chips(chips)


def test_all_filters_are_shown_where_there_is_room(qtbot: QtBot) -> None:
    chips = ChipRow(FILTERS)
    shown(qtbot, chips, chips.sizeHint().width())
    assert visible_chips(chips) == ["Open", "Hot", "All"]


def test_counts_are_told_to_screen_readers(qtbot: QtBot) -> None:
    chips = ChipRow(FILTERS)
    chips.set_count("hot", 15)
    assert [c.accessibleName() for c in chips.findChildren(Chip)] == ["Open, 128", "Hot, 15", "All"]


def test_other_filters_keep_the_choice_when_it_is_among_them(qtbot: QtBot) -> None:
    chips = ChipRow(FILTERS, "hot")
    shown(qtbot, chips, 500)
    chips.set_items([ChipItem("new", "New"), ChipItem("hot", "Hot")])
    assert chips.current() == "hot"
    chips.set_items([ChipItem("new", "New")])
    assert chips.current() == "new"


def test_arrows_move_between_chips(qtbot: QtBot) -> None:
    chips = ChipRow(FILTERS)
    shown(qtbot, chips, 500)
    chips.activateWindow()
    first, second, _ = chips.findChildren(Chip)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert chips.focusWidget() is second


# ---------------------------------------------------------------- segments, stages, tabs


def test_a_view_is_chosen_from_the_segments(qtbot: QtBot) -> None:
    views = Segmented([("board", "Board"), ("list", "List", "list")], "list")
    shown(qtbot, views)
    assert views.current() == "list"
    with qtbot.waitSignal(views.chosen) as told:
        qtbot.mouseClick(views._segments["board"], LEFT)
    assert told.args == ["board"]
    assert views.current() == "board"


def test_segments_with_icons_only_have_names(qtbot: QtBot) -> None:
    views = Segmented([("list", "List", "list"), ("board", "Board", "square-kanban")], icons_only=True)
    assert [s.accessibleName() for s in views._segments.values()] == ["List", "Board"]
    assert all(s.toolTip() for s in views._segments.values())
    assert all(s.sizeHint().height() >= 24 for s in views._segments.values())


def test_a_click_on_a_stage_moves_there(qtbot: QtBot) -> None:
    stages = Stepper(["New", "Contacted", "Quoted", "Customer"], 1)
    shown(qtbot, stages, 600)
    with qtbot.waitSignal(stages.moved) as told:
        qtbot.mouseClick(stages._steps[2], LEFT)
    assert told.args == [2]
    assert stages.current() == 1  # whoever owns the deal moves it
    with qtbot.assertNotEmitted(stages.moved):
        qtbot.mouseClick(stages._steps[1], LEFT)


def test_stages_say_which_is_current_and_which_are_done() -> None:
    stages = Stepper(["New", "Contacted", "Quoted"], 1)
    assert [s.accessibleName() for s in stages._steps] == ["New, done", "Contacted, current", "Quoted"]


@pytest.mark.parametrize("width", [300, 640, 1200])
def test_stages_fill_the_width_from_edge_to_edge(qtbot: QtBot, width: int) -> None:
    stages = Stepper(["New enquiry", "Qualified", "Quote sent", "Negotiating", "Won"], 2)
    shown(qtbot, stages, width)
    assert stages._steps[0].x() == 0
    assert abs(stages._steps[-1].geometry().right() + 1 - width) <= 1


TABS = [TabItem("today", "Today", "sun", "Ctrl+1"), TabItem("sales", "Sales", "handshake", "Ctrl+2")]


def test_tabs_tell_which_was_chosen_and_how_many_wait_there(qtbot: QtBot) -> None:
    tabs = TopTabs(TABS)
    tabs.set_count("sales", 2, "danger")
    shown(qtbot, tabs)
    with qtbot.waitSignal(tabs.chosen) as told:
        qtbot.mouseClick(tabs, LEFT, pos=tabs.tabRect(1).center())
    assert told.args == ["sales"]
    assert tabs.accessibleTabName(1) == "Sales, 2"
    with qtbot.assertNotEmitted(tabs.chosen):
        tabs.set_current("today")
    assert tabs.current() == "today"


def test_compact_tabs_keep_the_words_of_the_current_one_only(qtbot: QtBot) -> None:
    tabs = TopTabs(TABS)
    shown(qtbot, tabs)
    full = tabs.sizeHint().width()
    assert full == tabs.full_width()
    tabs.set_compact(True)
    assert tabs.sizeHint().width() < full
    assert "Sales" in tabs.tabToolTip(1)


# ---------------------------------------------------------------- fields


def test_a_field_has_its_name_and_says_what_is_wrong(qtbot: QtBot) -> None:
    editor = QLineEdit()
    field = FormField("Phone", editor, help="With the area code")
    shown(qtbot, field, 300)
    assert field.label.buddy() is editor
    assert editor.accessibleName() == "Phone"
    assert editor.accessibleDescription() == "With the area code"
    field.set_error("8 digits; numbers here usually have 10")
    assert editor.accessibleDescription() == "8 digits; numbers here usually have 10"
    assert field.findChild(InlineError).isVisible()
    field.clear_error()
    assert editor.accessibleDescription() == "With the area code"
    assert not field.findChild(InlineError).isVisible()


def test_what_is_wrong_is_shown_whole_in_a_narrow_form(qtbot: QtBot) -> None:
    field = FormField("Phone", QLineEdit())
    page = boxed(column(field, STRETCH))
    shown(qtbot, page, 180, 400)
    field.set_error("8 digits; numbers here usually have 10. Saving anyway is fine.")
    QApplication.processEvents()
    words = field.findChild(InlineError)._label
    assert words.height() >= words.heightForWidth(words.width())


def test_fields_side_by_side_stand_at_one_height(qtbot: QtBot) -> None:
    one, other = FormField("Name", QLineEdit()), FormField("Phone", QLineEdit())
    page = boxed(column(row(one, other), STRETCH))
    shown(qtbot, page, 400, 300)
    other.set_error("8 digits; numbers here usually have 10. Saving anyway is fine.")
    QApplication.processEvents()
    assert one.editor.y() == other.editor.y()
    assert one.editor.width() == other.editor.width()


def test_a_text_area_may_grow_in_its_field(qtbot: QtBot) -> None:
    area = QPlainTextEdit()
    field = FormField("Note", area)
    shown(qtbot, field, 300, 400)
    assert area.height() > 300


def test_search_tells_once_after_a_pause(qtbot: QtBot) -> None:
    field = SearchField("Filter this list", key="Ctrl+F")
    shown(qtbot, field, 300)
    told: list[str] = []
    field.searched.connect(told.append)
    qtbot.keyClicks(field, "lan")
    assert told == []
    qtbot.waitUntil(lambda: told == ["lan"])


def test_search_waits_while_a_word_is_composed(qtbot: QtBot) -> None:
    field = SearchField("Filter this list")
    shown(qtbot, field, 300)
    told: list[str] = []
    field.searched.connect(told.append)
    QApplication.sendEvent(field, QInputMethodEvent("ngu", []))
    field.search_now()
    assert told == []
    done = QInputMethodEvent("", [])
    done.setCommitString("nguyễn")
    QApplication.sendEvent(field, done)
    qtbot.waitUntil(lambda: told == ["nguyễn"])


def test_search_can_be_cleared_at_once(qtbot: QtBot) -> None:
    field = SearchField("Filter this list")
    shown(qtbot, field, 300)
    field.setText("lan")
    field.search_now()
    with qtbot.waitSignal(field.searched) as told:
        qtbot.mouseClick(field._clear, LEFT)
    assert told.args == [""]


def wheel(widget: QWidget) -> None:
    at = QPointF(5, 5)
    down = QPoint(0, -120)
    no = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        down,
        down,
        Qt.MouseButton.NoButton,
        no,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_a_list_of_choices_gives_values(qtbot: QtBot) -> None:
    box = ChoiceBox([(None, "Nobody"), (7, "Hannah"), (8, "David")], "Looked after by")
    box.set_value(8)
    assert box.value() == 8
    box.set_choices([(8, "David"), (9, "Minh")])
    assert box.value() == 8
    shown(qtbot, box)
    with qtbot.waitSignal(box.chosen) as told:
        box.activated.emit(0)
    assert told.args == [8]


def test_the_wheel_changes_only_what_has_the_focus(qtbot: QtBot) -> None:
    box, number = ChoiceBox([(1, "one"), (2, "two")]), NumberBox(0, 9, 5)
    page = boxed(column(QLineEdit(), box, number))
    shown(qtbot, page)
    for widget in (box, number):
        widget.clearFocus()
        wheel(widget)
    assert (box.value(), number.value()) == (1, 5)


def test_nothing_is_rated_until_somebody_rates(qtbot: QtBot) -> None:
    bar = RatingBar()
    shown(qtbot, bar, 400)
    assert bar.value() is None
    with qtbot.waitSignal(bar.rated) as told:
        qtbot.mouseClick(bar._group.button(4), LEFT)
    assert told.args == [4]
    assert bar.value() == 4
    assert bar._group.button(4).accessibleName() == "4 of 5, Good"
    bar.set_value(None)
    assert bar.value() is None


def test_the_circle_of_a_row_can_be_ticked(qtbot: QtBot) -> None:
    check = DoneCheck("Done: call Laura Bennett")
    shown(qtbot, check)
    qtbot.mouseClick(check, LEFT)
    assert check.isChecked()
    assert min(check.width(), check.height()) >= 24


def test_weekends_look_like_other_days(qtbot: QtBot, qapp: QApplication) -> None:
    calendar = Calendar()
    shown(qtbot, calendar)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Monday):
        assert calendar.weekdayTextFormat(day).foreground().color() == theme.color("ink")
    QApplication.sendEvent(calendar, QEvent(QEvent.Type.StyleChange))
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
