"""What the frame of the window says by itself: the age of the backup, whose data these are, the counts."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from sqlalchemy import select

from salesdesk.app.sample_notice import SAMPLE_SETTING, say_sample
from salesdesk.base import i18n, paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import format_day, format_when
from salesdesk.store import copies, damage
from salesdesk.store.copies import Backup
from salesdesk.store.database import Store
from salesdesk.store.journal_schema import meta
from salesdesk.today.queries import tab_counts as today_counts
from salesdesk.ui.widgets import Press

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

AGE_WARN, AGE_DANGER, TRIAL_WARN = timedelta(hours=48), timedelta(days=7), timedelta(days=35)


def show_backup_age(window: "MainWindow") -> None:
    """The age of the last proven copy and of the last trial restore, in the status bar."""
    store, language = window.store, i18n.language()
    if window.practice:
        window.status.show_backup(_("Practice shop: nothing here is kept"), "warn")
        return
    if damage.flagged(store.path) is not None:
        words = _("The book is damaged: go back to a copy")
        window.status.show_backup(words, "danger", _("No more copies are made, so that the good ones stay."))
        return
    folder, file_uuid = paths.backup_folder(store.path), uuid_of_book(store)
    newest = next(copies.walk(folder, file_uuid), None)
    if newest is None:
        window.status.show_backup(_("No backup yet"), "warn", _("The book is saved, but only once."))
        return
    tried = copies.last_restored(copies.walk(folder, file_uuid))
    words, tone = age_state(newest, store.now(), store.zone, language)
    if tried is not None and tried.restored_at is not None and tone == "ok":
        on = store.day_of(tried.restored_at)
        day = _("today") if on == store.today() else format_day(on, language, "list")
        words = _("{backed_up} · test restore {day}").format(backed_up=words, day=day)
    tip = proof_words(newest, tried, store.zone, language, store.now())
    window.status.show_backup(words, tone, "\n".join(tip))


def age_state(newest: Backup, now: datetime, zone: tzinfo, language: str) -> tuple[str, str]:
    """How old the newest copy is, in short, and the tone of it: "ok", "warn" or "danger"."""
    age = max(now - newest.made_at, timedelta())
    tone = "danger" if age > AGE_DANGER else "warn" if age > AGE_WARN else "ok"
    if age < timedelta(days=1):
        when = format_when(newest.made_at, zone, language, now)
        return _("Backed up {when}").format(when=when), tone
    words = ngettext("Last backup {n} day ago", "Last backup {n} days ago", age.days).format(n=age.days)
    return words, tone


def proof_words(
    newest: Backup, tried: Backup | None, zone: tzinfo, language: str, now: datetime
) -> list[str]:
    """What was proven of the copies, in whole sentences: the newest one, and the last trial restore."""
    made = format_when(newest.made_at, zone, language, now)
    out = [_("Last copy {when}: written, opened again and checked.").format(when=made)]
    if tried is None or tried.restored_at is None:
        return [*out, _("No copy has been put back in trial yet.")]
    when = format_when(tried.restored_at, zone, language, now)
    if tried.sequence == newest.sequence:
        return [*out, _("It was put back in trial {when} and came out as it was.").format(when=when)]
    of = format_when(tried.made_at, zone, language, now)
    return [
        *out,
        _("Last test restore {when}: the copy of {copy} came out as it was.").format(when=when, copy=of),
    ]


def uuid_of_book(store: Store) -> str:
    """Which book is open: other shops' copies may lie beside its own."""
    with store.reading() as db:
        return str(db.execute(select(meta.c.value).where(meta.c.key == "file_uuid")).scalar() or "")


def show_sample(window: "MainWindow") -> None:
    """While the book holds the sample shop: say so, and offer a book of one's own."""
    if window.practice or window.store.setting(SAMPLE_SETTING) != "yes":
        window.sample_bar.clear()
    else:
        say_sample(window)


def show_failed(
    window: "MainWindow", title: str, error: UserError | StoreError, again: Callable[[], object] | None = None
) -> None:
    """Work that failed: what, why, and a button that tries it once more."""

    def repeat() -> None:
        window.messages.clear()
        if again is not None:
            again()

    actions = [Press(_("Try again"), repeat)] if again is not None else []
    window.messages.show_message(title, error.message, actions)


def tab_counts(store: Store) -> dict[str, tuple[int, str]]:
    """The counts on the tabs and their tone."""
    with store.reading() as db:
        return today_counts(db, store.now(), store.today(), store.staff_id)
