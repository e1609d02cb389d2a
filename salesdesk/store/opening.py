"""The one way to a book: looked at, settled, brought up to date, and opened, for reading if need be."""

import os
from pathlib import Path

from salesdesk.base.errors import StoreError
from salesdesk.base.task import Task
from salesdesk.store import blueprint, books, holding, leftovers
from salesdesk.store.database import Store

_FOR_READING = ("read_only", "denied", "full")
"""Trouble with which a book may still be read."""


def open_book(path: Path, task: Task | None = None) -> Store:
    """Open a book; where it cannot be written, a private copy of it for reading.

    ``task`` may stop the bringing up to date, and the looking through after an unclean end. Raises
    `StoreError` with its kind when that cannot be done either; the file is then as it was, and nothing was
    made in its place.
    """
    version = books.inspect(path)
    if not may_be_written(path):
        return _for_reading(path)
    try:
        if version != blueprint.SCHEMA_VERSION:
            from salesdesk.store.migrate import migrate  # seldom needed

            migrate(path, task)
        leftovers.sweep(path)
        return Store.open(path, task)
    except StoreError as error:
        if error.kind not in _FOR_READING:
            raise
        return _reading_instead(path, error)


def _for_reading(path: Path) -> Store:
    return Store(path, holding.take_for_reading(path))


def may_be_written(path: Path) -> bool:
    """Whether this account may write a book and beside it, as far as the system says; nothing is tried."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _reading_instead(path: Path, why: StoreError) -> Store:
    try:
        return _for_reading(path)
    except StoreError as error:
        raise (error if error.kind == "damaged" else why) from why
