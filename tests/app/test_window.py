"""The window: tabs, keys, undo, another language or theme, and what others change meanwhile."""

import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from salesdesk.app import frame
from salesdesk.app.code_ahead import load_ahead
from salesdesk.app.features import FEATURES
from salesdesk.app.palette_door import rows_here
from salesdesk.app.settings_sections import SECTIONS
from salesdesk.app.window import MainWindow
from salesdesk.base import i18n
from salesdesk.base.errors import UserError
from salesdesk.base.fold import given_name
from salesdesk.base.task import Task
from salesdesk.parties.commands import add_party, edit_party
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.ui import theme
from tests.app.windows import answering, open_window, press, rest, tab

KEYS = [feature.key for feature in FEATURES]


def _name_of(store: Store, party_id: int) -> str:
    with store.reading() as db:
        return str(db.execute(select(s.party.c.name).where(s.party.c.id == party_id)).scalar_one())


# Tabs and keys


def test_ctrl_and_a_figure_open_the_tabs(window: MainWindow) -> None:
    for n, key in enumerate(KEYS, 1):
        press(window, f"Ctrl+{n}")
        rest(window)
        assert window.current_tab == key
        assert type(window.stack.currentWidget()).__module__ == next(
            f.place.split(":")[0] for f in FEATURES if f.key == key
        )


def test_a_tab_is_made_when_it_is_first_shown_and_then_kept(window: MainWindow) -> None:
    assert list(window._tabs) == ["today"]
    first = tab(window, "service")
    tab(window, "today")
    assert tab(window, "service") is first


def test_commands_of_a_tab_that_is_not_shown_are_not_offered(window: MainWindow) -> None:
    tab(window, "sales")
    tab(window, "today")
    assert not [row for row in rows_here(window, "> delete") if row.target.startswith("sales.")]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("today", "New prospect"),
        ("prospects", "New prospect"),
        ("sales", "New deal"),
        ("service", "New case"),
        ("marketing", "New campaign"),
    ],
)
def test_ctrl_n_adds_what_one_adds_there(window: MainWindow, place: str, words: str) -> None:
    tab(window, place)
    with answering(lambda dialog: dialog.reject()) as seen:
        press(window, "Ctrl+N")
    assert words.split()[-1].lower() in seen[0].windowTitle().lower() or seen[0].windowTitle() == "New"


NO_DIALOG = {"sales.new_quote": "sales", "sales.money_owed": "sales"}


@pytest.mark.parametrize("key", [a.key for f in FEATURES for a in f.announces if not a.on_record])
def test_an_announced_command_works_before_its_tab_was_made(window: MainWindow, key: str) -> None:
    if key in NO_DIALOG:
        assert window.actions_map.run(key)
        rest(window)
        assert window.current_tab == NO_DIALOG[key]
        return
    with answering(lambda dialog: dialog.reject()):
        assert window.actions_map.run(key)
    assert window.current_tab == "today"


def test_a_command_about_a_record_makes_its_tab_and_is_told_the_record(window: MainWindow) -> None:
    with window.store.reading() as db:
        unpaid = select(s.sale.c.id).where(s.sale.c.paid < s.sale.c.total)
        sale = db.execute(unpaid.limit(1)).scalar_one()
    assert not window.actions_map.run("sales.payment"), "of nothing, nothing can be paid"
    with answering(lambda dialog: dialog.reject()):
        assert window.actions_map.run("sales.payment", "sale", sale)


def test_f10_opens_the_menu_and_every_line_of_it_works_or_says_why(window: MainWindow) -> None:
    menu = window.bar.menu_button.menu()
    words = [line.text().split("\t")[0] for line in menu.actions() if not line.isSeparator()]
    assert words[:4] == ["This page", "Go to", "Undo", "Redo"]
    assert "Quit" in words
    for button in (window.bar.menu_button, window.bar.new_button, window.bar.person_button):
        assert isinstance(button.menu(), QMenu)


# Undo


def test_ctrl_z_and_ctrl_y_say_what_they_did(window: MainWindow) -> None:
    party = add_party(window.store, name="Ngọc")
    press(window, "Ctrl+Z")
    rest(window)
    assert "Ngọc" in window.toasts.text()
    with window.store.reading() as db:
        assert db.execute(select(s.party.c.id).where(s.party.c.id == party)).first() is None
    press(window, "Ctrl+Y")
    rest(window)
    assert _name_of(window.store, party) == "Ngọc"
    assert "Done again" in window.toasts.text()


def test_with_nothing_to_undo_it_says_so(window: MainWindow) -> None:
    press(window, "Ctrl+Z")
    assert window.toasts.text() == "There is nothing to undo"


def test_undo_works_after_closing_and_opening_the_book(qtbot: QtBot, sample: Store, tmp_path: Path) -> None:
    party = add_party(sample, name="Ngọc")
    edit_party(sample, party, name="Ngọc Anh")
    again = Store.open(sample.path)
    window = open_window(qtbot, again, tmp_path, language="en")
    press(window, "Ctrl+Z")
    rest(window)
    assert _name_of(again, party) == "Ngọc"
    press(window, "Ctrl+Y")
    rest(window)
    assert _name_of(again, party) == "Ngọc Anh"
    window.close()
    again.close()


def test_an_undo_that_would_overwrite_a_later_change_is_explained(window: MainWindow) -> None:
    party = add_party(window.store, name="Ngọc")
    edit_party(window.store, party, name="Ngọc Anh")
    with window.store.reading() as db:
        from salesdesk.store.journal import list_steps

        first = list_steps(db, 2)[1]
    with pytest.raises(UserError):
        window.store.undo(step_id=first.id)


# Another language, another theme


def test_another_language_without_restart_keeps_tab_and_selection(window: MainWindow) -> None:
    people = tab(window, "prospects")
    with window.store.reading() as db:
        party = db.execute(select(s.party.c.id).where(s.party.c.name == "Võ Thị Mai")).scalar_one()
    people.open_record("party", party)
    rest(window)
    i18n.set_language("vi")
    window.rebuild()
    rest(window)
    assert window.current_tab == "prospects"
    assert window._tabs["prospects"] is not people
    shown: Any = window.stack.currentWidget()
    assert shown.page.party_id == party
    assert window.bar.tabs.accessibleTabName(0).startswith("Hôm nay")
    i18n.set_language("en")


def test_keys_work_once_after_the_window_was_made_anew(window: MainWindow, qtbot: QtBot) -> None:
    for _turn in range(3):
        window.rebuild()
    rest(window)
    with answering(lambda dialog: dialog.reject()) as seen:
        press(window, "Ctrl+K")
    assert len(seen) == 1
    press(window, "Ctrl+3")
    assert window.current_tab == "sales"


def test_the_system_turning_dark_makes_the_window_anew(window: MainWindow, qapp: QApplication) -> None:
    before = window.bar
    theme.apply(qapp, "dark")
    window._poll()
    assert window.bar is not before
    theme.apply(qapp, "light")


# What others do meanwhile


def test_a_change_of_another_window_appears(window: MainWindow, sample: Store, qtbot: QtBot) -> None:
    people = tab(window, "prospects")
    other = Store.open(sample.path)
    try:
        add_party(other, name="Người Mới")
    finally:
        other.close()
    before = people.list.rows_model.count
    window._poll()
    qtbot.waitUntil(lambda: people.list.rows_model.count == before + 1)


def test_a_book_that_has_gone_is_said_once_not_crashed_on(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from salesdesk.base.errors import StoreError

    def gone() -> None:
        raise StoreError("The drive did not answer.")

    monkeypatch.setattr(window.store, "poll", gone)
    window._poll()
    assert window.messages.isVisible()


def test_work_that_fails_says_why_in_the_bar(window: MainWindow, qtbot: QtBot) -> None:
    def work(_task: Task) -> None:
        raise UserError("The file is open elsewhere.")

    window.jobs.run("Working", work)
    qtbot.waitUntil(window.messages.isVisible)


def test_somebody_else_at_the_desk(window: MainWindow) -> None:
    menu = window.bar.person_button.menu()
    assert menu is not None
    people = [line for line in menu.actions() if line.isCheckable()]
    other = next(line for line in people if not line.isChecked())
    other.trigger()
    rest(window)
    assert window.person == other.text()


def test_names_at_work() -> None:
    names = ("Trần Thu Hà", "Ngọc Anh", "José García", "Hannah Nguyen", "Hà", "")
    assert [given_name(name) for name in names] == [
        "Thu Hà",
        "Ngọc Anh",
        "José",
        "Hannah",
        "Hà",
        "",
    ]


def test_closing_ends_work_and_says_so_once(window: MainWindow) -> None:
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))

    def work(task: Task) -> None:
        for n in range(10_000):
            task.advance(n, 10_000)

    window.jobs.run("Counting", work)
    window.close()
    window.close()
    assert closed == [True]
    assert window.jobs.idle


def test_work_that_failed_says_so_and_can_be_tried_again(window: MainWindow, qtbot: QtBot) -> None:
    tries: list[int] = []

    def work(_task: Task) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise UserError("The stick was unplugged. The copy on this computer is safe.")

    window.jobs.run("Copying", work)
    rest(window)
    assert window.messages.accessibleName() == "Not finished: Copying"
    assert "is safe" in window.messages.accessibleDescription()
    again = next(b for b in window.messages.findChildren(QAbstractButton) if b.text() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    rest(window)
    assert len(tries) == 2
    assert window.messages.isHidden()


class _Flashes(QObject):
    """Remembers every widget without a parent that is shown, but for windows, dialogs and menus."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            names = [type(watched).__name__, *(c.accessibleName() for c in watched.findChildren(QWidget)[:3])]
            if not isinstance(watched, MainWindow | QDialog | QMenu):
                self.seen.append(" ".join(names))
        return False


@pytest.mark.parametrize("key", KEYS)
def test_nothing_flashes_up_as_a_window_of_its_own(window: MainWindow, qapp: QApplication, key: str) -> None:
    flashes = _Flashes()
    qapp.installEventFilter(flashes)
    try:
        tab(window, key)
        window.rebuild()
        rest(window)
    finally:
        qapp.removeEventFilter(flashes)
    assert flashes.seen == []


def test_a_page_over_a_tab_is_left_by_clicking_the_tab(window: MainWindow, qtbot: QtBot) -> None:
    tabs = window.bar.tabs
    tab_shown = window.stack.currentWidget()
    bar = tabs.grab().toImage()
    window.open_settings("shop")
    rest(window)
    assert window.pages.shown is not None
    assert tabs.grab().toImage() != bar, "no tab is marked"
    middle = tabs.tabRect(tabs.currentIndex()).center()
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=middle)
    rest(window)
    assert window.stack.currentWidget() is tab_shown
    assert window.pages.shown is None


def test_the_code_of_the_tabs_is_loaded_beside_the_first_work(
    qtbot: QtBot, sample: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    monkeypatch.setattr(frame, "load_ahead", lambda: begun.append(1))
    window = open_window(qtbot, sample, tmp_path)
    qtbot.waitUntil(lambda: begun == [1])
    window.close()


def test_what_is_loaded_ahead_is_there_afterwards(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: load_ahead().done, timeout=60_000)
    wanted = {feature.place.split(":")[0] for feature in FEATURES}
    wanted |= {section.place.split(":")[0] for section in SECTIONS}
    assert wanted <= sys.modules.keys()
    assert load_ahead() is load_ahead(), "a second window finds it done"
