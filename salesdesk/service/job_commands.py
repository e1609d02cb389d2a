"""Writing dated service work: adding a job, putting it elsewhere in the calendar, ticking it off."""

from __future__ import annotations

from datetime import date
from typing import Any

from salesdesk.base import choices as c
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import add_task, edit_task, finish_task, remove_task, reopen_task
from salesdesk.parties.records import task_row, task_words
from salesdesk.service.case_commands import set_status
from salesdesk.service.item_commands import record_maintenance
from salesdesk.service.records import case_row
from salesdesk.store.command import command
from salesdesk.store.database import Store


@command
def add_job(
    store: Store,
    *,
    party_id: int | None,
    kind: str = "visit",
    title: str = "",
    on: date | None = None,
    time: str = "",
    staff_id: int | None = None,
    case_id: int | None = None,
    owned_item_id: int | None = None,
) -> int:
    """Plan work at a customer's; returns the task's id. ``on`` None leaves it in the list "To schedule".

    The open case it is for counts as scheduled, so its promise stands still. Raises `UserError` without a
    customer, for a to-do without words, or for a time that is none.
    """
    if party_id is None:
        raise UserError(_("Choose the customer to go to."), "party_id")
    with store.changing(N_("Plan the job “{title}”"), title=title or c.label(c.TASK_KINDS, kind)):
        job = add_task(
            store,
            title=title,
            due_on=on,
            due_time=time,
            kind=kind,
            purpose="service",
            staff_id=staff_id,
            party_id=party_id,
            case_id=case_id,
            owned_item_id=owned_item_id,
        )
        if case_id is not None and case_row(store, case_id)["status"] in ("new", "working"):
            set_status(store, case_id, "scheduled")
        return job


@command
def place_job(store: Store, job_id: int, *, on: date, time: str, staff_id: int | None) -> None:
    """Put a job on a day, at a time ("HH:MM", "" for any) and into a person's hands (None: nobody's).

    Nothing happens when it stands there already.
    """
    row = task_row(store, job_id)
    if (row["due_on"], row["due_time"], row["staff_id"]) == (on, time, staff_id):
        return
    with store.changing(N_("Move “{title}”"), title=task_words(row)):
        edit_task(store, job_id, due_on=on, due_time=time, staff_id=staff_id)


@command
def edit_job(store: Store, job_id: int, *, version: int | None = None, **facts: Any) -> None:
    """Change what is to be done, its day, time or who does it: ``title``, ``kind``, ``due_on``, ``due_time``,
    ``staff_id``. Raises `UserError` when somebody changed it meanwhile, or for a time that is none.
    """
    edit_task(store, job_id, version=version, **facts)


@command
def finish_job(store: Store, job_id: int) -> None:
    """Tick a job off; maintenance of an owned item plans the next one from today."""
    row = task_row(store, job_id)
    if row["done_at"] is not None:
        return
    with store.changing(N_("Tick off “{title}”"), title=task_words(row)):
        if row["kind"] == "maintenance" and row["owned_item_id"] is not None:
            record_maintenance(store, row["owned_item_id"])
        finish_task(store, job_id)


@command
def reopen_job(store: Store, job_id: int) -> None:
    """Take a job's tick back."""
    reopen_task(store, job_id)


@command
def remove_job(store: Store, job_id: int) -> None:
    """Put a job into the Bin."""
    remove_task(store, job_id)
