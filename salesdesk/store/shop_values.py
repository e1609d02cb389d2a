"""The shop's settings, for queries that have only a connection."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from salesdesk.store import schema as s
from salesdesk.store.prepared import prepared


@prepared
def _settings() -> Select[Any]:
    t = s.setting.c
    named = t.key.in_(bindparam("keys", expanding=True))
    return select(t.key, t.value).where(named, t.deleted_at.is_(None))


def settings_of(db: Connection, *keys: str) -> Callable[[str, str], str]:
    """A function that gives the text of one of these settings, or its second argument."""
    kept = {row.key: row.value for row in _settings.all(db, keys=keys)}
    return lambda key, default: kept.get(key, default)
