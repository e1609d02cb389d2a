"""The board: moved with mouse and keys, won and lost by their sheets, and given back by Esc."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from salesdesk.base import clock
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import set_language
from salesdesk.parties.commands import NextStep
from salesdesk.sales.deal_dialog import DealSheet
from salesdesk.sales.lose_dialog import LoseSheet
from salesdesk.sales.payment_dialog import PaymentSheet
from salesdesk.sales.step_dialog import StepSheet
from salesdesk.sales.win_dialog import WinSheet
from salesdesk.ui.board_cards import CardList
from tests.sales import shop
from tests.sales.desk import in_sheet, make_tab

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def may(store: Any) -> Any:
    with clock.freeze(shop.NOON):
        yield store


@pytest.fixture
def laura(may: Any) -> int:
    """A deal in "Quote sent", the only one."""
    return shop.deal(may, stage="proposal", next_step=NextStep(shop.TODAY, "09:30"))


@pytest.fixture
def tab(may: Any, laura: int, qtbot: Any) -> Any:
    return make_tab(may, qtbot)


def cards(tab: Any) -> dict[str, list[str]]:
    """The names on the cards, by stage."""
    board = tab._page("board").board
    return {c.key: [card.name for card in c.list.cards.cards] for c in board._columns}


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, held)


def back(tab: Any, qtbot: Any) -> None:
    """The cards have the keyboard again after a sheet; without a desktop nobody activates the window."""
    tab.shell.activateWindow()
    qtbot.waitUntil(lambda: tab.shell.isActiveWindow() and isinstance(QApplication.focusWidget(), CardList))


def stage(store: Any, deal: int) -> str:
    return str(shop.row(store, "deal", deal).stage)


def test_the_board_opens_on_the_first_card_with_everything_on_it(tab: Any, laura: int) -> None:
    board = tab._page("board").board
    assert board.current_id() == laura
    (card,) = board._columns[2].list.cards.cards
    assert (card.name, card.item, card.amount, card.step_text) == (
        "Laura Bennett",
        "10-stage RO",
        "$528",
        "Today 09:30",
    )
    assert "next step" not in tab.head.sentence.text()
    assert tab.head.chips._chips["all"].count() == 1


def test_ctrl_arrows_move_a_card_one_stage(tab: Any, may: Any, laura: int, qtbot: Any) -> None:
    press(Qt.Key.Key_Right, CTRL)
    assert stage(may, laura) == "negotiation"
    qtbot.waitUntil(lambda: cards(tab)["negotiation"] == ["Laura Bennett"])
    press(Qt.Key.Key_Left, CTRL)
    assert stage(may, laura) == "proposal"
    assert tab.desk.toasts.words == ["Move Laura Bennett to Negotiating", "Move Laura Bennett to Quote sent"]
    assert tab.desk.undo()
    qtbot.waitUntil(lambda: cards(tab)["negotiation"] == ["Laura Bennett"])


def test_a_card_dropped_on_another_column_moves_there(tab: Any, may: Any, laura: int, qtbot: Any) -> None:
    source, target = tab._page("board").board._columns[2].list, tab._page("board").board._columns[1].list
    mime = source.cards.mimeData([source.cards.index(0, 0)])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    target.dropEvent(event)
    qtbot.waitUntil(lambda: cards(tab)["qualification"] == ["Laura Bennett"])
    assert stage(may, laura) == "qualification"


def test_ctrl_enter_then_enter_wins_with_everything_in_one_step(
    tab: Any, may: Any, laura: int, qtbot: Any
) -> None:
    met = in_sheet(WinSheet, lambda sheet: QTest.keyClick(sheet, Qt.Key.Key_Return))
    press(Qt.Key.Key_Return, CTRL)
    assert met
    assert stage(may, laura) == "won"
    assert shop.rows(may, "sale")[0].number == "INV-0001"
    qtbot.waitUntil(lambda: cards(tab)["won"] == ["Laura Bennett"])
    assert tab.desk.undo()
    assert shop.rows(may, "sale") == []
    qtbot.waitUntil(lambda: cards(tab)["proposal"] == ["Laura Bennett"])


def test_the_win_sheet_takes_money_days_and_people(tab: Any, may: Any, laura: int) -> None:
    def fill(sheet: Any) -> None:
        assert sheet.amount.value() == 52_800
        sheet.paid.widget.setText("200")
        assert "$328" in sheet._rest.text()
        plan = sheet.plan.steps()
        assert [(s.kind, s.chosen) for s in plan if s.kind in ("rating", "follow_up")] == [
            ("rating", True), ("follow_up", False),
        ]  # fmt: skip
        rating = next(n for n, s in enumerate(plan) if s.kind == "rating")
        sheet.plan._with_day(rating, shop.TODAY.replace(day=30))()
        sheet.save()

    in_sheet(WinSheet, fill)
    press(Qt.Key.Key_Return, CTRL)
    (sale,) = shop.rows(may, "sale")
    assert (sale.paid, sale.total) == (20_000, 52_800)
    assert [t.due_on.day for t in shop.rows(may, "task", kind="rating")] == [30]


def test_esc_in_the_win_sheet_puts_the_card_back(tab: Any, may: Any, laura: int) -> None:
    in_sheet(WinSheet, lambda sheet: QTest.keyClick(sheet, Qt.Key.Key_Escape))
    tab._page("board").board.moved.emit(laura, "proposal", "won")
    assert stage(may, laura) == "proposal"
    assert cards(tab)["proposal"] == ["Laura Bennett"]


def test_what_is_wrong_in_the_win_sheet_is_said_beside_its_field(tab: Any, may: Any, laura: int) -> None:
    seen: list[str] = []

    def fill(sheet: Any) -> None:
        for text, field in (("much", sheet.amount), ("900", sheet.paid)):
            field.widget.setText(text)
            sheet.save()
            seen.append(field.error())
            field.widget.setText("528" if field is sheet.amount else "")
        sheet.reject()

    in_sheet(WinSheet, fill)
    press(Qt.Key.Key_Return, CTRL)
    assert "not an amount" in seen[0]
    assert seen[1] == "More is paid than the sale comes to."
    assert stage(may, laura) == "proposal"


def test_ctrl_backspace_asks_for_one_of_six_reasons(tab: Any, may: Any, laura: int, qtbot: Any) -> None:
    def fill(sheet: Any) -> None:
        assert len(sheet.reasons.buttons()) == 6
        sheet.save()
        assert sheet._missing.text()
        sheet.reasons.buttons()[1].click()
        sheet.competitor.setText("AquaPure")
        sheet._retry_in(3)
        sheet.save()

    in_sheet(LoseSheet, fill)
    press(Qt.Key.Key_Backspace, CTRL)
    lost = shop.row(may, "deal", laura)
    assert (lost.stage, lost.lost_reason, lost.competitor) == ("lost", "timing", "AquaPure")
    assert lost.retry_on is not None
    qtbot.waitUntil(lambda: cards(tab)["proposal"] == [])
    tab.head.chip_chosen.emit("lost")
    assert tab._page("lost").model.count == 1


def test_m_offers_every_stage_and_the_menu_moves(tab: Any, may: Any, laura: int) -> None:
    press(Qt.Key.Key_M)
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    words = [a.text() for a in menu.actions() if a.text()]
    assert words == ["New enquiry", "Qualified", "Presented", "Quote sent", "Negotiating", "Won…", "Lost…"]
    menu.actions()[2].trigger()
    menu.close()
    assert stage(may, laura) == "presentation"


def test_t_plans_and_h_puts_the_next_step_off(tab: Any, may: Any, laura: int, qtbot: Any) -> None:
    def fill(sheet: Any) -> None:
        sheet.on.widget.setText("20/5")
        sheet.what.setText("Visit the house")
        sheet.save()

    in_sheet(StepSheet, fill)
    press(Qt.Key.Key_T)
    step = [t for t in shop.rows(may, "task", deal_id=laura) if t.done_at is None][-1]
    assert (step.due_on.day, step.title) == (20, "Visit the house")
    back(tab, qtbot)
    press(Qt.Key.Key_H)
    step = [t for t in shop.rows(may, "task", deal_id=laura) if t.done_at is None][-1]
    assert (step.due_on.day, step.title) == (15, "Visit the house")


def test_p_prefills_the_rest_and_enter_records_it(tab: Any, may: Any, laura: int) -> None:
    party = shop.row(may, "deal", laura).party_id
    sale = shop.sale(may, party_id=party, total=10_000, paid=2_500)
    in_sheet(PaymentSheet, lambda sheet: QTest.keyClick(sheet, Qt.Key.Key_Return))
    press(Qt.Key.Key_P)
    assert shop.row(may, "sale", sale).paid == 10_000


def test_plus_adds_a_deal_for_somebody_new_in_that_stage(tab: Any, may: Any, qtbot: Any) -> None:
    def fill(sheet: Any) -> None:
        sheet.save()
        assert sheet.customer.error()
        sheet.customer.widget.setText("Omar Haddad")
        sheet.fields["amount"].widget.setText("1.5k")
        sheet.save()

    in_sheet(DealSheet, fill)
    tab._page("board").board.add.emit("qualification")
    qtbot.waitUntil(lambda: cards(tab)["qualification"] == ["Omar Haddad"])
    (deal,) = shop.rows(may, "deal", stage="qualification")
    assert deal.amount == 150_000
    assert [t.next_step for t in shop.rows(may, "task", deal_id=deal.id)] == [True]


def test_a_product_fills_in_what_it_is_about_and_its_price_with_tax(tab: Any, may: Any) -> None:
    product = shop.rows(may, "product")[0].id

    def fill(sheet: Any) -> None:
        sheet.fields["product_id"].input.set_value(product)
        sheet._take_product()
        assert sheet.fields["title"].value() == "10-stage RO"
        assert sheet.fields["amount"].value() == 52_800
        sheet.reject()

    in_sheet(DealSheet, fill)
    tab.commands.new_deal()


def test_objections_are_noted_with_their_answer_and_offered_again(
    tab: Any, may: Any, laura: int, qtbot: Any
) -> None:
    def fill(sheet: Any) -> None:
        sheet.said.setText("Too dear")
        sheet.answered.setText("It lasts ten years")
        sheet.add_objection()
        sheet.fields["competitor"].widget.setText("AquaPure")
        sheet.save()

    in_sheet(DealSheet, fill)
    press(Qt.Key.Key_Return)
    assert [(o.words, o.answer) for o in shop.rows(may, "objection")] == [("Too dear", "It lasts ten years")]
    assert shop.row(may, "deal", laura).competitor == "AquaPure"
    met = in_sheet(DealSheet, lambda sheet: sheet.reject())
    back(tab, qtbot)
    press(Qt.Key.Key_Return)
    assert met[0].said.placeholderText() == "Too dear"


def test_the_filter_narrows_the_board_without_accents(tab: Any, may: Any, qtbot: Any) -> None:
    shop.deal(may, party_id=shop.person(may, "Đặng Ngọc Trâm"), product_id=None)
    tab.focus_filter()
    tab.head.search.setText("dang ngoc")
    qtbot.waitUntil(lambda: cards(tab)["proposal"] == [])
    assert cards(tab)["prospecting"] == ["Đặng Ngọc Trâm"]


def test_everything_is_there_in_vietnamese_and_comes_back_after_a_rebuild(
    tab: Any, may: Any, laura: int, qtbot: Any
) -> None:
    tab.show_view("sales", "owed")
    state = tab.state()
    set_language("vi")
    again = make_tab(may, qtbot)
    again.restore(state)
    assert again.state()["view"] == "sales"
    assert again.head.chips.current() == "owed"
    assert [again.head.switch._segments[k].text() for k in ("board", "quotes")] == ["Bảng", "Báo giá"]


def test_no_two_keys_of_the_tab_clash_and_letters_are_safe_for_vietnamese(tab: Any) -> None:
    assert tab.desk.actions.clashes() == []


def test_another_tab_can_give_the_commands_with_a_person(tab: Any, may: Any, laura: int) -> None:
    party = shop.row(may, "deal", laura).party_id
    met = in_sheet(WinSheet, lambda sheet: sheet.reject())
    assert tab.desk.actions.run("sales.win", "party", party)
    assert met
    assert tab.desk.actions.run("sales.quote", "party", party)
    assert tab.quote_editor().form.customer.name() == "Laura Bennett"


# A large book is read beside the window


@pytest.fixture
def large(may: Any, laura: int, monkeypatch: Any, qtbot: Any) -> Any:
    """The tab on a book that counts as large, before anything of it has been read."""
    monkeypatch.setattr("salesdesk.ui.desk.LARGE", 0)
    return make_tab(may, qtbot)


def test_a_large_board_takes_the_keys_when_it_is_read(large: Any, laura: int, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: bool(cards(large)) and cards(large)["proposal"] == ["Laura Bennett"])
    assert large._page("board").board.current_id() == laura
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), CardList))


def test_a_card_asked_for_while_the_board_is_read_becomes_current(
    large: Any, may: Any, laura: int, qtbot: Any
) -> None:
    other = shop.deal(may, stage="negotiation", product_id=shop.row(may, "deal", laura).product_id)
    large.show_deal(other)
    qtbot.waitUntil(lambda: large._page("board").board.current_id() == other)
    large.show_deal(laura)
    assert large.desk.jobs.wait_all(20)
    assert large._page("board").board.current_id() == laura


def test_whoever_types_while_the_board_is_read_keeps_the_keys(large: Any, qtbot: Any) -> None:
    large.show_view("board")
    large.focus_filter()
    typing = QApplication.focusWidget()
    assert large.desk.jobs.wait_all(20)
    assert not isinstance(typing, CardList)
    assert QApplication.focusWidget() is typing


def test_a_board_that_cannot_be_read_says_why_and_stays(large: Any, qtbot: Any, monkeypatch: Any) -> None:
    assert large.desk.jobs.wait_all(20)

    def refuse(*_asked: object) -> None:
        raise StoreError("The drive is gone.")

    monkeypatch.setattr("salesdesk.sales.deal_queries.board", refuse)
    large._page("board").refresh()
    assert large.desk.jobs.wait_all(20)
    assert large.desk.messages.words == ["The drive is gone."]
    assert cards(large)["proposal"] == ["Laura Bennett"]
