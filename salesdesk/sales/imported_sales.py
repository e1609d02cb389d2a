"""Writing sales that another program made: issued there, so they keep its number and take none of ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, select, update

from salesdesk.exchange.importer import Memory, Values, insert_rows
from salesdesk.parties.commands import became_customer
from salesdesk.parties.records import party_name
from salesdesk.sales.records import search_text
from salesdesk.store import schema as s
from salesdesk.store.database import Store

_CHUNK = 500


def note_sale(memory: Memory, party_id: int | None, on: date) -> None:
    """Remember that a party bought on a day, for `settle_customers`."""
    if party_id is not None:
        memory.setdefault("bought", {}).setdefault(party_id, []).append(on)


def write_imported(store: Store, db: Connection, memory: Memory) -> None:
    """Insert the sales that wait in ``memory["sales"]``: (header, lines, what was paid or None for all)."""
    sales: list[Values] = []
    lines: list[Values] = []
    payments: list[Values] = []
    names: dict[int | None, str] = memory.setdefault("names", {})
    for header, parts, paid in memory.pop("sales", ()):
        sale = _sale(store, header, parts, paid)
        party_id = sale["party_id"]
        if party_id not in names:
            names[party_id] = party_name(db, party_id) if party_id else ""
        sale["search"] = search_text(sale["code"], names[party_id], *(line["words"] for line in parts[:20]))
        sales.append(sale)
        lines += [{"discount_rate": 0, **line, "sale_id": sale["id"]} for line in parts]
        if sale["paid"]:
            payments.append(_payment(sale))
    insert_rows(db, s.sale, sales)
    insert_rows(db, s.sale_line, lines)
    insert_rows(db, s.payment, payments)


def _sale(store: Store, header: Values, lines: Sequence[Values], paid: int | None) -> Values:
    net, tax = sum(line["net"] for line in lines), sum(line["tax"] for line in lines)
    on: date = header["sold_on"]
    total = net + tax
    # A file that does not speak of payments is history: what nobody asked for yet is not "owed".
    paid = total if paid is None else min(paid, total)
    return {
        "due_on": on if paid < total else None,
        "place": "",
        "notes": "",
        "deal_id": None,
        "campaign_id": None,
        **header,
        "status": "issued",
        "issued_at": datetime.combine(on, time(12), store.zone).astimezone(UTC),
        "currency": store.currency,
        "net": net,
        "tax": tax,
        "total": total,
        "paid": paid,
        "cost": sum(line["cost"] for line in lines),
    }


def _payment(sale: Values) -> Values:
    return {
        "sale_id": sale["id"],
        "party_id": sale["party_id"],
        "amount": sale["paid"],
        "currency": sale["currency"],
        "paid_on": sale["sold_on"],
        "method": "other",
        "staff_id": sale["staff_id"],
    }


def settle_customers(store: Store, db: Connection, memory: Memory) -> None:
    """At the end of an import: who bought is a customer since the first day, and later sales are repeats."""
    bought: dict[int, list[date]] = memory.get("bought", {})
    for party_id, days in bought.items():
        days.sort()
        became_customer(store, party_id, days[0])
        if len(days) > 1:
            became_customer(store, party_id, days[1])
    ids = list(bought)
    for at in range(0, len(ids), _CHUNK):
        _mark_repeats(db, ids[at : at + _CHUNK])


def _mark_repeats(db: Connection, party_ids: Sequence[int]) -> None:
    c = s.sale.c
    rows = db.execute(
        select(c.id, c.party_id, c.repeat)
        .where(c.party_id.in_(party_ids), c.kind == "sale", c.status == "issued", c.deleted_at.is_(None))
        .order_by(c.party_id, c.sold_on, c.id)
    ).all()
    later: list[int] = []
    before: Any = None
    for row in rows:
        if row.party_id == before and not row.repeat:
            later.append(row.id)
        before = row.party_id
    for at in range(0, len(later), _CHUNK):
        db.execute(update(s.sale).where(c.id.in_(later[at : at + _CHUNK])).values(repeat=True))
