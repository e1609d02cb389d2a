"""What each tab showed when the window was closed, for the next start: views, filters, records; no words."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QByteArray

from salesdesk.app.features import Tab
from salesdesk.app.preferences import STATES, Preferences

_LOG = logging.getLogger(__name__)
# What is typed into a filter may be a customer's name: that stays in the book, this file is outside of it.
_WORDS = frozenset({"text", "texts", "list", "before"})


def keep(preferences: Preferences, book: str, tabs: Mapping[str, Tab], geometry: QByteArray) -> None:
    """Remember what the tabs show of a book, and where the window is."""
    preferences.put_geometry(geometry)
    states = {key: _plain(dict(tab.state())) for key, tab in tabs.items()}
    preferences.put(STATES, json.dumps({"book": book, "tabs": states}))


def kept(preferences: Preferences, book: str) -> dict[str, Mapping[str, Any]]:
    """What the tabs showed of this book when it was closed last; nothing for another one."""
    try:
        found = json.loads(preferences.get(STATES) or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict) or found.get("book") != book or not isinstance(found.get("tabs"), dict):
        return {}
    return {key: state for key, state in found["tabs"].items() if isinstance(state, dict)}


def give_back(tab: Tab, state: Mapping[str, Any]) -> None:
    """Show again what a tab showed; what it cannot make sense of is let go."""
    try:
        tab.restore(state)
    except (KeyError, TypeError, ValueError, AttributeError):
        _LOG.warning("A tab could not take up what it showed before", exc_info=True)


def _plain(state: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a state that is numbers, flags and keys."""
    out: dict[str, Any] = {}
    for key, value in state.items():
        if key in _WORDS:
            continue
        if isinstance(value, dict):
            out[key] = _plain(value)
        elif value is None or isinstance(value, str | int | bool):
            out[key] = value
    return out
