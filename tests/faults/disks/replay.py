"""Playing a tape to `apsw` in a journal mode of our choice, on files whose every operation we see."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw

from tests.faults.disks.disk import Watcher
from tests.faults.disks.tape import Line

_NAMES = itertools.count()


class Mode(tuple[str, str]):
    """A journal mode and how much is synced."""

    __slots__ = ()

    def pragma(self, sql: str) -> str:
        """The program's own setting, exchanged for this one."""
        sql = re.sub(r"journal_mode *= *\w+", f"journal_mode={self[0]}", sql)
        return re.sub(r"(?<!\w)synchronous *= *\w+", f"synchronous={self[1]}", sql)


SHIPPED, FALLBACK = Mode(("WAL", "FULL")), Mode(("TRUNCATE", "EXTRA"))


class _File(apsw.VFSFile):
    def __init__(self, watcher: Watcher, name: Any, flags: Any) -> None:
        self._watcher = watcher
        self._name = name.filename() if isinstance(name, apsw.URIFilename) else name
        watcher.opened(self._name)
        super().__init__("", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:
        self._watcher.read(self._name)
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._watcher.write(self._name, offset, data)
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._watcher.cut(self._name, newsize)
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        self._watcher.sync(self._name)
        super().xSync(flags)


class Watched(apsw.VFS):
    """The files of a connection, watched. To be unregistered."""

    def __init__(self, watcher: Watcher) -> None:
        self.name = f"watched{next(_NAMES)}"
        self._watcher = watcher
        super().__init__(self.name, "")

    def xOpen(self, name: Any, flags: Any) -> apsw.VFSFile:
        return _File(self._watcher, name, flags) if name else apsw.VFSFile("", name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self._watcher.delete(filename, bool(syncdir))
        super().xDelete(filename, syncdir)


class Player:
    """Plays lines to one book. ``often`` folds the log into the book after so many pages, not a thousand."""

    def __init__(self, book: Path, vfs: Watched, mode: Mode, often: int = 0) -> None:
        self._book, self._vfs, self._mode, self._often = book, vfs, mode, often
        self._connections: dict[int, apsw.Connection] = {}

    def play(self, line: Line) -> None:
        """Do a line. Raises `apsw.Error` for what the disk did not take."""
        if line.kind == "open":
            flags = apsw.SQLITE_OPEN_READWRITE
            connection = apsw.Connection(str(self._book), flags=flags, vfs=self._vfs.name)
            self._connections[line.connection] = connection
            if self._often:
                self._run(connection, f"PRAGMA wal_autocheckpoint={self._often}")
        elif line.kind == "close":
            self._connections.pop(line.connection).close()
        elif line.sql.startswith("VACUUM INTO"):
            Path(line.values[0]).parent.mkdir(exist_ok=True)
            self._run(self._connections[line.connection], line.sql, line.values)
        elif line.kind == "one":
            self._run(self._connections[line.connection], self._mode.pragma(line.sql), line.values)
        elif line.kind == "many":
            self._connections[line.connection].executemany(line.sql, line.values)

    def _run(self, connection: apsw.Connection, sql: str, values: Any = ()) -> None:
        for _row in connection.execute(sql, values):
            continue

    def roll_back(self) -> None:
        """Undo what is open, as the program does after any error."""
        for connection in self._connections.values():
            if connection.in_transaction:
                with suppress(apsw.Error):  # the disk may still refuse; opening the book again settles it
                    connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of every connection, whatever the disk says to it."""
        for connection in self._connections.values():
            try:
                connection.close()
            except apsw.Error:
                connection.close(True)
        self._connections.clear()


def book_lines(tape: Iterable[Line]) -> list[Line]:
    """A tape ends by letting go of every connection that was left open."""
    lines = list(tape)
    opened = [line.connection for line in lines if line.kind == "open"]
    closed = {line.connection for line in lines if line.kind == "close"}
    return [*lines, *(Line("close", number) for number in opened if number not in closed)]
