"""Settings: the language, colours and sizes of this computer. The window is made anew at once."""

from PySide6.QtCore import QTimer

from salesdesk.app.looks import apply
from salesdesk.app.preferences import LANGUAGE, LETTERS, TEXT_SIZE, THEME, Preference
from salesdesk.app.settings_parts import SettingsSection, choices_of, window_of
from salesdesk.base import i18n
from salesdesk.base.i18n import _
from salesdesk.ui.widgets import Segmented, SegmentItem


class LanguageSection(SettingsSection):
    """What only this computer shows differently."""

    def build(self) -> None:
        """A line for each choice."""
        preferences = window_of(self.desk).preferences
        card = self.add_card("", "")
        languages = [("en", "English"), ("vi", "Tiếng Việt")]
        colours = [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
        sizes = choices_of(TEXT_SIZE.choices, _("{n} %"))
        switch = [("on", _("On")), ("off", _("Off"))]
        card.add_line(
            _("Language"),
            _("Of all words, dates and amounts. What you typed yourself stays as it is."),
            self._switch(_("Language"), LANGUAGE, languages, i18n.language()),
        )
        card.add_line(
            _("Colours"),
            _("Dark is easier on the eyes in the evening."),
            self._switch(_("Colours"), THEME, colours, preferences.get(THEME)),
        )
        card.add_line(
            _("Text size"),
            _("Everything grows along: rows, buttons and pictures."),
            self._switch(_("Text size"), TEXT_SIZE, sizes, preferences.get(TEXT_SIZE)),
        )
        card.add_line(
            _("Single-letter keys"),
            _("L logs a call, H moves to tomorrow. Off: only with Alt."),
            self._switch(_("Single-letter keys"), LETTERS, switch, preferences.get(LETTERS)),
        )

    def _switch(
        self, name: str, preference: Preference, choices: list[tuple[str, str]], current: str
    ) -> Segmented:
        switch = Segmented([SegmentItem(key, words) for key, words in choices], current, name=name)
        switch.chosen.connect(lambda key: self._choose(preference, key))
        return switch

    def _choose(self, preference: Preference, value: str) -> None:
        window = window_of(self.desk)
        window.preferences.put(preference, value)
        if preference is LETTERS:
            window.actions_map.set_letters(value == "on")
            return
        apply(window.preferences, window.store)
        # This very switch is made anew with the window, so not while it is still being clicked.
        QTimer.singleShot(0, window, window.rebuild)
