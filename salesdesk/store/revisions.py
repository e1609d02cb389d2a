"""The revisions of the schema, run on a file that nobody else has; and the page copy that puts it in place.

What is around it, so that nothing can be lost by it, is `migrate` and `restore`.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.store import blueprint, books
from salesdesk.store.engine import raw_connect, sqlite


def is_current(path: Path) -> bool:
    """Whether the book has this program's schema (asked by plain SQL: Alembic is not loaded for it)."""
    return books.inspect(path) == blueprint.SCHEMA_VERSION


def upgrade(path: Path, revision: str = "head") -> None:
    """Run the revisions on a file: one transaction, links not enforced, all or nothing."""
    from alembic import command

    config = _config()
    engine = create_engine(
        "sqlite://", module=sqlite, creator=lambda: _bare(path), poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise StoreError(
                    _("The book could not be brought up to date, so it stays as it was."), "foreign_key_check"
                )
    finally:
        engine.dispose()


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option(
        "script_location", str(Path(__file__).parent.parent / "migrations").replace("%", "%%")
    )
    return config


def rewritten(after_version: int) -> dict[str, frozenset[str]]:
    """Which columns the revisions after a version fill anew, by table ("*": all of the table's rows).

    A revision says so by ``REWRITES = {"table": ("column", …)}``; everything else must come through alike.
    """
    from alembic.script import ScriptDirectory

    out: dict[str, frozenset[str]] = {}
    for script in ScriptDirectory.from_config(_config()).walk_revisions():
        if int(script.revision) > after_version:
            for table, columns in getattr(script.module, "REWRITES", {}).items():
                out[table] = out.get(table, frozenset()) | frozenset(columns)
    return out


def _bare(path: Path) -> Any:
    connection = raw_connect(path, create=True)
    # With links enforced, a rebuilt table would take its children with it.
    connection.execute("PRAGMA foreign_keys=OFF")
    if connection.execute("PRAGMA foreign_keys").fetchone()[0] != 0:
        raise StoreError(
            _("The book could not be brought up to date, so it stays as it was."), "foreign_keys"
        )
    return connection


def put_in_place(work: Path, target: Any) -> None:
    """Copy a book's pages over those of an open one: one transaction of the engine, the old or the new."""
    source = raw_connect(work, read_only=True)
    try:
        source.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        source.close()
