"""The work of the import page: on workers, and nothing that answers a page that has gone."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.task import Task

if TYPE_CHECKING:
    from salesdesk.ui.jobs import Job, Jobs


class ImportWork:
    """``say`` shows why work failed ("" when the next begins); ``changed`` hears of every begin and end."""

    def __init__(self, jobs: "Jobs", say: Callable[[str], object], changed: Callable[[], object]) -> None:
        self._jobs, self._say, self._changed = jobs, say, changed
        self._running: list[Job] = []
        self._gone = False

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return bool(self._running)

    def run(
        self, label: str, work: Callable[[Task], Any], done: Callable[[Any], object], *, quiet: bool = False
    ) -> None:
        """Start ``work(task)``; ``done`` gets its answer on the UI thread, unless the page has gone."""
        self._say("")

        def finished(answer: Any) -> None:
            if not self._gone:
                done(answer)

        def failed(error: Exception) -> None:
            if not self._gone and isinstance(error, UserError | StoreError):
                self._say(error.message)

        def ended() -> None:
            self._running.remove(job)
            if not self._gone:
                self._changed()

        job = self._jobs.run(label, work, finished, failed, quiet=quiet)
        self._running.append(job)
        job.ended.connect(ended)
        self._changed()

    def stop(self) -> None:
        """The page goes: what is under way is stopped and leaves nothing behind."""
        self._gone = True
        for job in self._running:
            job.cancel()
