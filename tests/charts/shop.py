"""A shop with thirteen weeks to look at, and rows of its own for figures computed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from salesdesk.store import schema as s
from salesdesk.store.database import Store

TODAY = date(2026, 5, 14)
NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
MONDAY = date(2026, 2, 16)
SALES = (22, 25, 24, 28, 27, 31, 30, 26, 33, 35, 34, 38, 36)
SERVICE = (14, 13, 16, 15, 18, 17, 21, 29, 24, 19, 17, 16, 15)
REVENUE = (28, 31, 26, 35, 33, 40, 38, 25, 44, 47, 43, 52, 49)
SCORES = (43, 44, 43, 44, 44, 45, 42, 38, 42, 45, 45, 46, 46)
SALES_KINDS = ("call",) * 175 + ("visit",) * 58 + ("quote",) * 126 + ("negotiation",) * 30
SERVICE_KINDS = ("call",) * 111 + ("message",) * 74 + ("visit",) * 39 + ("training",) * 10


class Rows:
    """Writes rows of the business inside one step, with ids to match."""

    def __init__(self, store: Store, db: Any) -> None:
        self.store, self.db = store, db

    def staff(self, name: str) -> int:
        """Somebody at the desk."""
        return self.store.insert(self.db, s.staff_member, name=name)

    def party(self, name: str = "Ben Archer", **facts: Any) -> int:
        """A person, found by their name."""
        return self.store.insert(
            self.db, s.party, name=name, sort_name=name.lower(), search=name.lower(), **facts
        )

    def contact(self, day: date, purpose: str = "sales", kind: str = "call", **facts: Any) -> int:
        """A contact at noon of a day of the shop."""
        at = datetime.combine(day, time(12), UTC)
        return self.store.insert(self.db, s.interaction, day=day, at=at, purpose=purpose, kind=kind, **facts)

    def sale(self, day: date, net: int, kind: str = "sale", **facts: Any) -> int:
        """An issued sale, or a credit note, without tax."""
        money = {"net": net, "total": net, "currency": self.store.currency}
        return self.store.insert(self.db, s.sale, sold_on=day, kind=kind, status="issued", **money, **facts)

    def case(self, opened: date, solved: date | None = None, score: int | None = None, **facts: Any) -> int:
        """A case, solved and rated on a day where given."""
        at = datetime.combine(opened, time(9), UTC)
        facts.setdefault("status", "solved" if solved else "working")
        return self.store.insert(
            self.db, s.service_case, title="Low pressure", opened_at=at, opened_on=opened, solved_on=solved,
            solved_at=datetime.combine(solved, time(15), UTC) if solved else None,
            score=score, scored_on=solved if score else None, **facts,
        )  # fmt: skip


def thirteen_weeks(store: Store, language: str = "en") -> dict[str, int]:
    """The shop of the design pages: a pump recall in the eighth week, thirteen quieter weeks before.

    Bought again within 90 days: 26 of 84 rated 4 or 5, 2 of 22 rated less, 24 of 140 without a case.
    The clock must stand at `NOON`.
    """
    names = ("Thu Hà", "Quốc Bảo", "Ngọc Anh") if language == "vi" else ("Hannah", "David", "Maria")
    event = "thu hồi bơm" if language == "vi" else "pump recall"
    with store.changing("Fill the sample", bulk=True) as db:
        rows = Rows(store, db)
        store.update(db, s.staff_member, store.staff_id or 0, name=names[0])
        staff = [store.staff_id or 0, *(rows.staff(n) for n in names[1:])]
        people = [
            rows.party(f"Customer {n}", state="customer", customer_on=date(2025, 6, 1)) for n in range(246)
        ]
        _contacts(rows, staff, people, MONDAY, 1.0)
        _contacts(rows, staff, people, MONDAY - timedelta(weeks=13), 0.82)
        # The earlier weeks first: who had a case in their first days buys in the weeks after it.
        buyers = iter(
            [*people[-4:], *people[:26], *people[84:86], *people[106:130], *people[:26], *people[:26]]
        )
        _results(rows, staff, buyers, MONDAY - timedelta(weeks=13), 0.88)
        _results(rows, staff, buyers, MONDAY, 1.0)
        for n, party_id in enumerate(people[:106]):
            closed = date(2025, 11, 18)
            rows.case(
                closed,
                closed,
                5 if n < 84 else 2,
                party_id=party_id,
                handling_minutes=20,
                first_contact=n % 10 < 7,
            )
        for month in range(1, 13):
            first = date(2025 if month > 5 else 2026, month, 1)
            store.insert(db, s.target, month_on=first, amount=200 * _million(store), metric="revenue")
        monday = MONDAY + timedelta(weeks=7)
        event_id = store.insert(
            db, s.marked_event, name=event, from_on=monday, to_on=monday + timedelta(days=4)
        )
    return {"event": event_id, "staff": staff[1], "party": people[0]}


def _million(store: Store) -> int:
    return 1_000_000 if store.currency == "VND" else 4_000


def _days(monday: date, counts: Sequence[int]) -> Iterator[date]:
    """Spread over the open days of each week; none after today."""
    for week, count in enumerate(counts):
        first = monday + timedelta(weeks=week)
        open_days = 4 if first + timedelta(days=6) > TODAY else 6
        yield from (first + timedelta(days=n % open_days) for n in range(count))


def _contacts(rows: Rows, staff: list[int], people: list[int], monday: date, share: float) -> None:
    for n, day in enumerate(_days(monday, [round(c * share) for c in SALES])):
        who = staff[(0, 2, 0, 0, 2, 1, 0, 2)[n % 8]]
        kind = SALES_KINDS[n * 37 % len(SALES_KINDS)]
        rows.contact(
            day,
            "sales",
            kind,
            minutes=10 + n % 7,
            staff_id=who,
            party_id=people[n % 200],
            title="RO purifier",
        )
    for n, day in enumerate(_days(monday, [round(c * share) for c in SERVICE])):
        who = staff[(1, 1, 0, 1, 2, 1, 0, 1)[n % 8]]
        kind = SERVICE_KINDS[n * 31 % len(SERVICE_KINDS)]
        rows.contact(
            day, "service", kind, minutes=14 + n % 9, staff_id=who, party_id=people[n % 200], title="Pump"
        )


def _results(rows: Rows, staff: list[int], buyers: Iterator[int], monday: date, share: float) -> None:
    million = _million(rows.store)
    for week, (revenue, score) in enumerate(zip(REVENUE, SCORES, strict=True)):
        first = monday + timedelta(weeks=week)
        parts = 4 if week % 3 == 0 else 3
        for n in range(parts):
            net = round(revenue * million * share) // parts + (
                round(revenue * million * share) % parts if n == 0 else 0
            )
            day = first + timedelta(days=n)
            rows.sale(day, net, party_id=next(buyers), staff_id=staff[n % 3], repeat=n == 0)
        for n in range(10):
            converted = n < (4 if week % 2 and share == 1.0 else 3)
            customer_on = first + timedelta(days=3) if converted else None
            rows.party(
                f"Prospect {week}-{n}",
                state="customer" if converted else "prospect",
                prospect_on=first,
                customer_on=customer_on,
            )
        for n in range(11):
            solved = first + timedelta(days=min(n % 4 + 1, 3)) if n < 10 else None
            # Ten fives, less one for each of the first few: their mean is the week's score.
            rating = 5 - (50 - score) // 10 - (n < (50 - score) % 10) if solved else None
            rows.case(
                first, solved, rating, staff_id=staff[1], first_contact=n < 7 if solved else None,
                handling_minutes=(18 if share == 1.0 else 27) if solved else 0, contacts=1 if n < 7 else 2,
            )  # fmt: skip
