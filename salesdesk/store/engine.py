"""The one place that knows the database library.

SQLite comes from ``sqlcipher3`` (the same modern SQLite on every platform). WAL needs SQLite 3.51.3 or
newer (older ones can corrupt a file under several connections), so an older engine falls back to a
rollback journal.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2

from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Connection, Dialect, Engine

sqlite: Any = sqlcipher3.dbapi2
APPLICATION_ID = 0x53444B31  # "SDK1"
SAFE_WAL = (3, 51, 3)
BUSY_MS = 5_000
CACHE_KIB, READERS_CACHE_KIB = 65_536, 1_024
"""What a connection keeps of the book. Readers are several, and the system keeps its pages for them all:
with 8 MiB each, none of the measured readings was faster."""
LOG_BYTES = 16_777_216  # what is left of the log once it was folded in, however long an import made it


def sqlite_version() -> str:
    """The version of SQLite that reads and writes the book."""
    return str(sqlite.sqlite_version)


def may_use_wal() -> bool:
    """Whether this SQLite is free of the WAL-reset fault."""
    return tuple(int(n) for n in sqlite_version().split(".")[:3]) >= SAFE_WAL


def quiet_connect(path: Path) -> Any:
    """A bare connection that reads a closed file and leaves no trace beside it, not even for a moment.

    What was written lately and not yet folded into the file is not seen. It is for looking at a file
    before it is trusted, and for files in folders that cannot be written.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    for setting in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "query_only=ON"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    return connection


def raw_connect(path: Path, *, read_only: bool = False, create: bool = False, alone: bool = False) -> Any:
    """A bare connection with every pragma set; a missing file is never made unless ``create``.

    ``alone`` keeps everybody else out as long as it is open; it raises the engine's error at once when
    somebody has the file open.
    """
    mode = "ro" if read_only else ("rwc" if create else "rw")
    connection = sqlite.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=0 if alone else BUSY_MS / 1000,
    )
    try:
        if alone:
            _take(connection)
        _set_pragmas(connection, read_only=read_only, keep_journal=read_only or alone)
    except BaseException:
        connection.close()
        raise
    return connection


def _take(connection: Any) -> None:
    # Before anything else is read: with a log the lock is then kept for the file as a whole.
    connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def _set_pragmas(connection: Any, *, read_only: bool, keep_journal: bool) -> None:
    wal = may_use_wal()
    settings = [
        "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", f"busy_timeout={BUSY_MS}",
        "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY", f"cache_size=-{CACHE_KIB}",
        "fullfsync=ON", "checkpoint_fullfsync=ON", f"journal_size_limit={LOG_BYTES}",
        f"synchronous={'FULL' if wal else 'EXTRA'}",
    ]  # fmt: skip
    if read_only:
        settings.append("query_only=ON")
    if not keep_journal:
        settings.append(f"journal_mode={'WAL' if wal else 'TRUNCATE'}")
    for setting in settings:
        connection.execute(f"PRAGMA {setting}").fetchall()
    if connection.execute("PRAGMA foreign_keys").fetchone()[0] != 1:
        raise StoreError(
            _("The book could not be opened safely. Nothing was changed."), "foreign_keys did not stay on"
        )


def engines(path: Path) -> "tuple[Engine, Engine]":
    """A writing and a reading engine on a book that exists."""
    return _engine(path, read=False), _engine(path, read=True)


def _engine(path: Path, *, read: bool) -> "Engine":
    # Loaded here and not above: the first page is read by a bare connection, while this is still loading.
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import QueuePool

    def creator() -> Any:
        connection = raw_connect(path)
        reading = ("query_only=ON", f"cache_size=-{READERS_CACHE_KIB}")
        for setting in reading if read else ("wal_autocheckpoint=0",):
            connection.execute(f"PRAGMA {setting}").fetchall()
        return connection

    engine = create_engine(
        "sqlite://", module=sqlite, creator=creator, poolclass=QueuePool, pool_size=4 if read else 1,
        max_overflow=8 if read else 0, hide_parameters=True,
        execution_options={"only_reads": read},
    )  # fmt: skip

    @event.listens_for(engine, "begin")
    def begin(connection: "Connection") -> None:
        # IMMEDIATE: whoever reads in order to write holds the pen from the first line (no lost updates).
        connection.exec_driver_sql("BEGIN" if read else "BEGIN IMMEDIATE")

    return engine


def driver(db: "Connection") -> Any:
    """The driver's own connection under SQLAlchemy's, in the same transaction; for statements run often."""
    return db.connection.driver_connection


def dialect() -> "Dialect":
    """How statements are written for this database, before a book is open."""
    from sqlalchemy import create_engine

    return create_engine("sqlite://", module=sqlite).dialect


def be_patient(db: "Connection", milliseconds: int) -> None:
    """How long this connection waits for a book that another program holds, before it says so."""
    driver(db).execute(f"PRAGMA busy_timeout = {milliseconds}").fetchall()
