"""Whom a campaign may write to or call, why others are left out, and each person's own words for a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from salesdesk.base.listing import ListQuery
from salesdesk.base.periods import format_day
from salesdesk.documents.message_rules import first_name
from salesdesk.marketing.records import chunks
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.search import find_parties

_M, _P, _I = s.campaign_member.c, s.party.c, s.owned_item.c
VIEWS = ("waiting", "reached", "left_out", "all")
REASONS = ("refused", "other_channel", "not_asked", "no_address")
_ADDRESSES: Mapping[str, ColumnElement[Any]] = {
    "message": _P.phone, "phone": _P.phone, "email": _P.email, "direct_mail": _P.address,
    "leaflet": _P.address,
}  # fmt: skip
_ASKED = ("message", "phone", "email")
"""Channels that reach into somebody's own time: they need that person's word."""


class Addressee(NamedTuple):
    """Somebody on the list. ``reason`` is one of `REASONS`, "" for somebody who may be spoken to."""

    id: int
    name: str
    form_of_address: str
    phone: str
    email: str
    address: str
    reached_on: date | None
    reason: str


class ToCall(NamedTuple):
    """Somebody on a list to call from; ``about`` is the product it is about, "" for none known."""

    id: int
    name: str
    phone: str
    about: str


class Tally(NamedTuple):
    """How many people each view holds, and how many are left out for each reason."""

    views: Mapping[str, int]
    reasons: Mapping[str, int]


class Outreach:
    """The list of one campaign seen through one channel, as the two queries of a `RowSource`.

    ``unasked`` takes people along who were never asked for their consent.
    """

    def __init__(self, campaign_id: int, channel: str, unasked: bool = False) -> None:
        self.campaign_id, self.channel, self.unasked = campaign_id, channel, unasked

    def _reason(self) -> ColumnElement[str]:
        steps: list[tuple[ColumnElement[bool], str]] = [(_P.consent == "no", "refused")]
        if self.channel in _ASKED:
            if not self.unasked:
                steps.append((_P.consent == "", "not_asked"))
            steps.append((_P.consent.not_in(("", "yes", self.channel)), "other_channel"))
        address = _ADDRESSES.get(self.channel)
        if address is not None:
            steps.append((address == "", "no_address"))
        return case(*steps, else_="")

    def _members(self) -> Select[Any]:
        return (
            select(_P.id)
            .join(s.campaign_member, _M.party_id == _P.id)
            .where(_M.campaign_id == self.campaign_id, _M.deleted_at.is_(None), _P.deleted_at.is_(None))
        )

    def _view(self, view: str) -> Select[Any]:
        reason = self._reason()
        if view == "reached":
            return self._members().where(_M.reached_on.is_not(None))
        if view == "left_out":
            return self._members().where(_M.reached_on.is_(None), reason != "")
        if view == "all":
            return self._members()
        return self._members().where(_M.reached_on.is_(None), reason == "")

    def ids(self, db: Connection, query: ListQuery, limit: int | None) -> list[int]:
        """The ids of a view ("waiting", "reached", "left_out", "all") by name."""
        statement = self._view(query.view)
        if query.text.strip():
            statement = statement.where(_P.id.in_(find_parties(db, query.text)))
        statement = statement.order_by(_P.sort_name, _P.id)
        return list(db.execute(statement.limit(limit) if limit else statement).scalars())

    def rows(self, db: Connection, ids: Iterable[int]) -> dict[int, Addressee]:
        """Some of the people."""
        wanted = (
            _P.id, _P.name, _P.form_of_address, _P.phone, _P.email, _P.address, _P.code, _M.reached_on,
            self._reason().label("reason"),
        )  # fmt: skip
        out: dict[int, Addressee] = {}
        for chunk in chunks(ids):
            for row in db.execute(self._members().with_only_columns(*wanted).where(_P.id.in_(chunk))):
                name = row.name or row.phone or row.email or row.code or "—"
                out[row.id] = Addressee(
                    row.id, name, row.form_of_address, row.phone, row.email, row.address, row.reached_on,
                    row.reason,
                )  # fmt: skip
        return out

    def tally(self, db: Connection) -> Tally:
        """The numbers on the views and behind "left out"."""
        reason, waiting = self._reason().label("reason"), _M.reached_on.is_(None).label("waiting")
        rows = db.execute(
            self._members().with_only_columns(reason, waiting, func.count()).group_by(reason, waiting)
        ).all()
        reasons = {key: sum(n for why, wait, n in rows if wait and why == key) for key in REASONS}
        reached = sum(n for _why, wait, n in rows if not wait)
        ready = sum(n for why, wait, n in rows if wait and not why)
        left = sum(reasons.values())
        return Tally(
            {"waiting": ready, "reached": reached, "left_out": left, "all": ready + reached + left}, reasons
        )


def shop_words(store: Store, language: str) -> dict[str, str]:
    """The words that are the same for everybody: the shop, who writes, today."""
    with store.reading() as db:
        staff = select(s.staff_member.c.name).where(s.staff_member.c.id == (store.staff_id or 0))
        name = str(db.execute(staff).scalar() or "")
    return {
        "shop": store.setting("shop_name"), "shop_phone": store.setting("paper_phone"),
        "staff": first_name(name, store.setting("language", "en")) if name else "",
        "date": format_day(store.today(), language),
    }  # fmt: skip


def own_words(
    db: Connection, people: Sequence[Addressee], campaign_id: int | None, name_order: str
) -> dict[int, dict[str, str]]:
    """Each person's own words by placeholder; ``name_order`` is the language names are written in.

    The product is the one the person got last, else the campaign's.
    """
    code, product = _campaign_words(db, campaign_id)
    owned: dict[int, str] = {}
    for chunk in chunks(person.id for person in people):
        newest = (
            select(_I.party_id, func.max(_I.id).label("id"))
            .where(_I.party_id.in_(chunk), _I.product_id.is_not(None), _I.deleted_at.is_(None))
            .group_by(_I.party_id)
            .subquery()
        )
        rows = (
            select(newest.c.party_id, s.product.c.name)
            .join(s.owned_item, _I.id == newest.c.id)
            .join(s.product, s.product.c.id == _I.product_id)
        )
        owned.update({row[0]: row[1] for row in db.execute(rows)})
    return {
        person.id: {
            "name": person.name, "first_name": first_name(person.name, name_order),
            "form_of_address": person.form_of_address, "product": owned.get(person.id, product),
            "offer_code": code,
        }
        for person in people
    }  # fmt: skip


def people_to_call(db: Connection, campaign_id: int, unasked: bool, name_order: str) -> list[ToCall]:
    """Everybody who waits for a call and may get one, by name."""
    calling = Outreach(campaign_id, "phone", unasked)
    ids = calling.ids(db, ListQuery("waiting"), None)
    rows = calling.rows(db, ids)
    people = [rows[i] for i in ids if i in rows]
    words = own_words(db, people, campaign_id, name_order)
    return [
        ToCall(
            person.id, " ".join(filter(None, (person.form_of_address, person.name))), person.phone,
            words[person.id]["product"],
        )
        for person in people
    ]  # fmt: skip


def _campaign_words(db: Connection, campaign_id: int | None) -> tuple[str, str]:
    c, o, p = s.campaign.c, s.offer_code.c, s.product.c
    if campaign_id is None:
        return "", ""
    code = db.execute(
        select(o.code).where(o.campaign_id == campaign_id, o.deleted_at.is_(None)).order_by(o.id).limit(1)
    ).scalar()
    product = db.execute(
        select(p.name, c.product_line)
        .select_from(s.campaign)
        .outerjoin(s.product, p.id == c.product_id)
        .where(c.id == campaign_id)
    ).first()
    return str(code or ""), (product[0] or product[1] or "") if product else ""


def sample_person(db: Connection) -> Addressee | None:
    """Somebody by whom a text may be tried out: a customer with a name; None in an empty book."""
    row = db.execute(
        select(_P.id, _P.name, _P.form_of_address, _P.phone, _P.email, _P.address)
        .where(_P.name != "", _P.deleted_at.is_(None), _P.kind == "person")
        .order_by(_P.state.in_(("customer", "repeat")).desc(), _P.sort_name)
        .limit(1)
    ).first()
    return Addressee(*row, None, "") if row else None


def sample_words(store: Store, language: str, campaign_id: int | None = None) -> dict[str, str]:
    """The words of a sample person by placeholder; what nobody knows is left out, so that its braces stay."""
    words = shop_words(store, language)
    with store.reading() as db:
        person = sample_person(db)
        if person is not None:
            words |= own_words(db, [person], campaign_id, store.setting("language", "en"))[person.id]
    return {key: word for key, word in words.items() if word or key == "form_of_address"}
