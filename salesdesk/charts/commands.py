"""Writing what the panel measures by: marked events, shown as a shade, and targets of several months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.sales.payment_commands import set_target
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

LONGEST_NAME = 60


@command
def add_event(store: Store, *, name: str, from_on: date, to_on: date | None = None) -> int:
    """Mark an event of one or several days; returns its id.

    Raises `UserError` (field "name" or "to_on") without a name, or when it ends before it begins.
    """
    facts = _checked(name, from_on, to_on or from_on)
    with store.changing(N_("Mark “{name}”"), name=facts["name"]) as db:
        return store.insert(db, s.marked_event, **facts)


@command
def edit_event(
    store: Store,
    event_id: int,
    *,
    version: int | None = None,
    name: str,
    from_on: date,
    to_on: date | None = None,
) -> int:
    """Change an event; returns its id.

    Raises `UserError` as `add_event`, and when somebody changed it since ``version``.
    """
    facts = _checked(name, from_on, to_on or from_on)
    with store.changing(N_("Change “{name}”"), name=facts["name"]) as db:
        store.update(db, s.marked_event, event_id, version=version, **facts)
    return event_id


@command
def remove_event(store: Store, event_id: int) -> int:
    """Put an event into the Bin; returns its id."""
    c = s.marked_event.c
    with store.reading() as db:
        name = db.execute(select(c.name).where(c.id == event_id)).scalar() or ""
    with store.changing(N_("Remove “{name}”"), name=name) as db:
        store.remove(db, s.marked_event, event_id)
    return event_id


@command
def set_targets(store: Store, *, months: Sequence[date], amount: int, staff_id: int | None = None) -> int:
    """Set the revenue target of each of some months, for the shop or a person; returns how many.

    ``amount`` is in minor units a month, 0 takes the target away. Raises `UserError` (field "amount") for
    less than 0.
    """
    with store.changing(N_("Set a target")):
        for month_on in months:
            set_target(store, month_on=month_on, amount=amount, staff_id=staff_id)
    return len(months)


def _checked(name: str, from_on: date, to_on: date) -> dict[str, str | date]:
    words = nfc(" ".join(name.split()))
    if not words:
        raise UserError(_("Give the event a name."), "name")
    if len(words) > LONGEST_NAME:
        raise UserError(_("The name does not fit over the chart. Make it shorter."), "name")
    if to_on < from_on:
        raise UserError(_("The last day is before the first."), "to_on")
    return {"name": words, "from_on": from_on, "to_on": to_on}
