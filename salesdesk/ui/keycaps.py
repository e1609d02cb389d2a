"""How a key is written on screen: short, and as the computer at hand calls it."""

from __future__ import annotations

import sys

from PySide6.QtGui import QKeySequence

from salesdesk.base.i18n import N_, _

_PLAIN = {
    "Return": "⏎",
    "Enter": "⏎",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Backspace": "⌫",
}
_WORDS = {"Del": N_("Del"), "Delete": N_("Del"), "Space": N_("Space")}
_MAC = {"Ctrl": "⌘", "Alt": "⌥", "Shift": "⇧", "Meta": "⌃"}


def show_key(key: str) -> str:
    """A key chord such as "Ctrl+Return" as it is shown: "Ctrl ⏎", on macOS "⌘ ⏎"; "" stays ""."""
    if key in ("", "+"):
        return key
    parts = key[:-1].split("+") if key.endswith("++") else key.split("+")
    names = [_part(part) for part in parts if part]
    return " ".join([*names, "+"] if key.endswith("++") else names)


def _part(part: str) -> str:
    if sys.platform == "darwin" and part in _MAC:
        return _MAC[part]
    if part in _WORDS:
        return _(_WORDS[part])
    return _PLAIN.get(part, part)


def standard_key(key: QKeySequence.StandardKey) -> str:
    """The chord the computer at hand uses for a standard action, written for ``show_key``."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
