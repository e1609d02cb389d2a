"""Copies of the book as this computer's person wants them: when, how many, and at a second place too."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer

from salesdesk.app import notices
from salesdesk.app.preferences import (
    BACKUP_KEEP,
    BACKUP_PLACE,
    BACKUP_PLACE_SEEN,
    BACKUP_WHEN,
    Preferences,
)
from salesdesk.base import clock, paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.task import Task
from salesdesk.store.backup import Backup, Keep, copy_to, list_backups, make_backup

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

DAILY, LEAVING = ("daily_exit", "daily"), ("daily_exit", "exit")
_FIRST_LOOK_MS, _LOOK_MS = 3_000, 10 * 60_000
_DAY = timedelta(days=1)


class Wish(NamedTuple):
    """What the person wants of a copy, read before a worker makes it."""

    keep: Keep
    place: Path | None
    daily: bool


class Made(NamedTuple):
    """A new copy, whether it reached the second place, and what kept it from there ("" when nothing did)."""

    copy: Backup
    brought: bool = False
    trouble: str = ""


def keep_of(preferences: Preferences) -> Keep:
    """How many copies are to stay."""
    daily, weekly = preferences.get(BACKUP_KEEP).split("-")
    return Keep(int(daily), int(weekly))


def second_place(preferences: Preferences) -> Path | None:
    """The other folder for copies; it may not be there now (a stick)."""
    text = preferences.get(BACKUP_PLACE)
    return Path(text) if text else None


def place_seen(preferences: Preferences) -> datetime | None:
    """When a copy last arrived at the second place."""
    try:
        return datetime.fromisoformat(preferences.get(BACKUP_PLACE_SEEN))
    except ValueError:
        return None


def wish_of(preferences: Preferences) -> Wish:
    """What the person wants, of `BACKUP_KEEP`, `BACKUP_PLACE` and `BACKUP_WHEN`."""
    daily = preferences.get(BACKUP_WHEN) in DAILY
    return Wish(keep_of(preferences), second_place(preferences), daily)


def make(book: Path, reason: str, wish: Wish) -> Made:
    """Make a proven copy, and bring it to the second place when that is there.

    Raises `StoreError` when the copy itself cannot be made; trouble at the second place is only told.
    """
    return bring_over(make_backup(book, reason, keep=wish.keep), wish)


def bring_over(copy: Backup, wish: Wish) -> Made:
    """Copy a copy to the second place, if there is one and it is there now."""
    if wish.place is None or not wish.place.is_dir():
        return Made(copy)
    try:
        copy_to(copy, wish.place, wish.keep)
    except StoreError as error:
        return Made(copy, trouble=error.message)
    return Made(copy, brought=True)


def on_leaving(book: Path, preferences: Preferences) -> str:
    """The copy when the program ends, if the book was changed since the last one; trouble in words.

    Raises `StoreError` when it cannot be made.
    """
    if preferences.get(BACKUP_WHEN) not in LEAVING:
        return ""
    newest = list_backups(paths.backup_folder(book))
    if newest and book.stat().st_mtime <= newest[0].made_at.timestamp():
        return ""
    made = make(book, "exit", wish_of(preferences))
    _note(made, preferences)
    return made.trouble


def back_up(window: "MainWindow") -> None:
    """A proven copy, now, beside the others and at the second place."""
    book, wish = window.store.path, wish_of(window.preferences)

    def work(task: Task) -> Made:
        task.advance(0, 1)
        return make(book, "manual", wish)

    def done(made: Made) -> None:
        window.toasts.show_toast(
            _("Copied and checked: {n} people").format(n=made.copy.parties), icon="shield-check"
        )
        _tell(window, made)

    window.jobs.run(_("Backing up"), work, done, lambda error: _failed(window, error))


def keep_going(window: "MainWindow") -> None:
    """From now on copy the book once a day, and bring copies to the second place when it turns up."""
    if window.practice:
        return
    for wait, once in ((_FIRST_LOOK_MS, True), (_LOOK_MS, False)):
        ticks = QTimer(window)
        ticks.setSingleShot(once)
        ticks.timeout.connect(lambda: look(window))
        ticks.start(wait)
        window.closed.connect(ticks.stop)


def look(window: "MainWindow") -> None:
    """Make the day's copy if it is due, and let the second place catch up, on a worker."""
    book, wish = window.store.path, wish_of(window.preferences)

    def work(_task: Task) -> Made | None:
        copies = list_backups(paths.backup_folder(book))
        if wish.daily and (not copies or clock.now() - copies[0].made_at >= _DAY):
            return make(book, "start", wish)
        missing = wish.place is not None and copies and not (wish.place / copies[0].path.name).exists()
        made = bring_over(copies[0], wish) if missing else None
        return made if made is not None and (made.brought or made.trouble) else None

    def done(made: Made | None) -> None:
        if made is not None:
            _tell(window, made)

    window.jobs.run(N_("Backing up"), work, done, lambda error: _failed(window, error), quiet=True)


def _note(made: Made, preferences: Preferences) -> None:
    if made.brought:
        preferences.put(BACKUP_PLACE_SEEN, clock.now().isoformat())


def _tell(window: "MainWindow", made: Made) -> None:
    _note(made, window.preferences)
    notices.show_backup_age(window)
    window.copies_changed.emit()
    if made.trouble:
        window.messages.show_message(made.trouble)


def _failed(window: "MainWindow", error: Exception) -> None:
    if isinstance(error, UserError | StoreError):
        notices.show_failed(window, _("No copy was made"), error, partial(back_up, window))
