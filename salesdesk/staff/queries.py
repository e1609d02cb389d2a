"""Reading who is at the desk."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, Select, select

from salesdesk.base import choices
from salesdesk.base.fold import fold, sort_key
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.prepared import prepared


class StaffRow(NamedTuple):
    """Somebody at the desk. ``roles`` and ``skills`` are comma separated values."""

    id: int
    version: int
    name: str
    code: str | None
    roles: str
    team: str
    skills: str
    phone: str
    email: str
    reports_to_id: int | None
    reports_to: str
    active: bool


def _staff() -> Select[tuple[object, ...]]:
    member, above = s.staff_member, s.staff_member.alias("above")
    c = member.c
    return (
        select(
            c.id, c.version, c.name, c.code, c.roles, c.team, c.skills, c.phone, c.email, c.reports_to_id,
            above.c.name.label("reports_to"), c.active,
        )
        .select_from(member.outerjoin(above, above.c.id == c.reports_to_id))
        .where(c.deleted_at.is_(None))
    )  # fmt: skip


@prepared
def _everybody() -> Select[tuple[object, ...]]:
    return _staff()


@prepared
def _at_the_desk() -> Select[tuple[object, ...]]:
    return _staff().where(s.staff_member.c.active == 1)


@prepared
def _names() -> Select[tuple[int, str]]:
    return select(s.staff_member.c.id, s.staff_member.c.name)


def list_staff(db: Connection, *, left_too: bool = False) -> list[StaffRow]:
    """Everybody at the desk by name; with ``left_too`` those who left at the end."""
    people = _everybody if left_too else _at_the_desk
    rows = [StaffRow(*row)._replace(reports_to=row.reports_to or "") for row in people.all(db)]
    return sorted(rows, key=lambda row: (not row.active, sort_key(row.name), row.id))


def find_staff_by_id(db: Connection, staff_id: int) -> StaffRow | None:
    """A staff member, or None when there is none (the Bin counts as none)."""
    row = db.execute(_staff().where(s.staff_member.c.id == staff_id)).mappings().first()
    return StaffRow(**{**row, "reports_to": row["reports_to"] or ""}) if row else None


def staff_names(db: Connection) -> dict[int, str]:
    """The names of everybody who ever was at the desk, by id."""
    return {row.id: row.name for row in _names.all(db)}


def staff_name(store: Store, staff_id: int | None) -> str:
    """The name of a staff member, "" for nobody."""
    c = s.staff_member.c
    with store.reading() as db:
        return db.execute(select(c.name).where(c.id == staff_id)).scalar() or ""


def find_staff(db: Connection, typed: str, limit: int = 8) -> list[tuple[int, str, str]]:
    """For fields that choose a staff member: id, name and team; names beginning with it come first."""
    wanted = fold(typed.strip())
    found = [
        (not fold(row.name).startswith(wanted), row)
        for row in list_staff(db)
        if wanted in fold(row.name) or wanted in fold(row.code or "")
    ]
    found.sort(key=lambda pair: pair[0])
    return [(row.id, row.name, row.team or role_words(row.roles)) for _later, row in found[:limit]]


def role_words(roles: str) -> str:
    """The hats of a person in words: "Owner, Sales"."""
    return ", ".join(choices.label(choices.ROLES, role) for role in roles.split(",") if role)


def list_by_role(db: Connection, role: str) -> list[StaffRow]:
    """Who wears a hat, by name."""
    return [row for row in list_staff(db) if role in row.roles.split(",")]
