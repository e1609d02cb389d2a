"""The jobs on the book as a whole: a copy, going back to one, an update of its layout."""

from __future__ import annotations

import gzip
import os
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from salesdesk.base import paths
from salesdesk.parties.party_commands import edit_party
from salesdesk.store import backup, books
from salesdesk.store.blueprint import SCHEMA_VERSION
from salesdesk.store.migrate import migrate
from salesdesk.store.restore import restore
from tests.faults.jobs import BOOK, Acknowledge, Job
from tests.faults.shop_jobs import command, new_shop, opened, people_of
from tests.faults.soundness import content_of, open_and_close, rows_of, unsound

FIRST = Path(__file__).parent.parent / "store" / "first_book.salesdesk.gz"
WHAT = ("party", "sale", "sale_line", "staff_member")
"""The tables by which the states of a book are told apart; of both layouts."""


def unsound_copies(book: Path) -> str:
    """What is wrong with the copies of a book: each that is listed must be whole, and open, and be sound.

    Then one more is made, which must be possible whatever a copy that was cut off left behind.
    """
    folder = paths.backup_folder(book)
    for copy in backup.list_backups(folder):
        if not backup.is_intact(copy):
            return f"{copy.path.name} is not what was proven"
        if books.inspect(copy.path) == SCHEMA_VERSION and (wrong := unsound(copy.path)):
            return f"{copy.path.name}: {wrong}"
    backup.make_backup(book, "manual")
    return ""


def left_beside(book: Path) -> str:
    """What a job that was cut off left beside the book and the program does not sweep away a day later."""
    for path in book.parent.iterdir():
        if path.name.startswith(f".{book.name}."):
            os.utime(path, (0, 0))
    migrate(book)
    left = [path.name for path in book.parent.iterdir() if path.name.startswith(f".{book.name}.")]
    return f"left behind beside the book: {', '.join(left)}" if left else ""


# ---------------------------------------------------------------- a copy


def _prepare_copy(place: Path) -> Any:
    with closing(new_shop(place)) as store:
        return people_of(store)[0]


def _copy(place: Path, who: Any, _rng: Random, acknowledge: Acknowledge) -> None:
    with opened(place) as store:
        for n in range(3):
            edit_party(store, who, notes=f"{n}")
            said = command("backup", "--book", str(place / BOOK))
            newest = max(backup.list_backups(place / "backups"), key=lambda b: b.sequence)
            acknowledge({"n": n, "copy": newest.path.name, "said": newest.path.name in said})


def _verify_copy(place: Path, who: Any, done: list[Any]) -> str:
    folder = paths.backup_folder(place / BOOK)
    listed = {copy.path.name for copy in backup.list_backups(folder)}
    for line in done:
        if line["copy"] not in listed or not line["said"]:
            return f"the acknowledged copy {line['copy']} is gone"
        ((notes,),) = rows_of(folder / line["copy"], "SELECT notes FROM party WHERE id = ?", who)
        if notes != f"{line['n']}":
            return f"the copy of state {line['n']} holds {notes}"
    return unsound_copies(place / BOOK)


# ---------------------------------------------------------------- going back to a copy


def _prepare_restore(place: Path) -> Any:
    facts: dict[str, Any] = {"states": [], "copies": []}
    with closing(new_shop(place)) as store:
        for n in range(3):
            with store.changing("All"):
                for who in people_of(store):
                    edit_party(store, who, notes=f"state {n} {'x' * (100 * n)}")
            store.poll()
            facts["states"].append(content_of(store.path, *WHAT))
            if n < 2:
                facts["copies"].append(backup.make_backup(store.path, "manual").path.name)
    return facts


def _restore(place: Path, facts: Any, _rng: Random, acknowledge: Acknowledge) -> None:
    for n, name in enumerate(facts["copies"]):
        restore(place / BOOK, place / "backups" / name)
        acknowledge(n)


def _verify_restore(place: Path, facts: Any, done: list[Any]) -> str:
    order = [2, 0, 1]
    now = content_of(place / BOOK, *WHAT)
    if now not in facts["states"]:
        return "the book is neither the old one nor the copy"
    allowed = order[len(done) : len(done) + 2]
    if facts["states"].index(now) not in allowed:
        return f"state {facts['states'].index(now)} instead of {allowed}"
    return left_beside(place / BOOK) or unsound_copies(place / BOOK)


# ---------------------------------------------------------------- an update


def _prepare_migration(place: Path) -> Any:
    (place / BOOK).write_bytes(gzip.decompress(FIRST.read_bytes()))
    return _counts(place / BOOK)


def _counts(book: Path) -> Any:
    names = rows_of(book, "SELECT name FROM party ORDER BY id")
    return [[n for (n,) in names], [list(r) for r in rows_of(book, "SELECT number, total FROM sale")]]


def _migrate(place: Path, _facts: Any, _rng: Random, acknowledge: Acknowledge) -> None:
    migrate(place / BOOK)
    acknowledge(books.inspect(place / BOOK))


def _verify_migration(place: Path, facts: Any, _done: list[Any]) -> str:
    # It was opened already: whatever the kill left, opening it brought it up to date.
    if _counts(place / BOOK) != facts:
        return "an update changed what the book holds"
    if not any(copy.reason == "migration" for copy in backup.list_backups(place / "backups")):
        return "there is no copy from before the update"
    return left_beside(place / BOOK) or unsound_copies(place / BOOK) or open_and_close(place / BOOK)


BOOK_JOBS = (
    Job("copy", _prepare_copy, _copy, _verify_copy),
    Job("restore", _prepare_restore, _restore, _verify_restore),
    Job("migration", _prepare_migration, _migrate, _verify_migration),
)
