"""Long work that reports how far it is and can be stopped."""

from collections.abc import Callable
from threading import Event

from salesdesk.base.errors import Cancelled


class Task:
    """Given to work that may take over 100 ms; the work calls `advance` now and then."""

    def __init__(self, report: Callable[[int, int], None] | None = None) -> None:
        self._report = report
        self._stop = Event()

    def advance(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` units are finished.

        Raises `Cancelled` when the person has asked to stop.
        """
        if self._stop.is_set():
            raise Cancelled
        if self._report is not None:
            self._report(done, total)

    def cancel(self) -> None:
        """Ask the work to stop at its next `advance`."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether a stop was asked for."""
        return self._stop.is_set()


def silent_task() -> Task:
    """A task nobody watches, for tests and the command line."""
    return Task()
