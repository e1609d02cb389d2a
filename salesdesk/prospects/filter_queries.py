"""The list of people while somebody types: the search's bounded hits that a view holds, in its order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, bindparam, func, select

from salesdesk.base import choices
from salesdesk.base.fold import has_marks, nfc
from salesdesk.store import schema as s
from salesdesk.store.prepared import Prepared
from salesdesk.store.search import MOST, ask, hits

_P, _T, _D = s.party.c, s.task.c, s.deal.c
Views = Callable[[str, date], ColumnElement[bool]]


class _Form(NamedTuple):
    """What makes one statement differ from another; the words come with the call."""

    by_phone: bool
    by_words: bool
    view: str
    sort: str
    down: bool
    today: date
    of: Views


def filtered(
    db: Connection,
    typed: str,
    view: str,
    sort: str,
    down: bool,
    today: date,
    of: Views,
    limit: int | None = None,
) -> list[int]:
    """The ids of a view that match what was typed, at most the search's 1,000; exact accents come first.

    ``of(view, today)`` is the condition of a view.
    """
    asked = ask(typed)
    if asked is None:
        return []
    if has_marks(typed):
        sort, down = "exact", False
    form = _Form(asked.by_phone, asked.by_words, view, sort, down, today, of)
    values = asked.values | {"typed": nfc(typed.strip()), "most": 2 * MOST if limit is None else limit}
    rows = _statement(form).all(db, **values)
    # One party may have several steps: its earliest counts.
    return list(dict.fromkeys(row[0] for row in rows))


@lru_cache(64)
def _statement(form: _Form) -> Prepared:
    return Prepared(lambda: _select(form))


def _select(form: _Form) -> Select[Any]:
    found = hits(form.by_phone, form.by_words)
    people: FromClause = found.join(s.party, _P.id == found.c.id)
    order: list[ColumnElement[Any]]
    if form.sort == "next_step":
        still = (_T.next_step == 1) & _T.done_at.is_(None) & _T.deleted_at.is_(None)
        people = people.outerjoin(s.task, (_T.party_id == _P.id) & still)
        due = [_T.due_on.desc(), _T.due_time.desc()] if form.down else [_T.due_on, _T.due_time]
        order = [_T.id.is_(None), *due, _T.id]
    elif form.sort == "value":
        worth = _worth()
        order = [worth.is_(None), worth.asc() if form.down else worth.desc()]
    elif form.sort == "newest":
        order = [_P.id if form.down else _P.id.desc()]
    elif form.sort == "last_contact":
        heard = _P.last_contact_on
        order = [heard.desc().nulls_last() if form.down else heard.asc().nulls_first(), _P.id]
    elif form.sort == "exact":
        order = [func.instr(_P.name, bindparam("typed")) == 0]
    else:
        order = [_P.sort_name.desc()] if form.down else []
    chosen = select(_P.id).select_from(people).where(_P.deleted_at.is_(None), form.of(form.view, form.today))
    return chosen.order_by(*order, _P.sort_name, _P.id).limit(bindparam("most"))


def _worth() -> ColumnElement[int]:
    still = _D.stage.in_(choices.OPEN_STAGES) & _D.deleted_at.is_(None)
    return select(func.sum(_D.amount)).where(_D.party_id == _P.id, still).correlate(s.party).scalar_subquery()
