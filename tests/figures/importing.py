"""Bringing a file in as a person would: guess the columns, rehearse, create what is missing, apply."""

from __future__ import annotations

import os
from pathlib import Path

from salesdesk.base.task import silent_task
from salesdesk.exchange.importer import Importer
from salesdesk.exchange.mapping import guess, problems
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.rehearsal import ImportResult, apply, rehearse
from salesdesk.exchange.row_reading import Choices
from salesdesk.store.database import Store

ROOT = Path(__file__).resolve().parents[2]


def folder() -> Path:
    """Where the data sets lie; it may not exist."""
    told = os.environ.get("SALESDESK_FIGURES_DATA")
    return Path(told) if told else ROOT.parent / "shared" / "data"


def new_book(path: Path, currency: str, country: str, zone: str) -> Store:
    """An empty book in a currency."""
    return Store.create(
        path, shop_name=path.stem, currency=currency, language="en", owner="Owner", country=country, zone=zone
    )


def bring_in(store: Store, importer: Importer, path: Path) -> ImportResult:
    """Import a file with nothing answered by hand; names that the book lacks are made.

    Raises AssertionError when a column that is needed was not recognised.
    """
    table = open_table(path)
    mapping = guess(importer.matchable, table, words=importer.words)
    found = problems(mapping, importer.matchable)
    assert not found, (path.name, found)
    create = frozenset(importer.references)
    rehearsal = rehearse(table, mapping, importer, store, silent_task(), choices=Choices(create=create))
    return apply(rehearsal, store, silent_task())
