"""Making a new book, and looking at a file before it is trusted to be one."""

import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from salesdesk import __version__
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.store.blueprint import HEAD, MIN_READER, SCHEMA_VERSION, statements
from salesdesk.store.engine import APPLICATION_ID, plain_words, raw_connect


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

    Raises `StoreError` when it is missing, a folder, foreign, newer or damaged; the file is not touched.
    """
    if not path.exists():
        raise StoreError(_("There is no book at {path}. Nothing was made in its place.").format(path=path))
    if not path.is_file():
        raise StoreError(_("{path} is not a file. Choose a Salesdesk book.").format(path=path))
    with path.open("rb") as file:
        head = file.read(16)
    if head != b"SQLite format 3\0":
        raise StoreError(_("{name} is not a Salesdesk book. It was not changed.").format(name=path.name))
    with plain_words():
        connection = raw_connect(path, read_only=True)
        try:
            return _identify(connection, path)
        finally:
            connection.close()


def _identify(connection: Any, path: Path) -> int:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreError(
            _("{name} belongs to another program. It was not changed. Choose a Salesdesk book.").format(
                name=path.name
            )
        )
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        needed = connection.execute("SELECT value FROM meta WHERE key = 'app_version'").fetchone()
        raise StoreError(
            _("This book was last used by a newer Salesdesk ({version}). It is safe and was not changed. "
              "Install the newer version to open it.").format(version=needed[0] if needed else "?")
        )  # fmt: skip
    return version
