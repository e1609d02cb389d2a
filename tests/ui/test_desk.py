"""Whatever a screen asks of the desk is done, said with its undo, or explained."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import N_
from salesdesk.store import schema as s
from salesdesk.ui.actions import ActionMap
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Hub
from salesdesk.ui.jobs import Jobs


@dataclass
class Spoken:
    """Remembers what was shown in place of toast and bar."""

    said: list[str] = field(default_factory=list)
    undo: Any = None

    def show_toast(self, text: str, *, on_undo: Any = None) -> None:
        """As the toast."""
        self.said.append(text)
        self.undo = on_undo

    def show_message(self, title: str, text: str = "") -> None:
        """As the bar of the page."""
        self.said.append(title)


@pytest.fixture
def desk(qtbot: QtBot, store: Any) -> Desk:
    """A desk whose messages are remembered."""
    window = QWidget()
    qtbot.addWidget(window)
    jobs = Jobs(window)
    spoken = Spoken()
    made = Desk(
        store, Hub(), jobs, ActionMap(), window, spoken, spoken, lambda _kind, _id: True, lambda _key: None
    )
    made.find["party"] = lambda text: [(1, text, "")]
    return made


def _said(desk: Desk) -> list[str]:
    assert isinstance(desk.toasts, Spoken)
    return desk.toasts.said


def _rename(store: Any, name: str) -> str:
    with store.changing(N_("Rename to {name}"), name=name) as db:
        store.update(db, s.staff_member, store.staff_id, name=name)
    return name


def _fail(_store: Any, error: Exception) -> None:
    raise error


def _name(desk: Desk) -> str:
    with desk.store.reading() as db:
        return str(db.execute(s.staff_member.select()).one().name)


def test_what_was_done_is_said_with_its_undo(desk: Desk) -> None:
    assert desk.do(_rename, "Anna") == "Anna"
    assert _said(desk) == ["Rename to Anna"]
    assert isinstance(desk.toasts, Spoken)
    assert desk.toasts.undo()
    assert (_name(desk), _said(desk)[-1]) == ("Hannah", "Undone: Rename to Anna")
    assert desk.redo()
    assert _name(desk) == "Anna"


def test_a_refusal_goes_beside_the_field_or_into_the_bar(desk: Desk) -> None:
    heard: list[UserError] = []
    refusal = UserError("Fill in a name.", "name")
    assert desk.do(_fail, refusal, failed=heard.append) is None
    assert (heard, _said(desk)) == ([refusal], [])
    desk.do(_fail, refusal)
    desk.do(_fail, StoreError("The disk is full."))
    assert _said(desk) == ["Fill in a name.", "The disk is full."]


def test_with_nothing_to_undo_it_says_so(desk: Desk) -> None:
    assert not desk.undo()
    assert _said(desk) == ["There is nothing to undo"]


def test_forms_learn_from_the_desk_where_they_stand(desk: Desk) -> None:
    place = desk.place()
    assert (place.currency, place.country, place.language) == ("USD", "US", "en")
    assert place.today == desk.store.today()
    assert place.find["party"]("lan") == [(1, "lan", "")]
