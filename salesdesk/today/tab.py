"""The start page: what to do now. A call is logged where it stands; done things stay, struck through."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.base.i18n import N_, _, ngettext, pgettext
from salesdesk.base.periods import format_day
from salesdesk.parties.commands import move_task, remove_task
from salesdesk.prospects.days_picker import day_after
from salesdesk.staff.queries import staff_names
from salesdesk.today.calls_panel import TodayCalls
from salesdesk.today.front_view import NARROW, SIDE, head, page
from salesdesk.today.groups_panel import MOST_LINES, EmptyDay, Place, group_card, line_after
from salesdesk.today.hints_panel import FirstHints
from salesdesk.today.lines import GROUPS, Day, TodayLine
from salesdesk.today.queries import read_day
from salesdesk.today.row_commands_panel import RowCommands
from salesdesk.today.rows_panel import TodayRow
from salesdesk.today.side_panel import side_column
from salesdesk.ui import theme
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import (
    Emphasis,
    column,
    row,
)

_WATCHED = ("task", "party", "interaction", "service_case", "sale", "payment", "deal", "target")
MINUTE_MS = 60_000


class TodayTab(QWidget):
    """Calls, promises and follow-ups at the left; cases, money and the month at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: dict[int, TodayRow] = {}
        self._current: int | None = None
        self._unfolded: set[str] = set()
        self._narrow = False
        self._empty = EmptyDay(desk, self.refresh)
        self._counts = Emphasis("", align=Qt.AlignmentFlag.AlignRight)
        top = head(self._counts)
        self._date, self._who = top.date, top.who
        self._who.chosen.connect(lambda _key: self.refresh())
        self._page = page()
        self._hints = FirstHints(desk)
        self._page.add(top.widget)
        self._page.add(self._hints)
        self._body, self._side = QWidget(), QWidget()
        self._page.add(self._body)
        self._page.body.addStretch(1)
        self.setLayout(column(self._page, spacing=0))
        self._watcher = watch(self, desk.hub, _WATCHED, lambda _touched: self.refresh())
        self.commands = RowCommands(desk, self, lambda: self.rows.get(self._current or 0))
        self.calls = TodayCalls(desk, self._watcher, self)
        self.calls.moved_on.connect(self._go_to)
        self._minute = QTimer(self)
        self._minute.timeout.connect(self.tick)
        self._minute.start(MINUTE_MS)
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
        self._who.set_current(str(state.get("who", "mine")))
        self._current = state.get("current")
        self.refresh()

    def focus_filter(self) -> None:
        """There is no filter; the first line takes the keys."""
        self._focus(next(iter(self.rows), None))

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """For the status bar."""
        return _hints()

    def tab_actions(self) -> Sequence[Action]:
        """What can be done with the chosen line."""

        def action(
            key: str, label: str, run: Callable[[], object], icon: str, letter: str = "", chord: str = ""
        ) -> Action:
            return Action(f"today.{key}", label, run, icon, chord, letter, "today", self._is_open)

        return (
            action("log", N_("Log call"), self._log_current, "phone-call", "l"),
            action("tomorrow", N_("Move to tomorrow"), self._to_tomorrow, "alarm-clock", "h"),
            *self.commands.actions(),
            action("remove", N_("Delete"), self._remove, "trash-2", chord="Del"),
            Action("today.calling", N_("Start calling"), self.start_calling, "play", scope="today"),
        )

    # Showing

    def refresh(self) -> None:
        """Read the day and show it; the chosen line stays chosen, and keeps the keys if it had them."""
        had_keys = self._body.isAncestorOf(QApplication.focusWidget() or self)
        day = self._read()
        self._counts.setText(_counts(day))
        self._show(day)
        if self._current not in self.rows:
            self._current = None
        if had_keys:
            self._focus(self._current if self._current is not None else next(iter(self.rows), None))

    def _read(self) -> Day:
        store = self._desk.store
        self._date.setText(format_day(store.today(), self._desk.language, "long"))
        with store.reading() as db:
            who = store.staff_id if self._who.current() == "mine" else None
            self._names = {} if who else staff_names(db)
            return read_day(db, store.now(), store.today(), who, self._desk.language)

    def _show(self, day: Day) -> None:
        self.rows = {}
        left = column(spacing=12)
        for group in GROUPS:
            if day.lines[group]:
                left.addWidget(self._group(group, day.lines[group]))
        if not any(day.lines.values()):
            left.addWidget(self._empty.card(day))
        left.addStretch(1)
        self._side = side_column(self._desk, day)
        body = QWidget()
        self._narrow = (self if self.isVisible() else self._desk.window).width() < NARROW
        if self._narrow:
            body.setLayout(column(left, self._side, spacing=12))
        else:
            self._side.setFixedWidth(theme.scaled(SIDE))
            beside = row(left, self._side, spacing=16)
            beside.setStretch(0, 1)
            body.setLayout(beside)
        self._replace(body)

    def _replace(self, body: QWidget) -> None:
        place = self._page.verticalScrollBar().value()
        before, self._body = self._body, body
        self._page.body.replaceWidget(before, body)
        before.hide()
        before.deleteLater()
        body.show()
        self._page.verticalScrollBar().setValue(place)

    def unfold(self, group: str) -> None:
        """Show every line of a group."""
        self._unfolded.add(group)
        self.refresh()

    def _group(self, group: str, lines: Sequence[TodayLine]) -> QWidget:
        calls = self.start_calling if group == "calls" else None
        most = len(lines) if group in self._unfolded else MOST_LINES
        place = Place(self._desk.currency, self._desk.language, self._names)
        card, shown = group_card(place, group, lines, calls, partial(self.unfold, group), most)
        for line in shown:
            line.wanted.connect(self.act_on)
            self.rows[line.line.task.id] = line
        return card

    def showEvent(self, event: QShowEvent) -> None:
        """The first line takes the keys, so that L and H work at once."""
        super().showEvent(event)
        self._hints.show_next()
        QTimer.singleShot(0, self, self._take_keys)

    def _take_keys(self) -> None:
        focused = QApplication.focusWidget()
        if self.isVisible() and (focused is None or not self.isAncestorOf(focused)):
            self._focus(self._current if self._current in self.rows else next(iter(self.rows), None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two do not fit."""
        super().resizeEvent(event)
        if (self.width() < NARROW) != self._narrow and not self.calls.logging:
            self.refresh()

    def tick(self) -> None:
        """Once a minute: time has gone on, perhaps into another day. Not under the hands of the person."""
        if not self.isVisible() or self.calls.logging:
            return
        today, focused = self._desk.store.today(), QApplication.focusWidget()
        if today != self._day or focused is None or not self._side.isAncestorOf(focused):
            self._day = today
            self.refresh()

    # Doing

    def act_on(self, what: str, task_id: int) -> None:
        """Do with a line what `TodayRow.wanted` says; a line that has gone meanwhile is let be."""
        acts: dict[str, Callable[[int], object]] = {
            "log": self._log, "done": self._tick_off, "open": self._open, "picked": self._pick,
            "next": lambda i: self._step(i, 1), "previous": lambda i: self._step(i, -1),
            "first": lambda _i: self._focus(next(iter(self.rows))),
            "last": lambda _i: self._focus(next(reversed(self.rows))),
            "copy": lambda _i: self.commands.copy(),
        }  # fmt: skip
        if task_id in self.rows:
            acts[what](task_id)

    def _is_open(self) -> bool:
        shown = self.rows.get(self._current or 0)
        return shown is not None and not shown.line.done

    def _pick(self, task_id: int) -> None:
        self._current = task_id

    def _step(self, task_id: int, by: int) -> None:
        order = list(self.rows)
        self._focus(order[(order.index(task_id) + by) % len(order)])

    def _focus(self, task_id: int | None) -> None:
        shown = self.rows.get(task_id or 0)
        if shown is not None:
            self._current = task_id
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
            self._page.ensureWidgetVisible(shown, 0, theme.scaled(60))

    def _open(self, task_id: int) -> None:
        self._current = task_id
        self.commands.open()

    def _tick_off(self, task_id: int) -> None:
        self.calls.stop()
        self._current = task_id
        self.calls.tick_off(self.rows[task_id].line)
        if task_id in self.rows:
            self.rows[task_id].setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_tomorrow(self) -> None:
        self._put_away(lambda task_id: self._desk.do(move_task, task_id, day_after(self._desk, 1)))

    def _remove(self) -> None:
        self._put_away(lambda task_id: self._desk.do(remove_task, task_id))

    def _put_away(self, act: Callable[[int], object]) -> None:
        moved = self._current
        if moved is not None:
            following = line_after(self.rows, moved)
            act(moved)
            self._go_to(following, False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the line under the pointer, or of the one that has the keys."""
        self.commands.show_menu(event)

    def _go_to(self, task_id: object, log: bool) -> None:
        """After a step: show the day as it is now, and go on with a line."""
        self._current = task_id if isinstance(task_id, int) else None
        self.refresh()
        self._focus(self._current)
        if log and self._current is not None:
            self._log(self._current, calling=True)

    def _log_current(self) -> None:
        if self._current is not None:
            self._log(self._current)

    def _log(self, task_id: int, *, calling: bool = False) -> None:
        shown = self.rows.get(task_id)
        if shown is not None and shown.line.can_log:
            self._current = task_id
            following = line_after(self.rows, task_id, "calls" if calling else "")
            self.calls.log(shown, following, calling=calling)
            self._page.ensureWidgetVisible(shown, 0, theme.scaled(60))

    def start_calling(self) -> None:
        """Walk the calls one after the other, each with its number shown large."""
        first = next((i for i, shown in self.rows.items() if shown.line.is_call), None)
        if first is not None:
            self._log(first, calling=True)


def _counts(day: Day) -> str:
    calls, promises, over = day.open_in("calls"), day.open_in("promises"), day.cases_over
    parts = (
        (calls, ngettext("**{n}** call", "**{n}** calls", calls)),
        (promises, ngettext("**{n}** promise left", "**{n}** promises left", promises)),
        (over, ngettext("**{n}** case over its time", "**{n}** cases over their time", over)),
    )
    return " · ".join(words.format(n=n) for n, words in parts if n)


def _hints() -> Sequence[tuple[str, str]]:
    tomorrow = pgettext("key hint", "tomorrow")
    return (("L", _("log call")), ("H", tomorrow), ("Space", _("done")), ("Ctrl+/", _("all keys")))
