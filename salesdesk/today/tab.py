"""The start page: what to do now. A call is logged where it stands; done things stay, struck through."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.periods import format_day
from salesdesk.base.phones import pretty
from salesdesk.parties.commands import finish_task, log_interaction, move_task, reopen_task
from salesdesk.parties.queries import TaskDue, count_tries
from salesdesk.parties.rules import NextStep, closed_weekdays, guess_next_step, open_day
from salesdesk.today.queries import GROUPS, MOST_MONEY, Day, TodayLine, read_day
from salesdesk.today.rows_panel import TodayRow
from salesdesk.today.side_panel import cases_card, money_card, month_card
from salesdesk.ui import theme
from salesdesk.ui.actions import Action
from salesdesk.ui.call_composer import CallComposer, CallEntry
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    Card,
    Emphasis,
    EmptyState,
    Label,
    Press,
    ScrollColumn,
    Segmented,
    SegmentItem,
    boxed,
    column,
    row,
)

_TITLES = {
    "calls": N_("Calls to make"),
    "promises": N_("Promises due"),
    "follow_ups": N_("Follow-ups after a sale"),
}
_WATCHED = ("task", "party", "interaction", "service_case", "sale", "payment", "deal", "target")
SIDE, NARROW = 364, 1000


class TodayTab(QWidget):
    """Calls, promises and follow-ups at the left; cases, money and the month at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: dict[int, TodayRow] = {}
        self._current: int | None = None
        self._calling = False
        self._narrow = False
        self._counts = Emphasis("")
        self._who = Segmented(
            [SegmentItem("mine", _("Mine")), SegmentItem("everyone", _("Everyone"))],
            "mine",
            name=_("Whose day"),
        )
        self._who.chosen.connect(lambda _key: self.refresh())
        self._title = Label("", "title", "ink3")
        head = row(Label(_("Today"), "title"), 6, self._title, STRETCH, self._counts, 12, self._who)
        self._page = ScrollColumn((20, 12, 20, 16), 12)
        self._page.add(boxed(head))
        self._body = QWidget()
        self._page.add(self._body)
        self._page.body.addStretch(1)
        self.setLayout(column(self._page, spacing=0))
        self._watcher = watch(self, desk.hub, _WATCHED, lambda _touched: self.refresh())
        self._midnight = QTimer(self)
        self._midnight.setInterval(60_000)
        self._midnight.timeout.connect(self._tick)
        self._midnight.start()
        self._day = desk.store.today()
        self.refresh()

    # What the window asks of a tab

    def open_record(self, _kind: str, _record_id: int) -> bool:
        """Today shows no record of its own."""
        return False

    def state(self) -> Mapping[str, Any]:
        """Whose day is shown, and the line that is chosen."""
        return {"who": self._who.current(), "current": self._current}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the same again."""
        self._who.set_current(state.get("who", "mine"))
        self._current = state.get("current")
        self.refresh()

    def focus_filter(self) -> None:
        """There is no filter; the first line takes the keys."""
        self._focus(next(iter(self._rows), None))

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """For the status bar."""
        return (("L", _("log call")), ("H", _("tomorrow")), ("Space", _("done")), ("Ctrl+/", _("all keys")))

    def tab_actions(self) -> Sequence[Action]:
        """What can be done with the chosen line."""
        chosen = lambda: self._current in self._rows  # noqa: E731 - asked often, said once
        return (
            Action(
                "today.log",
                N_("Log call"),
                lambda: self._log(self._current),
                "phone-call",
                letter="l",
                scope="today",
                enabled=chosen,
            ),
            Action(
                "today.tomorrow",
                N_("Move to tomorrow"),
                self._to_tomorrow,
                "alarm-clock",
                letter="h",
                scope="today",
                enabled=chosen,
            ),
            Action("today.calling", N_("Start calling"), self._start_calling, "play", scope="today"),
        )

    # Showing

    def refresh(self) -> None:
        """Read the day and show it; the chosen line stays chosen."""
        store = self._desk.store
        with store.reading() as db:
            who = store.staff_id if self._who.current() == "mine" else None
            day = read_day(db, store.now(), store.today(), who, self._desk.language)
        self._title.setText(format_day(store.today(), self._desk.language, "long"))
        self._counts.setText(_counts(day))
        self._show(day)

    def _show(self, day: Day) -> None:
        kept = self._current
        self._rows = {}
        left = column(spacing=12)
        if any(day.lines.values()):
            for group in GROUPS:
                if day.lines[group]:
                    left.addWidget(self._group(group, day.lines[group]))
        else:
            left.addWidget(self._all_clear(day))
        left.addStretch(1)
        desk = self._desk
        cards = [
            cases_card(desk, day.cases),
            money_card(desk, day.owed, MOST_MONEY),
            month_card(desk, day.month),
        ]
        side = boxed(column(*cards, STRETCH, spacing=12))
        body = QWidget()
        self._narrow = self.width() < NARROW
        if self._narrow:
            body.setLayout(column(left, side, spacing=12))
        else:
            side.setFixedWidth(theme.scaled(SIDE))
            beside = row(left, side, spacing=16)
            beside.setStretch(0, 1)
            body.setLayout(beside)
        self._page.body.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body
        if kept in self._rows:
            self._current = kept

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two do not fit."""
        super().resizeEvent(event)
        if (self.width() < NARROW) != self._narrow:
            self.refresh()

    def _group(self, group: str, lines: Sequence[TodayLine]) -> Card:
        start = Button(_("Start calling"), "ghost", icon="play", size="small", on_click=self._start_calling)
        still_open = [line for line in lines if line.task.done_at is None]
        trailing = start if group == "calls" and still_open else None
        card = Card(_(_TITLES[group]), trailing, count=str(len(lines)), padding=False)
        card.body.setSpacing(0)
        for line in lines:
            shown = TodayRow(line, self._desk.currency, self._desk.language)
            shown.wanted.connect(self._wanted)
            card.body.addWidget(shown)
            self._rows[line.task.id] = shown
        return card

    def _all_clear(self, day: Day) -> QWidget:
        if day.tomorrow:
            first = day.tomorrow[0]
            sentence = ngettext(
                "Next: {n} thing tomorrow, {what} first.",
                "Next: {n} things tomorrow, {what} first.",
                len(day.tomorrow),
            ).format(n=len(day.tomorrow), what=first.title)
        else:
            sentence = _("Nothing is due tomorrow either. Who asked about a product lately?")
        new = Press(
            _("New prospect"),
            lambda: _nothing(self._desk.run_action("prospects.new")),
            key="Ctrl+N",
            kind="primary",
        )
        card = Card()
        card.add(EmptyState("sun", _("All clear for today"), sentence, new, None))
        card.setMinimumHeight(260)
        return card

    def _tick(self) -> None:
        # A day that began while the window stood open is another day's list.
        if self._desk.store.today() != self._day and self.isVisible():
            self._day = self._desk.store.today()
            self.refresh()

    # Doing

    def _wanted(self, what: str, task_id: int) -> None:
        acts: dict[str, Callable[[int], None]] = {
            "log": self._log, "done": self._tick_off, "open": self._open, "picked": self._pick,
            "next": lambda i: self._step(i, 1), "previous": lambda i: self._step(i, -1),
        }  # fmt: skip
        acts[what](task_id)

    def _pick(self, task_id: int) -> None:
        self._current = task_id

    def _step(self, task_id: int, by: int) -> None:
        order = list(self._rows)
        self._focus(order[(order.index(task_id) + by) % len(order)])

    def _focus(self, task_id: int | None) -> None:
        shown = self._rows.get(task_id or 0)
        if shown is not None:
            self._current = task_id
            shown.setFocus()
            self._page.ensureWidgetVisible(shown)

    def _open(self, task_id: int) -> None:
        task = self._rows[task_id].line.task
        if task.case_id:
            self._desk.open_record("case", task.case_id)
        elif task.party_id:
            self._desk.open_record("party", task.party_id)

    def _tick_off(self, task_id: int) -> None:
        done = self._rows[task_id].line.task.done_at is not None
        self._desk.do(reopen_task if done else finish_task, task_id)

    def _to_tomorrow(self) -> None:
        store = self._desk.store
        if self._current is not None:
            tomorrow = open_day(
                store.today() + timedelta(days=1), closed_weekdays(store.setting("closed_weekdays", "6"))
            )
            following = self._after(self._current)
            self._desk.do(move_task, self._current, tomorrow)
            QTimer.singleShot(0, self, lambda: self._focus(following))

    def _after(self, task_id: int) -> int | None:
        still_open = [i for i, r in self._rows.items() if r.line.task.done_at is None]
        if task_id not in still_open or len(still_open) < 2:
            return None
        return still_open[(still_open.index(task_id) + 1) % len(still_open)]

    def _start_calling(self) -> None:
        self._calling = True
        calls = [i for i, r in self._rows.items() if r.line.group == "calls" and r.line.task.done_at is None]
        self._log(calls[0] if calls else None)

    def _log(self, task_id: int | None) -> None:
        shown = self._rows.get(task_id or 0)
        if shown is None or shown.line.task.party_id is None:
            return
        for other in self._rows.values():
            other.hold(None)
        self._current = task_id
        task = shown.line.task
        composer = CallComposer(
            lambda outcome: self._guess(task, outcome), self._desk.store.today(), self._desk.language
        )
        composer.saved.connect(lambda entry: self._save(task, entry))
        composer.cancelled.connect(lambda: self._stop_logging(shown))
        self._watcher.hold()
        held: QWidget = composer
        if self._calling and task.phone:
            held = boxed(
                column(
                    Label(pretty(task.phone, self._desk.store.country), "record", selectable=True),
                    composer,
                    spacing=6,
                )
            )
        shown.hold(held)
        composer.setFocus()
        self._page.ensureWidgetVisible(shown)

    def _stop_logging(self, shown: TodayRow) -> None:
        self._calling = False
        shown.hold(None)
        self._watcher.release()
        shown.setFocus()

    def _guess(self, task: TaskDue, outcome: str) -> date | None:
        step = self._next_step(task, outcome)
        return step.on if step else None

    def _next_step(self, task: TaskDue, outcome: str) -> NextStep | None:
        store = self._desk.store
        closed = closed_weekdays(store.setting("closed_weekdays", "6"))
        with store.reading() as db:
            tries = count_tries(db, task.party_id or 0) + (outcome == "no_answer")
        return guess_next_step(outcome, store.today(), tries, "", closed, task.due_time)

    def _save(self, task: TaskDue, entry: CallEntry) -> None:
        guessed = self._next_step(task, entry.outcome)
        step = None
        if entry.next_on is not None:
            time = guessed.time if guessed and guessed.on == entry.next_on else ""
            step = NextStep(entry.next_on, time, task.title, "call")
        following = self._after(task.id)
        self._watcher.release()
        self._desk.do(
            log_interaction, task.party_id, kind="call", purpose=task.purpose, outcome=entry.outcome,
            body=entry.text,
            done_task_id=task.id, next_step=step, deal_id=task.deal_id, case_id=task.case_id,
        )  # fmt: skip
        if self._calling:
            QTimer.singleShot(0, self, lambda: self._log(following))
        else:
            QTimer.singleShot(0, self, lambda: self._focus(following))


def _counts(day: Day) -> str:
    late = sum(c.promised_at is not None and c.waiting_since is None for c in day.cases)
    calls, promises = day.open_in("calls"), day.open_in("promises")
    parts = [
        ngettext("**{n}** call", "**{n}** calls", calls).format(n=calls),
        ngettext("**{n}** promise left", "**{n}** promises left", promises).format(n=promises),
        ngettext("**{n}** case to watch", "**{n}** cases to watch", late).format(n=late),
    ]
    return " · ".join(parts)


def _nothing(_answer: object) -> None:
    """A button gives no answer."""
