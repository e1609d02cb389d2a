"""What the tabs showed is shown again at the next start, without words of the shop in the file."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.app import tab_states
from salesdesk.app.preferences import STATES, Preferences
from salesdesk.base.listing import ListQuery
from salesdesk.filters.commands import save_filter
from salesdesk.filters.rules import Wanted
from salesdesk.parties.commands import add_party
from salesdesk.store.database import Store
from tests.app.windows import open_window, press, rest


def _prospects(window: Any) -> Any:
    window.open_tab("prospects")
    rest(window)
    return window.shown_tab


def test_view_chip_and_person_are_there_again_after_a_restart(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    laura = add_party(store, name="Laura Bennett", hot=True)
    omar = add_party(store, name="Omar Said", hot=True)
    save_filter(store, "prospects", "Omar", Wanted(ListQuery("hot", "omar", "name")))
    window = open_window(qtbot, store, tmp_path)
    tab = _prospects(window)
    tab.pane.chips.press(tab.pane.chips.all_keys()[-1])
    rest(window)
    tab.open_record("party", omar)
    window.close()
    again = _prospects(open_window(qtbot, store, tmp_path))
    assert again.pane.query == ListQuery("hot", "omar", "name")
    assert again.pane.chips.chosen_key() == again.pane.chips.all_keys()[-1]
    assert again.page.party_id == omar != laura
    again.show_view("board")
    again.window().close()
    third = _prospects(open_window(qtbot, store, tmp_path))
    assert third.on_board


def test_no_typed_words_leave_the_book(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    add_party(store, name="Laura Bennett")
    window = open_window(qtbot, store, tmp_path)
    _prospects(window).pane.set_query(ListQuery("all", "bennett"))
    window.open_tab("sales")
    window.shown_tab.show_wanted(ListQuery("all", "bennett"))
    window.open_tab("marketing")
    rest(window)
    window.close()
    assert "bennett" not in (tmp_path / "salesdesk.ini").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("damaged", ["{", "[]", '{"book": "other", "tabs": {}}', '{"book": "b", "tabs": 3}'])
def test_a_damaged_memory_is_none(tmp_path: Path, damaged: str) -> None:
    preferences = Preferences(tmp_path / "salesdesk.ini")
    preferences.put(STATES, damaged)
    assert tab_states.kept(preferences, "b") == {}


def test_ctrl_n_stands_beside_what_it_adds_in_the_tab(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    window = open_window(qtbot, store, tmp_path)

    def with_key() -> list[str]:
        menu = window.bar.new_button.menu()
        menu.aboutToShow.emit()
        lines = [line.text().partition("\t") for line in menu.actions()]
        return [words for words, _tab, key in lines if key == "Ctrl+N"]

    assert with_key() == ["New prospect"]
    window.open_tab("service")
    assert with_key() == ["New case"]
    press(None, "Ctrl+1")
    assert with_key() == ["New prospect"]
