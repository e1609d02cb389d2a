"""Writing how cases end: solved, rated, reopened, or put into the Bin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.base import choices as c
from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import add_task, finish_task, log_interaction
from salesdesk.service import plan_queries
from salesdesk.service.item_commands import record_maintenance
from salesdesk.service.promise_rules import promise_minutes, promised_at
from salesdesk.service.records import case_row, case_words, resumed
from salesdesk.service.rules import AfterSale, counts_as_reopened
from salesdesk.service.timers import stop_all_timers
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store


@command
def resolve_case(
    store: Store,
    case_id: int,
    *,
    resolution: str,
    first_contact: bool,
    cause: str | None = None,
    score: int | None = None,
    score_words: str = "",
    follow_ups: Sequence[AfterSale] = (),
    ask_score_on: date | None = None,
    remedy: str | None = None,
    remedy_cost: int | None = None,
) -> None:
    """Solve a case: stop its timers, keep what fixed it, the rating, and what to do next; one undo step.

    With a ``score`` (1 to 5) the case is closed, else it waits for one; ``ask_score_on`` plans asking.
    ``cause``, ``remedy`` and ``remedy_cost`` (minor units) stay as they are unless given.
    ``follow_ups`` become tasks. A maintenance case counts as maintenance of its owned item.
    Raises `UserError` when it is solved already, for a score outside 1 to 5, or a day in the past.
    """
    row = case_row(store, case_id)
    if row["status"] in c.SOLVED_STATUSES:
        raise UserError(_("This case is solved already. Reopen it to change how."), "resolution")
    _check_score(score)
    if (remedy_cost or 0) < 0:
        raise UserError(_("A cost cannot be below zero."), "remedy_cost")
    today, now = store.today(), store.now()
    if ask_score_on is not None and ask_score_on < today:
        raise UserError(_("This day has passed. Choose a day to come."), "ask_score_on")
    with store.changing(N_("Resolve {case}"), case=case_words(row)) as db:
        stop_all_timers(store, db, case_id)
        facts = {
            **resumed(store, db, row),
            "resolution": nfc(resolution).strip(),
            "first_contact": first_contact,
            "solved_at": now,
            "solved_on": today,
            "status": "solved",
            "first_reply_at": row["first_reply_at"] or now,
        }
        words = {"cause": cause, "remedy": remedy}
        facts |= {key: nfc(text).strip() for key, text in words.items() if text is not None}
        if remedy_cost is not None:
            facts["remedy_cost"] = remedy_cost
        store.update(db, s.service_case, case_id, **facts)
        for step in follow_ups:
            _follow_up(store, row, step)
        if row["kind"] == "maintenance" and row["owned_item_id"] is not None:
            record_maintenance(store, row["owned_item_id"], today)
        if score is not None:
            rate_case(store, case_id, score, score_words)
        elif ask_score_on is not None:
            ask_for_score(store, case_id, ask_score_on)


def _follow_up(store: Store, row: Mapping[str, Any], step: AfterSale) -> None:
    add_task(
        store,
        title=step.title,
        due_on=step.on,
        kind=step.kind,
        purpose=step.purpose,
        staff_id=step.staff_id or row["staff_id"],
        origin="plan",
        repeat_months=step.repeat_months,
        party_id=row["party_id"],
        case_id=row["id"],
        owned_item_id=row["owned_item_id"],
    )


def _check_score(score: int | None) -> None:
    if score is not None and not 1 <= score <= 5:
        raise UserError(_("A rating is a number from 1 to 5."), "score")


@command
def ask_for_score(store: Store, case_id: int, on: date) -> None:
    """Plan to ask the customer of a solved case for a rating on a day: a task of that day.

    Raises `UserError` for a day in the past.
    """
    if on < store.today():
        raise UserError(_("This day has passed. Choose a day to come."), "ask_score_on")
    row = case_row(store, case_id)
    with store.changing(N_("Plan to ask for a rating of {case}"), case=case_words(row)) as db:
        for task_id in _rating_tasks(db, case_id):
            store.remove(db, s.task, task_id)
        store.update(db, s.service_case, case_id, ask_score_on=on)
        words = _("Ask for a rating: {problem}").format(problem=row["title"])
        add_task(
            store,
            title=words,
            due_on=on,
            kind="rating",
            purpose="service",
            origin="rule",
            staff_id=row["staff_id"],
            party_id=row["party_id"],
            case_id=case_id,
        )


def _rating_tasks(db: Connection, case_id: int) -> list[int]:
    t = s.task.c
    rows = select(t.id).where(
        t.case_id == case_id, t.kind == "rating", t.done_at.is_(None), t.deleted_at.is_(None)
    )
    return list(db.execute(rows).scalars())


@command
def rate_case(store: Store, case_id: int, score: int, words: str = "") -> None:
    """Keep the customer's rating, 1 (very poor) to 5 (great), with their words.

    A solved case is closed by it; a reminder to ask is ticked off. A second rating replaces the first.
    Raises `UserError` for a score outside 1 to 5.
    """
    _check_score(score)
    row = case_row(store, case_id)
    with store.changing(N_("Rate {case} {score} of 5"), case=case_words(row), score=score) as db:
        status = "closed" if row["status"] == "solved" else row["status"]
        store.update(
            db,
            s.service_case,
            case_id,
            score=score,
            score_words=nfc(words).strip(),
            status=status,
            ask_score_on=None,
            scored_on=row["scored_on"] or store.today(),
        )
        for task_id in _rating_tasks(db, case_id):
            finish_task(store, task_id)


@command
def reopen_case(store: Store, case_id: int, reason: str = "") -> None:
    """Take up a solved case again, with a new promise from now; ``reason`` is kept as a note.

    Within 7 days this takes away its first-contact resolution. Nothing happens to an open case.
    """
    row = case_row(store, case_id)
    if row["status"] not in c.SOLVED_STATUSES:
        return
    now = store.now()
    with store.changing(N_("Reopen {case}"), case=case_words(row)) as db:
        minutes = promise_minutes(row["priority"], store.setting)
        due = promised_at(row["priority"], now, plan_queries.shop_hours(db), minutes)
        store.update(
            db,
            s.service_case,
            case_id,
            status="working",
            solved_at=None,
            solved_on=None,
            waiting_since=None,
            promised_at=due,
            first_contact=None,
            ask_score_on=None,
            reopened=row["reopened"] + counts_as_reopened(row["solved_at"], now),
        )
        for task_id in _rating_tasks(db, case_id):
            store.remove(db, s.task, task_id)
        if reason.strip():
            log_interaction(
                store,
                row["party_id"],
                kind="note",
                purpose="service",
                title=_("Case reopened"),
                body=nfc(reason).strip(),
                case_id=case_id,
            )


@command
def bin_case(store: Store, case_id: int) -> None:
    """Put a case into the Bin; its running timer is stopped first."""
    row = case_row(store, case_id)
    with store.changing(N_("Delete {case}"), case=case_words(row)) as db:
        stop_all_timers(store, db, case_id)
        store.remove(db, s.service_case, case_id)
