"""What the measurements stand on: the books, a folder, the window; made once, kept for the next run."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow
    from salesdesk.store.database import Store

T = TypeVar("T")
SUFFIXES = ("", "-wal", "-shm", "-journal")


class Ground:
    """``rows`` people in ``folder``; ``quick`` takes one turn each; ``minutes`` the scripted session lasts.

    ``repeat`` replaces every goal's number of turns (0: its own).
    """

    def __init__(
        self, folder: Path, rows: int, *, quick: bool = False, repeat: int = 0, minutes: float = 10.0
    ) -> None:
        self.folder, self.rows, self.quick, self.repeat, self.minutes = folder, rows, quick, repeat, minutes
        self.notes: list[str] = []
        self._known: dict[object, object] = {}
        self._end = ExitStack()
        self._whole = ExitStack()
        self.home = folder / "home"
        self.home.mkdir(parents=True, exist_ok=True)
        os.environ["SALESDESK_HOME"] = str(self.home)

    # One measurement

    def begin(self, name: str) -> None:
        """Another measurement begins."""
        self.notes, self._end = [], ExitStack()
        if sys.stderr.isatty():
            sys.stderr.write(f"\r… {name:<70}\r")
            sys.stderr.flush()

    def closing(self, act: Callable[[], object]) -> None:
        """Do this when the measurement is over."""
        self._end.callback(act)

    def note(self, words: str) -> None:
        """Something to stand beside the figure."""
        if words not in self.notes:
            self.notes.append(words)

    def end(self) -> None:
        """The measurement is over."""
        self._end.close()

    def once(self, key: object, work: Callable[[], T]) -> T:
        """What a program started anew comes to; a quick run starts each only once."""
        if not self.quick:
            return work()
        if key not in self._known:
            self._known[key] = work()
        return cast(T, self._known[key])

    # The books

    def book_of(self, rows: int) -> Path:
        """A generated book that nobody writes to; made when it is not there yet, and brought up to date."""
        from salesdesk.app.generate import make
        from salesdesk.store.migrate import is_current, migrate

        path = self.folder / f"book-{rows}.salesdesk"
        if not path.exists():
            say(f"making a book of {rows:,} people …")
            draft = path.with_suffix(".draft")
            remove(draft)
            make(draft, rows)
            draft.replace(path)
        elif not is_current(path):
            say(f"bringing the book of {rows:,} people up to date …")
            migrate(path)
            shutil.rmtree(path.parent / "backups", ignore_errors=True)
        return path

    @cached_property
    def book(self) -> Path:
        """The book of this size."""
        return self.book_of(self.rows)

    def copy_of(self, book: Path, name: str) -> Path:
        """A copy that may be written to; it goes with the run."""
        target = self.folder / name / "shop.salesdesk"
        shutil.rmtree(target.parent, ignore_errors=True)
        target.parent.mkdir(mode=0o700)
        shutil.copyfile(book, target)
        target.chmod(0o600)
        with target.open("rb+") as file:
            os.fsync(file.fileno())  # what is timed next must not wait for this
        self._whole.callback(shutil.rmtree, target.parent, ignore_errors=True)
        return target

    @cached_property
    def work_book(self) -> Path:
        """A copy of the book that the measurements work in, one after the other."""
        return self.copy_of(self.book, "work")

    @cached_property
    def store(self) -> Store:
        """The working copy, open."""
        from salesdesk.store.database import Store

        store = Store.open(self.work_book)
        self._whole.callback(store.close)
        return store

    def connect(self, path: Path | None = None) -> Any:
        """A bare connection of the shipped engine, as a floor has it; closed with the measurement."""
        from tests.bench.floor_book import connect

        connection = connect(path or self.work_book)
        self.closing(connection.close)
        return connection

    @cached_property
    def floor_book(self) -> Path:
        """The floor's own file with as many people, kept for the next run."""
        from tests.bench import floor_book

        path = self.folder / f"floor-{self.rows}.db"
        if not path.exists():
            floor_book.make(path, self.book)
        return path

    @cached_property
    def floor_work(self) -> Path:
        """A copy of the floor's file that may be written to."""
        return self.copy_of(self.floor_book, "floor-work")

    # The window

    @cached_property
    def window(self) -> MainWindow:
        """The whole window on the working copy, offscreen."""
        from tests.bench.window import open_window

        window = open_window(self.store, self.home)
        self._whole.callback(window.close)
        return window

    def close(self) -> None:
        """Everything of this run goes; the generated books stay."""
        self._whole.close()


def say(line: str) -> None:
    """Print a line at once: the next one may take a while."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def remove(path: Path) -> None:
    """A file of the engine, with what stands beside it."""
    for suffix in SUFFIXES:
        Path(f"{path}{suffix}").unlink(missing_ok=True)
