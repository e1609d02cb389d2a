"""Looking a campaign up before it is changed: as it is now, or a `UserError` that says it is gone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.store import schema as s
from salesdesk.store.database import Store

CHUNK = 500


def campaign_row(db: Connection, campaign_id: int) -> dict[str, Any]:
    """A campaign as it is. Raises `UserError` when it is in the Bin or was never there."""
    row = db.execute(select(s.campaign).where(s.campaign.c.id == campaign_id)).mappings().first()
    if row is None or row["deleted_at"] is not None:
        raise UserError(_("This campaign is no longer there. Look in the Bin or in History."))
    return dict(row)


def campaign_name(store: Store, campaign_id: int) -> str:
    """What a campaign is called. Raises `UserError` when it is gone."""
    with store.reading() as db:
        return str(campaign_row(db, campaign_id)["name"])


def chunks(ids: Iterable[int]) -> list[list[int]]:
    """Ids in runs short enough for one statement."""
    every = list(ids)
    return [every[i : i + CHUNK] for i in range(0, len(every), CHUNK)]
