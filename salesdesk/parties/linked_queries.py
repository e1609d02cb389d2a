"""What hangs on a party: quotes, deals, sales, cases, owned things, campaigns, other people; and the Bin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from salesdesk.base import choices
from salesdesk.base.i18n import N_, _, language
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day
from salesdesk.parties.records import called
from salesdesk.store import schema as s

FEW = 5


class Linked(NamedTuple):
    """Something that hangs on a party: what opens it, what it is called, and a badge with its tone."""

    kind: str
    id: int
    title: str
    badge: str = ""
    tone: str = "neutral"


class Binned(NamedTuple):
    """A record in the Bin."""

    table: str
    id: int
    name: str
    kind: str
    deleted_at: datetime


def linked(db: Connection, party_id: int, today: date | None = None, currency: str = "USD") -> list[Linked]:
    """The newest few of everything that hangs on a party. ``today`` tells a warranty that still runs."""
    return [
        *_deals(db, party_id),
        *_quotes(db, party_id),
        *_sales(db, party_id, currency),
        *_cases(db, party_id),
        *_owned(db, party_id, today),
        *_campaigns(db, party_id),
        *_people(db, party_id),
    ]


def _deals(db: Connection, party_id: int) -> Iterable[Linked]:
    d = s.deal.c
    rows = db.execute(
        select(d.id, d.title, d.stage)
        .where(d.party_id == party_id, d.stage.in_(choices.OPEN_STAGES), d.deleted_at.is_(None))
        .order_by(d.id.desc())
        .limit(FEW)
    )
    for row in rows:
        yield Linked(
            "deal", row.id, row.title or _("Deal"), choices.label(choices.DEAL_STAGES, row.stage), "sales"
        )


_QUOTE_TONES = {"sent": "sales", "accepted": "accent", "refused": "neutral", "expired": "warn"}


def _quotes(db: Connection, party_id: int) -> Iterable[Linked]:
    q = s.quote.c
    rows = db.execute(
        select(q.id, q.number, q.status)
        .where(q.party_id == party_id, q.status != "replaced", q.deleted_at.is_(None))
        .order_by(q.id.desc())
        .limit(FEW)
    )
    for row in rows:
        title = _("Quote {number}").format(number=row.number)
        badge = choices.label(choices.QUOTE_STATUSES, row.status)
        yield Linked("quote", row.id, title, badge, _QUOTE_TONES.get(row.status, "neutral"))


def _sales(db: Connection, party_id: int, currency: str) -> Iterable[Linked]:
    c = s.sale.c
    rows = db.execute(
        select(c.id, c.number, c.code, c.kind, c.status, c.total, c.paid, c.credited, c.currency)
        .where(c.party_id == party_id, c.status != "void", c.deleted_at.is_(None))
        .order_by(c.sold_on.desc(), c.id.desc())
        .limit(FEW)
    )
    for row in rows:
        number = row.number or row.code or ""
        if row.kind != "sale":
            yield Linked("sale", row.id, _("Credit note {number}").format(number=number))
        elif row.status == "draft":
            yield Linked("sale", row.id, _("Sale"), _("Draft"))
        else:
            rest = row.total - row.paid - row.credited
            money = format_money(rest, row.currency or currency, language())
            badge = (_("{money} due").format(money=money), "warn") if rest > 0 else (_("Paid"), "accent")
            yield Linked("sale", row.id, _("Sale {number}").format(number=number), *badge)


def _cases(db: Connection, party_id: int) -> Iterable[Linked]:
    c = s.service_case.c
    rows = db.execute(
        select(c.id, c.number, c.code, c.title, c.status)
        .where(c.party_id == party_id, c.deleted_at.is_(None))
        .order_by(c.opened_at.desc())
        .limit(FEW)
    )
    for row in rows:
        badge = choices.label(choices.CASE_STATUSES, row.status)
        tone = "neutral" if row.status in choices.SOLVED_STATUSES else "service"
        yield Linked(
            "case", row.id, row.title or _("Case {number}").format(number=row.number or row.code), badge, tone
        )


def _owned(db: Connection, party_id: int, today: date | None) -> Iterable[Linked]:
    o, p = s.owned_item.c, s.product.c
    rows = db.execute(
        select(o.id, o.words, o.warranty_until, p.name)
        .select_from(s.owned_item.outerjoin(s.product, p.id == o.product_id))
        .where(o.party_id == party_id, o.deleted_at.is_(None))
        .order_by(o.id.desc())
        .limit(FEW)
    )
    for row in rows:
        badge, tone = "", "neutral"
        if row.warranty_until is not None:
            runs = today is None or row.warranty_until >= today
            day = format_day(row.warranty_until, language(), "month")
            badge, tone = (
                (_("warranty to {day}").format(day=day), "neutral")
                if runs
                else (_("out of warranty"), "warn")
            )
        yield Linked("owned_item", row.id, row.words or row.name or "—", badge, tone)


def _campaigns(db: Connection, party_id: int) -> Iterable[Linked]:
    c, m, p, r = s.campaign.c, s.campaign_member.c, s.party.c, s.response.c
    member = select(m.campaign_id).where(m.party_id == party_id, m.deleted_at.is_(None))
    brought = select(p.campaign_id).where(p.id == party_id, p.campaign_id.is_not(None))
    answered = select(r.campaign_id).where(r.party_id == party_id, r.deleted_at.is_(None))
    rows = db.execute(
        select(c.id, c.name)
        .where(c.id.in_(member) | c.id.in_(brought) | c.id.in_(answered), c.deleted_at.is_(None))
        .order_by(c.starts_on.desc(), c.id.desc())
        .limit(FEW)
    )
    for row in rows:
        yield Linked("campaign", row.id, row.name)


def _people(db: Connection, party_id: int) -> Iterable[Linked]:
    p = s.party.c
    works_here = (p.organisation_id == party_id, N_("works here"))
    came_by = (p.referred_by_id == party_id, N_("came by referral"))
    for where, words in (works_here, came_by):
        rows = db.execute(
            select(p.id, called().label("name"))
            .where(where, p.deleted_at.is_(None))
            .order_by(p.sort_name)
            .limit(FEW)
        )
        for row in rows:
            yield Linked("party", row.id, row.name, _(words), "plain")


_BIN_KINDS = {
    "party": N_("Person"),
    "deal": N_("Deal"),
    "product": N_("Product"),
    "service_case": N_("Case"),
    "campaign": N_("Campaign"),
    "quote": N_("Quote"),
    "sale": N_("Draft sale"),
    "owned_item": N_("Owned item"),
    "article": N_("Article"),
    "interaction": N_("Contact"),
    "task": N_("Task"),
    "staff_member": N_("Staff"),
    "ready_message": N_("Ready-made message"),
    "segment": N_("Saved audience"),
    "campaign_cost": N_("Campaign cost"),
    "campaign_note": N_("Campaign note"),
    "marked_event": N_("Marked event"),
    "saved_view": N_("Saved filter"),
}


_CALLED_BY = ("name", "title", "number", "words", "body", "text", "kind", "channel")


def list_bin(db: Connection, limit: int = 200) -> list[Binned]:
    """What is in the Bin, newest first; tasks that went with their party come back with it, unlisted."""
    found: list[Binned] = []
    for table, kind in _BIN_KINDS.items():
        t = s.TABLES[table]
        name = next(t.c[key] for key in _CALLED_BY if key in t.c)
        rows = select(t.c.id, (called() if table == "party" else name).label("name"), t.c.deleted_at)
        if table == "task":
            gone = select(s.party.c.id).where(s.party.c.id == t.c.party_id, s.party.c.deleted_at.is_not(None))
            rows = rows.where(~gone.exists())
        rows = rows.where(t.c.deleted_at.is_not(None)).order_by(t.c.deleted_at.desc()).limit(limit)
        found += [Binned(table, row.id, row.name or "—", _(kind), row.deleted_at) for row in db.execute(rows)]
    return sorted(found, key=lambda row: row.deleted_at, reverse=True)[:limit]
