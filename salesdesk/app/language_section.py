"""Settings: the language, colours and sizes of this computer. The window is made anew at once."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer

from salesdesk.app.looks import apply
from salesdesk.app.preferences import (
    DATE_STYLE,
    DENSITY,
    FIRST_WEEKDAY,
    LANGUAGE,
    LETTERS,
    TEXT_SIZE,
    THEME,
    Preference,
)
from salesdesk.app.settings_parts import LinesCard, SettingsSection, choices_of, switch, window_of
from salesdesk.base import i18n
from salesdesk.base.i18n import _
from salesdesk.base.periods import WEEKDAYS, format_day
from salesdesk.ui.widgets import ChoiceBox


class LanguageSection(SettingsSection):
    """What only this computer shows differently."""

    def build(self) -> None:
        """A line for each choice."""
        on_off = [("on", _("On")), ("off", _("Off"))]
        card = self.add_card(_("On this computer"))
        self._add(
            card, LANGUAGE, _("All words, dates and amounts. What was typed stays as it is."),
            [("en", "English"), ("vi", "Tiếng Việt")], i18n.language(),
        )  # fmt: skip
        self._add(
            card, THEME, _("Dark is easier on the eyes in the evening."),
            [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))],
        )  # fmt: skip
        self._add(
            card, TEXT_SIZE, _("Rows, buttons and pictures grow along."),
            choices_of(TEXT_SIZE.choices, _("{n} %")),
        )  # fmt: skip
        self._add(
            card, DENSITY, _("Compact shows more rows of a list at once."),
            [("normal", _("Normal")), ("compact", _("Compact"))],
        )  # fmt: skip
        self._add_dates(self.add_card(_("Calendar")))
        keys = self.add_card(_("Keys"))
        self._add(keys, LETTERS, _("L logs a call, H moves to tomorrow. When off, only with Alt."), on_off)

    def _add_dates(self, card: LinesCard) -> None:
        day = date(2026, 5, 14)
        styles = [
            ("language", _("As the language: {example}").format(example=_example(day))),
            ("numbers", "14/05/2026"),
            ("iso", "2026-05-14"),
        ]
        self._add(card, DATE_STYLE, _("How a date with its year is written."), styles)
        days = [(str(n), _(WEEKDAYS[n])) for n in (0, 6, 5)]
        self._add(card, FIRST_WEEKDAY, _("Of calendars to pick a day from. Charts count from Monday."), days)

    def _add(
        self,
        card: LinesCard,
        preference: Preference,
        caption: str,
        choices: Sequence[tuple[str, str]],
        current: str = "",
    ) -> None:
        current = current or window_of(self.desk).preferences.get(preference)
        name = _(preference.label)
        if preference is DATE_STYLE:
            box = ChoiceBox(choices, name)
            box.set_value(current)
            box.chosen.connect(lambda value: self._choose(preference, str(value)))
            card.add_line(name, caption, box)
            return
        card.add_line(name, caption, switch(name, choices, current, lambda k: self._choose(preference, k)))

    def _choose(self, preference: Preference, value: str) -> None:
        window = window_of(self.desk)
        window.preferences.put(preference, value)
        if preference is LETTERS:
            window.actions_map.set_letters(value == "on")
            return
        apply(window.preferences, window.store)
        # This very switch is made anew with the window, so not while it is still being clicked.
        QTimer.singleShot(0, window, window.rebuild)


def _example(day: date) -> str:
    return format_day(day, i18n.language(), "language")
