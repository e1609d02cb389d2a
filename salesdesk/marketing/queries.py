"""Reading campaigns: the list, one campaign's head, and what prospects by source became."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, case, func, select, true

from salesdesk.base import choices
from salesdesk.base.fold import words as folded_words
from salesdesk.base.listing import ListQuery
from salesdesk.marketing.return_queries import campaign_claims, spent
from salesdesk.marketing.rules import CampaignReturn, Claim, campaign_return
from salesdesk.store import schema as s

VIEWS: Mapping[str, tuple[str, ...]] = {
    "running": ("running",),
    "planned": ("idea", "planned"),
    "finished": ("ended", "reviewed"),
    "all": ("idea", "planned", "running", "ended", "reviewed"),
}
_C = s.campaign.c


class CampaignRow(NamedTuple):
    """A campaign as its list shows it. Money in minor units; counts are of people."""

    id: int
    name: str
    status: str
    channel: str
    starts_on: date | None
    ends_on: date | None
    budget: int
    spent: int
    people: int
    responses: int
    customers: int
    returned: CampaignReturn


class CampaignHead(NamedTuple):
    """What a campaign's page says at the top and edits in place. ``facts`` are its columns by name."""

    id: int
    version: int
    name: str
    status: str
    channel: str
    starts_on: date | None
    ends_on: date | None
    staff: str
    product: str
    people: int
    in_bin: bool
    facts: Mapping[str, Any]


class CampaignSpan(NamedTuple):
    """A campaign as the calendar shows it."""

    id: int
    name: str
    status: str
    starts_on: date | None
    ends_on: date | None


class SourceRow(NamedTuple):
    """What the prospects of one source became; ``source`` "" is: nobody knows."""

    source: str
    prospects: int
    customers: int

    @property
    def share(self) -> float:
        """Customers among the prospects, 0 to 1."""
        return self.customers / self.prospects


def list_campaigns(db: Connection, query: ListQuery, limit: int | None) -> list[int]:
    """The ids of the campaigns of a view ("running", "planned", "finished", "all") that match, in order."""
    matching = [_C.search.contains(word, autoescape=True) for word in folded_words(query.text)]
    statement = (
        select(_C.id)
        .where(_C.deleted_at.is_(None), _C.status.in_(VIEWS.get(query.view, VIEWS["all"])), *matching)
        .order_by(*_order(query))
    )
    return list(db.execute(statement.limit(limit) if limit else statement).scalars())


def campaign_spans(db: Connection, start: date, end: date, most: int = 40) -> list[CampaignSpan]:
    """The campaigns with a day from ``start`` on and before ``end``, in the order they begin.

    One without an end reaches to the end of the year that is shown, one without a start is its last day.
    """
    begins = func.coalesce(_C.starts_on, _C.ends_on)
    ends = func.coalesce(_C.ends_on, end)
    rows = db.execute(
        select(_C.id, _C.name, _C.status, _C.starts_on, _C.ends_on)
        .where(_C.deleted_at.is_(None), begins.is_not(None), begins < end, ends >= start)
        .order_by(begins, _C.id)
        .limit(most)
    )
    return [CampaignSpan(*row) for row in rows]


def _order(query: ListQuery) -> list[ColumnElement[Any]]:
    counted = {"spent": _spent, "people": _people, "responses": _responses}
    if query.sort in counted:
        key: ColumnElement[Any] = counted[query.sort]()
    elif query.sort == "name":
        key = func.lower(_C.name)
    elif query.sort in ("status", "channel", "starts_on", "ends_on", "budget"):
        key = _C[query.sort]
    else:
        # Running ones by what ends first, the others by what is newest.
        running = case((_C.status == "running", _C.ends_on))
        return [running.is_(None), running, _C.starts_on.desc(), _C.id.desc()]
    return [key.desc() if query.descending else key, _C.id.desc()]


def _people() -> ColumnElement[Any]:
    m = s.campaign_member.c
    return (
        select(func.count())
        .where(m.campaign_id == _C.id, m.deleted_at.is_(None))
        .correlate(s.campaign)
        .scalar_subquery()
    )


def _responses() -> ColumnElement[Any]:
    r = s.response.c
    return (
        select(func.count(r.party_id.distinct()))
        .where(r.campaign_id == _C.id, r.deleted_at.is_(None))
        .correlate(s.campaign)
        .scalar_subquery()
    )


def _spent() -> ColumnElement[Any]:
    c = s.campaign_cost.c
    total = select(func.coalesce(func.sum(c.amount), 0)).where(c.campaign_id == _C.id, c.deleted_at.is_(None))
    return total.correlate(s.campaign).scalar_subquery()


def campaign_rows(db: Connection, ids: Sequence[int], currency: str) -> dict[int, CampaignRow]:
    """The rows of some campaigns; ``currency`` is the shop's."""
    by_campaign: dict[int, list[Claim]] = {}
    for claim in campaign_claims(db, ids, currency):
        by_campaign.setdefault(claim.campaign_id, []).append(claim)
    costs = spent(db, ids)
    facts = (_C.id, _C.name, _C.status, _C.channel, _C.starts_on, _C.ends_on, _C.budget)
    rows = db.execute(
        select(*facts, _people().label("people"), _responses().label("responses")).where(_C.id.in_(list(ids)))
    )
    out = {}
    for row in rows:
        mine, cost = by_campaign.get(row.id, []), costs.get(row.id, 0)
        out[row.id] = CampaignRow(
            row.id, row.name, row.status, row.channel, row.starts_on, row.ends_on, row.budget, cost,
            row.people, row.responses, len(_buyers(mine)), campaign_return(mine, cost),
        )  # fmt: skip
    return out


def _buyers(claimed: Collection[Claim]) -> set[int]:
    return {claim.sale.party_id or -claim.sale.id for claim in claimed}


def count_campaigns(db: Connection) -> dict[str, int]:
    """How many campaigns each view holds."""
    rows = db.execute(select(_C.status, func.count()).where(_C.deleted_at.is_(None)).group_by(_C.status))
    by_status = {row[0]: row[1] for row in rows}
    return {view: sum(by_status.get(status, 0) for status in statuses) for view, statuses in VIEWS.items()}


def campaign_head(db: Connection, campaign_id: int) -> CampaignHead | None:
    """The head of a campaign's page; None when there is no such campaign."""
    row = db.execute(
        select(
            s.campaign, s.staff_member.c.name.label("staff"), s.product.c.name.label("product"),
            _people().label("people"),
        )
        .outerjoin(s.staff_member, s.staff_member.c.id == _C.staff_id)
        .outerjoin(s.product, s.product.c.id == _C.product_id)
        .where(_C.id == campaign_id)
    ).mappings().first()  # fmt: skip
    if row is None:
        return None
    facts = {column.name: row[column] for column in s.campaign.columns}
    return CampaignHead(
        facts["id"], facts["version"], facts["name"], facts["status"], facts["channel"], facts["starts_on"],
        facts["ends_on"], row["staff"] or "", row["product"] or "", row["people"],
        facts["deleted_at"] is not None, facts,
    )  # fmt: skip


def main_channel(db: Connection, campaign_id: int) -> str:
    """A campaign's main channel; "" when there is no such campaign."""
    return str(db.execute(select(_C.channel).where(_C.id == campaign_id)).scalar() or "")


def find_campaigns(db: Connection, text: str, limit: int = 20) -> list[tuple[int, str, str]]:
    """Campaigns to choose from, open ones first: id, name and status in words."""
    matching = [_C.search.contains(word, autoescape=True) for word in folded_words(text)]
    done = case((_C.status.in_(VIEWS["finished"]), 1), else_=0)
    rows = db.execute(
        select(_C.id, _C.name, _C.status)
        .where(_C.deleted_at.is_(None), *matching)
        .order_by(done, _C.starts_on.desc(), _C.id.desc())
        .limit(limit)
    )
    return [(row.id, row.name, choices.label(choices.CAMPAIGN_STATUSES, row.status)) for row in rows]


def find_products(db: Connection, text: str, limit: int = 20) -> list[tuple[int, str, str]]:
    """Products to choose from: id, name and code."""
    p = s.product.c
    matching = [p.search.contains(word, autoescape=True) for word in folded_words(text)]
    rows = db.execute(
        select(p.id, p.name, p.code)
        .where(p.deleted_at.is_(None), p.active, *matching)
        .order_by(p.sort_name, p.id)
        .limit(limit)
    )
    return [(row.id, row.name, row.code or "") for row in rows]


def name_in(table: Table, db: Connection, row_id: int) -> str:
    """What a record is called, for a form that holds its id."""
    return str(db.execute(select(table.c.name).where(table.c.id == row_id)).scalar() or "")


def conversion_by_source(
    db: Connection, start: date | None = None, end: date | None = None
) -> list[SourceRow]:
    """For each source the parties that became prospects (in a period, both days included) and how many of
    them are customers now; the source with most prospects first.
    """
    p = s.party.c
    customers = func.sum(case((p.customer_on.is_not(None), 1), else_=0))
    rows = db.execute(
        select(p.source, func.count(), customers)
        .where(
            p.deleted_at.is_(None), p.prospect_on.is_not(None),
            p.prospect_on >= start if start else true(), p.prospect_on <= end if end else true(),
        )
        .group_by(p.source)
        .order_by(func.count().desc(), p.source)
    )  # fmt: skip
    return [SourceRow(source, n, int(won)) for source, n, won in rows]
