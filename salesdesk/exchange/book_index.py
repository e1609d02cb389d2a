"""Which records of the book hold a code, a phone number, an e-mail address, a name: looked up in bulk.

Of a book of usual size the few columns are read once and kept; of a very large one each batch asks for
what it needs. Either way a record is found under the very key that a row of the same record has.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from salesdesk.exchange.context import Context
from salesdesk.exchange.importer import Identity, Importer, Values

CHUNK = 500  # values in one question to the database
MOST_KEPT = 300_000  # records
_TOGETHER = 1_000  # records read at a time


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
        return self._ways[at].ids(key)

    def ids_of_any(self, at: int, keys: Iterable[str | None]) -> set[int]:
        """The records with any of the keys."""
        way = self._ways[at]
        return {row_id for key in keys if key in way.found for row_id in way.ids(key)} if way.found else set()

    def _read_whole(self, db: Connection) -> None:
        ways = [way for way in self._ways if way.wanted]
        query = self._living(select(self.table.c.id, *(column for way in ways for column in way.columns)))
        for some in db.execute(query).partitions(_TOGETHER):
            ids, *columns = _columns(some)
            for way in ways:
                way.enter(ids, columns[: len(way.columns)])
                del columns[: len(way.columns)]

    def _count(self, db: Connection) -> int:
        return int(db.execute(select(func.count()).select_from(self.table)).scalar_one())

    def _ask(self, db: Connection, way: "_Way", values: Collection[Any]) -> None:
        if not way.also:
            way.clear()
        for some in chunks(list(values)):
            query = self._living(select(self.table.c.id, *way.columns).where(way.column.in_(some)))
            if found := db.execute(query).all():
                ids, *columns = _columns(found)
                way.enter(ids, columns)

    def _living(self, query: Any) -> Any:
        """The query without what lies in the Bin."""
        if "deleted_at" in self.table.c:
            return query.where(self.table.c.deleted_at.is_(None))
        return query


class _Way:
    """One identity, as the book is looked through by it: ``found`` has the first id by key, the few further
    ones are kept apart (a list for each key would be as many objects as there are records).

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
        self.found: dict[str | None, int] = {}
        self._further: dict[str | None, list[int]] = {}
        self._asked: set[Any] = set()

    def ids(self, key: str | None) -> Sequence[int]:
        """The records with a key."""
        return (self.found[key], *self._further.get(key, ())) if key in self.found else ()

    def enter(self, ids: Sequence[int], columns: Sequence[Sequence[Any]]) -> None:
        """Take records into account: for each of ``columns`` their values."""
        for row_id, key in zip(ids, self._keys(columns), strict=True):
            if key and self.found.setdefault(key, row_id) != row_id:
                self._further.setdefault(key, []).append(row_id)

    def _keys(self, columns: Sequence[Sequence[Any]]) -> Sequence[str | None]:
        if self._identity.kept:
            return columns[0]
        key, fields, context = self._identity.key, self._fields, self._context
        return [key(dict(zip(fields, values, strict=True)), context) for values in zip(*columns, strict=True)]

    def clear(self) -> None:
        """Forget the records."""
        self.found, self._further = {}, {}

    def stored(self, rows: Sequence[Values], keys: Sequence[str | None]) -> set[Any]:
        """What ``column`` may hold for the rows and was not asked for before."""
        pairs = zip(rows, keys, strict=True)
        values = {v for row, key in pairs if key is not None for v in self._identity.stored(row, key)}
        if self.also:
            # The same names come again and again: each is asked for once.
            values -= self._asked
            self._asked |= values
        return values


def _columns(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True))


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Values in pieces that one question to the database can hold."""
    for at in range(0, len(values), CHUNK):
        yield values[at : at + CHUNK]
