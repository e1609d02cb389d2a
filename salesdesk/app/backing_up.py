"""Copies of the book as this computer's person wants them: when, how many, and at a second place too."""

import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from salesdesk.app import notices
from salesdesk.app.now_and_then import look_now_and_then
from salesdesk.app.preferences import (
    BACKUP_KEEP,
    BACKUP_PLACE,
    BACKUP_PLACE_SEEN,
    BACKUP_WHEN,
    Preferences,
)
from salesdesk.base import clock, paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.task import Task
from salesdesk.store import damage
from salesdesk.store.backup import Backup, Keep, copy_to, list_backups, make_backup
from salesdesk.store.proof import head_and_uuid
from salesdesk.ui.widgets import Press

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

OFTEN, DAILY = ("often",), ("often", "daily_exit", "daily")
LEAVING = ("often", "daily_exit", "exit")
_FIRST_LOOK_MS, _LOOK_MS = 15_000, 60_000
_DAY, _HALF_HOUR, _WEEK = timedelta(days=1), timedelta(minutes=29), timedelta(days=7)
_NAGGED, _FAILED, _AGAIN_S = "second_place_nagged", "copy_failed_at", 10 * 60


class Wish(NamedTuple):
    """What the person wants of a copy, read before a worker makes it."""

    keep: Keep
    place: Path | None
    daily: bool
    often: bool


class Made(NamedTuple):
    """A new copy, whether it reached the second place, and what kept it from there ("" when nothing did)."""

    copy: Backup
    brought: bool = False
    trouble: str = ""


def keep_of(preferences: Preferences) -> Keep:
    """How many copies are to stay."""
    daily, weekly = preferences.get(BACKUP_KEEP).split("-")
    return Keep(int(daily), int(weekly), 6 if daily == "7" else 12)


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
    when = preferences.get(BACKUP_WHEN)
    return Wish(keep_of(preferences), second_place(preferences), when in DAILY, when in OFTEN)


def make(book: Path, reason: str, wish: Wish, task: Task | None = None) -> Made:
    """Make a proven copy, and bring it to the second place when that is there.

    Raises `StoreError` when the copy itself cannot be made; trouble at the second place is only told.
    """
    return bring_over(make_backup(book, reason, keep=wish.keep, task=task), wish)


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
    head, file_uuid = head_and_uuid(book)
    copies = list_backups(paths.backup_folder(book), file_uuid)
    if (copies and copies[0].head == head) or damage.flagged(book) is not None:
        return ""
    made = make(book, "exit", wish_of(preferences))
    _note(made, preferences)
    return made.trouble


def back_up(window: "MainWindow") -> None:
    """A proven copy, now, beside the others and at the second place."""
    book, wish = window.store.path, wish_of(window.preferences)

    def work(task: Task) -> Made:
        return make(book, "manual", wish, task)

    def done(made: Made) -> None:
        window.toasts.show_toast(
            _("Copied and checked: {n} people").format(n=made.copy.parties), icon="shield-check"
        )
        _tell(window, made)

    window.jobs.run(_("Backing up"), work, done, lambda error: _failed(window, error))


def keep_going(window: "MainWindow") -> None:
    """From now on copy the book when it is due, and bring copies to the second place when it turns up."""
    look_now_and_then(window, look, _FIRST_LOOK_MS, _LOOK_MS)


def look(window: "MainWindow") -> None:
    """Make a copy if one is due, and let the second place catch up, on a worker."""
    book, wish = window.store.path, wish_of(window.preferences)
    failed = window.property(_FAILED)
    if failed is not None and time.monotonic() - failed < _AGAIN_S:
        return

    def work(task: Task) -> Made | None:
        if damage.flagged(book) is not None:
            return None
        head, file_uuid = head_and_uuid(book)
        copies = list_backups(paths.backup_folder(book), file_uuid)
        reason = due(copies[0] if copies else None, head, wish)
        if reason:
            return make(book, reason, wish, task)
        missing = wish.place is not None and copies and not (wish.place / copies[0].path.name).exists()
        made = bring_over(copies[0], wish) if missing else None
        return made if made is not None and (made.brought or made.trouble) else None

    def done(made: Made | None) -> None:
        if made is not None:
            _tell(window, made)
        _remind(window)

    window.jobs.run(N_("Backing up"), work, done, lambda error: _failed(window, error), quiet=True)


def due(newest: Backup | None, head: str, wish: Wish) -> str:
    """Why a copy should be made now: "start" once a day, "change" after half an hour with changes, or "".

    ``head`` is the newest step of the book. A clock that was set back makes a copy due, never late.
    """
    if newest is None:
        return "start" if wish.daily else ""
    age = clock.now() - newest.made_at
    running = time.monotonic() - newest.monotonic  # of no meaning when the computer was started since
    if wish.daily and age >= _DAY:
        return "start"
    passed = age >= _HALF_HOUR or age < timedelta() or running >= _HALF_HOUR.total_seconds()
    return "change" if wish.often and newest.head != head and passed else ""


def _remind(window: "MainWindow") -> None:
    """Once a day, kindly: the copies at the second place are more than a week old."""
    place, seen = second_place(window.preferences), place_seen(window.preferences)
    today = f"{window.store.today():%Y-%m-%d}"
    if place is None or seen is None or clock.now() - seen <= _WEEK:
        return
    if window.preferences.note(_NAGGED) == today or window.messages.isVisible():
        return
    window.preferences.keep_note(_NAGGED, today)
    days = (clock.now() - seen).days
    window.messages.show_message(
        ngettext(
            "The copies at {place} are {n} day old", "The copies at {place} are {n} days old", days
        ).format(place=place.name or place, n=days),
        _("Plug it in, and they come up to date by themselves. "
          "A copy outside this computer helps after theft or fire."),
        [Press(_("Where copies go"), partial(window.open_settings, "backups"))],
        tone="info",
    )  # fmt: skip


def _note(made: Made, preferences: Preferences) -> None:
    if made.brought:
        preferences.put(BACKUP_PLACE_SEEN, clock.now().isoformat())


def _tell(window: "MainWindow", made: Made) -> None:
    _note(made, window.preferences)
    notices.show_backup_age(window)
    window.copies_changed.emit()
    if made.trouble:
        window.messages.show_message(made.trouble)
    elif made.copy.short_of_room:
        window.messages.show_message(
            _("Fewer copies stay than you wish, because the disk has little room. The newest ones are safe.")
        )


def _failed(window: "MainWindow", error: Exception) -> None:
    window.setProperty(_FAILED, time.monotonic())  # not said again every minute
    if isinstance(error, UserError | StoreError):
        notices.show_failed(window, _("No copy was made"), error, partial(back_up, window))
