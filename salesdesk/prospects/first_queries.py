"""The first people of the list read by a bare connection, for the first page; `queries` reads the same.

A test holds both to the same people in the same order, for every view and order.
"""

# ruff: noqa: S608 - every statement is text of this very file

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple

from salesdesk.base import choices
from salesdesk.base.listing import ListQuery
from salesdesk.base.periods import week_of
from salesdesk.prospects.rows import QUIET_DAYS, WORKABLE, ProspectRow, order_of
from salesdesk.store.glimpse import CALLED, Glimpse


def _listed(words: Sequence[str]) -> str:
    return "({})".format(", ".join(f"'{word}'" for word in words))


_OPEN_DEAL = f"d.stage IN {_listed(choices.OPEN_STAGES)} AND d.deleted_at IS NULL"
_OPEN_STEP = "t.next_step = 1 AND t.done_at IS NULL AND t.deleted_at IS NULL"
_STEPPED = f"EXISTS (SELECT 1 FROM task t WHERE t.party_id = p.id AND {_OPEN_STEP})"
_SELLING = f"EXISTS (SELECT 1 FROM deal d WHERE d.party_id = p.id AND {_OPEN_DEAL})"
_WORKED = f"p.state = 'prospect' AND p.prospect_stage IN {_listed(WORKABLE)}"
_BEING_WORKED = f"p.deleted_at IS NULL AND {_WORKED}"
_SOLD_TO = (
    f"p.id IN (SELECT d.party_id FROM deal d WHERE {_OPEN_DEAL}) AND p.deleted_at IS NULL"
    f" AND NOT coalesce({_WORKED}, 0)"
)
_QUIET = (
    "(p.last_contact_on < :border OR coalesce(p.last_contact_on, '') = ''"
    " AND (p.prospect_on < :border OR p.prospect_on IS NULL))"
)
_WEEK = "p.id IN (SELECT w.id FROM party w WHERE w.prospect_on >= :week AND w.deleted_at IS NULL)"
# Put so that no index is chosen for it: the order's own is to be walked.
_LOOSELY_WORKED = (
    f"coalesce(p.state, '') = 'prospect' AND coalesce(p.prospect_stage, '') IN {_listed(WORKABLE)}"
)
_LIVING = "coalesce(p.deleted_at, '') = ''"
_LOOSELY_OPEN = f"{_LIVING} AND ({_LOOSELY_WORKED} OR {_SELLING})"
_CUSTOMERS = tuple(f"p.deleted_at IS NULL AND p.state = '{state}'" for state in choices.CUSTOMER_STATES)


class _Held(NamedTuple):
    """Whom a view holds: apart where an index serves each but not both, and as one."""

    parts: tuple[str, ...]
    loose: str


_HOT = "p.deleted_at IS NULL AND p.hot = 1"
_VIEWS: Mapping[str, _Held] = {
    "open": _Held((_BEING_WORKED, _SOLD_TO), _LOOSELY_OPEN),
    "hot": _Held((_HOT,), _HOT),
    "no_next_step": _Held(
        (f"{_BEING_WORKED} AND NOT {_STEPPED}", f"{_SOLD_TO} AND NOT {_STEPPED}"),
        f"{_LOOSELY_OPEN} AND NOT {_STEPPED}",
    ),
    "customers": _Held(
        _CUSTOMERS, f"{_LIVING} AND coalesce(p.state, '') IN {_listed(choices.CUSTOMER_STATES)}"
    ),
    "new_week": _Held((_WEEK,), _WEEK),
    "quiet_30": _Held((f"{_BEING_WORKED} AND {_QUIET}",), f"{_LIVING} AND {_LOOSELY_WORKED} AND {_QUIET}"),
    "all": _Held(("p.deleted_at IS NULL",), _LIVING),
}
_BY_STEP = f"FROM task t JOIN party p ON p.id = t.party_id WHERE {_OPEN_STEP}"
_BY_VALUE = f"FROM deal d JOIN party p ON p.id = d.party_id WHERE {_OPEN_DEAL}"
_AMONG = "IN (SELECT value FROM json_each(:ids))"
_ROWS = f"""
SELECT p.id, {CALLED} AS name, p.hot, p.state, p.prospect_stage, p.phone, p.needs, p.source,
       coalesce(m.name, '') AS owner
FROM party p LEFT JOIN staff_member m ON m.id = p.staff_id
WHERE p.id {_AMONG} AND p.deleted_at IS NULL
"""
_WORTH = f"""
SELECT d.party_id, sum(d.amount) AS amount, max(d.title) AS title FROM deal d
WHERE d.party_id {_AMONG} AND {_OPEN_DEAL} GROUP BY d.party_id
"""
_STEPS = f"""
SELECT t.party_id, t.id, t.due_on, t.due_time, t.title FROM task t
WHERE t.party_id {_AMONG} AND {_OPEN_STEP} ORDER BY t.due_on DESC, t.due_time DESC, t.id DESC
"""


def knows(view: str) -> bool:
    """Whether a view can be read here."""
    return view in _VIEWS


def first_ids(seen: Glimpse, query: ListQuery, limit: int) -> list[int]:
    """The first people of a view in its order; the filter's text is not looked at."""
    held, down = _VIEWS[query.view], query.descending
    sort = order_of(query.view, query.sort)
    turn = "DESC" if down else "ASC"
    if sort == "next_step":
        head = f"SELECT p.id {_BY_STEP} AND {held.loose} ORDER BY t.due_on {turn}, t.due_time {turn}, t.id"
        rest = [f"{part} AND NOT {_STEPPED}" for part in held.parts]
    elif sort == "value":
        worth = "ASC" if down else "DESC"
        head = f"SELECT p.id {_BY_VALUE} AND {held.loose} GROUP BY p.id ORDER BY sum(d.amount) {worth}, p.id"
        rest = [f"{part} AND NOT {_SELLING}" for part in held.parts]
    elif sort in ("newest", "last_contact"):
        by = f"p.id {'ASC' if down else 'DESC'}"
        if sort == "last_contact":
            by = f"p.last_contact_on {'DESC NULLS LAST' if down else 'ASC NULLS FIRST'}, p.id"
        return list(_ids(seen, f"SELECT p.id FROM party p WHERE {held.loose} ORDER BY {by}", limit))
    else:
        return list(_ids(seen, _by_name(held.parts, turn), limit))
    found = list(_ids(seen, head, limit))
    return found + list(_ids(seen, _by_name(rest, "ASC"), limit - len(found)))


def _by_name(parts: Sequence[str], turn: str) -> str:
    # Each part comes ordered from its index; the union of them is a merge, not a sort.
    found = " UNION ALL ".join(f"SELECT p.id, p.sort_name FROM party p WHERE {part}" for part in parts)
    return f"{found} ORDER BY sort_name {turn}"


def _ids(seen: Glimpse, statement: str, limit: int) -> Iterator[int]:
    """Each once: one party may have several steps, and its earliest counts."""
    if limit <= 0:
        return
    today, known = seen.today(), set[int]()
    border, week = today - timedelta(days=QUIET_DAYS), week_of(today).start
    asked = {"border": border.isoformat(), "week": week.isoformat()}
    used = {name: value for name, value in asked.items() if f":{name}" in statement}

    def once() -> Iterator[int]:
        for row in seen.connection.execute(statement, used):
            if row[0] not in known:
                known.add(row[0])
                yield row[0]

    yield from islice(once(), limit)


def first_rows(seen: Glimpse, ids: Sequence[int]) -> dict[int, ProspectRow]:
    """The rows of some people."""
    asked = json.dumps(list(ids))
    worth = {row["party_id"]: (row["amount"], row["title"]) for row in seen.rows(_WORTH, ids=asked)}
    steps: dict[int, dict[str, Any]] = {row["party_id"]: row for row in seen.rows(_STEPS, ids=asked)}
    out: dict[int, ProspectRow] = {}
    none: dict[str, Any] = {"id": None, "due_on": None, "due_time": "", "title": ""}
    for row in seen.rows(_ROWS, ids=asked):
        amount, title = worth.get(row["id"], (None, ""))
        step = steps.get(row["id"], none)
        out[row["id"]] = ProspectRow(
            row["id"], row["name"], bool(row["hot"]), row["state"], row["prospect_stage"], row["phone"],
            row["needs"] or title, row["source"], amount, step["id"],
            date.fromisoformat(step["due_on"]) if step["due_on"] else None, step["due_time"], step["title"],
            row["owner"],
        )  # fmt: skip
    return out
