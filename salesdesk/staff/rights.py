"""Who may do what: the owner everything, staff the daily work, a viewer only looks.

A manager sees costs and margins too.

Commands ask `need` first, the window hides what `may` denies, and the store refuses every change of a
viewer (`put_in_force`), whatever way it came.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.store import schema as s
from salesdesk.store.database import Store

CHANGE, MARGIN, RESTORE, STAFF, PRICES, EMPTY_BIN = (
    "change", "margin", "restore", "staff", "prices", "empty_bin",
)  # fmt: skip
ALL = frozenset({CHANGE, MARGIN, RESTORE, STAFF, PRICES, EMPTY_BIN})
DAILY = frozenset({CHANGE})
_REFUSALS = {
    CHANGE: N_("A viewer looks at everything and changes nothing. Ask the owner for another role."),
    MARGIN: N_("Only the owner can see costs and gross profit."),
    RESTORE: N_("Only the owner can restore a copy."),
    STAFF: N_("Only the owner can change who works here, their roles and their PINs."),
    PRICES: N_("Only the owner can change prices and costs."),
    EMPTY_BIN: N_("Only the owner can empty the Bin."),
}
_OWNERS_TABLES = frozenset({"staff_member", "staff_pin", "product", "setting"})


def rights_of(roles: str) -> frozenset[str]:
    """What the comma separated roles allow together.

    >>> rights_of("viewer") == frozenset(), rights_of("viewer,sales") == DAILY, rights_of("owner") == ALL
    (True, True, True)
    """
    worn = {role for role in roles.split(",") if role}
    if "owner" in worn:
        return ALL
    if "manager" in worn:
        return DAILY | {MARGIN}
    return frozenset() if worn == {"viewer"} else DAILY


def rights(store: Store) -> frozenset[str]:
    """What whoever is at the desk may do; everything in a book where nobody is."""
    if store.staff_id is None:
        return ALL
    with store.reading() as db:
        c = s.staff_member.c
        roles = db.execute(select(c.roles).where(c.id == store.staff_id)).scalar()
    return rights_of(roles or "") if roles is not None else ALL


def may(store: Store, right: str) -> bool:
    """Whether whoever is at the desk has a right."""
    return right in rights(store)


def refusal(right: str) -> str:
    """The sentence that says who could do it."""
    return _(_REFUSALS[right])


def need(store: Store, right: str) -> None:
    """Raises `UserError` when whoever is at the desk has not the right."""
    if not may(store, right):
        raise UserError(refusal(right))


def put_in_force(store: Store) -> None:
    """From now on the store refuses what the person at the desk may not change, whatever way it comes."""

    def before_change(tables: Collection[str], whose: int | None) -> None:
        held = rights(store)
        if CHANGE not in held:
            raise UserError(refusal(CHANGE))
        theirs = whose is not None and whose != store.staff_id
        if theirs and held != ALL and _OWNERS_TABLES & set(tables):
            raise UserError(_("Only the owner can take this back."))

    store.guard(before_change)
