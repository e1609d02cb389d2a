"""From the command line to a window: the application, the first page, the window.

What reads books is loaded where it is used: the window is painted first (`opening`).
"""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMainWindow

from salesdesk import __version__
from salesdesk.app import crash, stamps
from salesdesk.app.looks import apply
from salesdesk.app.opening import Opening, front_page
from salesdesk.app.preferences import Preferences
from salesdesk.app.sample_notice import SAMPLE_SETTING, say_sample
from salesdesk.app.terminal import DONE, FAILED, say
from salesdesk.app.window import MainWindow
from salesdesk.base import i18n, paths
from salesdesk.base.errors import Cancelled, StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.store.glimpse import look_into
from salesdesk.ui import theme

SCREENLESS = ("offscreen", "minimal", "vnc")


def has_screen() -> bool:
    """Whether a window can be shown: on Linux that needs X or Wayland, or the offscreen platform by name."""
    if os.environ.get("QT_QPA_PLATFORM", "") in SCREENLESS or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application() -> QApplication:
    """The one application object, named and with its icon."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else theme.new_application(sys.argv[0])
    app.setApplicationName(paths.APP_NAME)
    app.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("salesdesk")
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "salesdesk.svg")))
    return app


def open_book(path: Path) -> int:
    """Open a book in the window, or the first page when there is none yet."""

    def first(preferences: Preferences) -> QMainWindow:
        quick = quick_window(path, preferences)
        if quick is not None:
            return quick
        from salesdesk.app.start import first_window

        return first_window(path, preferences)

    return _run(path, first)


def open_demo() -> int:
    """Open a throw-away copy of the sample shop; nothing of it is kept."""
    from salesdesk.app.demo import make_demo
    from salesdesk.app.start import book_window

    folder = Path(tempfile.mkdtemp(prefix="salesdesk-demo-"))
    try:
        book = folder / "sample.salesdesk"

        def first(preferences: Preferences) -> QMainWindow:
            apply(preferences, None)
            say(_("Making the sample shop…"))
            return book_window(make_demo(book, i18n.language()), preferences, practice=True)

        return _run(book, first)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def quick_window(path: Path, preferences: Preferences) -> MainWindow | None:
    """The window with its first page, which then opens the book by itself (`Opening`).

    None for a book that has to be opened the careful way before anything is shown: because it is not
    there, not in order, older, in use, or because a PIN is asked for first.
    """
    seen = look_into(path)
    if seen is None:
        return None
    with closing(seen.connection):
        if seen.guarded:
            return None
        apply(preferences, seen)
        window = MainWindow(None, preferences)
        window.place()
        page = front_page(window, seen, path)
        window.show_front(seen.setting("shop_name"), seen.person or _("Owner"), page)
        if seen.setting(SAMPLE_SETTING) == "yes":
            say_sample(window)
    opening = Opening(window, path, lambda error: _give_up(window, path, error))
    opening.done.connect(lambda: _care_for(window))
    return window


def _care_for(window: MainWindow) -> None:
    from salesdesk.app.start import care_for

    care_for(window)


def _run(book: Path, first: Callable[[Preferences], QMainWindow]) -> int:
    if not has_screen():
        say(
            _("There is no screen here. Run it on a desktop, or try it with QT_QPA_PLATFORM=offscreen."),
            sys.stderr,
        )
        return FAILED
    app = application()
    crash.install()
    preferences = Preferences()
    try:
        window: QMainWindow | None = first(preferences)
    except (StoreError, UserError) as error:
        window = _in_trouble(book, error, preferences)
    except Cancelled:  # somebody did not want to wait for it
        return DONE
    if window is None:
        return FAILED
    _show(window)
    code = app.exec()
    opening = window.findChild(Opening)
    if opening is not None:
        opening.end()
    return DONE if code == 0 else FAILED


def _in_trouble(book: Path, error: StoreError | UserError, preferences: Preferences) -> QMainWindow | None:
    """Say why a book cannot be opened; the window of the way on that was chosen."""
    say(error.message, sys.stderr)
    crash.start_log()
    if os.environ.get("QT_QPA_PLATFORM") in SCREENLESS:
        return None
    from salesdesk.app.start import trouble_sheet

    found = trouble_sheet(book, error, preferences)
    found.sheet.run()
    return found.window


def _give_up(window: MainWindow, path: Path, error: StoreError | UserError) -> None:
    """The book turned out not to be in order: the window goes, and the way on is asked."""
    window.hide()
    other = _in_trouble(path, error, window.preferences)
    if other is None:
        QApplication.exit(FAILED)
        return
    window.next_window = other
    _show(other)


def _show(window: QMainWindow) -> None:
    """Show the first window; what can wait begins when its book is there."""
    main = window if isinstance(window, MainWindow) else None
    stamps.watch(window, lambda: main is None or (main.tells and main.jobs.idle))
    window.show()
    opening = window.findChild(Opening)
    if opening is None:
        _settle(window)
    else:
        opening.done.connect(lambda: _settle(window))


def _settle(window: QMainWindow) -> None:
    crash.start_log()
    # Nearly all that was made until now stays to the end: no need to look through it again and again.
    gc.freeze()
    gc.enable()
    if os.environ.get("QT_QPA_PLATFORM") in SCREENLESS and os.environ.get("SALESDESK_QUIT_AFTER"):
        QTimer.singleShot(int(os.environ["SALESDESK_QUIT_AFTER"]), window.close)
