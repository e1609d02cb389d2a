"""Making one record of two, and putting a fact back to what it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, select, update

from salesdesk.base.errors import UserError
from salesdesk.base.fold import fold
from salesdesk.base.i18n import N_, _
from salesdesk.parties.party_commands import COMPUTED, FACTS, edit_party
from salesdesk.parties.records import further_phones, party_row
from salesdesk.parties.rules import display_name, furthest_state, search_texts
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store
from salesdesk.store.images import row_in_image
from salesdesk.store.journal_schema import change
from salesdesk.store.schema.columns import Day, Flag, Instant

# Papers are corrected by papers, the journal's own numbers by nobody.
_NOT_PUT_BACK = frozenset({"sale", "sale_line", "payment", "quote", "quote_line", "number_series", "setting"})
_EARLIEST = ("prospect_on", "customer_on", "qualified_on")


@command
def merge_parties(store: Store, keep_id: int, other_id: int) -> None:
    """Make one record of two: everything of ``other_id`` moves to ``keep_id``, which keeps its own facts.

    Empty facts are filled from the other; its differing phone and e-mail become further contacts, its
    notes are added; the other goes into the Bin. One step: undo takes all of it apart again.
    Raises `UserError` when both are the same record or one is in the Bin.
    """
    if keep_id == other_id:
        raise UserError(_("Choose two different records to merge."))
    keep, other = party_row(store, keep_id), party_row(store, other_id)
    with store.changing(
        N_("Merge {other} into {name}"), name=display_name(keep), other=display_name(other)
    ) as db:
        for table, column in _references():
            if table.name == "campaign_member":
                _drop_double_members(db, keep_id, other_id)
            db.execute(
                update(table)
                .where(column == other_id)
                .values({column.name: keep_id, "version": table.c.version + 1})
            )
        _keep_second_contacts(store, db, keep, other)
        facts = _joined(keep, other)
        facts |= search_texts({**keep, **facts}, store.country, further_phones(db, keep_id))
        store.update(db, s.party, keep_id, **facts)
        store.remove(db, s.party, other_id)


def _references() -> Iterator[tuple[Table, Column[Any]]]:
    for table in s.TABLES.values():
        for column in table.columns:
            if any(key.column is s.party.c.id for key in column.foreign_keys):
                yield table, column


def _drop_double_members(db: Connection, keep_id: int, other_id: int) -> None:
    # Both were in the same campaign's audience: one membership is enough, and the table allows one.
    m = s.campaign_member.c
    ours = select(m.campaign_id).where(m.party_id == keep_id)
    doubles = db.execute(select(m.id).where(m.party_id == other_id, m.campaign_id.in_(ours))).scalars().all()
    if doubles:
        db.execute(s.campaign_member.delete().where(m.id.in_(doubles)))


def _keep_second_contacts(
    store: Store, db: Connection, keep: Mapping[str, Any], other: Mapping[str, Any]
) -> None:
    for kind, value, normal in (
        ("phone", other["phone"], other["phone_normal"]),
        ("email", other["email"], other["email"].lower()),
    ):
        ours = keep["phone_normal"] if kind == "phone" else keep["email"].lower()
        if value and keep[kind] and normal != ours:
            store.insert(db, s.contact_point, party_id=keep["id"], kind=kind, value=value, normal=normal)


def _joined(keep: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    facts = {
        key: other[key]
        for key in FACTS
        if keep[key] in (None, "", "{}", 0) and other[key] not in (None, "", "{}", 0)
    }
    for reference in ("referred_by_id", "organisation_id"):
        if facts.get(reference, keep[reference]) in (keep["id"], other["id"]):
            facts[reference] = None
    if keep["notes"] and other["notes"] and other["notes"] not in keep["notes"]:
        facts["notes"] = f"{keep['notes']}\n{other['notes']}"
    facts["tags"] = ", ".join(dict.fromkeys([*_tags(keep), *_tags(other)]))
    facts["state"] = furthest_state(keep["state"], other["state"])
    for key in _EARLIEST:
        facts[key] = min(filter(None, (keep[key], other[key])), default=None)
    facts["last_contact_on"] = max(
        filter(None, (keep["last_contact_on"], other["last_contact_on"])), default=None
    )
    return facts


def _tags(row: Mapping[str, Any]) -> list[str]:
    return [tag.strip() for tag in row["tags"].split(",") if tag.strip()]


@command
def put_back(store: Store, table: str, row_id: int, key: str, change_id: int) -> None:
    """Give one fact of a record the value it had before a change in its history.

    ``table`` is the record's table, ``key`` the column, ``change_id`` as `store.journal.history` gives it.
    Raises `UserError` for papers, whose figures are corrected by other papers.
    """
    found = s.TABLES[table]
    if table in _NOT_PUT_BACK:
        raise UserError(_("A paper is corrected by another paper, not by hand."))
    with store.reading() as db:
        before = db.execute(
            select(change.c.before).where(
                change.c.id == change_id, change.c.row_id == row_id, change.c.table_name == table
            )
        ).scalar()
        now = db.execute(select(found).where(found.c.id == row_id)).mappings().first()
    if not before or now is None or key not in found.c or key in COMPUTED:
        raise UserError(_("There is no earlier value to put back."))
    value = _as_python(found.c[key], row_in_image(table, before)[key])
    if table == s.party.name and key in FACTS:
        with store.changing(N_("Put back {name}"), name=display_name(dict(now))):
            edit_party(store, row_id, **{key: value})
        return
    values: dict[str, Any] = {key: value}
    if "search" in found.c and isinstance(value, str):
        values["search"] = _found_by(now["search"], str(now[key] or ""), value)
    with store.changing(N_("Put back a value")) as db:
        store.update(db, found, row_id, **values)


def _found_by(search: str, old: str, new: str) -> str:
    # Another feature built the text; the fact's folded words in it are exchanged for the earlier ones.
    without = search.replace(fold(old), "", 1) if old else search
    return " ".join(f"{without} {fold(new)}".split())


def _as_python(column: Column[Any], stored: Any) -> Any:
    # The journal holds what the file holds: days and instants as text, flags as 0 or 1.
    kind = column.type
    if stored is None or not isinstance(kind, Day | Instant | Flag):
        return stored
    if isinstance(kind, Flag):
        return bool(stored)
    return date.fromisoformat(stored) if isinstance(kind, Day) else datetime.fromisoformat(stored)
