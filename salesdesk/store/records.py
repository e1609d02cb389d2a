"""The records as classes of SQLModel, for whoever works with entities instead of rows.

Not loaded by the window: lists and commands use the tables, and SQLModel with its 37 classes takes
longer to load than everything else together. An entity is on the very same table as the queries::

    from salesdesk.store.records import entity
    Party = entity("party")
    with Session(engine) as session: person = session.get(Party, 17)
"""

import types
from functools import cache
from typing import Any

from sqlmodel import Field, SQLModel

from salesdesk.store import schema
from salesdesk.store.schema.columns import Declared, Record, declared


def entity(table: str) -> type[SQLModel]:
    """The class whose objects are the rows of a table; KeyError for a table that has no records."""
    return _entity(str(table))  # the cache takes a name of SQLAlchemy's own kind for another one


@cache
def _entity(table: str) -> type[SQLModel]:
    record = {r.table.name: r for r in schema.RECORDS}[table]
    columns = declared(record)
    body: dict[str, Any] = {said.name: _field(record, said) for said in columns}
    body |= {
        "__module__": __name__,
        "__doc__": record.__doc__,
        "__annotations__": {said.name: said.note for said in columns},
        "__table__": record.table,
    }
    made: type[SQLModel] = types.new_class(
        record.__name__, (SQLModel,), {"table": True}, lambda ns: ns.update(body)
    )
    return made


def _field(record: type[Record], said: Declared) -> Any:
    column, default = record.table.c[said.name], said.kind.default
    if callable(default):
        return Field(default_factory=default, sa_column=column)
    if default is None and said.required:
        return Field(sa_column=column)
    return Field(default=default, sa_column=column)
