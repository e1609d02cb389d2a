"""The numbers behind the panel: summary figures by day, week, month and person. Reads only.

Everything comes from the ``tally`` table, which triggers keep, so a panel over a million contacts
reads a few hundred rows; ``salesdesk check`` proves that the table agrees with the full scan.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from salesdesk.base.choices import CONTACT_KINDS
from salesdesk.base.metrics import Sums, Tallied
from salesdesk.base.periods import Period, add_months
from salesdesk.store import schema as s
from salesdesk.store.tallies import tally

SIDES = ("sales", "service")
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


def _of_days(query: Select[Any], period: Period, staff_id: int | None) -> Select[Any]:
    query = query.where(tally.c.day.between(period.start.isoformat(), period.end.isoformat()))
    return query if staff_id is None else query.where(tally.c.staff_id == staff_id)


def _finished(cells: Mapping[str, list[int]]) -> dict[str, Tallied]:
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
    out: dict[str, Tallied] = {}
    for part in parts:
        for metric, (n, total) in part.items():
            was = out.get(metric, _NOTHING)
            out[metric] = Tallied(was.n + n, was.total + total)
    return out


def sums_of(db: Connection, period: Period, staff_id: int | None = None) -> dict[str, Tallied]:
    """The sums of a period, for everybody or for one person; the target of the same days among them."""
    counted = select(tally.c.metric, func.sum(tally.c.n), func.sum(tally.c.total)).group_by(tally.c.metric)
    rows = db.execute(_of_days(counted, period, staff_id))
    out = _finished({metric: [n, total] for metric, n, total in rows})
    out["target.revenue"] = Tallied(1, target_for(db, period, staff_id))
    return out


def buckets(db: Connection, periods: Sequence[Period], staff_id: int | None = None) -> list[Bucket]:
    """The sums of each of several periods that follow one another, read at once."""
    if not periods:
        return []
    whole = Period(periods[0].start, periods[-1].end)
    found: list[dict[str, list[int]]] = [{} for _ in periods]
    # Pieces of whole months are added up by the database: a year would be thousands of rows.
    letters = 7 if all(p.start.day == 1 for p in periods[1:]) else 10
    ends = [p.end.isoformat()[:letters] for p in periods]
    when = func.substr(tally.c.day, 1, letters).label("moment")
    pieces = (
        select(when, tally.c.metric, func.sum(tally.c.n), func.sum(tally.c.total))
        .group_by(when, tally.c.metric)
        .order_by(when)
    )
    at = 0
    for moment, metric, n, total in db.execute(_of_days(pieces, whole, staff_id)):
        while moment > ends[at]:
            at += 1
        cell = found[at].setdefault(metric, [0, 0])
        cell[0] += n
        cell[1] += total
    out = [Bucket(period, _finished(cells)) for period, cells in zip(periods, found, strict=True)]
    for bucket, target in zip(out, targets_of(db, periods, staff_id), strict=True):
        bucket.sums["target.revenue"] = Tallied(1, target)
    return out


def targets_of(db: Connection, periods: Sequence[Period], staff_id: int | None = None) -> list[int]:
    """The revenue target for the days of each of several periods in order, in minor units; 0 without one."""
    if not periods:
        return []
    targets = _targets(db, Period(periods[0].start, periods[-1].end), staff_id)
    return [_share_of_targets(targets, period) for period in periods]


def _targets(db: Connection, period: Period, staff_id: int | None) -> Mapping[date, int]:
    """The target of each month: of the person, or of the shop, or else of its places together."""
    t = s.target.c
    mine = t.staff_id.is_(None) if staff_id is None else t.staff_id == staff_id
    rows = db.execute(
        select(t.month_on, t.place, func.sum(t.amount))
        .where(t.metric == "revenue", t.deleted_at.is_(None), t.product_id.is_(None), mine)
        .where(t.month_on.between(period.start.replace(day=1), period.end))
        .group_by(t.month_on, t.place)
    ).all()
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


def hours_by_person(db: Connection, period: Period) -> list[Hours]:
    """Logged minutes of contacts for sales and service, person by person, most first."""
    rows = db.execute(
        select(tally.c.staff_id, tally.c.metric, func.sum(tally.c.total))
        .where(
            tally.c.day.between(period.start.isoformat(), period.end.isoformat()),
            tally.c.metric.like("contact.%"),
        )
        .group_by(tally.c.staff_id, tally.c.metric)
    )
    minutes: dict[int, dict[str, int]] = {}
    for staff_id, metric, total in rows:
        side = metric.split(".")[1]
        mine = minutes.setdefault(staff_id, dict.fromkeys(SIDES, 0))
        if side in mine:
            mine[side] += int(total)
    names = {r.id: r.name for r in db.execute(select(s.staff_member.c.id, s.staff_member.c.name))}
    out = [
        Hours(i, names.get(i, ""), m["sales"], m["service"])
        for i, m in minutes.items()
        if m["sales"] + m["service"]
    ]
    return sorted(out, key=lambda h: -(h.sales + h.service))


def first_day(db: Connection) -> date | None:
    """The first day the book knows anything of."""
    day = db.execute(select(func.min(tally.c.day))).scalar()
    return date.fromisoformat(day) if day else None


def last_day(db: Connection) -> date | None:
    """The last day the book knows anything of."""
    day = db.execute(select(func.max(tally.c.day))).scalar()
    return date.fromisoformat(day) if day else None
