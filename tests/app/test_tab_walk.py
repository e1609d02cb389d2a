"""A5: the Tab key goes over every page once, in reading order, with a ring; it never leaves a dialog."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from salesdesk.app.settings_sections import SECTIONS
from salesdesk.app.window import MainWindow
from salesdesk.store import schema as s
from tests.app.tab_walk import backward, missed, told, walk
from tests.app.windows import answering, press, rest, tab


def _some(window: MainWindow, table: Any, *where: Any) -> int:
    with window.store.reading() as db:
        return int(db.execute(select(table.c.id).where(*where).order_by(table.c.id).limit(1)).scalar_one())


def _view(key: str, view: str) -> Callable[[MainWindow], object]:
    return lambda window: tab(window, key).show_view(view)


PAGES: dict[str, Callable[[MainWindow], object]] = {
    "today": lambda w: tab(w, "today"),
    "prospects": lambda w: tab(w, "prospects"),
    "board": _view("sales", "board"),
    "deals": _view("sales", "deals"),
    "quotes": _view("sales", "quotes"),
    "sales": _view("sales", "sales"),
    "products": _view("sales", "products"),
    "quote": lambda w: w.open_record("quote", _some(w, s.quote)),
    "new quote": lambda w: w.actions_map.run("sales.new_quote"),
    "queue": _view("service", "queue"),
    "calendar": _view("service", "calendar"),
    "ratings": _view("service", "ratings"),
    "items": _view("service", "items"),
    "case": lambda w: w.open_record("case", _some(w, s.service_case)),
    "campaigns": _view("marketing", "campaigns"),
    "audiences": _view("marketing", "audiences"),
    "templates": _view("marketing", "templates"),
    "sources": _view("marketing", "sources"),
    "campaign": lambda w: w.open_record("campaign", _some(w, s.campaign)),
    "compare": lambda w: tab(w, "compare"),
    **{f"settings {section.key}": (lambda w, k=section.key: w.open_settings(k)) for section in SECTIONS},
}


@pytest.mark.parametrize("pages", [list(PAGES)[n::4] for n in range(4)], ids=str)
def test_tab_meets_every_control_once_in_reading_order(window: MainWindow, pages: list[str]) -> None:
    wrong: list[str] = []
    for page in pages:
        PAGES[page](window)
        rest(window)
        window.activateWindow()
        window.status._backup.setFocus()
        found = walk(window)
        place = window.stack.currentWidget()
        wrong += [f"{page}: not met: {told(w)}" for w in missed(place, found.seen)]
        wrong += [f"{page}: no ring: {told(w)}" for w in found.ringless]
        steps = [(a, b) for a, b in backward(found.seen) if b is not window.bar.menu_button]  # round again
        wrong += [f"{page}: backward: {told(a)} -> {told(b)}" for a, b in steps]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("key", ["Ctrl+N", "C", "T", "F2"])
def test_tab_stays_in_a_dialog_and_the_keys_go_back_to_where_they_were(
    window: MainWindow, qtbot: QtBot, key: str
) -> None:
    lan = _some(window, s.party, s.party.c.name == "Nguyễn Thị Lan")
    window.open_record("party", lan)
    rest(window)
    opener = QApplication.focusWidget()
    assert opener is not None
    wrong: list[str] = []

    def look(sheet: Any) -> None:
        found = walk(sheet)
        wrong.extend(f"outside: {told(w)}" for w in found.seen if w.window() is not sheet)
        wrong.extend(f"not met: {told(w)}" for w in missed(sheet, found.seen))
        wrong.extend(f"no ring: {told(w)}" for w in found.ringless)
        sheet.reject()

    with answering(look):
        press(None, key)
    assert not wrong, "\n" + "\n".join(wrong)
    window.activateWindow()
    qtbot.waitUntil(opener.hasFocus)
