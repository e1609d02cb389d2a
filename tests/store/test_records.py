"""One declaration of every record: its table for queries, its class for entities, PostgreSQL's words."""

import subprocess
import sys

from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex
from sqlmodel import Session, create_engine

from salesdesk.store import schema as s
from salesdesk.store.records import entity
from salesdesk.store.schema.columns import for_postgresql


def test_an_entity_is_a_row_of_the_table_that_queries_read() -> None:
    engine = create_engine("sqlite://")
    s.metadata.create_all(engine)
    party = entity("party")
    with Session(engine) as session:
        session.add(party(id=3, name="Nguyễn Đức", sort_name="duc nguyen"))
        session.commit()
    with engine.connect() as db:
        row = db.execute(s.party.select()).one()
    assert (row.id, row.name, row.kind, row.hot, row.version) == (3, "Nguyễn Đức", "person", False, 1)
    assert row.created_at is not None
    assert row.deleted_at is None
    engine.dispose()


def test_every_table_has_its_entity_with_the_same_columns() -> None:
    for name, table in s.TABLES.items():
        assert list(entity(name).model_fields) == [c.name for c in table.columns]
        assert entity(name) is entity(str(name))


def test_postgresql_indexes_only_the_rows_that_sqlite_indexes() -> None:
    hot = next(i for i in for_postgresql().tables["party"].indexes if i.name == "ix_party_hot")
    words = str(CreateIndex(hot).compile(dialect=postgresql.dialect()))
    assert words.endswith("WHERE hot = 1 AND deleted_at IS NULL")


def test_the_tables_are_there_without_sqlmodel_and_without_postgresql() -> None:
    asked = (
        "import sys; from salesdesk.store import schema; assert len(schema.TABLES) > 30;"
        "print([m for m in ('sqlmodel', 'pydantic', 'sqlalchemy.orm', 'sqlalchemy.dialects.postgresql')"
        " if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
