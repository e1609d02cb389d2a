"""While columns are matched, the page says what would come of them; a value is kept by choice."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.app.window import MainWindow
from salesdesk.exchange.import_glance_panel import GlancePanel
from salesdesk.exchange.import_page import CHECK, DONE, MATCH, ImportPage
from salesdesk.parties.commands import add_party
from salesdesk.store.database import Store
from salesdesk.ui.widgets import Button, Link
from tests.app.windows import rest
from tests.exchange.import_walk import SAMPLES, counts_of, go_to, import_page, people_of, said_by


def matched_page(window: MainWindow, file: Path) -> ImportPage:
    """The page with the columns of people, phones and notes matched, the others left out."""
    page = import_page(window, file)
    for column in (2, 3):
        page.match_panel.targets[column].set_value("")
        rest(window)
    return page


def test_what_would_happen_stands_beside_the_columns(
    window: MainWindow, store: Store, file: Path, qtbot: QtBot
) -> None:
    add_party(store, name="Laura Bennett", phone="0161 496 0100")
    page = matched_page(window, file)
    glance = page.match_panel.glance
    qtbot.waitUntil(lambda: glance.words().startswith("2 added as new, 1 merged"))
    assert "1 need your eye" in glance.words()
    assert "Row 5" in said_by(glance)
    assert page.next_button.text() == "Check 4 rows"
    page.match_panel.targets[4].set_value("")
    qtbot.waitUntil(lambda: ", 0 merged" in glance.words())
    assert len(people_of(store)) == 1, "nothing is written"


def test_the_check_takes_what_was_counted_already(window: MainWindow, file: Path, qtbot: QtBot) -> None:
    page = matched_page(window, file)
    qtbot.waitUntil(lambda: page._glance.take() is not None)
    found = page._glance.take()
    qtbot.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    assert page.step == CHECK
    assert found is not None
    assert page.draft.rehearsal is found.rehearsal


def test_a_change_of_the_book_is_counted_again(
    window: MainWindow, store: Store, file: Path, qtbot: QtBot
) -> None:
    page = matched_page(window, file)
    qtbot.waitUntil(lambda: page._glance.take() is not None)
    add_party(store, name="Grace Liu", phone="0161 496 0102")
    qtbot.waitUntil(lambda: page._glance.take() is None)
    go_to(window, page, CHECK)
    assert counts_of(page)["same"] == 1


def test_a_row_is_corrected_straight_from_the_columns(window: MainWindow, file: Path, qtbot: QtBot) -> None:
    page = matched_page(window, file)
    qtbot.waitUntil(lambda: page._glance.take() is not None)
    link = page.match_panel.glance.findChildren(Link)[0]
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.check_panel.row_panel is not None)
    assert page.step == CHECK
    assert page.check_panel.row_panel is not None
    assert page.check_panel.row_panel.number == 5


def test_a_doubt_about_days_is_the_state_of_its_column(window: MainWindow, file: Path, qtbot: QtBot) -> None:
    page = import_page(window, file)
    page.match_panel.targets[2].set_value("customer_on")
    rest(window)
    badges = page.match_panel._badges
    assert badges[2].text() == "day first?"
    page.match_panel._questions.findChildren(Button)[0].click()
    rest(window)
    assert badges[2].text() == "matched"
    page.match_panel.targets[2].set_value("")
    rest(window)
    assert badges[2].text() == "left out"


def test_new_labels_and_names_are_the_state_of_their_column(window: MainWindow, qtbot: QtBot) -> None:
    page = import_page(window, SAMPLES / "khach-hang-tcvn3.csv")
    badges = page.match_panel._badges
    tags = next(m.column for m in page.draft.file.mapping.columns if m.field_key == "tags")
    qtbot.waitUntil(lambda: "new label" in badges[tags].text())


def test_the_books_value_is_kept_when_the_person_says_so(
    window: MainWindow, store: Store, file: Path, qtbot: QtBot
) -> None:
    add_party(store, name="Laura Bennett", phone="0161 496 0100", notes="likes coffee")
    page = matched_page(window, file)
    go_to(window, page, CHECK)
    page.check_panel.go_to(2)
    qtbot.waitUntil(lambda: page.check_panel.row_panel is not None)
    panel = page.check_panel.row_panel
    assert panel is not None
    assert "likes coffee" in said_by(panel)
    keep = next(b for b in panel.findChildren(Button) if b.text() == "Keep what the book has")
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    rest(window)
    assert counts_of(page)["changed"] == 0
    go_to(window, page, DONE)
    assert people_of(store)["Laura Bennett"]["notes"] == "likes coffee"
    assert page.done_panel.rows.model().rowCount() == 2


def test_a_narrow_window_leaves_the_room_to_the_columns(window: MainWindow, file: Path) -> None:
    window.resize(960, 560)
    page = import_page(window, file)
    assert not page.match_panel.glance.isVisible()
    window.resize(1366, 689)
    rest(window)
    assert isinstance(page.match_panel.glance, GlancePanel)
    assert page.match_panel.glance.isVisible()


@pytest.mark.parametrize("local", [True, False])
def test_a_file_dropped_on_the_window_opens_the_import(window: MainWindow, file: Path, local: bool) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(file)) if local else QUrl("https://example.org/people.csv")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, carried, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted() is local
    drop = QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, carried, buttons, keys)
    QApplication.sendEvent(window, drop)
    rest(window)
    page = window.page
    assert isinstance(page, ImportPage) is local
    assert page is None or page.step == MATCH
