"""The import page writes at its last button, in one step, and takes it back whole."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from salesdesk.app.importers import IMPORTS
from salesdesk.app.window import MainWindow
from salesdesk.base import i18n
from salesdesk.exchange.import_page import CHECK, DONE, MATCH
from salesdesk.parties.commands import add_party
from salesdesk.store.database import Store
from tests.app.windows import press, rest, tab
from tests.exchange.import_walk import PEOPLE, SAMPLES, go_to, import_page, people_of, said_by
from tests.ui.look import cut_off


def test_until_the_last_button_not_a_byte_changes(window: MainWindow, store: Store, file: Path) -> None:
    rest(window)
    before = _book(store)
    page = import_page(window, file)
    go_to(window, page, CHECK)
    press(page, "Escape")
    rest(window)
    assert window.page is None
    assert window.current_tab == "today"
    assert _book(store) == before


def _book(store: Store) -> dict[str, str]:
    names = (store.path, Path(f"{store.path}-wal"))
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in names if p.exists()}


def test_one_undo_takes_the_whole_import_back(window: MainWindow, store: Store, file: Path) -> None:
    add_party(store, name="Laura Bennett", phone="0161 496 0100")
    before = people_of(store)
    page = import_page(window, file)
    page.match_panel.targets[3].set_value("")
    rest(window)
    go_to(window, page, DONE)
    assert "were brought in" in page.done_panel.title or "was brought in" in page.done_panel.title
    assert len(people_of(store)) == 3
    page.done_panel.undo_button.click()
    rest(window)
    assert people_of(store) == before
    assert "The import was taken back" in said_by(page.done_panel)
    store.redo()
    rest(window)
    assert len(people_of(store)) == 3
    assert "brought in" in said_by(page.done_panel)


def test_undo_takes_back_the_import_not_what_was_done_after_it(
    window: MainWindow, store: Store, file: Path
) -> None:
    page = import_page(window, file)
    page.match_panel.targets[3].set_value("")
    rest(window)
    go_to(window, page, DONE)
    add_party(store, name="Later")
    page.done_panel.undo_button.click()
    rest(window)
    assert set(people_of(store)) == {"Later"}


def test_see_them_opens_the_first(window: MainWindow, store: Store, file: Path) -> None:
    page = import_page(window, file)
    page.match_panel.targets[3].set_value("")
    rest(window)
    go_to(window, page, DONE)
    page.done_panel.see_button.click()
    rest(window)
    assert window.current_tab == "prospects"
    shown: Any = window.stack.currentWidget()
    assert shown.page.card.name == "Laura Bennett"


def test_a_file_that_changed_after_the_check_is_not_imported(
    window: MainWindow, store: Store, file: Path
) -> None:
    page = import_page(window, file)
    page.match_panel.targets[3].set_value("")
    rest(window)
    go_to(window, page, CHECK)
    file.write_text(PEOPLE + "Late Comer,0161 496 0199,,,\n", encoding="utf-8")
    page.next()
    rest(window)
    assert page.step == CHECK
    assert "was changed after it was checked" in said_by(page.message)
    assert people_of(store) == {}


def test_the_next_file_of_the_same_kind_is_matched_as_the_last(window: MainWindow, file: Path) -> None:
    page = import_page(window, file)
    page.match_panel.targets[3].set_value("")
    page.match_panel.targets[4].set_value("needs")
    rest(window)
    go_to(window, page, DONE)
    page.close_page()
    again = import_page(window, file)
    assert again.match_panel.targets[4].value() == "needs"


def test_an_all_matched_file_needs_three_presses(window: MainWindow, store: Store, tmp_path: Path) -> None:
    plain = tmp_path / "plain.csv"
    plain.write_text("Name,Phone\nLaura,0161 496 0100\n", encoding="utf-8")
    page = import_page(window, plain)
    press(page, "Alt+N")
    rest(window)
    press(page, "Alt+N")
    rest(window)
    assert page.step == DONE
    assert set(people_of(store)) == {"Laura"}


# The page and the window


def test_work_goes_on_elsewhere_and_the_page_waits(window: MainWindow, file: Path) -> None:
    page = import_page(window, file)
    tab(window, "sales")
    assert window.page is page
    assert import_page(window) is page
    assert page.step == MATCH


def test_leaving_while_it_works_writes_nothing(window: MainWindow, store: Store, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    lines = (f"Person {n},0161 {n:07d}" for n in range(4_000))
    large.write_text("Name,Phone\n" + "\n".join(lines), encoding="utf-8")
    page = import_page(window, large)
    go_to(window, page, CHECK)
    page.next()
    page.close_page()
    rest(window)
    assert window.page is None
    assert len(people_of(store)) in (0, 4_000), "all or nothing"


def test_a_window_made_anew_closes_the_page(window: MainWindow, file: Path) -> None:
    import_page(window, file)
    window.rebuild()
    rest(window)
    assert window.page is None
    assert window.current_tab == "today"


@pytest.mark.parametrize("kind", [offer.key for offer in IMPORTS])
def test_every_kind_takes_any_file_without_breaking(window: MainWindow, file: Path, kind: str) -> None:
    page = import_page(window, file, kind)
    assert page.step == MATCH
    page.next()
    rest(window)
    assert page.step in (MATCH, CHECK)


@pytest.mark.parametrize("language", ["en", "vi", "xx"])
@pytest.mark.parametrize("size", [(1366, 689), (1093, 560), (960, 560)])
def test_no_words_are_cut_off(window: MainWindow, qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    i18n.set_language(language)
    window.resize(*size)
    window.rebuild()
    page = import_page(window, SAMPLES / "khach-hang-tcvn3.csv")
    for step in (MATCH, CHECK, DONE):
        if step == DONE:
            page.check_panel._side.findChildren(QCheckBox)[0].click()  # names the book does not know
            rest(window)
        go_to(window, page, step)
        qtbot.waitUntil(lambda: cut_off(page) == [])
    i18n.set_language("en")
