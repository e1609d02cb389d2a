"""Finding records that are probably of the same person: same phone, same e-mail, or same name."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Column, Connection, func, select

from salesdesk.parties.records import called
from salesdesk.store import schema as s

MOST_DOUBLES = 100
_P = s.party.c


class Double(NamedTuple):
    """Two records and why they seem to be of one person: "phone", "email" or "name". The first is older."""

    first_id: int
    first: str
    second_id: int
    second: str
    why: str
    value: str


def list_doubles(db: Connection, limit: int = MOST_DOUBLES) -> list[Double]:
    """The probable doubles, the surest first; a pair is told once."""
    found: dict[tuple[int, int], Double] = {}
    for why, column in (("phone", _P.phone_normal), ("email", _P.email), ("name", _P.sort_name)):
        for double in _sharing(db, column, why, limit):
            found.setdefault((double.first_id, double.second_id), double)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _sharing(db: Connection, column: Column[str], why: str, limit: int) -> list[Double]:
    living = _P.deleted_at.is_(None) & column.is_not(None) & (column != "")
    shared = select(column).where(living).group_by(column).having(func.count() > 1).limit(limit)
    rows = db.execute(
        select(_P.id, called().label("name"), column.label("value"))
        .where(living, column.in_(list(db.execute(shared).scalars())))
        .order_by(column, _P.id)
    ).all()
    out: list[Double] = []
    first = None
    for row in rows:
        if first is None or first.value != row.value:
            first = row
        else:
            out.append(Double(first.id, first.name, row.id, row.name, why, row.value))
    return out
