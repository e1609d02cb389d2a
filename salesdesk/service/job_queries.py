"""Reading dated service work: what stands in the calendar, and what waits for a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from salesdesk.parties.queries import called
from salesdesk.service.job_rules import JOB_KINDS, JobRow
from salesdesk.store import schema as s

_OTHER_WORK = ("promise", "other")
_MOST_WAITING = 200
_T = s.task.c
_LIVE = _T.deleted_at.is_(None)


def _is_job(calls_too: bool) -> ColumnElement[bool]:
    of_service = _T.purpose == "service"
    if calls_too:
        return or_(_T.kind.in_(JOB_KINDS), of_service)
    return or_(_T.kind.in_(JOB_KINDS), and_(of_service, _T.kind.in_(_OTHER_WORK)))


def _select() -> Any:
    product = func.coalesce(s.product.c.name, s.owned_item.c.words, "")
    return select(
        _T.id,
        _T.kind,
        _T.title,
        _T.due_on,
        _T.due_time,
        _T.done_on,
        _T.party_id,
        func.coalesce(called(), ""),
        func.coalesce(s.party.c.address, ""),
        _T.case_id,
        func.coalesce(s.service_case.c.number, ""),
        _T.owned_item_id,
        product,
        _T.staff_id,
        func.coalesce(s.staff_member.c.name, ""),
    ).select_from(
        s.task.outerjoin(s.party, s.party.c.id == _T.party_id)
        .outerjoin(s.service_case, s.service_case.c.id == _T.case_id)
        .outerjoin(s.owned_item, s.owned_item.c.id == _T.owned_item_id)
        .outerjoin(s.product, s.product.c.id == s.owned_item.c.product_id)
        .outerjoin(s.staff_member, s.staff_member.c.id == _T.staff_id)
    )


def list_jobs(
    db: Connection, first: date, last: date, *, staff_id: int | None = None, calls_too: bool = False
) -> list[JobRow]:
    """The jobs of some days (both included), done ones too, by day and time; those without a time first.

    ``staff_id`` keeps to one person; ``calls_too`` adds the calls and questions that service promised.
    """
    found = [_LIVE, _is_job(calls_too), _T.due_on.between(first, last)]
    if staff_id is not None:
        found.append(_T.staff_id == staff_id)
    rows = db.execute(_select().where(*found).order_by(_T.due_on, _T.due_time, _T.id))
    return [JobRow._make(row) for row in rows]


def list_jobs_to_plan(db: Connection, today: date, staff_id: int | None = None) -> list[JobRow]:
    """Open jobs that need a day: those that are late, oldest first, then those that have none."""
    found = [_LIVE, _T.done_at.is_(None), _is_job(False), or_(_T.due_on.is_(None), _T.due_on < today)]
    if staff_id is not None:
        found.append(_T.staff_id == staff_id)
    order = (_T.due_on.is_(None), _T.due_on, _T.id)
    return [
        JobRow._make(r) for r in db.execute(_select().where(*found).order_by(*order).limit(_MOST_WAITING))
    ]


def job_rows(db: Connection, ids: Sequence[int]) -> dict[int, JobRow]:
    """Some jobs by their ids."""
    rows = db.execute(_select().where(_LIVE, _T.id.in_(list(ids))))
    return {row[0]: JobRow._make(row) for row in rows}
