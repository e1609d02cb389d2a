"""A book that was found damaged makes no more copies: good ones must not be followed by bad ones."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from salesdesk.base import atomic, clock, paths
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.base.sharing import make_private_folder

_NAME = "damaged.json"


def flag(book: Path, detail: str) -> None:
    """Note that a book was found damaged, until `clear`."""
    folder = paths.backup_folder(book)
    with suppress(OSError):
        make_private_folder(folder)
        facts = {"book": book.name, "at": clock.now().astimezone(UTC).isoformat(), "detail": detail}
        atomic.write_text(folder / _NAME, json.dumps(facts))


def flagged(book: Path) -> datetime | None:
    """When a book was found damaged; None when it was not."""
    try:
        facts = json.loads((paths.backup_folder(book) / _NAME).read_text("utf-8"))
        return datetime.fromisoformat(facts["at"]) if facts["book"] == book.name else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def clear(book: Path) -> None:
    """The book is whole: it was looked through, or a good copy took its place."""
    with suppress(OSError):
        (paths.backup_folder(book) / _NAME).unlink(missing_ok=True)


def refuse_flagged(book: Path) -> None:
    """Raises `StoreError` ("damaged") when a book was found damaged."""
    if flagged(book) is not None:
        raise StoreError(
            _("The book is damaged, so no more copies are made: the older ones are good. "
              "Go back to the newest of them in Settings, Copies."),
            "flagged", "damaged",
        )  # fmt: skip
