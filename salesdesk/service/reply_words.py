"""The shop's ready-made replies, filled for the customer of a case (no Qt here)."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from salesdesk.base.periods import format_day
from salesdesk.documents.message_queries import list_messages
from salesdesk.documents.message_rules import fill, first_name
from salesdesk.service.page_queries import CasePage
from salesdesk.staff.queries import staff_name
from salesdesk.store import schema as s
from salesdesk.store.database import Store


class FilledReply(NamedTuple):
    """A reply ready to be sent; ``kind`` is the entry it belongs to."""

    name: str
    text: str
    kind: str


def filled_replies(store: Store, page: CasePage, language: str) -> list[FilledReply]:
    """The ready-made replies of service with the words of a case's customer, product, shop and day."""
    p = s.party.c
    with store.reading() as db:
        messages = list_messages(db, "service")
        if not messages:
            return []
        owner = page.owner.id if page.owner is not None else None
        address = db.execute(select(p.form_of_address).where(p.id == owner)).scalar() or ""
    name = page.owner.name if page.owner is not None else ""
    written_in = store.setting("language", "en")
    values = {
        "name": name,
        "first_name": first_name(name, written_in),
        "form_of_address": address,
        "product": page.piece.name if page.piece is not None else "",
        "shop": store.setting("shop_name"),
        "shop_phone": store.setting("shop_phone"),
        "staff": first_name(staff_name(store, store.staff_id), written_in) if store.staff_id else "",
        "date": format_day(store.today(), language),
        "number": page.number,
    }
    return [
        FilledReply(m.name, fill(m.body, values), "call" if m.channel == "phone" else "message")
        for m in messages
    ]
