"""How this program has a book: the file itself, noted beside it, or a private copy that is only read."""

from pathlib import Path

from salesdesk.base.task import Task
from salesdesk.store import presence, stray_logs
from salesdesk.store.presence import Presence
from salesdesk.store.stray_logs import Settled


class Hold:
    """``file`` is what the engine opens. ``reading_only``: it is a private copy of a book that cannot be
    written where it lies. ``settled`` tells what an unclean end had left beside it."""

    def __init__(self, book: Path, *, snapshot: Path | None = None, settled: Settled | None = None) -> None:
        self.file = snapshot or book
        self.reading_only = snapshot is not None
        self.settled = settled or Settled(False)
        self._presence = None if self.reading_only else Presence(book)

    def let_go(self) -> None:
        """The book is closed."""
        if self._presence is not None:
            self._presence.leave()
        else:
            from salesdesk.store import snapshots  # seldom needed, and it knows how to migrate

            snapshots.drop(self.file)


def take(book: Path, task: Task | None = None) -> Hold:
    """Have the book itself; what does not belong to it is put aside first. Raises `StoreError`."""
    with presence.door(book):
        # With somebody else in the book, what lies beside it is theirs and alive.
        settled = Settled(False) if presence.who_has(book) else stray_logs.settle(book, task)
        return Hold(book, settled=settled)


def take_for_reading(book: Path) -> Hold:
    """Have a private copy of the book; nothing is written beside it. Raises `StoreError`."""
    from salesdesk.store import snapshots  # as above

    return Hold(book, snapshot=snapshots.take(book))
