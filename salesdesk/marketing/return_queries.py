"""What campaigns brought in: the sales they may claim, with the evidence for each, and their return."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, literal, null, select, true

from salesdesk.marketing.records import chunks
from salesdesk.marketing.rules import CampaignReturn, Claim, Evidence, SaleFacts, campaign_return, claims
from salesdesk.store import schema as s

_SALE = s.sale.c


class LastReturn(NamedTuple):
    """How the campaign before this one did."""

    name: str
    returned: CampaignReturn


def campaign_claims(
    db: Connection, campaign_ids: Collection[int], currency: str, party_ids: Collection[int] | None = None
) -> list[Claim]:
    """The sales that campaigns may claim, of all parties or of some. Other currencies are left out.

    A code, a reply and a contact noted on the list speak for the party's sales in the window after it;
    a campaign chosen by hand on a sale or its deal speaks for that sale, one chosen on a party for the
    window after it became a prospect.
    """
    of_some = true() if party_ids is None else _SALE.party_id.in_(list(party_ids))
    statements = (statement.where(of_some) for statement in _evidence(list(campaign_ids)))
    found = (row for statement in statements for row in db.execute(statement))
    rows = [row for row in found if _counts(row, currency)]
    returned = _credited(db, {row.id for row in rows})
    sales: dict[int, SaleFacts] = {}
    pieces = []
    for row in rows:
        net, cost = returned.get(row.id, (0, 0))
        sales[row.id] = SaleFacts(row.id, row.party_id, row.sold_on, row.net - net, row.cost - cost)
        sale_id = row.id if row.since is None else None
        pieces.append(Evidence(row.campaign_id, row.party_id, sale_id, row.trust, row.since))
    return claims(sales.values(), pieces)


def _evidence(ids: list[int]) -> Iterator[Select[Any]]:
    r, m, d, p = s.response.c, s.campaign_member.c, s.deal.c, s.party.c
    replied = r.campaign_id.in_(ids) & r.deleted_at.is_(None)
    yield (
        _sales(r.campaign_id, r.trust, r.responded_on)
        .join(s.response, (r.party_id == _SALE.party_id) & (_SALE.sold_on >= r.responded_on))
        .where(replied, r.sale_id.is_(None))
    )
    yield _sales(r.campaign_id, r.trust).join(s.response, r.sale_id == _SALE.id).where(replied)
    yield (
        _sales(m.campaign_id, literal("likely"), m.reached_on)
        .join(s.campaign_member, (m.party_id == _SALE.party_id) & (_SALE.sold_on >= m.reached_on))
        .where(m.campaign_id.in_(ids), m.deleted_at.is_(None))
    )
    weak = literal("weak")
    yield _sales(_SALE.campaign_id, weak).where(_SALE.campaign_id.in_(ids))
    yield (
        _sales(d.campaign_id, weak)
        .join(s.deal, d.id == _SALE.deal_id)
        .where(d.campaign_id.in_(ids), d.deleted_at.is_(None))
    )
    yield (
        _sales(p.campaign_id, weak, p.prospect_on)
        .join(s.party, (p.id == _SALE.party_id) & (_SALE.sold_on >= p.prospect_on))
        .where(p.campaign_id.in_(ids), p.deleted_at.is_(None))
    )


def _sales(
    campaign_id: ColumnElement[Any], trust: ColumnElement[Any], since: ColumnElement[Any] | None = None
) -> Select[Any]:
    # Drafts and credit notes are sifted out afterwards: asked for here, "issued" would look like a good way
    # in, and every sale of the shop would be read.
    return select(
        campaign_id.label("campaign_id"), trust.label("trust"),
        (null() if since is None else since).label("since"),
        _SALE.id, _SALE.party_id, _SALE.sold_on, _SALE.net, _SALE.cost, _SALE.currency,
        _SALE.status, _SALE.kind, _SALE.deleted_at,
    ).select_from(s.sale)  # fmt: skip


def _counts(row: Any, currency: str) -> bool:
    sold = row.status == "issued" and row.kind == "sale" and row.deleted_at is None
    return sold and row.currency in ("", currency)


def _credited(db: Connection, sale_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    out: dict[int, tuple[int, int]] = {}
    for chunk in chunks(sale_ids):
        rows = db.execute(
            select(_SALE.credit_of_id, func.sum(_SALE.net), func.sum(_SALE.cost))
            .where(_SALE.credit_of_id.in_(chunk), _SALE.status == "issued", _SALE.deleted_at.is_(None))
            .group_by(_SALE.credit_of_id)
        )
        out.update({sale_id: (net, cost) for sale_id, net, cost in rows})
    return out


def spent(db: Connection, campaign_ids: Collection[int]) -> dict[int, int]:
    """What campaigns have cost so far, in minor units."""
    c = s.campaign_cost.c
    rows = db.execute(
        select(c.campaign_id, func.sum(c.amount))
        .where(c.campaign_id.in_(list(campaign_ids)), c.deleted_at.is_(None))
        .group_by(c.campaign_id)
    )
    return {campaign_id: int(amount) for campaign_id, amount in rows}


def returns_of(db: Connection, campaign_ids: Collection[int], currency: str) -> dict[int, CampaignReturn]:
    """What each of some campaigns returned."""
    by_campaign: dict[int, list[Claim]] = {}
    for claim in campaign_claims(db, campaign_ids, currency):
        by_campaign.setdefault(claim.campaign_id, []).append(claim)
    costs = spent(db, campaign_ids)
    return {i: campaign_return(by_campaign.get(i, ()), costs.get(i, 0)) for i in campaign_ids}


def last_return(db: Connection, campaign_id: int, currency: str) -> LastReturn | None:
    """How the campaign did that ended last before this one began; None without one that cost anything."""
    c = s.campaign.c
    starts_on = db.execute(select(c.starts_on).where(c.id == campaign_id)).scalar()
    if starts_on is None:
        return None
    before = db.execute(
        select(c.id, c.name)
        .where(
            c.id != campaign_id,
            c.ends_on < starts_on,
            c.deleted_at.is_(None),
            c.status.in_(("ended", "reviewed")),
        )
        .order_by(c.ends_on.desc(), c.id.desc())
        .limit(1)
    ).first()
    if before is None:
        return None
    returned = returns_of(db, [before.id], currency)[before.id]
    return LastReturn(before.name, returned) if returned.high is not None else None
