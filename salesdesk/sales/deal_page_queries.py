"""Reading one deal for its sheet, and what was objected before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from salesdesk.base.choices import OPEN_STAGES
from salesdesk.parties.queries import called
from salesdesk.store import schema as s

_D, _P = s.deal.c, s.party.c


class DealPage(NamedTuple):
    """One deal for its sheet: its columns by name, whose it is, its objections, and where it has been."""

    facts: Mapping[str, Any]
    party: str
    product: str
    staff: str
    objections: Sequence[tuple[int, str, str]]
    moves: Sequence[StageVisit]


class StageVisit(NamedTuple):
    """When a deal came to a stage, and who moved it."""

    stage: str
    at: datetime
    staff: str


def deal_page(db: Connection, deal_id: int) -> DealPage | None:
    """One deal with everything its sheet shows; None when there is none."""
    member, move, o = s.staff_member.c, s.stage_move.c, s.objection.c
    row = (
        db.execute(
            select(
                s.deal, called().label("party"), member.name.label("staff"), s.product.c.name.label("product")
            )
            .select_from(
                s.deal.outerjoin(s.party, _P.id == _D.party_id)
                .outerjoin(s.staff_member, member.id == _D.staff_id)
                .outerjoin(s.product, s.product.c.id == _D.product_id)
            )
            .where(_D.id == deal_id)
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    objections = db.execute(
        select(o.id, o.words, o.answer).where(o.deal_id == deal_id, o.deleted_at.is_(None)).order_by(o.id)
    ).all()
    moves = db.execute(
        select(move.stage, move.at, member.name)
        .select_from(s.stage_move.outerjoin(s.staff_member, member.id == move.staff_id))
        .where(move.deal_id == deal_id, move.deleted_at.is_(None))
        .order_by(move.at, move.id)
    ).all()
    facts = {column.name: row[column.name] for column in s.deal.columns}
    visits = [StageVisit(m.stage, m.at, m.name or "") for m in moves]
    return DealPage(
        facts,
        row["party"] if facts["party_id"] else "",
        row["product"] or "",
        row["staff"] or "",
        objections,
        visits,
    )


def common_objections(db: Connection, limit: int = 8) -> list[tuple[str, str]]:
    """Objections heard before with the newest answer given, the most common first: answers to use again."""
    o = s.objection.c
    rows = db.execute(
        select(func.lower(o.words).label("folded"), func.max(o.id).label("newest"), func.count().label("n"))
        .where(o.answer != "", o.deleted_at.is_(None))
        .group_by(func.lower(o.words))
        .order_by(func.count().desc(), func.max(o.id).desc())
        .limit(limit)
    ).all()
    said = {
        r.id: (r.words, r.answer)
        for r in db.execute(select(o.id, o.words, o.answer).where(o.id.in_([r.newest for r in rows])))
    }
    return [said[r.newest] for r in rows]


def deals_of_party(db: Connection, party_id: int) -> list[int]:
    """The ids of a party's open deals, the newest first."""
    rows = (
        select(_D.id)
        .where(_D.party_id == party_id, _D.stage.in_(OPEN_STAGES), _D.deleted_at.is_(None))
        .order_by(_D.id.desc())
    )
    return list(db.execute(rows).scalars())
