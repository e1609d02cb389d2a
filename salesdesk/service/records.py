"""Single rows of the department as commands need them: a case as it is, its words, what it is found by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.base.business_hours import add_business, business_between
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.service import plan_queries
from salesdesk.service.rules import search_text
from salesdesk.store import schema as s
from salesdesk.store.database import Store


def case_row(store: Store, case_id: int) -> dict[str, Any]:
    """A case as it is. Raises `UserError` when it is gone."""
    with store.reading() as db:
        row = db.execute(select(s.service_case).where(s.service_case.c.id == case_id)).mappings().first()
    if row is None or row["deleted_at"] is not None:
        raise UserError(_("This case is no longer there. Look in the Bin or in History."))
    return dict(row)


def case_words(row: Mapping[str, Any]) -> str:
    """What a case is called in the words of a step: its number and problem."""
    return f"{row['number']} {row['title']}" if row["number"] else str(row["title"])


def case_search(db: Connection, facts: Mapping[str, Any]) -> str:
    """What a case is found by: number, problem, customer, product and serial number."""
    p, item = s.party.c, s.owned_item.c
    name = db.execute(select(p.name).where(p.id == facts.get("party_id"))).scalar()
    product = db.execute(select(s.product.c.name).where(s.product.c.id == facts.get("product_id"))).scalar()
    serial = db.execute(select(item.serial).where(item.id == facts.get("owned_item_id"))).scalar()
    return search_text(
        facts.get("number"), facts.get("code"), facts.get("title"), name, product, serial, facts.get("topic")
    )


def resumed(store: Store, db: Connection, row: Mapping[str, Any]) -> dict[str, Any]:
    """What changes when a case stops waiting: its promise moves on by the business time it waited."""
    since, due = row["waiting_since"], row["promised_at"]
    if since is None:
        return {}
    hours = plan_queries.shop_hours(db)
    waited = business_between(hours, since, store.now())
    facts: dict[str, Any] = {
        "waiting_since": None,
        "paused_minutes": row["paused_minutes"] + round(waited / timedelta(minutes=1)),
    }
    if due is not None and due > since:
        facts["promised_at"] = add_business(hours, due, waited)
    return facts
