"""Which records of the book hold a code, a phone number, an e-mail address, a name: looked up in bulk.

Of a book of usual size the few columns are read once and kept; of a very large one each batch asks for
what it needs.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select

CHUNK = 500  # values in one question to the database
MOST_KEPT = 300_000  # records

Index = dict[Any, list[int]]


class BookIndex:
    """The ids of records by what some of their columns hold."""

    def __init__(self, table: Table, columns: Sequence[Column[Any]]) -> None:
        self.table = table
        self.columns = columns
        self._kept: list[Index] | None = None

    def ids(self, db: Connection, wanted: Sequence[Collection[Any]]) -> list[Index]:
        """For each column an index that has at least the wanted values that any record holds."""
        if self._kept is None and self._count(db) <= MOST_KEPT:
            self._kept = [{} for _column in self.columns]
            for row_id, *values in db.execute(self._living(select(self.table.c.id, *self.columns))):
                for index, value in zip(self._kept, values, strict=True):
                    if value:
                        index.setdefault(value, []).append(row_id)
        if self._kept is not None:
            return self._kept
        return [self._asked(db, c, list(v)) for c, v in zip(self.columns, wanted, strict=True)]

    def _count(self, db: Connection) -> int:
        return int(db.execute(select(func.count()).select_from(self.table)).scalar_one())

    def _asked(self, db: Connection, column: Column[Any], values: Sequence[Any]) -> Index:
        found: Index = {}
        for some in chunks(values):
            query = self._living(select(self.table.c.id, column).where(column.in_(some)))
            for row_id, value in db.execute(query):
                found.setdefault(value, []).append(row_id)
        return found

    def _living(self, query: Any) -> Any:
        """The query without what lies in the Bin."""
        if "deleted_at" in self.table.c:
            return query.where(self.table.c.deleted_at.is_(None))
        return query


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Values in pieces that one question to the database can hold."""
    for at in range(0, len(values), CHUNK):
        yield values[at : at + CHUNK]
