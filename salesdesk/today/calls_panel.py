"""Logging a call where it stands, and ticking off: one gesture that keeps the next step and moves on."""

from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.base.phones import pretty
from salesdesk.parties.commands import finish_task, log_interaction, reopen_task
from salesdesk.parties.due import TaskDue
from salesdesk.parties.queries import count_tries, open_deals
from salesdesk.parties.rules import NextStep, closed_weekdays, guess_next_step
from salesdesk.service.commands import record_maintenance
from salesdesk.today.lines import TodayLine
from salesdesk.today.rows_panel import TodayRow
from salesdesk.ui.call_composer import CallComposer, CallEntry
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Watcher
from salesdesk.ui.widgets import Label, boxed, column


class TodayCalls(QObject):
    """At most one composer is open. ``moved_on(task_id or None, calling)`` comes after a call was saved."""

    moved_on = Signal(object, bool)

    def __init__(self, desk: Desk, watcher: Watcher, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._watcher = desk, watcher
        self._row: TodayRow | None = None
        self._composer: CallComposer | None = None

    @property
    def logging(self) -> bool:
        """Whether a call is being written down."""
        return self._row is not None

    @property
    def composer(self) -> CallComposer | None:
        """Where the call is being written down."""
        return self._composer

    def log(self, shown: TodayRow, following: int | None, *, calling: bool) -> None:
        """Open the composer under a line; ``following`` is the line that comes after it.

        ``calling`` shows the number large and goes on to the next call by itself.
        """
        self.stop()
        task = shown.line.task
        composer = CallComposer(
            lambda outcome: self._guess(task, outcome), self._desk.store.today(), self._desk.language
        )
        composer.saved.connect(lambda entry: self._save(task, entry, following, calling))
        composer.cancelled.connect(lambda: self._give_up(shown))
        held: QWidget = composer
        if calling and task.phone:
            number = Label(pretty(task.phone, self._desk.store.country), "record", selectable=True)
            held = boxed(column(number, composer, spacing=6))
        self._row, self._composer = shown, composer
        self._watcher.hold()
        shown.hold(held)
        composer.setFocus()

    def stop(self) -> None:
        """Close the composer, if one is open; nothing is saved."""
        if self._row is not None:
            shown, self._row, self._composer = self._row, None, None
            shown.hold(None)
            self._watcher.release()

    def _give_up(self, shown: TodayRow) -> None:
        self.stop()
        shown.setFocus()

    def _guess(self, task: TaskDue, outcome: str) -> date | None:
        step = self._next_step(task, outcome)
        return step.on if step else None

    def _next_step(self, task: TaskDue, outcome: str) -> NextStep | None:
        store = self._desk.store
        closed = closed_weekdays(store.setting("closed_weekdays", "6"))
        with store.reading() as db:
            tries = count_tries(db, task.party_id or 0) + (outcome == "no_answer")
            stage = open_deals(db, task.party_id or 0).stage
        return guess_next_step(outcome, store.today(), tries, stage, closed, task.due_time)

    def _save(self, task: TaskDue, entry: CallEntry, following: int | None, calling: bool) -> None:
        guessed = self._next_step(task, entry.outcome)
        step = None
        if entry.next_on is not None:
            time = guessed.time if guessed and guessed.on == entry.next_on else ""
            step = NextStep(entry.next_on, time, task.title, "call")
        saved = self._desk.do(
            log_interaction, task.party_id, kind="call", purpose=task.purpose, outcome=entry.outcome,
            body=entry.text, done_task_id=task.id, next_step=step, deal_id=task.deal_id, case_id=task.case_id,
        )  # fmt: skip
        if saved is not None:  # else the words stay where they are, and the bar says why
            self.stop()
            self.moved_on.emit(following, calling)

    def tick_off(self, line: TodayLine) -> None:
        """Mark a line as done, or as not done after all."""
        task = line.task
        if line.done:
            self._desk.do(reopen_task, task.id)
        elif task.kind == "maintenance" and task.owned_item_id:
            self._desk.do(record_maintenance, task.owned_item_id)
        else:
            self._desk.do(finish_task, task.id)
