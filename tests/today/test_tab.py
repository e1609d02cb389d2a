"""Today in the window: calls are logged where they stand, by keys, and what was chosen stays chosen."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from salesdesk.app.window import MainWindow
from salesdesk.base import clock, i18n
from salesdesk.base.errors import StoreError
from salesdesk.parties.commands import add_party, add_task, finish_task
from salesdesk.sales.payment_dialog import PaymentSheet
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale
from salesdesk.service.commands import open_case
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.today.hints_panel import FirstHints
from salesdesk.today.rows_panel import OpenerRow
from salesdesk.ui.keycaps import show_key
from tests.app.windows import answering, open_window, press, rest
from tests.ui.look import cut_off

TODAY = date(2026, 5, 14)


@pytest.fixture
def window(qtbot: QtBot, shop: Store, busy: dict[str, int], tmp_path: Path) -> MainWindow:
    """The window on the busy day."""
    return open_window(qtbot, shop, tmp_path)


def _today(window: MainWindow) -> Any:
    return window.stack.currentWidget()


def _focus(window: MainWindow, task_id: int) -> None:
    _today(window).rows[task_id].setFocus()


def _open_tasks(shop: Store) -> dict[str, date]:
    with shop.reading() as db:
        t = s.task.c
        rows = db.execute(select(t.title, t.due_on).where(t.done_at.is_(None), t.deleted_at.is_(None)))
        return {row.title: row.due_on for row in rows}


def test_the_first_line_has_the_keys_at_once(window: MainWindow, busy: dict[str, int]) -> None:
    assert QApplication.focusWidget() is _today(window).rows[busy["late"]]


def test_l_and_enter_log_a_call_keep_the_next_step_and_move_on(
    window: MainWindow, shop: Store, busy: dict[str, int]
) -> None:
    press(None, "L")
    composer = _today(window).calls.composer
    composer.set_text("Will decide by Friday")
    press(QApplication.focusWidget(), "Return")
    rest(window)
    with shop.reading() as db:
        call = db.execute(select(s.interaction)).mappings().one()
    assert (call["kind"], call["outcome"], call["body"]) == ("call", "reached", "Will decide by Friday")
    # Two working days after Thursday is Saturday; the shop is closed on Sundays only.
    assert _open_tasks(shop)["No reply to the quote"] == date(2026, 5, 16)
    assert _today(window).rows[busy["late"]].line.done
    assert QApplication.focusWidget() is _today(window).rows[busy["laura"]]
    assert not _today(window).calls.logging


def test_escape_gives_up_and_nothing_is_saved(window: MainWindow, shop: Store, busy: dict[str, int]) -> None:
    press(None, "L")
    press(QApplication.focusWidget(), "Escape")
    assert not _today(window).calls.logging
    assert shop.can_undo() is not None
    with shop.reading() as db:
        assert db.execute(select(s.interaction)).first() is None
    assert QApplication.focusWidget() is _today(window).rows[busy["late"]]


def test_only_one_call_is_written_down_at_a_time(window: MainWindow, busy: dict[str, int]) -> None:
    tab = _today(window)
    press(None, "L")
    _focus(window, busy["laura"])
    window.actions_map.run("today.log")
    assert [task for task, shown in tab.rows.items() if shown.is_open] == [busy["laura"]]


def test_words_stay_when_the_call_could_not_be_saved(
    window: MainWindow, shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(None, "L")
    tab = _today(window)
    tab.calls.composer.set_text("Long story")

    def full(*_args: object, **_words: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr("salesdesk.today.calls_panel.log_interaction", full)
    press(QApplication.focusWidget(), "Return")
    assert window.messages.isVisible()
    assert tab.calls.composer.text() == "Long story"


def test_space_ticks_off_and_unticks_and_the_row_stays(
    window: MainWindow, shop: Store, busy: dict[str, int]
) -> None:
    _focus(window, busy["promise"])
    press(None, "Space")
    rest(window)
    row = _today(window).rows[busy["promise"]]
    assert row.line.done
    assert "Tell when the part is here" not in _open_tasks(shop)
    row.setFocus()
    press(None, "Space")
    rest(window)
    assert "Tell when the part is here" in _open_tasks(shop)


def test_h_moves_to_the_next_open_day_and_goes_on(
    window: MainWindow, shop: Store, busy: dict[str, int]
) -> None:
    _focus(window, busy["laura"])
    press(None, "H")
    rest(window)
    assert _open_tasks(shop)["Price worries"] == date(2026, 5, 15)
    assert busy["laura"] not in _today(window).rows
    assert QApplication.focusWidget() is _today(window).rows[busy["large"]]


def test_on_saturday_h_jumps_over_the_closed_sunday(qtbot: QtBot, shop: Store, tmp_path: Path) -> None:
    with clock.freeze(datetime(2026, 5, 16, 9, tzinfo=UTC)):
        task = add_task(shop, title="Call", due_on=date(2026, 5, 16), kind="call", staff_id=shop.staff_id)
        window = open_window(qtbot, shop, tmp_path)
        _focus(window, task)
        press(None, "H")
        rest(window)
    assert _open_tasks(shop)["Call"] == date(2026, 5, 18)


def test_arrows_go_from_line_to_line_and_round(window: MainWindow, busy: dict[str, int]) -> None:
    press(None, "Up")
    assert QApplication.focusWidget() is _today(window).rows[busy["rating"]]
    press(None, "Down")
    assert QApplication.focusWidget() is _today(window).rows[busy["late"]]


def test_enter_opens_the_person(window: MainWindow) -> None:
    press(None, "Return")
    rest(window)
    assert window.current_tab == "prospects"
    assert window.stack.currentWidget().page.card.name == "Oak Street Nursery"


def test_start_calling_shows_each_number_and_walks_the_calls(
    window: MainWindow, shop: Store, busy: dict[str, int]
) -> None:
    tab = _today(window)
    tab.start_calling()
    order = []
    while tab.calls.logging:
        order.append(next(task for task, shown in tab.rows.items() if shown.is_open))
        shown = tab.rows[order[-1]]
        assert "0161 496 010" in " ".join(label.text() for label in shown.findChildren(type(tab._date)))
        tab.calls.composer.save("no_answer")
        assert len(order) < 10
    assert order == [busy["late"], busy["laura"], busy["large"], busy["small"]]


def test_a_later_change_elsewhere_appears_and_the_chosen_line_keeps_the_keys(
    qtbot: QtBot, window: MainWindow, shop: Store, busy: dict[str, int]
) -> None:
    _focus(window, busy["large"])
    finish_task(shop, busy["late"])
    qtbot.waitUntil(lambda: _today(window).rows[busy["late"]].line.done)
    assert QApplication.focusWidget() is _today(window).rows[busy["large"]]


def test_a_call_being_written_is_not_swept_away_by_a_change(
    qtbot: QtBot, window: MainWindow, shop: Store, busy: dict[str, int]
) -> None:
    press(None, "L")
    composer = _today(window).calls.composer
    composer.set_text("In the middle of")
    finish_task(shop, busy["promise"])
    rest(window)
    assert _today(window).calls.composer is composer
    press(QApplication.focusWidget(), "Escape")
    qtbot.waitUntil(lambda: _today(window).rows[busy["promise"]].line.done)


def test_mine_and_everyone(window: MainWindow, shop: Store) -> None:
    add_task(shop, title="Somebody's call", due_on=TODAY, kind="call")
    tab = _today(window)
    titles = lambda: [shown.line.task.title for shown in tab.rows.values()]  # noqa: E731 - asked twice
    rest(window)
    before = titles()
    tab._who.set_current("everyone")
    tab.refresh()
    assert set(titles()) - set(before) <= {"Somebody's call"}
    assert "Somebody's call" in titles()


def test_an_empty_day_says_what_comes_first_tomorrow(qtbot: QtBot, shop: Store, tmp_path: Path) -> None:
    add_task(shop, title="Call Elaine", due_on=TODAY + timedelta(days=1), kind="call", staff_id=shop.staff_id)
    window = open_window(qtbot, shop, tmp_path)
    said = " ".join(label.text() for label in _today(window).findChildren(type(_today(window)._date)))
    assert "All clear for today" in said
    assert "Next: 1 call tomorrow." in said


def test_tomorrows_list_is_shown_from_an_empty_day_and_only_read(
    qtbot: QtBot, shop: Store, tmp_path: Path
) -> None:
    due: Any = {"due_on": TODAY + timedelta(days=1), "kind": "call", "staff_id": shop.staff_id}
    add_task(shop, title="Second", due_time="10:30", **due)
    add_task(shop, title="Call Elaine", due_time="09:00", party_id=add_party(shop, name="Elaine"), **due)
    window = open_window(qtbot, shop, tmp_path)
    assert "Next: 2 calls tomorrow, from 09:00." in _said(window)
    qtbot.mouseClick(_button(window, "See tomorrow"), Qt.MouseButton.LeftButton)
    assert [row.accessibleName() for row in _today(window)._body.findChildren(OpenerRow)][:2] == [
        "09:00, Elaine, Call Elaine", "10:30, Second"
    ]  # fmt: skip
    assert not _today(window).rows, "what is due tomorrow cannot be ticked off here"
    qtbot.mouseClick(_button(window, "Back to today"), Qt.MouseButton.LeftButton)
    assert "All clear for today" in _said(window)


def test_hints_come_one_at_a_time_and_never_again(qtbot: QtBot, shop: Store, tmp_path: Path) -> None:
    window = open_window(qtbot, shop, tmp_path, **{"notes/hints_seen": "0"})
    hints = _today(window)._hints
    heard = []
    for _turn in range(3):
        heard.append(hints.accessibleName().partition(" ")[0])
        press(_button(window, "Do not show this hint again"), "Space")
        assert hints.isHidden(), "the next one waits until the page is shown again"
        window.open_tab("sales")
        window.open_tab("today")
    assert heard == ["L", show_key("Ctrl+K").partition(" ")[0], "F9"]
    assert hints.isHidden()
    assert FirstHints(window.desk).isHidden()


def _said(window: MainWindow) -> str:
    return " ".join(label.text() for label in _today(window).findChildren(type(_today(window)._date)))


def _button(window: MainWindow, words: str) -> QAbstractButton:
    return next(
        button
        for button in _today(window).findChildren(QAbstractButton)
        if words in (button.text(), button.accessibleName())
    )


def test_midnight_brings_the_next_days_work(qtbot: QtBot, shop: Store, tmp_path: Path) -> None:
    task = add_task(
        shop, title="Call Elaine", due_on=TODAY + timedelta(days=1), kind="call", staff_id=shop.staff_id
    )
    window = open_window(qtbot, shop, tmp_path)
    assert task not in _today(window).rows
    with clock.freeze(datetime(2026, 5, 15, 0, 30, tzinfo=UTC)):
        _today(window).tick()
        assert task in _today(window).rows
        assert "15 May" in _today(window)._date.text()


def test_many_lines_are_folded_until_asked_for(qtbot: QtBot, shop: Store, tmp_path: Path) -> None:
    for n in range(45):
        add_task(shop, title=f"Call {n}", due_on=TODAY, kind="call", staff_id=shop.staff_id)
    window = open_window(qtbot, shop, tmp_path)
    tab = _today(window)
    assert len(tab.rows) == 40
    tab._unfolded.add("calls")
    tab.refresh()
    assert len(tab.rows) == 45


def test_money_to_collect_opens_the_payment_and_a_case_its_page(
    qtbot: QtBot, shop: Store, tmp_path: Path
) -> None:
    party = add_party(shop, name="Bright Dental")
    line = LineDraft(words="Unit", unit_price=50_400)
    add_sale(shop, party_id=party, lines=[line], on=TODAY, due_on=TODAY, after_sale=[])
    early = shop.now() - timedelta(days=2)
    open_case(shop, party_id=party, title="Leak under the tap", priority="urgent", opened_at=early)
    window = open_window(qtbot, shop, tmp_path)
    rows = {row.accessibleName(): row for row in _today(window).findChildren(OpenerRow)}
    money = next(row for name, row in rows.items() if "Record payment of Bright Dental" in name)
    with answering(lambda sheet: sheet.reject()) as seen:
        press(money, "Return")
    assert isinstance(seen[0], PaymentSheet)
    case = next(row for name, row in rows.items() if "Leak under the tap" in name)
    press(case, "Space")
    rest(window)
    assert window.current_tab == "service"


def test_the_count_on_the_tab_follows(window: MainWindow, qtbot: QtBot, busy: dict[str, int]) -> None:
    assert window.bar.tabs._counts["today"][0] == 6
    _focus(window, busy["promise"])
    press(None, "Space")
    qtbot.waitUntil(lambda: window.bar.tabs._counts["today"][0] == 5)


@pytest.mark.parametrize("language", ["en", "vi", "xx"])
@pytest.mark.parametrize("size", [(1366, 689), (1093, 560), (960, 560)])
def test_no_words_are_cut_off(
    qtbot: QtBot, shop: Store, busy: dict[str, int], tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    window = open_window(qtbot, shop, tmp_path, size=size)
    i18n.set_language(language)
    window.rebuild()
    rest(window)
    assert cut_off(_today(window)) == []
    press(None, "L")
    qtbot.waitUntil(lambda: cut_off(_today(window)) == [])
    i18n.set_language("en")
