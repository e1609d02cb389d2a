"""Writing the time spent on cases: one running timer a person, kept in the book."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from salesdesk.base.choices import SOLVED_STATUSES
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.service.records import case_row, case_words
from salesdesk.service.timers import add_up, running_timers, stop_timer
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

_LONGEST_MINUTES = 24 * 60


@command
def start_timer(store: Store, case_id: int) -> int:
    """Start the clock on a case for whoever is at the desk; returns the id of the time entry.

    One timer runs a person: one on another case is paused by this; one already running here goes on.
    A new or scheduled case counts as being worked on from now. Raises `UserError` for a solved case.
    """
    row = case_row(store, case_id)
    if row["status"] in SOLVED_STATUSES:
        raise UserError(_("This case is solved. Reopen it before you go on."), "status")
    with store.changing(N_("Start the timer of {case}"), case=case_words(row)) as db:
        running = running_timers(db, store.staff_id)
        for entry in running:
            if entry.case_id == case_id:
                return int(entry.id)
            stop_timer(store, db, entry)
        made = store.insert(
            db, s.time_entry, case_id=case_id, staff_id=store.staff_id, started_at=store.now()
        )
        if row["status"] == "new":
            store.update(db, s.service_case, case_id, status="working")
        return made


@command
def pause_timer(store: Store, case_id: int | None = None, *, drop_minutes: int = 0) -> None:
    """Stop the running timer of whoever is at the desk (of one case when given).

    ``drop_minutes`` of it were not work and are not counted. Nothing happens when none runs.
    """
    with store.reading() as db:
        running = [e for e in running_timers(db, store.staff_id) if case_id in (None, e.case_id)]
    if not running:
        return
    row = case_row(store, running[0].case_id)
    with store.changing(N_("Pause the timer of {case}"), case=case_words(row)) as db:
        for entry in running:
            stop_timer(store, db, entry, drop_minutes * 60)


@command
def drop_time(store: Store, minutes: int) -> None:
    """Take minutes that were no work off the running timer of whoever is at the desk; it goes on running.

    Nothing happens when none runs. Raises `UserError` for less than a minute.
    """
    if minutes < 1:
        raise UserError(_("Type the minutes of work, from 1 to 1,440."), "minutes")
    with store.reading() as db:
        running = running_timers(db, store.staff_id)
    if not running:
        return
    row = case_row(store, running[0].case_id)
    with store.changing(N_("Drop {minutes} min of {case}"), minutes=minutes, case=case_words(row)) as db:
        for entry in running:
            start = min(entry.started_at + timedelta(minutes=minutes), store.now())
            store.update(db, s.time_entry, entry.id, started_at=max(start, entry.started_at))


@command
def add_time(store: Store, case_id: int, minutes: int) -> int:
    """Add work on a case that no timer measured; returns the id of the time entry.

    Raises `UserError` for less than a minute or more than a day.
    """
    if not 1 <= minutes <= _LONGEST_MINUTES:
        raise UserError(_("Type the minutes of work, from 1 to 1,440."), "minutes")
    row, now = case_row(store, case_id), store.now()
    with store.changing(N_("Add {minutes} min to {case}"), minutes=minutes, case=case_words(row)) as db:
        made = store.insert(
            db,
            s.time_entry,
            case_id=case_id,
            staff_id=store.staff_id,
            started_at=now - timedelta(minutes=minutes),
            ended_at=now,
            seconds=minutes * 60,
        )
        add_up(store, db, case_id)
        return made


@command
def remove_time(store: Store, entry_id: int) -> None:
    """Take back a stretch of work that was counted by mistake; it goes into the Bin."""
    with store.changing(N_("Take back time")) as db:
        case_id = db.execute(select(s.time_entry.c.case_id).where(s.time_entry.c.id == entry_id)).scalar_one()
        store.remove(db, s.time_entry, entry_id)
        add_up(store, db, case_id)
