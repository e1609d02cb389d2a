"""Ctrl+K: anybody, any paper, any command, as one types."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from salesdesk.app.features import shown_record
from salesdesk.app.palette import Palette
from salesdesk.app.palette_row import COMMANDS, PAPERS, PEOPLE, Command, PaletteRow
from salesdesk.app.palette_rows import Offer, heading, rows_for
from salesdesk.app.window import MainWindow
from salesdesk.base import i18n
from salesdesk.parties.commands import add_party
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from tests.app.windows import answering, press, rest, tab

COMMAND = Command("app.import", "Import a file…", "Ctrl+I", "import")


def _open(window: MainWindow) -> Palette:
    press(window, "Ctrl+K")
    palette = QApplication.activeModalWidget()
    assert isinstance(palette, Palette)
    return palette


def _titles(store: Store, typed: str, *commands: Command) -> list[str]:
    with store.reading() as db:
        return [row.title for row in rows_for(db, typed, _offer(store, *commands))]


def _offer(store: Store, *commands: Command) -> Offer:
    return Offer(commands, (), store.country, store.currency, i18n.language(), store.today())


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
    assert found.index("Nguyễn Thị Lan") < found.index("Siêu thị mini Hoàng Lân")
    assert _titles(sample, "lân")[0] == "Siêu thị mini Hoàng Lân"


def test_signs_limit_to_commands_or_papers(sample: Store) -> None:
    with sample.reading() as db:
        groups = lambda typed: {r.group for r in rows_for(db, typed, _offer(sample, COMMAND))}  # noqa: E731
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


def test_what_no_command_is_called_is_said(window: MainWindow) -> None:
    palette = _open(window)
    QTest.keyClicks(palette.field, "> qqqq")
    rest(window)
    assert palette._nothing.isVisible()
    press(palette.field, "Return")
    assert palette.isVisible(), "Enter on nothing does nothing"
    press(palette, "Escape")
    assert QApplication.activeModalWidget() is None


def test_whoever_is_not_found_can_be_added_under_that_name(window: MainWindow) -> None:
    palette = _open(window)
    QTest.keyClicks(palette.field, "Qwqw")
    rest(window)
    with answering(lambda sheet: (names.append(sheet.name.text()), sheet.reject())):
        names: list[str] = []
        press(palette.field, "Return")
    assert names == ["Qwqw"]


def test_enter_right_after_typing_waits_for_the_answer(window: MainWindow) -> None:
    palette = _open(window)
    palette.field.setText("nguyen thi lan")
    press(palette.field, "Return")
    rest(window)
    assert QApplication.activeModalWidget() is None
    assert shown_record(window.shown_tab) is not None


def test_a_stale_question_is_never_answered(window: MainWindow) -> None:
    palette = _open(window)
    rest(window)
    answers: list[str] = []
    palette._search.found.connect(lambda typed, _rows: answers.append(typed))
    for typed in ("l", "la", "lan"):
        palette.field.setText(typed)
    rest(window)
    assert answers == ["lan"]


def _rows(palette: Palette) -> list[PaletteRow]:
    lines = (palette._model.line(i) for i in range(palette._model.rowCount()))
    return [line for line in lines if isinstance(line, PaletteRow)]


def test_at_most_eight_rows_people_before_papers_before_what_can_be_done(sample: Store) -> None:
    with sample.reading() as db:
        rows = rows_for(db, "lan", _offer(sample, COMMAND))
    groups = [row.group for row in rows]
    assert len(rows) <= 8
    assert groups == sorted(groups, key=[PEOPLE, PAPERS, COMMANDS].index)
    assert "RO" in rows[0].subtitle
    assert "next step: today" in rows[0].subtitle
    done = [row.title for row in rows if row.group == COMMANDS]
    assert done == ["Log call with Nguyễn Thị Lan", "New prospect “lan”", "Quote for Nguyễn Thị Lan"]


def test_a_command_that_begins_so_comes_first_when_nobody_is_called_so(window: MainWindow) -> None:
    palette = _open(window)
    QTest.keyClicks(palette.field, "back up")
    rest(window)
    assert _rows(palette)[0].target == "app.backup"
    palette.reject()


def test_figures_of_a_papers_number_find_it(sample: Store) -> None:
    with sample.reading() as db:
        number = db.execute(select(s.quote.c.number).order_by(s.quote.c.number.desc()).limit(1)).scalar_one()
    for typed in (f"# {number}", f"# {number.split('-')[1].lstrip('0')}", f"# {number.lower()}"):
        assert number in _titles(sample, typed), typed


def test_tab_shows_what_can_be_done_and_shift_tab_goes_back(window: MainWindow) -> None:
    palette = _open(window)
    QTest.keyClicks(palette.field, "nguyen thi lan")
    rest(window)
    before = _rows(palette)
    press(palette.field, "Tab")
    acts = [row.act for row in _rows(palette)]
    assert acts[:5] == ["", "prospects.log_call", "prospects.quote", "prospects.case", "prospects.payment"]
    press(palette.field, "Shift+Backtab")
    rest(window)
    assert _rows(palette) == before
    press(palette.field, "Tab")
    for _turn in range(3):
        press(palette.field, "Down")
    with answering(lambda sheet: sheet.reject()):
        press(palette.field, "Return")  # a new case for her
    assert shown_record(window.shown_tab) is not None


def test_with_nothing_typed_it_shows_what_was_looked_at_lately(window: MainWindow) -> None:
    with window.store.reading() as db:
        last = db.execute(select(s.party.c.id, s.party.c.name).order_by(s.party.c.name.desc())).first()
    assert last is not None
    window.open_record("party", last.id)
    tab(window, "compare")
    palette = _open(window)
    rest(window)
    assert _rows(palette)[0].title == last.name
    palette.reject()


def test_arrows_jump_over_the_headings_and_go_round(window: MainWindow) -> None:
    palette = _open(window)
    rest(window)
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


def test_papers_of_somebody_come_before_things_that_only_sound_alike(sample: Store) -> None:
    with sample.reading() as db:
        rows = rows_for(db, "# lan", _offer(sample))
    whose = ["Lan" in f"{row.title} {row.subtitle}".split() for row in rows]
    assert whose[0], "the quote of Lan, not a cooler that is lạnh"
    assert whose == sorted(whose, reverse=True)
    assert all(row.title.strip() for row in rows), "an old sale is called by the number it had"


def test_a_customer_is_known_by_since_when_and_how_many_units(sample: Store) -> None:
    with sample.reading() as db:
        row = rows_for(db, "Pham Ngoc Lan", _offer(sample))[0]
    assert row.subtitle.startswith("Customer since 20")
    assert "unit" in row.subtitle
