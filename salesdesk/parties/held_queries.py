"""Which tables hold anything of a party: one question, so that those that hold nothing need not be asked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, literal_column, select

from salesdesk.store import schema as s
from salesdesk.store.prepared import prepared

_BY_PARTY = (
    "interaction", "task", "deal", "quote", "sale", "payment", "service_case", "owned_item",
    "campaign_member", "response",
)  # fmt: skip


@prepared
def _held() -> Select[Any]:
    p = s.party.c
    party: BindParameter[int] = bindparam("party")
    found: dict[str, ColumnElement[bool]] = {name: s.TABLES[name].c.party_id == party for name in _BY_PARTY}
    found |= {
        "campaign": (p.id == party) & p.campaign_id.is_not(None),
        "works_here": p.organisation_id == party,
        "came_by": p.referred_by_id == party,
    }
    one: ColumnElement[int] = literal_column("1")
    some: Any = [select(one).where(where).exists().label(name) for name, where in found.items()]
    return select(*some)


def held_of(db: Connection, party_id: int) -> frozenset[str]:
    """The tables with rows of a party, those in the Bin counted; "campaign" when it came by one itself,
    "works_here" and "came_by" when other people point to it so."""
    row = _held.first(db, party=party_id)
    return frozenset(name for name, some in row._asdict().items() if some)
