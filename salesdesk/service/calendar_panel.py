"""The calendar of jobs: whose, which days, in which view; beside it what still needs a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from salesdesk.base.business_hours import BusinessHours
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import Period, add_months
from salesdesk.service import job_commands, job_queries, job_rules
from salesdesk.service.calendar_bar_panel import CalendarBar
from salesdesk.service.job_cells_view import JobCells
from salesdesk.service.job_dialog import job_actions, plan_job, show_job, tick
from salesdesk.service.job_grid_view import JobGrid
from salesdesk.service.job_rules import MONTH, PEOPLE, WEEK, JobRow, Sheet, Slot
from salesdesk.service.job_waiting_panel import WaitingCard
from salesdesk.service.plan_queries import shop_hours
from salesdesk.staff.queries import list_staff
from salesdesk.ui import theme
from salesdesk.ui.actions import popup_menu
from salesdesk.ui.day_popup import DayPopup
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import (
    Card,
    announce,
    column,
    row,
)

_WATCHED = ("task", "party", "staff_member", "service_case", "owned_item", "product", "setting")
_SIDE, _ROOMY = 232, 1120
_EVERYBODY = 0


class CalendarPanel(QWidget):
    """Shows the days around ``day``; every change is a command, so Ctrl+Z takes it back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._read, self._roomy = False, True
        self._side_wanted: bool | None = None
        self.view, self.day = WEEK, desk.store.today()
        self._people: list[tuple[int, str]] = []
        span = job_rules.span_of(WEEK, self.day, theme.first_weekday())
        empty = job_rules.week_sheet(span, (), range(8, 18), self.day, desk.language)
        self.cells = JobCells(empty, self.day, desk.language)
        self.grid, self.waiting = JobGrid(self.cells), WaitingCard()
        self._lay_out()
        self._connect()
        self._watcher = watch(self, desk.hub, _WATCHED, lambda _touched: self.refresh())

    def _lay_out(self) -> None:
        self.bar = CalendarBar()
        card = Card(padding=False)
        card.add(self.grid, 1)
        self.waiting.setFixedWidth(theme.scaled(_SIDE))
        across = row(card, self.waiting, spacing=12)
        across.setStretch(0, 1)
        outer = column(self.bar, across, spacing=10)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        bar = self.bar
        bar.views.chosen.connect(self.show_as)
        bar.who.chosen.connect(lambda _who: self.refresh())
        bar.calls.toggled.connect(lambda _on: self.refresh())
        bar.side.toggled.connect(self.waiting.setVisible)
        bar.side.clicked.connect(self._want_side)
        bar.turned.connect(self.turn)
        bar.add_wanted.connect(self.add_here)
        bar.pick.clicked.connect(self._pick_day)
        self.grid.opened.connect(self.open_job)
        self.grid.add_wanted.connect(self.add_at)
        self.grid.moved.connect(self.move_to)
        self.grid.pushed.connect(self._push)
        self.grid.ticked.connect(partial(tick, self._desk))
        self.grid.removed.connect(lambda job: self._desk.do(job_commands.remove_job, job))
        self.grid.turned.connect(self.turn)
        self.grid.walked.connect(self._walk_to)
        self.grid.menu_wanted.connect(self._menu)
        self.waiting.list.opened.connect(self.open_job)
        self.waiting.list.ticked.connect(partial(tick, self._desk))

    # ------------------------------------------------------------- what is shown

    def show_list(self) -> None:
        """Read everything for the first time."""
        self._read = True
        self.refresh()
        self.grid.go_to_day(self.day)

    def show_as(self, view: str) -> None:
        """Lay the calendar out by hours ("week"), by people ("people") or as a "month"."""
        if view in job_rules.VIEWS:
            slot = self.grid.current_slot()
            self.day = slot.day if slot is not None else self.day
            self.view = view
            self.bar.views.set_current(view)
            self.refresh()
            self.grid.go_to_day(self.day)

    def show_day(self, day: date) -> None:
        """Show the days around a day."""
        self.day = day
        self.refresh()
        self.grid.go_to_day(day)

    def refresh(self) -> None:
        """Read everything anew."""
        if not self._read:
            return
        store, language = self._desk.store, self._desk.language
        today, who = store.today(), self._chosen()
        span = job_rules.span_of(self.view, self.day, theme.first_weekday())
        calls = self.bar.calls.isChecked()
        with store.reading() as db:
            self._people = [(member.id, member.name) for member in list_staff(db)]
            jobs = job_queries.list_jobs(db, span.start, span.end, staff_id=who, calls_too=calls)
            waiting = job_queries.list_jobs_to_plan(db, today, who)
            hours = shop_hours(db)
        self.bar.who.set_choices([(_EVERYBODY, _("Everybody")), *self._people])
        order = sorted(person[0] for person in self._people)
        self.grid.show_sheet(self._sheet(span, jobs, hours), today, order)
        self.waiting.show_jobs(waiting, order, today, language)
        self.bar.side.set_count(len(waiting))
        self._show_side()
        self._say(len(jobs), job_rules.span_words(self.view, self.day, span, language))

    def _sheet(self, span: Period, jobs: Sequence[JobRow], hours: BusinessHours) -> Sheet:
        today, language, who = self._desk.store.today(), self._desk.language, self._chosen()
        if self.view == MONTH:
            return job_rules.month_sheet(span, jobs)
        if self.view == PEOPLE:
            people = [person for person in self._people if who in (None, person[0])]
            return job_rules.people_sheet(span, jobs, people, today, language)
        shown = job_rules.hours_of(jobs, hours.opens.hour, hours.closes.hour)
        return job_rules.week_sheet(span, jobs, shown, today, language)

    def _say(self, many: int, when: str) -> None:
        self.bar.title.setText(when)
        words = ngettext("{n} job, {when}", "{n} jobs, {when}", many).format(n=many, when=when)
        if words != self.grid.accessibleName():
            self.grid.setAccessibleName(words)
            if self.isVisible():
                announce(self.grid, words)

    def _chosen(self) -> int | None:
        who = self.bar.who.value()
        return int(str(who)) if who else None

    def turn(self, way: int) -> None:
        """Show the period before (-1) or after (1), or the one of today (0)."""
        if way == 0:
            self.show_day(self._desk.store.today())
            return
        slot = self.grid.current_slot()
        day = slot.day if slot is not None else self.day
        if self.view == MONTH:
            self.show_day(add_months(day, way))
        else:
            self._walk_to(day + timedelta(days=job_rules.DAYS * way))

    def _walk_to(self, day: date) -> None:
        """Show the days around a day; the keys stay in the hour or with the person they were."""
        at = self.grid.currentIndex().row()
        self.show_day(day)
        if self.view != MONTH:
            self.grid.go(min(at, len(self.cells.sheet.rows) - 1), self.grid.currentIndex().column())

    def _pick_day(self) -> None:
        popup = DayPopup(self.day, self)
        popup.chosen.connect(self.show_day)
        popup.open_below(self.bar.pick)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shows the list of what needs a day only when asked."""
        super().resizeEvent(event)
        roomy = self.width() >= theme.scaled(_ROOMY)
        if roomy != self._roomy:
            self._roomy = roomy
            self._side_wanted = None
            self._show_side()

    def _want_side(self) -> None:
        self._side_wanted = self.bar.side.isChecked()

    def _show_side(self) -> None:
        """The list of what needs a day: as wanted, else while it holds something and there is room."""
        wanted = self._side_wanted
        some = bool(self.waiting.list.jobs_model.jobs)
        self.bar.side.setChecked(self._roomy and some if wanted is None else wanted)
        self.waiting.setVisible(self.bar.side.isChecked())

    # ------------------------------------------------------------- acting

    def current_job(self) -> JobRow | None:
        """The job on which commands act."""
        return self.waiting.list.current_job() if self.waiting.list.hasFocus() else self.grid.current_job()

    def open_job(self, job_id: int) -> None:
        """Show a job."""
        show_job(self._desk, job_id)

    def add_here(self) -> None:
        """Ask for a job where the keys are."""
        self.add_at(self.grid.current_slot())

    def add_at(self, slot: Slot | None) -> None:
        """Ask for a job on a day, at an hour or for a person."""
        slot = slot or Slot(self.day)
        time = f"{slot.hour:02d}:00" if slot.hour is not None else ""
        who = slot.person[0] if slot.person is not None else self._chosen() or self._desk.store.staff_id
        plan_job(self._desk, on=slot.day, time=time, staff_id=who)

    def move_to(self, job_id: int, slot: Slot) -> None:
        """Put a job into a slot."""
        with self._desk.store.reading() as db:
            job = job_queries.job_rows(db, [job_id]).get(job_id)
        if job is None:
            return
        who = slot.person[0] if slot.person is not None else job.staff_id
        time = job_rules.time_in(slot, self.view, job.time)
        self._desk.do(job_commands.place_job, job_id, on=slot.day, time=time, staff_id=who)
        self.day = slot.day
        self.refresh()
        self._find(job_id)

    def _find(self, job_id: int) -> None:
        place = self.cells.sheet.place_of(job_id)
        if place is not None:
            self.grid.go(*place)

    def _push(self, job: JobRow, across: int, down: int) -> None:
        people = [None, *(person[0] for person in self._people)]
        slot = job_rules.moved_slot(self.view, job, across, down, people)
        if slot is not None:
            self.move_to(job.id, slot)

    def _menu(self, at: QPoint) -> None:
        popup_menu(self, job_actions(self._desk, self.current_job(), self.add_here), at)

    # ------------------------------------------------------------- state

    def focus_filter(self) -> None:
        """Choose whose jobs are shown."""
        self.bar.who.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def state(self) -> dict[str, Any]:
        """What `restore` needs."""
        slot = self.grid.current_slot()
        day = slot.day if slot is not None else self.day
        return {"view": self.view, "day": day.isoformat(), "who": self._chosen()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the same days in the same view again."""
        try:
            day = date.fromisoformat(str(state.get("day")))
        except ValueError:
            day = self._desk.store.today()
        view = str(state.get("view"))
        self.view = view if view in job_rules.VIEWS else WEEK
        self.bar.views.set_current(self.view)
        self._read = True
        self.show_day(day)
        self.bar.who.set_value(state.get("who") or _EVERYBODY)
        self.show_day(day)
