"""The Prospects tab: find, look, write down, plan, by mouse and by keys; what is undone is seen undone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from salesdesk.base import clock, i18n
from salesdesk.parties import commands as parties
from salesdesk.parties.queries import next_step, party_card
from salesdesk.parties.rules import NextStep
from salesdesk.store import schema as s
from salesdesk.ui.widgets import Button
from tests.prospects.desk import Shell, show

NOW = datetime(2026, 5, 14, 9, tzinfo=UTC)  # a Thursday
TODAY = NOW.date()
Key = Qt.Key


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    with clock.freeze(NOW):
        yield


@pytest.fixture
def people(store: Any) -> dict[str, int]:
    return {
        "laura": parties.add_party(
            store, name="Laura Bennett", phone="(212) 555-0148", address="14 Mill Lane", hot=True,
            needs="10-stage RO",
            next_step=NextStep(TODAY, "09:30", "Call about the price"),
        ),
        "duc": parties.add_party(store, name="Nguyễn Đức", phone="212 555 0149"),
        "karen": parties.add_party(store, name="Karen Whitfield"),
    }  # fmt: skip


@pytest.fixture
def shell(store: Any, people: dict[str, int], qtbot: QtBot) -> Shell:
    shell = show(store, qtbot)
    shell.tab.open_record("party", people["laura"])
    return shell


def _step(store: Any, party_id: int) -> Any:
    with store.reading() as db:
        return next_step(db, party_id)


def _card(store: Any, party_id: int) -> Any:
    with store.reading() as db:
        return party_card(db, party_id)


def _count(store: Any, table: Any) -> int:
    with store.reading() as db:
        return int(db.execute(select(func.count()).select_from(table)).scalar_one())


def _menu_line(menu: QMenu, begin: str) -> Any:
    return next(line for line in menu.actions() if line.text().startswith(begin))


# ---------------------------------------------------------------- the list


def test_somebody_of_the_list_is_read_once_when_opened(
    shell: Shell, people: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def reading(db: Any, party_id: int) -> Any:
        read.append(party_id)
        return party_card(db, party_id)

    monkeypatch.setattr("salesdesk.prospects.party_page.party_card", reading)
    assert shell.tab.open_record("party", people["karen"])
    assert (shell.tab.list.current_id(), shell.tab.page.party_id) == (people["karen"], people["karen"])
    shell.tab.list.select_id(people["duc"])
    assert shell.tab.page.party_id == people["duc"]
    assert read == [people["karen"], people["duc"]]


def test_the_first_of_the_list_is_shown_at_once(store: Any, people: dict[str, int], qtbot: QtBot) -> None:
    shell = show(store, qtbot)
    assert shell.listed()[0] == "Laura Bennett"
    assert shell.page.head.name.text() == "Laura Bennett"


def test_typing_without_accents_finds_the_name_with_them(shell: Shell, qtbot: QtBot) -> None:
    shell.tab.focus_filter()
    qtbot.keyClicks(shell.tab.pane.search, "nguyen duc")
    qtbot.waitUntil(lambda: shell.listed() == ["Nguyễn Đức"])
    qtbot.keyClick(shell.tab.pane.search, Key.Key_Return)
    assert shell.tab.list.hasFocus()
    assert shell.page.head.name.text() == "Nguyễn Đức"


def test_a_filter_that_matches_nobody_says_so_and_can_be_dropped(shell: Shell, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shell.tab.pane.chips._chips["open"].count() == 3)
    qtbot.keyClicks(shell.tab.pane.search, "zzz")
    qtbot.waitUntil(lambda: _button(shell, "Drop “zzz”") is not None)
    qtbot.mouseClick(_button(shell, "Drop “zzz”"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shell.listed()) == 3)
    assert shell.tab.list.isVisible()


def _button(shell: Shell, words: str) -> Any:
    return next((b for b in shell.tab.findChildren(Button) if b.text() == words and b.isVisible()), None)


def test_an_empty_book_offers_to_add_somebody(store: Any, qtbot: QtBot) -> None:
    shell = show(store, qtbot)
    assert _button(shell, "New prospect") is not None
    assert not shell.tab.list.isVisible()


def test_the_chips_count_and_follow_every_change(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    chips = shell.tab.pane.chips._chips
    qtbot.waitUntil(lambda: chips["no_next_step"].count() == 2)
    assert (chips["open"].count(), chips["hot"].count()) == (3, 1)
    parties.set_next_step(store, people["karen"], NextStep(TODAY))
    qtbot.waitUntil(lambda: chips["no_next_step"].count() == 1)
    store.undo()
    qtbot.waitUntil(lambda: chips["no_next_step"].count() == 2)


def test_another_view_begins_in_its_own_order(shell: Shell, qtbot: QtBot) -> None:
    shell.tab.setFocus()
    shell.desk.actions.run("prospects.view.all")
    qtbot.waitUntil(lambda: len(shell.listed()) == 3)
    assert shell.listed() == ["Karen Whitfield", "Laura Bennett", "Nguyễn Đức"]
    assert shell.tab.pane.query.sort == "name"


def test_the_rows_say_everything_to_a_screen_reader(shell: Shell) -> None:
    index = shell.tab.list.rows_model.index(0, 0)
    spoken = shell.tab.list.rows_model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Laura Bennett, hot, 10-stage RO, Today 09:30"


# ---------------------------------------------------------------- calls, notes, next steps


def test_a_call_is_logged_with_two_keys_and_its_next_step_planned(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    shell.tab.list.setFocus()
    qtbot.keyClick(shell.tab.list, Key.Key_L)
    line = QApplication.focusWidget()
    qtbot.keyClicks(line, "Likes the small one")
    qtbot.keyClick(line, Key.Key_Return)
    assert shell.page.talk.call is None, "the note field is back"
    step = _step(store, people["laura"])
    assert step.due_on == date(2026, 5, 16)
    assert _card(store, people["laura"]).prospect_stage == "working"
    qtbot.waitUntil(lambda: shell.page.stages.current() == 1)
    assert shell.page.talk.timeline.count() == 2
    assert shell.said.words == ["Log a call with Laura Bennett"]


def test_undo_brings_the_page_and_the_list_back(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    shell.desk.actions.run("prospects.log_call")
    shell.page.talk.call.save("reached")
    qtbot.waitUntil(lambda: shell.page.talk.timeline.count() == 2)
    assert shell.desk.undo()
    qtbot.waitUntil(lambda: shell.page.talk.timeline.count() == 1)
    assert shell.page.stages.current() == 0
    assert _step(store, people["laura"]).title == "Call about the price"


def test_nobody_answered_keeps_what_was_planned_for_the_next_working_day(
    shell: Shell, store: Any, people: dict[str, int]
) -> None:
    shell.desk.actions.run("prospects.log_call")
    shell.page.talk.call.save("no_answer")
    step = _step(store, people["laura"])
    assert (step.title, step.due_time, step.due_on) == ("Call about the price", "09:30", date(2026, 5, 15))


def test_a_visit_planned_ahead_survives_a_call(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    visit = parties.set_next_step(store, people["laura"], NextStep(TODAY + timedelta(5), kind="visit"))
    qtbot.waitUntil(lambda: shell.page.step.id == visit)
    shell.desk.actions.run("prospects.log_call")
    shell.page.talk.call.save("reached")
    assert _step(store, people["laura"]).id == visit


def test_esc_gives_a_call_up_and_writes_nothing(shell: Shell, store: Any, qtbot: QtBot) -> None:
    shell.desk.actions.run("prospects.log_call")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert shell.page.talk.call is None
    assert _count(store, s.interaction) == 0


def test_a_note_is_kept_with_enter(shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot) -> None:
    shell.desk.actions.run("prospects.note")
    note = shell.page.talk.note
    assert note.hasFocus()
    qtbot.keyClicks(note, "Prefers mornings")
    qtbot.keyClick(note, Key.Key_Return)
    assert note.text() == ""
    assert _count(store, s.interaction) == 1
    assert _card(store, people["laura"]).prospect_stage == "new", "a note is no contact"


def test_a_draft_of_a_note_does_not_wander_to_the_next_person(
    shell: Shell, people: dict[str, int], qtbot: QtBot
) -> None:
    qtbot.keyClicks(shell.page.talk.note, "for Laura")
    shell.tab.open_record("party", people["karen"])
    assert shell.page.talk.note.text() == ""


def test_letters_are_text_while_somebody_writes(shell: Shell, qtbot: QtBot) -> None:
    note = shell.page.talk.note
    note.setFocus()
    qtbot.keyClicks(note, "lhm")
    assert note.text() == "lhm"
    assert shell.page.talk.call is None


def test_the_step_moves_to_tomorrow_with_one_key(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    shell.tab.list.setFocus()
    qtbot.keyClick(shell.tab.list, Key.Key_H)
    step = _step(store, people["laura"])
    assert (step.due_on, step.due_time) == (date(2026, 5, 15), "09:30")


def test_done_asks_for_the_next_step_in_the_same_gesture(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    qtbot.mouseClick(shell.page.step_view.done_button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Key.Key_Return)
    assert _step(store, people["laura"]).due_on == date(2026, 5, 16)
    assert len(shell.said.words) == 1, "one step"


def test_without_a_step_the_strip_offers_the_near_days(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    shell.tab.open_record("party", people["karen"])
    strip = shell.page.step_view
    assert strip.tomorrow.isVisible()
    assert not strip.done_button.isVisible()
    qtbot.mouseClick(strip.tomorrow, Qt.MouseButton.LeftButton)
    assert _step(store, people["karen"]).due_on == date(2026, 5, 15)
    qtbot.waitUntil(lambda: strip.done_button.isVisible())


# ---------------------------------------------------------------- stage, head, menu


def test_a_click_on_a_stage_moves_there(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    shell.page.stages.moved.emit(1)
    qtbot.waitUntil(lambda: shell.page.stages.current() == 1)
    assert _card(store, people["laura"]).prospect_stage == "working"


def test_the_quote_of_another_feature_gets_the_person(
    shell: Shell, people: dict[str, int], qtbot: QtBot
) -> None:
    qtbot.mouseClick(shell.page.head.quote, Qt.MouseButton.LeftButton)
    shell.page.stages.moved.emit(3)
    assert shell.given == [("sales.quote", "party", people["laura"])] * 2


def test_without_that_feature_there_is_no_quote_button(
    store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    shell = show(store, qtbot, contributed=())
    assert not shell.page.head.quote.isVisible()


def test_the_phone_is_copied_with_a_click(shell: Shell, qtbot: QtBot) -> None:
    qtbot.mouseClick(shell.page.head.phone, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "(212) 555-0148"


def test_the_menu_offers_what_makes_sense(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    menu = QMenu(shell)
    shell.tab.commands.fill_menu(menu)
    words = [line.text().split("\t")[0] for line in menu.actions()]
    assert "sales.new_deal" in words
    assert "No longer hot" in words
    _menu_line(menu, "No longer hot").trigger()
    qtbot.waitUntil(lambda: not shell.page.card.hot)


def test_deleting_leaves_the_list_and_undo_brings_it_back(shell: Shell, qtbot: QtBot) -> None:
    shell.desk.actions.run("prospects.remove")
    qtbot.waitUntil(lambda: "Laura Bennett" not in shell.listed())
    qtbot.waitUntil(lambda: shell.page.card is None or shell.page.card.name != "Laura Bennett")
    shell.desk.undo()
    qtbot.waitUntil(lambda: "Laura Bennett" in shell.listed())


def test_an_event_opens_its_record(shell: Shell, store: Any, people: dict[str, int]) -> None:
    shell.page.talk.opened.emit(77, "quote")
    assert shell.opened == [("quote", 77)]


# ---------------------------------------------------------------- the whole


def test_other_kinds_and_gone_people_are_not_opened(shell: Shell, store: Any, people: dict[str, int]) -> None:
    assert not shell.tab.open_record("sale", people["laura"])
    assert not shell.tab.open_record("party", 1)
    parties.bin_party(store, people["karen"])
    assert not shell.tab.open_record("party", people["karen"])


def test_a_narrow_window_shows_the_list_or_the_record(
    store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    shell = show(store, qtbot, width=960, height=560)
    assert not shell.page.isVisible()
    shell.tab.open_record("party", people["karen"])
    assert shell.page.isVisible()
    assert not shell.tab.list.isVisible()
    shell.desk.actions.run("prospects.back")
    assert shell.tab.list.isVisible()


def test_a_tab_made_anew_shows_what_was_shown(
    shell: Shell, store: Any, people: dict[str, int], qtbot: QtBot
) -> None:
    shell.tab.pane.chips.press("all")
    state = shell.tab.state()
    i18n.set_language("vi")
    again = show(store, qtbot)
    again.tab.restore(state)
    assert again.tab.pane.query.view == "all"
    assert again.page.party_id == people["laura"]
    assert again.page.head.call.text() == "Ghi cuộc gọi"


def test_no_two_commands_share_a_key(shell: Shell) -> None:
    assert shell.desk.actions.clashes() == []


def test_everything_that_takes_the_focus_has_a_name(shell: Shell) -> None:
    unnamed = [
        widget
        for widget in shell.tab.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        if not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
    ]
    assert unnamed == []
