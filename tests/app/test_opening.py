"""The window is painted with its first page before its book is open; nothing asked meanwhile is lost."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.app import launch
from salesdesk.app.features import FEATURES
from salesdesk.app.opening import Opening
from salesdesk.app.palette import Palette
from salesdesk.app.preferences import LANGUAGE, STATES, TAB, Preferences
from salesdesk.app.terminal import FAILED
from salesdesk.app.window import MainWindow
from salesdesk.base.errors import StoreError
from salesdesk.base.listing import ListQuery
from salesdesk.filters.commands import save_filter
from salesdesk.filters.rules import Wanted, chip_key
from salesdesk.prospects.front_view import PeopleFront
from salesdesk.prospects.tab import ProspectsTab
from salesdesk.staff.pin_commands import set_pin
from salesdesk.store import opening as opening_of_books
from salesdesk.store.database import Store
from salesdesk.store.glimpse import look_into
from salesdesk.today.first_queries import first_lines
from salesdesk.today.front_view import TodayFront
from salesdesk.today.queries import read_day
from salesdesk.today.rows_panel import TodayRow
from tests.app.windows import press, rest


@pytest.fixture
def book(sample_book: Path, tmp_path: Path) -> Path:
    """The file of a sample shop, closed."""
    return Path(shutil.copy(sample_book, tmp_path / "shop.salesdesk"))


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """English words, whatever the shop speaks."""
    made = Preferences(tmp_path / "salesdesk.ini")
    made.put(LANGUAGE, "en")
    return made


@contextmanager
def first_window(qtbot: QtBot, book: Path, preferences: Preferences) -> Iterator[MainWindow]:
    """A window that shows its first page and waits for its book."""
    window = launch.quick_window(book, preferences)
    assert window is not None
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()
    found = window.findChild(Opening)
    assert found is not None
    found.end()


@pytest.fixture
def opening(qtbot: QtBot, book: Path, preferences: Preferences) -> Iterator[MainWindow]:
    """A window that shows Today first."""
    with first_window(qtbot, book, preferences) as window:
        yield window


def become_whole(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.whole, timeout=30_000)
    rest(window)


@pytest.mark.parametrize("tab", [feature.key for feature in FEATURES if feature.front])
def test_the_first_page_needs_none_of_the_heavy_libraries(book: Path, tmp_path: Path, tab: str) -> None:
    asked = f"""
import sys
from pathlib import Path
from salesdesk.app import launch
from salesdesk.app.preferences import TAB, Preferences
app = launch.application()
preferences = Preferences(Path({str(tmp_path / "p.ini")!r}))
preferences.put(TAB, {tab!r})
window = launch.quick_window(Path({str(book)!r}), preferences)
assert window.tells and not window.whole
window.grab()
heavy = ("sqlalchemy", "sqlmodel", "pydantic", "alembic", "matplotlib", "numpy", "jinja2", "python_calamine",
         "xlsxwriter", "PySide6.QtPrintSupport")
print([name for name in heavy if name in sys.modules])
"""
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize("everyone", [False, True])
def test_the_first_page_has_the_lines_of_the_whole_one(book: Path, *, everyone: bool) -> None:
    seen = look_into(book)
    assert seen is not None
    with closing(seen.connection):
        first = first_lines(seen, None if everyone else seen.staff_id, "en")
    store = Store.open(book)
    with store.reading() as db:
        staff_id = None if everyone else store.staff_id
        whole = read_day(db, store.now(), store.today(), staff_id, "en").lines
    store.close()
    assert first == whole
    assert sum(map(len, whole.values())) > 5


def test_real_lines_are_shown_first_and_the_whole_page_in_their_place(
    qtbot: QtBot, opening: MainWindow
) -> None:
    assert not opening.whole
    front = opening.stack.currentWidget()
    assert isinstance(front, TodayFront)
    names = [row.line.task.party for row in front.findChildren(TodayRow)]
    become_whole(qtbot, opening)
    shown = opening.stack.currentWidget()
    assert shown is not None
    assert shown is not front
    assert [row.line.task.party for row in shown.findChildren(TodayRow)] == names
    assert opening.findChildren(TodayFront) == []


def test_what_is_typed_into_the_search_too_early_is_found_later(qtbot: QtBot, opening: MainWindow) -> None:
    press(None, "Ctrl+K")
    QTest.keyClicks(QApplication.focusWidget(), "bao hanh")
    assert not opening.whole
    become_whole(qtbot, opening)
    palette = opening.findChild(Palette)
    assert palette is not None
    assert palette.isVisible()
    assert palette.field.text() == "bao hanh"
    palette.reject()


def test_keys_of_commands_wait_for_the_window_in_their_order(qtbot: QtBot, opening: MainWindow) -> None:
    press(opening, "Ctrl+3")
    press(opening, "Ctrl+2")
    assert opening.current_tab == "today"
    become_whole(qtbot, opening)
    assert opening.current_tab == "prospects"


def test_a_click_on_a_tab_or_a_line_waits_too(qtbot: QtBot, opening: MainWindow) -> None:
    front = opening.stack.currentWidget()
    assert front is not None
    row = next(row for row in front.findChildren(TodayRow) if row.line.is_call)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().center())
    become_whole(qtbot, opening)
    shown = opening.stack.currentWidget()
    assert shown is not None
    opened = [r.line.task.id for r in shown.findChildren(TodayRow) if r.is_open]
    assert opened == [row.line.task.id]


def test_another_tab_than_today_comes_whole(qtbot: QtBot, book: Path, preferences: Preferences) -> None:
    preferences.put(TAB, "service")
    window = launch.quick_window(book, preferences)
    assert window is not None
    qtbot.addWidget(window)
    assert not window.tells
    window.show()
    become_whole(qtbot, window)
    assert window.current_tab == "service"
    window.close()


# The list of people


@pytest.fixture
def people(
    qtbot: QtBot, book: Path, preferences: Preferences, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    """A window that shows the list of people first; the parameter is what the tab showed last."""
    preferences.put(TAB, "prospects")
    state = getattr(request, "param", {})
    preferences.put(STATES, json.dumps({"book": str(book), "tabs": {"prospects": state}}))
    with first_window(qtbot, book, preferences) as window:
        yield window


def front_of(window: MainWindow) -> PeopleFront:
    front = window.stack.currentWidget()
    assert isinstance(front, PeopleFront)
    return front


def tab_of(window: MainWindow) -> ProspectsTab:
    tab = window.stack.currentWidget()
    assert isinstance(tab, ProspectsTab)
    return tab


BY_VALUE = {"view": "customers", "sort": "value", "descending": True}


@pytest.mark.parametrize("people", [{}, {"view": "all", "sort": "name"}, BY_VALUE], indirect=True)
def test_real_people_are_shown_first_and_the_whole_list_in_their_place(
    qtbot: QtBot, people: MainWindow
) -> None:
    front = front_of(people)
    query, rows = front.pane.query, front.list.rows_model
    first = [(rows.id_at(n), rows.words_at(n)) for n in range(rows.count)]
    where, current = front.list.mapTo(people, front.list.rect().topLeft()), front.list.current_id()
    become_whole(qtbot, people)
    tab = tab_of(people)
    shown = tab.list.rows_model
    assert len(first) > 5
    assert [(shown.id_at(n), shown.words_at(n)) for n in range(len(first))] == first
    assert (tab.pane.query, tab.list.current_id()) == (query, current)
    assert tab.list.mapTo(people, tab.list.rect().topLeft()) == where, "nothing jumps"
    assert people.findChildren(PeopleFront) == []


def test_what_is_typed_into_the_filter_too_early_is_looked_for(qtbot: QtBot, people: MainWindow) -> None:
    press(None, "Ctrl+F")
    QTest.keyClicks(QApplication.focusWidget(), "lan anh ")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert not people.whole
    become_whole(qtbot, people)
    tab = tab_of(people)
    assert QApplication.focusWidget() is tab.pane.search
    assert (tab.pane.search.text(), tab.pane.search.cursorPosition()) == ("lan anh ", 7)
    QTest.keyClicks(QApplication.focusWidget(), "h")
    assert tab.pane.search.text() == "lan anhh "
    qtbot.waitUntil(lambda: tab.list.rows_model.query.text == "lan anhh")


def test_a_caret_in_the_filter_stays_there_with_nothing_typed_yet(qtbot: QtBot, people: MainWindow) -> None:
    press(None, "Ctrl+F")
    become_whole(qtbot, people)
    assert QApplication.focusWidget() is tab_of(people).pane.search


def test_a_filter_chosen_too_early_is_shown(qtbot: QtBot, people: MainWindow) -> None:
    front_of(people).pane.chips.press("all")
    become_whole(qtbot, people)
    assert tab_of(people).pane.query.view == "all"


def test_a_click_on_a_row_opens_that_person(qtbot: QtBot, people: MainWindow) -> None:
    rows = front_of(people).list
    third = rows.rows_model.id_at(2)
    at = rows.visualRect(rows.model().index(2, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    become_whole(qtbot, people)
    assert tab_of(people).page.party_id == third


def test_the_board_chosen_too_early_is_shown(qtbot: QtBot, people: MainWindow) -> None:
    front_of(people).switch.chosen.emit("board")
    become_whole(qtbot, people)
    assert tab_of(people).on_board


@pytest.mark.parametrize("people", [{"shows": "board"}, {"view": "stage:new"}, {"at": 99_999}], indirect=True)
def test_what_cannot_be_shown_so_early_comes_whole(qtbot: QtBot, people: MainWindow) -> None:
    assert not people.tells
    become_whole(qtbot, people)
    assert isinstance(people.stack.currentWidget(), ProspectsTab)


@pytest.mark.parametrize("text", ["", "lan"])
def test_saved_filters_stand_in_the_first_page_too(
    qtbot: QtBot, book: Path, preferences: Preferences, text: str
) -> None:
    store = Store.open(book)
    saved = save_filter(store, "prospects", "Mine", Wanted(ListQuery("hot", text, "name")))
    store.close()
    preferences.put(TAB, "prospects")
    state = {"view": "hot", "sort": "name", "chip": chip_key(saved)}
    preferences.put(STATES, json.dumps({"book": str(book), "tabs": {"prospects": state}}))
    window = launch.quick_window(book, preferences)
    assert window is not None
    qtbot.addWidget(window)
    assert window.tells == (text == ""), "one that searches is not shown so early"
    if window.tells:
        chips = front_of(window).pane.chips
        assert (chips.chosen_key(), chips.words(chip_key(saved))) == (chip_key(saved), "Mine")
    window.close()


def test_closed_before_it_was_whole_the_book_is_closed_too(
    qtbot: QtBot, book: Path, preferences: Preferences
) -> None:
    window = launch.quick_window(book, preferences)
    assert window is not None
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.findChild(Opening)._begun)  # type: ignore[union-attr]
    window.close()
    found = window.findChild(Opening)
    assert found is not None
    found.end()
    assert not window.whole
    assert not book.with_name(f"{book.name}-wal").exists()


def test_a_shop_with_a_pin_shows_nothing_first(book: Path, preferences: Preferences) -> None:
    store = Store.open(book)
    assert store.staff_id is not None
    set_pin(store, store.staff_id, "2468")
    store.close()
    assert launch.quick_window(book, preferences) is None


@pytest.mark.parametrize("spoil", ["missing", "foreign", "older", "newer"])
def test_a_book_that_is_not_in_order_is_opened_the_careful_way(
    book: Path, preferences: Preferences, spoil: str
) -> None:
    if spoil == "missing":
        book.unlink()
    elif spoil == "foreign":
        book.write_bytes(b"not a book at all")
    else:
        with book.open("r+b") as file:
            file.seek(60)
            file.write((1 if spoil == "older" else 99).to_bytes(4, "big"))
    before = book.read_bytes() if book.exists() else b""
    assert launch.quick_window(book, preferences) is None
    assert (book.read_bytes() if book.exists() else b"") == before


def test_trouble_behind_the_first_page_is_told_in_plain_words(
    qtbot: QtBot,
    book: Path,
    preferences: Preferences,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(_path: Path) -> Store:
        raise StoreError("The file is damaged.")

    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    monkeypatch.setattr(opening_of_books, "open_book", refuse)
    window = launch.quick_window(book, preferences)
    assert window is not None
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isHidden, timeout=30_000)
    assert "The file is damaged." in capsys.readouterr().err
    assert codes == [FAILED]
