"""Where wrong tries of a PIN are kept across restarts."""

from salesdesk.app.preferences import Preferences


class TriesKept:
    """Wrong tries, kept with the other choices of this computer."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def read(self, key: str) -> str:
        """The text of a key."""
        return self._preferences.note(f"tries/{key}")

    def write(self, key: str, text: str) -> None:
        """Keep a text."""
        self._preferences.keep_note(f"tries/{key}", text)
