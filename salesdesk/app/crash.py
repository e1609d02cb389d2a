"""What happens when the program itself is wrong: the data is safe, and the report says where."""

import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from types import TracebackType

from PySide6.QtWidgets import QApplication

from salesdesk import __version__
from salesdesk.base import paths
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.store.engine import sqlite_version
from salesdesk.ui.sheet_dialog import show_error

LARGEST_LOG, KEPT_LOGS = 1_000_000, 3
_LOG = logging.getLogger("salesdesk")


def start_log() -> None:
    """Write what goes wrong to a small rotating file; rows and names never go there.

    Where nothing can be written there is no log; the program opens all the same.
    """
    folder = paths.log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        writer = RotatingFileHandler(
            folder / "salesdesk.log", maxBytes=LARGEST_LOG, backupCount=KEPT_LOGS, encoding="utf-8"
        )
    except OSError:
        return
    writer.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _LOG.addHandler(writer)
    _LOG.setLevel(logging.INFO)
    _LOG.info(
        "Salesdesk %s, SQLite %s, Python %s, %s",
        __version__,
        sqlite_version(),
        sys.version.split()[0],
        sys.platform,
    )


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where it went wrong: files, lines and functions; not the message, which may hold a customer's words."""
    places = [
        f"  {f.filename.rsplit('salesdesk', 1)[-1]}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)
    ]
    return "\n".join([f"Salesdesk {__version__} {sys.platform} {kind.__name__}", *places])


_shown = threading.Lock()


def tell(error: BaseException) -> None:
    """Log an error that nobody caught and tell the person; one such message at a time.

    Trouble of the file (a drive that was pulled out while something was shown) has its own words.
    """
    report = report_of(type(error), error.__traceback__)
    title = _("Something in Salesdesk went wrong")
    words = _("What you saved is safe. Go on working; if it happens again, start Salesdesk anew.")
    if isinstance(error, StoreError):
        report = f"{report}\n{error.kind} {error.detail}"
        title, words = _("The book cannot be used just now"), error.message
    _LOG.error("%s", report)
    if threading.current_thread() is threading.main_thread() and _shown.acquire(blocking=False):
        try:
            show_error(QApplication.activeWindow(), title, words, report)
        finally:
            _shown.release()


def install() -> None:
    """Catch what nobody foresaw: log it, tell the person, go on where that is possible."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            tell(error.with_traceback(trace))

    sys.excepthook = hook
    threading.excepthook = lambda a: hook(a.exc_type, a.exc_value or a.exc_type(), a.exc_traceback)
