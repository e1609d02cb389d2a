"""Every part of the look at once: nothing is cut off, in any language, theme and size of text."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.base import i18n
from salesdesk.ui import theme
from salesdesk.ui.design_page import SHEETS, DesignPage, picture
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Label
from tests.ui.look import cut_off


@pytest.fixture(autouse=True)
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, "light")
    i18n.set_language("en")


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize(
    ("language", "scale", "mode"),
    [
        ("en", 1.0, "light"),
        ("vi", 1.0, "dark"),
        ("vi", 1.5, "light"),
        ("xx", 1.0, "light"),
        ("en", 1.15, "dark"),
    ],
)
def test_nothing_is_cut_off(
    qapp: QApplication, qtbot: QtBot, sheet: str, language: str, scale: float, mode: str
) -> None:
    i18n.set_language(language)
    theme.apply(qapp, mode, scale)
    page = DesignPage(sheet)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    QApplication.processEvents()
    assert cut_off(page) == []
    assert page.grab().size() == page.size()


def test_every_word_of_the_page_is_translated(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    i18n.set_language("vi")
    page = DesignPage("states")
    qtbot.addWidget(page)
    assert "Hôm nay đã xong hết" in [label.text() for label in page.findChildren(Label)]


def test_a_picture_of_the_window_has_its_dialog_on_it(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    page = DesignPage("states")
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    bare = picture(page).toImage()
    sheet = Sheet(page, "Win deal")
    sheet.body.addWidget(Label("Body"))
    sheet.open()
    QApplication.processEvents()
    covered = picture(page).toImage()
    assert covered.pixelColor(500, 350).name().upper() == theme.hex_of("surface")
    assert covered.pixelColor(5, 400) != bare.pixelColor(5, 400)
    sheet.reject()
