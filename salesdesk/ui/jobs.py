"""Work that may take longer than a frame: on a worker thread, stoppable, answered on the UI thread."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from salesdesk.base.errors import Cancelled, StoreError, UserError
from salesdesk.base.task import Task
from salesdesk.ui.widgets import ProgressCard

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
SHOW_AFTER_MS = 300
_POLL_MS = 200
_LOG = logging.getLogger(__name__)


class Job(QObject):
    """One piece of work under way.

    ``done`` and ``total`` are the units the work reported last; ``ended`` comes once, on the UI
    thread, however it ended.
    """

    ended = Signal()

    def __init__(self, label: str, quiet: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.label = label
        self.quiet = quiet
        self.done = 0
        self.total = 0
        self.running = True
        self.task = Task(self._report)
        self.again: Callable[[], object] | None = None
        """Starts the same work once more; for what failed."""
        self._started = time.monotonic()

    def _report(self, done: int, total: int) -> None:
        # Called on the worker thread: plain numbers only, the strip asks for them by its clock.
        self.done, self.total = done, total

    @property
    def seconds(self) -> float:
        """How long it has been running."""
        return time.monotonic() - self._started

    def seconds_left(self) -> float | None:
        """A guess from the pace so far, in seconds; None while it is too early to tell."""
        if self.done <= 0 or self.total <= 0 or self.seconds < 1:
            return None
        return self.seconds / self.done * max(self.total - self.done, 0)

    def cancel(self) -> None:
        """Ask the work to stop; it then leaves nothing behind."""
        self.task.cancel()


def _gone(callback: Callable[..., Any] | None) -> bool:
    """Whether the screen that a callback belongs to was closed meanwhile: its own object, or one it holds."""
    if isinstance(callback, partial):
        callback = callback.func
    cells = getattr(callback, "__closure__", None) or ()
    holders = [getattr(callback, "__self__", None), *(cell.cell_contents for cell in cells)]
    return any(isinstance(holder, QObject) and not isValid(holder) for holder in holders)


def _begin(task: Task, work: Callable[[Task], T]) -> T:
    if task.cancelled:
        raise Cancelled
    return work(task)


class Jobs(QObject):
    """Runs jobs and hands their results back on the UI thread."""

    changed = Signal()
    """A job that is not quiet began or ended."""
    failed = Signal(object, object)
    """(Job, UserError or StoreError) for jobs that brought no answer of their own for it."""
    crashed = Signal(object)
    """An exception nobody foresaw: a bug."""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[Job, tuple[Callable[[Any], None] | None, Callable[[Exception], None] | None]] = {}
        self._arrived.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _pools(self) -> tuple[ThreadPoolExecutor, ThreadPoolExecutor]:
        # Two, so that an import under way never holds up the reading of a list; made for the first job.
        from concurrent.futures import ThreadPoolExecutor

        return (
            ThreadPoolExecutor(2, thread_name_prefix="quick"),
            ThreadPoolExecutor(2, thread_name_prefix="long"),
        )

    def run(
        self,
        label: str,
        work: Callable[[Task], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        quiet: bool = False,
    ) -> Job:
        """Start ``work(task)`` on a worker and return at once.

        ``label`` is translated and says what is going on ("Importing 229 rows"). ``done`` gets the
        result, ``failed`` a `UserError` or `StoreError`; both run on the UI thread. A cancelled job
        calls neither. Quiet jobs are not shown in the strip.
        """
        job = Job(label, quiet, self)
        job.again = partial(self.run, label, work, done, failed, quiet)
        self._jobs[job] = (done, failed)
        quick, long = self._pools
        future = (quick if quiet else long).submit(_begin, job.task, work)
        future.add_done_callback(lambda ended: self._report(job, ended))
        if not quiet:
            self.changed.emit()
        return job

    def _report(self, job: Job, ended: Future[Any]) -> None:
        # On the worker thread.
        try:
            self._arrived.emit((job, ended))
        except RuntimeError:
            _LOG.debug("The window was gone before a job ended: %s", job.label)

    def _finish(self, message: tuple[Job, Future[Any]]) -> None:
        job, ended = message
        done, failed = self._jobs.pop(job)
        job.running = False
        try:
            if not _gone(done) and not _gone(failed):
                self._answer(job, ended, done, failed)
        finally:
            job.ended.emit()
            if not job.quiet:
                self.changed.emit()
            job.deleteLater()

    def _answer(
        self,
        job: Job,
        ended: Future[Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        if ended.cancelled():
            return
        error = ended.exception()
        if error is None:
            if done is not None:
                done(ended.result())
        elif isinstance(error, Cancelled) or (job.quiet and job.task.cancelled):
            return  # a stale reading that was interrupted may fail in any way: nobody wants it
        elif isinstance(error, UserError | StoreError):
            if failed is not None:
                failed(error)
            else:
                self.failed.emit(job, error)
        else:
            _LOG.error("A job failed: %s", job.label, exc_info=error)
            self.crashed.emit(error)

    def running(self) -> list[Job]:
        """The jobs under way that are not quiet, oldest first."""
        return [job for job in self._jobs if not job.quiet]

    @property
    def idle(self) -> bool:
        """Whether nothing at all is under way."""
        return not self._jobs

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self._jobs:
            job.cancel()

    def wait_all(self, timeout: float = 10.0) -> bool:
        """Let events run until no job is left or ``timeout`` seconds passed; say whether none is left."""
        until = time.monotonic() + timeout
        while self._jobs and time.monotonic() < until:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            time.sleep(0.001)
        return self.idle

    def close(self, timeout: float = 5.0) -> bool:
        """Stop everything on the way out; say whether all ended in ``timeout`` seconds."""
        self.cancel_all()
        ended = self.wait_all(timeout)
        for pool in self._pools:
            pool.shutdown(wait=False, cancel_futures=True)
        return ended


class JobStrip(QWidget):
    """Shows the oldest visible job: its counts, the time left and Stop. Hidden while there is none."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._shown: Job | None = None
        self._card: ProgressCard | None = None
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        jobs.changed.connect(self._jobs_changed)
        self.hide()

    def _jobs_changed(self) -> None:
        if self._jobs.running() and not self._clock.isActive():
            self._clock.start(SHOW_AFTER_MS)
        if self._shown is not None and self._shown not in self._jobs.running():
            self._look()

    def _look(self) -> None:
        running = [job for job in self._jobs.running() if job.seconds * 1000 >= SHOW_AFTER_MS]
        if not running:
            if not self._jobs.running():
                self._clock.stop()
            self._show(None)
            return
        self._clock.setInterval(_POLL_MS)
        self._show(running[0])
        if self._card is not None:
            self._card.show_progress(running[0].done, running[0].total, running[0].seconds_left())

    def _show(self, job: Job | None) -> None:
        if job is self._shown:
            return
        self._shown = job
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        if job is not None:
            self._card = ProgressCard(job.label)
            self._card.stopped.connect(job.cancel)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._card)
        self.setVisible(job is not None)
