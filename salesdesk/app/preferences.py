"""What this computer remembers for the person at it: language, colours, sizes. No words of the shop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from salesdesk.base.i18n import LANGUAGES, N_


@dataclass(frozen=True, slots=True)
class Preference:
    """One remembered choice: its key, default and words, and what may be chosen (empty: anything)."""

    key: str
    default: str
    label: str
    choices: tuple[str, ...] = ()


LANGUAGE = Preference("language", "", N_("Language"), ("", *LANGUAGES))
THEME = Preference("theme", "system", N_("Colours"), ("system", "light", "dark"))
TEXT_SIZE = Preference("text_size", "100", N_("Text size"), ("100", "115", "130", "150"))
LETTERS = Preference("letters", "on", N_("Single-letter keys"), ("on", "off"))
BACKUP_WHEN = Preference(
    "backup_when", "often", N_("Back up"), ("often", "daily_exit", "daily", "exit", "hand")
)
BACKUP_KEEP = Preference("backup_keep", "14-8", N_("Keep"), ("7-4", "14-8", "30-12", "0-0"))
BACKUP_PLACE = Preference("backup_place", "", N_("Second place for copies"))
BACKUP_PLACE_SEEN = Preference("backup_place_seen", "", N_("When the second place was last seen"))
IDLE_MINUTES = Preference("idle_minutes", "5", N_("Lock after so many minutes"))
DENSITY = Preference("density", "normal", N_("Rows of lists"), ("normal", "compact"))
FIRST_WEEKDAY = Preference("first_weekday", "0", N_("The week begins on"), ("0", "5", "6"))
DATE_STYLE = Preference("date_style", "language", N_("Date style"), ("language", "numbers", "iso"))
OWN_LETTERS = Preference("own_letters", "", N_("Letters of commands"))
TAB = Preference("tab", "today", N_("Tab shown last"))
STATES = Preference("states", "", N_("What the tabs showed last"))


class Preferences:
    """Reads and writes the declared choices, and the places of windows and columns.

    They are kept for this person on this computer, or in ``file`` when one is given.
    """

    def __init__(self, file: Path | None = None) -> None:
        form = QSettings.Format.IniFormat
        self._settings = (
            QSettings(str(file), form)
            if file is not None
            else QSettings(form, QSettings.Scope.UserScope, "Salesdesk", "Salesdesk")
        )

    def get(self, preference: Preference) -> str:
        """The choice, or its default; also when the file holds something that cannot be chosen."""
        value = str(self._settings.value(preference.key, preference.default))
        return value if not preference.choices or value in preference.choices else preference.default

    def put(self, preference: Preference, value: str) -> None:
        """Remember a choice."""
        self._settings.setValue(preference.key, value)

    def own_letters(self) -> dict[str, str]:
        """The single letters the person gave to commands, by the command's key; "" for none."""
        pairs = (part.partition("=")[::2] for part in self.get(OWN_LETTERS).split(";") if "=" in part)
        return dict(pairs)

    def put_own_letters(self, letters: Mapping[str, str]) -> None:
        """Remember the letters of commands."""
        self.put(OWN_LETTERS, ";".join(f"{key}={letter}" for key, letter in letters.items()))

    def note(self, key: str) -> str:
        """A small text kept under a name that is no choice, "" when there is none."""
        value = self._settings.value(f"notes/{key}")
        return value if isinstance(value, str) else ""

    def keep_note(self, key: str, text: str) -> None:
        """Keep a small text, written at once; "" forgets it."""
        if text:
            self._settings.setValue(f"notes/{key}", text)
        else:
            self._settings.remove(f"notes/{key}")
        self._settings.sync()

    @property
    def text_scale(self) -> float:
        """Text size as a factor, 1.0 to 1.5."""
        return int(self.get(TEXT_SIZE)) / 100

    def geometry(self) -> QByteArray | None:
        """Where the window was."""
        value = self._settings.value("geometry")
        return value if isinstance(value, QByteArray) else None

    def put_geometry(self, value: QByteArray) -> None:
        """Remember where the window is."""
        self._settings.setValue("geometry", value)

    def sizes(self, key: str) -> dict[str, int]:
        """Remembered widths by name."""
        found = self._settings.value(f"sizes/{key}")
        if not isinstance(found, str):
            return {}
        pairs = (part.split("=", 1) for part in found.split(";") if "=" in part)
        return {name: int(width) for name, width in pairs if width.isdecimal()}

    def remember_sizes(self, key: str) -> Callable[[dict[str, int]], None]:
        """A function that remembers widths under a name."""
        return lambda sizes: self._settings.setValue(
            f"sizes/{key}", ";".join(f"{n}={w}" for n, w in sizes.items())
        )
