"""A first look into a book by a bare connection: enough for the first page, before SQLAlchemy is loaded.

It never waits, changes nothing and says nothing: whatever is not as expected gives None, and then the
book is opened the careful way (`opening.open_book`), which has the words for it. That follows in any case.
"""

import os
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from salesdesk.base import clock
from salesdesk.store.engine import APPLICATION_ID, quiet_connect
from salesdesk.store.versions import SCHEMA_VERSION

CALLED = "coalesce(nullif(p.name, ''), nullif(p.phone, ''), nullif(p.email, ''), p.code, '—')"
"""What a party ``p`` is called, in SQL."""


class Row(dict[str, Any]):
    """A row by the names of its columns."""


class Glimpse(NamedTuple):
    """What the frame of the window says, and a connection to read the first page from."""

    connection: Any
    settings: dict[str, str]
    staff_id: int | None
    person: str
    """The name of who is at the desk, "" when nobody is."""
    guarded: bool
    """Whether somebody has a PIN, so that nothing may be shown before it is given."""

    def setting(self, key: str, default: str = "") -> str:
        """One of the shop's settings, as text."""
        return self.settings.get(key, default)

    @property
    def currency(self) -> str:
        """The shop's currency code."""
        return self.settings.get("currency", "USD")

    @property
    def country(self) -> str:
        """The shop's country code."""
        return self.settings.get("country", "US")

    def now(self) -> datetime:
        """This instant, UTC."""
        return clock.now()

    def today(self) -> date:
        """The day on the shop's wall calendar."""
        return clock.today(ZoneInfo(self.settings.get("zone", "UTC")))

    def rows(self, statement: str, **values: Any) -> list[Row]:
        """What a SELECT gives."""
        cursor = self.connection.execute(statement, values)
        names = [column[0] for column in cursor.description]
        return [Row(zip(names, values, strict=True)) for values in cursor.fetchall()]


def look_into(path: Path) -> Glimpse | None:
    """A first look; None when the book is not there, not sound at first sight, not current or busy.

    The caller closes its ``connection``.
    """
    connection: Any = None
    try:
        if not _lies_at_rest(path):
            return None
        connection = quiet_connect(path)
        found = _read(connection)
    except Exception:  # noqa: BLE001 - the careful way finds the words for it
        found = None
    if found is None and connection is not None:
        connection.close()
    return found


def _lies_at_rest(path: Path) -> bool:
    """Whether a file that can be written lies there, and no log beside it that would say more."""
    logs = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return path.is_file() and writable and not any(log.exists() for log in logs)


def _read(connection: Any) -> Glimpse | None:
    def one(statement: str) -> Any:
        with closing(connection.execute(statement)) as cursor:
            return cursor.fetchone()

    if one("PRAGMA application_id")[0] != APPLICATION_ID or one("PRAGMA user_version")[0] != SCHEMA_VERSION:
        return None
    settings = dict(connection.execute("SELECT key, value FROM setting").fetchall())
    person = one("SELECT id, name FROM staff_member WHERE active AND deleted_at IS NULL ORDER BY id LIMIT 1")
    guarded = one("SELECT 1 FROM staff_pin WHERE deleted_at IS NULL LIMIT 1")
    return Glimpse(
        connection, settings, person[0] if person else None, person[1] if person else "", guarded is not None
    )
