"""The first book: every table, trigger and index of version 1, as frozen SQL beside this file.

Frozen when released: imports no code of the program.
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

APPLICATION_ID = 0x53444B31
SCHEMA_VERSION = 1


def upgrade() -> None:
    """Make the book; each statement stands on its own line."""
    bind = op.get_bind()
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").splitlines():
        if not statement.startswith("CREATE TABLE alembic_version "):  # Alembic makes its own
            bind.exec_driver_sql(statement)
    bind.exec_driver_sql("INSERT INTO journal_now(id, step_id, bulk) VALUES (1, NULL, 0)")
    bind.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    bind.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
