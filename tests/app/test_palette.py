"""Ctrl+K: anybody, any paper, any command, as one types."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from salesdesk.app.palette import Palette
from salesdesk.app.palette_rows import COMMANDS, PAPERS, PEOPLE, Command, heading, rows_for
from salesdesk.app.window import MainWindow
from salesdesk.base import i18n
from salesdesk.parties.commands import add_party
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from tests.app.windows import press, rest

COMMAND = Command("app.import", "Import a file…", "Ctrl+I", "import")


def _open(window: MainWindow) -> Palette:
    press(window, "Ctrl+K")
    palette = QApplication.activeModalWidget()
    assert isinstance(palette, Palette)
    return palette


def _titles(store: Store, typed: str, *commands: Command) -> list[str]:
    with store.reading() as db:
        return [row.title for row in rows_for(db, typed, commands, store.country)]


def test_a_name_without_accents_finds_the_person_and_enter_opens_the_record(window: MainWindow) -> None:
    palette = _open(window)
    QTest.keyClicks(palette.field, "nguyen thi")
    press(palette.field, "Return")
    rest(window)
    assert window.current_tab == "prospects"
    shown: Any = window.stack.currentWidget()
    assert shown.page.card.name == "Nguyễn Thị Lan"


def test_the_middle_digits_of_a_phone_find_its_owner(window: MainWindow, sample: Store) -> None:
    with sample.reading() as db:
        phone = db.execute(select(s.party.c.phone).where(s.party.c.name == "Đỗ Minh Đức")).scalar_one()
    middle = "".join(c for c in phone if c.isdigit())[3:]
    assert _titles(sample, middle)[0] == "Đỗ Minh Đức"
    palette = _open(window)
    QTest.keyClicks(palette.field, middle)
    press(palette.field, "Return")
    rest(window)
    shown: Any = window.stack.currentWidget()
    assert shown.page.card.name == "Đỗ Minh Đức"


def test_the_same_letters_come_before_letters_with_other_accents(sample: Store) -> None:
    found = _titles(sample, "lan")
    assert found.index("Nguyễn Thị Lan") < found.index("Chung cư Hoàng Lân")
    assert _titles(sample, "lân")[0] == "Chung cư Hoàng Lân"


def test_signs_limit_to_commands_or_papers(sample: Store) -> None:
    with sample.reading() as db:
        groups = lambda typed: {r.group for r in rows_for(db, typed, [COMMAND], "VN")}  # noqa: E731
        assert groups("> imp") == {COMMANDS}
        assert groups("# lan") == {PAPERS}
        assert groups("lan") >= {PEOPLE, PAPERS}
        assert groups("") == {PEOPLE}, "what was used lately, and the usual commands"


def test_commands_are_found_in_the_persons_language_and_in_english(sample: Store) -> None:
    i18n.set_language("vi")
    for typed in ("nhap tu", "import"):
        assert _titles(sample, f"> {typed}", COMMAND) == ["Nhập từ tệp…"]
    assert heading(PEOPLE) == "Người"
    i18n.set_language("en")


def test_what_nobody_is_called_is_said(window: MainWindow) -> None:
    palette = _open(window)
    QTest.keyClicks(palette.field, "qqqq")
    assert palette._nothing.isVisible()
    press(palette.field, "Return")
    assert palette.isVisible(), "Enter on nothing does nothing"
    press(palette, "Escape")
    assert QApplication.activeModalWidget() is None


def test_arrows_jump_over_the_headings_and_go_round(window: MainWindow) -> None:
    palette = _open(window)
    rows = palette._model.rowCount()
    seen = set()
    for _turn in range(rows + 2):
        press(palette.field, "Down")
        index = palette._list.currentIndex()
        assert index.flags() & Qt.ItemFlag.ItemIsSelectable
        seen.add(index.row())
    press(palette.field, "Up")
    assert len(seen) < rows
    palette.reject()


def test_a_command_runs(window: MainWindow, qtbot: QtBot) -> None:
    palette = _open(window)
    QTest.keyClicks(palette.field, "> compare")
    press(palette.field, "Return")
    qtbot.waitUntil(lambda: window.current_tab == "compare")


@pytest.mark.parametrize(
    "typed", ['"', "'; DROP", "%", "_", "\\", "*", "(", "#", ">", "🙂", "a" * 5_000, "\x00", "NEAR("]
)
def test_whatever_is_typed_it_answers(store: Store, typed: str) -> None:
    add_party(store, name='Laura (100 %) "B"')
    assert isinstance(_titles(store, typed), list)
