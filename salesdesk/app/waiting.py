"""Long work while there is no window yet: what is done, how far, and a way to stop, in a small window."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QDialog

from salesdesk.base import paths
from salesdesk.base.errors import Cancelled
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.ui import theme
from salesdesk.ui.jobs import SHOW_AFTER_MS, Job, Jobs
from salesdesk.ui.widgets import ProgressCard, column

T = TypeVar("T")
_WIDTH = 580
_POLL_MS = 100


class WaitSheet(QDialog):
    """Shows how far a job is; closing it asks the job to stop, and it goes when the job has ended."""

    def __init__(self, job: Job, note: str) -> None:
        super().__init__()
        self.setWindowTitle(paths.APP_NAME)
        self.setModal(True)  # above the sheet it may have been called from
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._job = job
        self.card = ProgressCard(job.label, _("Stop"))
        self.card.show_note(note)
        self.card.stopped.connect(job.cancel)
        self.setLayout(column(self.card, margins=(20, 20, 20, 20)))
        self.setFixedWidth(theme.scaled(_WIDTH))
        clock = QTimer(self)
        clock.timeout.connect(self._look)
        clock.start(_POLL_MS)

    def _look(self) -> None:
        self.card.show_progress(self._job.done, self._job.total, self._job.seconds_left())

    def reject(self) -> None:
        """Esc, or the system's way to close it."""
        self.card.stop()


def wait_for(label: str, note: str, work: Callable[[Task], T]) -> T:
    """Do ``work(task)`` on a worker; after 300 ms a small window says so.

    ``label`` and ``note`` are translated: what is done, and why it takes a while. Gives the result, raises
    what the work raised; `Cancelled` when the person stopped it.
    """
    jobs, turns = Jobs(), QEventLoop()
    results: list[T] = []
    errors: list[Exception] = []
    jobs.crashed.connect(errors.append)
    job = jobs.run(label, work, results.append, errors.append)
    sheet = WaitSheet(job, note)
    QTimer.singleShot(SHOW_AFTER_MS, sheet, sheet.show)
    job.ended.connect(turns.quit)
    turns.exec()
    sheet.hide()
    sheet.deleteLater()
    jobs.close()
    if errors:
        raise errors[0]
    if not results:
        raise Cancelled
    return results[0]
