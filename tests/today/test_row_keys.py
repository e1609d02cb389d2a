"""The keys of a record on the lines of Today, its menu, and what the keys of every list do there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from salesdesk.app.features import shown_record
from salesdesk.app.window import MainWindow
from salesdesk.prospects.step_dialog import StepSheet
from salesdesk.sales.payment_dialog import PaymentSheet
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale
from salesdesk.service.case_dialog import NewCaseSheet
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.today.rows_panel import OpenerRow
from tests.app.windows import answering, open_window, press, rest


@pytest.fixture
def window(qtbot: QtBot, shop: Store, busy: dict[str, int], tmp_path: Path) -> MainWindow:
    """The window on the busy day."""
    return open_window(qtbot, shop, tmp_path)


def _today(window: MainWindow) -> Any:
    return window.stack.currentWidget()


def _party(shop: Store, name: str) -> int:
    with shop.reading() as db:
        return int(db.execute(select(s.party.c.id).where(s.party.c.name == name)).scalar_one())


def _closing(found: list[QWidget]) -> Callable[[Any], object]:
    def look(sheet: Any) -> None:
        found.append(sheet)
        sheet.reject()

    return look


def _menu(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_n_puts_the_caret_into_the_note_of_the_person(window: MainWindow, shop: Store) -> None:
    press(None, "N")
    rest(window)
    assert shown_record(window.shown_tab) == ("party", _party(shop, "Oak Street Nursery"))
    focused: Any = QApplication.focusWidget()
    assert "note" in focused.accessibleName().lower()


@pytest.mark.parametrize(("key", "sheet"), [("T", StepSheet), ("C", NewCaseSheet)])
def test_t_and_c_open_the_sheets_about_the_person(
    window: MainWindow, qtbot: QtBot, key: str, sheet: type[QWidget]
) -> None:
    found: list[QWidget] = []
    with answering(_closing(found)):
        press(None, key)
    assert isinstance(found[0], sheet)
    assert window.current_tab == "today"
    line = _today(window).rows[_today(window)._current]
    window.activateWindow()
    qtbot.waitUntil(line.hasFocus)


def test_q_begins_a_quote_for_the_person(window: MainWindow) -> None:
    press(None, "Q")
    rest(window)
    assert window.current_tab == "sales"
    shown: Any = window.shown_tab
    assert shown.in_quote


def test_p_takes_the_money_of_the_bill_that_has_the_keys(window: MainWindow, shop: Store) -> None:
    line = LineDraft(words="Filter", unit_price=5_000)
    today = shop.today()
    add_sale(
        shop, party_id=_party(shop, "Laura Bennett"), lines=[line], on=today, due_on=today, after_sale=[]
    )
    rest(window)
    bill = next(row for row in _today(window).findChildren(OpenerRow) if row.about[0] == "sale")
    bill.setFocus()
    found: list[QWidget] = []
    with answering(_closing(found)):
        press(None, "P")
    assert isinstance(found[0], PaymentSheet)


def test_g_goes_to_the_person(window: MainWindow, shop: Store) -> None:
    press(None, "G")
    rest(window)
    assert shown_record(window.shown_tab) == ("party", _party(shop, "Oak Street Nursery"))


def test_m_without_a_deal_shows_the_stages_of_the_person(window: MainWindow, qtbot: QtBot) -> None:
    press(None, "M")
    menu = _menu(qtbot)
    assert [line for line in menu.actions() if line.isChecked()]
    menu.close()


def test_del_bins_the_line_and_the_next_one_has_the_keys(
    window: MainWindow, shop: Store, busy: dict[str, int]
) -> None:
    press(None, "Delete")
    rest(window)
    assert busy["late"] not in _today(window).rows
    assert QApplication.focusWidget() is _today(window).rows[busy["laura"]]
    press(None, "Ctrl+Z")
    rest(window)
    assert busy["late"] in _today(window).rows


def test_home_and_end_go_to_the_first_and_last_line(window: MainWindow, busy: dict[str, int]) -> None:
    press(None, "End")
    assert QApplication.focusWidget() is _today(window).rows[busy["rating"]]
    press(None, "Home")
    assert QApplication.focusWidget() is _today(window).rows[busy["late"]]


def test_ctrl_c_copies_the_line(window: MainWindow) -> None:
    press(None, "Ctrl+C")
    assert "Oak Street Nursery\tNo reply to the quote" in QGuiApplication.clipboard().text()


def test_the_menu_key_shows_what_the_keys_do(window: MainWindow, qtbot: QtBot) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), focused.mapToGlobal(QPoint(5, 5))
    )
    QApplication.sendEvent(focused, event)
    words = [line.text().split("\t")[0] for line in _menu(qtbot).actions()]
    assert {"Log call", "Move to tomorrow", "Next step…", "Quote", "Record payment", "Delete"} <= set(words)
    _menu(qtbot).close()
