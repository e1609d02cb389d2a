"""Keeping filters under a name: save, rename, reorder, delete."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.filters.rules import Wanted, to_json
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

LONGEST = 60
_C = s.saved_view.c


@command
def save_filter(store: Store, tab: str, name: str, wanted: Wanted) -> int:
    """Keep what a list shows under a name; one of the same name is replaced. Gives its id.

    Raises `UserError` without a name, or with one that is too long for a chip.
    """
    name = _checked(name)
    with store.changing(N_("Save the filter {name}"), name=name) as db:
        same = _named(db, tab, name)
        if same is not None:
            store.update(db, s.saved_view, same, name=name, rules=to_json(wanted))
            return same
        last = select(func.max(_C.position)).where(_C.tab == tab, _C.deleted_at.is_(None))
        place = (db.execute(last).scalar() or 0) + 1
        return store.insert(db, s.saved_view, tab=tab, name=name, position=place, rules=to_json(wanted))


@command
def rename_filter(store: Store, filter_id: int, name: str) -> None:
    """Give a saved filter another name.

    Raises `UserError` without a name, or when another filter of the list has it.
    """
    name = _checked(name)
    tab, before = _row(store, filter_id)
    with store.changing(N_("Rename the filter {old} to {name}"), old=before, name=name) as db:
        if _named(db, tab, name) not in (None, filter_id):
            raise UserError(
                _("There is a filter called {name} already. Choose another name.").format(name=name), "name"
            )
        store.update(db, s.saved_view, filter_id, name=name)


@command
def move_filter(store: Store, filter_id: int, by: int) -> None:
    """Move a saved filter ``by`` places to the right (negative: left) among those of its list.

    Raises `UserError` when it is the outermost already.
    """
    tab, name = _row(store, filter_id)
    with store.changing(N_("Move the filter {name}"), name=name) as db:
        rows = select(_C.id).where(_C.tab == tab, _C.deleted_at.is_(None)).order_by(_C.position, _C.id)
        ids = list(db.execute(rows).scalars())
        place = ids.index(filter_id)
        if not 0 <= place + by < len(ids):
            raise UserError(_("This filter is the outermost already."))
        ids.insert(place + by, ids.pop(place))
        for position, row_id in enumerate(ids, 1):
            store.update(db, s.saved_view, row_id, position=position)


@command
def delete_filter(store: Store, filter_id: int) -> None:
    """Take a saved filter away; the records it showed stay."""
    _tab, name = _row(store, filter_id)
    with store.changing(N_("Delete the filter {name}"), name=name) as db:
        store.remove(db, s.saved_view, filter_id)


def _checked(name: str) -> str:
    name = " ".join(nfc(name).split())
    if not name:
        raise UserError(_("Give the filter a name."), "name")
    if len(name) > LONGEST:
        raise UserError(_("The name may have {n} letters at most.").format(n=LONGEST), "name")
    return name


def _named(db: Connection, tab: str, name: str) -> int | None:
    rows = db.execute(select(_C.id, _C.name).where(_C.tab == tab, _C.deleted_at.is_(None)))
    return next((row.id for row in rows if row.name.casefold() == name.casefold()), None)


def _row(store: Store, filter_id: int) -> tuple[str, str]:
    with store.reading() as db:
        found = select(_C.tab, _C.name).where(_C.id == filter_id, _C.deleted_at.is_(None))
        row = db.execute(found).first()
    if row is None:
        raise UserError(_("This filter is no longer there. Look in History."))
    return row.tab, row.name
