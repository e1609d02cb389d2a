"""The lines of the palette. Qt-free."""

from typing import NamedTuple

PEOPLE, PAPERS, COMMANDS = "people", "papers", "commands"


class Command(NamedTuple):
    """A command the palette can offer: its key, words and key chord."""

    key: str
    words: str
    chord: str
    icon: str


class PaletteRow(NamedTuple):
    """A line of the palette.

    ``kind`` is a record's kind with its id as ``target``; or "command" with a command's key; or "new" with
    the name of a person to add. ``act`` is the command to give on the record once it is shown.
    """

    group: str
    kind: str
    target: str
    title: str
    subtitle: str
    icon: str
    colour: str
    chord: str = ""
    act: str = ""

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        return ", ".join(part for part in (self.title, self.subtitle, self.chord) if part)
