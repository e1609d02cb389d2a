"""Emptying the Bin: taking several records out of it, and deleting them for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.exc import IntegrityError

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.parties.party_commands import restore_from_bin
from salesdesk.staff.rights import EMPTY_BIN, need
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

Row = tuple[str, int]
"""The name of a table and a record's id."""

_PARTS: dict[str, tuple[tuple[Table, str], ...]] = {
    "party": (
        (s.task, "party_id"), (s.interaction, "party_id"), (s.contact_point, "party_id"),
        (s.campaign_member, "party_id"), (s.response, "party_id"),
    ),
    "deal": ((s.stage_move, "deal_id"), (s.objection, "deal_id"), (s.task, "deal_id")),
    "quote": ((s.quote_line, "quote_id"), (s.planned_payment, "quote_id")),
    "sale": ((s.sale_line, "sale_id"),),
    "product": ((s.care_step, "product_id"),),
    "service_case": ((s.time_entry, "case_id"), (s.checklist_item, "case_id"), (s.task, "case_id")),
    "campaign": (
        (s.campaign_channel, "campaign_id"), (s.campaign_cost, "campaign_id"),
        (s.campaign_note, "campaign_id"), (s.response, "campaign_id"), (s.campaign_member, "campaign_id"),
    ),
}  # fmt: skip
"""What is a part of a record and goes with it. Papers are nobody's part: they keep whom they are for."""


@command
def restore_several(store: Store, rows: Sequence[Row]) -> int:
    """Take records out of the Bin in one step; returns how many.

    Raises `UserError` when one of them is not in the Bin any more; then none is taken out.
    """
    with store.changing(N_("Take {n} records out of the Bin"), n=len(rows)):
        for table, row_id in rows:
            restore_from_bin(store, table, row_id)
    return len(rows)


@command
def delete_for_good(store: Store, rows: Sequence[Row]) -> int:
    """Delete records that are in the Bin, with their parts; returns how many.

    A record that others outside the Bin still need (a customer with a sale) stays there. Raises `UserError`
    when that holds for all of them, or without the owner at the desk.
    """
    need(store, EMPTY_BIN)
    left = list(rows)
    with store.changing(N_("Delete {n} records for good"), n=len(rows)) as db:
        # Again while something went: a record may have been needed by another one of these.
        while left:
            kept = [row for row in left if not _delete(db, *row)]
            if len(kept) == len(left):
                break
            left = kept
        if len(left) == len(rows):
            raise UserError(
                _("Other records still need what is here, such as sales of a customer. Nothing was deleted.")
            )
    return len(rows) - len(left)


def _delete(db: Connection, table: str, row_id: int) -> bool:
    found = s.TABLES[table]
    binned = (found.c.id == row_id) & found.c.deleted_at.is_not(None)
    if db.execute(select(found.c.id).where(binned)).first() is None:
        return False
    try:
        with db.begin_nested():
            for part, key in _parts(table):
                db.execute(delete(part).where(part.c[key] == row_id))
            db.execute(delete(found).where(binned))
    except IntegrityError:
        return False
    return True


def _parts(table: str) -> Iterable[tuple[Table, str]]:
    return ((part, key) for part, key in _PARTS.get(table, ()) if key in part.c)
