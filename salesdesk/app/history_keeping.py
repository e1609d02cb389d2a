"""The history reaches back as long as the shop wants: older changes are let go on a worker, now and then."""

from functools import partial
from typing import TYPE_CHECKING

from salesdesk.app import notices
from salesdesk.app.now_and_then import look_now_and_then
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.shop_settings import HISTORY_YEARS
from salesdesk.base.task import Task
from salesdesk.store import journal_trim
from salesdesk.store.backup import KEEP_ALL, make_backup
from salesdesk.store.database import Store

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

FIRST_LOOK_MS, LOOK_MS = 90_000, 24 * 60 * 60_000
REASON = "history"
"""Why the book is copied before much of its history goes (see `store.backup.Backup`)."""


def keep_bounded(window: "MainWindow") -> None:
    """From now on look once a day whether the history reaches back further than the shop wants."""
    look_now_and_then(window, look, FIRST_LOOK_MS, LOOK_MS)


def look(window: "MainWindow") -> None:
    """Find out what is too old, and let it go where there is anything."""
    store = window.store
    years = HISTORY_YEARS.read(store.setting)
    if store.hold.reading_only:
        return

    def work(_task: Task) -> journal_trim.Plan | None:
        with store.reading() as db:
            return journal_trim.plan(db, years)

    def done(found: journal_trim.Plan | None) -> None:
        if found is not None:
            _let_go(window, store, found)

    window.jobs.run(N_("Letting go of old history"), work, done, _untold, quiet=True)


def _untold(_error: Exception) -> None:
    """Nothing was done, and tomorrow is another day."""


def _let_go(window: "MainWindow", store: Store, found: journal_trim.Plan) -> None:
    def work(task: Task) -> int:
        if found.changes > journal_trim.MANY:
            make_backup(store.path, REASON, keep=KEEP_ALL)
        return journal_trim.trim(store, found, task)

    def done(_changes: int) -> None:
        window.copies_changed.emit()

    def failed(error: Exception) -> None:
        if isinstance(error, UserError | StoreError):
            notices.show_failed(window, _("The history was not shortened"), error, partial(look, window))

    window.jobs.run(_("Letting go of old history"), work, done, failed)
