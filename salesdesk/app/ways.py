"""What may help when a book cannot be opened: which copies there are, and how that is said. No window."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from pathlib import Path

from salesdesk.base import clock, i18n, paths
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.base.periods import format_when
from salesdesk.store.backup import Backup, is_intact, list_backups

COPY_HELPS = ("missing", "damaged")
"""Trouble for which a copy may take the book's place."""


def copies_of(book: Path, second_place: Path | None = None) -> list[Backup]:
    """All copies of a book, newest first: beside it, where it usually lies, and at the second place."""
    folders = [paths.backup_folder(book), paths.backup_folder(), *([second_place] if second_place else [])]
    found = {copy.path.name: copy for copy in _in_folders(reversed(list(dict.fromkeys(folders))))}
    return sorted(found.values(), key=lambda copy: -copy.sequence)


def _in_folders(folders: Iterable[Path]) -> Iterator[Backup]:
    for folder in folders:
        yield from list_backups(folder)


def last_good(copies: Iterable[Backup]) -> Backup | None:
    """The newest copy that still is what was proven."""
    return next((copy for copy in copies if is_intact(copy)), None)


def before_update(copies: Iterable[Backup]) -> Backup | None:
    """The newest copy that was made before an update."""
    return next((copy for copy in copies if copy.reason == "migration"), None)


def when(copy: Backup) -> str:
    """When a copy was made, as a person says it."""
    made = copy.made_at.astimezone()
    return format_when(made, made.tzinfo or UTC, i18n.language(), clock.now())


def words_of(error: StoreError, copies: list[Backup], good: Backup | None) -> str:
    """The trouble, and the copy that may help."""
    if error.kind in COPY_HELPS and good is not None:
        return _("{what} Your last good copy is from {when}.").format(what=error.message, when=when(good))
    older = before_update(copies)
    if error.kind == "newer" and older is not None:
        return _("{what} The copy from before that update is from {when}.").format(
            what=error.message, when=when(older)
        )
    return error.message


def for_the_terminal(error: StoreError, book: Path) -> str:
    """The trouble in the terminal, with the command that brings the last good copy back."""
    copies = copies_of(book) if error.kind in (*COPY_HELPS, "newer") else []
    good = last_good(copies) if error.kind in COPY_HELPS else None
    words = words_of(error, copies, good)
    if good is None:
        return words
    return _("{what} To put it in place: salesdesk restore {path}").format(what=words, path=good.path)
