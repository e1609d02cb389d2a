"""A3: the flows that go through papers, money, filters, people, copies, files and the first page, by keys."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from salesdesk.app import backing_up
from salesdesk.app.preferences import Preferences
from salesdesk.app.start import FirstRunWindow
from salesdesk.documents import print_dialog
from salesdesk.exchange.import_page import DONE
from salesdesk.parties.commands import add_party
from salesdesk.staff.pin_commands import set_pin
from salesdesk.staff.queries import list_staff
from salesdesk.store import schema as s
from salesdesk.ui.widgets import ChipRow
from tests.app.windows import press, rest, tab
from tests.exchange.import_walk import import_page
from tests.flows.book import count_of, first_of, row_of
from tests.flows.conftest import Person, button_of

Printed = list[str]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Printed:
    """A printer; the titles of what reaches it."""
    sent: Printed = []
    monkeypatch.setattr(print_dialog, "printer_names", lambda: ["Office"])
    monkeypatch.setattr(print_dialog, "print_paper", lambda paper, *_how: sent.append(paper.title))
    return sent


def _lan(person: Person) -> int:
    lan = first_of(person, s.party, s.party.c.name == "Nguyễn Thị Lan")
    person.window.open_record("party", lan)
    rest(person.window)
    return lan


def _type_lines(person: Person) -> None:
    """Three lines with a price each; Enter goes from cell to cell and is part of the typing."""
    for words, price in (("Cutting", "200"), ("Carrying", "900"), ("Coming", "150")):
        for cell in (words, "", price, "", ""):
            if cell:
                QTest.keyClicks(QApplication.focusWidget(), cell)
            press(None, "Return")
    rest(person.window)


# 6


def test_flow_6_quote_with_three_lines_and_print(person: Person, printed: Printed, qtbot: QtBot) -> None:
    mai = add_party(person.window.store, name="Mai")
    rest(person.window)
    person.window.open_record("party", mai)
    rest(person.window)
    person.key("Q")
    shown: Any = person.window.shown_tab
    assert shown.in_quote
    _type_lines(person)
    lines = shown.quote_editor().form.lines.lines_model.rows
    assert [row.line.words for row in lines] == ["Cutting", "Carrying", "Coming"]
    person.key_to_sheet("Ctrl+P", lambda sheet: person.in_sheet(sheet, "Return"))
    qtbot.waitUntil(lambda: printed == ["Báo giá"] or printed == ["Quote"], timeout=20_000)
    assert person.actions <= 4


def test_flow_6_with_the_mouse(person: Person, printed: Printed, qtbot: QtBot) -> None:
    _lan(person)
    person.press_in(person.window.stack.currentWidget(), "Quote")
    rest(person.window)
    shown: Any = person.window.shown_tab
    assert shown.in_quote
    print_it = button_of(shown, "Print or PDF")
    person.click_for_sheet(print_it, lambda sheet: person.press_in(sheet, "Print"))
    qtbot.waitUntil(lambda: len(printed) == 1, timeout=20_000)
    assert person.actions <= 4


# 11 and 12


def test_flow_11_rate_a_resolved_case(person: Person) -> None:
    shown = tab(person.window, "service")
    case = shown.queue._to_rate._shown[0]
    button_of(shown, f"Rate {case.number}, {case.party}").setFocus()
    person.key_to_sheet("Return", lambda sheet: person.in_sheet(sheet, "Alt+5"))
    assert row_of(person, s.service_case, case.id).score == 5
    assert person.actions <= 2


def test_flow_11_from_the_list_of_those_to_rate(person: Person) -> None:
    shown = tab(person.window, "service")
    shown.queue.list.show_view("to_rate")
    rest(person.window)
    shown.queue.list.table.setFocus()
    case = shown.queue.list.table.current_id()
    person.key("Return")
    person.key("Alt+5")
    assert row_of(person, s.service_case, case).score == 5
    assert person.actions <= 2


def test_flow_12_record_a_full_payment(person: Person) -> None:
    shown = tab(person.window, "sales")
    shown.show_view("sales", "owed")
    rest(person.window)
    shown._page("sales").table.setFocus()
    before = count_of(person, s.payment)
    person.key_to_sheet("P", lambda sheet: person.in_sheet(sheet, "Return"))
    assert count_of(person, s.payment) == before + 1
    assert person.actions <= 2


# 13


def test_flow_13_campaign_from_a_filter(person: Person) -> None:
    tab(person.window, "prospects")
    person.key("Ctrl+K")
    person.type("audience")
    rest(person.window)
    person.key_to_sheet("Return", lambda sheet: person.in_sheet(sheet, "Ctrl+Return"))
    rest(person.window)
    assert person.window.current_tab == "marketing"
    assert person.actions <= 3


def test_flow_13_with_the_mouse(person: Person) -> None:
    shown = tab(person.window, "prospects")
    more = next(row for row in shown.findChildren(ChipRow) if row.isVisible() and row._fill)._more
    person.choose(more, "Use as audience", lambda sheet: person.press_in(sheet, "Put on the list"))
    rest(person.window)
    assert person.window.current_tab == "marketing"
    assert person.actions <= 3


# 15


def _pins(person: Person) -> tuple[int, str]:
    """Everybody has a PIN; who comes after the one at the desk."""
    store = person.window.store
    with store.reading() as db:
        people = list_staff(db)
    for one in people:
        set_pin(store, one.id, "2580" if one.id == store.staff_id else "1379")
    other = next(one for one in people if one.id != store.staff_id)
    return other.id, other.name


def test_flow_15_switch_person(person: Person) -> None:
    _pins(person)
    before = person.window.person
    person.key("Ctrl+L")
    person.key("Right")
    person.type("1379")
    assert not person.window.lock.locked
    assert person.window.person != before
    assert person.actions <= 2


def test_flow_15_with_the_mouse(person: Person) -> None:
    _who, name = _pins(person)
    person.choose(person.window.bar.person_button, name)
    person.type("1379")
    assert not person.window.lock.locked
    assert person.window.person == name
    assert person.actions <= 2


# 17


def _copy_first(person: Person) -> int:
    """A copy, and one person more since."""
    backing_up.back_up(person.window)
    rest(person.window)
    before = count_of(person, s.party)
    add_party(person.window.store, name="Too much")
    rest(person.window)
    return before


def test_flow_17_restore_a_copy_by_keys(person: Person, qtbot: QtBot) -> None:
    before = _copy_first(person)
    person.key("Ctrl+K")
    person.type("restore")
    rest(person.window)
    person.key("Return")
    person.key("Return")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    sheet = QApplication.activeModalWidget()
    assert sheet is not None
    person.in_sheet(sheet, "Ctrl+Return")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=20_000)
    rest(person.window)
    assert count_of(person, s.party) == before
    assert person.actions <= 4


def test_flow_17_with_the_mouse(person: Person, qtbot: QtBot) -> None:
    before = _copy_first(person)
    person.click(person.window.status._backup)
    page: Any = person.window.page
    copies = page.section("backups").copies
    row = copies.visualRect(copies.currentIndex()).center()
    person.click(copies.viewport(), row)
    person.press_in(copies, "Preview")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    sheet = QApplication.activeModalWidget()
    assert sheet is not None
    person.press_in(sheet, "Restore this copy")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=20_000)
    rest(person.window)
    assert count_of(person, s.party) == before
    assert person.actions <= 4


# 18


@pytest.fixture
def people_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file all of whose columns are known; the file chooser gives it."""
    path = tmp_path / "people.csv"
    path.write_text("Name,Phone\nLaura Bennett,0909 111 222\nGrace Liu,0909 111 223\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_how: (str(path), ""))
    return path


@pytest.mark.usefixtures("people_file")
def test_flow_18_import_a_file_by_keys(person: Person) -> None:
    page = import_page(person.window)
    before = count_of(person, s.party)
    person.key("Alt+N")
    person.key("Alt+N")
    person.key("Return")
    assert page.step == DONE
    assert count_of(person, s.party) == before + 2
    assert person.actions <= 3


@pytest.mark.usefixtures("people_file")
def test_flow_18_with_the_mouse(person: Person) -> None:
    page = import_page(person.window)
    before = count_of(person, s.party)
    person.click(button_of(page, "Choose a file"))
    person.click(page.next_button)
    person.click(page.next_button)
    assert page.step == DONE
    assert count_of(person, s.party) == before + 2
    assert person.actions <= 3


# 20


@pytest.mark.parametrize("by", ["Return", "mouse"])
def test_flow_20_first_run_to_today(qtbot: QtBot, tmp_path: Path, by: str) -> None:
    first = FirstRunWindow(tmp_path / "new" / "shop.salesdesk", Preferences(tmp_path / "p.ini"), "empty")
    qtbot.addWidget(first)
    first.show()
    first.activateWindow()
    qtbot.waitUntil(first.isActiveWindow)
    if by == "mouse":
        QTest.mouseClick(button_of(first, "Open the book"), Qt.MouseButton.LeftButton)
    else:
        press(None, "Return")
    window = first.next_window
    assert window is not None
    rest(window)
    assert window.current_tab == "today"
    window.close()
