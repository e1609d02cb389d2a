"""The first page: Enter opens a book, and whatever goes wrong is said beside the button."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from salesdesk.app import start
from salesdesk.app.first_run_page import plain_folder
from salesdesk.app.preferences import LANGUAGE, Preferences
from salesdesk.app.start import FirstRunWindow
from salesdesk.base import i18n
from salesdesk.base.errors import StoreError
from salesdesk.exchange.import_page import ImportPage
from salesdesk.store import schema as s
from salesdesk.store.backup import list_backups
from salesdesk.store.database import Store
from salesdesk.ui.widgets import Label
from tests.app.windows import press, rest
from tests.ui.look import cut_off


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[FirstRunWindow]:
    """The first page of a new shop, with an empty book chosen."""
    path = tmp_path / "new" / "shop.salesdesk"
    window = FirstRunWindow(path, Preferences(tmp_path / "p.ini"), "empty")
    qtbot.addWidget(window)
    window.show()
    yield window
    if window.next_window is not None:
        window.next_window.close()


def test_enter_opens_today_in_a_new_book(first: FirstRunWindow, tmp_path: Path) -> None:
    first.page.shop.setText("Clearwater Home")
    first.page.owner.setText("Hannah")
    press(first.page.shop, "Return")
    window = first.next_window
    assert window is not None
    rest(window)
    assert window.windowTitle() == "Clearwater Home - Salesdesk"
    assert (window.current_tab, window.person) == ("today", "Hannah")
    assert not first.isVisible()
    assert (tmp_path / "new" / "shop.salesdesk").exists()


def test_everything_is_filled_in_so_enter_alone_is_enough(first: FirstRunWindow) -> None:
    press(first.page.shop, "Return")
    assert first.next_window is not None
    assert first.next_window.store.setting("shop_name") == "My shop"


def test_closing_the_book_leaves_a_proven_copy_beside_it(first: FirstRunWindow, tmp_path: Path) -> None:
    first.page.finish()
    assert first.next_window is not None
    first.next_window.close()
    copies = list_backups(tmp_path / "new" / "backups")
    assert [copy.reason for copy in copies] == ["exit"]


def test_the_language_changes_the_words_and_keeps_what_was_typed(first: FirstRunWindow) -> None:
    first.page.shop.setText("Hoàng Long")
    first.page.language_chosen.emit("vi")
    assert first.page.shop.text() == "Hoàng Long"
    assert "Chào mừng đến với Salesdesk" in [label.text() for label in first.page.findChildren(Label)]
    assert first.page.money.value() == "VND"
    first.page.finish()
    assert first.next_window is not None
    assert first.next_window.store.setting("language") == "vi"
    i18n.set_language("en")


def test_a_folder_that_cannot_be_written_is_said_on_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    window = FirstRunWindow(tmp_path / "taken" / "shop.salesdesk", Preferences(tmp_path / "p.ini"), "empty")
    qtbot.addWidget(window)
    window.show()
    window.page.finish()
    assert window.next_window is None
    assert "could not be made" in window.page._error.text()
    assert window.page._error.isVisible()


def test_a_file_is_asked_for_when_one_starts_with_it(first: FirstRunWindow, qtbot: QtBot) -> None:
    first.page._starts[0].button(1).click()
    first.page.finish()
    window = first.next_window
    assert window is not None
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), ImportPage))


def test_the_sample_shop_can_be_left_for_a_book_of_ones_own(first: FirstRunWindow, tmp_path: Path) -> None:
    first.page._starts[0].button(0).click()
    first.page.finish()
    window = first.next_window
    assert window is not None
    assert window.windowTitle() == "Clearwater Home - Salesdesk"
    assert window.sample_bar.isVisible()
    with window.store.reading() as db:
        assert db.execute(select(func.count()).select_from(s.party)).scalar_one() == 390
    assert window.store.can_undo() is None, "the sample is where the book begins"
    window.own_book_wanted.emit()
    again = window.next_window
    assert isinstance(again, FirstRunWindow)
    assert (tmp_path / "new" / "shop-sample-1.salesdesk").exists()
    again.page.finish()
    own = again.next_window
    assert own is not None
    assert not own.sample_bar.isVisible()
    own.close()


def test_a_sample_that_somebody_else_has_open_stays_where_it_is(store: Store) -> None:
    with pytest.raises(StoreError):
        start.set_aside(store.path)
    assert store.path.exists()


@pytest.mark.parametrize("language", ["en", "vi", "xx"])
@pytest.mark.parametrize("size", [(1366, 689), (960, 560)])
def test_no_words_are_cut_off(
    first: FirstRunWindow, qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    i18n.set_language(language)
    first.resize(*size)
    first._show_page(None)
    qtbot.waitUntil(lambda: first.page.isVisible())
    qtbot.wait(20)
    assert cut_off(first.page) == []
    i18n.set_language("en")


def test_the_chosen_language_is_remembered(first: FirstRunWindow) -> None:
    first._speak("vi")
    assert first._preferences.get(LANGUAGE) == "vi"
    i18n.set_language("en")


def test_the_place_of_the_daily_copies_is_said_in_plain_words() -> None:
    assert plain_folder(Path.home() / "Documents" / "Salesdesk") == "Documents › Salesdesk"
    assert plain_folder(Path("/srv/shop")) == str(Path("/srv/shop"))


def test_the_sample_shop_is_chosen_at_first_and_enter_opens_today(qtbot: QtBot, tmp_path: Path) -> None:
    window = FirstRunWindow(tmp_path / "s" / "shop.salesdesk", Preferences(tmp_path / "p.ini"))
    qtbot.addWidget(window)
    window.show()
    press(window.page.shop, "Return")
    opened = window.next_window
    assert opened is not None
    rest(opened)
    assert opened.current_tab == "today"
    assert opened.sample_bar.isVisible()
    opened.close()
