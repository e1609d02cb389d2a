"""``salesdesk generate``: a large, realistic book for trying the speed, made the same way every time.

Three people in five have Vietnamese names. Every person has about ten contacts, half of them a deal or a
sale, a third a case; days spread over three years, later ones more often: a shop that grows. Journal,
search and summary figures are as after real work (`store/filling.py`).
"""

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple, TypeVar

from salesdesk.app.terminal import DONE, say
from salesdesk.base.errors import UserError
from salesdesk.base.fold import fold, sort_key
from salesdesk.base.i18n import N_, _
from salesdesk.base.ids import new_ids
from salesdesk.base.phones import digit_forms, normal
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.filling import Rows, Stored, fill_new_book

SEED = 20240229
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
_SOURCES = ("walk_in", "referral", "search", "campaign")
_STAGES = ("won",) * 60 + ("lost",) * 35 + ("prospecting",) * 3 + ("proposal", "negotiation")
_SCORES = (1,) * 3 + (2,) * 5 + (3,) * 12 + (4,) * 35 + (5,) * 45
T = TypeVar("T")
Values = Iterator[tuple[Stored, ...]]


def run(path: Path, rows: int) -> int:
    """Make the book, complete or not at all; raises `UserError` when there is a file already."""
    if path.exists():
        raise UserError(
            _("There is already a file called {name} there. It was not touched.").format(name=path.name)
        )
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.new")
    try:
        make(draft, rows)
        draft.replace(path)
    finally:
        for leftover in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
            leftover.unlink(missing_ok=True)
    say(_("Made {path} with {n} people.").format(path=path, n=rows))
    return DONE


def make(path: Path, rows: int) -> None:
    """A book of ``rows`` people with ten contacts each, deals, sales and cases, filled in one step."""
    store = Store.create(
        path, shop_name="Large shop", currency="VND", language="vi", owner="Thu Hà", zone="Asia/Ho_Chi_Minh"
    )
    with store.changing(N_("Make a large sample")) as db:
        staff = [store.insert(db, s.staff_member, name=n) for n in ("Quốc Bảo", "Ngọc Anh", "Minh Khoa")]
    rng = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    owner, ground = store.staff_id, _Ground(rng, new_ids(rows), _days(store.today()), staff)
    store.close()
    fill_new_book(path, owner, N_("Make a large sample"), _parts(ground, rows))
    Store.open(path).close()  # the engine gathers what it wants to know of the tables' sizes


class _Ground(NamedTuple):
    """What the rows are drawn from."""

    rng: random.Random
    people: list[int]
    days: list[str]
    staff: list[int]

    def pick(self, chosen: Sequence[T]) -> T:
        """One of them, twice as fast as ``random.choice``: ten million rows make five draws each."""
        return chosen[int(self.rng.random() * len(chosen))]


def _days(today: date) -> list[str]:
    out: list[str] = []
    for back in range(3 * 365):
        out += [(today - timedelta(days=back)).isoformat()] * (3 - back // 365)
    return out


def _parts(g: _Ground, rows: int) -> Iterator[Rows]:
    yield Rows(s.party, _PARTY, _parties(g))
    yield Rows(s.interaction, _INTERACTION, _interactions(g, rows * 10))
    yield Rows(s.deal, _DEAL, _deals(g, rows * 6 // 10))
    yield Rows(s.sale, _SALE, _sales(g, rows // 2))
    yield Rows(s.service_case, _CASE, _cases(g, rows // 3))


_PARTY = (
    "id", "name", "sort_name", "phone", "phone_normal", "phone_digits", "search", "area", "state",
    "prospect_stage", "prospect_on", "customer_on", "hot", "source", "staff_id", "last_contact_on",
)  # fmt: skip


def _parties(g: _Ground) -> Values:
    pick, rand = g.pick, g.rng.random
    later = {day: (date.fromisoformat(day) + timedelta(days=20)).isoformat() for day in set(g.days)}
    keys: dict[str, tuple[str, str]] = {}
    for party_id in g.people:
        if rand() < 0.6:
            name = f"{pick(_FAMILY)} {pick(_MIDDLE)} {pick(_GIVEN)}"
            phone = f"0{pick('35789')}{int(rand() * 10**8):08d}"
        else:
            name = f"{pick(_ENGLISH)} {pick(_SURNAMES)}"
            phone = f"+44 7{int(rand() * 10**9):09d}"
        if name not in keys:
            keys[name] = sort_key(name), fold(name)
        by, folded = keys[name]
        since, customer, digits = pick(g.days), rand() < 0.55, digit_forms(phone, "VN")
        yield (
            party_id, name, by, phone, normal(phone, "VN"), digits, f"{folded} {digits}", pick(_AREAS),
            "customer" if customer else "prospect", pick(("new", "working", "qualified")), since,
            later[since] if customer else None, int(rand() < 0.1), pick(_SOURCES), pick(g.staff),
            pick(g.days),
        )  # fmt: skip


_INTERACTION = ("id", "party_id", "kind", "purpose", "minutes", "body", "staff_id", "day", "outcome", "at")


def _interactions(g: _Ground, count: int) -> Values:
    pick, rand = g.pick, g.rng.random
    clocks = [f"T{hour:02d}:{minute:02d}:00.000Z" for hour in range(1, 11) for minute in range(60)]
    for row_id in new_ids(count):
        kind, purpose = pick(_KINDS)
        day = pick(g.days)
        yield (
            row_id, pick(g.people), kind, purpose, 1 + int(rand() * 39), pick(_NOTES), pick(g.staff), day,
            "reached", day + pick(clocks),
        )  # fmt: skip


_DEAL = (
    "id", "party_id", "title", "stage", "amount", "currency", "opened_on", "closed_on", "quoted", "staff_id"
)


def _deals(g: _Ground, count: int) -> Values:
    pick, rand = g.pick, g.rng.random
    for row_id in new_ids(count):
        stage, day = pick(_STAGES), pick(g.days)
        yield (
            row_id, pick(g.people), "RO", stage, 100_000 * (1 + int(rand() * 399)), "VND", day,
            day if stage in ("won", "lost") else None, 1, pick(g.staff),
        )  # fmt: skip


_SALE = (
    "id", "party_id", "number", "status", "currency", "sold_on", "net", "total", "cost", "paid", "staff_id",
    "repeat", "search",
)  # fmt: skip


def _sales(g: _Ground, count: int) -> Values:
    pick, rand = g.pick, g.rng.random
    for i, row_id in enumerate(new_ids(count), 1):
        net = 100_000 * (1 + int(rand() * 299))
        yield (
            row_id, pick(g.people), f"INV-{i:07d}", "issued", "VND", pick(g.days), net, net, net * 2 // 3,
            net, pick(g.staff), int(rand() < 0.3), f"inv {i:07d}",
        )  # fmt: skip


_CASE = (
    "id", "party_id", "number", "title", "opened_at", "opened_on", "promised_at", "status", "solved_at",
    "solved_on", "handling_minutes", "contacts", "first_contact", "score", "scored_on", "staff_id", "search",
)  # fmt: skip


def _cases(g: _Ground, count: int) -> Values:
    pick, rand = g.pick, g.rng.random
    tomorrow = {day: (date.fromisoformat(day) + timedelta(days=1)).isoformat() for day in set(g.days)}
    for i, row_id in enumerate(new_ids(count), 1):
        day, hour, solved = pick(g.days), 1 + int(rand() * 8), rand() < 0.98
        scored = solved and rand() < 0.6
        yield (
            row_id, pick(g.people), f"CS-{i:07d}", "Rò nước", f"{day}T{hour:02d}:00:00.000Z", day,
            f"{tomorrow[day]}T{hour:02d}:00:00.000Z", "closed" if solved else "working",
            f"{day}T{hour + 5:02d}:00:00.000Z" if solved else None, day if solved else None,
            3 + int(rand() * 87), 1, int(rand() < 0.6) if solved else None,
            pick(_SCORES) if scored else None, day if scored else None, pick(g.staff),
            f"cs {i:07d} ro nuoc",
        )  # fmt: skip
