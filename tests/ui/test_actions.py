"""One entry makes menu line, key and tooltip; keys never clash and never hurt Vietnamese typing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from salesdesk.ui.actions import SAFE_LETTERS, Action, ActionMap, make_menu, platform_chord
from tests.ui.rows import show_active


def _nothing() -> None:
    return


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A shown window with a list and a text field."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.addWidget(QListWidget())
    layout.addWidget(QLineEdit())
    qtbot.addWidget(made)
    show_active(qtbot, made)
    return made


def _listing(window: QWidget) -> QListWidget:
    found = window.findChild(QListWidget)
    assert found is not None
    return found


def _line(window: QWidget) -> QLineEdit:
    found = window.findChild(QLineEdit)
    assert found is not None
    return found


def test_only_letters_that_no_typing_method_rewrites_are_taken() -> None:
    assert not SAFE_LETTERS & set("aeiouydwsfrxjz")
    with pytest.raises(ValueError, match="'s'"):
        ActionMap().add(Action("x", "Save", _nothing, letter="s"))


def test_two_actions_with_one_chord_in_one_place_are_found() -> None:
    actions = ActionMap()
    actions.add(
        Action("new", "New", _nothing, chord="Ctrl+N"),
        Action("note", "Note", _nothing, chord="ctrl+n", scope="record"),
        Action("win", "Won", _nothing, chord="Ctrl+Return", scope="board"),
        Action("save", "Save", _nothing, chord="Ctrl+Return", scope="form"),
        Action("call", "Call", _nothing, letter="l", scope="record"),
        Action("lock", "Lock", _nothing, chord="Alt+L", scope="record"),
    )
    assert actions.clashes() == [("Ctrl+N", "new", "note"), ("Alt+L", "call", "lock")]


def test_a_letter_works_in_a_list_and_types_in_a_field(window: QWidget, qtbot: QtBot) -> None:
    calls: list[str] = []
    actions = ActionMap()
    actions.add(Action("call", "Log call", lambda: calls.append("call"), letter="l", scope="record"))
    actions.bind(window, "record")
    _listing(window).setFocus()
    qtbot.keyClick(_listing(window), Qt.Key.Key_L)
    assert calls == ["call"]
    _line(window).setFocus()
    qtbot.keyClicks(_line(window), "l")
    assert (_line(window).text(), calls) == ("l", ["call"])
    qtbot.keyClick(_line(window), Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert calls == ["call", "call"]


def test_letters_can_be_turned_off_and_their_alt_chords_stay(window: QWidget, qtbot: QtBot) -> None:
    calls: list[str] = []
    actions = ActionMap()
    actions.bind(window, "record")
    action = Action("call", "Log call", lambda: calls.append("call"), letter="l", scope="record")
    actions.add(action)
    actions.set_letters(False)
    _listing(window).setFocus()
    qtbot.keyClick(_listing(window), Qt.Key.Key_L)
    assert calls == []
    qtbot.keyClick(_listing(window), Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert calls == ["call"]
    assert actions.shown_key(action) == "Alt+L"


def test_a_letter_can_be_changed() -> None:
    actions = ActionMap()
    actions.add(Action("call", "Log call", _nothing, letter="l"))
    actions.set_letter("call", "k")
    found = actions.find("call")
    assert found is not None
    assert actions.chords(found) == ["K", "Alt+K"]


def test_an_action_that_may_not_run_now_does_nothing(window: QWidget, qtbot: QtBot) -> None:
    calls: list[int] = []
    actions = ActionMap()
    actions.add(Action("x", "Do it", lambda: calls.append(1), chord="Ctrl+T", enabled=lambda: False))
    actions.bind(window, "app")
    qtbot.keyClick(_listing(window), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert (calls, actions.run("x"), actions.run("unknown")) == ([], False, False)


def test_a_contributed_action_is_given_the_record(qtbot: QtBot) -> None:
    calls: list[tuple[str, int]] = []
    actions = ActionMap()
    actions.add(
        Action(
            "sales.win",
            "Win deal",
            lambda kind, number: calls.append((kind, number)),
            enabled=lambda kind, _number: kind == "deal",
        )
    )
    assert actions.run("sales.win", "deal", 2**60)
    assert not actions.run("sales.win", "case", 1)
    assert calls == [("deal", 2**60)]


def test_a_menu_shows_every_action_with_its_key(window: QWidget) -> None:
    calls: list[int] = []
    menu = make_menu(
        window,
        [
            Action("a", "Cut & paste", lambda: calls.append(1), icon="check", chord="Ctrl+X"),
            Action("b", "Note", _nothing, letter="n", enabled=lambda: False),
        ],
    )
    native = QKeySequence("Ctrl+X").toString(QKeySequence.SequenceFormat.NativeText)
    assert [line.text() for line in menu.actions()] == [f"Cut && paste\t{native}", "Note\tN"]
    assert [line.isEnabled() for line in menu.actions()] == [True, False]
    menu.actions()[0].trigger()
    assert calls == [1]


def test_a_tooltip_names_the_key() -> None:
    actions = ActionMap()
    call = Action("call", "Log call", _nothing, letter="l")
    plain = Action("plain", "Import a file", _nothing)
    assert (actions.tooltip(call), actions.tooltip(plain)) == ("Log call (L)", "Import a file")


def test_an_action_added_or_removed_later_is_bound_or_forgotten(window: QWidget, qtbot: QtBot) -> None:
    calls: list[int] = []
    actions = ActionMap()
    actions.bind(window, "app")
    actions.add(Action("x", "Do it", lambda: calls.append(1), chord="Ctrl+T"))
    qtbot.keyClick(_listing(window), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    actions.remove("x")
    qtbot.keyClick(_listing(window), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert (calls, actions.all()) == ([1], [])


def test_what_is_bound_already_stays_when_more_comes(window: QWidget) -> None:
    actions = ActionMap()
    actions.bind(window, "app")
    actions.add(Action("x", "Do it", _nothing, chord="Ctrl+T"), Action("y", "And that", _nothing, letter="b"))
    before = _working(window)
    actions.add(Action("z", "More", _nothing, chord="Ctrl+U"), Action("x", "Again", _nothing, chord="Ctrl+T"))
    assert before < _working(window)
    actions.set_letters(False)
    assert len(_working(window) & before) == 1, "only the one without a letter"
    assert sorted(s.key().toString() for s in _working(window)) == ["Alt+B", "Ctrl+T", "Ctrl+U"]


def _working(widget: QWidget) -> set[QShortcut]:
    return {shortcut for shortcut in widget.findChildren(QShortcut) if shortcut.isEnabled()}


def test_a_bound_widget_may_go_away(qtbot: QtBot) -> None:
    widget, actions = QWidget(), ActionMap()
    actions.bind(widget, "record")
    widget.deleteLater()
    qtbot.waitUntil(lambda: not isValid(widget))
    actions.add(Action("x", "Do it", _nothing, letter="b", scope="record"))
    assert [action.key for action in actions.in_scope("record")] == ["x"]


@pytest.mark.parametrize(
    ("chord", "mac"),
    [("Ctrl+K", "Ctrl+K"), ("Alt+N", "Ctrl+Alt+N"), ("Alt+M", "Ctrl+Alt+G"), ("Alt+Left", "Ctrl+[")],
)
def test_on_a_mac_alt_takes_command_along(chord: str, mac: str) -> None:
    assert (platform_chord(chord, "darwin"), platform_chord(chord, "linux")) == (mac, chord)


def test_a_command_the_person_may_not_give_is_nowhere_offered_and_says_why(window: QWidget) -> None:
    actions, told, ran = ActionMap(window), [], []
    actions.refused.connect(told.append)
    actions.refuses = lambda key: "Only the owner" if key == "owners" else ""
    actions.add(
        Action("owners", "Restore", lambda: ran.append("owners"), chord="Ctrl+R"),
        Action("free", "Look", lambda: ran.append("free")),
    )
    assert [action.key for action in actions.all()] == ["free"]
    assert not actions.run("owners")
    assert actions.run("free")
    assert (ran, told) == (["free"], ["Only the owner"])


def test_while_blocked_no_command_runs(window: QWidget) -> None:
    actions, ran = ActionMap(window), []
    actions.add(Action("free", "Look", lambda: ran.append(1)))
    actions.blocked = True
    assert not actions.run("free")
    actions.blocked = False
    assert actions.run("free")
    assert ran == [1]
