"""What is proven of a file before it counts as a copy: its layout, pages, links, and what is in it."""

from pathlib import Path
from typing import Any, NamedTuple

from salesdesk.base.choices import OPEN_CASE_STATUSES, OPEN_STAGES
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.store import books
from salesdesk.store.engine import raw_connect
from salesdesk.store.engine_words import plain_words
from salesdesk.store.layouts import refuse_strange


class Facts(NamedTuple):
    """What is in a book at one moment. ``counts`` are the rows of every table; ``head`` names its newest
    step and change; ``parties``, ``events`` and ``open_work`` are what a person understands."""

    file_uuid: str
    counts: dict[str, int]
    head: str
    parties: int
    events: int
    open_work: int


def facts_of(connection: Any) -> Facts:
    """Count a book on a plain connection; inside a transaction all of it is of one moment."""
    listed = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT GLOB 'sqlite_*' ORDER BY name"
    ).fetchall()
    counts = {name: _one(connection, f'SELECT count(*) FROM "{name}"') for (name,) in listed}

    def open_of(table: str, column: str, values: tuple[str, ...]) -> int:
        among = ", ".join("?" * len(values))
        sql = f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL AND {column} IN ({among})"
        return _one(connection, sql, values)

    return Facts(
        file_uuid=uuid_of(connection),
        counts=counts,
        head=head_of(connection),
        parties=_one(connection, "SELECT count(*) FROM party WHERE deleted_at IS NULL"),
        events=_one(connection, "SELECT count(*) FROM interaction WHERE deleted_at IS NULL"),
        open_work=open_of("deal", "stage", OPEN_STAGES)
        + open_of("service_case", "status", OPEN_CASE_STATUSES),
    )


def _one(connection: Any, sql: str, values: tuple[str, ...] = ()) -> int:
    return int(connection.execute(sql, values).fetchone()[0])


def head_of(connection: Any) -> str:
    """The newest step and change of a book: it says whether anything was done since."""
    step = _one(connection, "SELECT coalesce(max(id), 0) FROM step")
    change = _one(connection, "SELECT coalesce(max(id), 0) FROM change")
    return f"{step}.{change}"


def uuid_of(connection: Any) -> str:
    """Which book it is."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'file_uuid'").fetchone()
    return str(row[0]) if row else ""


def head_and_uuid(book: Path) -> tuple[str, str]:
    """The newest step and change of a book, and which book it is. Raises `StoreError`."""
    with plain_words():
        connection = raw_connect(book, read_only=True)
        try:
            return head_of(connection), uuid_of(connection)
        finally:
            connection.close()


def prove(path: Path) -> Facts:
    """Open a file anew and look through all of it: what is in it.

    Raises `StoreError` when it is not a book, is laid out strangely, is damaged or has broken links.
    """
    books.inspect(path)
    with plain_words():
        connection = raw_connect(path, read_only=True)
        try:
            refuse_strange(connection)
            whole = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
            if not whole or connection.execute("PRAGMA foreign_key_check").fetchone():
                raise StoreError(
                    _("The backup was not sound, so it was thrown away. Older backups are safe."),
                    "integrity_check", "damaged",
                )  # fmt: skip
            return facts_of(connection)
        finally:
            connection.close()
