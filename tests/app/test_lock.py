"""The lock screen: what it hides, who gets in by which keys, and what is still there afterwards."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from salesdesk.app.lock_page import LockPage
from salesdesk.app.pin_dialog import PinSheet
from salesdesk.app.window import MainWindow
from salesdesk.base import clock
from salesdesk.parties.commands import add_party
from salesdesk.staff.commands import add_staff
from salesdesk.staff.pin_commands import make_recovery_code, set_pin
from salesdesk.staff.pin_queries import kept_pins
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.ui.widgets import Label
from tests.app.windows import answering, open_window, press, rest, tab


@pytest.fixture
def shop(store: Store) -> Store:
    """Hannah, the owner, with the PIN 2580; Maria with 1379; a customer called Lan Nguyen."""
    maria = add_staff(store, name="Maria", roles="sales")
    add_party(store, name="Lan Nguyen")
    set_pin(store, store.staff_id or 0, "2580")
    set_pin(store, maria, "1379")
    return store


@pytest.fixture
def window(qtbot: QtBot, shop: Store, tmp_path: Path) -> MainWindow:
    """The window of the shop, with Hannah at the desk."""
    return open_window(qtbot, shop, tmp_path, language="en")


def _page(window: MainWindow) -> LockPage:
    assert window.lock.page is not None, "it is not locked"
    return window.lock.page


def _type(window: MainWindow, text: str) -> None:
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, text)


def _visible_words(window: MainWindow) -> str:
    shown = [w for w in window.findChildren(QWidget) if w.isVisible()]
    return " ".join(w.text() for w in shown if isinstance(w, Label | QLineEdit))


def test_ctrl_l_then_the_pin_and_the_work_is_where_it_was(window: MainWindow) -> None:
    people = tab(window, "prospects")
    window.focus_filter()
    press(None, "Ctrl+L")
    assert window.lock.locked
    assert not people.isVisible()
    _type(window, "2580")
    assert not window.lock.locked
    assert window.stack.currentWidget() is people, "the same widget, not a new one"
    assert people.isVisible()


def test_an_arrow_and_the_pin_switch_the_person(window: MainWindow) -> None:
    press(None, "Ctrl+L")
    press(None, "Right")
    _type(window, "1379")
    assert not window.lock.locked
    assert window.person == "Maria"


def test_a_first_letter_chooses_the_person(window: MainWindow) -> None:
    press(None, "Ctrl+L")
    _type(window, "m")
    assert _page(window).tiles.current.name == "Maria"
    _type(window, "h")
    assert _page(window).tiles.current.name == "Hannah"


def test_a_pasted_pin_opens_too(window: MainWindow) -> None:
    press(None, "Ctrl+L")
    QApplication.clipboard().setText(" 25 80\n")
    press(None, "Ctrl+V")
    assert not window.lock.locked


def test_while_locked_nothing_of_the_shop_is_reachable(window: MainWindow, qtbot: QtBot) -> None:
    tab(window, "prospects")
    press(None, "Ctrl+L")
    before = window.current_tab
    for keys in ("Ctrl+1", "Ctrl+K", "Ctrl+N", "Ctrl+H", "Ctrl+F", "F10", "F6", "F9", "Ctrl+I", "Ctrl+Z"):
        press(None, keys)
    rest(window)
    assert QApplication.activeModalWidget() is None
    assert QApplication.activePopupWidget() is None
    assert window.current_tab == before
    assert not window.actions_map.run("app.palette")
    assert "Lan" not in _visible_words(window)
    assert window.windowTitle() == "Salesdesk"
    window.toasts.show_toast("Called Lan Nguyen")
    assert not window.toasts.isVisible()
    for _turn in range(12):
        press(None, "Tab")
        focused = QApplication.focusWidget()
        assert focused is not None
        assert _page(window).isAncestorOf(focused), "Tab never leaves the lock screen"


def test_a_change_of_the_shop_behind_the_lock_does_not_show_its_name(window: MainWindow) -> None:
    press(None, "Ctrl+L")
    window.store.set_setting("shop_name", "Other")
    assert window.windowTitle() == "Salesdesk"
    window.rebuild()
    assert window.lock.locked
    assert not window.bar.isVisible()
    _type(window, "2580")
    assert window.bar.isVisible()


def test_a_sheet_that_was_open_waits_with_its_words(window: MainWindow) -> None:
    tab(window, "prospects")
    seen: list[str] = []

    def lock_and_return(dialog: Any) -> None:
        field = dialog.findChild(QLineEdit)
        field.setFocus()
        QTest.keyClicks(field, "Minh")
        window.lock.lock("for a test")
        assert not dialog.isVisible()
        window.activateWindow()
        _page(window).pin.setFocus()
        QTest.keyClicks(_page(window).pin, "2580")
        assert dialog.isVisible()
        seen.append(field.text())
        dialog.reject()

    with answering(lock_and_return):
        window.actions_map.run("prospects.new")
    assert seen == ["Minh"]


def test_what_one_had_typed_is_kept_while_another_is_at_the_desk(window: MainWindow, qtbot: QtBot) -> None:
    tab(window, "prospects")

    def lock_and_leave(dialog: Any) -> None:
        field = dialog.findChild(QLineEdit)
        field.setFocus()
        QTest.keyClicks(field, "Minh")
        window.lock.lock("for a test")
        _page(window).tiles.move_by(1)
        QTest.keyClicks(_page(window).pin, "1379")

    with answering(lock_and_leave):
        window.actions_map.run("prospects.new")
    qtbot.waitUntil(lambda: not window.lock.locked)
    assert window.person == "Maria"
    assert not window.messages.isVisible()
    press(None, "Ctrl+L")
    press(None, "Left")
    _type(window, "2580")
    assert window.person == "Hannah"
    assert window.messages.isVisible()
    with answering(lambda sheet: (_shows(sheet, "Minh"), sheet.reject())):
        next(
            b for b in window.messages.findChildren(QWidget) if getattr(b, "text", str)() == "Show it"
        ).click()


def _shows(sheet: Any, words: str) -> None:
    from PySide6.QtWidgets import QPlainTextEdit

    assert words in sheet.findChild(QPlainTextEdit).toPlainText()


def test_wrong_pins_wait_longer_and_longer_also_after_a_restart(
    window: MainWindow, qtbot: QtBot, shop: Store, tmp_path: Path
) -> None:
    press(None, "Ctrl+L")
    start = clock.now()
    with clock.freeze(start):
        for _n in range(5):
            _type(window, "0000")
        page = _page(window)
        assert "Wait 30 seconds" in page.error.text()
        assert page.pin.isReadOnly()
        _type(window, "2580")
        assert window.lock.locked, "the right PIN does not help while one waits"
    with clock.freeze(start + timedelta(seconds=31)):
        page._tick()
        assert not page.pin.isReadOnly()
        _type(window, "0000")
        assert "Wait 60 seconds" in page.error.text()
        again = open_window(qtbot, shop, tmp_path, language="en")
        again.lock.begin()
        assert "Wait 60 seconds" in _page(again).error.text()
        _page(again).tiles.move_by(1)
        assert not _page(again).pin.isReadOnly(), "others do not wait"


def test_five_idle_minutes_lock_and_sleep_counts(window: MainWindow) -> None:
    start = clock.now()
    with clock.freeze(start):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        window.lock.tick()
    for seconds in (59, 118, 177, 236, 295):
        with clock.freeze(start + timedelta(seconds=seconds)):
            window.lock.tick()
            assert not window.lock.locked
    with clock.freeze(start + timedelta(minutes=5)):
        window.lock.tick()
    assert window.lock.locked
    assert "Locked after 5 minutes." in _visible_words(window)


def test_a_computer_that_slept_wakes_up_locked(window: MainWindow) -> None:
    with clock.freeze(clock.now() + timedelta(seconds=90)):
        window.lock.tick()
    assert window.lock.locked


def test_without_any_pin_nothing_locks_by_itself_and_ctrl_l_offers_one(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    window = open_window(qtbot, store, tmp_path, language="en")
    window.lock.begin()
    with clock.freeze(clock.now() + timedelta(hours=3)):
        window.lock.tick()
    assert not window.lock.locked

    def give(sheet: Any) -> None:
        assert isinstance(sheet, PinSheet)
        for field in (sheet.new, sheet.again):
            QTest.keyClicks(field.editor, "2580")
        QTimer.singleShot(0, sheet, lambda: press(sheet.again.editor, "Return"))

    codes: list[str] = []
    with answering(give, lambda sheet: (codes.append(sheet.shown.text()), sheet.accept())):
        press(None, "Ctrl+L")
    assert len(codes[0]) == 19
    with store.reading() as db:
        assert store.staff_id in kept_pins(db)
    press(window, "Ctrl+L")
    assert window.lock.locked


def test_the_program_starts_locked_where_there_is_a_pin(window: MainWindow) -> None:
    window.lock.begin()
    assert window.lock.locked
    press(None, "Right")
    _type(window, "1379")
    assert window.person == "Maria"


def test_a_person_without_pin_only_presses_enter(window: MainWindow) -> None:
    add_staff(window.store, name="Zoe", roles="viewer")
    press(None, "Ctrl+L")
    press(None, "Left")
    assert _page(window).tiles.current.name == "Zoe"
    press(None, "Left")
    assert _page(window).tiles.current.name == "Maria", "the arrows go on from there"
    press(None, "Right")
    press(None, "Return")
    assert window.person == "Zoe"


def test_the_recovery_code_lets_the_owner_in_and_removes_the_pin(window: MainWindow) -> None:
    code = make_recovery_code(window.store)
    press(None, "Ctrl+L")
    _page(window)._forgot.click()
    _type(window, "wrong")
    press(None, "Return")
    assert window.lock.locked
    _page(window).recovery.code.clear()
    _type(window, code.lower().replace("-", " "))
    press(None, "Return")
    assert not window.lock.locked
    with window.store.reading() as db:
        assert window.store.staff_id not in kept_pins(db)
    assert window.messages.isVisible()


def test_staff_who_forgot_are_sent_to_the_owner(window: MainWindow) -> None:
    press(None, "Ctrl+L")
    press(None, "Right")
    _page(window)._forgot.click()
    assert "The owner gives Maria a new PIN" in _visible_words(window)
    assert not _page(window).recovery.code.isVisible()


def test_the_language_can_be_chosen_on_the_lock_screen(window: MainWindow) -> None:
    press(None, "Ctrl+L")
    _page(window).language_chosen.emit("vi")
    assert window.lock.locked
    assert "nhập mã PIN" in _visible_words(window)
    _type(window, "2580")
    assert not window.lock.locked


def test_the_person_menu_locks_and_switching_asks_for_the_pin(window: MainWindow) -> None:
    menu = window.bar.person_button.menu()
    assert isinstance(menu, QMenu)
    assert {"Lock", "My settings"} <= {line.text().split("\t")[0] for line in menu.actions()}
    next(line for line in menu.actions() if line.text().startswith("Maria")).trigger()
    assert window.lock.locked, "a PIN cannot be passed by the menu"
    assert _page(window).tiles.current.name == "Maria"
    assert window.person == "Hannah"


def test_a_running_timer_is_named_by_its_case_only(qtbot: QtBot, sample: Store, tmp_path: Path) -> None:
    from salesdesk.service.timer_commands import start_timer

    with sample.reading() as db:
        c = s.service_case.c
        row = db.execute(select(c.id, c.number).where(c.status == "working").limit(1)).one()
    start_timer(sample, row.id)
    window = open_window(qtbot, sample, tmp_path, language="en")
    press(None, "Ctrl+L")
    assert f"Timer on {row.number} is still running" in _visible_words(window)


def test_wrong_input_in_the_pin_sheet_is_said_beside_its_field(window: MainWindow) -> None:
    def act(sheet: Any) -> None:
        QTest.keyClicks(sheet.before.editor, "0000")
        sheet.save()
        assert sheet.before.error()
        sheet.before.editor.clear()
        QTest.keyClicks(sheet.before.editor, "2580")
        QTest.keyClicks(sheet.new.editor, "1234")
        QTest.keyClicks(sheet.again.editor, "1234")
        sheet.save()
        assert "Anybody would try" in sheet.new.error()
        sheet.reject()

    sheet = PinSheet(window.desk, window.store.staff_id or 0)
    with answering(act):
        sheet.run()


def test_every_control_of_the_lock_screen_has_a_name(window: MainWindow) -> None:
    press(None, "Ctrl+L")
    for widget in _page(window).findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            name = widget.accessibleName() or getattr(widget, "text", str)()
            assert name, type(widget).__name__
    assert _page(window).pin.accessibleName() == "PIN of Hannah, 4 digits"
