"""Quick add: one row of kinds over all the sheets, what was typed goes along, tasks, who is known already."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from salesdesk.parties import commands as parties
from salesdesk.prospects.party_dialog import NewPartySheet
from salesdesk.prospects.task_dialog import NewTaskSheet
from salesdesk.store import schema as s
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Segmented
from tests.prospects.desk import Shell, show

KINDS = (
    "sales.quote", "sales.new_deal", "sales.new_sale", "service.new_case", "sales.new_payment",
)  # fmt: skip


@pytest.fixture
def shell(store: Any, qtbot: QtBot) -> Shell:
    parties.add_party(store, name="Grace Liu", phone="(212) 555-0134")
    return show(store, qtbot, contributed=KINDS)


def _open(sheet: Any, qtbot: QtBot) -> Any:
    qtbot.addWidget(sheet)
    sheet.open()
    QApplication.processEvents()
    return sheet


def _kinds(sheet: Sheet) -> Segmented:
    return next(s for s in sheet.findChildren(Segmented) if s.accessibleName() == "What to add")


def _go(sheet: Sheet, key: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(_kinds(sheet)._segments[key], Qt.MouseButton.LeftButton)


def _tasks(store: Any) -> list[Any]:
    t = s.task.c
    with store.reading() as db:
        return list(db.execute(select(t.title, t.kind, t.due_on, t.due_time, t.party_id).order_by(t.id)))


def test_every_kind_stands_in_the_row(shell: Shell, qtbot: QtBot) -> None:
    sheet = _open(NewPartySheet(shell.desk), qtbot)
    words = [segment.text() for segment in _kinds(sheet)._segments.values()]
    assert words == ["Prospect", "Deal", "Sale", "Case", "Task", "Payment"]
    assert _kinds(sheet).current() == "prospects.new"


def test_somebody_known_goes_along_to_another_kind(shell: Shell, store: Any, qtbot: QtBot) -> None:
    sheet = _open(NewPartySheet(shell.desk), qtbot)
    sheet.phone.setText("212 555 0134")
    _go(sheet, "sales.new_deal", qtbot)
    assert not sheet.isVisible()
    with store.reading() as db:
        grace = db.execute(select(s.party.c.id)).scalar_one()
    qtbot.waitUntil(lambda: shell.given == [("sales.new_deal", "party", grace)])


def test_a_new_name_goes_along_to_another_kind_and_back(shell: Shell, qtbot: QtBot) -> None:
    sheet = _open(NewPartySheet(shell.desk), qtbot)
    sheet.name.setText("Mai Tran")
    _go(sheet, "service.new_case", qtbot)
    qtbot.waitUntil(lambda: shell.given == [("service.new_case",)])
    task = _open(NewTaskSheet(shell.desk), qtbot)
    assert task.who.field.text() == "Mai Tran"
    task.reject()
    again = _open(NewPartySheet(shell.desk), qtbot)
    assert again.name.text() == "", "what was typed is taken once"


def test_a_number_typed_elsewhere_is_a_phone_here(shell: Shell, qtbot: QtBot) -> None:
    shell.desk.typed = "0905 123 148"
    sheet = _open(NewPartySheet(shell.desk), qtbot)
    assert (sheet.name.text(), sheet.phone.text()) == ("", "0905 123 148")


def test_a_known_phone_is_told_while_typing_and_opens_the_record(shell: Shell, qtbot: QtBot) -> None:
    sheet = _open(NewPartySheet(shell.desk), qtbot)
    qtbot.keyClicks(sheet.phone, "2125550134")
    qtbot.waitUntil(sheet._doubles.isVisible)
    assert sheet._doubles.button.text() == "Open the record"
    qtbot.mouseClick(sheet._doubles.button, Qt.MouseButton.LeftButton)
    assert sheet.found is not None


def test_a_task_is_written_down_with_two_keys_for_a_new_person(
    shell: Shell, store: Any, qtbot: QtBot
) -> None:
    sheet = _open(NewTaskSheet(shell.desk), qtbot)
    qtbot.keyClicks(sheet.what, "Bring the tap")
    sheet.who.field.setText("Mai Tran")
    sheet.time.setText("9h30")
    qtbot.keyClick(sheet.what, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not sheet.isVisible()
    task = _tasks(store)[-1]
    assert tuple(task) == ("Bring the tap", "other", store.today(), "09:30", sheet.party_id)
    store.undo()
    assert _tasks(store) == []
    with store.reading() as db:
        names = db.execute(select(s.party.c.name).where(s.party.c.deleted_at.is_(None))).scalars().all()
    assert list(names) == ["Grace Liu"]


def test_what_is_wrong_with_a_task_is_told_beside_the_field(shell: Shell, store: Any, qtbot: QtBot) -> None:
    sheet = _open(NewTaskSheet(shell.desk), qtbot)
    sheet.press_primary()
    assert sheet._what.error()
    sheet.what.setText("Call the plumber")
    sheet.time.setText("half past nine")
    sheet.press_primary()
    assert sheet._time.error()
    assert sheet.isVisible()
    assert _tasks(store) == []


def test_alt_o_saves_a_task_and_opens_its_person(shell: Shell, store: Any, qtbot: QtBot) -> None:
    with store.reading() as db:
        grace = db.execute(select(s.party.c.id)).scalar_one()
    sheet = _open(NewTaskSheet(shell.desk, grace), qtbot)
    qtbot.keyClicks(sheet.what, "Bring the tap")
    qtbot.keyClick(sheet, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: shell.opened == [("party", grace)])
