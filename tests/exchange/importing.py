"""Importers as features write them, for the tests: people, products and deals of the real schema."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.base.choices import DEAL_STAGES
from salesdesk.base.fields import Field, Kind
from salesdesk.base.fold import sort_key
from salesdesk.base.phones import normal
from salesdesk.exchange.importer import (
    Importer,
    Memory,
    Ready,
    Reference,
    by_code,
    by_email,
    by_name,
    by_phone,
    insert_rows,
)
from salesdesk.store import schema as s

PEOPLE_FIELDS = (
    Field("name", "Name", synonyms=("Full name", "Họ tên")),
    Field("phone", "Phone", Kind.PHONE),
    Field("email", "E-mail", Kind.EMAIL),
    Field("address", "Address"),
    Field("code", "Code"),
    Field("birthday", "Birthday", Kind.DATE),
    Field("tags", "Tags", Kind.TAGS),
    Field("organisation_id", "Works for", Kind.REFERENCE, reference="party", synonyms=("Company",)),
)
DEAL_FIELDS = (
    Field("code", "Code", synonyms=("opportunity_id",)),
    Field("party_id", "Customer", Kind.REFERENCE, required=True, reference="party", synonyms=("account",)),
    Field("product_id", "Product", Kind.REFERENCE, reference="product"),
    Field("staff_id", "Looked after by", Kind.REFERENCE, reference="staff_member", synonyms=("sales agent",)),
    Field("stage", "Stage", Kind.CHOICE, choices=DEAL_STAGES, synonyms=("deal stage",)),
    Field("amount", "Amount", Kind.MONEY, synonyms=("close value",)),
)


def computed(values: dict[str, Any], country: str) -> dict[str, Any]:
    """The columns of a party that follow from the others."""
    name, phone = values.get("name") or "", values.get("phone") or ""
    return {"sort_name": sort_key(name or phone), "phone_normal": normal(phone, country) if phone else None}


def _add_people(store: Any, db: Connection, rows: Sequence[Ready], memory: Memory) -> Sequence[int]:
    memory["rows"] = memory.get("rows", 0) + len(rows)
    return insert_rows(
        db,
        s.party,
        [
            {k: v for k, v in row.values.items() if v is not None} | computed(row.values, store.country)
            for row in rows
        ],
    )


def _change_people(store: Any, db: Connection, rows: Sequence[Ready], _memory: Memory) -> None:
    for row in rows:
        new = {key: value for key, (_old, value) in row.changes.items()}
        if "phone" in new:
            new["phone_normal"] = normal(new["phone"], store.country)
        store.update(db, s.party, row.id, version=row.version or None, **new)


def names_of(table: Any) -> Any:
    """What reads the names of a table's records."""

    def names(db: Connection) -> Iterable[tuple[int, str]]:
        return [(row.id, row.name) for row in db.execute(select(table.c.id, table.c.name))]

    return names


def _make(table: Any) -> Any:
    def make(_store: Any, db: Connection, names: Sequence[str]) -> Sequence[int]:
        return insert_rows(db, table, [{"name": name} for name in names])

    return make


PEOPLE = Importer(
    "party",
    "Import people from {file}",
    PEOPLE_FIELDS,
    s.party,
    _add_people,
    _change_people,
    identities=(
        by_code("code", s.party.c.code),
        by_phone("phone", s.party.c.phone_normal),
        by_email("email", s.party.c.email),
        by_name("name", s.party.c.sort_name, also=("address",), stored=sort_key),
    ),
    references={"organisation_id": Reference("company", names_of(s.party), _make(s.party), own="name")},
    defaults={"source": "import"},
)
DEALS = Importer(
    "deal",
    "Import deals from {file}",
    DEAL_FIELDS,
    s.deal,
    identities=(by_code("code", s.deal.c.code),),
    references={
        "party_id": Reference("customer", names_of(s.party), _make(s.party)),
        "product_id": Reference("product", names_of(s.product), _make(s.product)),
        "staff_id": Reference("staff member", names_of(s.staff_member), _make(s.staff_member)),
    },
    words={"stage": {"Engaging": "negotiation"}},
    defaults={"stage": "prospecting"},
)
