"""Reading who has a PIN, and what the shop has settled about PINs."""

from __future__ import annotations

from sqlalchemy import Connection, select

from salesdesk.staff.pins import LONGEST, SHORTEST, USUAL
from salesdesk.store import schema as s
from salesdesk.store.database import Store

LENGTH_SETTING, RECOVERY_SETTING = "pin_length", "recovery_code"


def kept_pins(db: Connection) -> dict[int, str]:
    """The kept texts of everybody's PIN by staff id; of nobody who has left."""
    pin, member = s.staff_pin.c, s.staff_member.c
    rows = (
        select(pin.staff_id, pin.code)
        .join(s.staff_member, member.id == pin.staff_id)
        .where(pin.deleted_at.is_(None), member.deleted_at.is_(None), member.active == 1)
    )
    return {int(row.staff_id): str(row.code) for row in db.execute(rows)}


def pin_length(store: Store) -> int:
    """How many digits a new PIN has in this shop, 4 to 8."""
    text = store.setting(LENGTH_SETTING)
    return min(max(int(text), SHORTEST), LONGEST) if text.isdecimal() else USUAL


def has_recovery_code(store: Store) -> bool:
    """Whether the owner was given a recovery code."""
    return bool(store.setting(RECOVERY_SETTING))
