"""Reading what customers own: the warranty list, its views, one item, and somebody's items to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from salesdesk.base.fold import fold
from salesdesk.base.listing import ListQuery
from salesdesk.parties.queries import called
from salesdesk.service.rules import WARRANTY_SOON_DAYS
from salesdesk.store import schema as s

_T = s.owned_item.c
_LIVE = _T.deleted_at.is_(None)
_NAME = func.coalesce(s.product.c.name, _T.words)


class ItemRow(NamedTuple):
    """An owned item as the warranty list shows it."""

    id: int
    product: str
    serial: str
    party_id: int
    party: str
    bought_on: date | None
    warranty_until: date | None
    next_maintenance_on: date | None
    last_maintained_on: date | None
    place: str
    product_id: int | None
    sale_id: int | None


def _view(view: str, today: date) -> ColumnElement[bool]:
    soon = today + timedelta(days=WARRANTY_SOON_DAYS)
    conditions: dict[str, ColumnElement[bool]] = {
        "in_warranty": _T.warranty_until >= today,
        "ending": and_(_T.warranty_until >= today, _T.warranty_until <= soon),
        "due": _T.next_maintenance_on <= today + timedelta(days=7),
    }
    return conditions.get(view, _LIVE)


def _order(query: ListQuery) -> list[ColumnElement[Any]]:
    sorts: dict[str, ColumnElement[Any]] = {
        "product": _NAME,
        "serial": _T.serial,
        "party": s.party.c.sort_name,
        "bought_on": _T.bought_on,
        "warranty_until": _T.warranty_until,
        "next_maintenance_on": _T.next_maintenance_on,
    }
    chosen = sorts.get(query.sort)
    if chosen is not None:
        return [chosen.is_(None), chosen.desc() if query.descending else chosen, _T.id]
    if query.view == "due":
        return [_T.next_maintenance_on, _T.id]
    if query.view in ("in_warranty", "ending"):
        return [_T.warranty_until, _T.id]
    return [_T.bought_on.is_(None), _T.bought_on.desc(), _T.id.desc()]


def list_items(db: Connection, query: ListQuery, limit: int | None, today: date) -> list[int]:
    """The ids of a view's owned items: "all", "in_warranty", "ending" (in 30 days), "due" (within a week).

    ``query.text`` narrows by product, serial number and owner, without accents.
    """
    found = [_LIVE, _view(query.view, today)]
    found += [_T.search.contains(word, autoescape=True) for word in fold(query.text).split()]
    rows = select(_T.id).select_from(_joined()).where(*found).order_by(*_order(query))
    return list(db.execute(rows.limit(limit) if limit else rows).scalars())


def _joined() -> Any:
    with_product = s.owned_item.outerjoin(s.product, s.product.c.id == _T.product_id)
    return with_product.outerjoin(s.party, s.party.c.id == _T.party_id)


def count_items(db: Connection, today: date) -> dict[str, int]:
    """How many owned items each view holds."""
    views = ("all", "in_warranty", "ending", "due")
    sums = [func.coalesce(func.sum(case((_view(v, today), 1), else_=0)), 0) for v in views]
    row = db.execute(select(*sums).select_from(s.owned_item).where(_LIVE)).one()
    return {view: int(n) for view, n in zip(views, row, strict=True)}


def item_rows(db: Connection, ids: Sequence[int]) -> dict[int, ItemRow]:
    """The rows of some owned items by their ids."""
    rows = db.execute(
        select(
            _T.id,
            _NAME,
            _T.serial,
            _T.party_id,
            called(),
            _T.bought_on,
            _T.warranty_until,
            _T.next_maintenance_on,
            _T.last_maintained_on,
            _T.place,
            _T.product_id,
            _T.sale_id,
        )
        .select_from(_joined())
        .where(_T.id.in_(list(ids)), _LIVE)
    )
    return {row[0]: ItemRow._make(row) for row in rows}


def items_of(db: Connection, party_id: int) -> list[ItemRow]:
    """What somebody owns, newest first."""
    ids = (
        db.execute(
            select(_T.id).where(_T.party_id == party_id, _LIVE).order_by(_T.bought_on.desc(), _T.id.desc())
        )
        .scalars()
        .all()
    )
    rows = item_rows(db, ids)
    return [rows[i] for i in ids if i in rows]


def items_of_sale(db: Connection, sale_id: int) -> list[ItemRow]:
    """What a sale made somebody own."""
    ids = db.execute(select(_T.id).where(_T.sale_id == sale_id, _LIVE).order_by(_T.id)).scalars().all()
    rows = item_rows(db, ids)
    return [rows[i] for i in ids if i in rows]


def item_facts(db: Connection, item_id: int) -> dict[str, Any] | None:
    """An owned item's own columns, for its form; None when it is gone."""
    row = db.execute(select(s.owned_item).where(_T.id == item_id, _LIVE)).mappings().first()
    return dict(row) if row else None


def has_bought(db: Connection, party_id: int | None) -> bool:
    """Whether somebody is a customer: an issued sale, or something they own."""
    sale = s.sale.c
    issued = select(sale.id).where(
        sale.party_id == party_id, sale.status == "issued", sale.deleted_at.is_(None)
    )
    owned = select(_T.id).where(_T.party_id == party_id, _LIVE)
    return any(db.execute(rows.limit(1)).first() is not None for rows in (issued, owned))


def known_of(db: Connection, kind: str, record_id: int) -> dict[str, int]:
    """What a new case knows when it is opened from a record: its customer, item, sale, deal or product."""
    tables = {"sale": s.sale, "deal": s.deal, "quote": s.quote, "case": s.service_case}
    if kind in tables:
        t = tables[kind]
        party_id = db.execute(select(t.c.party_id).where(t.c.id == record_id)).scalar()
        known = {"party_id": party_id} if party_id is not None else {}
        return known | ({f"{kind}_id": record_id} if kind in ("sale", "deal") else {})
    keys = {"party": "party_id", "owned_item": "owned_item_id", "product": "product_id"}
    return {keys[kind]: record_id} if kind in keys else {}
