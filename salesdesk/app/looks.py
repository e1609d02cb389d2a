"""Putting the remembered language, colours and sizes into force."""

from PySide6.QtWidgets import QApplication

from salesdesk.app.preferences import LANGUAGE, THEME, Preferences
from salesdesk.base import i18n
from salesdesk.store.database import Store
from salesdesk.ui import qt_words, theme


def apply(preferences: Preferences, store: Store | None) -> None:
    """Put the remembered language, colours and text size into force."""
    chosen = preferences.get(LANGUAGE) or (store.setting("language") if store else "")
    if chosen:
        i18n.set_language(chosen)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        qt_words.speak(app)
        theme.apply(app, preferences.get(THEME), preferences.text_scale)
