"""Takes the pictures of ``salesdesk screens``: goes to a screen, waits until it is at rest, saves it."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.app import screen_list
from salesdesk.app.demo import make_demo, zone_of
from salesdesk.app.screen_list import Screen, Stage
from salesdesk.app.window import MainWindow
from salesdesk.base import clock
from salesdesk.store.backup import make_backup
from salesdesk.store.database import Store
from salesdesk.ui.design_page import picture

_LOOK_MS, _DIALOG_S, _QUIET_S, _TURNS = 20, 20.0, 20.0, 10


Develop = Callable[[QPixmap], QPixmap]
"""What is done with a picture before it is saved."""


def as_it_is(picture: QPixmap) -> QPixmap:
    """The picture itself."""
    return picture


class Artist:
    """Draws one screen after the other; counts what was drawn and what failed."""

    def __init__(self) -> None:
        self.develop = as_it_is
        self.drawn = 0
        self.failures: list[str] = []

    def draw(self, screen: Screen, window: QWidget, stage: Stage | None, path: Path) -> None:
        """Go to a screen and save its picture; one that fails does not hide the others."""
        try:
            self._draw(screen, window, stage, path)
            self.drawn += 1
        except Exception as error:  # noqa: BLE001 - told at the end, with the screen's name
            self.failures.append(f"{path.name}: {type(error).__name__}: {error}")
            _reject_all()

    def _draw(self, screen: Screen, window: QWidget, stage: Stage | None, path: Path) -> None:
        if stage is not None:
            stage.reset()
        shot = _Shot(window, path, self.develop)
        if screen.dialog and stage is not None:
            shot.take_when_modal(lambda: screen.fill(stage))
        if stage is not None:
            screen.show(stage)
        if screen.dialog and not shot.taken:
            shot.wait()
        elif not screen.dialog:
            settle(wait=not screen.running)
            shot.take()
        _reject_all()
        if stage is not None:
            screen.after(stage)
        settle()
        if shot.error is not None:
            raise shot.error


class _Shot:
    """One picture. A dialog that waits for its answer is photographed from inside its own loop."""

    def __init__(self, window: QWidget, path: Path, develop: Develop) -> None:
        self._window, self._path, self._develop = window, path, develop
        self.taken = False
        self.error: Exception | None = None
        self._timer = QTimer()
        self._fill: screen_list.Plain = screen_list.nothing

    def take(self) -> None:
        """Save the picture. Raises `OSError` when it cannot be written."""
        self.taken = True
        if not self._develop(picture(self._window)).save(str(self._path)):
            raise OSError(str(self._path))

    def take_when_modal(self, fill: screen_list.Plain) -> None:
        """As soon as a dialog stands open: fill it in, take the picture, and send the dialog away."""
        self._fill = fill
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if QApplication.activeModalWidget() is None:
            return
        self._timer.stop()
        try:
            self._fill()
            settle()
            self.take()
        except Exception as error:  # noqa: BLE001 - raised again outside Qt's loop
            self.error = error
        _reject_all()

    def wait(self) -> None:
        """For a dialog that does not wait. Raises `LookupError` when none comes."""
        until = time.monotonic() + _DIALOG_S
        while not self.taken and self.error is None:
            QCoreApplication.processEvents()
            if time.monotonic() > until:
                self._timer.stop()
                raise LookupError("no dialog opened")


def _reject_all() -> None:
    for _turn in range(5):
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        dialog.close()


def put_away(window: QWidget) -> None:
    """Close a window that has been drawn."""
    window.close()
    window.deleteLater()
    settle()


def drawn_at(language: str, hour: int = 9, minute: int = 41) -> datetime:
    """The moment that the pictures show: a Thursday morning in May, in the sample shop's own time."""
    zone = ZoneInfo(zone_of(language))
    return datetime(2026, 5, 14, hour, minute, 30 if minute == 41 else 0, tzinfo=zone)


def sample_book(path: Path, language: str) -> Store:
    """The sample shop of the pictures, copied this morning as every morning."""
    with clock.freeze(drawn_at(language)):
        store = make_demo(path, language)
    for days in (6, 2, 1, 0):
        with clock.freeze(drawn_at(language, 8, 2) - timedelta(days=days)):
            make_backup(store.path, "start")
    return store


def settle(milliseconds: int = 60, *, wait: bool = True) -> None:
    """Let the screen come to rest: timers that are due, layouts, and workers where ``wait`` says so."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    until = time.monotonic() + milliseconds / 1000
    limit = time.monotonic() + _QUIET_S
    turns = 0
    while turns < _TURNS or time.monotonic() < until or (wait and _working() and time.monotonic() < limit):
        QCoreApplication.processEvents()
        time.sleep(0.002)
        turns += 1


def _working() -> bool:
    windows = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible())
    return any(not window.jobs.idle for window in windows)
