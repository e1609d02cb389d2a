"""Everything a book consists of, as statements: tables, indexes, journal, summary, search.

A new book is made from these; the first revision of `migrations` holds the same text, frozen, and a
test proves that both ways lead to the same schema.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from salesdesk.store import schema
from salesdesk.store.journal_schema import journal_metadata, triggers_of
from salesdesk.store.search_schema import index_tables, index_triggers
from salesdesk.store.tallies import tally_metadata, tally_triggers
from salesdesk.store.versions import HEAD as HEAD
from salesdesk.store.versions import MIN_READER as MIN_READER
from salesdesk.store.versions import SCHEMA_VERSION as SCHEMA_VERSION


def statements() -> Iterable[str]:
    """Every CREATE statement of the current schema, in order."""
    # Word for word what Alembic makes, so that a migrated book and a new one are laid out alike.
    key = "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)"
    yield f"CREATE TABLE alembic_version ( version_num VARCHAR(32) NOT NULL, {key} )"
    for metadata in (schema.metadata, journal_metadata, tally_metadata):
        yield from _tables(metadata)
    yield from index_tables()
    for table in schema.TABLES.values():
        yield from triggers_of(table.name, [c.name for c in table.columns])
    yield from tally_triggers()
    yield from index_triggers()


def _tables(metadata: MetaData) -> Iterable[str]:
    dialect = sqlite.dialect()
    for table in sorted(metadata.tables.values(), key=lambda t: t.name):
        yield _tidy(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda i: i.name or ""):
            yield _tidy(str(CreateIndex(index).compile(dialect=dialect)))


def _tidy(statement: str) -> str:
    # What the engine counts as space and nothing more: other spaces can be part of a name.
    return re.sub(r"[ \t\r\n\f]+", " ", statement).strip(" ")


def fingerprint(connection: Any) -> str:
    """A hash over all that a book's schema says: a foreign trigger or a lost index changes it.

    Left out are only what the engine makes by itself: the indexes of keys, whose text is their table's,
    and the statistics of `PRAGMA optimize`, if they have exactly the engine's text.
    """
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master "
        "WHERE NOT (type = 'index' AND sql IS NULL AND name GLOB 'sqlite_autoindex_*') "
        "AND NOT (type = 'table' AND (name, sql) IN (VALUES "
        "('sqlite_stat1', 'CREATE TABLE sqlite_stat1(tbl,idx,stat)'), "
        "('sqlite_stat4', 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)'))) "
        "ORDER BY type, name, tbl_name, sql"
    ).fetchall()
    text = "\n".join("|".join(_tidy(str(part)) for part in row) for row in rows)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def freeze() -> str:
    """The schema as the text of a revision's SQL file: a statement a line."""
    return "\n".join(statements()) + "\n"
