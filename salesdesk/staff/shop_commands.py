"""Changing the shop's settings; each is a step of its own."""

from __future__ import annotations

from sqlalchemy import select

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.shop_settings import checked
from salesdesk.staff.shop_queries import has_amounts
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store


@command
def change_setting(store: Store, key: str, text: str) -> str:
    """Change one of the shop's settings (see `shop_settings`); returns the text that is kept.

    The same text again is no step. Raises `UserError` when it cannot be so, also for the currency of a book
    that holds amounts.
    """
    kept, label = checked(key, text)
    with store.reading() as db:
        before = db.execute(select(s.setting.c.value).where(s.setting.c.key == key)).scalar()
        if key == "currency" and kept != store.currency and has_amounts(db):
            raise UserError(
                _("The book holds amounts already, and they would change their worth."), "currency"
            )
    if before != kept:
        with store.changing(label):
            store.set_setting(key, kept)
    return kept


@command
def reset_settings(store: Store, *keys: str) -> int:
    """Let settings be as they are at first; returns how many were something else."""
    with store.reading() as db:
        t = s.setting.c
        rows = db.execute(select(t.id).where(t.key.in_(keys), t.value != "")).scalars().all()
    if rows:
        with store.changing(N_("Put settings back as they were at first")) as db:
            for row_id in rows:
                store.update(db, s.setting, row_id, value="")
    return len(rows)
