"""Writing what was promised to people: next steps and other tasks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import add_months
from salesdesk.parties.records import party_name, task_row, task_words
from salesdesk.parties.rules import NextStep, tidy
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

_LINKS = (
    "party_id",
    "deal_id",
    "case_id",
    "sale_id",
    "quote_id",
    "owned_item_id",
    "campaign_id",
    "care_step_id",
)
_REPEATED = (
    *_LINKS,
    "kind",
    "purpose",
    "title",
    "due_time",
    "amount",
    "next_step",
    "origin",
    "repeat_months",
    "repeat_days",
    "staff_id",
)


def check_time(time: str) -> str:
    """The time of day as "HH:MM", or "". Raises `UserError` for anything else."""
    text = time.strip().replace(".", ":").replace("h", ":")
    if not text:
        return ""
    hour, _colon, minute = text.partition(":")
    if not hour.isdigit() or not (minute or "0").isdigit() or int(hour) > 23 or int(minute or 0) > 59:
        raise UserError(_("“{time}” is not a time of day. Type it like 09:30.").format(time=time), "due_time")
    return f"{int(hour):02d}:{int(minute or 0):02d}"


@command
def set_next_step(store: Store, party_id: int, step: NextStep, deal_id: int | None = None) -> int:
    """Plan what comes next for a party (or one of its deals); returns the task's id.

    A step a person had planned before is replaced; one that a care plan or a rule made stays as a task.
    """
    with store.reading() as db:
        name = party_name(db, party_id)
    with store.changing(N_("Plan the next step for {name}"), name=name) as db:
        for row in _open_steps(db, party_id, deal_id):
            if row.origin == "person":
                store.remove(db, s.task, row.id)
            else:
                store.update(db, s.task, row.id, next_step=False)
        return add_task(
            store,
            title=step.title,
            due_on=step.on,
            due_time=step.time,
            kind=step.kind,
            staff_id=step.staff_id,
            next_step=True,
            party_id=party_id,
            deal_id=deal_id,
        )


def _open_steps(db: Connection, party_id: int, deal_id: int | None) -> list[Any]:
    t = s.task.c
    same_deal = t.deal_id.is_(None) if deal_id is None else t.deal_id == deal_id
    rows = select(t.id, t.origin).where(
        t.party_id == party_id, same_deal, t.next_step == 1, t.done_at.is_(None), t.deleted_at.is_(None)
    )
    return list(db.execute(rows).all())


@command
def add_task(
    store: Store,
    *,
    title: str,
    due_on: date | None,
    due_time: str = "",
    kind: str = "other",
    purpose: str = "sales",
    staff_id: int | None = None,
    next_step: bool = False,
    origin: str = "person",
    amount: int | None = None,
    repeat_months: int = 0,
    repeat_days: int = 0,
    **links: int | None,
) -> int:
    """Write down something promised; returns its id.

    ``due_time`` is "HH:MM" or ""; ``amount`` in minor units; ``staff_id`` None means whoever is at the desk.
    ``links`` are ids by column: ``party_id``, ``deal_id``, ``case_id``, ``sale_id``, ``quote_id``,
    ``owned_item_id``, ``campaign_id``, ``care_step_id``.
    Raises `UserError` for a task without any words or kind, or with a time that is none.
    """
    if unknown := set(links) - set(_LINKS):
        raise TypeError(f"a task has no {', '.join(sorted(unknown))}")
    title = tidy(title)
    if not title and kind == "other":
        raise UserError(_("Say in a word what is to be done."), "title")
    if kind not in choices.values(choices.TASK_KINDS):
        raise ValueError(f"no kind of task: {kind}")
    shown = title or choices.label(choices.TASK_KINDS, kind)
    with store.changing(N_("Add the task “{title}”"), title=shown) as db:
        return store.insert(
            db,
            s.task,
            title=title,
            due_on=due_on,
            due_time=check_time(due_time),
            kind=kind,
            purpose=purpose,
            staff_id=store.staff_id if staff_id is None else staff_id,
            next_step=next_step,
            origin=origin,
            amount=amount,
            repeat_months=repeat_months,
            repeat_days=repeat_days,
            **links,
        )


@command
def finish_task(store: Store, task_id: int, *, outcome: str = "", next_step: NextStep | None = None) -> None:
    """Tick a task off; one that repeats is planned anew from today. Nothing happens to one already done.

    ``next_step`` becomes the party's next step in the same stroke.
    """
    row = task_row(store, task_id)
    if row["done_at"] is not None:
        return
    today = store.today()
    with store.changing(N_("Tick off “{title}”"), title=task_words(row)) as db:
        store.update(db, s.task, task_id, done_at=store.now(), done_on=today, outcome=outcome)
        if row["repeat_months"] or row["repeat_days"]:
            due = add_months(today, row["repeat_months"]) + timedelta(days=row["repeat_days"])
            store.insert(db, s.task, due_on=due, **{key: row[key] for key in _REPEATED})
        if next_step is not None and row["party_id"] is not None:
            set_next_step(store, row["party_id"], next_step, row["deal_id"])


@command
def reopen_task(store: Store, task_id: int) -> None:
    """Take a tick back. What a repeating task planned anew when it was ticked off is taken back with it."""
    row = task_row(store, task_id)
    t = s.task.c
    with store.changing(N_("Reopen “{title}”"), title=task_words(row)) as db:
        store.update(db, s.task, task_id, done_at=None, done_on=None, outcome="")
        if row["done_at"] is None or not (row["repeat_months"] or row["repeat_days"]):
            return
        due = add_months(row["done_on"], row["repeat_months"]) + timedelta(days=row["repeat_days"])
        same = [t[key].is_(row[key]) if row[key] is None else t[key] == row[key] for key in _REPEATED]
        again = db.execute(
            select(t.id).where(
                *same, t.due_on == due, t.done_at.is_(None), t.deleted_at.is_(None), t.id != task_id
            )
        ).scalar()
        if again is not None:
            store.remove(db, s.task, again)


@command
def move_task(store: Store, task_id: int, on: date, time: str | None = None) -> None:
    """Put a task off or forward to a day; ``time`` None keeps its time of day, "" takes it away."""
    row = task_row(store, task_id)
    due_time = row["due_time"] if time is None else check_time(time)
    with store.changing(N_("Move “{title}”"), title=task_words(row)) as db:
        store.update(db, s.task, task_id, due_on=on, due_time=due_time)


@command
def edit_task(store: Store, task_id: int, *, version: int | None = None, **facts: Any) -> None:
    """Change a task's words, kind, day, time or who does it.

    Raises `UserError` when somebody changed it meanwhile, or for a time that is none.
    """
    row = task_row(store, task_id)
    if unknown := set(facts) - {"title", "kind", "due_on", "due_time", "staff_id", "amount"}:
        raise TypeError(f"a task's {', '.join(sorted(unknown))} cannot be edited")
    if "due_time" in facts:
        facts["due_time"] = check_time(facts["due_time"])
    facts = {key: tidy(value) for key, value in facts.items()}
    with store.changing(N_("Change the task “{title}”"), title=task_words(row)) as db:
        store.update(db, s.task, task_id, version=version, **facts)


@command
def remove_task(store: Store, task_id: int) -> None:
    """Put a task into the Bin."""
    row = task_row(store, task_id)
    with store.changing(N_("Delete the task “{title}”"), title=task_words(row)) as db:
        store.remove(db, s.task, task_id)
