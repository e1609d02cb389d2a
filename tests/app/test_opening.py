"""The window is painted with its first page before its book is open; nothing asked meanwhile is lost."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.app import launch
from salesdesk.app.opening import Opening
from salesdesk.app.palette import Palette
from salesdesk.app.preferences import LANGUAGE, TAB, Preferences
from salesdesk.app.terminal import FAILED
from salesdesk.app.window import MainWindow
from salesdesk.base.errors import StoreError
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


@pytest.fixture
def opening(qtbot: QtBot, book: Path, preferences: Preferences) -> Iterator[MainWindow]:
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


def become_whole(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.whole, timeout=30_000)
    rest(window)


def test_the_first_page_needs_none_of_the_heavy_libraries(book: Path, tmp_path: Path) -> None:
    asked = f"""
import sys
from pathlib import Path
from salesdesk.app import launch
from salesdesk.app.preferences import Preferences
app = launch.application()
window = launch.quick_window(Path({str(book)!r}), Preferences(Path({str(tmp_path / "p.ini")!r})))
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
