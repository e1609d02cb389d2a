"""A few people and things to sell, made through commands, for the tests of selling."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from salesdesk.parties.commands import add_party
from salesdesk.sales.deal_commands import add_deal
from salesdesk.sales.product_commands import add_product
from salesdesk.sales.rules import CareStepDraft, LineDraft
from salesdesk.sales.sale_commands import add_sale
from salesdesk.store import schema as s

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
TODAY = date(2026, 5, 14)
FILTERS = CareStepDraft("Change filters 1-3", "maintenance", after_months=6, repeat_months=6)


def person(store: Any, name: str = "Laura Bennett") -> int:
    """A customer to be."""
    return add_party(store, name=name, phone="")


def purifier(store: Any, **facts: Any) -> int:
    """A product with tax, a warranty, a cost and a care step; $480 before 10 % tax."""
    given = {
        "name": "10-stage RO",
        "code": "KAR-10",
        "price": 48_000,
        "cost": 30_000,
        "tax_rate": 1_000,
        "warranty_months": 24,
    }
    return add_product(store, care=(FILTERS,), **{**given, **facts})


def deal(store: Any, **facts: Any) -> int:
    """An open deal about the purifier, $528."""
    given: dict[str, Any] = {"title": "10-stage RO", "amount": 52_800}
    if "party_id" not in facts:
        given["party_id"] = person(store)
    if "product_id" not in facts:
        given["product_id"] = purifier(store)
    return add_deal(store, **{**given, **facts})


def sale(store: Any, total: int = 10_000, **facts: Any) -> int:
    """An issued sale of one free line without tax."""
    given: dict[str, Any] = {"party_id": person(store)} if "party_id" not in facts else {}
    return add_sale(
        store, lines=[LineDraft(words="Filters", unit_price=total)], after_sale=[], **{**given, **facts}
    )


def row(store: Any, table: str, row_id: int) -> Any:
    """A row as it is."""
    found = s.TABLES[table]
    with store.reading() as db:
        return db.execute(found.select().where(found.c.id == row_id)).one()


def rows(store: Any, table: str, **where: Any) -> list[Any]:
    """Live rows with these values."""
    found = s.TABLES[table]
    with store.reading() as db:
        query = found.select().where(found.c.deleted_at.is_(None)).order_by(found.c.id)
        for key, value in where.items():
            query = query.where(found.c[key] == value)
        return list(db.execute(query).all())
