"""One campaign's results: how far its people came, what its channels brought, and the talk about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true, union_all

from salesdesk.base.choices import CONTACT_KINDS
from salesdesk.marketing.return_queries import LastReturn, campaign_claims, last_return, spent
from salesdesk.marketing.rules import (
    WINDOW_DAYS,
    CampaignReturn,
    FunnelStep,
    campaign_return,
    cost_per_lead,
    funnel,
)
from salesdesk.store import schema as s

_CALLS = tuple(kind for kind in CONTACT_KINDS if kind != "quote")


class ChannelRow(NamedTuple):
    """A channel of a campaign: planned, spent and cost of a qualified lead in minor units."""

    id: int
    channel: str
    planned: int
    spent: int
    leads: int
    per_lead: int | None


class CostRow(NamedTuple):
    """Money spent on a campaign, in minor units."""

    id: int
    version: int
    channel: str
    amount: int
    spent_on: date | None
    words: str


class NoteRow(NamedTuple):
    """A note between sales and marketing."""

    id: int
    side: str
    words: str
    at: datetime
    staff: str


class CodeRow(NamedTuple):
    """An offer code, where it is printed and how many replied with it."""

    id: int
    code: str
    words: str
    replies: int


class CampaignResults(NamedTuple):
    """All the figures of a campaign's page."""

    audience: int
    funnel: Sequence[FunnelStep]
    channels: Sequence[ChannelRow]
    budget: int
    spent: int
    returned: CampaignReturn
    last: LastReturn | None


class _Lead(NamedTuple):
    party_id: int
    channel: str
    qualified: bool
    called: bool
    quoted: bool


def campaign_results(
    db: Connection, campaign_id: int, today: date, currency: str, exponent: int
) -> CampaignResults:
    """The funnel, the channels and the return of a campaign as they stand.

    ``exponent`` is the currency's number of decimals. A person counts on every step of the funnel up to
    the furthest one it came to; a purchase counts as a reply.
    """
    campaign = db.execute(select(s.campaign).where(s.campaign.c.id == campaign_id)).one()
    claimed = campaign_claims(db, [campaign_id], currency)
    buyers = {claim.sale.party_id for claim in claimed if claim.sale.party_id is not None}
    leads = _leads(db, campaign, today)
    members = _members(db, campaign_id)
    reached = {party_id for party_id, day in members.items() if day is not None}
    counts = _furthest(leads, buyers)
    counts["reached"] = len(reached | buyers | {lead.party_id for lead in leads}) + campaign.reach
    cost = spent(db, [campaign_id]).get(campaign_id, 0)
    return CampaignResults(
        len(members), funnel(0 if campaign.reach else len(members), counts),
        _channels(db, campaign_id, _qualified_by_channel(leads, buyers, campaign.channel), exponent),
        campaign.budget, cost, campaign_return(claimed, cost), last_return(db, campaign_id, currency),
    )  # fmt: skip


def _members(db: Connection, campaign_id: int) -> dict[int, date | None]:
    m = s.campaign_member.c
    rows = db.execute(
        select(m.party_id, m.reached_on).where(m.campaign_id == campaign_id, m.deleted_at.is_(None))
    )
    return {row.party_id: row.reached_on for row in rows}


def _leads(db: Connection, campaign: Any, today: date) -> list[_Lead]:
    r, p = s.response.c, s.party.c
    came = union_all(
        select(r.party_id.label("party_id"), r.responded_on.label("since")).where(
            r.campaign_id == campaign.id, r.party_id.is_not(None), r.deleted_at.is_(None)
        ),
        select(p.id, p.prospect_on).where(p.campaign_id == campaign.id, p.deleted_at.is_(None)),
    ).subquery()
    lead = select(came.c.party_id, func.min(came.c.since).label("since")).group_by(came.c.party_id).subquery()
    until = min(campaign.ends_on or today, today) + timedelta(days=WINDOW_DAYS)
    who, since = lead.c.party_id, func.coalesce(lead.c.since, campaign.starts_on or date.min)
    dealt = _deals(who, since, until, campaign.id)
    rows = db.execute(
        select(
            who,
            or_(p.prospect_stage == "qualified", p.qualified_on >= since, dealt.exists()),
            _called(who, since, until).exists(),
            or_(dealt.where(s.deal.c.quoted).exists(), _quoted(who, since, until).exists()),
        ).join(s.party, p.id == who)
    )
    channels = _reply_channels(db, campaign.id)
    return [
        _Lead(
            party_id, channels.get(party_id) or campaign.channel, bool(qualified), bool(called), bool(quoted)
        )
        for party_id, qualified, called, quoted in rows
    ]


def _deals(who: ColumnElement[int], since: ColumnElement[date], until: date, campaign_id: int) -> Select[int]:
    d = s.deal.c
    in_time = and_(d.opened_on >= since, d.opened_on <= until)
    return select(d.id).where(
        d.party_id == who, d.deleted_at.is_(None), or_(d.campaign_id == campaign_id, in_time)
    )


def _called(who: ColumnElement[int], since: ColumnElement[date], until: date) -> Select[int]:
    i = s.interaction.c
    return select(i.id).where(
        i.party_id == who, i.day >= since, i.day <= until, i.purpose == "sales", i.direction == "out",
        i.kind.in_(_CALLS), i.deleted_at.is_(None),
    )  # fmt: skip


def _quoted(who: ColumnElement[int], since: ColumnElement[date], until: date) -> Select[int]:
    q = s.quote.c
    return select(q.id).where(
        q.party_id == who,
        q.dated_on >= since,
        q.dated_on <= until,
        q.status != "draft",
        q.deleted_at.is_(None),
    )


def _reply_channels(db: Connection, campaign_id: int) -> dict[int, str]:
    r = s.response.c
    rows = db.execute(
        select(r.party_id, r.channel)
        .where(r.campaign_id == campaign_id, r.channel != "", r.party_id.is_not(None), r.deleted_at.is_(None))
        .order_by(r.responded_on.desc(), r.id.desc())
    )
    return {row.party_id: row.channel for row in rows}  # the first reply stands last and stays


def _furthest(leads: Sequence[_Lead], buyers: Collection[int]) -> dict[str, int]:
    steps = {"replied": 0, "qualified": 0, "called": 0, "quoted": 0, "bought": len(buyers)}
    silent = len(set(buyers) - {lead.party_id for lead in leads})
    for lead in leads:
        bought = lead.party_id in buyers
        quoted = lead.quoted or bought
        called = (lead.called and lead.qualified) or quoted
        qualified = lead.qualified or called
        for key, came in (("qualified", qualified), ("called", called), ("quoted", quoted)):
            steps[key] += came
        steps["replied"] += 1
    return {key: n + silent if key != "bought" else n for key, n in steps.items()}


def _qualified_by_channel(leads: Sequence[_Lead], buyers: Collection[int], main: str) -> dict[str, int]:
    out: dict[str, int] = {}
    known = {lead.party_id for lead in leads}
    for lead in leads:
        if lead.qualified or lead.quoted or lead.party_id in buyers:
            out[lead.channel] = out.get(lead.channel, 0) + 1
    silent = len(set(buyers) - known)
    if silent:
        out[main] = out.get(main, 0) + silent
    return out


def _channels(db: Connection, campaign_id: int, leads: Mapping[str, int], exponent: int) -> list[ChannelRow]:
    c, cost = s.campaign_channel.c, s.campaign_cost.c
    planned = db.execute(
        select(c.id, c.channel, c.planned)
        .where(c.campaign_id == campaign_id, c.deleted_at.is_(None))
        .order_by(c.id)
    ).all()
    by_channel = dict(
        db.execute(
            select(cost.channel, func.sum(cost.amount))
            .where(cost.campaign_id == campaign_id, cost.deleted_at.is_(None))
            .group_by(cost.channel)
        ).all()
    )
    rows = [(row.id, row.channel, row.planned) for row in planned]
    others = [key for key in (*by_channel, *leads) if key not in {channel for _id, channel, _plan in rows}]
    rows += [(-place, channel, 0) for place, channel in enumerate(dict.fromkeys(others), 1)]
    return [
        ChannelRow(
            row_id, channel, plan, int(by_channel.get(channel, 0)), leads.get(channel, 0),
            cost_per_lead(int(by_channel.get(channel, 0)), leads.get(channel, 0), exponent),
        )
        for row_id, channel, plan in rows
    ]  # fmt: skip


def list_channels(db: Connection, campaign_id: int) -> list[ChannelRow]:
    """A campaign's planned channels with what was spent on them, without leads."""
    return _channels(db, campaign_id, {}, 0)


def list_costs(db: Connection, campaign_id: int, channel: str = "") -> list[CostRow]:
    """What a campaign has cost (on one channel), newest first."""
    c = s.campaign_cost.c
    rows = db.execute(
        select(c.id, c.version, c.channel, c.amount, c.spent_on, c.words)
        .where(
            c.campaign_id == campaign_id, c.deleted_at.is_(None), c.channel == channel if channel else true()
        )
        .order_by(c.spent_on.desc(), c.id.desc())
    )
    return [CostRow(*row) for row in rows]


def list_notes(db: Connection, campaign_id: int) -> list[NoteRow]:
    """The notes between sales and marketing, oldest first."""
    c = s.campaign_note.c
    rows = db.execute(
        select(c.id, c.side, c.words, c.at, s.staff_member.c.name)
        .outerjoin(s.staff_member, s.staff_member.c.id == c.staff_id)
        .where(c.campaign_id == campaign_id, c.deleted_at.is_(None))
        .order_by(c.at, c.id)
    )
    return [NoteRow(row.id, row.side, row.words, row.at, row.name or "") for row in rows]


def list_codes(db: Connection, campaign_id: int) -> list[CodeRow]:
    """A campaign's offer codes, with how many people replied with each."""
    c, r = s.offer_code.c, s.response.c
    replies = (
        select(func.count(r.party_id.distinct()))
        .where(r.offer_code_id == c.id, r.deleted_at.is_(None))
        .correlate(s.offer_code)
        .scalar_subquery()
    )
    rows = db.execute(
        select(c.id, c.code, c.words, replies)
        .where(c.campaign_id == campaign_id, c.deleted_at.is_(None))
        .order_by(c.id)
    )
    return [CodeRow(*row) for row in rows]


def find_code(db: Connection, code: str) -> tuple[int, str] | None:
    """The campaign that an offer code (as ``codes.read_code`` gives it) belongs to: its id and name."""
    c = s.offer_code.c
    row = db.execute(
        select(s.campaign.c.id, s.campaign.c.name)
        .join(s.offer_code, c.campaign_id == s.campaign.c.id)
        .where(c.code == code, c.deleted_at.is_(None), s.campaign.c.deleted_at.is_(None))
    ).first()
    return (row.id, row.name) if row else None
