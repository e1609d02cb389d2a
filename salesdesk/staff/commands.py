"""Writing who is at the desk: adding people, what they do, to whom they report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.staff.queries import find_staff_by_id
from salesdesk.staff.rights import STAFF, need
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

_FACTS = frozenset({"name", "code", "roles", "team", "skills", "phone", "email", "reports_to_id", "active"})


@command
def add_staff(store: Store, *, name: str, roles: str | Iterable[str] = "sales", **facts: Any) -> int:
    """Add somebody at the desk; returns the id. ``roles`` are values of `choices.ROLES`, several if so.

    ``facts``: ``code``, ``team``, ``skills``, ``phone``, ``email``, ``reports_to_id``, ``active``.
    Raises `UserError` without a name, for a role that does not exist, or for a code that is taken.
    """
    need(store, STAFF)
    values = _checked(store, {"name": name, "roles": roles, **facts})
    with store.changing(N_("Add {name} to the staff"), name=values["name"]) as db:
        return store.insert(db, s.staff_member, **values)


@command
def edit_staff(store: Store, staff_id: int, *, version: int | None = None, **facts: Any) -> None:
    """Change facts of a staff member.

    Raises `UserError` when somebody changed it meanwhile, when people would report to each other in a
    circle, or when the shop would be left without an owner.
    """
    need(store, STAFF)
    with store.reading() as db:
        row = find_staff_by_id(db, staff_id)
    if row is None:
        raise UserError(_("This staff member is no longer there. Look in the Bin or in History."))
    values = _checked(store, facts, staff_id)
    now = row._asdict()
    changed = {key: value for key, value in values.items() if now[key] != value}
    if not changed:
        return
    if "owner" in row.roles.split(","):
        _keep_an_owner(store, staff_id, changed)
    with store.changing(N_("Change {name}"), name=changed.get("name", row.name)) as db:
        store.update(db, s.staff_member, staff_id, version=version, **changed)


@command
def remove_staff(store: Store, staff_id: int) -> None:
    """Put a staff member into the Bin; what they did stays theirs. Raises `UserError` for the only owner."""
    need(store, STAFF)
    with store.reading() as db:
        row = find_staff_by_id(db, staff_id)
    if row is None:
        raise UserError(_("This staff member is no longer there. Look in the Bin or in History."))
    if "owner" in row.roles.split(","):
        _keep_an_owner(store, staff_id, {"active": False})
    with store.changing(N_("Remove {name} from the staff"), name=row.name) as db:
        store.remove(db, s.staff_member, staff_id)


def _checked(store: Store, facts: dict[str, Any], staff_id: int | None = None) -> dict[str, Any]:
    if unknown := set(facts) - _FACTS:
        raise TypeError(f"a staff member has no {', '.join(sorted(unknown))}")
    values = {key: nfc(value).strip() if isinstance(value, str) else value for key, value in facts.items()}
    if "name" in values and not values["name"]:
        raise UserError(_("Write the name."), "name")
    if "roles" in values:
        values["roles"] = _roles(values["roles"])
    if "code" in values:
        values["code"] = values["code"] or None
        _check_code_is_free(store, values["code"], staff_id)
    above: Any = values.get("reports_to_id")
    if above is not None and staff_id is not None:
        _check_no_circle(store, staff_id, above)
    return values


def _roles(roles: str | Iterable[str]) -> str:
    parts = [part.strip() for part in (roles.split(",") if isinstance(roles, str) else roles)]
    known = choices.values(choices.ROLES)
    for part in parts:
        if part and part not in known:
            raise UserError(_("There is no role called {role}.").format(role=part), "roles")
    chosen = [role for role in known if role in parts]
    if not chosen:
        raise UserError(_("Choose at least one thing this person does."), "roles")
    return ",".join(chosen)


def _check_code_is_free(store: Store, code: str | None, staff_id: int | None) -> None:
    c = s.staff_member.c
    with store.reading() as db:
        taken = db.execute(select(c.id, c.name).where(c.code == code, c.deleted_at.is_(None))).first()
    if code and taken and taken.id != staff_id:
        raise UserError(_("{name} has this code already.").format(name=taken.name), "code")


def _check_no_circle(store: Store, staff_id: int, above: int) -> None:
    c = s.staff_member.c
    with store.reading() as db:
        over = {row.id: row.reports_to_id for row in db.execute(select(c.id, c.reports_to_id))}
    seen: int | None = above
    steps = 0
    while seen is not None and steps <= len(over):
        if seen == staff_id:
            raise UserError(
                _("Nobody can report to themselves, not by way of others either."), "reports_to_id"
            )
        seen = over.get(seen)
        steps += 1


def _keep_an_owner(store: Store, staff_id: int, changed: dict[str, Any]) -> None:
    stays = changed.get("active", True) and "owner" in changed.get("roles", "owner").split(",")
    if stays:
        return
    c = s.staff_member.c
    with store.reading() as db:
        others = db.execute(
            select(c.roles).where(c.id != staff_id, c.active == 1, c.deleted_at.is_(None))
        ).scalars()
        if not any("owner" in roles.split(",") for roles in others):
            raise UserError(_("A shop needs an owner. Give somebody else that role first."), "roles")
