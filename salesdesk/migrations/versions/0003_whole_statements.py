"""Version 3: rows that one statement inserted are one line of the journal.

The journal's lines get an end (``last_id``), and every trigger is made anew so that it stays still while
whole statements bring their journal and sums along. Frozen when released: imports no code of the program.
"""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"

SCHEMA_VERSION = 3


def upgrade() -> None:
    """Change the schema; each statement stands on its own line."""
    bind = op.get_bind()
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").splitlines():
        bind.exec_driver_sql(statement)
    bind.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
