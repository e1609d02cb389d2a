"""``salesdesk generate``: a large, realistic book for trying the speed, made the same way every time.

Three people in five have Vietnamese names. Every person has about ten contacts, half of them a deal or a
sale, a third a case; days spread over three years, later ones more often: a shop that grows. Everything
goes through the book's own triggers, so journal, search and summary figures are as after real work.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert

from salesdesk.app.terminal import DONE, say
from salesdesk.base.fold import fold, sort_key
from salesdesk.base.i18n import N_, _
from salesdesk.base.ids import new_ids
from salesdesk.base.phones import digit_forms, normal
from salesdesk.store import schema as s
from salesdesk.store.database import Store

SEED, BATCH = 20240229, 10_000
_FAMILY = (
    "Nguyễn " * 38 + "Trần " * 11 + "Lê " * 10 + "Phạm " * 7 + "Hoàng " * 5 + "Đặng " * 2 + "Bùi Đỗ Hồ Ngô"
).split()
_MIDDLE = [
    "Văn",
    "Thị",
    "Hữu",
    "Đức",
    "Minh",
    "Ngọc",
    "Thanh",
    "Quốc",
    "Xuân",
    "Kim",
    "Bảo",
    "Gia",
    "Anh",
    "Thu",
    "Công",
    "Đình",
    "Như",
    "Phương",
    "Quang",
    "Khánh",
]
_GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hoa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Phúc",
    "Quỳnh",
    "Sơn",
    "Tâm",
    "Thủy",
]
_ENGLISH = [
    "James",
    "Mary",
    "John",
    "Linda",
    "David",
    "Susan",
    "Thomas",
    "Sarah",
    "Karen",
    "Daniel",
    "Laura",
    "Brian",
    "Emily",
    "Grace",
    "Hannah",
    "Amber",
]
_SURNAMES = [
    "Smith",
    "Johnson",
    "Brown",
    "Garcia",
    "Wilson",
    "Taylor",
    "Moore",
    "White",
    "Clark",
    "Lewis",
    "Young",
    "King",
    "Wright",
    "Hill",
    "Baker",
    "Carter",
]
_AREAS = ("Hà Nội", "Đà Nẵng", "Huế", "Cần Thơ", "London", "Leeds", "Boston", "Austin", "Sydney", "Singapore")
_NOTES = ("Asked for a new price list", "Gọi lại vào thứ hai", "Khách hỏi về bảo hành", "Left a message", "")
_KINDS = (
    ("call", "sales"),
    ("visit", "sales"),
    ("message", "sales"),
    ("call", "service"),
    ("visit", "service"),
)


def run(path: Path, rows: int) -> int:
    """Make the book; the file must not exist."""
    store = Store.create(
        path, shop_name="Large shop", currency="VND", language="vi", owner="Thu Hà", zone="Asia/Ho_Chi_Minh"
    )
    try:
        fill(store, rows)
    finally:
        store.close()
    say(_("Made {path} with {n} people.").format(path=path, n=rows))
    return DONE


def fill(store: Store, rows: int) -> None:
    """Add ``rows`` people, ten contacts each, deals, sales and cases to a book: one step."""
    rng = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    days = _days(store.today())
    people = new_ids(rows)
    with store.changing(N_("Make a large sample"), bulk=True) as db:
        staff = [store.insert(db, s.staff_member, name=n) for n in ("Quốc Bảo", "Ngọc Anh", "Minh Khoa")]
        _put(db, s.party, _parties(rng, people, days, staff))
        _put(db, s.interaction, _interactions(rng, people, days, staff, rows * 10))
        _put(db, s.deal, _deals(rng, people, days, staff, rows * 6 // 10))
        _put(db, s.sale, _sales(rng, people, days, staff, rows // 2))
        _put(db, s.service_case, _cases(rng, people, days, staff, rows // 3))


def _days(today: date) -> list[date]:
    out: list[date] = []
    for back in range(3 * 365):
        out += [today - timedelta(days=back)] * (3 - back // 365)
    return out


def _put(db: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            db.execute(insert(table), batch)
            batch = []
    if batch:
        db.execute(insert(table), batch)


def _parties(
    rng: random.Random, ids: list[int], days: list[date], staff: list[int]
) -> Iterator[dict[str, Any]]:
    for party_id in ids:
        vietnamese = rng.random() < 0.6
        if vietnamese:
            name = f"{rng.choice(_FAMILY)} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}"
            phone = f"0{rng.choice('35789')}{rng.randrange(10**8):08d}"
        else:
            name = f"{rng.choice(_ENGLISH)} {rng.choice(_SURNAMES)}"
            phone = f"+44 7{rng.randrange(10**9):09d}"
        since = rng.choice(days)
        customer = rng.random() < 0.55
        digits = digit_forms(phone, "VN")
        yield {
            "id": party_id, "name": name, "sort_name": sort_key(name), "phone": phone,
            "phone_normal": normal(phone, "VN"),
            "phone_digits": digits, "search": f"{fold(name)} {digits}", "area": rng.choice(_AREAS),
            "state": "customer" if customer else "prospect",
            "prospect_stage": rng.choice(("new", "working", "qualified")),
            "prospect_on": since, "customer_on": since + timedelta(days=20) if customer else None,
            "hot": rng.random() < 0.1, "source": rng.choice(("walk_in", "referral", "search", "campaign")),
            "staff_id": rng.choice(staff), "last_contact_on": rng.choice(days),
        }  # fmt: skip


def _interactions(
    rng: random.Random, people: list[int], days: list[date], staff: list[int], count: int
) -> Iterator[dict[str, Any]]:
    for row_id in new_ids(count):
        kind, purpose = rng.choice(_KINDS)
        day = rng.choice(days)
        yield {
            "id": row_id, "party_id": rng.choice(people), "kind": kind, "purpose": purpose,
            "minutes": rng.randrange(1, 40),
            "body": rng.choice(_NOTES), "staff_id": rng.choice(staff), "day": day, "outcome": "reached",
            "at": datetime.combine(day, time(rng.randrange(1, 11), rng.randrange(60)), UTC),
        }  # fmt: skip


def _deals(
    rng: random.Random, people: list[int], days: list[date], staff: list[int], count: int
) -> Iterator[dict[str, Any]]:
    for row_id in new_ids(count):
        stage = rng.choices(("won", "lost", "prospecting", "proposal", "negotiation"), (60, 35, 3, 1, 1))[0]
        day = rng.choice(days)
        yield {
            "id": row_id, "party_id": rng.choice(people), "title": "RO", "stage": stage,
            "amount": 100_000 * rng.randrange(1, 400),
            "currency": "VND", "opened_on": day, "closed_on": day if stage in ("won", "lost") else None,
            "quoted": True, "staff_id": rng.choice(staff),
        }  # fmt: skip


def _sales(
    rng: random.Random, people: list[int], days: list[date], staff: list[int], count: int
) -> Iterator[dict[str, Any]]:
    for i, row_id in enumerate(new_ids(count), 1):
        net = 100_000 * rng.randrange(1, 300)
        yield {
            "id": row_id, "party_id": rng.choice(people), "number": f"INV-{i:07d}", "status": "issued",
            "currency": "VND",
            "sold_on": rng.choice(days), "net": net, "total": net, "cost": net * 2 // 3, "paid": net,
            "staff_id": rng.choice(staff), "repeat": rng.random() < 0.3, "search": f"inv {i:07d}",
        }  # fmt: skip


def _cases(
    rng: random.Random, people: list[int], days: list[date], staff: list[int], count: int
) -> Iterator[dict[str, Any]]:
    for i, row_id in enumerate(new_ids(count), 1):
        day = rng.choice(days)
        solved = rng.random() < 0.98
        opened_at = datetime.combine(day, time(rng.randrange(1, 9)), UTC)
        scored = solved and rng.random() < 0.6
        yield {
            "id": row_id, "party_id": rng.choice(people), "number": f"CS-{i:07d}", "title": "Rò nước",
            "opened_at": opened_at,
            "opened_on": day, "promised_at": opened_at + timedelta(hours=24),
            "status": "closed" if solved else "working",
            "solved_at": opened_at + timedelta(hours=5) if solved else None,
            "solved_on": day if solved else None,
            "handling_minutes": rng.randrange(3, 90), "contacts": 1,
            "first_contact": rng.random() < 0.6 if solved else None,
            "score": rng.choices((1, 2, 3, 4, 5), (3, 5, 12, 35, 45))[0] if scored else None,
            "scored_on": day if scored else None, "staff_id": rng.choice(staff),
            "search": f"cs {i:07d} ro nuoc",
        }  # fmt: skip
