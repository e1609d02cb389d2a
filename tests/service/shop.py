"""A small shop for the tests of the department: a customer, a purifier with a care plan, a sale."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, select

from salesdesk.base import clock
from salesdesk.base.fold import fold
from salesdesk.parties.commands import add_party
from salesdesk.service.commands import open_case
from salesdesk.store import schema as s
from salesdesk.store.database import Store

MONDAY = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
"""A Monday morning while the shop (in UTC unless the test says otherwise) is open."""


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The clock stands at a moment."""
    with clock.freeze(moment):
        yield


def customer(store: Store, name: str = "Ben Archer", **facts: Any) -> int:
    """Somebody who may have a problem."""
    return add_party(store, name=name, phone=facts.pop("phone", "0161 555 0177"), **facts)


def product(
    store: Store, name: str = "RO purifier KAR-9S", *, warranty: int = 24, upkeep: int = 6, **facts: Any
) -> int:
    """Something that is looked after once it is sold."""
    with store.changing("Product") as db:
        return store.insert(
            db,
            s.product,
            name=name,
            sort_name=fold(name),
            price=89_000,
            warranty_months=warranty,
            maintenance_months=upkeep,
            search=fold(name),
            **facts,
        )


def care_step(store: Store, product_id: int, **facts: Any) -> int:
    """A step of a product's care plan."""
    with store.changing("Care step") as db:
        return store.insert(db, s.care_step, product_id=product_id, **facts)


def sale(store: Store, party_id: int, *products: int, on: date = date(2026, 5, 11), pieces: int = 1) -> int:
    """An issued sale of some products."""
    with store.changing("Sale") as db:
        sale_id = store.insert(
            db, s.sale, party_id=party_id, status="issued", sold_on=on, number=f"INV-{on:%m%d}-{party_id}"
        )
        for place, product_id in enumerate(products):
            store.insert(
                db,
                s.sale_line,
                sale_id=sale_id,
                position=place,
                product_id=product_id,
                quantity=pieces * 1000,
            )
    return sale_id


def colleague(store: Store, name: str = "David", roles: str = "service") -> int:
    """Somebody else at the desk."""
    with store.changing("Staff") as db:
        return store.insert(db, s.staff_member, name=name, roles=roles)


def case_of(store: Store, **facts: Any) -> int:
    """A case, for a new customer unless one is given."""
    facts.setdefault("title", "Purifier hums")
    if "party_id" not in facts:
        facts["party_id"] = customer(store)
    return open_case(store, **facts)


def row(store: Store, table: Table, row_id: int) -> dict[str, Any]:
    """A row as it is."""
    with store.reading() as db:
        return dict(db.execute(select(table).where(table.c.id == row_id)).mappings().one())


def case(store: Store, case_id: int) -> dict[str, Any]:
    """A case as it is."""
    return row(store, s.service_case, case_id)


def tasks(store: Store, **links: int) -> list[dict[str, Any]]:
    """The tasks of a sale, case or item, open ones and done ones, by the day they are due."""
    t = s.task
    found = [t.c[key] == value for key, value in links.items()]
    with store.reading() as db:
        rows = db.execute(
            select(t).where(*found, t.c.deleted_at.is_(None)).order_by(t.c.due_on, t.c.id)
        ).mappings()
        return [dict(r) for r in rows]


def hours_later(hours: float) -> datetime:
    """So many hours after Monday morning."""
    return MONDAY + timedelta(hours=hours)
