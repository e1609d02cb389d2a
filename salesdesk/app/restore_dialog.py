"""What is in a copy, beside today's book, before one goes back to it."""

from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QGridLayout

from salesdesk.app import restoring
from salesdesk.app.copy_words import counted_kinds, difference, long_when, lost_words, number
from salesdesk.base import i18n, paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.staff.rights import RESTORE, may, refusal
from salesdesk.store import backup, restore
from salesdesk.store.layouts import StrangeLayoutError
from salesdesk.store.restore import Contents
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Divider, Label, Press, boxed

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

class Looked(NamedTuple):
    """A copy and today's book, counted."""

    path: Path
    copy: Contents
    today: Contents


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
            return lost_words(copy, today, language)
        newest = long_when(copy.newest, zone, language, now)
        if copy.newest == today.newest:
            return _("Newest change {when}: it holds all that today's book holds.").format(when=newest)
        return _("Newest change {when}. {loss}").format(when=newest, loss=lost_words(copy, today, language))

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 1)
        language = i18n.language()
        for place, head in enumerate((_("In the copy"), _("Today"), _("Difference")), 1):
            grid.addWidget(Label(head, "caption_medium", "ink2"), 0, place)
        for line, (key, words) in enumerate(counted_kinds(), 1):
            copy, today = getattr(self._looked.copy, key), getattr(self._looked.today, key)
            differs = difference(copy, today, language)
            cells = (
                Label(words, "medium"),
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
            if isinstance(error, StrangeLayoutError) and may(window.store, RESTORE):
                show = partial(RecordsSheet.open_for, window, path)
                take = Press(_("Take only its records…"), show)
                window.messages.show_message(error.message, actions=[take])
            elif isinstance(error, UserError | StoreError):
                window.messages.show_message(error.message)

        window.jobs.run(_("Reading the copy"), work, done, failed)


class RecordsSheet(Sheet):
    """A copy whose layout was changed by another program: only its records are taken, after a word on it."""

    def __init__(self, window: "MainWindow", path: Path) -> None:
        title = _("Take only the records of {name}").format(name=path.name)
        super().__init__(window, title, 560, icon="history")
        self._window, self._path = window, path
        self.body.addWidget(
            Label(
                _("The records are put into a new book that Salesdesk lays out itself, and nothing else of "
                  "the copy is used or run. What was done before, and by whom, cannot be taken along."),
                wrap=True,
            )
        )  # fmt: skip
        note = _("Today's book is copied first, so you can go back to it.")
        self.body.addWidget(Label(note, "caption", "ink2", wrap=True))
        self.set_focus_first(self.add_action(_("Close"), key="Esc", on_click=self.reject))
        self.set_primary(_("Take its records"), icon="history", key="Ctrl+Return", on_click=self.take)

    def take(self) -> None:
        """Take them in place of today's book."""
        restoring.begin(self._window, self._path, self, partial(go_back, self._window), only_records=True)

    @classmethod
    def open_for(cls, window: "MainWindow", path: Path) -> None:
        """Show the sheet."""
        window.messages.clear()
        sheet = cls(window, path)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()


def go_back(window: "MainWindow") -> None:
    """Undo a restore: look into the copy that was made right before it, to restore that."""
    folder = paths.backup_folder(window.store.path)
    held = backup.held(folder)
    before = backup.read_backup(folder / held.before) if held is not None else None
    if before is not None:
        PreviewSheet.open_for(window, before.path)
