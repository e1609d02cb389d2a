"""The one place that knows the database library.

SQLite comes from ``sqlcipher3`` (the same modern SQLite on every platform). WAL needs SQLite 3.51.3 or
newer (older ones can corrupt a file under several connections), so an older engine falls back to a
rollback journal.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _

sqlite: Any = sqlcipher3.dbapi2
APPLICATION_ID = 0x53444B31  # "SDK1"
SAFE_WAL = (3, 51, 3)
BUSY_MS = 5_000
CACHE_KIB = 65_536


def sqlite_version() -> str:
    """The version of SQLite that reads and writes the book."""
    return str(sqlite.sqlite_version)


def may_use_wal() -> bool:
    """Whether this SQLite is free of the WAL-reset fault."""
    return tuple(int(n) for n in sqlite_version().split(".")[:3]) >= SAFE_WAL


def raw_connect(path: Path, *, read_only: bool = False, create: bool = False) -> Any:
    """A bare connection with every pragma set; a missing file is never made unless ``create``."""
    mode = "ro" if read_only else ("rwc" if create else "rw")
    connection = sqlite.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )
    try:
        _set_pragmas(connection, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_pragmas(connection: Any, *, read_only: bool) -> None:
    wal = may_use_wal()
    settings = [
        "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", f"busy_timeout={BUSY_MS}",
        "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY", f"cache_size=-{CACHE_KIB}",
        "fullfsync=ON", "checkpoint_fullfsync=ON",
        f"synchronous={'FULL' if wal else 'EXTRA'}",
    ]  # fmt: skip
    if read_only:
        settings.append("query_only=ON")
    else:
        settings.append(f"journal_mode={'WAL' if wal else 'TRUNCATE'}")
    for setting in settings:
        connection.execute(f"PRAGMA {setting}").fetchall()
    if connection.execute("PRAGMA foreign_keys").fetchone()[0] != 1:
        raise StoreError(
            _("The book could not be opened safely. Nothing was changed."), "foreign_keys did not stay on"
        )


def engines(path: Path) -> tuple[Engine, Engine]:
    """A writing and a reading engine on a book that exists."""
    return _engine(path, read=False), _engine(path, read=True)


def _engine(path: Path, *, read: bool) -> Engine:
    def creator() -> Any:
        connection = raw_connect(path)
        if read:
            connection.execute("PRAGMA query_only=ON")
        return connection

    engine = create_engine(
        "sqlite://", module=sqlite, creator=creator, poolclass=QueuePool, pool_size=4 if read else 1,
        max_overflow=8 if read else 0, hide_parameters=True,
    )  # fmt: skip

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE: whoever reads in order to write holds the pen from the first line (no lost updates).
        connection.exec_driver_sql("BEGIN" if read else "BEGIN IMMEDIATE")

    return engine


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn the engine's errors into `StoreError` with what happened, what is safe, what to do."""
    try:
        yield
    except DatabaseError as error:
        raise translated(error.orig or error) from error
    except sqlite.DatabaseError as error:
        raise translated(error) from error


def translated(error: BaseException) -> StoreError:
    """The plain words for an error of the engine. Only CORRUPT and NOTADB are damage."""
    detail = f"{type(error).__name__}: {error}"
    text = str(error).lower()
    for pattern, words in _TROUBLE:
        if re.search(pattern, text):
            return StoreError(_(words), detail)
    return StoreError(
        _("The book could not be read or written just now. What was saved before is safe."), detail
    )


def _messages() -> tuple[tuple[str, str], ...]:
    from salesdesk.base.i18n import N_

    return (
        (r"disk is full|database or disk is full",
         N_("The disk is full. What was saved before is safe. Free some space, then try again.")),
        (r"locked|busy",
         N_("Another window is just writing to the book. Nothing was lost. Wait a moment, then try again.")),
        (r"readonly|read-only",
         N_("The book cannot be written: the file or its folder is read-only. "
            "What was saved before is safe.")),
        (r"malformed|not a database|file is encrypted",
         N_("The file is damaged or is not a Salesdesk book. It was not changed. Open a backup instead.")),
        (r"unable to open",
         N_("The book is not where it was, or may not be opened. Nothing was changed. "
            "Check the folder or the drive.")),
        (r"disk i/o",
         N_("The drive did not answer. What was saved before is safe. Check that it is still connected.")),
        (r"interrupted", N_("The work was stopped. Nothing was changed.")),
    )  # fmt: skip


_TROUBLE = _messages()
