"""What a saved filter holds, and how it is written down."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from salesdesk.base.listing import ListQuery


class Wanted(NamedTuple):
    """A list as it is wanted: which view, text and order, and the keys of the columns left out."""

    query: ListQuery
    hidden: tuple[str, ...] = ()


class SavedFilter(NamedTuple):
    """A saved filter of a list, in its place."""

    id: int
    name: str
    wanted: Wanted


def chip_key(saved_id: int) -> str:
    """The key of a saved filter's chip."""
    return f"saved:{saved_id}"


def to_json(wanted: Wanted) -> str:
    """As kept in the book."""
    query = wanted.query
    kept = {
        "view": query.view,
        "text": query.text,
        "sort": query.sort,
        "descending": query.descending,
        "hidden": sorted(wanted.hidden),
    }
    return json.dumps(kept, ensure_ascii=False)


def from_json(rules: str) -> Wanted:
    """As kept in the book; what cannot be read there is left at its usual value."""
    try:
        kept = json.loads(rules)
    except ValueError:
        kept = {}
    known: dict[str, Any] = kept if isinstance(kept, dict) else {}
    query = ListQuery(
        _text(known.get("view")) or "all",
        _text(known.get("text")),
        _text(known.get("sort")),
        known.get("descending") is True,
    )
    hidden = known.get("hidden")
    return Wanted(query, tuple(_text(key) for key in hidden) if isinstance(hidden, list) else ())


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
