"""Moving a book from a folder that is synced or shared to this computer: a proven copy, then the swap."""

import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from salesdesk.app.preferences import BACKUP_PLACE
from salesdesk.base import book_place, paths, places, room
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.store import books, presence
from salesdesk.store.check import check_book
from salesdesk.store.database import Store
from salesdesk.store.engine import raw_connect
from salesdesk.store.engine_words import plain_words

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


def target_for(book: Path) -> Path | None:
    """Where on this computer a book would be moved to; None when no folder of it is good for one."""
    for folder in paths.local_folders():
        target = folder / "shop.salesdesk"
        if folder != book.parent and places.place_of(target) is None:
            names = (folder / f"shop-{n}.salesdesk" for n in range(2, 10_000))
            return target if not target.exists() else next(name for name in names if not name.exists())
    return None


def move_book(book: Path, target: Path) -> Path:
    """Copy a closed book, prove the copy, and give the old one another name; returns that name.

    Raises `StoreError`; then the old book is where it was, as it was.
    """
    draft = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _need_room(book, target)
        with presence.alone(book), plain_words(target):
            _copy(book, draft)
            draft.replace(target)
            try:
                return _rename(book)
            except OSError:
                target.unlink()
                raise
    except OSError as error:
        raise StoreError(
            _("The book could not be moved. It is where it was, and nothing of it was changed."), str(error)
        ) from error
    finally:
        with suppress(OSError):  # of a folder that is none: why it failed is said already
            draft.unlink(missing_ok=True)


def _need_room(book: Path, target: Path) -> None:
    missing = 2 * book.stat().st_size + 20_000_000 - room.free(target)
    if missing > 0:
        raise StoreError(
            _("The disk {drive} is nearly full: {n} MB more are needed to move the book there. "
              "It is where it was.").format(drive=room.drive_of(target), n=missing // 1_000_000 + 1),
            kind="full",
        )  # fmt: skip


def _copy(book: Path, draft: Path) -> None:
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    source = raw_connect(book)
    try:
        source.execute("VACUUM INTO ?", (str(draft),))
    finally:
        source.close()
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    wrong = [finding.words for finding in check_book(draft) if not finding.ok]
    if wrong:
        raise StoreError(
            _("The book could not be moved, because something in it is not right. It is where it was."),
            "; ".join(wrong),
        )


def _rename(book: Path) -> Path:
    names = (book.with_name(f"{book.stem}-moved-{n}{book.suffix}") for n in range(1, 10_000))
    return book.rename(next(name for name in names if not name.exists()))


def move(window: "MainWindow") -> None:
    """Move the book of a window; it goes on with the moved one, or with the old one when that fails."""
    book = window.store.path
    target = target_for(book)
    if target is None:
        return
    if window.jobs.running():
        window.messages.show_message(_("Other work is still going on. Wait until it is done, then move it."))
        return
    QTimer.singleShot(0, window, lambda: _swap(window, book, target))


def _swap(window: "MainWindow", book: Path, target: Path) -> None:
    who = window.store.staff_id
    window.jobs.wait_all()
    window.store.close()
    trouble, kept = "", None
    try:
        books.inspect(book)
        kept = move_book(book, target)
        book_place.remember(target)
    except (StoreError, UserError) as error:
        trouble = error.message
    except OSError:
        trouble = _(
            "The book was moved to {folder}, but that could not be noted. You will be asked for it next time."
        )
        trouble = trouble.format(folder=target.parent)
    fresh = Store.open(target if kept is not None else book)
    fresh.staff_id = who
    if kept is not None and not window.preferences.get(BACKUP_PLACE):
        window.preferences.put(BACKUP_PLACE, str(paths.backup_folder(book)))
    window.reopen(fresh)
    if trouble:
        window.messages.show_message(trouble)
    elif kept is not None:
        window.messages.show_message(
            _("The book is on this computer now"),
            _("It lies in {folder}. The old one is kept as {path}.").format(folder=target.parent, path=kept),
            tone="info",
        )
