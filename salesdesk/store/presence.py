"""Who has a book open: a small file beside it for each of them, held by a lock of the system.

The system lets go of the lock when its holder ends, however it ends, on every account. So a note that is
left lying, a number of a program that was given out again, or a wrong clock never need a person.
The book itself is guarded by the engine's own locks; this only says who is there, and lets work that
needs the book for itself (an update, a restore) wait for the others or name them.
"""

import getpass
import json
import os
import stat
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _

PATIENCE_S = 5.0
_AGAIN_S = 0.1
_LOCKED_BYTE = 1 << 30  # far behind the words, which stay readable while it is held


class Holder(NamedTuple):
    """Somebody who has the book open: number of the program, computer and account."""

    pid: int
    host: str
    account: str


class Presence:
    """The note that this program has a book open; `leave` takes it away.

    Where no note can be made (a folder that cannot be written) nobody is told, and nothing goes wrong.
    """

    def __init__(self, book: Path) -> None:
        self._path = book.with_name(f".{book.name}.open-{os.getpid()}-{uuid.uuid4().hex[:6]}")
        self._file: int | None = None
        with suppress(OSError):
            self._file = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_RDWR, rights_beside(book))
            with suppress(OSError):  # as the book, whatever this account's habit is
                os.chmod(self._path, rights_beside(book))  # noqa: PTH101
            _try_lock(self._file)
            os.write(self._file, json.dumps(_myself()._asdict()).encode())

    def leave(self) -> None:
        """The book is closed here."""
        if self._file is None:
            return
        if sys.platform == "win32":  # where an open file cannot be removed
            os.close(self._file)
        with suppress(OSError):
            self._path.unlink()
        if sys.platform != "win32":
            os.close(self._file)
        self._file = None

    @property
    def noted(self) -> bool:
        """Whether the note could be made; not in a folder that this account may not write."""
        return self._file is not None


def rights_beside(book: Path) -> int:
    """The rights of a file that belongs to a book: those of the book, or the owner's alone."""
    try:
        return stat.S_IMODE(book.stat().st_mode) & 0o660 | 0o600
    except OSError:
        return 0o600


def who_has(book: Path) -> list[Holder]:
    """Everybody who has a book open now; notes whose makers are gone are cleared away."""
    found = []
    try:
        notes = sorted(book.parent.glob(f".{_literal(book.name)}.open-*"))
    except OSError:
        return []
    for note in notes:
        holder = _read(note)
        if holder is not None:
            found.append(holder)
    return found


@contextmanager
def alone(book: Path, *, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Have a book to oneself for an update or a restore: nobody has it open, and nobody opens it meanwhile.

    Waits a while for the others. Raises `StoreError` ("busy"), which names who has it.
    """
    until = time.monotonic() + patience_s
    with door(book, patience_s=patience_s):
        while holders := who_has(book):
            if time.monotonic() >= until:
                raise StoreError(_words_of(holders), kind="busy")
            time.sleep(_AGAIN_S)
        yield


@contextmanager
def door(book: Path, *, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Nobody else opens or updates the book while this is held; who has it open already keeps it.

    Raises `StoreError` ("busy"), which names who holds it, when that takes longer than ``patience_s``.
    """
    path = book.with_name(f".{book.name}.alone")
    until = time.monotonic() + patience_s
    file = _locked(path, rights_beside(book), until)
    try:
        yield
    finally:
        if file is not None:
            with suppress(OSError):
                path.unlink()
            os.close(file)


def _locked(path: Path, rights: int, until: float) -> int | None:
    while True:
        try:
            file = os.open(path, os.O_CREAT | os.O_RDWR, rights)
        except OSError:  # where nothing can be written nobody updates anything either
            return None
        if _try_lock(file) and _still_there(path, file):
            with suppress(OSError):  # a full disk: then only nobody is named
                os.write(file, json.dumps(_myself()._asdict()).encode())
            return file
        words = os.read(file, 1_000)
        os.close(file)
        if time.monotonic() >= until:
            raise StoreError(_words_of_work(_parse(words)), kind="busy")
        time.sleep(_AGAIN_S)


def _still_there(path: Path, file: int) -> bool:
    """Whether the name still means this file: its last holder takes it away."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except OSError:
        return False


def _myself() -> Holder:
    try:
        account = getpass.getuser()
    except (OSError, KeyError):
        account = str(os.getuid()) if hasattr(os, "getuid") else "?"
    host = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "?")
    return Holder(os.getpid(), host, account)


def _read(note: Path) -> Holder | None:
    """Who made a note, None when they are gone."""
    try:
        file = os.open(note, os.O_RDWR)
    except FileNotFoundError:
        return None
    except OSError:  # another account's, which nobody here may look into: it is there as long as it lies
        return Holder(0, "?", _owner(note))
    try:
        if _try_lock(file):
            with suppress(OSError):
                note.unlink()
            return None
        return _parse(os.read(file, 1_000)) or Holder(0, "?", _owner(note))
    except OSError:
        return None
    finally:
        os.close(file)


def _parse(text: bytes) -> Holder | None:
    try:
        return Holder(**json.loads(text))
    except (ValueError, TypeError):
        return None


def _owner(note: Path) -> str:
    try:
        return note.owner()
    except (OSError, KeyError, NotImplementedError):
        return "?"


def _words_of(holders: list[Holder]) -> str:
    me = _myself()
    others = sorted({h.account for h in holders if h.account != me.account})
    if others:
        return _(
            "{people} has the book open too. Nothing was changed. Let them close Salesdesk, then try again."
        ).format(people=", ".join(others))
    return _(
        "The book is open in another window too. Nothing was changed. Close that window, then try again."
    )


def _words_of_work(holder: Holder | None) -> str:
    if holder is None or holder.account == _myself().account:
        return _("Another window is just updating or restoring the book. Wait a moment, then try again.")
    return _("{person} is just updating or restoring the book. Wait a moment, then try again.").format(
        person=holder.account
    )


def _literal(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: int) -> bool:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try_lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
