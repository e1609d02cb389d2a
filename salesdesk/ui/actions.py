"""Every command of the window: one entry makes its menu line, palette row, key, tooltip and key sheet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.base.i18n import _
from salesdesk.ui import icons

SAFE_LETTERS = frozenset("bcghklmnpqtv")
"""The letters that no Vietnamese typing method rewrites."""
EVERYWHERE = "app"
_MAC_CHORDS = {
    "Alt+H": "Ctrl+Alt+Right",  # Option+Cmd+H hides the other programs
    "Alt+M": "Ctrl+Alt+G",  # Option+Cmd+M minimises all windows
    "Alt+G": "Ctrl+Shift+G",  # Move has the other one
    "Ctrl+H": "Ctrl+Y",  # Cmd+H hides the program
    "Ctrl+Y": "Ctrl+Shift+Z",
    "F11": "Ctrl+Meta+F",  # F11 shows the desktop
    "Alt+Left": "Ctrl+[",
    "Alt+Right": "Ctrl+]",
    "Ctrl+L": "Ctrl+Meta+L",
    "F9": "Ctrl+J",
    "F6": "Meta+Tab",
    "Shift+F6": "Meta+Shift+Tab",
}


def _always(*_subject: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """A command a person can give.

    ``label`` is an English message, translated when shown. ``chord`` is a portable key sequence
    ("Ctrl+Return"). ``letter`` is one of `SAFE_LETTERS`; it works in lists and records, and with Alt
    anywhere. ``scope`` names the part of the window the keys belong to; `EVERYWHERE` is the whole window.
    ``enabled`` is asked when the action is shown or its key pressed. An action that is contributed to
    another feature's record takes that record as arguments of ``run`` and ``enabled``: (kind, id).
    """

    key: str
    label: str
    run: Callable[..., object]
    icon: str = ""
    chord: str = ""
    letter: str = ""
    scope: str = EVERYWHERE
    enabled: Callable[..., bool] = _always

    def trigger(self, *subject: object) -> bool:
        """Run it, on a record where given, if it may run now; say whether it did."""
        if not self.enabled(*subject):
            return False
        self.run(*subject)
        return True


def platform_chord(chord: str, platform: str = sys.platform) -> str:
    """The chord as pressed on this system: on macOS Alt alone types characters, so it takes Cmd along."""
    if platform != "darwin":
        return chord
    if chord in _MAC_CHORDS:
        return _MAC_CHORDS[chord]
    parts = chord.split("+")
    if parts[0] == "Alt" and len(parts) == 2 and len(parts[1]) == 1:
        return f"Ctrl+Alt+{parts[1]}"
    return chord


class ActionMap(QObject):
    """The actions of the window, by key and by scope."""

    refused = Signal(str)
    """A command was given that the person may not give; the words say who may."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, Action] = {}
        self._bound: list[tuple[QWidget, str]] = []
        self._shortcuts: dict[tuple[QWidget, str, str], tuple[list[str], list[QShortcut]]] = {}
        """By widget, scope and action: the chords, and what makes them work."""
        self._letters = True
        self._first: dict[str, str] = {}
        self._own: dict[str, str] = {}
        self._denied: dict[str, str] = {}
        self.refuses: Callable[[str], str] = lambda _key: ""
        """Why the person at the desk may not give a command, "" when they may; asked when one is added."""
        self.blocked = False
        """While the screen is locked, no command is taken."""

    def add(self, *actions: Action) -> None:
        """Make actions known; the same key again replaces the action.

        Raises ValueError for a single letter outside `SAFE_LETTERS`.
        """
        for action in actions:
            if action.letter and action.letter not in SAFE_LETTERS:
                message = f"{action.key}: {action.letter!r} is rewritten by Vietnamese typing methods"
                raise ValueError(message)
            reason = self.refuses(action.key)
            if reason:
                self._denied[action.key] = reason
                continue
            self._first[action.key] = action.letter
            own = self._own.get(action.key, action.letter)
            self._actions[action.key] = replace(action, letter=own)
        self._rebind()

    def remove(self, *keys: str) -> None:
        """Forget actions, for a screen that goes away."""
        for key in keys:
            self._actions.pop(key, None)
        self._rebind()

    def find(self, key: str) -> Action | None:
        """The action of a key."""
        return self._actions.get(key)

    def all(self) -> list[Action]:
        """Every action, in the order added."""
        return list(self._actions.values())

    def in_scope(self, scope: str) -> list[Action]:
        """The actions of one scope, in the order added."""
        return [action for action in self._actions.values() if action.scope == scope]

    def scopes(self) -> list[str]:
        """The scopes in use, in the order met."""
        return list(dict.fromkeys(action.scope for action in self._actions.values()))

    def set_letter(self, key: str, letter: str) -> None:
        """Give an action another single letter, or none. Raises ValueError for an unsafe one."""
        if letter and letter not in SAFE_LETTERS:
            message = f"{key}: {letter!r} is rewritten by Vietnamese typing methods"
            raise ValueError(message)
        self._own[key] = letter
        if self._own[key] == self._first.get(key):
            del self._own[key]
        self._actions[key] = replace(self._actions[key], letter=letter)
        self._rebind()

    def set_own_letters(self, letters: Mapping[str, str]) -> None:
        """Let these actions, also those added later, have other letters, and all others their first ones.

        Letters that are not safe are left out.
        """
        self._own = {key: one for key, one in letters.items() if not one or one in SAFE_LETTERS}
        for key, action in self._actions.items():
            own = self._own.get(key, self._first.get(key, ""))
            self._actions[key] = replace(action, letter=own)
        self._rebind()

    @property
    def own_letters(self) -> dict[str, str]:
        """The letters that are not the first ones, by action; "" for none."""
        return dict(self._own)

    def first_letter(self, key: str) -> str:
        """The letter an action came with."""
        return self._first.get(key, "")

    def holder(self, key: str, letter: str) -> Action | None:
        """The other action that would answer to the letter where the action of this key works."""
        scope = self._actions[key].scope
        return next(
            (
                other
                for other in self._actions.values()
                if other.key != key and other.letter == letter and _meet(scope, other.scope)
            ),
            None,
        )

    def set_letters(self, on: bool) -> None:
        """Turn single letter keys on or off; their Alt chords stay."""
        self._letters = on
        self._rebind()

    @property
    def letters(self) -> bool:
        """Whether single letters work."""
        return self._letters

    def chords(self, action: Action) -> list[str]:
        """Every key sequence of an action on this system: its chord, its letter and the letter's Alt twin."""
        out = [platform_chord(action.chord)] if action.chord else []
        if action.letter:
            if self._letters:
                out.append(action.letter.upper())
            out.append(platform_chord(f"Alt+{action.letter.upper()}"))
        return out

    def shown_key(self, action: Action) -> str:
        """The one key sequence to show beside an action; "" when it has none."""
        if action.letter and self._letters:
            return action.letter.upper()
        return (self.chords(action) or [""])[0]

    def tooltip(self, action: Action) -> str:
        """The label with its key: "Log call (L)"."""
        key = QKeySequence(self.shown_key(action)).toString(QKeySequence.SequenceFormat.NativeText)
        label = _(action.label)
        return _("{command} ({key})").format(command=label, key=key) if key else label

    def clashes(self) -> list[tuple[str, str, str]]:
        """(chord, key, key) for every two actions that would answer to the same keys in one place."""
        out: list[tuple[str, str, str]] = []
        actions = self.all()
        for n, one in enumerate(actions):
            for other in actions[n + 1 :]:
                if not _meet(one.scope, other.scope):
                    continue
                shared = _sequences(self.chords(one)) & _sequences(self.chords(other))
                out += [(chord, one.key, other.key) for chord in sorted(shared)]
        return out

    def bind(self, widget: QWidget, scope: str) -> None:
        """Make the keys of a scope work in a widget and all inside it; later additions join in."""
        self._bound.append((widget, scope))
        widget.destroyed.connect(lambda: self._unbind(widget))
        self._rebind()

    def _unbind(self, widget: QWidget) -> None:
        self._bound = [pair for pair in self._bound if pair[0] is not widget]
        self._shortcuts = {place: made for place, made in self._shortcuts.items() if place[0] is not widget}

    def _rebind(self) -> None:
        """Make the shortcuts that are wanted and not there, and take away those that are not wanted any more:
        making all of them anew for every tab would take longer than the tab itself.
        """
        wanted = {
            (widget, scope, action.key): self.chords(action)
            for widget, scope in self._bound
            for action in self.in_scope(scope)
        }
        for place, (chords, made) in list(self._shortcuts.items()):
            if place not in wanted or wanted[place] != chords:
                del self._shortcuts[place]
                for shortcut in made:
                    shortcut.setEnabled(False)
                    shortcut.deleteLater()
        for place, chords in wanted.items():
            if place not in self._shortcuts:
                self._shortcuts[place] = chords, [self._shortcut(*place, chord) for chord in chords]

    def _shortcut(self, widget: QWidget, scope: str, key: str, chord: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(chord), widget)
        everywhere = scope == EVERYWHERE
        shortcut.setContext(
            Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: self.run(key))
        return shortcut

    def run(self, key: str, *subject: object) -> bool:
        """Run an action by its key, on a record where given; say whether there is one and it ran."""
        if self.blocked:
            return False
        if key in self._denied:
            self.refused.emit(self._denied[key])
            return False
        action = self._actions.get(key)
        return action is not None and action.trigger(*subject)

    def menu(self, parent: QWidget, actions: Iterable[Action] | None = None) -> QMenu:
        """A menu of the given actions (or of all), with icons and keys."""
        return make_menu(parent, self.all() if actions is None else list(actions), self.shown_key)


def _meet(one: str, other: str) -> bool:
    """Whether keys of two scopes may be pressed in one place."""
    return one == other or EVERYWHERE in (one, other)


def _sequences(chords: Sequence[str]) -> set[str]:
    return {QKeySequence(chord).toString() for chord in chords}


def first_key(action: Action) -> str:
    """The key to show for an action outside any map."""
    return action.letter.upper() or platform_chord(action.chord)


def make_menu(
    parent: QWidget, actions: Sequence[Action], key_of: Callable[[Action], str] = first_key
) -> QMenu:
    """A menu of actions; those that may not run now are shown but cannot be chosen."""
    menu = QMenu(parent)
    for action in actions:
        line = QAction(menu)
        line.setData(action.key)
        key = QKeySequence(key_of(action)).toString(QKeySequence.SequenceFormat.NativeText)
        # The text after the tab is drawn as the key without being bound a second time.
        label = _(action.label).replace("&", "&&")
        line.setText(f"{label}\t{key}" if key else label)
        if action.icon:
            line.setIcon(icons.icon(action.icon))
        line.setEnabled(action.enabled())
        line.triggered.connect(lambda _checked=False, chosen=action: chosen.trigger())
        menu.addAction(line)
    return menu


def popup_menu(parent: QWidget, actions: Sequence[Action], at: QPoint) -> QMenu | None:
    """Show a context menu at a global position; None when there is nothing to choose."""
    if not actions:
        return None
    menu = make_menu(parent, actions)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu
