"""The list of people while somebody types: the search's bounded hits that a view holds, in its order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from salesdesk.base import choices
from salesdesk.base.fold import has_marks, nfc
from salesdesk.store import schema as s
from salesdesk.store.prepared import Prepared
from salesdesk.store.search import Asked, ask, hits

_P, _T, _D = s.party.c, s.task.c, s.deal.c
Views = Callable[[str, date], ColumnElement[bool]]


def filtered(
    db: Connection, typed: str, view: str, sort: str, down: bool, today: date, of: Views
) -> list[int]:
    """The ids of a view that match what was typed, at most the search's 1,000; exact accents come first.

    ``of(view, today)`` is the condition of a view.
    """
    asked = ask(typed)
    if asked is None:
        return []
    exact = has_marks(typed)
    named = _named(asked.by_phone, asked.by_words, exact, view, today, of)
    rows = named.all(db, typed=nfc(typed.strip()), **asked.values)
    ids = [row.id for row in rows]
    if exact:
        return ids
    if sort == "name":
        return ids[::-1] if down else ids
    if sort == "newest":
        return sorted(ids, reverse=not down)
    if sort == "last_contact":
        never = date.min
        rows.sort(key=lambda row: (row.last_contact_on or never, -row.id if down else row.id), reverse=down)
        return [row.id for row in rows]
    return _first_then_rest(_ranked(db, asked, sort, down), ids)


def _first_then_rest(first: Sequence[int], ids: Sequence[int]) -> list[int]:
    rest = dict.fromkeys(ids)
    ahead = [i for i in dict.fromkeys(first) if i in rest]
    for i in ahead:
        del rest[i]
    return [*ahead, *rest]


@lru_cache(64)
def _named(by_phone: bool, by_words: bool, exact: bool, view: str, today: date, of: Views) -> Prepared:
    def build() -> Select[Any]:
        found = hits(by_phone, by_words)
        best = [func.instr(_P.name, bindparam("typed")) == 0] if exact else []
        return (
            select(_P.id, _P.last_contact_on)
            .select_from(found.join(s.party, _P.id == found.c.id))
            .where(_P.deleted_at.is_(None), of(view, today))
            .order_by(*best, _P.sort_name, _P.id)
        )

    return Prepared(build)


def _ranked(db: Connection, asked: Asked, sort: str, down: bool) -> list[int]:
    ranked = _by_step if sort == "next_step" else _by_value
    return [row[0] for row in ranked(asked.by_phone, asked.by_words, down).all(db, **asked.values)]


@lru_cache(16)
def _by_step(by_phone: bool, by_words: bool, down: bool) -> Prepared:
    def build() -> Select[Any]:
        found = hits(by_phone, by_words)
        still = (_T.next_step == 1) & _T.done_at.is_(None) & _T.deleted_at.is_(None)
        order = (_T.due_on.desc(), _T.due_time.desc(), _T.id) if down else (_T.due_on, _T.due_time, _T.id)
        mine = found.join(s.task, _T.party_id == found.c.id)
        return select(_T.party_id).select_from(mine).where(still).order_by(*order)

    return Prepared(build)


@lru_cache(16)
def _by_value(by_phone: bool, by_words: bool, down: bool) -> Prepared:
    def build() -> Select[Any]:
        found = hits(by_phone, by_words)
        worth = func.sum(_D.amount)
        return (
            select(_D.party_id)
            .select_from(found.join(s.deal, _D.party_id == found.c.id))
            .where(_D.stage.in_(choices.OPEN_STAGES), _D.deleted_at.is_(None))
            .group_by(_D.party_id)
            .order_by(worth.asc() if down else worth.desc(), _D.party_id)
        )

    return Prepared(build)
