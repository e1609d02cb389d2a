"""The records that deals and sales in a file name: customers, products, staff, campaigns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, Table, select

from salesdesk.base.fold import sort_key
from salesdesk.base.i18n import N_
from salesdesk.exchange.importer import Reference, insert_rows
from salesdesk.parties.commands import add_party
from salesdesk.sales.records import search_text
from salesdesk.staff.commands import add_staff
from salesdesk.store import schema as s
from salesdesk.store.database import Store


def _names_and_codes(table: Table) -> Callable[[Connection], Iterable[tuple[int, str]]]:
    """A record is meant by its code as well as by its name; a code wins where it is somebody else's name."""

    def names(db: Connection) -> Iterable[tuple[int, str]]:
        c = table.c
        for row in db.execute(select(c.id, c.code, c.name).where(c.deleted_at.is_(None))):
            if row.code:
                yield row.id, row.code
            if row.name and row.name != row.code:
                yield row.id, row.name

    return names


def _make_parties(store: Store, _db: Connection, names: Sequence[str]) -> Sequence[int]:
    return [add_party(store, name=name, prospect=False, source="import") for name in names]


def make_products(_store: Store, db: Connection, names: Sequence[str]) -> Sequence[int]:
    """Products that a file names and the book does not have: a name, no price."""
    rows = [{"name": name, "sort_name": sort_key(name), "search": search_text(name)} for name in names]
    return insert_rows(db, s.product, rows)


def _make_staff(store: Store, _db: Connection, names: Sequence[str]) -> Sequence[int]:
    return [add_staff(store, name=name) for name in names]


CUSTOMER = Reference(N_("customer"), _names_and_codes(s.party), _make_parties)
PRODUCT = Reference(N_("product"), _names_and_codes(s.product), make_products)
STAFF = Reference(N_("staff member"), _names_and_codes(s.staff_member), _make_staff)
CAMPAIGN = Reference(N_("campaign"), _names_and_codes(s.campaign))
