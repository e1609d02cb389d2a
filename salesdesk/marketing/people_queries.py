"""The people on a campaign's list: who was reached, who replied and how surely, who bought."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from salesdesk.base.listing import ListQuery
from salesdesk.marketing.return_queries import campaign_claims
from salesdesk.store import schema as s
from salesdesk.store.search import find_parties

_M, _P, _R = s.campaign_member.c, s.party.c, s.response.c
_STRENGTH = case((_R.trust == "proof", 3), (_R.trust == "likely", 2), else_=1)
_TRUSTS = {3: "proof", 2: "likely", 1: "weak"}
VIEWS = ("all", "not_reached", "reached", "replied", "bought")


class MemberRow(NamedTuple):
    """Somebody on a campaign's list. ``id`` is the party's; ``trust`` "" means no reply yet;
    ``bought`` is what the campaign may claim, in minor units after credit notes.
    """

    id: int
    name: str
    phone: str
    area: str
    state: str
    channel: str
    reached_on: date | None
    trust: str
    replied_on: date | None
    words: str
    bought: int


class ReplyRow(NamedTuple):
    """One reply of a person to a campaign."""

    id: int
    trust: str
    responded_on: date | None
    channel: str
    words: str
    code: str


class People:
    """The list of one campaign, as the two queries of a `RowSource`."""

    def __init__(self, campaign_id: int, currency: str) -> None:
        self.campaign_id = campaign_id
        self._currency = currency

    def ids(self, db: Connection, query: ListQuery, limit: int | None) -> list[int]:
        """The ids of the people of a view ("all", "not_reached", "reached", "replied", "bought") in order."""
        statement = self._members(query.view, db)
        if query.text.strip():
            statement = statement.where(_P.id.in_(find_parties(db, query.text)))
        statement = statement.order_by(*_order(query, self._replies()))
        return list(db.execute(statement.limit(limit) if limit else statement).scalars())

    def _members(self, view: str, db: Connection) -> Select[int]:
        statement = (
            select(_P.id)
            .join(s.campaign_member, _M.party_id == _P.id)
            .where(_M.campaign_id == self.campaign_id, _M.deleted_at.is_(None), _P.deleted_at.is_(None))
        )
        if view == "not_reached":
            return statement.where(_M.reached_on.is_(None), _P.id.not_in(self._replies()))
        if view == "reached":
            return statement.where(_M.reached_on.is_not(None))
        if view == "replied":
            return statement.where(_P.id.in_(self._replies()))
        if view == "bought":
            return statement.where(_P.id.in_(list(self._bought(db))))
        return statement

    def _replies(self) -> Select[Any]:
        return select(_R.party_id).where(
            _R.campaign_id == self.campaign_id, _R.party_id.is_not(None), _R.deleted_at.is_(None)
        )

    def _bought(self, db: Connection, party_ids: Sequence[int] | None = None) -> dict[int, int]:
        out: dict[int, int] = {}
        for claim in campaign_claims(db, [self.campaign_id], self._currency, party_ids):
            if claim.sale.party_id is not None:
                out[claim.sale.party_id] = out.get(claim.sale.party_id, 0) + claim.sale.net
        return out

    def rows(self, db: Connection, ids: Sequence[int]) -> dict[int, MemberRow]:
        """The rows of some people."""
        wanted = list(ids)
        replies = self._best_replies(db, wanted)
        bought = self._bought(db, wanted)
        rows = db.execute(
            select(_P.id, _P.name, _P.phone, _P.email, _P.code, _P.area, _P.state, _M.channel, _M.reached_on)
            .join(s.campaign_member, _M.party_id == _P.id)
            .where(_M.campaign_id == self.campaign_id, _M.deleted_at.is_(None), _P.id.in_(wanted))
        )
        out = {}
        for row in rows:
            strength, replied_on, channel, words = replies.get(row.id, (0, None, "", ""))
            name = row.name or row.phone or row.email or row.code or "—"
            out[row.id] = MemberRow(
                row.id, name, row.phone, row.area, row.state, channel or row.channel, row.reached_on,
                _TRUSTS.get(strength, ""), replied_on, words, bought.get(row.id, 0),
            )  # fmt: skip
        return out

    def _best_replies(self, db: Connection, ids: list[int]) -> dict[int, tuple[int, date | None, str, str]]:
        rows = db.execute(
            select(_R.party_id, _STRENGTH.label("strength"), _R.responded_on, _R.channel, _R.words)
            .where(_R.campaign_id == self.campaign_id, _R.deleted_at.is_(None), _R.party_id.in_(ids))
            .order_by(_STRENGTH, _R.responded_on.desc(), _R.id)
        )
        return {row.party_id: (row.strength, row.responded_on, row.channel, row.words) for row in rows}

    def counts(self, db: Connection) -> dict[str, int]:
        """How many people each view holds."""
        out = {}
        for view in VIEWS:
            people = self._members(view, db).subquery()
            out[view] = int(db.execute(select(func.count()).select_from(people)).scalar_one())
        return out


def _order(query: ListQuery, replies: Select[Any]) -> list[ColumnElement[Any]]:
    if query.sort == "name":
        key: ColumnElement[Any] = _P.sort_name
    elif query.sort in ("reached_on", "channel"):
        key = _M[query.sort]
    elif query.sort in ("area", "state"):
        key = _P[query.sort]
    else:
        # Who replied comes first, then who waits to be reached.
        replied = case((_P.id.in_(replies), 0), else_=1)
        return [replied, _M.reached_on.is_not(None), _P.sort_name, _P.id]
    return [key.desc() if query.descending else key, _P.sort_name, _P.id]


def list_replies(db: Connection, campaign_id: int, party_id: int) -> list[ReplyRow]:
    """Every reply of a person to a campaign, newest first."""
    rows = db.execute(
        select(_R.id, _R.trust, _R.responded_on, _R.channel, _R.words, s.offer_code.c.code)
        .outerjoin(s.offer_code, s.offer_code.c.id == _R.offer_code_id)
        .where(_R.campaign_id == campaign_id, _R.party_id == party_id, _R.deleted_at.is_(None))
        .order_by(_R.responded_on.desc(), _R.id.desc())
    )
    return [
        ReplyRow(row.id, row.trust, row.responded_on, row.channel, row.words, row.code or "") for row in rows
    ]
