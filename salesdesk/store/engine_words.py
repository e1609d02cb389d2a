"""The engine's errors in plain words: what happened, what is safe, what to do.

They are told apart by SQLite's own codes, never by its English. Only CORRUPT and NOTADB are damage; a
full disk, a drive that does not answer and a book that somebody else writes to are trouble that passes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from salesdesk.base import room
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.store.engine import sqlite

NEARLY_NOTHING = 1_000_000
"""Bytes free on a disk that is full for a book: its smallest write may need more."""


@contextmanager
def plain_words(book: Path | None = None) -> Iterator[None]:
    """Turn the engine's errors into `StoreError`; with ``book`` a full disk has its name and figure."""
    try:
        yield
    except sqlite.DatabaseError as error:
        raise translated(error, book) from error
    except UnicodeDecodeError as error:  # the engine's own words hold what is broken in the file
        raise StoreError(_WORDS["damaged"](book), str(error), "damaged") from error
    except Exception as error:
        within = getattr(error, "orig", None)  # SQLAlchemy's errors carry the engine's
        if isinstance(within, sqlite.DatabaseError):
            raise translated(within, book) from error
        raise


def translated(error: BaseException, book: Path | None = None) -> StoreError:
    """The plain words for an error of the engine."""
    code = int(getattr(error, "sqlite_errorcode", 0) or 0)
    name = getattr(error, "sqlite_errorname", "") or type(error).__name__
    kind = _kind(code, book)
    return StoreError(_WORDS[kind](book), f"{name}: {error}", kind)


def words_for(kind: str, book: Path | None = None) -> str:
    """What is said of a kind of trouble; see `StoreError`."""
    return _WORDS.get(kind, _other)(book)


def _kind(code: int, book: Path | None) -> str:
    if code == _MOVED:
        return "denied"
    kind = _KINDS.get(code & 0xFF, "")
    # On a full disk it is sometimes the file beside the book that cannot grow: "I/O error" to the engine.
    if kind in ("drive", "denied") and book is not None and room.free(book) < NEARLY_NOTHING:
        return "full"
    return kind


_MOVED = 8 | 4 << 8  # READONLY_DBMOVED: the file was taken away while it was open
_KINDS = {
    5: "busy", 6: "busy", 7: "memory", 8: "read_only", 9: "stopped", 10: "drive", 11: "damaged", 13: "full",
    14: "denied", 26: "damaged",
}  # fmt: skip


def _full(book: Path | None) -> str:
    if book is None:
        return _("The disk is full. What was saved before is safe. Free some space, then try again.")
    return _(
        "The disk {drive} is full: about {n} MB more are needed. What was saved before is safe. "
        "Free some space, then try again."
    ).format(drive=room.drive_of(book), n=max(1, room.missing_mb(book)))


def _other(_book: Path | None) -> str:
    return _("The book could not be read or written just now. What was saved before is safe.")


_WORDS: dict[str, Callable[[Path | None], str]] = {
    "": _other,
    "full": _full,
    "memory": lambda _b: _(
        "This computer has too little memory left just now. What was saved before is safe. "
        "Close other programs, then try again."
    ),
    "busy": lambda _b: _(
        "Another window is just writing to the book. Nothing was lost. Wait a moment, then try again."
    ),
    "read_only": lambda _b: _(
        "The book cannot be written: the file or its folder is read-only. What was saved before is safe."
    ),
    "damaged": lambda _b: _(
        "The file is damaged or is not a Salesdesk book. It was not changed. Open a backup instead."
    ),
    "denied": lambda _b: _(
        "The book is not where it was, or may not be opened. Nothing was changed. "
        "Check the folder or the drive."
    ),
    "drive": lambda _b: _(
        "The drive did not answer. What was saved before is safe. Check that it is still connected."
    ),
    "stopped": lambda _b: _("The work was stopped. Nothing was changed."),
}
