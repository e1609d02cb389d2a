"""Looking a record up before it is changed: as it is, or a `UserError` that it is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from salesdesk.base.errors import UserError
from salesdesk.base.fold import digits, fold, nfc
from salesdesk.base.i18n import _
from salesdesk.base.shop_settings import PREFIX
from salesdesk.parties.commands import add_party
from salesdesk.parties.records import party_name
from salesdesk.store import schema as s
from salesdesk.store.database import Store

_PREFIXES = {
    "sale": {"vi": "PB", "en": "INV"},
    "credit_note": {"vi": "PG", "en": "CN"},
    "quote": {"vi": "BG", "en": "Q"},
}


def live_row(store: Store, table: Table, row_id: int) -> dict[str, Any]:
    """A row as it is. Raises `UserError` when it is in the Bin or was never there."""
    with store.reading() as db:
        row = db.execute(select(table).where(table.c.id == row_id)).mappings().first()
    if row is None or row["deleted_at"] is not None:
        raise UserError(_("This record is no longer there. Look in the Bin or in History."))
    return dict(row)


def tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    """Texts in composed letters without blanks around them; everything else as it is."""
    return {k: nfc(v).strip() if isinstance(v, str) else v for k, v in values.items()}


def known_facts(table: Table, facts: Mapping[str, Any], kept: Iterable[str] = ()) -> dict[str, Any]:
    """The facts, tidied. Raises TypeError for one that is no column, or is not for everybody to set."""
    own = {"id", "version", "created_at", "deleted_at", "search", *kept}
    if unknown := {f for f in facts if f not in table.c or f in own}:
        raise TypeError(f"a {table.name} has no {', '.join(sorted(unknown))} to be set")
    return tidy(facts)


def search_text(*parts: object) -> str:
    """What a paper is found by."""
    return " ".join(dict.fromkeys(fold(str(part)) for part in parts if part))


def customer(store: Store, party_id: int | None, new_party: str) -> tuple[int, str]:
    """The id and name of whom a paper is for; ``new_party`` (a name or a phone number) makes a new one.

    Raises `UserError` (field "party_id") when there is neither.
    """
    if party_id is None and new_party.strip():
        words = new_party.strip()
        phone = len(digits(words)) >= 8 and not any(c.isalpha() for c in words)
        party_id = add_party(store, phone=words) if phone else add_party(store, name=words)
    if party_id is None:
        raise UserError(_("Choose a customer, or type a name or a phone number."), "party_id")
    live_row(store, s.party, party_id)
    with store.reading() as db:
        return party_id, party_name(db, party_id)


def name_of(store: Store, party_id: int | None) -> str:
    """What a party is called in the words of a step."""
    with store.reading() as db:
        return party_name(db, party_id)


def product_rows(db: Connection, ids: Iterable[int | None]) -> dict[int, Mapping[str, Any]]:
    """Products by id."""
    wanted = {i for i in ids if i is not None}
    rows = db.execute(select(s.product).where(s.product.c.id.in_(wanted))).mappings()
    return {row["id"]: dict(row) for row in rows}


def next_number(store: Store, db: Connection, series: str) -> str:
    """The next number of "sale", "credit_note" or "quote", in the words of the shop's language."""
    return store.next_number(db, series, prefix_of(store, series))


def prefix_of(store: Store, series: str) -> str:
    """What the numbers of a kind of paper begin with: the shop's setting, or as is usual in its language."""
    usual = _PREFIXES[series]
    return store.setting(f"{PREFIX}{series}") or usual.get(store.setting("language", "en"), usual["en"])
