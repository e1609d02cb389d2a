"""Going back to a copy while the window is open: prepare on a worker, swap, show everything again."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from salesdesk.app.copy_words import long_when
from salesdesk.base import i18n, paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.task import Task
from salesdesk.staff.queries import find_staff_by_id
from salesdesk.staff.rights import RESTORE, may, refusal
from salesdesk.store import backup, restore
from salesdesk.store.database import Store
from salesdesk.store.restore import Ready
from salesdesk.ui.sheet_dialog import Sheet

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


def begin(
    window: "MainWindow",
    copy: Path,
    sheet: Sheet,
    go_back: Callable[[], object],
    *,
    only_records: bool = False,
) -> None:
    """Prove a copy and bring it up to date, then put it in place; whatever goes wrong is said in the sheet.

    Afterwards ``go_back`` is what the message's button does. ``only_records`` takes no more of the copy.
    """
    if not may(window.store, RESTORE):
        sheet.show_error(refusal(RESTORE))
        return
    if window.jobs.running():
        sheet.show_error(_("Other work is still going on. Wait until it is done, then restore."))
        return
    sheet.clear_error()
    sheet.set_note(_("Checking the copy. Your book stays as it is until the copy is proven."))
    book = window.store.path

    def done(ready: Ready) -> None:
        sheet.accept()
        # When the sheet is gone: the window it belongs to is made anew.
        QTimer.singleShot(0, window, partial(_swap, window, ready, go_back))

    def failed(error: Exception) -> None:
        sheet.set_note("")
        if isinstance(error, UserError | StoreError):
            sheet.show_error(error.message)

    def prepare(task: Task) -> Ready:
        return restore.prepare(book, copy, task, only_records=only_records)

    window.jobs.run(N_("Restoring a copy"), prepare, done, failed)


def _swap(window: "MainWindow", ready: Ready, go_back: Callable[[], object]) -> None:
    path, who = window.store.path, window.store.staff_id
    window.jobs.wait_all()
    window.store.close()
    trouble = ""
    try:
        restore.put(ready, path)
    except (StoreError, UserError) as error:
        restore.drop(ready.work)
        trouble = error.message
    fresh = Store.open(path)
    with fresh.reading() as db:
        person = find_staff_by_id(db, who or 0)
    known = person is not None and person.active
    if known:
        fresh.staff_id = who
    window.reopen(fresh)
    window.open_settings("backups")
    if not known:
        window.lock.begin()
    if trouble:
        window.messages.show_message(trouble)
        return
    noted = backup.read_backup(ready.copy)
    now, zone = fresh.now(), fresh.zone
    when = long_when(noted.made_at, zone, i18n.language(), now) if noted is not None else ready.copy.name
    window.toasts.show_toast(
        _("Restored: {copy}").format(copy=when),
        on_undo=go_back,
        undo_text=_("Go back"),
        key="",
        icon="history",
    )


def confirm(window: "MainWindow") -> None:
    """The restored book stays: from now on copies are tidied up again."""
    backup.release(paths.backup_folder(window.store.path))
    window.copies_changed.emit()
