"""Version 2: ready-made messages, PINs of the staff, and the payment plan of a quote.

Three new tables with their indexes and journal, as frozen SQL beside this file; nothing that was there
changes. Frozen when released: imports no code of the program.
"""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"

SCHEMA_VERSION = 2


def upgrade() -> None:
    """Add the tables; each statement stands on its own line."""
    bind = op.get_bind()
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").splitlines():
        bind.exec_driver_sql(statement)
    bind.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
