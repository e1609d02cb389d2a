"""Time entries inside a step that is open: the ones running, ending them, adding them up on the case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.service.rules import handling_minutes
from salesdesk.store import schema as s
from salesdesk.store.database import Store


def stop_all_timers(store: Store, db: Connection, case_id: int) -> None:
    """End every running timer of a case, whoever's it is, inside a step that is open."""
    t = s.time_entry.c
    rows = select(t.id, t.case_id, t.started_at).where(
        t.case_id == case_id, t.ended_at.is_(None), t.deleted_at.is_(None)
    )
    for entry in db.execute(rows).all():
        stop_timer(store, db, entry)


def running_timers(db: Connection, staff_id: int | None) -> list[Any]:
    """The running time entries of a person (or of nobody): id, case_id, started_at."""
    t = s.time_entry.c
    whose = t.staff_id.is_(None) if staff_id is None else t.staff_id == staff_id
    rows = select(t.id, t.case_id, t.started_at).where(whose, t.ended_at.is_(None), t.deleted_at.is_(None))
    return list(db.execute(rows).all())


def stop_timer(store: Store, db: Connection, entry: Any, drop_seconds: int = 0) -> None:
    """End a running entry now, less the seconds that were no work, and add its case up."""
    now: datetime = store.now()
    seconds = max(int((now - entry.started_at).total_seconds()) - drop_seconds, 0)
    store.update(db, s.time_entry, entry.id, ended_at=max(now, entry.started_at), seconds=seconds)
    add_up(store, db, entry.case_id)


def add_up(store: Store, db: Connection, case_id: int) -> None:
    """Put a case's finished time, in whole minutes, on the case."""
    t = s.time_entry.c
    kept = db.execute(
        select(t.seconds).where(t.case_id == case_id, t.ended_at.is_not(None), t.deleted_at.is_(None))
    )
    store.update(db, s.service_case, case_id, handling_minutes=handling_minutes(kept.scalars()))
