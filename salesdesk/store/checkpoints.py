"""Folding the log back into the book while nobody waits for it.

SQLite does it inside the commit that makes the log long, and the window would stand still for the disk;
so the writer leaves it (`wal_autocheckpoint` 0), and a thread does it once the commit is done.
"""

import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from salesdesk.base.errors import StoreError
from salesdesk.store.engine import raw_connect, sqlite

LONG = 4_194_304
"""Bytes of the log not in the book yet from which on it is folded in: SQLite's own thousand pages."""
_PAGE = 4_096


class Checkpoints:
    """Keeps the log beside a book short. What fails is tried again after the next commit: nothing is lost."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread: threading.Thread | None = None

    def after_commit(self, connection: Any) -> None:
        """Fold the log in if it has become long; ``connection`` is the writer's. The caller does not wait.

        The file beside the book does not tell: it stays as long as it once was, and is begun anew.
        """
        if not self._busy() and _not_folded_in(connection) * _PAGE >= LONG:
            self._thread = threading.Thread(target=self._fold_in, name="checkpoint", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Return when no thread is at work any more; before the book is let go."""
        if self._thread is not None:
            self._thread.join()

    def _busy(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _fold_in(self) -> None:
        with suppress(StoreError, OSError, sqlite.DatabaseError):
            connection = raw_connect(self._path)
            try:
                # PASSIVE waits for nobody: readers and the next writer go on meanwhile.
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            finally:
                connection.close()


def _not_folded_in(connection: Any) -> int:
    """Pages of the log that are not in the book yet; 0 without a log."""
    with suppress(sqlite.DatabaseError):  # what was committed is safe, whatever is the matter now
        # NOOP does nothing: it says how many pages are in the log, and how many of them are folded in.
        _busy, pages, folded = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
        return int(pages - folded)
    return 0
