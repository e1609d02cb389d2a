"""F1: help about what is on screen, in both languages, without a dead link or a missing picture."""

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from salesdesk.app import help_topics
from salesdesk.app.features import FEATURES
from salesdesk.app.help_page import HelpPage, HelpView
from salesdesk.app.screen_list import SCREENS
from salesdesk.app.window import MainWindow
from salesdesk.base import i18n
from salesdesk.store import schema as s
from salesdesk.ui.sheet_dialog import Sheet
from tests.app.windows import answering, press, rest, tab

MOST_BYTES = 2_000_000


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("key", help_topics.TOPICS)
def test_every_topic_is_written_and_leads_nowhere_wrong(key: str, language: str) -> None:
    topic = help_topics.read_topic(key, language)
    assert topic.title
    assert topic.title != key
    assert len(topic.text.split()) > 60, "it says something"
    assert topic.links, "every topic leads on"
    assert set(topic.links) <= set(help_topics.TOPICS)
    raw = (help_topics.folder() / language / f"{key}.md").read_text(encoding="utf-8")
    assert topic.text == raw.rstrip("\n") + "\n", "every picture it shows is there"


def test_no_file_of_the_help_is_forgotten_and_the_pictures_stay_small() -> None:
    for language in i18n.LANGUAGES:
        found = {path.stem for path in (help_topics.folder() / language).glob("*.md")}
        assert found == set(help_topics.TOPICS)
    pictures = list((help_topics.folder() / "pictures").rglob("*.png"))
    assert sum(path.stat().st_size for path in pictures) < MOST_BYTES
    assert {path.stem for path in pictures} <= set(help_topics.PICTURES.values())


def test_the_pictures_are_screens_that_are_drawn() -> None:
    assert set(help_topics.PICTURES.values()) <= {screen.name for screen in SCREENS}


def test_every_tab_record_and_page_has_its_topic() -> None:
    for feature in FEATURES:
        assert help_topics.topic_for(feature.key) == feature.key
    assert help_topics.topic_for("sales", "quote") == "quote"
    assert help_topics.topic_for("service", "case") == "case"
    assert help_topics.topic_for("today", page="ImportPage") == "import"
    assert help_topics.topic_for("today", page="SettingsPage") == "settings"
    assert help_topics.topic_for("today", dialog="WinSheet") == "sales"
    assert help_topics.topic_for("today", dialog="SomethingNew") == "today"


def test_f1_shows_what_is_on_screen_and_esc_goes_back(window: MainWindow) -> None:
    tab(window, "compare")
    press(None, "F1")
    page = window.pages.shown
    assert isinstance(page, HelpPage)
    assert page.view.key == "compare"
    assert "time axis" in page.view.reader.toPlainText()
    press(None, "Escape")
    assert window.pages.shown is None
    assert window.current_tab == "compare"
    with window.store.reading() as db:
        quote = db.execute(select(s.quote.c.id).limit(1)).scalar_one()
    window.open_record("quote", quote)
    rest(window)
    press(None, "F1")
    shown = window.pages.shown
    assert isinstance(shown, HelpPage)
    assert shown.view.key == "quote"


def test_a_link_leads_to_its_topic_and_back_again(window: MainWindow) -> None:
    press(None, "F1")
    page = window.pages.shown
    assert isinstance(page, HelpPage)
    page.view.reader.anchorClicked.emit(QUrl("service.md"))
    assert page.view.key == "service"
    press(None, "Alt+Left")
    assert page.view.key == "today"
    assert window.pages.shown is page


def test_what_is_typed_finds_topics_without_accents(window: MainWindow) -> None:
    press(None, "F1")
    page = window.pages.shown
    assert isinstance(page, HelpPage)
    press(None, "Ctrl+F")
    QTest.keyClicks(QApplication.focusWidget(), "encoding doubles")
    assert page.view.contents.count() == 0
    page.view.search.setText("discount tax")
    assert page.view.key == "quote"
    assert page.view.contents.accessibleName() == "Help, 1 topic"


def test_f1_in_a_dialog_helps_and_keeps_what_was_typed(window: MainWindow) -> None:
    seen: list[str] = []

    def read() -> None:
        sheet = QApplication.activeModalWidget()
        assert sheet is not None
        seen.extend(view.key for view in sheet.findChildren(HelpView))
        sheet.close()

    def ask(sheet: Sheet) -> None:
        field = sheet.focusWidget()
        QTest.keyClicks(field, "Mai")
        QTimer.singleShot(200, read)
        QTest.keyClick(field, Qt.Key.Key_F1)
        assert field.property("text") == "Mai"
        sheet.reject()

    with answering(ask):
        window.actions_map.run("prospects.new")
    assert seen == ["prospects"]
