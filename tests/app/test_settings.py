"""The settings: finding them, and that each has its effect at once."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.app.language_section import LanguageSection
from salesdesk.app.settings_page import SettingsPage
from salesdesk.app.settings_sections import SECTIONS
from salesdesk.app.shop_section import ShopSection
from salesdesk.app.window import MainWindow
from salesdesk.base import i18n
from salesdesk.base.errors import StoreError
from salesdesk.store.database import Store
from salesdesk.ui import theme
from salesdesk.ui.widgets import InlineError, Segmented
from tests.app.windows import press, rest
from tests.ui.look import cut_off


def settings(window: MainWindow, section: str) -> SettingsPage:
    """The settings, open at a section."""
    window.open_settings(section)
    rest(window)
    page = window.pages.find(SettingsPage)
    assert page is not None
    return page


def choose(page: SettingsPage, name: str, words: str) -> None:
    """Click a choice of a switch by its words."""
    switch = next(s for s in page.findChildren(Segmented) if s.accessibleName() == name and s.isVisible())
    next(one for one in switch._segments.values() if one.text() == words).click()


# The page


def test_ctrl_comma_opens_the_settings_and_esc_goes_back(window: MainWindow) -> None:
    window.open_tab("sales")
    press(window, "Ctrl+,")
    assert isinstance(window.stack.currentWidget(), SettingsPage)
    press(None, "Escape")
    assert window.page is None
    assert window.current_tab == "sales"


def test_the_arrows_walk_through_all_sections(window: MainWindow) -> None:
    page = settings(window, SECTIONS[0].key)
    seen = [page.current]
    for _turn in SECTIONS[1:]:
        press(page.list, "Down")
        seen.append(page.current)
    assert seen == [section.key for section in SECTIONS]


def test_a_setting_is_found_by_its_name_without_accents_and_enter_goes_to_it(window: MainWindow) -> None:
    page = settings(window, "shop")
    press(window, "Ctrl+F")
    page.search.setText("text si")
    assert [row.word for row in page.list._model.rows] == ["Text size"]
    assert page.current == "language"
    press(page.search, "Return")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.parentWidget().accessibleName() == "Text size"


def test_what_no_setting_is_called_is_said(window: MainWindow) -> None:
    page = settings(window, "shop")
    page.search.setText("qqq")
    assert page._nothing.text() == "No setting is called “qqq”."
    press(page.search, "Escape")
    assert page._nothing.isHidden()
    assert page.isVisible()


def test_an_import_under_way_stays_when_the_settings_are_looked_at(window: MainWindow) -> None:
    window.actions_map.run("app.import")
    rest(window)
    importing = window.page
    assert importing is not None
    settings(window, "shop")
    press(None, "Escape")
    assert window.page is importing


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("section", [section.key for section in SECTIONS])
def test_no_words_are_cut_off_at_the_smallest_window(
    window: MainWindow, qtbot: QtBot, section: str, language: str
) -> None:
    window.resize(960, 560)
    i18n.set_language(language)
    window.rebuild()
    page = settings(window, section)
    qtbot.wait(30)
    assert cut_off(page) == []
    i18n.set_language("en")


# Language and display


def test_the_language_changes_at_once_and_the_page_stays(window: MainWindow) -> None:
    choose(settings(window, "language"), "Language", "Tiếng Việt")
    rest(window)
    assert i18n.language() == "vi"
    page = window.pages.find(SettingsPage)
    assert page is not None
    assert page.accessibleName() == "Cài đặt"
    assert isinstance(page.section("language"), LanguageSection)
    assert page.isVisible()


def test_the_colours_change_at_once(window: MainWindow, qapp: QApplication) -> None:
    choose(settings(window, "language"), "Colours", "Dark")
    rest(window)
    assert theme.is_dark()
    window.grab()
    theme.apply(qapp, "light")


def test_single_letters_can_be_turned_off(window: MainWindow) -> None:
    choose(settings(window, "language"), "Single-letter keys", "Off")
    assert not window.actions_map.letters


# Shop


def test_the_name_of_the_shop_is_saved_at_once_and_is_a_step(window: MainWindow) -> None:
    shop = settings(window, "shop").section("shop")
    assert isinstance(shop, ShopSection)
    shop.name.field.setText("Hoàng Long 2")
    shop.name.field.setModified(True)
    press(shop.name.field, "Return")
    assert window.windowTitle() == "Hoàng Long 2 - Salesdesk"
    press(shop, "Ctrl+Z")
    rest(window)
    assert window.windowTitle() == "Máy lọc nước Hoàng Long - Salesdesk"
    assert shop.name.field.text() == "Máy lọc nước Hoàng Long"


def test_a_name_that_cannot_be_saved_is_said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_anything: object) -> None:
        raise StoreError("The disk is full.")

    shop = settings(window, "shop").section("shop")
    assert isinstance(shop, ShopSection)
    monkeypatch.setattr(Store, "set_setting", full)
    shop.name.field.setText("Other")
    shop.name.field.setModified(True)
    press(shop.name.field, "Return")
    said = [label.text() for label in shop.name.findChildren(InlineError)]
    assert said == ["The disk is full."]
    assert shop.name.field.text() == "Other", "what was typed stays, to be saved again"
