"""What the undo law needs: a picture of the whole book, and a sample call for every command."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import text

from salesdesk.store import schema
from salesdesk.store.database import Store


class Sample(NamedTuple):
    """``prepare`` makes what the command needs and gives its ids; ``act`` is the call itself."""

    act: Callable[[Store, dict[str, Any]], object]
    prepare: Callable[[Store], dict[str, Any]] = lambda _store: {}


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the business, and the summary figures."""
    with store.reading() as db:
        tables = {
            name: [tuple(r) for r in db.execute(text(f"SELECT * FROM {name} ORDER BY 1"))]
            for name in schema.TABLES
        }
        tables["tally"] = sorted(tuple(r) for r in db.execute(text("SELECT * FROM tally")))
    return tables
