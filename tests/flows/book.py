"""What the flows look up in the book."""

from typing import Any

from sqlalchemy import Table, func, select

from tests.flows.conftest import Person


def count_of(person: Person, table: Table) -> int:
    """How many living rows a table has."""
    with person.window.store.reading() as db:
        living = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None))
        return int(db.execute(living).scalar_one())


def row_of(person: Person, table: Table, row_id: int) -> Any:
    """A row."""
    with person.window.store.reading() as db:
        return db.execute(select(table).where(table.c.id == row_id)).one()


def first_of(person: Person, table: Table, *where: Any) -> int:
    """The id of the first row that fits."""
    with person.window.store.reading() as db:
        return int(db.execute(select(table.c.id).where(*where).order_by(table.c.id).limit(1)).scalar_one())
