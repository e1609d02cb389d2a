"""The trial restore: a copy goes the whole way of a restore in a place of its own, and is thrown away."""

import os
import shutil
import uuid
from pathlib import Path

from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.base.task import Task, silent_task
from salesdesk.store import fetching, revisions
from salesdesk.store.alone import alone_with
from salesdesk.store.blueprint import SCHEMA_VERSION
from salesdesk.store.engine import APPLICATION_ID, raw_connect
from salesdesk.store.engine_words import plain_words
from salesdesk.store.proof import Facts, facts_of

PREFIX = ".trial-"


def restore_in_trial(copy: Path, expected: Facts, task: Task | None = None) -> None:
    """Put a copy in the place of a book made for it, open that, and compare all that is in it.

    A copy of an older version is put back as it is: that it can be brought up to date is another matter.
    Raises `StoreError` when anything differs or fails; nothing is left behind.
    """
    task = task or silent_task()
    folder = copy.parent / f"{PREFIX}{uuid.uuid4().hex[:8]}"
    os.mkdir(folder, 0o700)  # noqa: PTH102 - with its rights from the first moment
    try:
        book, work = folder / "book.salesdesk", folder / "work.salesdesk"
        with plain_words():
            _make_place(book)
            fetching.fetch_proven(copy, work, task, upgrade=False)
            with alone_with(book) as target:
                revisions.put_in_place(work, target)
            _compare(book, expected)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_place(book: Path) -> None:
    """The least that counts as a book, to be replaced."""
    connection = raw_connect(book, create=True)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        connection.close()


def _compare(book: Path, expected: Facts) -> None:
    connection = raw_connect(book)  # for writing, as when somebody goes on working with it
    try:
        found = facts_of(connection)
    finally:
        connection.close()
    if found != expected:
        raise StoreError(
            _("The backup was put back in trial and did not come out as it was, so it was thrown away. "
              "Older backups are safe."),
            f"{found} {expected}",
        )  # fmt: skip
