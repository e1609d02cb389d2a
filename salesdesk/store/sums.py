"""The numbers behind the panel: summary figures by day, week, month and person. Reads only.

Everything comes from the ``tally`` table, which triggers keep, so a panel over a million contacts
reads a few hundred rows; ``salesdesk check`` proves that the table agrees with the full scan.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, select

from salesdesk.base.choices import CONTACT_KINDS
from salesdesk.base.metrics import Sums, Tallied
from salesdesk.base.periods import Period, add_months
from salesdesk.store import schema as s
from salesdesk.store.prepared import prepared
from salesdesk.store.remembered import Remembered
from salesdesk.store.tallies import tally

SIDES = ("sales", "service")
EVERYBODY = -1  # nobody has this id
_NOTHING = Tallied()


class Bucket(NamedTuple):
    """A stretch of the time axis and its sums."""

    period: Period
    sums: dict[str, Tallied]


class KindCount(NamedTuple):
    """How many contacts of a kind, and the minutes logged for them."""

    kind: str
    n: int
    minutes: int


class Hours(NamedTuple):
    """Minutes that a person logged for sales and for service."""

    staff_id: int
    name: str
    sales: int
    service: int


@prepared
def _cells() -> Select[Any]:
    days = tally.c.day.between(bindparam("first"), bindparam("last"))
    return (
        select(tally.c.metric, func.sum(tally.c.n).label("n"), func.sum(tally.c.total).label("total"))
        .where(days, (tally.c.staff_id == bindparam("staff")) | (bindparam("staff") == EVERYBODY))
        .group_by(tally.c.metric)
    )


def _sums(db: Connection, known: Remembered, period: Period, staff_id: int | None) -> dict[str, Tallied]:
    """The sums of a period without its target; not to be changed, they are remembered."""
    staff = EVERYBODY if staff_id is None else staff_id

    def read() -> dict[str, Tallied]:
        rows = _cells.all(db, first=period.start.isoformat(), last=period.end.isoformat(), staff=staff)
        return _finished({row.metric: (row.n, row.total) for row in rows})

    return known.of(("sums", staff), period, read)


def _finished(cells: Mapping[str, tuple[int, int]]) -> dict[str, Tallied]:
    """Counts and totals by metric, and of each side's contacts all kinds together."""
    sums = {metric: Tallied(int(n), int(total)) for metric, (n, total) in cells.items()}
    for metric, one in list(sums.items()):
        if metric.startswith("contact."):
            side = metric[: metric.rindex(".")]
            all_kinds = sums.get(side, _NOTHING)
            sums[side] = Tallied(all_kinds.n + one.n, all_kinds.total + one.total)
    return sums


def added(parts: Iterable[Sums]) -> dict[str, Tallied]:
    """The sums of several stretches together."""
    counts: defaultdict[str, int] = defaultdict(int)
    totals: defaultdict[str, int] = defaultdict(int)
    for part in parts:
        for metric, (n, total) in part.items():
            counts[metric] += n
            totals[metric] += total
    return {metric: Tallied(n, totals[metric]) for metric, n in counts.items()}


def sums_of(db: Connection, period: Period, staff_id: int | None = None) -> dict[str, Tallied]:
    """The sums of a period, for everybody or for one person; the target of the same days among them."""
    out = dict(_sums(db, Remembered(db), period, staff_id))
    out["target.revenue"] = Tallied(1, target_for(db, period, staff_id))
    return out


def buckets(db: Connection, periods: Sequence[Period], staff_id: int | None = None) -> list[Bucket]:
    """The sums of each of several periods that follow one another, read at once."""
    if not periods:
        return []
    known = Remembered(db)
    out = [Bucket(period, dict(_sums(db, known, period, staff_id))) for period in periods]
    for bucket, target in zip(out, targets_of(db, periods, staff_id), strict=True):
        bucket.sums["target.revenue"] = Tallied(1, target)
    return out


def targets_of(db: Connection, periods: Sequence[Period], staff_id: int | None = None) -> list[int]:
    """The revenue target for the days of each of several periods in order, in minor units; 0 without one."""
    if not periods:
        return []
    targets = _targets(db, Period(periods[0].start, periods[-1].end), staff_id)
    return [_share_of_targets(targets, period) for period in periods]


@prepared
def _amounts() -> Select[Any]:
    t = s.target.c
    whose = func.coalesce(t.staff_id, EVERYBODY) == bindparam("staff")
    return (
        select(t.month_on, t.place, func.sum(t.amount).label("amount"))
        .where(t.metric == "revenue", t.deleted_at.is_(None), t.product_id.is_(None), whose)
        .where(t.month_on.between(bindparam("first"), bindparam("last")))
        .group_by(t.month_on, t.place)
    )


def _targets(db: Connection, period: Period, staff_id: int | None) -> Mapping[date, int]:
    """The target of each month: of the person, or of the shop, or else of its places together."""
    rows = [
        (row.month_on, row.place, row.amount)
        for row in _amounts.all(
            db, staff=EVERYBODY if staff_id is None else staff_id,
            first=period.start.replace(day=1), last=period.end,
        )
    ]  # fmt: skip
    whole = {month: int(amount) for month, place, amount in rows if not place}
    places: dict[date, int] = {}
    for month, place, amount in rows:
        if place:
            places[month] = places.get(month, 0) + int(amount)
    return {**places, **whole}


def _share_of_targets(targets: Mapping[date, int], period: Period) -> int:
    total = 0
    for month, amount in targets.items():
        after = add_months(month, 1)
        days = (after - month).days
        inside = (min(period.end, _before(after)) - max(period.start, month)).days + 1
        if inside > 0:
            # A part of a month has its part of the month's target, by days.
            total += round(amount * inside / days)
    return total


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def target_for(db: Connection, period: Period, staff_id: int | None = None) -> int:
    """The revenue target for the days of a period, in minor units; 0 when there is none."""
    return _share_of_targets(_targets(db, period, staff_id), period)


def contact_kinds(sums: Sums, side: str) -> list[KindCount]:
    """The contacts of a side by kind, most frequent first."""
    found = [KindCount(kind, *sums.get(f"contact.{side}.{kind}", Tallied())) for kind in CONTACT_KINDS]
    return sorted((k for k in found if k.n), key=lambda k: -k.n)


@prepared
def _contact_minutes() -> Select[Any]:
    days = tally.c.day.between(bindparam("first"), bindparam("last"))
    return (
        select(tally.c.staff_id, tally.c.metric, func.sum(tally.c.total).label("total"))
        .where(days, tally.c.metric.like("contact.%"))
        .group_by(tally.c.staff_id, tally.c.metric)
    )


def _minutes(db: Connection, period: Period) -> list[tuple[int, str, int]]:
    rows = _contact_minutes.all(db, first=period.start.isoformat(), last=period.end.isoformat())
    sides = ((row.staff_id, row.metric.split(".")[1], int(row.total)) for row in rows)
    return [(staff_id, side, total) for staff_id, side, total in sides if side in SIDES]


def _all_but_last(period: Period) -> list[Period]:
    if period.start == period.end:
        return [period]
    return [Period(period.start, _before(period.end)), Period(period.end, period.end)]


@prepared
def _staff_names() -> Select[Any]:
    return select(s.staff_member.c.id, s.staff_member.c.name)


def hours_by_person(db: Connection, period: Period) -> list[Hours]:
    """Logged minutes of contacts for sales and service, person by person, most first."""
    known = Remembered(db)
    minutes: dict[int, dict[str, int]] = {}
    # The last day changes all the time, those before it hardly ever.
    for part in _all_but_last(period):
        for staff_id, side, total in known.of("hours", part, partial(_minutes, db, part)):
            mine = minutes.setdefault(staff_id, dict.fromkeys(SIDES, 0))
            mine[side] += total
    names = {row.id: row.name for row in _staff_names.all(db)}
    out = [
        Hours(i, names.get(i, ""), m["sales"], m["service"])
        for i, m in minutes.items()
        if m["sales"] + m["service"]
    ]
    return sorted(out, key=lambda h: -(h.sales + h.service))


@prepared
def _earliest() -> Select[Any]:
    return select(func.min(tally.c.day))


@prepared
def _latest() -> Select[Any]:
    return select(func.max(tally.c.day))


def first_day(db: Connection) -> date | None:
    """The first day the book knows anything of."""
    day = _earliest.value(db)
    return date.fromisoformat(day) if day else None


def last_day(db: Connection) -> date | None:
    """The last day the book knows anything of."""
    day = _latest.value(db)
    return date.fromisoformat(day) if day else None
