"""The one dialog of a program that cannot open its book: what happened, what is safe, and the ways on.

Which ways there are hangs on the kind of the trouble. None of them deletes anything, and a new book is
begun by an explicit choice only.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMainWindow

from salesdesk.app import ways
from salesdesk.app.waiting import wait_for
from salesdesk.app.window import MainWindow
from salesdesk.base import book_place, paths
from salesdesk.base.errors import Cancelled, StoreError, UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.task import Task
from salesdesk.store import restore
from salesdesk.store.backup import Backup
from salesdesk.store.layouts import StrangeLayoutError
from salesdesk.ui.sheet_dialog import error_sheet
from salesdesk.ui.widgets import Button, Press

_TITLES = {
    "missing": N_("Where is your book?"), "damaged": N_("The book is damaged"),
    "newer": N_("This book needs a newer Salesdesk"), "busy": N_("The book is in use"),
    "full": N_("The disk is full"), "drive": N_("The drive does not answer"),
    "foreign": N_("This is not a Salesdesk book"),
}  # fmt: skip
_PASSING = ("busy", "full", "drive", "denied", "read_only", "")
_ELSEWHERE = ("missing", "foreign", "drive", "denied")


class Ways(NamedTuple):
    """How the program goes on: a window on a book, the first page of a new one, the other place of copies."""

    open_book: Callable[[Path], QMainWindow]
    begin_anew: Callable[[], QMainWindow] | None = None
    second_place: Path | None = None


class Trouble:
    """``sheet`` is to be run; afterwards ``window`` is the one that opened, else None.

    ``copy`` is the newest copy that is still whole, where one may help; ``words`` are what the sheet says.
    """

    def __init__(self, book: Path, error: StoreError | UserError, go_on: Ways) -> None:
        self._book, self._ways = book, go_on
        self.window: QMainWindow | None = None
        trouble = error if isinstance(error, StoreError) else StoreError(error.message)
        self.kind = trouble.kind
        copies = ways.copies_of(book, go_on.second_place)
        self.copy: Backup | None = ways.last_good(copies) if self.kind in ways.COPY_HELPS else None
        self.words = ways.words_of(trouble, copies, self.copy)
        title = _(_TITLES.get(self.kind, N_("The book could not be opened")))
        self.sheet = error_sheet(None, title, self.words, trouble.detail)
        self._add_ways()

    def _add_ways(self) -> None:
        if self.kind == "missing" and self._ways.begin_anew is not None:
            self.sheet.add_action(_("Start a new book"), icon="book-open", on_click=self.begin_anew)
        if self.kind != "missing":
            self.sheet.add_action(_("Show the folder"), icon="folder-open", on_click=self._show_folder)
        if self.kind in _ELSEWHERE:
            self._add(_("Look for it…"), "search", self.look_for_book)
        if self.kind == "damaged" and self.copy is None:
            self._add(_("Look for a copy…"), "search", self.look_for_book)
        if self.kind in _PASSING:
            self._add(_("Try again"), "refresh-cw", partial(self._open, self._book))
        if self.copy is not None:
            self._add(_("Open that copy"), "history", self.open_copy)

    def _add(self, text: str, icon: str, act: Callable[[], object]) -> Button:
        """A way on; the one added last is where the focus stands."""
        button = self.sheet.add_action(text, icon=icon, on_click=act)
        for other in self.sheet.findChildren(Button):
            other.set_kind("default")
            other.set_key("")  # Enter presses what has the focus: that one shows it
        button.set_kind("primary")
        button.set_key("Return")
        self.sheet.set_focus_first(button)
        return button

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._book.parent)))

    def begin_anew(self) -> None:
        """The first page of a new shop; wherever the old book is, it is not touched."""
        if self._ways.begin_anew is not None:
            self._done(self._ways.begin_anew())

    def look_for_book(self) -> None:
        """Let the person show where the book is, or a copy of it; that place is remembered."""
        start = self._book.parent if self._book.parent.is_dir() else Path.home()
        kinds = _("Salesdesk books and copies (*.salesdesk *.sdbk)") + ";;" + _("All files (*)")
        name, _chosen = QFileDialog.getOpenFileName(self.sheet, _("Where is your book?"), str(start), kinds)
        if name:
            self.take(Path(name))

    def take(self, chosen: Path) -> None:
        """Open a book that was found, or put a copy that was found in place."""
        if chosen.suffix == ".sdbk":
            self._put_in_place(chosen)
        else:
            self._open(chosen)

    def open_copy(self) -> None:
        """Put the copy in the book's place; the book that could not be opened is kept beside it."""
        if self.copy is not None:
            self._put_in_place(self.copy.path)

    def _put_in_place(self, copy: Path, *, only_records: bool = False) -> None:
        book = self._room_for_it()
        self.sheet.clear_error()

        def put(task: Task) -> Path | None:
            # A book that is only newer, or another program's, is not replaced: that is said instead.
            if restore.opens(book):
                return None
            return restore.recover(book, copy, task, only_records=only_records)

        note = _("It is looked through to the last record before it takes the book's place.")
        try:
            aside = wait_for(_("Putting the copy in place…"), note, put)
        except Cancelled:
            return
        except StrangeLayoutError as error:  # nothing else of it is used or run then
            take = partial(self._put_in_place, copy, only_records=True)
            self.sheet.show_notice(error.message, "", [Press(_("Take only its records"), take)])
            return
        except (StoreError, UserError) as error:
            self.sheet.show_error(error.message)
            return
        self._open(book, aside)

    def _room_for_it(self) -> Path:
        """Where the copy is put: where the book was, or where books usually lie when that has gone."""
        if self._book.parent.is_dir():
            return self._book
        usual = paths.usual_file()
        usual.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        names = (usual.with_name(f"{usual.stem}-{n}{usual.suffix}") for n in range(2, 10_000))
        return usual if not usual.exists() else next(name for name in names if not name.exists())

    def _open(self, book: Path, aside: Path | None = None) -> None:
        try:
            window = self._ways.open_book(book)
        except Cancelled:
            return
        except (StoreError, UserError) as error:
            self.sheet.show_error(error.message)
            return
        if book != self._book:
            self._remember(book)
        if aside is not None and isinstance(window, MainWindow):
            window.messages.show_message(
                _("The last good copy is open"),
                _("The book that could not be opened is kept as {path}.").format(path=aside),
                tone="info",
            )
        self._done(window)

    def _remember(self, book: Path) -> None:
        try:
            book_place.remember(book)
        except OSError:  # then it is asked again next time
            return

    def _done(self, window: QMainWindow) -> None:
        self.window = window
        self.sheet.accept()
