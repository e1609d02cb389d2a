"""A4: the key map, walked over every command of every tab; back and forward; panes; the keys of the focus."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from salesdesk.app.features import FEATURES, shown_record
from salesdesk.app.key_map import key_columns
from salesdesk.app.keys_dialog import KeysDialog
from salesdesk.app.page_menu import lines_of
from salesdesk.app.palette_door import rows_here
from salesdesk.app.panes import panes_of
from salesdesk.app.window import MainWindow
from salesdesk.base import i18n
from salesdesk.sales.lines_view import LinesView
from salesdesk.store import schema as s
from salesdesk.ui.actions import SAFE_LETTERS, Action, platform_chord
from salesdesk.ui.widgets import Label
from tests.app.windows import answering, press, rest, tab

KEYS = [feature.key for feature in FEATURES]
# look.md section 5, the keys that belong to commands; the rest belong to lists, fields and boards.
ANYWHERE = (
    "Ctrl+K", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+N", "Ctrl+F", "Ctrl+Z",
    "Ctrl+Y", "Alt+Left", "Alt+Right", "F6", "Shift+F6", "F9", "Ctrl+,", "Ctrl+P", "F1", "Ctrl+/", "F10",
    "F11", "Ctrl+Q",
)  # fmt: skip
ON_A_PERSON = {*"LNTQCPHMG", "F2", "Del", "Alt+1"}
ON_A_DEAL = {*"TQPHMG", "F2", "Del", "Ctrl+Return", "Ctrl+Backspace"}
ON_A_CASE = {*"LNCM", "F2", "Del", "Ctrl+T", "Ctrl+R", "Alt+1", "Alt+5"}


@pytest.fixture
def whole(window: MainWindow) -> Iterator[MainWindow]:
    """The window with every tab made."""
    for feature in FEATURES:
        window.make_tab(feature)
    yield window
    i18n.set_language("en")


def _chords(window: MainWindow, *scopes: str) -> set[str]:
    found = window.actions_map
    return {chord for a in found.all() if a.scope in scopes for chord in found.chords(a)}


# A4


def test_no_two_commands_share_a_key_in_one_place(whole: MainWindow) -> None:
    assert whole.actions_map.clashes() == []


def test_every_key_of_the_map_does_something(whole: MainWindow) -> None:
    assert set(ANYWHERE) <= _chords(whole, "app")
    assert _chords(whole, "prospects", "app") >= ON_A_PERSON
    assert _chords(whole, "sales", "app") >= ON_A_DEAL
    assert _chords(whole, "service", "service.case", "app") >= ON_A_CASE
    assert _chords(whole, "compare") >= {"V", "Ctrl+C"}
    assert _chords(whole, "today", "app") >= {*"LNTQCPHMG", "Del"}


def test_single_letters_are_safe_and_have_their_alt_twin(whole: MainWindow) -> None:
    for action in whole.actions_map.all():
        if action.letter:
            assert action.letter in SAFE_LETTERS, action.key
            assert platform_chord(f"Alt+{action.letter.upper()}") in whole.actions_map.chords(action)
        plain = [chord for chord in whole.actions_map.chords(action) if len(chord) == 1]
        assert all(chord.lower() in SAFE_LETTERS for chord in plain), action.key


def test_no_chord_switches_the_input_method(whole: MainWindow) -> None:
    forbidden = {"Alt+Z", "Ctrl+Space", "Alt+Shift", "Ctrl+Shift"}
    for action in whole.actions_map.all():
        assert not forbidden & set(whole.actions_map.chords(action)), action.key


def test_every_command_is_in_the_palette_in_a_menu_and_on_the_sheet(whole: MainWindow) -> None:
    menu, person = whole.bar.menu_button.menu(), whole.bar.person_button.menu()
    assert isinstance(menu, QMenu)
    assert isinstance(person, QMenu)
    sheet = {key for column in key_columns(whole.actions_map) for line in column.lines for key in line.keys}
    for key in KEYS:
        tab(whole, key)
        menu.aboutToShow.emit()
        lines = [*lines_of(menu), *lines_of(person)]
        words = {line.text().split("\t")[0].replace("&&", "&") for line in lines}
        for action in _here(whole, key):
            assert i18n._(action.label) in words, f"{action.key} is in no menu of {key}"
            if whole.actions_map.chords(action):
                assert action.key in sheet, f"{action.key} has a key that Ctrl+/ does not show"
            if action.enabled():
                found = rows_here(whole, f"> {action.label}")
                assert action.key in [row.target for row in found], f"{action.key} in {key}"


def _here(window: MainWindow, key: str) -> list[Action]:
    return [a for a in window.actions_map.all() if a.scope.split(".")[0] in ("app", key)]


def test_every_command_has_words_in_both_languages(whole: MainWindow) -> None:
    same_in_both = {"Qualify…"}
    for action in whole.actions_map.all():
        i18n.set_language("en")
        english = i18n._(action.label)
        i18n.set_language("vi")
        assert english.strip(), action.key
        assert i18n._(action.label) != english or english in same_in_both, f"{action.key}: {english}"


@pytest.mark.parametrize(
    ("chord", "mac"),
    [
        ("Ctrl+K", "Ctrl+K"), ("Alt+L", "Ctrl+Alt+L"), ("Alt+1", "Ctrl+Alt+1"), ("Alt+H", "Ctrl+Alt+Right"),
        ("Alt+M", "Ctrl+Alt+G"), ("Alt+Left", "Ctrl+["), ("Alt+Right", "Ctrl+]"), ("Ctrl+L", "Ctrl+Meta+L"),
        ("Alt+G", "Ctrl+Shift+G"), ("F9", "Ctrl+J"), ("F6", "Meta+Tab"), ("Shift+F6", "Meta+Shift+Tab"),
        ("Ctrl+H", "Ctrl+Y"), ("Del", "Del"), ("L", "L"),
    ],
)  # fmt: skip
def test_keys_as_macos_wants_them(chord: str, mac: str) -> None:
    """Qt calls the command key Ctrl and the control key Meta."""
    assert platform_chord(chord, "darwin") == mac
    assert platform_chord(chord, "win32") == chord


def test_on_macos_no_two_commands_share_a_key(whole: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesdesk.ui.actions.platform_chord", lambda chord: platform_chord(chord, "darwin"))
    assert whole.actions_map.clashes() == []


# The sheet


def test_the_sheet_fits_the_smallest_laptop_without_scrolling(window: MainWindow) -> None:
    heights: list[tuple[int, int]] = []

    def read(dialog: KeysDialog) -> None:
        heights.append((dialog._content.sizeHint().height(), dialog._scroll.height()))
        words = [label.text() for label in dialog.findChildren(Label)]
        assert {"Anywhere", "Person, sale or case", "Board, case, chart", "Tabs 1 to 6"} <= set(words)
        dialog.reject()

    with answering(read):
        press(window, "Ctrl+/")
    assert heights[0][0] <= heights[0][1]


# Back and forward


def _person(window: MainWindow, name: str) -> int:
    with window.store.reading() as db:
        return int(db.execute(select(s.party.c.id).where(s.party.c.name == name)).scalar_one())


def _some(window: MainWindow, table: str) -> int:
    with window.store.reading() as db:
        found = s.TABLES[table]
        return int(db.execute(select(found.c.id).order_by(found.c.id).limit(1)).scalar_one())


def test_back_and_forward_go_over_tabs_and_records(window: MainWindow) -> None:
    lan = _person(window, "Nguyễn Thị Lan")
    case, campaign = _some(window, "service_case"), _some(window, "campaign")
    for kind, record in (("party", lan), ("case", case), ("campaign", campaign)):
        assert window.open_record(kind, record)
        rest(window)
    tab(window, "compare")
    seen = []
    for _turn in range(4):
        press(None, "Alt+Left")
        rest(window)
        seen.append((window.current_tab, shown_record(window.shown_tab)))
    assert seen[:3] == [
        ("marketing", ("campaign", campaign)), ("service", ("case", case)), ("prospects", ("party", lan))
    ]  # fmt: skip
    assert seen[3][0] == "today"
    for _turn in range(2):
        press(None, "Alt+Right")
        rest(window)
    assert (window.current_tab, shown_record(window.shown_tab)) == ("service", ("case", case))


def test_back_from_a_page_of_a_tab_to_its_list(window: MainWindow) -> None:
    tab(window, "marketing")
    assert window.open_record("campaign", _some(window, "campaign"))
    rest(window)
    press(None, "Alt+Left")
    rest(window)
    assert (window.current_tab, shown_record(window.shown_tab)) == ("marketing", None)


def test_esc_leaves_a_page_that_wants_nothing_else_with_it(window: MainWindow) -> None:
    assert window.open_record("case", _some(window, "service_case"))
    rest(window)
    press(None, "Escape")
    rest(window)
    assert shown_record(window.shown_tab) is None


def test_where_nothing_lies_behind_it_says_so(window: MainWindow) -> None:
    press(None, "Alt+Left")
    assert window.toasts.text() == "This is where you began"
    press(None, "Alt+Right")
    assert window.toasts.text() == "There is nothing to go forward to"


# Panes and the keys of the focus


def test_f6_goes_through_tabs_list_record_status_and_message(window: MainWindow, qtbot: QtBot) -> None:
    tab(window, "prospects")
    window.toasts.show_toast("Saved", on_undo=lambda: True)
    panes = panes_of(window)
    assert [panes[0], panes[-2], panes[-1]] == [window.bar.tabs, window.status, window.toasts]
    assert len(panes) == 5, "the list and the record are panes of their own"
    seen = [_pane_with_focus(panes, "F6") for _turn in range(5)]
    assert sorted(seen) == [0, 1, 2, 3, 4]
    back = [_pane_with_focus(panes, "Shift+F6") for _turn in range(5)]
    assert back == [*reversed(seen[:-1]), seen[-1]]


def _pane_with_focus(panes: list[QWidget], key: str) -> int:
    press(None, key)
    focused = QApplication.focusWidget()
    return next(n for n, p in enumerate(panes) if focused is p or (focused and p.isAncestorOf(focused)))


def test_the_status_bar_shows_the_keys_of_what_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    def hints() -> list[str]:
        return [label.text() for label in window.status.findChildren(Label) if label.isVisible()]

    assert "log call" in hints()
    window.actions_map.run("sales.new_quote")
    rest(window)
    lines = window.stack.currentWidget().findChild(LinesView)
    assert lines is not None
    lines.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(lambda: "copy the line" in hints())
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    rest(window)
    assert "log call" in hints()
