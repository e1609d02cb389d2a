"""Before a larger import the book is copied, as part of the same job: with its progress, and its Stop."""

from salesdesk.base.task import Task
from salesdesk.exchange.plans import Rehearsal
from salesdesk.store.backup import KEEP_ALL, make_backup
from salesdesk.store.database import Store

ROWS = 100
"""An import that adds or changes no more rows than this is taken back well enough by undo."""


def copy_first(rehearsal: Rehearsal, store: Store, task: Task) -> None:
    """Make a proven copy when an import is large. Raises `StoreError`, or `Cancelled` when stopped."""
    counts = rehearsal.counts
    if counts["new"] + counts["changed"] > ROWS:
        make_backup(store.path, "import", keep=KEEP_ALL, task=task)
