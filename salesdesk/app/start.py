"""From a book to its window and back: opened the careful way, the trouble with it, a new one, the leaving."""

import itertools
import sys
import zlib
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from salesdesk.app import backing_up, history_keeping, standing, ways
from salesdesk.app.first_run_page import FirstRunPage, NewShop
from salesdesk.app.frame import MINIMUM, SIZE
from salesdesk.app.idle_collecting import collect_when_idle
from salesdesk.app.looks import apply
from salesdesk.app.preferences import LANGUAGE, Preferences
from salesdesk.app.terminal import say
from salesdesk.app.trouble import Trouble, Ways
from salesdesk.app.waiting import wait_for
from salesdesk.app.window import MainWindow
from salesdesk.base import book_place, i18n, paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.store.database import Store
from salesdesk.store.engine import raw_connect
from salesdesk.store.engine_words import plain_words
from salesdesk.store.opening import open_book as open_book_file
from salesdesk.store.stray_logs import lie_beside


def trouble_sheet(book: Path, error: StoreError | UserError, preferences: Preferences) -> Trouble:
    """The sheet of a book that cannot be opened; a way on that is chosen in it opens a window."""
    second = backing_up.second_place(preferences)

    def begin_anew() -> QMainWindow:
        place = book if book.parent.is_dir() else paths.usual_file()
        return FirstRunWindow(place, preferences, "empty")

    return Trouble(book, error, Ways(lambda path: book_window(opened(path), preferences), begin_anew, second))


def first_window(path: Path, preferences: Preferences) -> QMainWindow:
    """The window on a book, opened the careful way, or the first page when there never was one.

    Raises `StoreError` when it cannot be opened, `Cancelled` when the person did not want to wait for it.
    """
    apply(preferences, None)
    if was_here(path, preferences):
        return book_window(opened(path), preferences)
    return FirstRunWindow(path, preferences)


def opened(path: Path) -> Store:
    """Open a book on a worker, in sight when it takes a while. Raises `StoreError` and `Cancelled`."""
    note = why_it_takes_long(unclean=lie_beside(path))
    return wait_for(opening_words(), note, lambda task: open_book_file(path, task))


def opening_words() -> str:
    """What is done while a book is opened."""
    return _("Opening the book…")


def why_it_takes_long(*, unclean: bool) -> str:
    """Why opening may take a while, for a book that was not closed well and for any other."""
    if unclean:
        return _("It was not closed well last time, so it is looked through first.")
    return _("One that an older Salesdesk made is copied first, then brought up to date.")


def was_here(path: Path, preferences: Preferences) -> bool:
    """Whether a book is or was there: then a missing one is a question, never a reason to make a new one."""
    try:
        path.lstat()
    except FileNotFoundError:
        seen = bool(preferences.note(_seen(path))) or book_place.is_elsewhere() or lie_beside(path)
        return seen or bool(ways.copies_of(path, backing_up.second_place(preferences)))
    except OSError:  # why not is said when it is opened
        return True
    return True


def _seen(path: Path) -> str:
    return f"seen-{zlib.crc32(str(path.absolute()).encode()):08x}"


def book_window(store: Store, preferences: Preferences, *, practice: bool = False) -> MainWindow:
    """The main window on an open book; closing it makes a copy and closes the book."""
    apply(preferences, store)
    window = MainWindow(store, preferences, practice=practice)
    window.place()
    care_for(window)
    return window


def care_for(window: MainWindow) -> None:
    """From now on, with its book in it: copies, the lock, and what is to be done when it closes."""
    store, preferences = window.store, window.preferences
    window.closed.connect(lambda: leave(window))
    window.own_book_wanted.connect(lambda: _start_own_book(window, preferences))
    if not window.practice:
        if not preferences.note(_seen(store.path)):
            preferences.keep_note(_seen(store.path), "yes")
        window.standing.look_after_unclean_end()
    if not store.hold.reading_only:
        backing_up.keep_going(window)
        history_keeping.keep_bounded(window)
    window.lock.begin()
    collect_when_idle(window)


def leave(window: MainWindow) -> None:
    """Close the book of a window; a copy is made first when it was changed since the last one."""
    if not window.practice and not window.store.hold.reading_only:
        try:
            trouble = backing_up.on_leaving(window.store.path, window.preferences)
            if trouble:
                say(trouble, sys.stderr)
        except StoreError as error:
            say(error.message, sys.stderr)
        except OSError:  # the book lay on a stick that has gone
            say(_("No copy could be made: the book is not where it was."), sys.stderr)
    try:
        window.store.close()
    except StoreError as error:
        say(error.message, sys.stderr)


def _start_own_book(window: MainWindow, preferences: Preferences) -> None:
    """Close the sample shop, keep it beside, and ask for the first facts of the real one."""
    path = window.store.path

    def begin() -> None:
        try:
            set_aside(path)
        except (StoreError, OSError):
            window.next_window = book_window(Store.open(path), preferences)
            window.next_window.messages.show_message(
                _("The sample shop is open in another window too. Close that one, then try again.")
            )
        else:
            window.next_window = FirstRunWindow(path, preferences, "empty")
        window.next_window.show()

    window.closed.connect(begin)
    window.close()


def set_aside(path: Path) -> Path:
    """Give a closed book another name beside its own; returns it.

    Raises `StoreError` when somebody else has it open, `OSError` when it cannot be renamed.
    """
    with plain_words():
        connection = raw_connect(path)
        try:
            connection.execute("PRAGMA busy_timeout = 0").fetchall()
            # Only the last one on a book may leave WAL: this fails while anybody else has it open.
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            connection.close()
    names = (path.with_name(f"{path.stem}-sample-{n}{path.suffix}") for n in itertools.count(1))
    target = next(name for name in names if not name.exists())
    return path.rename(target)


def refuse_place(book: Path) -> None:
    """Raises `UserError` when a new book would lie in a folder that is synced, shared or removable."""
    place = standing.place_of(book)
    if place is not None:
        raise UserError(
            _("No book is begun in {folder}. {why}").format(
                folder=book.parent, why=standing.words_of_place(place)
            )
        )


class FirstRunWindow(QMainWindow):
    """The first page; when it is answered, the book's window takes its place."""

    def __init__(self, path: Path, preferences: Preferences, start: str = "sample") -> None:
        super().__init__()
        self._path, self._preferences, self._start = path, preferences, start
        self.next_window: MainWindow | None = None
        self.setWindowTitle(paths.APP_NAME)
        self.setMinimumSize(*MINIMUM)
        self.resize(*SIZE)
        self._show_page(None)

    def _show_page(self, before: NewShop | None) -> None:
        self.page = FirstRunPage(self._path.parent, self._start)
        if before is not None:
            self.page.fill(before)
        self.page.ready.connect(self._make)
        self.page.language_chosen.connect(self._speak)
        self.setCentralWidget(self.page)

    def _speak(self, language: str) -> None:
        before = self.page.answers()
        self._preferences.put(LANGUAGE, language)
        i18n.set_language(language)
        self._show_page(before)

    def _make(self, shop: NewShop) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            refuse_place(self._path)
            store = self._book_for(shop)
        except (StoreError, UserError) as error:
            self.page.show_error(error.message)
            return
        finally:
            QApplication.restoreOverrideCursor()
        window = book_window(store, self._preferences)
        self.next_window = window
        window.setGeometry(self.geometry())
        window.show()
        self.close()
        if shop.start == "file":
            QTimer.singleShot(0, window, lambda: window.actions_map.run("app.import"))

    def _book_for(self, shop: NewShop) -> Store:
        if shop.start == "sample":
            from salesdesk.app.demo import make_demo

            return make_demo(self._path, shop.language, shop=shop)
        return Store.create(
            self._path, shop_name=shop.name, currency=shop.currency, language=shop.language, owner=shop.owner,
            zone=shop.zone,
        )  # fmt: skip
