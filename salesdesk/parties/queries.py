"""Reading people: the card of a party, its next step, what hangs on it, and what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from salesdesk.base import phones
from salesdesk.base.fold import fold
from salesdesk.parties.card_queries import (
    OpenDeals,
    PartyCard,
    StepRow,
    count_open_cases,
    next_step,
    open_deals,
    owed_by,
    party_card,
)
from salesdesk.parties.due import TaskDue
from salesdesk.parties.linked_queries import Binned, Linked, linked, list_bin
from salesdesk.parties.records import called
from salesdesk.parties.timeline_parts import TimelineRow
from salesdesk.parties.timeline_queries import timeline
from salesdesk.store import schema as s
from salesdesk.store.search import find_parties

__all__ = [
    "Alike",
    "Binned",
    "Linked",
    "OpenDeals",
    "PartyCard",
    "StepRow",
    "TaskDue",
    "TimelineRow",
    "called",
    "count_open_cases",
    "count_tries",
    "find_alike",
    "find_people",
    "linked",
    "list_bin",
    "list_contact_points",
    "list_hand_overs",
    "list_open_tasks",
    "list_sources",
    "list_tasks_due",
    "next_step",
    "open_deals",
    "owed_by",
    "party_card",
    "timeline",
]
HAND_OVER = "hand_over"


class Alike(NamedTuple):
    """A party that may be the one being typed. ``why`` is "phone", "email" or "name"."""

    id: int
    name: str
    phone: str
    state: str
    why: str


def count_tries(db: Connection, party_id: int) -> int:
    """How many calls in a row nobody answered, since the last contact that was one."""
    i = s.interaction.c
    calls = db.execute(
        select(i.outcome)
        .where(i.party_id == party_id, i.kind == "call", i.deleted_at.is_(None))
        .order_by(i.at.desc())
        .limit(10)
    ).scalars()
    tries = 0
    for outcome in calls:
        if outcome != "no_answer":
            break
        tries += 1
    return tries


def list_tasks_due(
    db: Connection, until: date, *, staff_id: int | None = None, done_on: date | None = None, limit: int = 500
) -> list[TaskDue]:
    """What is open and due up to a day, earliest first; with ``done_on`` also what was ticked off that day.

    ``staff_id`` restricts it to one person's (and nobody's).
    """
    t = s.task.c
    state = t.done_at.is_(None) & (t.due_on <= until)
    if done_on is not None:
        state = state | (t.done_on == done_on)
    where = [state, t.deleted_at.is_(None)]
    if staff_id is not None:
        where.append((t.staff_id == staff_id) | t.staff_id.is_(None))
    return _tasks(db, where, limit)


def list_hand_overs(db: Connection, limit: int = 200) -> list[TaskDue]:
    """Prospects that marketing handed over and sales has not answered, oldest first."""
    t = s.task.c
    return _tasks(db, [t.origin == HAND_OVER, t.done_at.is_(None), t.deleted_at.is_(None)], limit)


def list_open_tasks(db: Connection, party_id: int) -> list[TaskDue]:
    """All that is still to be done for a party, earliest first."""
    t = s.task.c
    return _tasks(db, [t.party_id == party_id, t.done_at.is_(None), t.deleted_at.is_(None)], 100)


def _tasks(db: Connection, where: Sequence[ColumnElement[bool]], limit: int) -> list[TaskDue]:
    t, p = s.task.c, s.party.c
    rows = db.execute(
        select(
            t.id,
            t.kind,
            t.purpose,
            t.title,
            t.due_on,
            t.due_time,
            t.next_step,
            t.origin,
            t.amount,
            t.party_id,
            called().label("party"),
            p.phone,
            p.hot,
            t.deal_id,
            t.case_id,
            t.sale_id,
            t.quote_id,
            t.owned_item_id,
            t.staff_id,
            t.done_at,
        )
        .select_from(s.task.outerjoin(s.party, p.id == t.party_id))
        .where(*where, p.deleted_at.is_(None))
        .order_by(t.due_on, t.due_time, t.id)
        .limit(limit)
    )
    return [
        TaskDue(
            **{
                **row,
                "party": row["party"] if row["party_id"] else "",
                "phone": row["phone"] or "",
                "hot": bool(row["hot"]),
            }
        )
        for row in rows.mappings()
    ]


def find_people(db: Connection, typed: str, limit: int = 8) -> list[tuple[int, str, str]]:
    """For fields that choose a party: id, name and what tells it apart (phone, else address), best first."""
    p = s.party.c
    if not typed.strip():
        recent = select(p.id).where(p.deleted_at.is_(None)).order_by(p.id.desc()).limit(limit)
        ids = list(db.execute(recent).scalars())
    else:
        ids = find_parties(db, typed, limit)
    rows = db.execute(select(p.id, called().label("name"), p.phone, p.address).where(p.id.in_(ids)))
    by_id = {row.id: (row.id, row.name, row.phone or row.address) for row in rows}
    return [by_id[i] for i in ids if i in by_id]


def find_alike(
    db: Connection, *, name: str = "", phone: str = "", email: str = "", country: str, but: int | None = None
) -> list[Alike]:
    """Parties with the same phone, the same e-mail, or the same name without accents; the surest first.

    ``country`` is the shop's, by which the phone is read; ``but`` is a party to leave out (itself).
    """
    p, point = s.party.c, s.contact_point.c
    found: list[Alike] = []
    number = phones.normal(phone, country) if len(phone.strip()) >= 6 else None
    if number:
        by_point = select(point.party_id).where(point.normal == number, point.deleted_at.is_(None))
        found += _alike(db, (p.phone_normal == number) | p.id.in_(by_point), "phone", but)
    if email.strip():
        found += _alike(db, p.email == email.strip(), "email", but)
    if len(fold(name).split()) > 1:
        ids = find_parties(db, name, 20)
        rows = _alike(db, p.id.in_(ids), "name", but)
        wanted = fold(name).split()
        found += [row for row in rows if fold(row.name).split() == wanted]
    seen: dict[int, Alike] = {}
    for row in found:
        seen.setdefault(row.id, row)
    return list(seen.values())


def _alike(db: Connection, where: ColumnElement[bool], why: str, but: int | None) -> list[Alike]:
    p = s.party.c
    others = where if but is None else where & (p.id != but)
    rows = db.execute(
        select(p.id, called().label("name"), p.phone, p.state).where(others, p.deleted_at.is_(None)).limit(20)
    )
    return [Alike(row.id, row.name, row.phone, row.state, why) for row in rows]


def list_contact_points(db: Connection, party_id: int) -> list[tuple[int, str, str, str]]:
    """A party's further phones and addresses: id, kind, value, label."""
    c = s.contact_point.c
    rows = db.execute(
        select(c.id, c.kind, c.value, c.label)
        .where(c.party_id == party_id, c.deleted_at.is_(None))
        .order_by(c.id)
    )
    return [(row.id, row.kind, row.value, row.label) for row in rows]


def list_sources(db: Connection, limit: int = 30) -> list[str]:
    """The words for "heard of us from" that are in use, most used first."""
    p = s.party.c
    rows = db.execute(
        select(p.source, func.count().label("n"))
        .where(p.source != "", p.deleted_at.is_(None))
        .group_by(p.source)
        .order_by(func.count().desc(), p.source)
        .limit(limit)
    )
    return [row.source for row in rows]
