"""Reading ready-made messages."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from salesdesk.base.choices import PURPOSES
from salesdesk.store import schema as s


class ReadyMessage(NamedTuple):
    """A text kept for use again. ``purpose`` is sales, service or marketing; ``channel`` may be ""."""

    id: int
    name: str
    body: str
    purpose: str
    channel: str
    position: int
    version: int


_COLUMNS = ("id", "name", "body", "purpose", "channel", "position", "version")


def list_messages(db: Connection, purpose: str = "") -> list[ReadyMessage]:
    """The ready-made messages in the order a person gave them, of one purpose or of all."""
    t = s.ready_message.c
    rows = select(*(t[key] for key in _COLUMNS)).where(t.deleted_at.is_(None))
    if purpose:
        rows = rows.where(t.purpose == purpose)
    found = [ReadyMessage(*row) for row in db.execute(rows.order_by(t.position, t.id))]
    order = [choice.value for choice in PURPOSES]
    return sorted(found, key=lambda message: order.index(message.purpose))


def find_message(db: Connection, message_id: int) -> ReadyMessage | None:
    """One ready-made message, None when it is gone."""
    t = s.ready_message.c
    row = db.execute(
        select(*(t[key] for key in _COLUMNS)).where(t.id == message_id, t.deleted_at.is_(None))
    ).first()
    return ReadyMessage(*row) if row else None
