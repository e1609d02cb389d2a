"""What hangs on a party: quotes, deals, sales, cases, owned things, campaigns, other people; and the Bin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Select, bindparam, select

from salesdesk.base import choices
from salesdesk.base.i18n import N_, _, language
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day
from salesdesk.parties.held_queries import held_of
from salesdesk.parties.records import called
from salesdesk.store import schema as s
from salesdesk.store.prepared import prepared

FEW = 5


class Linked(NamedTuple):
    """Something that hangs on a party: what opens it, what it is called, and a badge with its tone."""

    kind: str
    id: int
    title: str
    badge: str = ""
    tone: str = "neutral"


class _Whose(NamedTuple):
    """Of whom, on which day and in which money."""

    party_id: int
    today: date | None
    currency: str


class Binned(NamedTuple):
    """A record in the Bin."""

    table: str
    id: int
    name: str
    kind: str
    deleted_at: datetime


def linked(db: Connection, party_id: int, today: date | None = None, currency: str = "USD") -> list[Linked]:
    """The newest few of everything that hangs on a party. ``today`` tells a warranty that still runs."""
    held, whose = held_of(db, party_id), _Whose(party_id, today, currency)
    return [found for tables, read in _PARTS if not held.isdisjoint(tables) for found in read(db, whose)]


@prepared
def _deals_of() -> Select[Any]:
    d = s.deal.c
    return (
        select(d.id, d.title, d.stage)
        .where(d.party_id == bindparam("party"), d.stage.in_(choices.OPEN_STAGES), d.deleted_at.is_(None))
        .order_by(d.id.desc())
        .limit(FEW)
    )


def _deals(db: Connection, whose: _Whose) -> Iterable[Linked]:
    for row in _deals_of.all(db, party=whose.party_id):
        yield Linked(
            "deal", row.id, row.title or _("Deal"), choices.label(choices.DEAL_STAGES, row.stage), "sales"
        )


_QUOTE_TONES = {"sent": "sales", "accepted": "accent", "refused": "neutral", "expired": "warn"}


@prepared
def _quotes_of() -> Select[Any]:
    q = s.quote.c
    return (
        select(q.id, q.number, q.status)
        .where(q.party_id == bindparam("party"), q.status != "replaced", q.deleted_at.is_(None))
        .order_by(q.id.desc())
        .limit(FEW)
    )


def _quotes(db: Connection, whose: _Whose) -> Iterable[Linked]:
    for row in _quotes_of.all(db, party=whose.party_id):
        title = _("Quote {number}").format(number=row.number)
        badge = choices.label(choices.QUOTE_STATUSES, row.status)
        yield Linked("quote", row.id, title, badge, _QUOTE_TONES.get(row.status, "neutral"))


@prepared
def _sales_of() -> Select[Any]:
    c = s.sale.c
    return (
        select(c.id, c.number, c.code, c.kind, c.status, c.total, c.paid, c.credited, c.currency)
        .where(c.party_id == bindparam("party"), c.status != "void", c.deleted_at.is_(None))
        .order_by(c.sold_on.desc(), c.id.desc())
        .limit(FEW)
    )


def _sales(db: Connection, whose: _Whose) -> Iterable[Linked]:
    for row in _sales_of.all(db, party=whose.party_id):
        number = row.number or row.code or ""
        if row.kind != "sale":
            yield Linked("sale", row.id, _("Credit note {number}").format(number=number))
        elif row.status == "draft":
            yield Linked("sale", row.id, _("Sale"), _("Draft"))
        else:
            rest = row.total - row.paid - row.credited
            money = format_money(rest, row.currency or whose.currency, language())
            badge = (_("{money} due").format(money=money), "warn") if rest > 0 else (_("Paid"), "accent")
            yield Linked("sale", row.id, _("Sale {number}").format(number=number), *badge)


@prepared
def _cases_of() -> Select[Any]:
    c = s.service_case.c
    return (
        select(c.id, c.number, c.code, c.title, c.status)
        .where(c.party_id == bindparam("party"), c.deleted_at.is_(None))
        .order_by(c.opened_at.desc())
        .limit(FEW)
    )


def _cases(db: Connection, whose: _Whose) -> Iterable[Linked]:
    for row in _cases_of.all(db, party=whose.party_id):
        badge = choices.label(choices.CASE_STATUSES, row.status)
        tone = "neutral" if row.status in choices.SOLVED_STATUSES else "service"
        yield Linked(
            "case", row.id, row.title or _("Case {number}").format(number=row.number or row.code), badge, tone
        )


@prepared
def _owned_by() -> Select[Any]:
    o, p = s.owned_item.c, s.product.c
    return (
        select(o.id, o.words, o.warranty_until, p.name)
        .select_from(s.owned_item.outerjoin(s.product, p.id == o.product_id))
        .where(o.party_id == bindparam("party"), o.deleted_at.is_(None))
        .order_by(o.id.desc())
        .limit(FEW)
    )


def _owned(db: Connection, whose: _Whose) -> Iterable[Linked]:
    for row in _owned_by.all(db, party=whose.party_id):
        badge, tone = "", "neutral"
        if row.warranty_until is not None:
            runs = whose.today is None or row.warranty_until >= whose.today
            day = format_day(row.warranty_until, language(), "month")
            badge, tone = (
                (_("warranty to {day}").format(day=day), "neutral")
                if runs
                else (_("out of warranty"), "warn")
            )
        yield Linked("owned_item", row.id, row.words or row.name or "—", badge, tone)


@prepared
def _campaigns_of() -> Select[Any]:
    c, m, p, r = s.campaign.c, s.campaign_member.c, s.party.c, s.response.c
    member = select(m.campaign_id).where(m.party_id == bindparam("party"), m.deleted_at.is_(None))
    brought = select(p.campaign_id).where(p.id == bindparam("party"), p.campaign_id.is_not(None))
    answered = select(r.campaign_id).where(r.party_id == bindparam("party"), r.deleted_at.is_(None))
    return (
        select(c.id, c.name)
        .where(c.id.in_(member) | c.id.in_(brought) | c.id.in_(answered), c.deleted_at.is_(None))
        .order_by(c.starts_on.desc(), c.id.desc())
        .limit(FEW)
    )


def _campaigns(db: Connection, whose: _Whose) -> Iterable[Linked]:
    for row in _campaigns_of.all(db, party=whose.party_id):
        yield Linked("campaign", row.id, row.name)


def _people_by(pointer: Column[Any]) -> Select[Any]:
    p = s.party.c
    return (
        select(p.id, called().label("name"))
        .where(pointer == bindparam("party"), p.deleted_at.is_(None))
        .order_by(p.sort_name)
        .limit(FEW)
    )


@prepared
def _working_here() -> Select[Any]:
    return _people_by(s.party.c.organisation_id)


@prepared
def _came_by() -> Select[Any]:
    return _people_by(s.party.c.referred_by_id)


def _workers(db: Connection, whose: _Whose) -> Iterable[Linked]:
    for row in _working_here.all(db, party=whose.party_id):
        yield Linked("party", row.id, row.name, _("works here"), "plain")


def _referred(db: Connection, whose: _Whose) -> Iterable[Linked]:
    for row in _came_by.all(db, party=whose.party_id):
        yield Linked("party", row.id, row.name, _("came by referral"), "plain")


_PARTS: tuple[tuple[frozenset[str], Callable[[Connection, _Whose], Iterable[Linked]]], ...] = (
    (frozenset({"deal"}), _deals),
    (frozenset({"quote"}), _quotes),
    (frozenset({"sale"}), _sales),
    (frozenset({"service_case"}), _cases),
    (frozenset({"owned_item"}), _owned),
    (frozenset({"campaign_member", "response", "campaign"}), _campaigns),
    (frozenset({"works_here"}), _workers),
    (frozenset({"came_by"}), _referred),
)
"""What is read, when one of these tables holds anything of the party (see `held_queries`)."""


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
