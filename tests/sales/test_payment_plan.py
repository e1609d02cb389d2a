"""The payment plan of a quote: typed as money or a share, reckoned, kept over revisions, on the paper."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from salesdesk.base.errors import UserError
from salesdesk.documents.making import make_paper
from salesdesk.documents.papers import Request
from salesdesk.sales.form_view import run_sheet
from salesdesk.sales.payment_plan import Part, parts_of, read_amount, read_when
from salesdesk.sales.payment_plan_commands import set_payment_plan
from salesdesk.sales.payment_plan_dialog import PlanSheet
from salesdesk.sales.payment_plan_panel import PlanCard
from salesdesk.sales.quote_commands import add_quote, edit_quote, send_quote
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.win_dialog import Winning, WinSheet
from tests.sales import shop
from tests.sales.desk import in_sheet, make_window

DEPOSIT = Part("Deposit", 3_000, None, "on order")


def _quote(store: Any) -> int:
    """An offer of $100."""
    return add_quote(store, party_id=shop.person(store), lines=[LineDraft(words="Pump", unit_price=10_000)])


def _plan(store: Any, quote: int) -> list[Part]:
    with store.reading() as db:
        return parts_of(db, quote)


@pytest.mark.parametrize(("typed", "amount"), [("30%", 3_000), ("12.5 %", 1_250), ("45.50", 4_550)])
def test_an_amount_or_a_share(typed: str, amount: int) -> None:
    assert read_amount(typed, 10_000, "USD") == amount


@pytest.mark.parametrize("typed", ["", "0", "0%", "x%", "soon"])
def test_what_is_no_amount_is_said(typed: str) -> None:
    with pytest.raises(UserError):
        read_amount(typed, 10_000, "USD")


def test_when_is_a_day_or_words() -> None:
    today = date(2026, 5, 14)
    assert read_when("16/5", today) == (date(2026, 5, 16), "")
    assert read_when(" on  order ", today) == (None, "on order")


def test_a_plan_stays_with_the_next_revision_and_prints(store: Any) -> None:
    quote = _quote(store)
    set_payment_plan(store, quote, [DEPOSIT])
    send_quote(store, quote)
    with pytest.raises(UserError, match="customer has this quote"):
        set_payment_plan(store, quote, [])
    newer = edit_quote(store, quote)
    assert newer != quote
    assert _plan(store, newer) == _plan(store, quote) == [DEPOSIT]
    paper = make_paper(store, Request("quote", newer, "en"))
    assert [tuple(part) for part in paper.plan] == [("Deposit", "on order", "$30.00"), ("Rest", "", "$70.00")]


def test_parts_cannot_come_to_more_than_the_quote(store: Any) -> None:
    quote = _quote(store)
    with pytest.raises(UserError, match="more than the quote"):
        set_payment_plan(store, quote, [DEPOSIT, Part("Rest", 8_000)])
    with pytest.raises(UserError, match="name and an amount"):
        set_payment_plan(store, quote, [Part(" ", 100)])
    assert _plan(store, quote) == []


def test_enter_keeps_the_usual_deposit_and_the_card_follows(store: Any, qtbot: Any) -> None:
    window, desk = make_window(store, qtbot)
    quote = _quote(store)
    card = PlanCard(desk, window)
    card.show_plan(quote, 10_000, is_draft=True)
    window.show()
    in_sheet(PlanSheet, lambda sheet: QTest.keyClick(sheet, Qt.Key.Key_Return))
    assert run_sheet(PlanSheet(desk, quote, 10_000, []))
    assert _plan(store, quote) == [DEPOSIT]
    qtbot.waitUntil(lambda: card._change.text() == "Change")
    store.undo()
    qtbot.waitUntil(lambda: card._change.text() == "Add")


def test_winning_proposes_the_day_of_the_last_part(store: Any, qtbot: Any) -> None:
    _window, desk = make_window(store, qtbot)
    quote, day = _quote(store), date(2099, 6, 16)
    set_payment_plan(store, quote, [DEPOSIT, Part("After installation", 7_000, day)])
    sheet = WinSheet(desk, Winning("Laura", 10_000, [], None, quote))
    qtbot.addWidget(sheet)
    assert sheet.due.value() == day


def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(store: Any, qtbot: Any) -> None:
    _window, desk = make_window(store, qtbot)
    sheet = PlanSheet(desk, _quote(store), 10_000, [])
    qtbot.addWidget(sheet)
    sheet.rows[0].amount.setText("much")
    sheet.save()
    assert "amount" in sheet.rows[0].fields[1].error()
    assert sheet.rows[0].amount.text() == "much"
    sheet.rows[0].amount.setText("120%")
    sheet.follow()
    assert "more than" in sheet._rest.text()
