"""Reads what the palette shows on a worker: typing never waits, and a stale reading is interrupted."""

import threading
from typing import Any

from PySide6.QtCore import QObject, Signal
from sqlalchemy import Connection

from salesdesk.app.palette_row import PaletteRow
from salesdesk.app.palette_rows import Offer, rows_for
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.store.database import Store
from salesdesk.ui.jobs import Job, Jobs


class PaletteSearch(QObject):
    """``found(typed, rows)`` answers the newest question; older ones are never answered."""

    found = Signal(str, list)

    def __init__(self, store: Store, jobs: Jobs, offer: Offer, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._jobs = store, jobs
        self.offer = offer
        self._asked = 0
        self._job: Job | None = None
        self._lock = threading.Lock()
        self._reading: Connection | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._job is not None

    def ask(self, typed: str) -> None:
        """Look for what was typed."""
        self.stop()
        self._asked += 1
        number = self._asked

        def work(task: Task) -> tuple[int, str, list[PaletteRow]]:
            return number, typed, self._read(typed, task)

        self._job = self._jobs.run(_("Searching"), work, self._answer, self._failed, quiet=True)

    def _read(self, typed: str, task: Task) -> list[PaletteRow]:
        with self._store.reading() as db:
            with self._lock:
                if task.cancelled:
                    return []
                self._reading = db
            try:
                return rows_for(db, typed, self.offer)
            finally:
                with self._lock:
                    self._reading = None

    def _answer(self, answer: tuple[int, str, list[PaletteRow]]) -> None:
        number, typed, rows = answer
        if number == self._asked:
            self._job = None
            self.found.emit(typed, rows)

    def _failed(self, _error: Exception) -> None:
        """The book is busy or gone: nothing is found, and the window says why by itself."""
        self._job = None

    def stop(self) -> None:
        """Nobody wants the answer any more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        with self._lock:
            if self._reading is not None:
                driver: Any = self._reading.connection.driver_connection
                driver.interrupt()
