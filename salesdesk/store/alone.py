"""Having a book to oneself while it is exchanged as a whole: nobody else can read or write it meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.store import books, presence
from salesdesk.store.engine import raw_connect, sqlite


@contextmanager
def alone_with(book: Path) -> Iterator[Any]:
    """The only connection to a book. Taking and leaving it changes no byte of the book.

    The engine's own locks do it: whoever has the book open keeps us out, and nobody can open it until we
    are done; a crash lets go of it. Raises `StoreError` when it is no book, and ("busy") when another
    window or program has it open, with who it is where that is known.
    """
    books.inspect(book)
    with presence.alone(book):
        try:
            connection = raw_connect(book, alone=True)
        except sqlite.OperationalError as error:
            raise StoreError(
                _("The book is open in another window too. Close that one, then try again."),
                str(error), "busy",
            ) from error  # fmt: skip
        try:
            yield connection
        finally:
            connection.close()


def refuse_if_open(book: Path) -> None:
    """Raises `StoreError` ("busy") when another window or program has the book open."""
    with alone_with(book):
        pass
