"""Printing from selling: Ctrl+P in a quote and in a sale, and the receipt when money comes in."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from salesdesk.documents import print_dialog
from salesdesk.documents.print_dialog import PrintSheet
from salesdesk.sales.form_view import run_sheet
from salesdesk.sales.payment_dialog import PaymentSheet
from salesdesk.sales.sale_view_dialog import SaleView
from salesdesk.sales.win_dialog import WinSheet, winning_deal
from tests.sales import shop
from tests.sales.desk import in_sheet, make_tab, make_window

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """One printer; the papers that reach it."""
    sent: list[Any] = []
    monkeypatch.setattr(print_dialog, "printer_names", lambda: ["Office"])
    monkeypatch.setattr(print_dialog, "print_paper", lambda paper, *_how: sent.append(paper))
    return sent


def _ctrl_p(qtbot: Any, window: Any) -> None:
    """Without a desktop nobody activates the window that the keys are for."""
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, CTRL)


def _shown(store: Any, qtbot: Any) -> Any:
    window, desk = make_window(store, qtbot)
    window.show()
    qtbot.waitExposed(window)
    return desk


def _press_enter(qtbot: Any) -> list[Any]:
    return in_sheet(PrintSheet, lambda sheet: qtbot.keyClick(sheet, Qt.Key.Key_Return))


def test_a_quote_with_three_lines_is_printed_with_three_actions(store: Any, qtbot: Any, printed: Any) -> None:
    """Flow 6: Q, Ctrl+P, Enter; what was typed last is on the paper."""
    deal = shop.deal(store)
    tab = make_tab(store, qtbot)
    tab.show_deal(deal)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Q)
    page = tab.quote_editor()
    page.form.notes.setText("With delivery")
    page.form.touched.emit()
    met = _press_enter(qtbot)
    page.form.notes.setFocus()
    _ctrl_p(qtbot, tab.shell)
    assert len(met) == 1
    assert [paper.title for paper in printed] == ["Quote"]
    assert any("With delivery" in line for text in printed[0].texts for line in text.lines)


def test_ctrl_p_on_a_row_prints_it(store: Any, qtbot: Any, printed: Any) -> None:
    sale = shop.sale(store)
    tab = make_tab(store, qtbot)
    tab.show_view("sales", "all")
    page = tab._stack.currentWidget()
    qtbot.waitUntil(lambda: page.current_id() == sale)
    met = _press_enter(qtbot)
    _ctrl_p(qtbot, tab.shell)
    assert len(met) == 1
    assert [paper.title for paper in printed] == ["Sales slip"]


def test_ctrl_p_in_a_sale_prints_its_slip(store: Any, qtbot: Any, printed: Any) -> None:
    desk = _shown(store, qtbot)
    sale = shop.sale(store)

    def act(sheet: Any) -> None:
        _press_enter(qtbot)
        _ctrl_p(qtbot, sheet)
        sheet.reject()

    in_sheet(SaleView, act)
    run_sheet(SaleView(desk, sale))
    assert [paper.title for paper in printed] == ["Sales slip"]


def test_a_payment_is_saved_and_its_receipt_printed(store: Any, qtbot: Any, printed: Any) -> None:
    desk = _shown(store, qtbot)
    sale = shop.sale(store, 10_000)

    def act(sheet: Any) -> None:
        _press_enter(qtbot)
        _ctrl_p(qtbot, sheet)

    in_sheet(PaymentSheet, act)
    assert run_sheet(PaymentSheet(desk, sale))
    assert [paper.title for paper in printed] == ["Receipt"]
    assert printed[0].sums[0].amount == "$100.00"


def test_winning_saves_and_prints(store: Any, qtbot: Any, printed: Any) -> None:
    desk = _shown(store, qtbot)
    winning = winning_deal(desk, shop.deal(store))
    assert winning is not None

    def act(sheet: Any) -> None:
        sheet.paid.input.set_value(10_000)
        _press_enter(qtbot)
        _ctrl_p(qtbot, sheet)

    in_sheet(WinSheet, act)
    assert run_sheet(WinSheet(desk, winning))
    assert [paper.title for paper in printed] == ["Receipt"]
