"""Reading what is for sale: the list, the picker, one product with the care it brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from salesdesk.base.fold import fold
from salesdesk.base.listing import ListQuery
from salesdesk.sales.rules import CareStepDraft, price_on, promo_runs
from salesdesk.store import schema as s
from salesdesk.store.search import find_ids

VIEWS = ("active", "goods", "service", "promo", "retired")
_C = s.product.c


class ProductRow(NamedTuple):
    """A product in a list; prices in minor units before tax.

    ``price_now`` is today's, ``promo`` says whether that is an offer.
    """

    id: int
    code: str | None
    name: str
    kind: str
    group_name: str
    price: int
    price_now: int
    promo: bool
    promo_to: date | None
    cost: int
    tax_rate: int
    warranty_months: int
    maintenance_months: int
    active: bool


class Pick(NamedTuple):
    """A product in the picker, with all that a new line takes from it."""

    id: int
    name: str
    code: str | None
    unit: str
    price: int
    tax_rate: int
    cost: int
    warranty_months: int
    goes_with: str
    kind: str = "goods"


class ProductPage(NamedTuple):
    """One product for its form: its columns by name and its after-sale steps."""

    facts: Mapping[str, Any]
    care: Sequence[CareStepDraft]


def _running(today: date) -> ColumnElement[bool]:
    return (
        _C.promo_price.is_not(None)
        & or_(_C.promo_from.is_(None), _C.promo_from <= today)
        & or_(_C.promo_to.is_(None), _C.promo_to >= today)
    )


def _of_view(view: str, today: date) -> ColumnElement[bool]:
    live = _C.deleted_at.is_(None)
    conditions = {
        "goods": live & (_C.active == 1) & (_C.kind == "goods"),
        "service": live & (_C.active == 1) & (_C.kind == "service"),
        "promo": live & (_C.active == 1) & _running(today),
        "retired": live & (_C.active == 0),
    }
    return conditions.get(view, live & (_C.active == 1))


def count_views(db: Connection, today: date) -> dict[str, int]:
    """How many products each saved filter holds."""
    sums = [
        func.coalesce(func.sum(case((_of_view(view, today), 1), else_=0)), 0).label(view) for view in VIEWS
    ]
    row = db.execute(select(*sums)).mappings().one()
    return {view: int(row[view]) for view in VIEWS}


_SORTS: Mapping[str, ColumnElement[Any]] = {
    "name": _C.sort_name,
    "code": _C.code,
    "group_name": _C.group_name,
    "price": _C.price,
}


def list_product_ids(db: Connection, query: ListQuery, limit: int | None, today: date) -> list[int]:
    """The ids of a list of products, by name."""
    statement = select(_C.id).where(_of_view(query.view, today))
    if query.text.strip():
        statement = statement.where(_C.id.in_(find_ids(db, "product", query.text)))
    key = _SORTS.get(query.sort, _C.sort_name)
    statement = statement.order_by(key.desc() if query.descending else key.asc(), _C.id)
    return list(db.execute(statement.limit(limit)).scalars())


def products_by_id(db: Connection, ids: Sequence[int], today: date) -> dict[int, ProductRow]:
    """Products as the list shows them, by id."""
    out = {}
    for row in db.execute(select(s.product).where(_C.id.in_(ids))).mappings():
        promo = promo_runs(row["promo_price"], row["promo_from"], row["promo_to"], today)
        out[row["id"]] = ProductRow(
            row["id"],
            row["code"],
            row["name"],
            row["kind"],
            row["group_name"],
            row["price"],
            price_on(dict(row), today),
            promo,
            row["promo_to"] if promo else None,
            row["cost"],
            row["tax_rate"],
            row["warranty_months"],
            row["maintenance_months"],
            row["active"],
        )
    return out


def find_products(db: Connection, typed: str, today: date, limit: int = 8) -> list[Pick]:
    """Products for sale that match a name or code as it is typed, an exact code first; for "" all by name."""
    where = [_C.deleted_at.is_(None), _C.active == 1]
    words = typed.strip()
    order: list[ColumnElement[Any]] = [_C.sort_name]
    if words:
        same = func.lower(_C.code) == words.lower()
        where.append(or_(_C.id.in_(find_ids(db, "product", words)), same))
        begins = _C.sort_name.startswith(fold(words), autoescape=True)
        order = [case((same, 0), (begins, 1), else_=2), _C.sort_name]
    rows = db.execute(select(s.product).where(*where).order_by(*order, _C.id).limit(limit)).mappings()
    return [pick_of(dict(row), today) for row in rows]


def pick_of(product: Mapping[str, Any], today: date) -> Pick:
    """A product as the picker shows it, at today's price."""
    return Pick(
        product["id"],
        product["name"],
        product["code"],
        product["unit"],
        price_on(product, today),
        product["tax_rate"],
        product["cost"],
        product["warranty_months"],
        product["goes_with"],
        product["kind"],
    )


def picks_by_id(db: Connection, ids: Sequence[int], today: date) -> dict[int, Pick]:
    """Products as the picker shows them, by id."""
    rows = db.execute(select(s.product).where(_C.id.in_(ids))).mappings()
    return {row["id"]: pick_of(dict(row), today) for row in rows}


def product_page(db: Connection, product_id: int) -> ProductPage | None:
    """One product for its form; None when there is none."""
    row = db.execute(select(s.product).where(_C.id == product_id)).mappings().first()
    if row is None:
        return None
    c = s.care_step.c
    steps = db.execute(
        select(c.title, c.kind, c.after_days, c.after_months, c.repeat_months, c.chosen, c.id)
        .where(c.product_id == product_id, c.deleted_at.is_(None))
        .order_by(c.after_months, c.after_days, c.id)
    )
    return ProductPage(dict(row), [CareStepDraft(*step) for step in steps])
