"""What happens when the program itself is wrong: the data is safe, and the report says where."""

import logging
import sys
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from salesdesk import __version__
from salesdesk.base import paths
from salesdesk.base.errors import StoreError
from salesdesk.base.i18n import _
from salesdesk.store.engine import sqlite_version

LARGEST_LOG, KEPT_LOGS = 1_000_000, 3
_LOG = logging.getLogger("salesdesk")


class OwnWords(str):
    """A text that is our own to the last letter: no name, number or word of the shop is in it."""

    __slots__ = ()


class RedactingFormatter(logging.Formatter):
    """Lines for the log: our own message and numbers; any other text it was given is left out.

    Of an exception the log says its kind and place, never its message or the values that were at hand.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One record as a line, or several for an exception."""
        given = record.args
        told = {k: _told(v) for k, v in given.items()} if isinstance(given, Mapping) else (
            tuple(map(_told, given or ()))
        )  # fmt: skip
        plain = logging.makeLogRecord({**record.__dict__, "args": told, "exc_info": None, "exc_text": None})
        lines = [super().format(plain)]
        error = record.exc_info[1] if record.exc_info else None
        while error is not None:
            lines.append(report_of(type(error), error.__traceback__))
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _told(value: object) -> object:
    return value if isinstance(value, OwnWords | bool | int | float | None) else OwnWords("…")


def log_file() -> Path:
    """The log that is being written; older ones have a number behind their name."""
    return paths.log_folder() / "salesdesk.log"


def start_log() -> None:
    """Write what goes wrong to a small rotating file; rows and names never go there.

    Where nothing can be written there is no log; the program opens all the same.
    """
    from logging.handlers import RotatingFileHandler

    file = log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        writer = RotatingFileHandler(file, maxBytes=LARGEST_LOG, backupCount=KEPT_LOGS, encoding="utf-8")
    except OSError:
        return
    writer.setFormatter(RedactingFormatter())
    _LOG.addHandler(writer)
    _LOG.setLevel(logging.INFO)
    _LOG.info(
        "Salesdesk %s, SQLite %s, Python %s, %s",
        *map(OwnWords, (__version__, sqlite_version(), sys.version.split()[0], sys.platform)),
    )


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where it went wrong: files, lines and functions; not the message, which may hold a customer's words."""
    places = [f"  {_place(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    return "\n".join([f"Salesdesk {__version__} {sys.platform} {kind.__name__}", *places])


def _place(file: str) -> str:
    """A source file by its last folders: where the program lies may have a person's name in it."""
    return "/".join(Path(file).parts[-3:])


_shown = threading.Lock()


def tell(error: BaseException) -> None:
    """Log an error that nobody caught and tell the person; one such message at a time.

    Trouble of the file (a drive that was pulled out while something was shown) has its own words.
    """
    report = report_of(type(error), error.__traceback__)
    title = _("Something in Salesdesk went wrong")
    words = _("What you saved is safe. Go on working; if it happens again, start Salesdesk anew.")
    if isinstance(error, StoreError):
        _LOG.error("%s", OwnWords(f"{report}\n{error.kind}"))
        # The detail may name the file: it is for the person's eyes, not for the log.
        report = f"{report}\n{error.kind} {error.detail}"
        title, words = _("The book cannot be used just now"), error.message
    else:
        _LOG.error("%s", OwnWords(report))
    if threading.current_thread() is threading.main_thread() and _shown.acquire(blocking=False):
        from salesdesk.ui.sheet_dialog import show_error

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
