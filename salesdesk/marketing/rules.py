"""How marketing counts: which sale a campaign may claim and how surely, what it returned, its funnel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

WINDOW_DAYS = 60
"""A sale at most so many days after a contact or a reply may be its doing."""
STRENGTH: Mapping[str, int] = {"proof": 3, "likely": 2, "weak": 1}
FEW = 10
"""Below this a share says nothing and is not shown; below `SOME` it is shown with a warning."""
SOME = 30


class Evidence(NamedTuple):
    """Why a sale may come from a campaign.

    With ``sale_id`` it speaks of that sale alone; otherwise of the party's sales from ``on`` until
    `WINDOW_DAYS` later. ``trust`` is "proof", "likely" or "weak".
    """

    campaign_id: int
    party_id: int | None
    sale_id: int | None
    trust: str
    on: date | None


class SaleFacts(NamedTuple):
    """An issued sale: ``net`` and ``cost`` in minor units, after its credit notes."""

    id: int
    party_id: int | None
    sold_on: date | None
    net: int
    cost: int


class Claim(NamedTuple):
    """A sale that a campaign may claim, with the best evidence there is."""

    campaign_id: int
    sale: SaleFacts
    trust: str


class CampaignReturn(NamedTuple):
    """What came of a campaign: money in minor units, returns as ratios (1.6 is 160 %).

    ``low`` counts only sales with proof, ``high`` those with any evidence; both are None when nothing
    was spent, because then there is no return, only a margin.
    """

    sales: int
    revenue: int
    profit: int
    proof_sales: int
    proof_profit: int
    cost: int
    low: float | None
    high: float | None

    @property
    def margin(self) -> float | None:
        """Gross profit as a share of revenue; None without revenue."""
        return self.profit / self.revenue if self.revenue else None


def claims(sales: Iterable[SaleFacts], evidence: Iterable[Evidence]) -> list[Claim]:
    """The sales that campaigns may claim. A sale counts once in a campaign, with its best evidence."""
    facts = list(sales)
    by_sale = {sale.id: sale for sale in facts}
    by_party: dict[int, list[SaleFacts]] = {}
    for sale in facts:
        if sale.party_id is not None:
            by_party.setdefault(sale.party_id, []).append(sale)
    best: dict[tuple[int, int], Claim] = {}
    for piece in evidence:
        for sale in _spoken_of(piece, by_sale, by_party):
            known = best.get((piece.campaign_id, sale.id))
            if known is None or STRENGTH[piece.trust] > STRENGTH[known.trust]:
                best[piece.campaign_id, sale.id] = Claim(piece.campaign_id, sale, piece.trust)
    return list(best.values())


def _spoken_of(
    piece: Evidence, by_sale: Mapping[int, SaleFacts], by_party: Mapping[int, Sequence[SaleFacts]]
) -> Sequence[SaleFacts]:
    if piece.sale_id is not None:
        sale = by_sale.get(piece.sale_id)
        return [sale] if sale else []
    if piece.party_id is None or piece.on is None:
        return []
    return [sale for sale in by_party.get(piece.party_id, ()) if within_window(piece.on, sale.sold_on)]


def within_window(contact_on: date, sold_on: date | None) -> bool:
    """Whether a sale is not before the contact and at most `WINDOW_DAYS` after it."""
    return sold_on is not None and 0 <= (sold_on - contact_on).days <= WINDOW_DAYS


def campaign_return(claimed: Iterable[Claim], cost: int) -> CampaignReturn:
    """What one campaign returned, from the sales it may claim and what it cost (minor units)."""
    sales = revenue = profit = proof_sales = proof_profit = 0
    for claim in claimed:
        gain = claim.sale.net - claim.sale.cost
        sales += 1
        revenue += claim.sale.net
        profit += gain
        if claim.trust == "proof":
            proof_sales += 1
            proof_profit += gain
    low = (proof_profit - cost) / cost if cost > 0 else None
    high = (profit - cost) / cost if cost > 0 else None
    return CampaignReturn(sales, revenue, profit, proof_sales, proof_profit, cost, low, high)


class FunnelStep(NamedTuple):
    """A step of the funnel. ``share`` is of the step above, None where that would say nothing.
    ``wording.step_name`` gives its name.

    ``above`` is the number of that step (of the audience, for the first).
    """

    key: str
    people: int
    above: int
    share: float | None


TOP_OF_FUNNEL = ("reached", "replied", "qualified")
BOTTOM_OF_FUNNEL = ("called", "quoted", "bought")


def funnel(audience: int, counts: Mapping[str, int]) -> list[FunnelStep]:
    """The six steps with each one's share of the step above; ``audience`` is the number of members."""
    out: list[FunnelStep] = []
    above = audience
    for key in (*TOP_OF_FUNNEL, *BOTTOM_OF_FUNNEL):
        people = counts.get(key, 0)
        sound = above >= FEW and people <= above
        out.append(FunnelStep(key, people, above, people / above if sound else None))
        above = people
    return out


def cost_per_lead(spent: int, leads: int, exponent: int) -> int | None:
    """What one lead cost, in minor units rounded as one speaks of it; None without leads.

    Three leading digits of a currency without cents, whole units of one with (``exponent`` decimals).
    """
    if leads <= 0 or spent <= 0:
        return None
    exact = spent / leads
    unit = int(10**exponent)
    if exponent and exact >= unit:
        return round(exact / unit) * unit
    if not exponent and exact >= 1_000:
        return round(exact / 1_000) * 1_000
    return round(exact)
