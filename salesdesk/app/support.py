"""What somebody who helps needs to know about this installation, and not a word of the shop's.

Plain text in parts; a person reads it before it leaves, and leaves out what they like. Names, numbers,
addresses, file names and folders are not in it: counts, versions, choices and places in our own code are.
"""

import platform
import re
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from salesdesk import __version__
from salesdesk.app import crash
from salesdesk.app.preferences import (
    BACKUP_KEEP,
    BACKUP_WHEN,
    DATE_STYLE,
    DENSITY,
    FIRST_WEEKDAY,
    IDLE_MINUTES,
    LANGUAGE,
    LETTERS,
    TEXT_SIZE,
    THEME,
    Preferences,
)
from salesdesk.base import clock, paths
from salesdesk.base.atomic import replacing
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import N_, _
from salesdesk.base.shop_settings import NUMBERS
from salesdesk.base.task import Task
from salesdesk.store import books
from salesdesk.store.backup import list_backups
from salesdesk.store.check import check_book
from salesdesk.store.engine import raw_connect, sqlite_version
from salesdesk.store.engine_words import plain_words
from salesdesk.store.schema import TABLES

LOG_LINES = 200
_CHOICES = (
    LANGUAGE, THEME, TEXT_SIZE, DENSITY, LETTERS, DATE_STYLE, FIRST_WEEKDAY, IDLE_MINUTES, BACKUP_WHEN,
    BACKUP_KEEP,
)  # fmt: skip
_SHOP = ("currency", "language", "zone", "country", *NUMBERS)
_JOURNAL = ("step", "change")
# The log holds none of these; what an older version or a library wrote is made sure of.
_FOLDERS = re.compile(r"(?<![\w.-])(?:[A-Za-z]:)?[\\/](?:[^\s\\/:\"']+[\\/])+")
_MAILS = re.compile(r"\S+@\S+")
_LONG_NUMBERS = re.compile(r"\+?\d[\d .()-]{5,}\d")
_STAMP = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:,\d{3})?")


class Part(NamedTuple):
    """A piece of a support file: its key, its title and its lines."""

    key: str
    title: str
    text: str


PARTS = {
    "versions": N_("Versions"),
    "settings": N_("Settings"),
    "counts": N_("Counts and sizes"),
    "check": N_("Check of the book"),
    "log": N_("What went wrong lately"),
}
"""The parts by key, in their order."""


def gather(book: Path, preferences: Preferences, task: Task) -> list[Part]:
    """All parts. A book that cannot be opened is said so in its place. Raises `Cancelled` when stopped."""
    makers = {
        "versions": _versions,
        "settings": lambda: _settings(book, preferences),
        "counts": lambda: _counts(book),
        "check": lambda: _check(book, task),
        "log": _log,
    }
    out = []
    for number, (key, title) in enumerate(PARTS.items()):
        task.advance(number, len(PARTS))
        out.append(Part(key, _(title), makers[key]()))
    return out


def text_of(parts: Collection[Part]) -> str:
    """The support file as it is saved."""
    head = _("Support file of Salesdesk, {day}. No names, numbers or words of the shop are in it.")
    blocks = [head.format(day=f"{clock.now():%Y-%m-%d}")]
    blocks += [f"== {part.title} ==\n{part.text}" for part in parts]
    return "\n\n".join(blocks) + "\n"


def save(path: Path, parts: Collection[Part]) -> None:
    """Write the parts to a file. Raises `UserError` when it cannot be written."""
    with replacing(path) as aside:
        aside.write_text(text_of(parts), "utf-8")


def file_name() -> str:
    """What the file is called unless the person says otherwise."""
    return f"salesdesk-support-{clock.now():%Y-%m-%d}.txt"


def _versions() -> str:
    from PySide6 import __version__ as qt

    facts = {
        "Salesdesk": __version__ + (" (bundle)" if getattr(sys, "frozen", False) else ""),
        "SQLite": sqlite_version(),
        "Python": sys.version.split()[0],
        "Qt": qt,
        "System": f"{platform.system()} {platform.release()} {platform.machine()}",
    }
    return _lines(facts)


def _settings(book: Path, preferences: Preferences) -> str:
    facts: dict[str, object] = {one.key: preferences.get(one) for one in _CHOICES if one.choices}
    facts["usual place"] = book.resolve() == paths.shop_file().resolve()
    rows = _ask(book, "SELECT key, value FROM setting WHERE deleted_at IS NULL ORDER BY key")
    facts |= {f"shop {key}": value for key, value in rows if key in _SHOP}
    return _lines(facts)


def _counts(book: Path) -> str:
    facts: dict[str, object] = {}
    for table in (*sorted(TABLES), *_JOURNAL):
        for (count,) in _ask(book, f"SELECT count(*) FROM {table}"):  # noqa: S608 - the schema's own names
            facts[table] = count
    for name in ("page_count", "page_size", "freelist_count", "auto_vacuum", "journal_mode", "user_version"):
        for (value,) in _ask(book, f"PRAGMA {name}"):
            facts[name] = value
    copies = list_backups(paths.backup_folder(book))
    facts["copies"] = len(copies)
    facts |= {f"copy {c.sequence}": f"{c.made_at:%Y-%m-%d %H:%M} {c.reason} {c.size}" for c in copies[:10]}
    return _lines(facts)


def _check(book: Path, task: Task) -> str:
    try:
        found = check_book(book, task)
    except StoreError as error:
        return redacted(error.message)
    return "\n".join(("ok    " if one.ok else "WRONG ") + one.words for one in found)


def _log() -> str:
    try:
        lines = crash.log_file().read_text("utf-8", "replace").splitlines()[-LOG_LINES:]
    except OSError:
        return _("Nothing was noted.")
    return "\n".join(map(redacted, lines)) or _("Nothing was noted.")


def redacted(line: str) -> str:
    """A line without what may be somebody's: folders, addresses, long numbers. Its time stays."""
    stamp = _STAMP.match(line)
    begin = stamp[0] if stamp else ""
    rest = _MAILS.sub("…", line[len(begin) :])
    rest = _FOLDERS.sub("…/", rest)
    return begin + _LONG_NUMBERS.sub("…", rest)


def _ask(book: Path, sql: str) -> list[Any]:
    """The rows of a question to a book; none when it cannot be opened."""
    try:
        books.inspect(book)
        with plain_words():
            connection = raw_connect(book, read_only=True)
            try:
                return list(connection.execute(sql).fetchall())
            finally:
                connection.close()
    except StoreError:
        return []


def _lines(facts: dict[str, Any]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in facts.items())
