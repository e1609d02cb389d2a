"""Putting the remembered language, colours and sizes into force."""

from typing import Protocol

from PySide6.QtWidgets import QApplication

from salesdesk.app.preferences import (
    DATE_STYLE,
    DENSITY,
    FIRST_WEEKDAY,
    LANGUAGE,
    THEME,
    Preferences,
)
from salesdesk.base import i18n, periods
from salesdesk.ui import qt_words, theme


class Settings(Protocol):
    """A book, or a first look into one."""

    def setting(self, key: str, default: str = "") -> str:
        """One of the shop's settings, as text."""


def apply(preferences: Preferences, store: Settings | None) -> None:
    """Put what this computer remembers of language, dates, colours and sizes into force."""
    chosen = preferences.get(LANGUAGE) or (store.setting("language") if store else "")
    if chosen:
        i18n.set_language(chosen)
    periods.set_date_style(preferences.get(DATE_STYLE))
    theme.set_density(preferences.get(DENSITY))
    theme.set_first_weekday(int(preferences.get(FIRST_WEEKDAY)))
    app = QApplication.instance()
    if isinstance(app, QApplication):
        qt_words.speak(app)
        theme.apply(app, preferences.get(THEME), preferences.text_scale)
