"""Writing PINs: a person's own or, for the owner, anybody's."""

from __future__ import annotations

from sqlalchemy import Connection, select

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.staff import pins
from salesdesk.staff.pin_queries import LENGTH_SETTING, RECOVERY_SETTING, pin_length
from salesdesk.staff.queries import StaffRow, find_staff_by_id
from salesdesk.staff.rights import STAFF, need
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store


@command
def set_pin(store: Store, staff_id: int, pin: str) -> None:
    """Give a person at the desk a PIN, in place of the one before.

    Raises `UserError` (field "pin") when it has not the shop's number of digits or is one that anybody would
    try first, and for somebody else's PIN when the person at the desk is not the owner.
    """
    person = _person(store, staff_id)
    _check(pin, pin_length(store))
    kept = pins.encode(pin)
    with store.changing(N_("Set the PIN of {name}"), name=person.name) as db:
        row_id = _row_id(db, staff_id)
        if row_id is None:
            store.insert(db, s.staff_pin, staff_id=staff_id, code=kept)
        else:
            store.update(db, s.staff_pin, row_id, code=kept)


@command
def clear_pin(store: Store, staff_id: int) -> None:
    """Take a person's PIN away; nothing happens when there is none. Raises `UserError` as `set_pin`."""
    person = _person(store, staff_id)
    with store.changing(N_("Remove the PIN of {name}"), name=person.name) as db:
        row_id = _row_id(db, staff_id)
        if row_id is not None:
            store.remove(db, s.staff_pin, row_id)


@command
def set_pin_length(store: Store, length: int) -> None:
    """How many digits new PINs have from now on; PINs already set stay as they are.

    Raises `UserError` for a length outside 4 to 8, or without the owner at the desk.
    """
    need(store, STAFF)
    if not pins.SHORTEST <= length <= pins.LONGEST:
        raise UserError(
            _("A PIN has {least} to {most} digits.").format(least=pins.SHORTEST, most=pins.LONGEST)
        )
    with store.changing(N_("Change the length of PINs")):
        store.set_setting(LENGTH_SETTING, str(length))


@command
def make_recovery_code(store: Store) -> str:
    """A new code that unlocks for the owner when the PIN is forgotten; the one before no longer does.

    Returns it: it is kept only as a hash and cannot be shown again. Raises `UserError` without the owner.
    """
    need(store, STAFF)
    code = pins.new_recovery_code()
    with store.changing(N_("Make a recovery code")):
        store.set_setting(RECOVERY_SETTING, pins.encode(code))
    return code


def _person(store: Store, staff_id: int) -> StaffRow:
    if staff_id != store.staff_id:
        need(store, STAFF)
    with store.reading() as db:
        person = find_staff_by_id(db, staff_id)
    if person is None:
        raise UserError(_("This staff member is no longer there. Look in the Bin or in History."))
    return person


def _row_id(db: Connection, staff_id: int) -> int | None:
    c = s.staff_pin.c
    found = db.execute(select(c.id).where(c.staff_id == staff_id, c.deleted_at.is_(None))).scalar()
    return int(found) if found is not None else None


def _check(pin: str, length: int) -> None:
    if not (pin.isascii() and pin.isdecimal() and len(pin) == length):
        raise UserError(_("A PIN in this shop has {n} digits.").format(n=length), "pin")
    rising, falling = "0123456789", "9876543210"
    if len(set(pin)) == 1 or pin in rising or pin in falling:
        raise UserError(_("Anybody would try {pin} first. Choose another PIN.").format(pin=pin), "pin")
