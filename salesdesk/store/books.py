"""Making a new book, and looking at a file before it is trusted to be one."""

import errno
import os
import shutil
import stat
import tempfile
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from salesdesk import __version__
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.base.sharing import share
from salesdesk.store.blueprint import HEAD, MIN_READER, SCHEMA_VERSION, statements
from salesdesk.store.engine import APPLICATION_ID, quiet_connect, raw_connect, sqlite
from salesdesk.store.engine_words import plain_words

_HEAD = 4096
"""Bytes that tell a text or another program's file from a book that was damaged at its beginning."""
_LEAST = 512  # bytes of the smallest page there is
_OTHERS = (
    b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"Rar!",
    b"7z\xbc", b"RIFF", b"ID3", b"\x7fELF", b"MZ", b"BM", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"OggS",
)  # fmt: skip
_TELLING = {
    "meta": (
        "table",
        'CREATE TABLE meta ( "key" TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY ("key") ) STRICT',
    ),
    "alembic_version": (
        "table",
        "CREATE TABLE alembic_version ( version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num) )",
    ),
}
_CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\r\f")


def create(path: Path) -> None:
    """Make an empty book, readable by its owner only; complete or not at all.

    Raises `UserError` when there is a file already, `StoreError` when the place cannot be written.
    """
    if path.exists():
        raise UserError(
            _("There is already a file called {name} there. It was not touched.").format(name=path.name)
        )
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        share(draft)
        with plain_words():
            _fill(draft)
        draft.replace(path)
    except OSError as error:
        raise StoreError(
            _("A new book could not be made in {folder}. Choose another folder or free some space.").format(
                folder=path.parent
            ),
            str(error),
        ) from error
    finally:
        for leftover in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
            with suppress(OSError):  # of a folder that is none: why it failed is said already
                leftover.unlink(missing_ok=True)


def _fill(draft: Path) -> None:
    connection = raw_connect(draft)
    try:
        # Free pages can then be given back to the disk a few at a time.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("VACUUM")
        connection.execute("BEGIN IMMEDIATE")
        for statement in statements():
            connection.execute(statement)
        connection.execute("INSERT INTO alembic_version VALUES (?)", (HEAD,))
        connection.execute("INSERT INTO journal_now(id, step_id, bulk) VALUES (1, NULL, 0)")
        facts = {"file_uuid": str(uuid.uuid4()), "min_reader": str(MIN_READER), "app_version": __version__}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", list(facts.items()))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def inspect(path: Path) -> int:
    """The schema version of a file that is a book this program can open.

    Raises `StoreError` when it is missing, a folder, foreign, newer or damaged, with its kind. Not one byte
    is written, beside the file neither.
    """
    _look_from_outside(path)
    try:
        return _version(lambda: quiet_connect(path), path)
    except StoreError as error:
        if error.kind != "damaged" or not error.detail:
            raise
        return _with_its_log(path, error)


def _version(connect: Callable[[], Any], path: Path) -> int:
    with plain_words(path):
        connection = connect()
        try:
            return _identify(connection, path)
        finally:
            connection.close()


def _with_its_log(path: Path, why: StoreError) -> int:
    """The version of a book whose pages were just being written when the power failed: its log has them.

    That is tried on a private copy. Raises `StoreError` when it is damaged with its log too.
    """
    beside = [ending for ending in ("-wal", "-journal") if Path(f"{path}{ending}").exists()]
    try:
        if beside:
            with tempfile.TemporaryDirectory(prefix="salesdesk-look-") as folder:
                copy = Path(folder) / "book"
                for ending in ("", *beside):
                    shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
                return _version(lambda: raw_connect(copy), copy)
    except (StoreError, OSError):
        raise unreadable(path, why.detail) from why
    raise unreadable(path, why.detail) from why


def _look_from_outside(path: Path) -> None:
    """What can be said of a path without opening anything: a pipe would wait for ever."""
    try:
        seen = path.stat()
    except OSError as error:
        raise _no_file(path, error) from error
    if not stat.S_ISREG(seen.st_mode):
        words = _("{path} is not a file. Choose a Salesdesk book.").format(path=path)
        raise StoreError(words, kind="foreign")
    if seen.st_size == 0:
        words = _("{name} is empty: a Salesdesk book never is. It was not changed.").format(name=path.name)
        raise StoreError(words, "0 bytes", "damaged")
    if seen.st_size < _LEAST:
        raise unreadable(path, f"{seen.st_size} bytes")


def _no_file(path: Path, error: OSError) -> StoreError:
    if error.errno == errno.ELOOP:
        words = _("{name} is a link that leads back to itself. Choose a Salesdesk book.")
        return StoreError(words.format(name=path.name), str(error), "foreign")
    if error.errno in (errno.EACCES, errno.EPERM):
        words = _("This account may not open {path}. Nothing was changed. Ask the owner of this computer.")
        return StoreError(words.format(path=path), str(error), "denied")
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.EINVAL, errno.ENAMETOOLONG):
        return StoreError(missing_words(path), kind="missing")
    return StoreError(
        _("The drive did not answer. What was saved before is safe. Check that it is still connected."),
        str(error), "drive",
    )  # fmt: skip


def missing_words(path: Path) -> str:
    """What is said of a book that is not there."""
    return _("There is no book at {path}. Nothing was made in its place.").format(path=path)


def unreadable(path: Path, detail: str) -> StoreError:
    """Why a file cannot be read as a book: it is something else, or it is damaged.

    It is opened plainly here, which loses the engine's locks; no engine can have it open as it is.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        return _no_file(path, error)
    if head.startswith(_OTHERS) or not _CONTROLS.intersection(head):
        words = _("{name} is not a Salesdesk book. It was not changed. Choose a Salesdesk book.")
        return StoreError(words.format(name=path.name), detail, "foreign")
    words = _("{name} cannot be read: it is damaged, or it is not a Salesdesk book. It was not changed.")
    return StoreError(words.format(name=path.name), detail, "damaged")


def _identify(connection: Any, path: Path) -> int:
    ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if ours and 0 < version <= SCHEMA_VERSION:
        return version
    facts = _facts(connection)
    # One broken byte in the head of our own book must not send the owner away as if it were a stranger's.
    if not ours and "file_uuid" not in facts:
        raise StoreError(
            _("{name} belongs to another program. It was not changed. Choose a Salesdesk book.").format(
                name=path.name
            ),
            kind="foreign",
        )
    if not ours or version <= 0 or facts.get("revision") == HEAD:
        raise unreadable(path, f"application_id or user_version {version}")
    raise StoreError(
        _("This book was last used by a newer Salesdesk ({version}). It is safe and was not changed. "
          "Install the newer version to open it.").format(version=facts.get("app_version", "?")),
        kind="newer",
    )  # fmt: skip


def _facts(connection: Any) -> dict[str, str]:
    """What a book says of itself; only read from tables that are laid out as ours always were."""
    sql = "SELECT name, type, sql FROM sqlite_master WHERE name IN ('meta', 'alembic_version')"
    try:
        layout = connection.execute(sql).fetchall()
    except sqlite.OperationalError:  # letters that are none: another program's
        return {}
    if {name: (kind, " ".join(str(text).split())) for name, kind, text in layout} != _TELLING:
        return {}
    facts = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return facts | {"revision": revision[0] if revision else ""}
