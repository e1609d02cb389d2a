"""The support file: shown before it is saved, parts left out, and nothing of the shop in it."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.__main__ import main
from salesdesk.app import crash, support
from salesdesk.app.command_line import SUPPORT_PARTS
from salesdesk.app.preferences import BACKUP_PLACE, Preferences
from salesdesk.app.settings_page import SettingsPage
from salesdesk.app.support_dialog import SupportSheet, create
from salesdesk.app.window import MainWindow
from salesdesk.base.task import silent_task
from salesdesk.parties.commands import add_party
from salesdesk.store.database import Store
from tests.app.windows import answering, open_window, rest

CANARIES = (
    "Canary", "0912 777 345", "84912777345", "canary@example.vn", "Hẻm", "0011002233", "Hannah", "Test shop",
)  # fmt: skip


@pytest.fixture
def told(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A book full of words that must not get out, a log where a library wrote some, and telling folders."""
    monkeypatch.setenv("SALESDESK_HOME", str(tmp_path / "Canary's shop"))
    add_party(store, name="Canary", phone="0912 777 345", email="canary@example.vn", address="17 Hẻm Canary")
    store.set_setting("paper_account", "0011002233")
    log = crash.log_file()
    log.parent.mkdir(parents=True)
    log.write_text(
        "2026-05-14 08:00:00,123 ERROR salesdesk ValueError\n"
        "  app/window.py:12 show\n"
        "could not call +84 912 777 345 of canary@example.vn\n"
        "in /home/Canary/shop/x.csv and C:\\Users\\Canary\\x.csv\n",
        "utf-8",
    )
    yield log
    log_of_others = logging.getLogger("salesdesk")
    for writer in list(log_of_others.handlers):  # of a test before that started the program
        log_of_others.removeHandler(writer)
        writer.close()


def _preferences(tmp_path: Path) -> Preferences:
    made = Preferences(tmp_path / "salesdesk.ini")
    made.put(BACKUP_PLACE, "/media/Canary/stick")
    made.keep_note("draft", "Canary")
    return made


def test_nothing_of_the_shop_is_in_it(store: Store, told: Path, tmp_path: Path) -> None:
    text = support.text_of(support.gather(store.path, _preferences(tmp_path), silent_task()))
    assert [word for word in CANARIES if word.casefold() in text.casefold()] == []
    assert "2026-05-14 08:00:00,123 ERROR salesdesk ValueError" in text
    assert "app/window.py:12 show" in text
    assert "party: 1" in text
    assert "shop currency: USD" in text
    assert "theme: system" in text
    assert "ok    The file is whole." in text


@pytest.mark.parametrize("left_out", SUPPORT_PARTS)
def test_a_part_that_is_left_out_is_not_in_the_file(
    left_out: str, store: Store, told: Path, tmp_path: Path
) -> None:
    out = tmp_path / "support.txt"
    assert main(["support", "--book", str(store.path), "--out", str(out), "--without", left_out]) == 0
    text = out.read_text("utf-8")
    titles = {key: f"== {title} ==" for key, title in support.PARTS.items()}
    assert {key for key, title in titles.items() if title in text} == set(SUPPORT_PARTS) - {left_out}


def test_a_book_that_cannot_be_opened_is_told_in_its_place(tmp_path: Path, told: Path) -> None:
    broken = tmp_path / "Canary.salesdesk"
    broken.write_bytes(b"SQLite format 3\0" + b"\x01" * 9_000)
    text = support.text_of(support.gather(broken, _preferences(tmp_path), silent_task()))
    assert "damaged" in text
    assert "Salesdesk: " in text


def test_a_place_that_cannot_be_written_is_one_sentence(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["support", "--book", str(store.path), "--out", str(tmp_path / "no" / "x.txt")]) == 1
    assert "could not be written" in capsys.readouterr().err


@pytest.fixture
def window(qtbot: QtBot, store: Store, told: Path, tmp_path: Path) -> MainWindow:
    """A window on the book."""
    return open_window(qtbot, store, tmp_path)


def test_the_window_shows_what_is_inside_and_saves_just_that(window: MainWindow, tmp_path: Path) -> None:
    window.open_settings("about")
    rest(window)
    page = window.pages.find(SettingsPage)
    assert page is not None
    out = tmp_path / "mine.txt"
    seen: list[str] = []

    def act(sheet: SupportSheet) -> None:
        assert "== Check of the book ==" in sheet.text.toPlainText()
        sheet.boxes["log"].click()
        seen.append(sheet.text.toPlainText())
        sheet.save(out)

    with answering(act):
        page.section("about").support.click()
        rest(window)
    assert "== What went wrong lately ==" not in seen[0]
    assert out.read_text("utf-8") == seen[0]


def test_leaving_the_window_writes_nothing(window: MainWindow, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    with answering(lambda sheet: sheet.reject()):
        create(window)
        rest(window)
    assert set(tmp_path.rglob("*")) - before == set()
