"""What can be undone and redone, and the history of a record, read from the journal.

A row that a later step changed is never overwritten: the person is told.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, text

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.store import schema
from salesdesk.store.images import row_in_image
from salesdesk.store.journal_schema import change, step
from salesdesk.store.schema import staff_member

BULK = 500
_INNER = ("version", "search", "phone_digits", "sort_name")


class Step(NamedTuple):
    """A step as the history shows it. ``undone`` says whether it is taken back at present."""

    id: int
    at: datetime
    staff_id: int | None
    staff: str
    label: str
    undone: bool


class PastValue(NamedTuple):
    """One fact of a record that a step changed. ``change_id`` and ``key`` are what "put back" needs."""

    change_id: int
    step_id: int
    at: datetime
    staff: str
    label: str
    key: str
    before: Any
    after: Any


def words_of(label: str, words: str) -> str:
    """A step's label in the person's language."""
    return _(label).format_map(_Blank(json.loads(words)))


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def last_step(db: Connection, staff_id: int | None) -> Any:
    """The step that Ctrl+Z would take back: the person's own newest one that is in force."""
    mine = step.c.staff_id.is_(None) if staff_id is None else step.c.staff_id == staff_id
    return db.execute(
        select(step)
        .where(step.c.kind == "do", step.c.undone_by.is_(None), mine)
        .order_by(step.c.id.desc())
        .limit(1)
    ).first()


def undone_step(db: Connection, staff_id: int | None) -> Any:
    """The step that Ctrl+Y would bring back: the last one taken back, if nothing was done since."""
    mine = step.c.staff_id.is_(None) if staff_id is None else step.c.staff_id == staff_id
    newest = select(func.coalesce(func.max(step.c.id), 0)).where(step.c.kind == "do", mine).scalar_subquery()
    return db.execute(
        select(step)
        .where(step.c.kind == "do", step.c.undone_by > newest, mine)
        .order_by(step.c.undone_by.desc())
        .limit(1)
    ).first()


def step_by_id(db: Connection, step_id: int | None) -> Any:
    """A step that was done, or None: also when it was let go since."""
    return db.execute(select(step).where(step.c.id == step_id, step.c.kind == "do")).first()


def to_undo(db: Connection, staff_id: int | None, step_id: int | None) -> Any:
    """The step to take back, if it is in force: the one named, else the person's last; or None."""
    found = last_step(db, staff_id) if step_id is None else step_by_id(db, step_id)
    return found if found is not None and found.undone_by is None else None


def touching(table: str, row_id: Any) -> ColumnElement[bool]:
    """The changes of one row: its own lines, and the ranges it was inserted in."""
    alone = and_(change.c.row_id == row_id, change.c.last_id.is_(None))
    among = and_(change.c.last_id.is_not(None), change.c.row_id <= row_id, change.c.last_id >= row_id)
    return and_(change.c.table_name == table, or_(alone, among))


def is_large(db: Connection, step_id: int) -> bool:
    """Whether a step changed so many rows that they are better taken back by whole statements."""
    rows = func.coalesce(change.c.last_id, change.c.row_id) - change.c.row_id + 1
    some = select(rows.label("n")).where(change.c.step_id == step_id).limit(BULK).subquery()
    return int(db.execute(select(func.coalesce(func.sum(some.c.n), 0))).scalar_one()) >= BULK


def refuse_if_overwritten(db: Connection, applied_step: int, after_step: int) -> None:
    """Raise `UserError` when a later step that is in force changed a row this one touched."""
    mine, later = change.alias("mine"), change.alias("later")
    # A later range holds ids made for it, which no earlier step can have touched.
    alone = and_(mine.c.last_id.is_(None), later.c.row_id == mine.c.row_id)
    among = and_(mine.c.last_id.is_not(None), later.c.row_id.between(mine.c.row_id, mine.c.last_id))
    found = [
        select(step.c.id, step.c.label, step.c.words, later.c.table_name)
        .select_from(
            mine.join(later, same & (later.c.table_name == mine.c.table_name))
            .join(step, step.c.id == later.c.step_id)
        )
        .where(mine.c.step_id == applied_step, step.c.kind == "do")
        .where(step.c.undone_by.is_(None), step.c.id > after_step)
        for same in (alone, among)
    ]  # fmt: skip
    both = found[0].union_all(found[1]).subquery()
    row = db.execute(select(both).order_by(both.c.id.desc()).limit(1)).first()
    if row is None:
        return
    if row.table_name == "number_series":
        raise UserError(
            _("A later paper already has the next number, so this one stays. Correct it with a credit note.")
        )
    raise UserError(
        _("The same record was changed later by “{step}”. Undo that first; nothing was overwritten.").format(
            step=words_of(row.label, row.words)
        )
    )


def list_steps(db: Connection, limit: int = 200) -> list[Step]:
    """What was done, newest first, with who did it."""
    rows = db.execute(
        select(step, staff_member.c.name)
        .outerjoin(staff_member, staff_member.c.id == step.c.staff_id)
        .where(step.c.kind == "do")
        .order_by(step.c.id.desc())
        .limit(limit)
    )
    return [
        Step(
            r.id,
            datetime.fromisoformat(r.at),
            r.staff_id,
            r.name or "",
            words_of(r.label, r.words),
            r.undone_by is not None,
        )
        for r in rows
    ]


def history(db: Connection, table: str, row_id: int, keys: Sequence[str] | None = None) -> list[PastValue]:
    """Who changed what on a record and when, newest first; only ``keys`` when given.

    The value afterwards is the image before the next change, or the record as it is now.
    """
    rows = db.execute(
        select(change, step.c.at, step.c.label, step.c.words, staff_member.c.name)
        .join(step, step.c.id == change.c.step_id)
        .outerjoin(staff_member, staff_member.c.id == step.c.staff_id)
        .where(touching(table, row_id))
        .order_by(change.c.id.desc())
    ).all()
    after = raw_row(db, table, row_id) or {}
    out: list[PastValue] = []
    for r in rows:
        before = row_in_image(table, r.before)
        when, who, what = datetime.fromisoformat(r.at), r.name or "", words_of(r.label, r.words)
        shown = [k for k in _differing(before, after) if k not in _INNER and (keys is None or k in keys)]
        out += [PastValue(r.id, r.step_id, when, who, what, k, before.get(k), after.get(k)) for k in shown]
        after = before
    return out


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [k for k in {**after, **before} if before.get(k) != after.get(k)]


def raw_row(db: Connection, table: str, row_id: int) -> dict[str, Any] | None:
    """A row as the file holds it, without conversions (instants and days are text)."""
    row = (
        db.execute(text(f"SELECT * FROM {schema.TABLES[table].name} WHERE id = :id"), {"id": row_id})
        .mappings()
        .first()
    )
    return dict(row) if row else None
