"""What a person's page shows above the timeline: the card of a party and its next step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, select

from salesdesk.base import choices
from salesdesk.base.shop_settings import LIKELIHOOD
from salesdesk.parties.held_queries import held_of
from salesdesk.parties.records import called
from salesdesk.parties.rules import display_name
from salesdesk.store import schema as s
from salesdesk.store.prepared import prepared
from salesdesk.store.shop_values import settings_of

_OFFERED = ("proposal", "negotiation")
_ON_THE_CARD = ("version", "kind", "state", "prospect_stage", "hot", "phone", "email", "address")


class OpenDeals(NamedTuple):
    """The deals that are open with a party: how many, their sum in minor units, the likelihood of the
    largest in percent (None without a deal), the furthest stage, and the newest deal's id."""

    number: int = 0
    amount: int = 0
    likelihood: int | None = None
    stage: str = ""
    deal_id: int | None = None


class PartyCard(NamedTuple):
    """All that a record page shows above the timeline. ``facts`` are the party's columns by name."""

    id: int
    version: int
    name: str
    kind: str
    state: str
    prospect_stage: str | None
    hot: bool
    phone: str
    email: str
    address: str
    facts: Mapping[str, Any]
    staff: str
    organisation: str
    referred_by: str
    campaign: str
    deals: OpenDeals
    quoted: bool
    owed: int
    open_cases: int
    in_bin: bool


class StepRow(NamedTuple):
    """A party's next step."""

    id: int
    title: str
    kind: str
    due_on: date | None
    due_time: str
    staff_id: int | None
    staff: str
    deal_id: int | None


@prepared
def _card() -> Select[Any]:
    organisation, referrer = s.party.alias("o"), s.party.alias("r")
    p, member = s.party.c, s.staff_member.c
    return (
        select(
            s.party,
            member.name.label("staff"),
            called(organisation).label("organisation"),
            called(referrer).label("referred_by"),
            s.campaign.c.name.label("campaign"),
        )
        .select_from(s.party)
        .outerjoin(s.staff_member, member.id == p.staff_id)
        .outerjoin(organisation, organisation.c.id == p.organisation_id)
        .outerjoin(referrer, referrer.c.id == p.referred_by_id)
        .outerjoin(s.campaign, s.campaign.c.id == p.campaign_id)
        .where(p.id == bindparam("party"))
    )


def party_card(db: Connection, party_id: int) -> PartyCard | None:
    """A party with the names of what it points to; None when there is no such record (the Bin counts)."""
    row = _card.first(db, party=party_id)
    if row is None:
        return None
    facts = dict(zip(s.party.columns.keys(), row, strict=False))
    held = held_of(db, party_id)
    deals = open_deals(db, party_id) if "deal" in held else OpenDeals()
    return PartyCard(
        id=party_id,
        name=display_name(facts),
        facts=facts,
        staff=row.staff or "",
        organisation=row.organisation if facts["organisation_id"] else "",
        referred_by=row.referred_by if facts["referred_by_id"] else "",
        campaign=row.campaign or "",
        deals=deals,
        quoted=deals.stage in _OFFERED or ("quote" in held and _has_sent_quote(db, party_id)),
        owed=owed_by(db, party_id) if "sale" in held else 0,
        open_cases=count_open_cases(db, party_id) if "service_case" in held else 0,
        in_bin=facts["deleted_at"] is not None,
        **{key: facts[key] for key in _ON_THE_CARD},
    )


@prepared
def _open_deals() -> Select[Any]:
    d = s.deal.c
    return (
        select(d.id, d.amount, d.likelihood, d.stage)
        .where(d.party_id == bindparam("party"), d.stage.in_(choices.OPEN_STAGES), d.deleted_at.is_(None))
        .order_by(d.amount.desc(), d.id.desc())
    )


def open_deals(db: Connection, party_id: int) -> OpenDeals:
    """What is being sold to a party at present."""
    rows = _open_deals.all(db, party=party_id)
    if not rows:
        return OpenDeals()
    largest = rows[0]
    likely = largest.likelihood
    if likely is None:
        usual = LIKELIHOOD[largest.stage]
        likely = usual.read(settings_of(db, usual.key))
    stage = max((row.stage for row in rows), key=choices.OPEN_STAGES.index)
    return OpenDeals(len(rows), sum(row.amount for row in rows), likely, stage, max(row.id for row in rows))


@prepared
def _sent_quotes() -> Select[Any]:
    q = s.quote.c
    of_party = q.party_id == bindparam("party")
    return select(q.id).where(of_party, q.status == "sent", q.deleted_at.is_(None)).limit(1)


def _has_sent_quote(db: Connection, party_id: int) -> bool:
    return _sent_quotes.first(db, party=party_id) is not None


@prepared
def _owed() -> Select[Any]:
    c = s.sale.c
    rest = c.total - c.paid - c.credited
    issued = (c.status == "issued") & (c.kind == "sale") & c.deleted_at.is_(None)
    of_party = c.party_id == bindparam("party")
    return select(func.coalesce(func.sum(rest), 0)).where(of_party, issued, rest > 0)


def owed_by(db: Connection, party_id: int) -> int:
    """What a party still owes on issued sales, in minor units."""
    return int(_owed.value(db, party=party_id))


@prepared
def _open_cases() -> Select[Any]:
    c = s.service_case.c
    still = c.status.in_(choices.OPEN_CASE_STATUSES) & c.deleted_at.is_(None)
    return select(func.count()).where(c.party_id == bindparam("party"), still)


def count_open_cases(db: Connection, party_id: int) -> int:
    """How many service cases of a party are open."""
    return int(_open_cases.value(db, party=party_id))


@prepared
def _next_step() -> Select[Any]:
    t, member = s.task.c, s.staff_member.c
    mine = t.party_id == bindparam("party")
    return (
        select(t.id, t.title, t.kind, t.due_on, t.due_time, t.staff_id, member.name, t.deal_id)
        .select_from(s.task.outerjoin(s.staff_member, member.id == t.staff_id))
        .where(mine, t.next_step == 1, t.done_at.is_(None), t.deleted_at.is_(None))
        .order_by(t.due_on, t.due_time, t.id)
        .limit(1)
    )


def next_step(db: Connection, party_id: int) -> StepRow | None:
    """A party's next step: its earliest open task marked as one."""
    row = _next_step.first(db, party=party_id)
    if row is None:
        return None
    return StepRow(
        row.id, row.title, row.kind, row.due_on, row.due_time, row.staff_id, row.name or "", row.deal_id
    )
