"""How jobs stand in a calendar: its rows and columns, which job stands where, and where a move leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from salesdesk.base import choices
from salesdesk.base.i18n import _
from salesdesk.base.periods import WEEKDAYS, Period, format_day, month_of

JOB_KINDS = ("installation", "maintenance", "visit")
"""Work at a certain day by its kind, whatever it is for."""
WEEK, PEOPLE, MONTH = "week", "people", "month"
VIEWS = (WEEK, PEOPLE, MONTH)
DAYS = 7
_LEAST_HOURS = 4


class JobRow(NamedTuple):
    """A piece of dated work; ``time`` is "HH:MM" or ""."""

    id: int
    kind: str
    title: str
    day: date | None
    time: str
    done_on: date | None
    party_id: int | None
    party: str
    address: str
    case_id: int | None
    case_number: str
    owned_item_id: int | None
    product: str
    staff_id: int | None
    staff: str

    @property
    def done(self) -> bool:
        """Whether it is ticked off."""
        return self.done_on is not None


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the calendar: a day, and where the view knows them an hour or a person.

    ``hour`` None is the row for jobs without a time. ``person`` is (id or None, name) in the view by people.
    """

    day: date
    hour: int | None = None
    person: tuple[int | None, str] | None = None


@dataclass(frozen=True)
class Sheet:
    """A view of the calendar: names of rows and columns, and the slot and jobs of each cell."""

    view: str
    span: Period
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    slots: dict[tuple[int, int], Slot]
    jobs: dict[tuple[int, int], list[JobRow]] = field(default_factory=dict)

    def at(self, row: int, column: int) -> list[JobRow]:
        """The jobs of a cell."""
        return self.jobs.get((row, column), [])

    def place_of(self, job_id: int) -> tuple[int, int, int] | None:
        """Where a job stands: (row, column, place in the cell)."""
        for (row, column), jobs in self.jobs.items():
            for place, job in enumerate(jobs):
                if job.id == job_id:
                    return row, column, place
        return None

    def cell_of(self, day: date) -> tuple[int, int] | None:
        """The first cell of a day."""
        return next((at for at, slot in sorted(self.slots.items()) if slot.day == day), None)


def week_start(day: date, first_weekday: int) -> date:
    """The first day of a day's week; ``first_weekday`` 0 is Monday."""
    return day - timedelta(days=(day.weekday() - first_weekday) % DAYS)


def span_of(view: str, day: date, first_weekday: int = 0) -> Period:
    """The days a view shows around a day: its week, or the whole weeks of its month."""
    if view != MONTH:
        start = week_start(day, first_weekday)
        return Period(start, start + timedelta(days=DAYS - 1))
    month = month_of(day)
    start = week_start(month.start, first_weekday)
    weeks = (month.end - start).days // DAYS + 1
    return Period(start, start + timedelta(days=weeks * DAYS - 1))


def _days(start: date) -> list[date]:
    return [start + timedelta(days=n) for n in range(DAYS)]


def _hour(time: str) -> int | None:
    return int(time[:2]) if time else None


def hours_of(jobs: Sequence[JobRow], opens: int, closes: int) -> range:
    """The hours to show: those in which the shop is open, and any other in which there is a job."""
    closes = closes if closes > opens else 24
    known = [hour for job in jobs if (hour := _hour(job.time)) is not None]
    first = min([opens, *known])
    return range(first, max(closes, first + _LEAST_HOURS, *(hour + 1 for hour in known)) if known else closes)


def _columns(days: Sequence[date], today: date, language: str) -> tuple[str, ...]:
    words = []
    for day in days:
        if day == today:
            words.append(_("Today {day}").format(day=format_day(day, language, "axis")))
        else:
            name = format_day(day, language, "list")
            words.append(name[:1].upper() + name[1:])
    return tuple(words)


def week_sheet(span: Period, jobs: Sequence[JobRow], hours: range, today: date, language: str) -> Sheet:
    """Days beside one another, a row for each hour and one above for jobs without a time."""
    days = _days(span.start)
    slots = {(0, n): Slot(day) for n, day in enumerate(days)}
    slots |= {
        (row, n): Slot(day, hour) for row, hour in enumerate(hours, start=1) for n, day in enumerate(days)
    }
    names = (_("No time"), *(f"{hour:02d}:00" for hour in hours))
    sheet = Sheet(WEEK, span, _columns(days, today, language), names, slots)
    for job in jobs:
        if job.day is not None:
            hour = _hour(job.time)
            row = 0 if hour is None else hour - hours.start + 1
            sheet.jobs.setdefault((row, (job.day - span.start).days), []).append(job)
    return sheet


def people_sheet(
    span: Period, jobs: Sequence[JobRow], people: Sequence[tuple[int, str]], today: date, language: str
) -> Sheet:
    """Days beside one another, a row for each person and one above for jobs that are nobody's."""
    days = _days(span.start)
    rows: list[tuple[int | None, str]] = [(None, _("Nobody yet")), *people]
    known = {person[0] for person in rows}
    for job in jobs:
        if job.staff_id not in known:
            known.add(job.staff_id)
            rows.append((job.staff_id, job.staff))
    place = {person[0]: row for row, person in enumerate(rows)}
    slots = {
        (row, n): Slot(day, None, person) for row, person in enumerate(rows) for n, day in enumerate(days)
    }
    names = tuple(person[1] for person in rows)
    sheet = Sheet(PEOPLE, span, _columns(days, today, language), names, slots)
    for job in jobs:
        if job.day is not None:
            sheet.jobs.setdefault((place[job.staff_id], (job.day - span.start).days), []).append(job)
    return sheet


def month_sheet(span: Period, jobs: Sequence[JobRow]) -> Sheet:
    """A row for each week of the month."""
    weeks = span.days // DAYS
    slots = {
        (row, n): Slot(span.start + timedelta(days=row * DAYS + n))
        for row in range(weeks)
        for n in range(DAYS)
    }
    names = tuple(_(WEEKDAYS[day.weekday()]) for day in _days(span.start))
    sheet = Sheet(MONTH, span, names, ("",) * weeks, slots)
    for job in jobs:
        if job.day is not None:
            sheet.jobs.setdefault(divmod((job.day - span.start).days, DAYS), []).append(job)
    return sheet


def span_words(view: str, day: date, span: Period, language: str) -> str:
    """What a view shows, for its heading: "23 Nov – 29 Nov 2026", "November 2026"."""
    if view == MONTH:
        return format_day(day, language, "month")
    first = format_day(span.start, language, "axis")
    return _("{first} – {last}").format(first=first, last=format_day(span.end, language))


def job_words(job: JobRow) -> str:
    """What is to be done: its own words, else its kind."""
    return job.title or choices.label(choices.TASK_KINDS, job.kind)


def job_sentence(job: JobRow, today: date, language: str) -> str:
    """A job as a sentence for screen readers and tooltips."""
    when = _("no day yet") if job.day is None else format_day(job.day, language, "long")
    if job.time:
        when = _("{day} at {time}").format(day=when, time=job.time)
    parts = [job_words(job), job.party, when, job.staff or _("nobody yet"), job.product, job.case_number]
    if job.done:
        parts.append(_("done"))
    elif job.day is not None and job.day < today:
        parts.append(_("late"))
    return ", ".join(part for part in parts if part)


def moved_slot(view: str, job: JobRow, across: int, down: int, people: Sequence[int | None]) -> Slot | None:
    """Where Ctrl+arrow leads a job: a day aside; an hour, a person or a week up and down.

    None when it cannot go there: the ends of the day and of the list of people, or no time to move.
    """
    if job.day is None:
        return None
    day = job.day + timedelta(days=across)
    if view == PEOPLE and down:
        place = people.index(job.staff_id) + down if job.staff_id in people else 0
        return Slot(day, None, (people[place], "")) if 0 <= place < len(people) else None
    if view == MONTH:
        return Slot(day + timedelta(days=DAYS * down))
    hour = _hour(job.time)
    if down:
        hour = None if hour is None else hour + down
        return None if hour is None or not 0 <= hour <= 23 else Slot(day, hour)
    return Slot(day, hour)


def time_in(slot: Slot, view: str, job_time: str) -> str:
    """The time of a job that was put into a slot: the hour's, with the minutes it had before."""
    if view != WEEK:
        return job_time
    if slot.hour is None:
        return ""
    return f"{slot.hour:02d}:{job_time[3:] or '00'}"
