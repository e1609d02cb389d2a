"""What the parts of a timeline share: a row, who is looked at, and the newest of a table."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, FromClause, Select, bindparam, or_

from salesdesk.store.schema.columns import Instant

_NEVER = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)


class TimelineRow(NamedTuple):
    """One event. ``kind`` and ``id`` say what it is and open it; ``domain`` is "sales", "service",
    "marketing" or "" ; ``timed`` tells an instant from a mere day (then ``at`` is its noon)."""

    id: int
    kind: str
    domain: str
    icon: str
    title: str
    body: str
    at: datetime
    timed: bool = True


class View(NamedTuple):
    """Whose timeline, how many rows older than what, in which zone and money."""

    party_id: int
    limit: int
    before: datetime | None
    zone: tzinfo
    currency: str

    @property
    def asked(self) -> dict[str, Any]:
        """The values that the statements of a timeline are given."""
        before = self.before or _NEVER
        return {
            "party": self.party_id, "before": before, "until": day_of(self, before), "most": self.limit * 2
        }  # fmt: skip


def newest(rows: Select[Any], at: Column[Any]) -> Select[Any]:
    # Days are compared as days: several events share one, so a few more are read and cut later.
    older: ColumnElement[bool] = at < bindparam("before")
    if not isinstance(at.type, Instant):
        older = or_(at <= bindparam("until"), at.is_(None))
    return rows.where(older).order_by(at.desc()).limit(bindparam("most"))


def day_of(view: View, at: datetime) -> date:
    return at.astimezone(view.zone).date()


def when_of(view: View, day: date | None, written_at: datetime) -> tuple[datetime, bool]:
    """The instant of something that has only a day: when it was written down, if that was the same day."""
    if day is None or day_of(view, written_at) == day:
        return written_at, True
    return datetime.combine(day, time(12), view.zone).astimezone(UTC), False


def mine(table: FromClause) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = (table.c.party_id == bindparam("party")) & table.c.deleted_at.is_(None)
    return mine
