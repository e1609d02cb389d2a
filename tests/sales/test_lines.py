"""Typing lines: products by name and code, Enter from cell to cell, wrong cells, and what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from salesdesk.base import clock
from salesdesk.base.errors import UserError
from salesdesk.sales.line_text import put, shown, split_times
from salesdesk.sales.quote_commands import add_quote
from salesdesk.sales.rules import WHOLE, LineDraft
from salesdesk.sales.sale_dialog import SaleSheet
from salesdesk.sales.sale_view_dialog import CreditSheet, SaleView
from salesdesk.ui.readings import Place
from tests.sales import shop
from tests.sales.desk import make_tab, make_window

HERE = Place("en", "USD", "US", shop.TODAY)


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("quantity", "1,5", "quantity", 1_500),
        ("quantity", "", "quantity", 1_000),
        ("unit_price", "12.50", "unit_price", 1_250),
        ("unit_price", "2k", "unit_price", 200_000),
        ("discount", "10%", "discount_rate", 1_000),
        ("discount", "gift", "discount_rate", WHOLE),
        ("discount", "tặng", "discount_rate", WHOLE),
        ("discount", "5", "discount", 500),
        ("tax_rate", "8", "tax_rate", 800),
        ("words", "3x Hose", "quantity", 3_000),
    ],
)
def test_a_cell_understands_what_people_type(column: str, text: str, field: str, value: int) -> None:
    assert getattr(put(LineDraft(words="a", unit_price=9_900), column, text, HERE), field) == value


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("quantity", "0"),
        ("quantity", "x"),
        ("unit_price", "-1"),
        ("discount", "100"),
        ("discount", "120%"),
        ("tax_rate", "101"),
    ],
)
def test_a_cell_refuses_what_cannot_be(column: str, text: str) -> None:
    with pytest.raises(UserError) as caught:
        put(LineDraft(words="a", unit_price=9_900), column, text, HERE)
    assert caught.value.field == column


def test_figures_in_cells_have_no_currency_sign() -> None:
    line = LineDraft(words="a", unit_price=1_290_050, discount_rate=1_000)
    assert [shown(line, c, HERE) for c in ("unit_price", "discount", "tax_rate", "net")] == [
        "12,900.50",
        "10%",
        "—",
        "11,610.45",
    ]
    assert split_times("2 x 5 hoses") == (2_000, "5 hoses")
    assert split_times("2 hoses") == (None, "2 hoses")


@pytest.fixture
def sheet(store: Any, qtbot: Any) -> Any:
    """A new sale in a shown sheet, its first cell ready."""
    with clock.freeze(shop.NOON):
        shop.purifier(store)
        window, desk = make_window(store, qtbot)
        window.show()
        qtbot.waitExposed(window)
        made = SaleSheet(desk)
        qtbot.addWidget(made)
        made.open()
        qtbot.waitExposed(made)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        yield made


def keys(text: str = "", *pressed: Qt.Key) -> None:
    """Type into whatever has the keyboard."""
    if text:
        QTest.keyClicks(QApplication.focusWidget(), text)
    for key in pressed:
        QTest.keyClick(QApplication.focusWidget(), key)


def at(sheet: Any) -> tuple[int, str]:
    """Line and column of the current cell."""
    from salesdesk.sales.line_model_view import SECTIONS

    index = sheet.lines.currentIndex()
    return index.row(), SECTIONS[index.column()]


def test_a_product_and_ctrl_enter_are_a_sale(sheet: Any, store: Any, qtbot: Any) -> None:
    keys("kar", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: at(sheet) == (0, "quantity"))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (sale,) = shop.rows(store, "sale")
    assert (sale.total, sale.paid, sale.party_id, sale.number) == (52_800, 52_800, None, "INV-0001")


def test_down_in_an_empty_cell_shows_everything_for_sale(sheet: Any, qtbot: Any) -> None:
    keys("", Qt.Key.Key_Down, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [line.words for line in sheet.lines.lines_model.good_lines()] == ["10-stage RO"])


def test_enter_walks_through_the_cells_and_on_to_a_new_line(sheet: Any, store: Any, qtbot: Any) -> None:
    keys("2x kar", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: at(sheet) == (0, "quantity"))
    seen = []
    for _n in range(4):
        keys("", Qt.Key.Key_Return)
        seen.append(at(sheet))
    assert seen == [(0, "unit_price"), (0, "discount"), (0, "tax_rate"), (1, "words")]
    keys("Cutting the worktop", Qt.Key.Key_Return)
    keys("", Qt.Key.Key_Return)
    keys("30", Qt.Key.Key_Return)
    lines = sheet.lines.lines()
    assert [(line.words, line.quantity, line.unit_price) for line in lines] == [
        ("10-stage RO", 2_000, 48_000), ("Cutting the worktop", 1_000, 3_000),
    ]  # fmt: skip
    assert lines[1].product_id is None
    assert sheet.totals.figures.total == 108_600
    assert sheet.paid.value() == 108_600


def test_lines_are_copied_moved_and_taken_out_by_keys(sheet: Any, qtbot: Any) -> None:
    for words in ("One", "Two"):
        keys(words, Qt.Key.Key_Return)
        for _n in range(4):
            keys("", Qt.Key.Key_Return)
    sheet.lines._go(0, "quantity")
    widget = QApplication.focusWidget
    QTest.keyClick(widget(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [line.words for line in sheet.lines.lines()] == ["Two", "One"]
    QTest.keyClick(widget(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [line.words for line in sheet.lines.lines()] == ["Two", "One", "One"]
    QTest.keyClick(widget(), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [line.words for line in sheet.lines.lines()] == ["Two", "One"]


def test_a_cell_that_means_nothing_stays_as_typed_and_keeps_the_sale_open(sheet: Any, store: Any) -> None:
    keys("Hose", Qt.Key.Key_Return)
    keys("", Qt.Key.Key_Return)
    keys("dear", Qt.Key.Key_Return)
    sheet.save()
    assert "not an amount" in sheet._problem.text()
    assert at(sheet) == (0, "unit_price")
    assert shop.rows(store, "sale") == []
    sheet.lines.lines_model.setData(sheet.lines.lines_model.index(0, 3), "12")
    sheet.save()
    assert shop.rows(store, "sale")[0].total == 1_200


def test_who_pays_later_must_be_somebody(sheet: Any, store: Any) -> None:
    keys("Hose", Qt.Key.Key_Return)
    sheet.lines.lines_model.setData(sheet.lines.lines_model.index(0, 3), "12")
    sheet.paid.widget.setText("5")
    sheet.save()
    assert sheet.customer.error() == "Choose the customer who owes the rest."
    sheet.customer.widget.setText("0912 345 678")
    sheet.save()
    (sale,) = shop.rows(store, "sale")
    assert (sale.paid, shop.row(store, "party", sale.party_id).phone) == (500, "0912 345 678")


def test_a_draft_is_taken_up_again_and_issued(sheet: Any, store: Any, qtbot: Any) -> None:
    keys("Hose", Qt.Key.Key_Return)
    sheet.lines.lines_model.setData(sheet.lines.lines_model.index(0, 3), "12")
    sheet.save_draft()
    (draft,) = shop.rows(store, "sale")
    assert (draft.number, draft.status) == (None, "draft")
    again = SaleSheet(sheet._desk, sale_id=draft.id)
    qtbot.addWidget(again)
    assert [line.words for line in again.lines.lines()] == ["Hose"]
    again.lines.lines_model.copy(0)
    again.save()
    issued = shop.row(store, "sale", draft.id)
    assert (issued.number, issued.total, issued.paid) == ("INV-0001", 2_400, 2_400)


def test_an_issued_sale_is_only_looked_at_paid_and_credited(store: Any, qtbot: Any) -> None:
    with clock.freeze(shop.NOON):
        sale = shop.sale(store, total=10_000, paid=4_000)
        window, desk = make_window(store, qtbot)
        view = SaleView(desk, sale)
        qtbot.addWidget(view)
        assert view.lines.lines_model.frozen
        assert not view._pay.isHidden()
        credit = CreditSheet(desk, sale)
        qtbot.addWidget(credit)
        assert credit.refund.value() == 4_000
        (field,) = credit.quantities.values()
        field.widget.setText("2")
        credit.save()
        assert field.error() == "No more can come back than was sold."
        field.widget.setText("1")
        credit.reason.setText("Wrong size")
        credit.save()
        row = shop.row(store, "sale", sale)
        assert (row.credited, row.paid) == (10_000, 0)
        assert window is not None


def test_the_quote_editor_saves_by_itself_and_makes_the_sale(store: Any, qtbot: Any) -> None:
    from salesdesk.sales.quote_page import QuotePage
    from salesdesk.sales.win_dialog import WinSheet
    from tests.sales.desk import in_sheet

    with clock.freeze(shop.NOON):
        party = shop.person(store)
        window, desk = make_window(store, qtbot)
        page = QuotePage(desk)
        page.setParent(window)
        window.show()
        page.show()
        page.new_quote(party=(party, "Laura Bennett"))
        page.form.lines.lines_model.setData(page.form.lines.lines_model.index(0, 1), "Fitting")
        assert page.quote_id is None
        page.form.lines.lines_model.setData(page.form.lines.lines_model.index(0, 3), "60")
        qtbot.waitUntil(lambda: page.quote_id is not None, timeout=5_000)
        page.send()
        assert page.status == "sent"
        assert page.form.lines.lines_model.frozen
        page.change()
        assert (page.status, len(shop.rows(store, "quote"))) == ("draft", 2)
        in_sheet(WinSheet, lambda sheet: sheet.save())
        page.win()
        assert (page.status, shop.rows(store, "sale")[0].total) == ("accepted", 6_000)


def test_an_opened_draft_waits_for_the_next_goods(store: Any, qtbot: Any) -> None:
    tab = make_tab(store, qtbot)
    party = shop.person(store)
    quote = add_quote(
        store, party_id=party, staff_id=store.staff_id, lines=[LineDraft(words="Fitting", unit_price=6_000)]
    )
    assert tab.open_record("quote", quote)
    form = tab.quote_editor().form
    typing = QApplication.focusWidget()
    assert form.lines.isAncestorOf(typing)
    assert form.lines.currentIndex().row() == 1, "below the line that is there"
    qtbot.keyClicks(typing, "Filters")
    qtbot.keyClick(typing, Qt.Key.Key_Tab)
    assert [line.words for line in form.lines.lines_model.good_lines()] == ["Fitting", "Filters"]
    assert form.seller.value() == store.staff_id
