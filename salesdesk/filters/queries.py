"""Reading the saved filters of a list."""

from __future__ import annotations

from sqlalchemy import Connection, select

from salesdesk.filters.rules import SavedFilter, from_json
from salesdesk.store import schema as s


def list_filters(db: Connection, tab: str) -> list[SavedFilter]:
    """The saved filters of a list ("prospects", "sales.quotes"), in the order a person gave them."""
    c = s.saved_view.c
    rows = db.execute(
        select(c.id, c.name, c.rules).where(c.tab == tab, c.deleted_at.is_(None)).order_by(c.position, c.id)
    )
    return [SavedFilter(row.id, row.name, from_json(row.rules)) for row in rows]
