"""The one dialog of a program that cannot open its book: what happened, what is safe, and the ways on."""

from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from salesdesk.app.window import MainWindow
from salesdesk.base import clock, i18n, paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.base.periods import format_when
from salesdesk.store import restore
from salesdesk.store.backup import Backup, is_intact, list_backups
from salesdesk.ui.sheet_dialog import error_sheet


class Trouble:
    """``sheet`` is to be run; afterwards ``window`` is the one that a chosen copy opened in, else None.

    ``copy`` is the newest copy that is still whole; ``words`` are what the sheet says.
    """

    def __init__(self, book: Path, what: str, detail: str, open_book: Callable[[], MainWindow]) -> None:
        self._book, self._open_book = book, open_book
        self.window: MainWindow | None = None
        copies = list_backups(paths.backup_folder(book))
        self.copy: Backup | None = next((copy for copy in copies if is_intact(copy)), None)
        self.words = what
        if self.copy is not None:
            made = self.copy.made_at.astimezone()
            when = format_when(made, made.tzinfo or UTC, i18n.language(), clock.now())
            self.words = _("{what} Your last good copy is from {when}.").format(what=what, when=when)
        self.sheet = error_sheet(None, _("The book could not be opened"), self.words, detail)
        self.sheet.add_action(_("Show the folder"), icon="folder-open", on_click=self._show_folder)
        if self.copy is not None:
            opens = self.sheet.add_action(_("Open that copy"), icon="history", on_click=self.open_copy)
            opens.set_kind("primary")
            self.sheet.set_focus_first(opens)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._book.parent)))

    def open_copy(self) -> None:
        """Put the copy in the book's place; the book that could not be opened is kept beside it."""
        if self.copy is None:
            return
        try:
            # A book that is only newer, or another program's, is not replaced: that is said instead.
            whole = restore.opens(self._book)
            aside = None if whole else restore.recover(self._book, self.copy.path)
            window = self._open_book()
        except (StoreError, UserError) as error:
            self.sheet.show_error(error.message)
            return
        self.window = window
        self.sheet.accept()
        if aside is not None:
            window.messages.show_message(
                _("The last good copy is open"),
                _("The book that could not be opened is kept as {path}.").format(path=aside),
                tone="info",
            )
