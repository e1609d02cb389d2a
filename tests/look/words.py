"""Words on a page that went past the catalogue, found in the stretching test language.

There every message stands between square brackets: "[Sávé····]". What stands outside of them and is no
word of the book, number, key or sign was never translated; a message beside bare words was glued together.
"""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from salesdesk.app.licences import PARTS
from salesdesk.base import paths
from salesdesk.exchange.reading import open_table
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from tests.look.faults import said

LEAVES = re.compile(r"\[[^\[\]]*\]")
LETTERS = re.compile(r"[^\W\d_]{2,}")
NEVER_TRANSLATED = {
    "Salesdesk", "English", "Tiếng Việt", "CSV", "PNG", "PDF", "Excel", "vCard", "UTF", "CSAT", "ROI", "Qt",
    "VND", "USD", "EUR", "GBP", "TCVN3", "VNI", "Unicode", "Windows", "HTML", "QR", "PIN", "IBAN", "BIC",
    "Ctrl", "Alt", "Shift", "Del", "Esc", "Enter", "Space", "Tab", "Home", "End", "PgUp", "PgDn", "PgDown",
    "KINGSTON",
}  # fmt: skip
"""Names, and what stands on the keys of a keyboard."""
CODE = re.compile(r"\b[A-Z0-9]{4}(-[A-Z0-9]{4})+\b")
"""A recovery code; and places of the world stand with their distance from UTC."""
BOTH_LANGUAGES = "Language · Ngôn ngữ\nEnglish\nTiếng Việt"
"""What is always said in two languages, so that everybody finds their own."""


def words_of_book(store: Store) -> str:
    """Everything that is written in a book, to be searched in."""
    found: set[str] = set()
    with store.reading() as db:
        for table in s.TABLES.values():
            for row in db.execute(table.select()):
                found.update(value for value in row if isinstance(value, str) and value)
    return "\n".join([*found, *_sample_files(), *_help_texts(), *_licences(), BOTH_LANGUAGES, *_calendar()])


def _sample_files() -> Iterable[str]:
    for path in sorted((paths.resources() / "samples").glob("*.csv")):
        table = open_table(path)
        yield "\n".join(table.columns)
        yield from (str(cell) for row in table.rows() for cell in row.cells)


def _help_texts() -> Iterable[str]:
    """The help is written whole in each language, not word by word."""
    return (path.read_text("utf-8") for path in (paths.resources() / "help" / "en").glob("*.md"))


def _licences() -> Iterable[str]:
    """Names of what is built in, and of its licences."""
    return (f"{part.name} {part.licence}" for part in PARTS)


def _calendar() -> Iterable[str]:
    """Days as they are written in a language that has no catalogue."""
    for month in range(1, 13):
        for style in ("%b", "%B"):
            yield date(2026, month, 1).strftime(style)
    for day in range(1, 8):
        for style in ("%a", "%A"):
            yield date(2026, 6, day).strftime(style)


def outside(text: str) -> str:
    """What is left of a text when all translated messages are taken out, nested ones too."""
    while (shorter := LEAVES.sub("\x00", text)) != text:
        text = shorter
    return text


def bare_words(text: str, book: str, known: Iterable[str] = ()) -> list[str]:
    """The parts of a text that no catalogue gave and that the book does not hold."""
    names = NEVER_TRANSLATED | set(known)
    parts = re.split(r"[\x00\n·•,;:()“”\"…\t→]|\s[–-]\s", outside(text))
    return [part.strip() for part in parts if _is_bare(part.strip(" .%+"), book, names)]


def _is_bare(part: str, book: str, names: set[str]) -> bool:
    wanted = [word for word in LETTERS.findall(part) if word not in names]
    return bool(wanted) and part not in book and any(word not in book for word in wanted)


def untranslated(root: QWidget, book: str) -> list[str]:
    """The words of a page that are in no catalogue."""
    return [
        f"{where} says {bare!r} in {text!r}"
        for where, text in said(root)
        for bare in bare_words(text, book)
        if "/" not in bare and not Path(bare).suffix and not CODE.search(text) and ", UTC" not in text
    ]
