"""People and organisations out of files: prospects, customers, contacts of other programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.base import choices, phones
from salesdesk.base.fold import fold, sort_key
from salesdesk.base.i18n import N_, _
from salesdesk.exchange.importer import (
    Importer,
    Memory,
    Ready,
    Reference,
    Values,
    by_code,
    by_email,
    by_name,
    by_phone,
    insert_rows,
    meaning,
)
from salesdesk.parties.fields import PARTY_FIELDS
from salesdesk.parties.records import further_phones
from salesdesk.parties.rules import SEARCH_SOURCES, display_name, search_texts
from salesdesk.staff.commands import add_staff
from salesdesk.store import schema as s
from salesdesk.store.database import Store

_ORGANISATION = re.compile(
    r"\b(cong ty|cty|tnhh|co phan|doanh nghiep|dntn|htx|truong|benh vien|tap doan|ngan hang|khach san|"
    r"nha khoa|inc|corp|corporation|llc|ltd|limited|gmbh|company|plc|group|hotel|school|bank|bv|pte)\b"
)


WORDS = {
    "kind": meaning(
        organisation="cong ty|cty|cty - dn|doanh nghiep|khach hang doanh nghiep|to chuc|organization",
        person="ca nhan|khach le|individual|contact|khach hang ca nhan",
        household="ho gia dinh|gia dinh",
    ),
    "state": meaning(
        prospect="lead|marketing qualified lead|sales qualified lead|opportunity|tiem nang|khach tiem nang",
        contact="subscriber|other",
        customer="khach hang|da mua|client|active",
        repeat="evangelist|khach quen",
        lapsed="inactive|ngung giao dich",
    ),
    "prospect_stage": meaning(
        new="open|moi|moi hoi",
        working="in progress|attempted to contact|connected|da lien he|dang theo",
        qualified="open deal|du tieu chuan",
        disqualified="unqualified|khong phu hop",
        nurture="bad timing|de sau",
    ),
}


def _people(db: Connection) -> Iterable[tuple[int, str]]:
    p = s.party.c
    for row_id, code, name in db.execute(select(p.id, p.code, p.name).where(p.deleted_at.is_(None))):
        if code:
            yield row_id, code
        if name and name != code:
            yield row_id, name


def _staff(db: Connection) -> Iterable[tuple[int, str]]:
    c = s.staff_member.c
    for row in db.execute(select(c.id, c.name, c.code, c.email).where(c.deleted_at.is_(None))):
        yield from ((row.id, name) for name in (row.code, row.name, row.email) if name)


def _make_organisations(store: Store, db: Connection, names: Sequence[str]) -> Sequence[int]:
    rows = [_computed(store, {"name": name, "kind": "organisation", "source": "import"}) for name in names]
    return insert_rows(db, s.party, rows)


def _make_people(store: Store, db: Connection, names: Sequence[str]) -> Sequence[int]:
    rows = [_computed(store, {"name": name, "kind": _kind_of(name), "source": "import"}) for name in names]
    return insert_rows(db, s.party, rows)


def _make_staff(store: Store, _db: Connection, names: Sequence[str]) -> Sequence[int]:
    return [add_staff(store, name=name) for name in names]


def _kind_of(name: str) -> str:
    return "organisation" if _ORGANISATION.search(fold(name)) else "person"


def _computed(store: Store, values: Values) -> Values:
    return {**values, **search_texts(values, store.country)}


def life_of(values: Values, today: date) -> Values:
    """The state and its days of an imported party: what the file says, else a new prospect of today.

    A day as a customer makes a customer, a day or stage as a prospect a prospect.
    """
    state = values.get("state") or ("customer" if values.get("customer_on") else "prospect")
    if state == "contact":
        return {"state": state, "prospect_on": None, "prospect_stage": None}
    out: Values = {"state": state}
    if state in choices.CUSTOMER_STATES:
        out["customer_on"] = values.get("customer_on") or values.get("prospect_on")
    if state == "prospect":
        out["prospect_stage"] = values.get("prospect_stage") or "new"
    if state == "prospect" or values.get("prospect_on"):
        out["prospect_on"] = values.get("prospect_on") or today
    return out


def _add(store: Store, db: Connection, rows: Sequence[Ready], _memory: Memory) -> Sequence[int]:
    today, country = store.today(), store.country
    parties, points = [], []
    for row in rows:
        values = {key: value for key, value in row.values.items() if value is not None and value != ""}
        if "kind" not in values:
            values["kind"] = _kind_of(values.get("name", ""))
        values |= life_of(values, today)
        values |= search_texts(values, country, row.more.get("phone", ()))
        parties.append(values)
    ids = insert_rows(db, s.party, parties)
    for party_id, row in zip(ids, rows, strict=True):
        if row.more:
            points += _points(country, party_id, row)
    insert_rows(db, s.contact_point, points)
    return ids


def _points(country: str, party_id: int, row: Ready) -> list[dict[str, Any]]:
    out = []
    for kind in ("phone", "email", "address"):
        for value in row.more.get(kind, ()):
            normal = phones.normal(value, country) if kind == "phone" else value.lower()
            out.append({"party_id": party_id, "kind": kind, "value": value, "normal": normal})
    return out


def _change(store: Store, db: Connection, rows: Sequence[Ready], _memory: Memory) -> None:
    for row in rows:
        values: dict[str, Any] = {key: new for key, (_old, new) in row.changes.items() if key in s.party.c}
        if row.id is None or not values:
            continue
        if set(values) & set(SEARCH_SOURCES):
            whole = db.execute(s.party.select().where(s.party.c.id == row.id)).mappings().one()
            values |= search_texts({**whole, **values}, store.country, further_phones(db, row.id))
        store.update(db, s.party, row.id, **values)


def _check(values: Values) -> str:
    if display_name(values) == "—":
        return _("There is no name, no phone, no e-mail and no code in this row.")
    if (values.get("budget") or 0) < 0:
        return _("A budget cannot be below zero.")
    return ""


PARTY_REFERENCE = Reference(N_("person"), _people, _make_people)
PARTY_IDENTITIES = (
    by_code("code", s.party.c.code),
    by_phone("phone", s.party.c.phone_normal),
    by_email("email", s.party.c.email),
    by_name("name", s.party.c.sort_name, also=("address",), stored=sort_key),
)
PARTY_IMPORT = Importer(
    key="party",
    label=N_("Import people from {file}"),
    fields=PARTY_FIELDS,
    table=s.party,
    add=_add,
    change=_change,
    identities=PARTY_IDENTITIES,
    references={
        "referred_by_id": Reference(N_("person"), _people, _make_people, own="name"),
        "organisation_id": Reference(N_("company"), _people, _make_organisations, own="name"),
        "staff_id": Reference(N_("staff member"), _staff, _make_staff),
    },
    words=WORDS,
    check=_check,
)
