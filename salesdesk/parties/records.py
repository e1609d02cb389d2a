"""Looking a party or a task up as it is now (a `UserError` says that it is gone), and what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, bindparam, func, select

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.parties.rules import display_name
from salesdesk.store import schema as s
from salesdesk.store.database import Store

# Made once: putting a statement together takes longer than SQLite takes to answer it.
_PARTY = select(s.party).where(s.party.c.id == bindparam("id"))
_PHONES = select(s.contact_point.c.value).where(
    s.contact_point.c.party_id == bindparam("party_id"),
    s.contact_point.c.kind == "phone",
    s.contact_point.c.deleted_at.is_(None),
)


def party_row(store: Store, party_id: int) -> dict[str, Any]:
    """A party as it is. Raises `UserError` when it is in the Bin or was never there."""
    with store.reading() as db:
        row = db.execute(_PARTY, {"id": party_id}).mappings().first()
    if row is None or row["deleted_at"] is not None:
        raise UserError(_("This person is no longer there. Look in the Bin or in History."))
    return dict(row)


def task_row(store: Store, task_id: int) -> dict[str, Any]:
    """A task as it is. Raises `UserError` when it is gone."""
    with store.reading() as db:
        row = db.execute(select(s.task).where(s.task.c.id == task_id)).mappings().first()
    if row is None or row["deleted_at"] is not None:
        raise UserError(_("This task is no longer there. Look in the Bin or in History."))
    return dict(row)


def task_words(row: Mapping[str, Any]) -> str:
    """What a task is called: its title, else its kind."""
    return str(row["title"]) or choices.label(choices.TASK_KINDS, row["kind"])


def party_name(db: Connection, party_id: int | None) -> str:
    """What a party is called in the words of a step; "—" when there is none."""
    p = s.party.c
    row = db.execute(select(p.name, p.phone, p.email, p.code).where(p.id == party_id)).mappings().first()
    return display_name(dict(row)) if row else "—"


def further_phones(db: Connection, party_id: int) -> list[str]:
    """A party's other phone numbers, by which it is found too."""
    return list(db.execute(_PHONES, {"party_id": party_id}).scalars())


def called(table: FromClause = s.party) -> ColumnElement[str]:
    """What a party is called, in SQL: name, else phone, e-mail, code."""
    c = table.c
    return func.coalesce(
        func.nullif(c.name, ""), func.nullif(c.phone, ""), func.nullif(c.email, ""), c.code, "—"
    )
