"""Which records of the book hold a code, a phone number, an e-mail address, a name: looked up in bulk.

Of a book of usual size the few columns are read once and kept; of a very large one each batch asks for
what it needs.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from salesdesk.exchange.context import Context
from salesdesk.exchange.importer import Identity, Importer, Values

CHUNK = 500  # values in one question to the database
MOST_KEPT = 300_000  # records

Index = dict[Any, list[int]]


class BookIndex:
    """The ids of records by what recognises them: what a column holds and, of an identity that takes
    further fields into account, the whole key with it (many share a name, few an address besides)."""

    def __init__(self, importer: Importer, context: Context) -> None:
        self.table = importer.table
        self._ways = [_Way(identity, importer, context) for identity in importer.identities]
        self._kept: list[Index] | None = None

    def sought(self, at: int, values: Values, key: str) -> list[Any]:
        """Under what the record of a row with this key stands in the index of identity ``at``."""
        return self._ways[at].sought(values, key)

    def ids(self, db: Connection, wanted: Sequence[Collection[Any]]) -> list[Index]:
        """For each identity an index that has at least the wanted values that any record holds."""
        if self._kept is None and self._count(db) <= MOST_KEPT:
            self._kept = [{} for _way in self._ways]
            columns = [column for way in self._ways for column in way.columns]
            for row_id, *values in db.execute(self._living(select(self.table.c.id, *columns))):
                at = 0
                for index, way in zip(self._kept, self._ways, strict=True):
                    way.enter(index, row_id, values[at : at + len(way.columns)])
                    at += len(way.columns)
        if self._kept is not None:
            return self._kept
        return [self._asked(db, way, list(v)) for way, v in zip(self._ways, wanted, strict=True)]

    def _count(self, db: Connection) -> int:
        return int(db.execute(select(func.count()).select_from(self.table)).scalar_one())

    def _asked(self, db: Connection, way: "_Way", values: Sequence[Any]) -> Index:
        # The same names come again and again: each is asked for once.
        new = [value for value in values if value not in way.asked]
        found = way.found if way.also else {}
        if way.also:
            way.asked.update(new)
        for some in chunks(new):
            query = self._living(select(self.table.c.id, *way.columns).where(way.columns[0].in_(some)))
            for row_id, *row in db.execute(query):
                way.enter(found, row_id, row)
        return found

    def _living(self, query: Any) -> Any:
        """The query without what lies in the Bin."""
        if "deleted_at" in self.table.c:
            return query.where(self.table.c.deleted_at.is_(None))
        return query


class _Way:
    """One identity, as the book is looked through by it."""

    def __init__(self, identity: Identity, importer: Importer, context: Context) -> None:
        self._identity, self._context = identity, context
        # Without its further fields a key cannot be told, so then the column alone is gone by.
        fields = (identity.field, *identity.also)
        kept = [importer.column(key) for key in fields] if identity.also else []
        self.also = bool(kept) and all(c is not None for c in kept)
        self._fields = fields
        self.columns = [identity.column, *(c for c in kept if c is not None and self.also)]
        self.asked: set[Any] = set()
        self.found: Index = {}

    def enter(self, index: Index, row_id: int, values: Sequence[Any]) -> None:
        """Take a record into an index; ``values`` are those of ``columns``."""
        value: Any = values[0]
        if not value:
            return
        if self.also:
            key = self._identity.key(dict(zip(self._fields, values[1:], strict=True)), self._context)
            value = (value, key)
        index.setdefault(value, []).append(row_id)

    def sought(self, values: Values, key: str) -> list[Any]:
        """Under what a row's record stands in the index."""
        stored = self._identity.stored(values, key)
        return [(value, key) for value in stored] if self.also else list(stored)


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Values in pieces that one question to the database can hold."""
    for at in range(0, len(values), CHUNK):
        yield values[at : at + CHUNK]
