"""What happened in the sample shop long ago, written many rows at a time as an import writes it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Table, insert

from salesdesk.app import demo_shop as d
from salesdesk.app.demo_ground import DAVID, Ground
from salesdesk.base.fold import fold
from salesdesk.base.i18n import N_
from salesdesk.base.ids import new_id
from salesdesk.base.periods import add_months
from salesdesk.store import schema as s

_THINGS = {thing.key: thing for thing in d.THINGS}


class Bought(NamedTuple):
    """A sale of one thing that was paid at once; ``dollars`` 0 means its price."""

    party: int
    on: date
    thing: str
    dollars: float = 0
    staff: int = 0
    repeat: bool = False
    code: str = ""
    campaign: int | None = None


class Helped(NamedTuple):
    """A case solved on the day it came in, ``rated`` then or later; ``first`` None: contacts not known."""

    party: int
    on: date
    title: d.Words
    fix: d.Words
    score: int | None
    minutes: int
    first: bool | None = True
    staff: int = DAVID
    number: str = ""
    item: int | None = None
    product: str = ""
    rated: date | None = None


def record_sales(g: Ground, sales: Iterable[Bought]) -> list[int]:
    """Sales with their lines, payments and what is looked after since; their ids."""
    rows: dict[Table, list[dict[str, Any]]] = {s.sale: [], s.sale_line: [], s.payment: [], s.owned_item: []}
    ids = []
    for place, sold in enumerate(sales):
        thing = _THINGS[sold.thing]
        price = g.money(sold.dollars or thing.dollars)
        cost = round(price * thing.cost)
        sale_id, line_id = new_id(), new_id()
        at = g.instant(sold.on, 15, place % 60)
        words = g.words(thing.name)
        rows[s.sale].append({
            "id": sale_id, "party_id": sold.party, "code": sold.code or g.old_number(), "status": "issued",
            "sold_on": sold.on, "issued_at": at, "created_at": at, "currency": g.store.currency, "net": price,
            "total": price, "paid": price, "cost": cost, "repeat": sold.repeat,
            "staff_id": g.staff[sold.staff], "campaign_id": sold.campaign,
            "search": fold(f"{sold.code} {words}"),
        })  # fmt: skip
        rows[s.sale_line].append({
            "id": line_id, "sale_id": sale_id, "product_id": g.things[sold.thing], "words": words,
            "unit_price": price, "net": price, "cost": cost,
        })  # fmt: skip
        rows[s.payment].append({
            "id": new_id(), "sale_id": sale_id, "party_id": sold.party, "amount": price,
            "currency": g.store.currency, "paid_on": sold.on, "method": "cash", "created_at": at,
            "staff_id": g.staff[sold.staff],
        })  # fmt: skip
        if thing.warranty or thing.maintenance:
            item = _item(g, sold, thing, sale_id, line_id)
            rows[s.owned_item].append(item)
            g.items.setdefault(sold.party, item["id"])
        ids.append(sale_id)
    _write(g, rows)
    return ids


def _item(g: Ground, sold: Bought, thing: d.Thing, sale_id: int, line_id: int) -> dict[str, Any]:
    return {
        "id": new_id(), "party_id": sold.party, "product_id": g.things[thing.key], "sale_id": sale_id,
        "sale_line_id": line_id, "words": g.words(thing.name), "bought_on": sold.on,
        "serial": f"{thing.code}-{20_000 + len(g.items)}",
        "warranty_until": add_months(sold.on, thing.warranty) if thing.warranty else None,
        "next_maintenance_on": _next_upkeep(g, sold.on, thing.maintenance) if thing.maintenance else None,
        "search": fold(g.words(thing.name)),
    }  # fmt: skip


def _next_upkeep(g: Ground, bought: date, months: int) -> date:
    due = add_months(bought, months)
    while due < g.today:
        due = add_months(due, months)
    return due


def record_cases(g: Ground, cases: Sequence[Helped]) -> None:
    """Solved cases with the call that opened each and the time spent on it."""
    rows: dict[Table, list[dict[str, Any]]] = {s.service_case: [], s.interaction: [], s.time_entry: []}
    called = g.words(d.Words("Customer called", "Khách gọi đến"))
    for place, case in enumerate(cases):
        case_id, staff = new_id(), g.staff[case.staff]
        opened = g.instant(case.on, 8, place % 50)
        solved = min(opened + timedelta(minutes=case.minutes + 70), g.now)
        title = g.words(case.title)
        product = g.things.get(case.product)
        rows[s.service_case].append({
            "id": case_id, "party_id": case.party, "owned_item_id": case.item or g.items.get(case.party),
            "product_id": product, "staff_id": staff, "number": case.number, "title": title,
            "kind": "fault" if place % 3 else "enquiry", "status": "closed" if case.score else "solved",
            "opened_at": opened, "opened_on": case.on, "created_at": opened, "first_reply_at": opened,
            "promised_at": opened + timedelta(hours=8), "solved_at": solved, "solved_on": case.on,
            "contacts": 1 if case.first else 2, "handling_minutes": case.minutes,
            "first_contact": case.first, "resolution": g.words(case.fix), "score": case.score,
            "scored_on": (case.rated or case.on) if case.score else None,
            "search": fold(f"{case.number} {title}"),
        })  # fmt: skip
        rows[s.interaction].append({
            "id": new_id(), "party_id": case.party, "case_id": case_id, "kind": "call", "purpose": "service",
            "direction": "in", "outcome": "reached", "title": called, "body": title, "minutes": case.minutes,
            "staff_id": staff, "at": opened, "day": case.on,
        })  # fmt: skip
        rows[s.time_entry].append({
            "id": new_id(), "case_id": case_id, "staff_id": staff, "started_at": opened,
            "ended_at": opened + timedelta(minutes=case.minutes), "seconds": case.minutes * 60,
        })  # fmt: skip
    _write(g, rows)


def record_contacts(g: Ground, rows: list[dict[str, Any]]) -> None:
    """Contacts as rows of their table."""
    _write(g, {s.interaction: rows})


def _write(g: Ground, rows: dict[Table, list[dict[str, Any]]]) -> None:
    with g.store.changing(N_("Make the sample shop")) as db:
        for table, found in rows.items():
            if found:
                db.execute(insert(table), found)
