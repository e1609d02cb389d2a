"""Reading what the panel shows: the figures of a period and of the one before, in one read transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, select

from salesdesk.base.metrics import Sums, Tallied
from salesdesk.base.periods import Period
from salesdesk.base.shop_settings import CSAT, CSAT_TARGET
from salesdesk.charts.scope import Scope
from salesdesk.staff.queries import list_staff
from salesdesk.store import schema as s
from salesdesk.store.prepared import prepared
from salesdesk.store.shop_values import settings_of
from salesdesk.store.sums import (
    Bucket,
    Hours,
    added,
    buckets,
    first_day,
    hours_by_person,
    last_day,
    sums_of,
    target_for,
    targets_of,
)

HOURS_DAYS = 28
_SELLING = {"sales", "specialist", "account_executive"}
_SERVING = {"service", "customer_success"}


class EventRow(NamedTuple):
    """Something that happened to the shop, marked by the owner."""

    id: int
    version: int
    name: str
    from_on: date
    to_on: date


class PanelFigures(NamedTuple):
    """Everything the panel shows of a scope, but what needs a scan of records.

    ``before`` are the sums of the period before, None where the book is younger than that.
    ``targets`` is the revenue target of each whole step (0: none). ``first_on`` and ``last_on`` are the
    first and the last day with any entry, None in an empty book. ``hours`` are those of ``hours_days``.
    ``skills`` are those of the people of "sales" and of "service".
    ``earlier`` are the steps of the period before, in their order; none where the book is younger.
    ``goal`` is the satisfaction aimed at.
    """

    scope: Scope
    buckets: list[Bucket]
    sums: Sums
    before: Sums | None
    targets: list[int]
    events: list[EventRow]
    hours: list[Hours]
    hours_days: Period
    earlier: list[Bucket]
    skills: Mapping[str, Sequence[str]]
    first_on: date | None
    last_on: date | None
    goal: float = CSAT_TARGET / 10

    @property
    def empty(self) -> bool:
        """Whether nothing at all happened in the period."""
        return not any(t.n or t.total for key, t in self.sums.items() if key != "target.revenue")


def read_panel(db: Connection, scope: Scope) -> PanelFigures:
    """The figures of a scope."""
    steps, before, first = scope.steps(), scope.before(), first_day(db)
    known = first is not None and first <= before.start
    pieces = buckets(db, steps, scope.staff_id)
    lately = hours_period(scope.period)
    return PanelFigures(
        scope=scope,
        buckets=pieces,
        sums={
            **added(piece.sums for piece in pieces),
            "target.revenue": Tallied(1, target_for(db, scope.period, scope.staff_id)),
        },
        before=sums_of(db, before, scope.staff_id) if known else None,
        targets=targets_of(db, [scope.whole_step(p.end) for p in steps], scope.staff_id),
        events=events_in(db, scope.period),
        hours=hours_by_person(db, lately),
        hours_days=lately,
        skills=skills_by_side(db),
        earlier=buckets(db, scope.cut(before), scope.staff_id) if known else [],
        first_on=first,
        last_on=last_day(db),
        goal=CSAT.read(settings_of(db, CSAT.key)) / 10,
    )


def hours_period(period: Period) -> Period:
    """The days whose hours are shown: the last four weeks of a period, all of a shorter one."""
    return Period(max(period.start, period.end - timedelta(days=HOURS_DAYS - 1)), period.end)


def skills_by_side(db: Connection) -> dict[str, list[str]]:
    """The skills of who sells and of who serves, by their roles; without one of these, both."""
    found: dict[str, dict[str, None]] = {"sales": {}, "service": {}}
    for person in list_staff(db):
        roles = {role.strip() for role in person.roles.split(",") if role.strip()}
        both = not roles & (_SELLING | _SERVING)
        for side, wanted in (("sales", _SELLING), ("service", _SERVING)):
            if both or roles & wanted:
                found[side].update(dict.fromkeys(x.strip() for x in person.skills.split(",") if x.strip()))
    return {side: list(skills) for side, skills in found.items()}


def events_in(db: Connection, period: Period) -> list[EventRow]:
    """The marked events that touch a period, oldest first."""
    return [EventRow(*row) for row in _events.all(db, first=period.start, last=period.end)]


@prepared
def _events() -> Select[Any]:
    c = s.marked_event.c
    return (
        select(c.id, c.version, c.name, c.from_on, c.to_on)
        .where(c.deleted_at.is_(None), c.from_on <= bindparam("last"), c.to_on >= bindparam("first"))
        .order_by(c.from_on, c.id)
    )


def find_event(db: Connection, event_id: int) -> EventRow | None:
    """A marked event, None when there is none."""
    c = s.marked_event.c
    query = select(c.id, c.version, c.name, c.from_on, c.to_on).where(
        c.id == event_id, c.deleted_at.is_(None)
    )
    row = db.execute(query).first()
    return EventRow(*row) if row else None
