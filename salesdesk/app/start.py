"""From the command line to a window: the application, the first page, the book, the window."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMainWindow

from salesdesk import __version__
from salesdesk.app import crash
from salesdesk.app.command_line import DONE, FAILED, say
from salesdesk.app.first_run_page import FirstRunPage, NewShop
from salesdesk.app.preferences import LANGUAGE, LETTERS, Preferences
from salesdesk.app.settings_dialog import apply
from salesdesk.base import i18n, paths
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.store.database import Store

SCREENLESS = ("offscreen", "minimal", "vnc")


def has_screen() -> bool:
    """Whether a window can be shown: on Linux that needs X or Wayland, or the offscreen platform by name."""
    if os.environ.get("QT_QPA_PLATFORM", "") in SCREENLESS or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application() -> QApplication:
    """The one application object, named and with its icon."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName(paths.APP_NAME)
    app.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("salesdesk")
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "salesdesk.svg")))
    return app


def open_book(path: Path) -> int:
    """Open a book in the window, or the first page when there is none yet."""
    return _run(lambda preferences: _first_window(path, preferences))


def open_demo() -> int:
    """Open a throw-away copy of the sample shop; nothing of it is kept."""
    from salesdesk.app.demo import make_demo

    folder = Path(tempfile.mkdtemp(prefix="salesdesk-demo-"))
    try:
        store_path = folder / "sample.salesdesk"
        return _run(lambda preferences: _demo_window(make_demo(store_path, i18n.language()), preferences))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(first: Callable[[Preferences], QMainWindow]) -> int:
    if not has_screen():
        say(
            _(
                "There is no screen here. Run it with a desktop, or with QT_QPA_PLATFORM=offscreen to try without one."
            ),
            sys.stderr,
        )
        return FAILED
    app = application()
    crash.start_log()
    crash.install()
    preferences = Preferences()
    apply(preferences, None)
    try:
        window = first(preferences)
    except (StoreError, UserError) as error:
        say(error.message, sys.stderr)
        _show_trouble(error)
        return FAILED
    window.show()
    if os.environ.get("QT_QPA_PLATFORM") in SCREENLESS and os.environ.get("SALESDESK_QUIT_AFTER"):
        QTimer.singleShot(int(os.environ["SALESDESK_QUIT_AFTER"]), window.close)
    code = app.exec()
    return DONE if code == 0 else FAILED


def _show_trouble(error: StoreError | UserError) -> None:
    from salesdesk.ui.sheet_dialog import show_error

    if os.environ.get("QT_QPA_PLATFORM") not in SCREENLESS:
        show_error(None, _("The book could not be opened"), error.message, getattr(error, "detail", ""))


def _first_window(path: Path, preferences: Preferences) -> QMainWindow:
    if path.exists():
        from salesdesk.store.migrate import migrate

        migrate(path)
        return book_window(Store.open(path), preferences)
    return FirstRunWindow(path, preferences)


def _demo_window(store: Store, preferences: Preferences) -> QMainWindow:
    return book_window(store, preferences, practice=True)


def book_window(store: Store, preferences: Preferences, *, practice: bool = False) -> QMainWindow:
    """The main window on an open book; closing it closes the book."""
    from salesdesk.app.window import MainWindow

    apply(preferences, store)
    window = MainWindow(store, preferences, practice=practice)
    window.actions_map.set_letters(preferences.get(LETTERS) == "on")
    window.resize(1366, 768)
    place = preferences.geometry()
    if place is not None:
        window.restoreGeometry(place)
    app = QApplication.instance()
    if app is not None:
        app.aboutToQuit.connect(lambda: _leave(store, practice))
    return window


def _leave(store: Store, practice: bool) -> None:
    if not practice:
        from salesdesk.store import backup

        newest = backup.list_backups(paths.backup_folder(store.path))
        if not newest or store.path.stat().st_mtime > newest[0].made_at.timestamp():
            try:
                backup.make_backup(store.path, "exit")
            except StoreError as error:
                say(error.message, sys.stderr)
    store.close()


class FirstRunWindow(QMainWindow):
    """The first page; when it is answered, the book's window takes its place."""

    def __init__(self, path: Path, preferences: Preferences) -> None:
        super().__init__()
        self._path, self._preferences = path, preferences
        self.next_window: QMainWindow | None = None
        self.setWindowTitle(paths.APP_NAME)
        self.resize(1366, 768)
        self._show_page(None)

    def _show_page(self, before: NewShop | None) -> None:
        self.page = FirstRunPage(self._path.parent)
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
        try:
            store = self._book_for(shop)
        except (StoreError, UserError) as error:
            self.page.show_error(error.message)
            return
        window = book_window(store, self._preferences)
        self.next_window = window
        window.setGeometry(self.geometry())
        window.show()
        self.close()
        if shop.start == "file":
            QTimer.singleShot(0, window, lambda: window.actions_map.run("app.import"))  # type: ignore[attr-defined]

    def _book_for(self, shop: NewShop) -> Store:
        if shop.start == "sample":
            from salesdesk.app.demo import make_demo

            return make_demo(self._path, shop.language, shop=shop)
        return Store.create(
            self._path,
            shop_name=shop.name,
            currency=shop.currency,
            language=shop.language,
            owner=shop.owner,
            zone=shop.zone,
        )
