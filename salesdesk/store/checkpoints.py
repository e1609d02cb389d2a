"""Folding the log back into the book while nobody waits for it.

SQLite does it inside the commit that makes the log long, and the window would stand still for the disk;
so the writer leaves it (`wal_autocheckpoint` 0), and a thread does it once the commit is done.
"""

import threading
from contextlib import suppress
from pathlib import Path

from salesdesk.base.errors import StoreError
from salesdesk.store.engine import raw_connect, sqlite

LONG = 4_194_304
"""Bytes of the log from which on it is folded in: SQLite's own thousand pages."""


class Checkpoints:
    """Keeps the log beside a book short. What fails is tried again after the next commit: nothing is lost."""

    def __init__(self, path: Path) -> None:
        self._path, self._log = path, Path(f"{path}-wal")
        self._thread: threading.Thread | None = None

    def after_commit(self) -> None:
        """Fold the log in if it has become long; the caller does not wait."""
        with suppress(OSError):  # without a log (an older engine) there is nothing to fold in
            if self._log.stat().st_size >= LONG and not self._busy():
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
