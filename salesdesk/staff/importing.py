"""Staff out of files: names, codes, teams, and to whom they report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from salesdesk.base import choices
from salesdesk.base.i18n import N_, _
from salesdesk.exchange.importer import (
    Importer,
    Memory,
    Ready,
    Reference,
    Values,
    by_code,
    by_name,
    insert_rows,
)
from salesdesk.staff.fields import STAFF_FIELDS
from salesdesk.store import schema as s
from salesdesk.store.database import Store


def _names(db: Connection) -> Iterable[tuple[int, str]]:
    c = s.staff_member.c
    for row in db.execute(select(c.id, c.code, c.name).where(c.deleted_at.is_(None))):
        yield from ((row.id, name) for name in (row.code, row.name) if name)


def _make_managers(_store: Store, db: Connection, names: Sequence[str]) -> Sequence[int]:
    # Somebody to whom others report, named only there.
    return insert_rows(db, s.staff_member, [{"name": name, "roles": "manager"} for name in names])


def _add(_store: Store, db: Connection, rows: Sequence[Ready], _memory: Memory) -> Sequence[int]:
    out = []
    for row in rows:
        values = {key: value for key, value in row.values.items() if value not in (None, "")}
        out.append({**values, "roles": _roles(str(values.get("roles", "")))})
    return insert_rows(db, s.staff_member, out)


def _roles(words: str) -> str:
    """The hats that a file's word for somebody's position means; a word that means none makes a seller."""
    known = {role.value: role.value for role in choices.ROLES} | {
        "quan ly": "manager",
        "truong nhom": "manager",
        "chu": "owner",
        "ban hang": "sales",
        "ky thuat": "service",
        "tiep thi": "marketing",
    }
    found = [known[part.strip().lower()] for part in words.split(",") if part.strip().lower() in known]
    return ",".join(dict.fromkeys(found)) or "sales"


def _check(values: Values) -> str:
    return "" if values.get("name") else _("There is no name in this row.")


STAFF_IMPORT = Importer(
    key="staff",
    label=N_("Import staff from {file}"),
    fields=STAFF_FIELDS,
    table=s.staff_member,
    add=_add,
    identities=(by_code("code", s.staff_member.c.code), by_name("name", s.staff_member.c.name)),
    references={"reports_to_id": Reference(N_("staff member"), _names, _make_managers, own="name")},
    check=_check,
)
