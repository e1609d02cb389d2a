"""What the frame of the window says by itself: the age of the backup, whose data these are, the counts."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from salesdesk.app.demo_shop import SAMPLE_SETTING
from salesdesk.base import i18n, paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import format_when
from salesdesk.store import backup
from salesdesk.store.database import Store
from salesdesk.today.queries import tab_counts as today_counts
from salesdesk.ui.widgets import Press

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

AGE_WARN, AGE_DANGER = timedelta(hours=48), timedelta(days=7)


def show_backup_age(window: "MainWindow") -> None:
    """The age of the last proven copy, in the status bar."""
    store = window.store
    if window.practice:
        window.status.show_backup(_("Practice shop: nothing here is kept"), "warn")
        return
    copies = backup.list_backups(paths.backup_folder(store.path))
    if not copies:
        window.status.show_backup(_("No backup yet"), "warn")
        return
    made_at = copies[0].made_at
    age = store.now() - made_at
    if age < timedelta(days=1):
        words = _("Backed up {when}").format(
            when=format_when(made_at, store.zone, i18n.language(), store.now())
        )
    else:
        words = ngettext("Last backup {n} day ago", "Last backup {n} days ago", age.days).format(n=age.days)
    window.status.show_backup(words, "danger" if age > AGE_DANGER else "warn" if age > AGE_WARN else "ok")


def show_sample(window: "MainWindow") -> None:
    """While the book holds the sample shop: say so, and offer a book of one's own."""
    if window.practice or window.store.setting(SAMPLE_SETTING) != "yes":
        window.sample_bar.clear()
        return
    window.sample_bar.show_message(
        _("Sample data: all people, numbers and places are invented"),
        actions=[Press(_("Start my own book"), window.own_book_wanted.emit, kind="ghost")],
        closable=False,
    )


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
