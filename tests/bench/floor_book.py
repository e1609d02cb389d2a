"""The floors' own file: the least that holds the same people, with the shipped engine and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from salesdesk.base.fold import fold
from salesdesk.store.engine import sqlite

COLUMNS = (
    "id", "name", "sort_name", "company", "phone", "email", "city", "address", "stage", "source", "note",
    "fold", "created_at", "last_contact_at",
)  # fmt: skip
INSERT = f"INSERT INTO customers({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
_TABLE = """
CREATE TABLE customers (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, sort_name TEXT NOT NULL, company TEXT,
    phone TEXT, email TEXT, city TEXT, address TEXT, stage TEXT NOT NULL, source TEXT,
    note TEXT, fold TEXT NOT NULL, created_at TEXT NOT NULL, last_contact_at TEXT
)"""
_INDEXES = (
    "CREATE INDEX ix_customers_sort ON customers(sort_name, id)",
    "CREATE INDEX ix_customers_phone ON customers(phone)",
    "CREATE INDEX ix_customers_last_contact ON customers(last_contact_at)",
)
# Lean, as the floors of the design have it: two prefix lengths, no places inside the text.
_SEARCH = (
    "CREATE VIRTUAL TABLE customers_fts USING fts5(fold, content='customers', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2', prefix='1 2', detail=none)"
)
_SEARCH_BY_ROW = (
    "CREATE TRIGGER customers_au AFTER UPDATE OF fold ON customers WHEN old.fold <> new.fold BEGIN "
    "INSERT INTO customers_fts(customers_fts, rowid, fold) VALUES ('delete', old.id, old.fold); "
    "INSERT INTO customers_fts(rowid, fold) VALUES (new.id, new.fold); END"
)


def connect(path: Path) -> Any:
    """A bare connection: WAL, FULL, 64 MiB of cache; nothing else is asked of the engine."""
    connection = sqlite.connect(str(path), isolation_level=None, check_same_thread=False)
    for setting in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    return connection


def lay_out(connection: Any) -> None:
    """The table, its indexes and its search index, empty."""
    for statement in (_TABLE, *_INDEXES, _SEARCH, _SEARCH_BY_ROW):
        connection.execute(statement)


def make(path: Path, book: Path) -> None:
    """Write the people of a book into a new file of the floors' own."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    connection = sqlite.connect(str(draft), isolation_level=None)
    try:
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-262144"):
            connection.execute(f"PRAGMA {setting}").fetchall()
        lay_out(connection)
        connection.execute("ATTACH ? AS book", (f"{book.resolve()}",))
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO customers SELECT id, name, sort_name, NULL, phone, email, area, address, state, "
            "source, notes, search, created_at, last_contact_on FROM book.party"
        )
        connection.execute("INSERT INTO customers_fts(customers_fts) VALUES ('rebuild')")
        connection.execute("COMMIT")
        connection.execute("DETACH book")
    finally:
        connection.close()
    draft.replace(path)


def customers(rows: Iterable[Sequence[Any]], first_id: int) -> Iterator[tuple[Any, ...]]:
    """The least an import must do for a row of nine columns: fold its text for sorting and for search."""
    now = "2026-01-01 00:00:00"
    for number, row in enumerate(rows, first_id):
        name, company, phone, email, city, address, stage, source, note = (str(cell) for cell in row)
        folded = fold(name)
        search = f"{folded} {fold(company)} {phone} {email} {fold(city)}"
        yield (
            number, name, folded, company or None, phone, email, city, address, stage or "prospect",
            source, note or None, search, now, None,
        )  # fmt: skip


def csv_rows(path: Path) -> Iterator[list[str]]:
    """The rows of a CSV file without its head."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from reader


def import_into_empty(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    """A new file with these rows, the search index rebuilt at the end."""
    connection = connect(path)
    try:
        lay_out(connection)
        connection.execute("BEGIN")
        connection.executemany(INSERT, customers(rows, 1))
        connection.execute("INSERT INTO customers_fts(customers_fts) VALUES ('rebuild')")
        connection.execute("COMMIT")
    finally:
        connection.close()


def import_more(connection: Any, rows: Iterable[Sequence[Any]]) -> None:
    """Rows added to those there are, the search index by one INSERT ... SELECT."""
    connection.execute("BEGIN")
    first = connection.execute("SELECT max(id) + 1 FROM customers").fetchone()[0]
    connection.executemany(INSERT, customers(rows, first))
    connection.execute(
        "INSERT INTO customers_fts(rowid, fold) SELECT id, fold FROM customers WHERE id >= ?", (first,)
    )
    connection.execute("COMMIT")
