"""Writing people and organisations themselves: adding, editing, their state, the Bin."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select, update

from salesdesk.base import choices, phones
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.parties.records import further_phones, party_row
from salesdesk.parties.rules import (
    SEARCH_SOURCES,
    NextStep,
    display_name,
    search_texts,
    state_after_sale,
    tidy,
)
from salesdesk.parties.task_commands import set_next_step
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

COMPUTED = frozenset({"sort_name", "phone_normal", "search", "phone_digits"})
_KEPT = COMPUTED | {"id", "version", "created_at", "deleted_at"}
FACTS = frozenset(column.name for column in s.party.columns) - _KEPT


def _checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(facts) - FACTS:
        raise TypeError(f"a party has no {', '.join(sorted(unknown))}")
    tidied = {key: tidy(value) for key, value in facts.items()}
    if "code" in tidied:
        tidied["code"] = tidied["code"] or None
    if isinstance(tidied.get("custom"), dict):
        tidied["custom"] = json.dumps(tidied["custom"], ensure_ascii=False)
    kind = tidied.get("kind")
    if kind is not None and kind not in choices.values(choices.PARTY_KINDS):
        raise UserError(_("Choose whether this is a person, a company or a household."), "kind")
    if (tidied.get("budget") or 0) < 0:
        raise UserError(_("A budget cannot be below zero."), "budget")
    return tidied


def _check_named(values: Mapping[str, Any]) -> None:
    if display_name(values) == "—":
        raise UserError(_("Write a name or a phone number: one of them is enough."), "name")


@command
def add_party(
    store: Store,
    *,
    name: str = "",
    phone: str = "",
    email: str = "",
    kind: str = "person",
    prospect: bool = True,
    next_step: NextStep | None = None,
    **facts: Any,
) -> int:
    """Add a person or an organisation; returns its id. A name *or* a phone number is enough.

    ``prospect`` makes it a new prospect of today; otherwise it is a plain contact. ``facts`` are further
    columns of the party (address, source, needs, budget in minor units, campaign_id, staff_id …; also
    ``state``, ``prospect_on`` and ``customer_on`` for people known from before).
    ``next_step`` is planned in the same step. Raises `UserError` when there is nothing to call it by.
    """
    values = _checked({"name": name, "phone": phone, "email": email, "kind": kind, **facts})
    _check_named(values)
    if prospect:
        values = {"state": "prospect", "prospect_stage": "new", "prospect_on": store.today(), **values}
    values.setdefault("staff_id", store.staff_id)
    if values.get("consent"):
        values.setdefault("consent_on", store.today())
    values |= search_texts(values, store.country)
    with store.changing(N_("Add {name}"), name=display_name(values)) as db:
        party_id = store.insert(db, s.party, **values)
        if next_step is not None:
            set_next_step(store, party_id, next_step)
    return party_id


@command
def edit_party(store: Store, party_id: int, *, version: int | None = None, **facts: Any) -> None:
    """Change facts of a party; what it is found by follows.

    Raises `UserError` when nothing would be left to call it by, or (with ``version``) when somebody
    changed it meanwhile.
    """
    row = party_row(store, party_id)
    changed = {key: value for key, value in _checked(facts).items() if row[key] != value}
    if not changed:
        return
    after = {**row, **changed}
    _check_named(after)
    if changed.get("consent") and "consent_on" not in changed:
        changed["consent_on"] = store.today()
    with store.changing(N_("Change {name}"), name=display_name(after)) as db:
        if set(changed) & set(SEARCH_SOURCES):
            changed |= search_texts(after, store.country, further_phones(db, party_id))
        store.update(db, s.party, party_id, version=version, **changed)


@command
def add_contact_point(
    store: Store, party_id: int, *, value: str, kind: str = "phone", label: str = ""
) -> int:
    """Note a further phone, e-mail, address, handle or web page of a party; returns its id.

    Raises `UserError` when it is empty.
    """
    value = tidy(value)
    if not value:
        raise UserError(_("Write the number or the address."), "value")
    row = party_row(store, party_id)
    normal = phones.normal(value, store.country) if kind == "phone" else value.lower()
    with store.changing(N_("Add a contact of {name}"), name=display_name(row)) as db:
        point_id = store.insert(
            db, s.contact_point, party_id=party_id, kind=kind, value=value, normal=normal, label=tidy(label)
        )
        if kind == "phone":
            _find_by_phones(store, db, row)
    return point_id


@command
def remove_contact_point(store: Store, point_id: int) -> None:
    """Put a further phone or address of a party into the Bin."""
    c = s.contact_point.c
    with store.reading() as db:
        party_id = db.execute(select(c.party_id).where(c.id == point_id)).scalar_one()
    row = party_row(store, party_id)
    with store.changing(N_("Remove a contact of {name}"), name=display_name(row)) as db:
        store.remove(db, s.contact_point, point_id)
        _find_by_phones(store, db, row)


def _find_by_phones(store: Store, db: Connection, row: Mapping[str, Any]) -> None:
    texts = search_texts(row, store.country, further_phones(db, row["id"]))
    if texts["phone_digits"] != row["phone_digits"]:
        store.update(db, s.party, row["id"], phone_digits=texts["phone_digits"])


@command
def set_hot(store: Store, party_id: int, hot: bool) -> None:
    """Mark a party as hot (likely to buy soon), or no longer."""
    name = display_name(party_row(store, party_id))
    label = N_("Mark {name} as hot") if hot else N_("{name} is no longer hot")
    with store.changing(label, name=name) as db:
        store.update(db, s.party, party_id, hot=hot)


@command
def became_customer(store: Store, party_id: int, on: date) -> None:
    """A sale on a day makes a party a customer, the next one a regular, one after a lapse won back."""
    row = party_row(store, party_id)
    first = row["customer_on"]
    changed: dict[str, Any] = {"state": state_after_sale(row["state"])}
    if first is None or on < first:
        changed["customer_on"] = on
    with store.changing(N_("{name} became a customer"), name=display_name(row)) as db:
        store.update(db, s.party, party_id, **changed)


@command
def lapse_customers(store: Store, *, before: date) -> int:
    """Mark as lapsed every customer who last bought before a day; returns how many."""
    p, sale = s.party.c, s.sale.c
    bought_since = select(sale.id).where(
        sale.party_id == p.id, sale.sold_on >= before, sale.status == "issued", sale.deleted_at.is_(None)
    )
    quiet = (
        p.state.in_(("customer", "repeat", "won_back"))
        & (p.customer_on < before)
        & p.deleted_at.is_(None)
        & ~bought_since.exists()
    )
    with store.changing(N_("Mark customers as lapsed")) as db:
        return int(
            db.execute(update(s.party).where(quiet).values(state="lapsed", version=p.version + 1)).rowcount
        )


@command
def bin_party(store: Store, party_id: int) -> None:
    """Put a party into the Bin, with what was still to be done for it. Papers and history stay."""
    row = party_row(store, party_id)
    t, at = s.task.c, store.now()
    with store.changing(N_("Delete {name}"), name=display_name(row)) as db:
        store.update(db, s.party, party_id, deleted_at=at)
        db.execute(
            update(s.task)
            .where(t.party_id == party_id, t.done_at.is_(None), t.deleted_at.is_(None))
            .values(deleted_at=at, version=t.version + 1)
        )


@command
def restore_from_bin(store: Store, table: str, row_id: int) -> None:
    """Take a record out of the Bin; a party comes back with the tasks that went with it.

    ``table`` is the name of its table. Raises `UserError` when it is not in the Bin.
    """
    found, t = s.TABLES[table], s.task.c
    with store.reading() as db:
        row = db.execute(select(found).where(found.c.id == row_id)).mappings().first()
    if row is None or row["deleted_at"] is None:
        raise UserError(_("This is not in the Bin any more."))
    with store.changing(N_("Take {name} out of the Bin"), name=_called(dict(row))) as db:
        store.update(db, found, row_id, deleted_at=None)
        if table == s.party.name:
            db.execute(
                update(s.task)
                .where(t.party_id == row_id, t.deleted_at == row["deleted_at"])
                .values(deleted_at=None, version=t.version + 1)
            )


def _called(row: Mapping[str, Any]) -> str:
    for key in ("name", "title", "number", "phone", "email", "words", "code", "value"):
        if row.get(key):
            return str(row[key])
    return "—"
