"""Which records of the book hold a code, a phone number, an e-mail address, a name: looked up in bulk.

Of a book of usual size the few columns are read once and kept; of a very large one each batch asks for
what it needs. Either way a record is found under the very key that a row of the same record has.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from salesdesk.exchange.context import Context
from salesdesk.exchange.importer import Identity, Importer, Values

CHUNK = 500  # values in one question to the database
MOST_KEPT = 300_000  # records

Index = dict[str | None, list[int]]


class BookIndex:
    """The ids of records by the keys of an importer's identities. ``fields`` are those that rows have."""

    def __init__(self, importer: Importer, context: Context, fields: Collection[str]) -> None:
        self.table = importer.table
        self._ways = [_Way(identity, importer, context, fields) for identity in importer.identities]
        self._whole: bool | None = None

    def look_up(self, db: Connection, rows: Sequence[Values], keys: Sequence[Sequence[str | None]]) -> None:
        """Know from now on whatever records have one of the keys: one list of keys an identity."""
        if self._whole is None:
            self._whole = self._count(db) <= MOST_KEPT
            if self._whole:
                self._read_whole(db)
        if not self._whole:
            for way, some in zip(self._ways, keys, strict=True):
                self._ask(db, way, way.stored(rows, some))

    def ids(self, at: int, key: str) -> Sequence[int]:
        """The records with a key of the identity at that place."""
        return self._ways[at].found.get(key, ())

    def ids_of_any(self, at: int, keys: Sequence[str | None]) -> set[int]:
        """The records with any of the keys."""
        found = self._ways[at].found
        return {row_id for key in keys if key in found for row_id in found[key]} if found else set()

    def _read_whole(self, db: Connection) -> None:
        ways = [way for way in self._ways if way.wanted]
        columns = [column for way in ways for column in way.columns]
        for row_id, *values in db.execute(self._living(select(self.table.c.id, *columns))):
            at = 0
            for way in ways:
                way.enter(row_id, values[at : at + len(way.columns)])
                at += len(way.columns)

    def _count(self, db: Connection) -> int:
        return int(db.execute(select(func.count()).select_from(self.table)).scalar_one())

    def _ask(self, db: Connection, way: "_Way", values: Collection[Any]) -> None:
        if not way.also:
            way.found.clear()
        for some in chunks(list(values)):
            query = self._living(select(self.table.c.id, *way.columns).where(way.column.in_(some)))
            for row_id, *row in db.execute(query):
                way.enter(row_id, row)

    def _living(self, query: Any) -> Any:
        """The query without what lies in the Bin."""
        if "deleted_at" in self.table.c:
            return query.where(self.table.c.deleted_at.is_(None))
        return query


class _Way:
    """One identity, as the book is looked through by it: ``found`` has ids by key.

    ``columns`` are what the key is made of, ``column`` what the book can be asked by.
    """

    def __init__(
        self, identity: Identity, importer: Importer, context: Context, fields: Collection[str]
    ) -> None:
        self._identity, self._context = identity, context
        self.wanted, self.also, self.column = identity.field in fields, bool(identity.also), identity.column
        self._fields = [k for k in (identity.field, *identity.also) if importer.column(k) is not None]
        kept = [importer.column(key) for key in self._fields]
        self.columns = [identity.column] if identity.kept else [c for c in kept if c is not None]
        self.found: Index = {}
        self._asked: set[Any] = set()

    def enter(self, row_id: int, values: Sequence[Any]) -> None:
        """Take a record into account; ``values`` are those of ``columns``."""
        if self._identity.kept:
            key = values[0]
        else:
            key = self._identity.key(dict(zip(self._fields, values, strict=True)), self._context)
        if key:
            self.found.setdefault(key, []).append(row_id)

    def stored(self, rows: Sequence[Values], keys: Sequence[str | None]) -> set[Any]:
        """What ``column`` may hold for the rows and was not asked for before."""
        pairs = zip(rows, keys, strict=True)
        values = {v for row, key in pairs if key is not None for v in self._identity.stored(row, key)}
        if self.also:
            # The same names come again and again: each is asked for once.
            values -= self._asked
            self._asked |= values
        return values


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Values in pieces that one question to the database can hold."""
    for at in range(0, len(values), CHUNK):
        yield values[at : at + CHUNK]
