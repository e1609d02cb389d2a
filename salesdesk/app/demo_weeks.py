"""The months behind the sample shop: sales, solved cases, contacts, and who bought again after a case.

The weeks come out as `demo_shop` lists them: what is told one by one elsewhere counts, the rest is filled up.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from salesdesk.app import demo_shop as d
from salesdesk.app.demo_bulk import Bought, Helped, record_cases, record_contacts, record_sales
from salesdesk.app.demo_ground import DAVID, HANNAH, MARIA, WEEKS, Ground
from salesdesk.app.demo_names import name_of
from salesdesk.base.ids import new_id
from salesdesk.base.periods import Period
from salesdesk.charts.given_back_queries import closed_windows
from salesdesk.parties.commands import add_party
from salesdesk.store import schema as s

GOOD, POOR = 84, 22
# Who bought again before the thirteen weeks and in them: of the well rated, of those without a case, of the
# badly rated.
AGAIN_BEFORE, AGAIN_NOW = (18, 16, 2), (8, 8, 0)
SALES_A_WEEK = (3, 3, 2, 3, 3, 3, 2, 1, 2, 1, 2, 0, 0)
REVENUE_BEFORE = 17_536
_RATED_AT_ONCE = {11: 11, 12: 9}
_PROBLEMS = (
    d.Words("Leaking tap", "Rỉ nước vòi"), d.Words("Weak flow", "Nước chảy yếu"),
    d.Words("Pump hums", "Bơm kêu"), d.Words("Installation question", "Hỏi cách lắp"),
    d.Words("Filter light stays on", "Đèn báo lõi không tắt"),
    d.Words("Water tastes of plastic", "Nước có mùi nhựa"), d.Words("Slow hot water", "Nước nóng chậm"),
)  # fmt: skip
_FIXES = (
    d.Words("Replaced the washer", "Thay gioăng"), d.Words("Changed filter core", "Thay lõi lọc"),
    d.Words("Exchanged the pump", "Đổi bơm"), d.Words("Explained by phone", "Hướng dẫn qua điện thoại"),
    d.Words("Reset the light", "Đặt lại đèn báo"), d.Words("Flushed the tank", "Xả bình chứa"),
    d.Words("Adjusted the heater", "Chỉnh bộ gia nhiệt"),
)  # fmt: skip
_SAID = (
    d.Words("Asked for the price list", "Hỏi bảng giá"),
    d.Words("Likes the 10-stage unit", "Thích máy 10 lõi"),
    d.Words("Will talk to the family first", "Bàn với gia đình đã"),
    d.Words("Wants to see the shop model", "Muốn xem máy mẫu"),
    d.Words("Explained the yearly plan", "Giải thích gói bảo trì năm"),
    d.Words("Asked about the warranty", "Hỏi về bảo hành"),
)  # fmt: skip
# In thirteen weeks: kinds of contact, and the hours of each of the staff for sales and service.
_SALES_KINDS = (("call", 175), ("visit", 58), ("quote", 126), ("negotiation", 30))
_SERVICE_KINDS = (("call", 111), ("message", 74), ("visit", 39), ("training", 10))
_HOURS = {"sales": {HANNAH: 42, DAVID: 9, MARIA: 33}, "service": {HANNAH: 18, DAVID: 51, MARIA: 12}}
_MINUTES = {"sales": 15, "service": 20}


def tell_past_cases(g: Ground) -> None:
    """Those whose windows of ninety days are closed, and who of their customers bought again."""
    closed = closed_windows(Period(g.start, g.today), g.today)
    people = [*g.owners, *g.others]
    g.rng.shuffle(people)
    good, poor, quiet = people[:GOOD], people[GOOD : GOOD + POOR], people[GOOD + POOR :]
    days = {party: _spread(closed, n, GOOD) for n, party in enumerate(good)}
    days |= {party: _spread(closed, n, POOR) for n, party in enumerate(poor)}
    scores = [5] * 58 + [4] * 26 + [3] * 20 + [2] * 2
    order = sorted(days, key=lambda party: days[party])
    score_of = dict(zip([*good, *poor], scores, strict=True))
    number = 398 - len(order) - sum(len(week) for week in d.RATINGS) + 1
    record_cases(g, [
        Helped(party, _open(days[party]), _PROBLEMS[n % 7], _FIXES[n % 7], score_of[party], 15 + n % 13,
               n % 10 < 7, DAVID if n % 4 else MARIA, f"CS-{number + n:04d}")
        for n, party in enumerate(order)
    ])  # fmt: skip
    _tell_old_sales(g, closed, (good, quiet, poor), days)
    g.quiet = [party for party in quiet if party in set(g.owners)]


def _spread(period: Period, n: int, of: int) -> date:
    return period.start + timedelta(days=(n * (period.days - 1)) // max(of - 1, 1))


def _open(day: date) -> date:
    return day - timedelta(days=day.weekday() == 6)


def _tell_old_sales(g: Ground, closed: Period, groups: tuple[list[int], ...], days: dict[int, date]) -> None:
    """The sales of the weeks before, most of them to people who bought again, and those in the first six."""
    middle = closed.start + timedelta(days=closed.days // 2)
    before: list[tuple[int, date, bool]] = []
    now: list[int] = []
    for group, count, later in zip(groups, AGAIN_BEFORE, AGAIN_NOW, strict=True):
        # The early cases' customers came back before the thirteen weeks, the late ones' in them.
        for party in group[:count]:
            since = days.get(party, middle)
            gap = max((g.start - since).days - 1, 1)
            before.append((party, since + timedelta(days=min(1 + gap // 2, 80)), True))
        now += group[len(group) - later :] if later else []
    for n in range(3):
        since = middle + timedelta(days=12 + 9 * n)
        before.append((_newcomer(g, n, since - timedelta(days=5), since), since, False))
    before.sort(key=lambda sale: sale[1])
    amounts = _parts(REVENUE_BEFORE, len(before), g)
    record_sales(g, [
        Bought(party, day, "plan" if again else "ro9", amount, n % 3, again)
        for n, ((party, day, again), amount) in enumerate(zip(before, amounts, strict=True))
    ])  # fmt: skip
    g.again = now


def _newcomer(g: Ground, place: int, asked: date, bought: date) -> int:
    with g.at(asked, 14):
        return add_party(
            g.store, name=name_of(360 + place, g.language), phone=_fresh_phone(g, place),
            area=g.words(d.OTHER_AREAS[place % 4]), source=("referral", "search", "walk_in")[place % 3],
            state="customer", prospect_stage=None, customer_on=bought, staff_id=g.staff[place % 3],
        )  # fmt: skip


def _fresh_phone(g: Ground, place: int) -> str:
    return f"0900 000 {731 + place}" if g.language == "vi" else f"0161 496 0{731 + place}"


def _parts(total: float, count: int, g: Ground) -> list[float]:
    """An amount in so many uneven parts of whole dollars (of four dollars: 100,000 dong)."""
    shares = [0.7 + g.rng.random() for _n in range(count)]
    parts = [4 * round(total * share / sum(shares) / 4) for share in shares]
    return [*parts[:-1], total - sum(parts[:-1])] if parts else []


def fill_sales(g: Ground) -> None:
    """The sales of the thirteen weeks that nobody tells of."""
    sales: list[Bought] = []
    again = list(g.again)
    new = 3
    for week in range(WEEKS - 2):
        count = SALES_A_WEEK[week]
        left = max(d.REVENUE[week] - _sold(g, week), 120 * count)
        days = g.days_of(week)[:4]
        for n, amount in enumerate(_parts(left, count, g)):
            day = days[(2 * n + week) % len(days)]
            if again and not (week == 5 and n == 0):
                sales.append(Bought(again.pop(), day, "plan", amount, n % 3, True))
                continue
            buyer = _newcomer(g, new, day - timedelta(days=4), day)
            sales.append(Bought(buyer, day, ("ro10", "ro9", "sink")[n % 3], amount, (n + week) % 3))
            new += 1
    record_sales(g, sales)


def _sold(g: Ground, week: int) -> float:
    t = s.sale.c
    start = g.start + timedelta(weeks=week)
    with g.store.reading() as db:
        net = db.execute(
            select(func.coalesce(func.sum(t.net), 0)).where(
                t.sold_on.between(start, start + timedelta(days=6))
            )
        ).scalar_one()
    return float(net) / g.money(1)


def fill_cases(g: Ground) -> None:
    """The solved and rated cases of the thirteen weeks."""
    customers = [*g.others, *g.owners]
    cases: list[Helped] = []
    for week, ratings in enumerate(d.RATINGS):
        days = g.days_of(week)
        for n, score in enumerate(ratings[: round(len(ratings) * g.share_of(week))]):
            place = len(cases)
            rated = days[n % len(days)]
            # Some were asked for their rating a week or two after the case was solved.
            earlier = g.days_of(10)[n % 6] if n >= _RATED_AT_ONCE.get(week, 99) else rated
            cases.append(
                Helped(
                    customers[(place * 5) % len(customers)], earlier, _PROBLEMS[place % 7],
                    _FIXES[place % 7], score, 12 + (place * 5) % 13, place % 16 not in (1, 4, 7, 10, 13),
                    DAVID if place % 3 else MARIA, rated=rated,
                )
            )  # fmt: skip
    cases.sort(key=lambda case: case.on)
    number = 398 - len(cases) + 1
    record_cases(g, [case._replace(number=f"CS-{number + n:04d}") for n, case in enumerate(cases)])


def fill_contacts(g: Ground) -> None:
    """The contacts that nobody tells of, so that the weeks, the kinds and the hours come out as listed."""
    for purpose, wanted, kinds in (
        ("sales", d.SALES_CONTACTS, _SALES_KINDS), ("service", d.SERVICE_CONTACTS, _SERVICE_KINDS)
    ):  # fmt: skip
        days: list[date] = []
        for week in range(WEEKS):
            missing = round(wanted[week] * g.share_of(week)) - _logged(g, purpose, week)
            possible = g.days_of(week)
            days += [possible[n % len(possible)] for n in range(max(missing, 0))]
        rows = _rows(g, purpose, days, _kinds_left(g, purpose, kinds, len(days)))
        _settle_hours(g, purpose, rows)
        record_contacts(g, rows + _before(g, purpose, wanted, kinds))


def _logged(g: Ground, purpose: str, week: int) -> int:
    i, start = s.interaction.c, g.start + timedelta(weeks=week)
    with g.store.reading() as db:
        return int(
            db.execute(
                select(func.count()).where(
                    i.purpose == purpose, i.kind != "note", i.day.between(start, start + timedelta(days=6))
                )
            ).scalar_one()
        )


def _kinds_left(g: Ground, purpose: str, kinds: tuple[tuple[str, int], ...], count: int) -> list[str]:
    i = s.interaction.c
    with g.store.reading() as db:
        had: dict[Any, int] = dict(
            db.execute(
                select(i.kind, func.count()).where(i.purpose == purpose, i.day >= g.start).group_by(i.kind)
            ).all()
        )
    left = [kind for kind, n in kinds for _n in range(max(n - had.get(kind, 0), 0))]
    g.rng.shuffle(left)
    return (left + [kinds[0][0]] * count)[:count]


def _rows(g: Ground, purpose: str, days: list[date], kinds: list[str]) -> list[dict[str, Any]]:
    people = [*g.others, *g.owners]
    turns = [who for who, hours in _HOURS[purpose].items() for _n in range(hours)]
    g.rng.shuffle(turns)
    rows = []
    for place, (day, kind) in enumerate(zip(days, kinds, strict=True)):
        at = datetime.combine(day, time(8 + place % 9, (place * 7) % 60), g.store.zone).astimezone(UTC)
        rows.append({
            "id": new_id(), "party_id": people[(place * 11) % len(people)], "kind": kind, "purpose": purpose,
            "direction": "out", "minutes": _MINUTES[purpose] + place % 9, "title": "",
            "outcome": "reached" if kind == "call" else "",
            "body": g.words(_SAID[place % len(_SAID)]) if purpose == "sales" else "",
            "staff_id": g.staff[turns[place % len(turns)]], "at": min(at, g.now), "day": day,
        })  # fmt: skip
    return rows


def _settle_hours(g: Ground, purpose: str, rows: list[dict[str, Any]]) -> None:
    """Give the contacts of the last four weeks such minutes that each person's hours are those listed."""
    since, i = g.today - timedelta(days=27), s.interaction.c
    with g.store.reading() as db:
        had: dict[Any, int] = dict(
            db.execute(
                select(i.staff_id, func.sum(i.minutes))
                .where(i.purpose == purpose, i.day >= since)
                .group_by(i.staff_id)
            ).all()
        )
    for who, hours in _HOURS[purpose].items():
        mine = [row for row in rows if row["day"] >= since and row["staff_id"] == g.staff[who]]
        left = hours * 60 - had.get(g.staff[who], 0)
        for place, row in enumerate(mine):
            row["minutes"] = max((left * (place + 1)) // len(mine) - (left * place) // len(mine), 5)


def _count_before(purpose: str, now: int) -> int:
    # The calls that opened the cases of those weeks, about eight each, stand in the book already.
    return round(now * 0.9) if purpose == "sales" else round(now * 1.05) - 8


def _before(
    g: Ground, purpose: str, wanted: tuple[int, ...], kinds: tuple[tuple[str, int], ...]
) -> list[dict[str, Any]]:
    """The thirteen weeks before: a little less of everything."""
    days = [
        g.start - timedelta(weeks=WEEKS - week) + timedelta(days=n % 6)
        for week in range(WEEKS)
        for n in range(_count_before(purpose, wanted[week]))
    ]
    spread = [kind for kind, n in kinds for _n in range(n)]
    g.rng.shuffle(spread)
    return _rows(g, purpose, days, [spread[n % len(spread)] for n in range(len(days))])
