"""A private copy of a book that can be read where it lies, but not written: a write-protected stick, a
folder of another account.

The engine keeps files of its own beside a book that it reads; there it may not make them. And only a copy
is safe from somebody else who may write.
"""

import shutil
import tempfile
from pathlib import Path

from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.store import blueprint, books, migrate, stray_logs
from salesdesk.store.engine import raw_connect
from salesdesk.store.engine_words import plain_words

TRIES = 3


def take(book: Path) -> Path:
    """A private copy of a book as it is now, in today's layout; `drop` it afterwards.

    Raises `StoreError` when the book is damaged or there is no room for the copy.
    """
    books.inspect(book)
    folder = Path(tempfile.mkdtemp(prefix="salesdesk-reading-"))
    copy = folder / book.name
    try:
        with plain_words(copy):
            _copy(book, copy)
            if books.inspect(copy) != blueprint.SCHEMA_VERSION:
                migrate.upgrade(copy)
    except BaseException as error:
        drop(copy)
        if isinstance(error, OSError):
            raise StoreError(
                _("The book may only be read here, and there is no room to read it. It was not changed."),
                str(error), "read_only",
            ) from error  # fmt: skip
        raise
    return copy


def drop(copy: Path) -> None:
    """Throw a private copy away."""
    shutil.rmtree(copy.parent, ignore_errors=True)


def _copy(book: Path, copy: Path) -> None:
    for left in reversed(range(TRIES)):  # somebody may just be writing to it
        shutil.rmtree(copy.parent)
        copy.parent.mkdir(mode=0o700)
        shutil.copyfile(book, copy)
        for beside in (stray_logs.log_of, stray_logs.journal_of):
            if beside(book).exists():
                shutil.copyfile(beside(book), beside(copy))
        try:
            stray_logs.settle(copy)
            connection = raw_connect(copy)
            whole = connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
            connection.close()
        except StoreError:
            if not left:
                raise
            continue
        if whole:
            return
    raise books.unreadable(book, "quick_check")
