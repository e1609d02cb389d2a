"""The agreement between marketing and sales, and how both keep it, measured from what is in the book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select

from salesdesk.base.business_hours import BusinessHours, add_business
from salesdesk.base.choices import CONTACT_KINDS
from salesdesk.base.periods import Period
from salesdesk.marketing.records import chunks
from salesdesk.store import schema as s

HAND_OVER = "hand_over"
"""The origin of the task by which marketing gives a prospect to sales."""
_CALLS = tuple(kind for kind in CONTACT_KINDS if kind != "quote")


class AgreementTerms(NamedTuple):
    """What was promised; ``call_share`` in percent, ``leads_a_month`` 0 means no such promise."""

    id: int
    version: int
    lead_definition: str
    leads_a_month: int
    call_within_hours: int
    call_share: int
    attempts: int
    if_missed: str
    review_on: date | None


class AgreementFigures(NamedTuple):
    """How a month went: qualified leads handed over, of them from one campaign, and sales' first calls.

    ``waiting`` leads were not called yet and still may be in time.
    """

    leads: int
    from_campaign: int
    in_time: int
    late: int
    waiting: int

    @property
    def share_in_time(self) -> float | None:
        """In time among those whose time is over, 0 to 1; None while there is none."""
        decided = self.in_time + self.late
        return self.in_time / decided if decided else None


class _Lead(NamedTuple):
    since: datetime
    clock_from: datetime


def agreement_terms(db: Connection) -> AgreementTerms | None:
    """The shop's agreement, or None while there is none."""
    c = s.agreement.c
    row = db.execute(select(s.agreement).where(c.deleted_at.is_(None)).order_by(c.id.desc()).limit(1)).first()
    if row is None:
        return None
    return AgreementTerms(*(getattr(row, name) for name in AgreementTerms._fields))


def agreement_figures(
    db: Connection,
    month: Period,
    within_hours: int,
    hours: BusinessHours,
    now: datetime,
    campaign_id: int | None = None,
) -> AgreementFigures:
    """How a month went. A lead is a party handed over to sales or qualified in it, counted once.

    The clock starts when it was handed over; for one qualified without a hand-over, of which only the day
    is known, when the shop closed on that day. Any sales contact tried counts as a call.
    """
    leads = _qualified(db, month, hours) | _handed_over(db, month, hours)
    calls = _calls(db, leads)
    in_time = late = waiting = 0
    for party_id, lead in leads.items():
        limit = add_business(hours, lead.clock_from, timedelta(hours=within_hours))
        called = min((at for at in calls.get(party_id, ()) if at >= lead.since), default=None)
        if called is not None and called <= limit:
            in_time += 1
        elif called is not None or now > limit:
            late += 1
        else:
            waiting += 1
    return AgreementFigures(len(leads), _of_campaign(db, leads, campaign_id), in_time, late, waiting)


def _handed_over(db: Connection, month: Period, hours: BusinessHours) -> dict[int, _Lead]:
    t = s.task.c
    rows = db.execute(
        select(t.party_id, func.min(t.created_at).label("at"))
        .where(
            t.origin == HAND_OVER, t.party_id.is_not(None), t.deleted_at.is_(None), t.outcome != "returned",
            t.created_at >= _start_of(month.start, hours),
            t.created_at < _start_of(month.end + timedelta(days=1), hours),
        )
        .group_by(t.party_id)
    )  # fmt: skip
    return {row.party_id: _Lead(row.at, row.at) for row in rows}


def _qualified(db: Connection, month: Period, hours: BusinessHours) -> dict[int, _Lead]:
    p = s.party.c
    rows = db.execute(
        select(p.id, p.qualified_on).where(
            p.qualified_on.between(month.start, month.end), p.deleted_at.is_(None)
        )
    )
    out = {}
    for row in rows:
        span = hours.span(row.qualified_on)
        day = _start_of(row.qualified_on, hours)
        out[row.id] = _Lead(day, span[1] if span else day + timedelta(days=1))
    return out


def _start_of(day: date, hours: BusinessHours) -> datetime:
    return datetime.combine(day, time(0), hours.zone).astimezone(UTC)


def _calls(db: Connection, leads: Mapping[int, _Lead]) -> dict[int, list[datetime]]:
    i = s.interaction.c
    out: dict[int, list[datetime]] = {}
    for chunk in chunks(leads):
        rows = db.execute(
            select(i.party_id, i.at).where(
                i.party_id.in_(chunk), i.purpose == "sales", i.direction == "out", i.kind.in_(_CALLS),
                i.deleted_at.is_(None), i.at >= min(leads[party_id].since for party_id in chunk),
            )
        )  # fmt: skip
        for row in rows:
            out.setdefault(row.party_id, []).append(row.at)
    return out


def _of_campaign(db: Connection, leads: Mapping[int, _Lead], campaign_id: int | None) -> int:
    if campaign_id is None:
        return 0
    p, r = s.party.c, s.response.c
    replied = select(r.party_id).where(
        r.campaign_id == campaign_id, r.party_id.is_not(None), r.deleted_at.is_(None)
    )
    count = select(func.count()).where(or_(p.campaign_id == campaign_id, p.id.in_(replied)))
    return sum(int(db.execute(count.where(p.id.in_(chunk))).scalar_one()) for chunk in chunks(leads))
