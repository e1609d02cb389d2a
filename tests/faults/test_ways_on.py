"""When the book cannot be opened: a sentence and a way on, never an empty book in its place (G10, G12, G40).

The walk counts clicks; the words of every sheet are looked through for jargon.
"""

import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMainWindow
from pytestqt.qtbot import QtBot

from salesdesk.app import command_line, start
from salesdesk.app.preferences import BACKUP_PLACE, Preferences
from salesdesk.app.start import FirstRunWindow
from salesdesk.app.trouble import Trouble
from salesdesk.app.window import MainWindow
from salesdesk.base import book_place, i18n, paths
from salesdesk.base.errors import StoreError
from salesdesk.store.backup import make_backup
from salesdesk.store.database import Store
from salesdesk.store.engine import raw_connect, sqlite
from salesdesk.store.opening import open_book
from salesdesk.ui.widgets import Button

pytestmark = pytest.mark.faults

JARGON = re.compile(
    r"\b(wal|sqlite|database|malformed|journal|checkpoint|schema|transaction|errno|exception|traceback|null|"
    r"corrupt(ed)?|i/o|uuid|integrity|mount|inode|lock(ed)? file|cơ sở dữ liệu|ngoại lệ)\b",
    re.IGNORECASE,
)
KINDS = ("missing", "damaged", "foreign", "newer", "busy", "full", "read_only", "drive", "denied", "")


@pytest.fixture
def preferences(tmp_path: Path, qtbot: QtBot) -> Preferences:
    """Of a computer that has not seen any book."""
    return Preferences(tmp_path / "salesdesk.ini")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a shop's book with a setting, closed, and a proven copy of it."""
    path = tmp_path_factory.mktemp("shop") / "shop.salesdesk"
    store = Store.create(path, shop_name="Lan", currency="USD", language="en", owner="Hannah")
    store.set_setting("day", "1")
    store.close()
    make_backup(path, "manual")
    return path.parent


@pytest.fixture
def book(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shop's book; it lies where books usually lie."""
    monkeypatch.setenv("SALESDESK_HOME", str(shutil.copytree(shop, tmp_path / "home")))
    return paths.shop_file()


@pytest.fixture
def stick(book: Path, tmp_path: Path) -> Path:
    """Where all copies of the book are: not where the program looks."""
    return Path(shutil.move(paths.backup_folder(book), tmp_path / "stick"))


def trouble_of(book: Path, preferences: Preferences) -> Trouble:
    """The sheet that the program would show for this book."""
    with pytest.raises(StoreError) as met:
        start.first_window(book, preferences)
    return start.trouble_sheet(book, met.value, preferences)


def buttons(trouble: Trouble) -> dict[str, Button]:
    """The ways on, by their words."""
    return {b.text(): b for b in trouble.sheet.findChildren(Button)}


def spoil(book: Path) -> bytes:
    """Write garbage into the middle of a book; what it is now."""
    with book.open("rb+") as file:
        file.seek(0)
        file.write(b"\0" * 9_000)
    return book.read_bytes()


def test_from_damaged_to_working_in_one_click(
    book: Path, preferences: Preferences, opened: list[QMainWindow]
) -> None:
    spoiled = spoil(book)
    trouble = trouble_of(book, preferences)
    assert (trouble.kind, "Your last good copy is from today" in trouble.words) == ("damaged", True)
    buttons(trouble)["Open that copy"].click()
    window = trouble.window
    assert isinstance(window, MainWindow)
    opened.append(window)
    assert window.store.setting("day") == "1"
    assert book.with_name("shop-damaged-1.salesdesk").read_bytes() == spoiled


def test_damaged_without_any_copy_nothing_is_made_and_a_copy_can_be_looked_for(
    book: Path, stick: Path, preferences: Preferences, opened: list[QMainWindow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    spoiled = spoil(book)
    trouble = trouble_of(book, preferences)
    assert "Open that copy" not in buttons(trouble)
    assert book.read_bytes() == spoiled
    found = next(stick.glob("*.sdbk"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(found), ""))
    buttons(trouble)["Look for a copy…"].click()
    assert trouble.window is not None
    opened.append(trouble.window)
    assert book.with_name("shop-damaged-1.salesdesk").read_bytes() == spoiled


def test_of_a_copy_that_was_laid_out_strangely_only_the_records_are_taken(
    book: Path, stick: Path, preferences: Preferences, opened: list[QMainWindow],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    spoiled = spoil(book)
    gift = tmp_path / "gift.sdbk"  # under its own name its note would tell of the change
    shutil.copyfile(next(stick.glob("*.sdbk")), gift)
    with closing(sqlite.connect(str(gift))) as connection:
        connection.execute("CREATE TRIGGER spy AFTER INSERT ON party BEGIN DELETE FROM sale; END")
        connection.commit()
    trouble = trouble_of(book, preferences)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(gift), ""))
    buttons(trouble)["Look for a copy…"].click()
    assert trouble.window is None
    assert book.read_bytes() == spoiled
    buttons(trouble)["Take only its records"].click()
    assert isinstance(trouble.window, MainWindow)
    opened.append(trouble.window)
    assert trouble.window.store.setting("day") == "1"
    with trouble.window.store.reading() as db:
        assert not db.exec_driver_sql("SELECT 1 FROM sqlite_schema WHERE name = 'spy'").first()
    assert book.with_name("shop-damaged-1.salesdesk").read_bytes() == spoiled


def test_a_missing_book_is_a_question_and_never_a_new_book(
    book: Path, preferences: Preferences, opened: list[QMainWindow]
) -> None:
    book.rename(book.with_name("elsewhere.salesdesk"))
    trouble = trouble_of(book, preferences)
    assert trouble.sheet.windowTitle() == "Where is your book?"
    assert set(buttons(trouble)) >= {"Start a new book", "Look for it…", "Open that copy"}
    assert not book.exists()
    buttons(trouble)["Open that copy"].click()
    assert isinstance(trouble.window, MainWindow)
    opened.append(trouble.window)
    assert trouble.window.store.setting("day") == "1"


def test_a_book_that_was_moved_is_found_again_and_remembered(
    book: Path,
    preferences: Preferences,
    opened: list[QMainWindow],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    elsewhere = tmp_path / "Nguyễn Văn Ánh" / "sổ.salesdesk"
    elsewhere.parent.mkdir()
    book.rename(elsewhere)
    trouble = trouble_of(book, preferences)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(elsewhere), ""))
    buttons(trouble)["Look for it…"].click()
    assert isinstance(trouble.window, MainWindow)
    opened.append(trouble.window)
    assert paths.shop_file() == elsewhere, "the window and the command line find it from now on"
    assert not book.exists()


def test_a_drive_that_is_gone_offers_the_copy_of_the_second_place(
    book: Path, preferences: Preferences, opened: list[QMainWindow], tmp_path: Path
) -> None:
    drive = tmp_path / "E"
    book.parent.rename(drive)
    shutil.move(paths.backup_folder(drive / book.name), tmp_path / "stick")
    (drive / book.name).rename(tmp_path / "gone")
    drive.rmdir()
    gone = drive / book.name
    book_place.remember(gone)
    preferences.put(BACKUP_PLACE, str(tmp_path / "stick"))
    trouble = trouble_of(gone, preferences)
    assert "Your last good copy" in trouble.words
    buttons(trouble)["Open that copy"].click()
    assert isinstance(trouble.window, MainWindow)
    opened.append(trouble.window)
    assert trouble.window.store.path == paths.usual_file() == paths.shop_file()
    assert not drive.exists()


def test_a_new_book_is_begun_by_an_explicit_choice_only(
    book: Path, preferences: Preferences, opened: list[QMainWindow]
) -> None:
    kept = book.rename(book.with_name("elsewhere.salesdesk"))
    before = kept.read_bytes()
    trouble = trouble_of(book, preferences)
    buttons(trouble)["Start a new book"].click()
    assert isinstance(trouble.window, FirstRunWindow)
    opened.append(trouble.window)
    assert not book.exists(), "only the answered first page makes one"
    assert kept.read_bytes() == before


def test_a_computer_that_never_saw_a_book_shows_the_first_page(
    preferences: Preferences, opened: list[QMainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALESDESK_HOME", str(tmp_path / "fresh"))
    window = start.first_window(paths.shop_file(), preferences)
    opened.append(window)
    assert isinstance(window, FirstRunWindow)


def test_a_book_that_was_open_once_is_missed_even_without_copies(
    book: Path, preferences: Preferences, opened: list[QMainWindow]
) -> None:
    shutil.rmtree(paths.backup_folder(book))
    window = start.first_window(book, preferences)
    assert isinstance(window, MainWindow)
    window.close()
    shutil.rmtree(paths.backup_folder(book), ignore_errors=True)
    book.unlink()
    assert trouble_of(book, preferences).kind == "missing"


def test_a_newer_book_names_its_version_and_the_copy_from_before(
    book: Path, preferences: Preferences, capsys: pytest.CaptureFixture[str]
) -> None:
    make_backup(book, "migration")
    connection = raw_connect(book)
    connection.execute("UPDATE alembic_version SET version_num = '0099'")
    connection.execute("UPDATE meta SET value = '9.1' WHERE key = 'app_version'")
    connection.execute("PRAGMA user_version = 99")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in book.parent.rglob("*") if p.is_file()}
    trouble = trouble_of(book, preferences)
    assert "(9.1)" in trouble.words
    assert "The copy from before that update is from today" in trouble.words
    harmless = {"Close", "Details", "Copy details", "Show the folder"}
    assert set(buttons(trouble)) <= harmless, "nothing is deleted"
    for command in ("check", "backup", "report"):
        assert command_line.run([command]) == 1
        assert "The copy from before that update" in capsys.readouterr().err
    after = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in book.parent.rglob("*") if p.is_file()}
    assert after == before


def test_the_command_line_names_the_copy_and_the_command_for_it(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(book)
    assert command_line.run(["check"]) == 1
    said = capsys.readouterr().err
    assert "Your last good copy is from today" in said
    copy = said.split("salesdesk restore ")[1].strip()
    assert command_line.run(["restore", copy]) == 0
    assert command_line.run(["check"]) == 0


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_sheet_speaks_jargon(kind: str, language: str, tmp_path: Path, preferences: Preferences) -> None:
    from salesdesk.store import books, engine_words

    book = tmp_path / "shop.salesdesk"
    i18n.set_language(language)
    words = engine_words.words_for(kind, book)
    if kind == "missing":
        words = books.missing_words(book)
    trouble = start.trouble_sheet(book, StoreError(words, "SQLITE_X: y", kind), preferences)
    said = [trouble.sheet.windowTitle(), trouble.words, *buttons(trouble)]
    assert [text for text in said if JARGON.search(text)] == []


def test_no_sentence_of_the_store_speaks_jargon() -> None:
    shown = []
    for package in ("store", "store_opening", "store_restore", "app_opening"):
        catalogue = Path(paths.resources() / "locale" / "vi" / f"{package}.po").read_text("utf-8")
        shown += re.findall(r'^msg(?:id|str)(?:\[\d\])? "(.+)"$', catalogue, re.MULTILINE)
    assert len(shown) > 60
    assert [text for text in shown if JARGON.search(text) and not text.startswith("Language:")] == []


def test_what_was_damaged_is_never_opened_as_an_empty_book(book: Path) -> None:
    spoiled = spoil(book)
    with pytest.raises(StoreError):
        open_book(book)
    assert book.read_bytes() == spoiled
