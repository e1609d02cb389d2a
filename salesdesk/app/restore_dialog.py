"""What is in a copy, beside today's book, before one goes back to it."""

from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QGridLayout

from salesdesk.app import restoring
from salesdesk.app.copy_words import long_when, number
from salesdesk.base import i18n, paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.task import Task
from salesdesk.staff.rights import RESTORE, may, refusal
from salesdesk.store import backup, restore
from salesdesk.store.restore import Contents
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Divider, Label, boxed

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

_KINDS = (
    ("people", N_("Customers and prospects")), ("deals", N_("Deals")), ("sales", N_("Sales")),
    ("cases", N_("Service cases")), ("events", N_("Calls, visits and messages")),
)  # fmt: skip


class Looked(NamedTuple):
    """A copy and today's book, counted."""

    path: Path
    copy: Contents
    today: Contents


def difference(copy: int, today: int, language: str) -> str:
    """How a count of the copy differs from today's: "12 fewer"."""
    gap = copy - today
    if gap == 0:
        return _("as today")
    shown = number(abs(gap), language)
    return (
        ngettext("{n} fewer", "{n} fewer", -gap).format(n=shown)
        if gap < 0
        else ngettext("{n} more", "{n} more", gap).format(n=shown)
    )


class PreviewSheet(Sheet):
    """Counts and the newest change of a copy; nothing is changed by looking."""

    def __init__(self, window: "MainWindow", looked: Looked) -> None:
        noted = backup.read_backup(looked.path)
        zone, now = window.store.zone, window.store.now()
        when = long_when(noted.made_at, zone, i18n.language(), now) if noted is not None else looked.path.name
        super().__init__(window, _("Copy: {when}").format(when=when), 560, icon="history")
        self._window, self._looked = window, looked
        self.body.addWidget(Label(self._sentence(zone), wrap=True))
        self.body.addWidget(boxed(self._table()))
        self.body.addWidget(Divider())
        allowed = may(window.store, RESTORE)
        note = _("Today's book is copied first, so you can go back to it.")
        self.body.addWidget(Label(note if allowed else refusal(RESTORE), "caption", "ink2", wrap=True))
        cancel = self.add_action(_("Close"), key="Esc", on_click=self.reject)
        self.set_focus_first(cancel)
        if allowed:
            self.set_primary(_("Restore this copy"), icon="history", key="Ctrl+Return", on_click=self.restore)

    def _sentence(self, zone: tzinfo) -> str:
        language, now = i18n.language(), self._window.store.now()
        copy, today = self._looked.copy, self._looked.today
        if copy.newest is None:
            return _("In this copy nothing has been changed yet.")
        newest = long_when(copy.newest, zone, language, now)
        if copy.newest == today.newest:
            return _("Newest change {when}: it holds all that today's book holds.").format(when=newest)
        return _("Newest change {when}. What was done after that is not in this copy.").format(when=newest)

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 1)
        language = i18n.language()
        for place, head in enumerate((_("In the copy"), _("Today"), _("Difference")), 1):
            grid.addWidget(Label(head, "caption_medium", "ink2"), 0, place)
        for line, (key, words) in enumerate(_KINDS, 1):
            copy, today = getattr(self._looked.copy, key), getattr(self._looked.today, key)
            differs = difference(copy, today, language)
            cells = (
                Label(_(words), "medium"),
                Label(number(copy, language), "strong"),
                Label(number(today, language), "body", "ink2"),
                Label(differs, "body", "ink3" if copy == today else "warnInk"),
            )
            for place, cell in enumerate(cells):
                grid.addWidget(cell, line, place)
        return grid

    def restore(self) -> None:
        """Go back to this copy."""
        restoring.begin(self._window, self._looked.path, self, partial(go_back, self._window))

    @classmethod
    def open_for(cls, window: "MainWindow", path: Path) -> None:
        """Count on a worker, then show the sheet; a file that is no copy is said in the window's bar."""
        book = window.store.path

        def work(_task: Task) -> Looked:
            return Looked(path, restore.look_into(path), restore.look_into(book))

        def done(looked: Looked) -> None:
            sheet = cls(window, looked)
            sheet.finished.connect(sheet.deleteLater)
            sheet.open()

        def failed(error: Exception) -> None:
            if isinstance(error, UserError | StoreError):
                window.messages.show_message(error.message)

        window.jobs.run(_("Reading the copy"), work, done, failed)


def go_back(window: "MainWindow") -> None:
    """Undo a restore: look into the copy that was made right before it, to restore that."""
    folder = paths.backup_folder(window.store.path)
    held = backup.held(folder)
    before = backup.read_backup(folder / held.before) if held is not None else None
    if before is not None:
        PreviewSheet.open_for(window, before.path)
