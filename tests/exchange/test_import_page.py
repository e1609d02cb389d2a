"""The import page, from the file to the undo: nothing is written before the last button."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import func, select

from salesdesk.app.importers import IMPORTS
from salesdesk.app.window import MainWindow
from salesdesk.exchange.import_page import CHECK, DONE, FILE, MATCH
from salesdesk.parties.commands import add_party
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.ui.widgets import Button
from tests.app.windows import press, rest
from tests.exchange.import_walk import (
    SAMPLES,
    counts_of,
    go_to,
    import_page,
    mapping_of,
    people_of,
    rows_of,
    said_by,
    tick,
)

# Step 1


def test_it_begins_by_asking_what_and_which(window: MainWindow) -> None:
    page = import_page(window)
    assert page.step == FILE
    words = [button.text() for button in page.file_panel._kinds.buttons()]
    assert len(words) == len(IMPORTS)
    assert words[0] == "Customers and prospects"


def test_the_kind_is_chosen_before_the_file(window: MainWindow) -> None:
    page = import_page(window, kind="products")
    assert page.draft.offer.key == "products"


def test_alt_n_asks_for_a_file(window: MainWindow, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(file), ""))
    page = import_page(window)
    press(page, "Alt+N")
    rest(window)
    assert page.step == MATCH


def test_a_file_can_be_dropped(window: MainWindow, file: Path) -> None:
    page = import_page(window)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.file_panel.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, carried, buttons, keys))
    rest(window)
    assert page.step == MATCH


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.csv", None),
        ("empty.csv", b""),
        ("broken.xlsx", b"PK\x03\x04"),
        ("x.png", b"\x89PNG\r\n\x1a\n\x00"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(
    window: MainWindow, tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    page = import_page(window)
    page.open_file(path)
    rest(window)
    assert page.step == FILE
    assert page.message.isVisible()


# Step 2


def test_columns_are_guessed_and_shown_with_their_first_rows(window: MainWindow, file: Path) -> None:
    page = import_page(window, file)
    assert page.step == MATCH
    guessed = {match.name: match.field_key for match in mapping_of(page).columns}
    assert guessed["Full name"] == "name"
    assert guessed["Tel"] == "phone"
    assert guessed["Note"] == "notes"
    assert "Laura Bennett · Oak Street Nursery · Grace Liu" in said_by(page.match_panel)


def test_a_column_is_matched_by_hand(window: MainWindow, file: Path) -> None:
    page = import_page(window, file)
    since = page.match_panel.targets[2]
    since.set_value("customer_on")
    rest(window)
    assert mapping_of(page).by_field()["customer_on"] == 2
    assert [badge.text() for badge in page.match_panel._badges.values()][2] == "day first?"


def test_one_field_twice_is_said_and_holds_up(window: MainWindow, file: Path) -> None:
    page = import_page(window, file)
    page.match_panel.targets[4].set_value("name")
    rest(window)
    assert "Name" in page.match_panel._error.text()
    assert page.match_panel._error.isVisible()
    assert not page.next_button.isEnabled()
    page.match_panel.targets[4].set_value("notes")
    rest(window)
    assert page.match_panel._error.text() == ""
    assert page.next_button.isEnabled()


def test_nothing_matched_is_said(window: MainWindow, tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("qqq,zzz\n1,2\n3,4\n", encoding="utf-8")
    page = import_page(window, odd)
    for box in page.match_panel.targets.values():
        box.set_value("")
    rest(window)
    assert not page.next_button.isEnabled()
    assert page.match_panel._error.text()


@pytest.mark.parametrize(("answer", "day"), [(0, "2025-04-03"), (1, "2025-03-04")])
def test_a_doubtful_date_is_asked_about_once_and_the_answer_counts(
    window: MainWindow, store: Store, file: Path, answer: int, day: str
) -> None:
    page = import_page(window, file)
    page.match_panel.targets[2].set_value("customer_on")
    page.match_panel.targets[3].set_value("")
    rest(window)
    assert "03/04/2025: which day is meant?" in said_by(page.match_panel)
    asked = page.match_panel._questions.findChildren(Button)
    assert [button.text() for button in asked] == ["3 Apr 2025", "4 Mar 2025"]
    asked[answer].click()
    go_to(window, page, DONE)
    assert page.done_panel.see_button.hasFocus()
    assert str(people_of(store)["Laura Bennett"]["customer_on"]) == day


def test_old_letters_are_turned_and_can_be_read_otherwise(window: MainWindow) -> None:
    page = import_page(window, SAMPLES / "khach-hang-tcvn3.csv")
    said = said_by(page.match_panel)
    assert "Read as Vietnamese TCVN3 (.VnTime)" in said
    assert "now reads “Nguyễn Văn Bình”" in said
    page.match_panel.reread.emit("cp1252", "")
    rest(window)
    assert "NguyÔn" in said_by(page.match_panel)


# Step 3


def test_every_row_is_told_what_happens_to_it(window: MainWindow, store: Store, file: Path) -> None:
    add_party(store, name="Laura Bennett", phone="0161 496 0100")
    add_party(store, name="Grace Liu", phone="0161 496 0102")
    page = import_page(window, file)
    for column in (2, 3):
        page.match_panel.targets[column].set_value("")
        rest(window)
    go_to(window, page, CHECK)
    counts = counts_of(page)
    assert counts == {"new": 1, "changed": 1, "same": 1, "left_out": 1}
    assert rows_of(page, "new") == ["is added"]
    assert rows_of(page, "changed") == ["Buying notes: — → likes tea"]
    assert rows_of(page, "same") == ["nothing to do"]
    assert len(rows_of(page, "left_out")[0]) > 10, "a sentence says why"
    assert page.next_button.text() == "Import 2 rows"


def test_names_the_book_does_not_know_are_made_when_wanted(
    window: MainWindow, store: Store, file: Path
) -> None:
    page = import_page(window, file)
    page.match_panel.targets[3].set_value("staff_id")
    rest(window)
    go_to(window, page, CHECK)
    assert "Maria" in said_by(page.check_panel)
    assert counts_of(page)["new"] == 2
    tick(page, "Add 1 new")
    rest(window)
    assert counts_of(page)["new"] == 3
    go_to(window, page, DONE)
    with store.reading() as db:
        maria = db.execute(select(s.staff_member.c.id).where(s.staff_member.c.name == "Maria")).scalar_one()
    assert people_of(store)["Oak Street Nursery"]["staff_id"] == maria
    store.undo()
    with store.reading() as db:
        assert db.execute(select(func.count()).select_from(s.staff_member)).scalar_one() == 1


def test_a_row_left_out_is_put_right_in_place(window: MainWindow, store: Store, file: Path) -> None:
    page = import_page(window, file)
    for column in (2, 3):
        page.match_panel.targets[column].set_value("")
        rest(window)
    go_to(window, page, CHECK)
    rows_of(page, "left_out")
    assert page.check_panel.table.choose(5)
    rest(window)
    panel = page.check_panel.row_panel
    assert panel is not None
    assert panel.editors["notes"].text() == "only a note"
    panel.editors["name"].setText("Daniel Okafor")
    press(panel.editors["name"], "Return")
    rest(window)
    assert counts_of(page)["left_out"] == 0
    go_to(window, page, DONE)
    assert people_of(store)["Daniel Okafor"]["notes"] == "only a note"


def test_somebody_with_the_phone_of_another_is_decided_by_the_person(
    window: MainWindow, store: Store, file: Path
) -> None:
    add_party(store, name="Đặng Quốc Minh", phone="0161 496 0100")
    page = import_page(window, file)
    for column in (2, 3):
        page.match_panel.targets[column].set_value("")
        rest(window)
    go_to(window, page, CHECK)
    rows_of(page, "left_out")
    assert page.check_panel.table.choose(2)
    rest(window)
    panel = page.check_panel.row_panel
    assert panel is not None
    words = [button.text() for button in panel.findChildren(Button)]
    assert "This is Đặng Quốc Minh" in words
    next(b for b in panel.findChildren(Button) if b.text() == "Add as somebody else").click()
    rest(window)
    go_to(window, page, DONE)
    assert {"Đặng Quốc Minh", "Laura Bennett"} <= set(people_of(store))


def test_bad_values_can_be_left_out_without_their_rows(
    window: MainWindow, store: Store, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("Name,Birthday\nLaura,31/02/1990\nGrace,12/13/1990\nOak,01/02/1990\n", encoding="utf-8")
    page = import_page(window, bad)
    go_to(window, page, CHECK)
    left_out = counts_of(page)["left_out"]
    assert left_out >= 1
    tick(page, "Leave out only the bad value")
    rest(window)
    assert counts_of(page)["new"] == 3


def test_rows_left_out_are_saved_to_a_file(
    window: MainWindow, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "left.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    page = import_page(window, file)
    for column in (2, 3):
        page.match_panel.targets[column].set_value("")
        rest(window)
    go_to(window, page, CHECK)
    next(b for b in page.check_panel.findChildren(Button) if b.text() == "Save them to a file").click()
    rest(window)
    assert "only a note" in target.read_text(encoding="utf-8-sig")


def test_back_keeps_what_was_chosen(window: MainWindow, file: Path) -> None:
    page = import_page(window, file)
    page.match_panel.targets[3].set_value("")
    rest(window)
    go_to(window, page, CHECK)
    press(page, "Alt+B")
    assert page.step == MATCH
    assert page.match_panel.targets[3].value() == ""
