"""People and what is known of them."""

from typing import Any

from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from salesdesk.app.screen_list.stage import Screen, Stage, record, run, tab
from salesdesk.base import i18n
from salesdesk.base.listing import ListQuery
from salesdesk.filters.commands import save_filter
from salesdesk.filters.rules import Wanted
from salesdesk.parties.commands import add_party
from salesdesk.prospects.party_dialog import NewPartySheet
from salesdesk.store import schema as s


def _record_history(stage: Stage) -> None:
    stage.open_record("party", stage.some(s.party))
    stage.run("prospects.history")


def _filtered(stage: Stage, text: str) -> Any:
    prospects = stage.tab("prospects")
    prospects.pane.set_query(ListQuery("hot", text, "next_step"))
    stage.settle(200)
    return prospects


def _no_match(stage: Stage) -> None:
    _filtered(stage, "Hulmey")


def _no_filter(stage: Stage) -> None:
    stage.tab("prospects").pane.chips.press("open")
    _filtered(stage, "").pane.chips.press("open")


def _saved_filter(stage: Stage) -> None:
    name = "Hulme" if i18n.language() == "en" else "Hải Châu"
    stage.desk.do(save_filter, "prospects", name, Wanted(ListQuery("open", name, "next_step")), quiet=True)
    prospects = stage.tab("prospects")
    stage.settle(100)
    prospects.pane.chips.press(prospects.pane.chips.all_keys()[-1])
    stage.settle(400)


def _forget_filter(stage: Stage) -> None:
    _no_filter(stage)
    _undo(stage)


def _name_a_filter(stage: Stage) -> None:
    _filtered(stage, "a").people.wanted.saved.save()


def _duplicates(stage: Stage) -> None:
    with stage.window.store.reading() as db:
        first = db.execute(select(s.party.c.name, s.party.c.phone).where(s.party.c.phone != "")).first()
    if first is not None:
        stage.desk.do(add_party, name=first.name, phone=first.phone, quiet=True)
    stage.tab("prospects")
    stage.run("prospects.doubles")


def _undo(stage: Stage) -> None:
    stage.window.store.undo()
    stage.settle(60)


def _known_phone(stage: Stage) -> None:
    dialog = QApplication.activeModalWidget()
    with stage.window.store.reading() as db:
        phone = db.execute(select(s.party.c.phone).where(s.party.c.state == "customer")).scalar()
    if isinstance(dialog, NewPartySheet):
        dialog.name.setText("Mai")
        dialog.phone.setText(phone or "")
        dialog.phone.setFocus()
        stage.settle(400)


SCREENS = (
    Screen("prospects", tab("prospects")),
    Screen("prospects-board", tab("prospects", "board")),
    Screen("prospects-no-match", _no_match, after=_no_filter),
    Screen("prospects-saved-filter", _saved_filter, after=_forget_filter),
    Screen("name-a-filter", _name_a_filter, True, after=_no_filter),
    Screen("duplicates", _duplicates, True, after=_undo),
    Screen("person", record("party", s.party, s.party.c.state != "prospect")),
    Screen(
        "new-prospect",
        run("prospects", "prospects.new"),
        True,
        fill=lambda stage: stage.type_into_dialog("Mai"),
    ),
    Screen("new-prospect-known", run("prospects", "prospects.new"), True, fill=_known_phone),
    Screen("new-task", run("prospects", "prospects.new_task"), True),
    Screen("new-payment", run("prospects", "sales.new_payment"), True),
    Screen("record-history", _record_history, True),
    Screen("bin", run("prospects", "prospects.bin"), True),
)
