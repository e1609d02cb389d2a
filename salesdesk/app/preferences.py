"""What this computer remembers for the person at it: language, colours, sizes. Never any of the shop's words."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSettings

from salesdesk.base.i18n import N_


@dataclass(frozen=True, slots=True)
class Preference:
    """One remembered choice: its key, its default and what it is called."""

    key: str
    default: str
    label: str


LANGUAGE = Preference("language", "", N_("Language"))
THEME = Preference("theme", "system", N_("Colours"))
TEXT_SIZE = Preference("text_size", "100", N_("Text size"))
LETTERS = Preference("letters", "on", N_("Single-letter keys"))
TAB = Preference("tab", "today", N_("Tab shown last"))
DECLARED = (LANGUAGE, THEME, TEXT_SIZE, LETTERS, TAB)


class Preferences:
    """Reads and writes the declared choices, and the places of windows and columns."""

    def __init__(self) -> None:
        self._settings = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Salesdesk", "Salesdesk"
        )

    def get(self, preference: Preference) -> str:
        """The choice, or its default."""
        return str(self._settings.value(preference.key, preference.default))

    def put(self, preference: Preference, value: str) -> None:
        """Remember a choice."""
        self._settings.setValue(preference.key, value)

    @property
    def text_scale(self) -> float:
        """Text size as a factor, 1.0 to 1.5."""
        try:
            return min(max(int(self.get(TEXT_SIZE)), 100), 150) / 100
        except ValueError:
            return 1.0

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
        pairs = (part.split("=") for part in found.split(";") if "=" in part)
        return {name: int(width) for name, width in pairs if width.isdigit()}

    def remember_sizes(self, key: str) -> Callable[[dict[str, int]], None]:
        """A function that remembers widths under a name."""
        return lambda sizes: self._settings.setValue(
            f"sizes/{key}", ";".join(f"{n}={w}" for n, w in sizes.items())
        )
