"""The saved filters of a list read by a bare connection, for the first page; `queries` reads the same."""

from __future__ import annotations

from salesdesk.filters.rules import SavedFilter, from_json
from salesdesk.store.glimpse import Glimpse

_FILTERS = """
SELECT id, name, rules FROM saved_view WHERE tab = :tab AND deleted_at IS NULL ORDER BY position, id
"""


def first_filters(seen: Glimpse, tab: str) -> list[SavedFilter]:
    """The saved filters of a list, in the order a person gave them."""
    rows = seen.rows(_FILTERS, tab=tab)
    return [SavedFilter(row["id"], row["name"], from_json(row["rules"])) for row in rows]
