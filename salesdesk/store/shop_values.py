"""The shop's settings, for queries that have only a connection."""

from collections.abc import Callable

from sqlalchemy import Connection, select

from salesdesk.store import schema as s


def settings_of(db: Connection, *keys: str) -> Callable[[str, str], str]:
    """A function that gives the text of one of these settings, or its second argument."""
    t = s.setting.c
    rows = db.execute(select(t.key, t.value).where(t.key.in_(keys), t.deleted_at.is_(None)))
    kept = {row.key: row.value for row in rows}
    return lambda key, default: kept.get(key, default)
