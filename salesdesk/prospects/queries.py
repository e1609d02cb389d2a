"""Reading the list of people: its views with their counts, its orders, its rows.

Made for a million people: every view and order begins to answer from an index, so that the first page
costs the same in a small shop and in a large one; the rest is read on a worker. A filter looks at the
search's bounded hits only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
    union_all,
)

from salesdesk.base import choices
from salesdesk.base.listing import ListQuery
from salesdesk.base.periods import month_of, week_of
from salesdesk.parties.records import called
from salesdesk.prospects.filter_queries import filtered
from salesdesk.prospects.rows import QUIET_DAYS, WORKABLE, ProspectRow, order_of
from salesdesk.store import schema as s
from salesdesk.store.prepared import prepared

_P, _T, _D = s.party.c, s.task.c, s.deal.c
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
Where = ColumnElement[bool]


def _step_of_party() -> Where:
    open_step = (_T.party_id == _P.id) & (_T.next_step == 1) & _T.done_at.is_(None) & _T.deleted_at.is_(None)
    return select(_T.id).where(open_step).correlate(s.party).exists()


def _deal_of_party() -> Where:
    open_deal = (_D.party_id == _P.id) & _D.stage.in_(choices.OPEN_STAGES) & _D.deleted_at.is_(None)
    return select(_D.id).where(open_deal).correlate(s.party).exists()


def _in_state(state: str) -> Where:
    return _P.deleted_at.is_(None) & (_P.state == state)


def _being_worked() -> Where:
    return _in_state("prospect") & _P.prospect_stage.in_(WORKABLE)


def _sold_to() -> Where:
    """Somebody who is no open prospect but is being sold something: found from the deals."""
    of_deals = select(_D.party_id).where(_D.stage.in_(choices.OPEN_STAGES), _D.deleted_at.is_(None))
    worked = (_P.state == "prospect") & _P.prospect_stage.in_(WORKABLE)
    return _P.id.in_(of_deals) & _P.deleted_at.is_(None) & ~worked


def _quiet(today: date) -> Where:
    border = today - timedelta(days=QUIET_DAYS)
    since_long = or_(_P.prospect_on < border, _P.prospect_on.is_(None))
    return or_(_P.last_contact_on < border, _never_heard() & since_long)


def _never_heard() -> Where:
    # Many rows have no last contact: the index on it would be no help, so none is offered.
    return func.coalesce(type_coerce(_P.last_contact_on, Text), "") == ""


def in_stage(stage: str, today: date) -> Where:
    """The people of one of `STAGES`; "customer" are those who became one this month."""
    if stage == "customer":
        month = month_of(today)
        became = _P.customer_on.between(month.start, month.end)
        return _P.deleted_at.is_(None) & became & _P.state.in_(choices.CUSTOMER_STATES)
    if stage == "quoted":
        return _being_worked() & _quoted()
    return _in_state("prospect") & (_P.prospect_stage == stage) & ~_quoted()


def _quoted() -> Where:
    q = s.quote.c
    offered = _D.stage.in_(("proposal", "negotiation")) & _D.deleted_at.is_(None)
    sent = (q.status == "sent") & q.deleted_at.is_(None)
    return _P.id.in_(select(q.party_id).where(sent)) | _P.id.in_(select(_D.party_id).where(offered))


def branches(view: str, today: date) -> list[Where]:
    """The conditions of a view, apart where an index can serve each but not both; a party is in one only."""
    if view.startswith("stage:"):
        return [in_stage(view.removeprefix("stage:"), today)]
    if view == "open":
        return [_being_worked(), _sold_to()]
    if view == "no_next_step":
        return [_being_worked() & ~_step_of_party(), _sold_to() & ~_step_of_party()]
    if view == "customers":
        return [_in_state(state) for state in choices.CUSTOMER_STATES]
    living = _P.deleted_at.is_(None)
    if view == "hot":
        return [living & (_P.hot == literal_column("1"))]
    if view == "new_week":
        # A week's people are few: they are found by their day and sorted, not looked for in the order.
        since = week_of(today).start
        week = select(_P.id).where(_P.prospect_on >= since, _P.deleted_at.is_(None)).scalar_subquery()
        return [_P.id.in_(week)]
    if view == "quiet_30":
        return [_being_worked() & _quiet(today)]
    return [living]


def loosely(view: str, today: date) -> Where:
    """The same, put so that no index is chosen for it: the order's own index is to be walked."""
    if view.startswith("stage:"):
        return in_stage(view.removeprefix("stage:"), today)
    living = func.coalesce(type_coerce(_P.deleted_at, Text), "") == ""
    state = func.coalesce(_P.state, "")
    worked = (state == "prospect") & func.coalesce(_P.prospect_stage, "").in_(WORKABLE)
    if view == "open":
        return living & or_(worked, _deal_of_party())
    if view == "no_next_step":
        return living & or_(worked, _deal_of_party()) & ~_step_of_party()
    if view == "customers":
        return living & state.in_(choices.CUSTOMER_STATES)
    if view == "quiet_30":
        return living & worked & _quiet(today)
    if view in ("hot", "new_week"):
        return and_(*branches(view, today))
    return living


def list_prospects(db: Connection, query: ListQuery, limit: int | None, today: date) -> Iterable[int]:
    """The ids of a view in its order; with a filter text only the search's hits (at most 1,000).

    ``today`` is the shop's day. Raises nothing for unknown views or orders: all people by name.
    """
    sort = order_of(query.view, query.sort)
    if query.text.strip():
        return filtered(db, query.text, query.view, sort, query.descending, today, loosely, limit)
    loose, parts = loosely(query.view, today), branches(query.view, today)
    return in_order(db, parts, loose, sort, query.descending, limit)


def in_order(
    db: Connection, parts: Sequence[Where], loose: Where, sort: str, down: bool, limit: int | None
) -> Iterable[int]:
    """The ids of the people that ``parts`` (apart, for their indexes) and ``loose`` (as one) describe."""
    if sort == "next_step":
        rest = [where & ~_step_of_party() for where in parts]
        return _head_then_rest(db, _by_step(loose, down), rest, limit)
    if sort == "value":
        rest = [where & ~_deal_of_party() for where in parts]
        return _head_then_rest(db, _by_value(loose, down), rest, limit)
    if sort in ("newest", "last_contact"):
        return list(db.execute(_by_time(loose, sort, down).limit(limit)).scalars())
    return _ids_by_name(db, parts, down, limit)


def _by_time(where: Where, sort: str, down: bool) -> Select[Any]:
    if sort == "newest":
        return select(_P.id).where(where).order_by(_P.id.asc() if down else _P.id.desc())
    heard = _P.last_contact_on
    return (
        select(_P.id)
        .where(where)
        .order_by(heard.desc().nulls_last() if down else heard.asc().nulls_first(), _P.id)
    )


def _ids_by_name(db: Connection, where: Sequence[Where], down: bool, limit: int | None) -> list[int]:
    # Each branch comes ordered from its index; the union of them is a merge, not a sort.
    parts = [select(_P.id, _P.sort_name).where(w) for w in where]
    if len(parts) == 1:
        ordered: Any = parts[0].order_by(_P.sort_name.desc() if down else _P.sort_name)
    else:
        merged = union_all(*parts)
        name = merged.selected_columns.sort_name
        ordered = merged.order_by(name.desc() if down else name)
    return [row[0] for row in db.execute(ordered.limit(limit))]


def _by_step(where: Where, down: bool) -> Select[Any]:
    open_step = (_T.next_step == 1) & _T.done_at.is_(None) & _T.deleted_at.is_(None)
    order = (_T.due_on.desc(), _T.due_time.desc(), _T.id) if down else (_T.due_on, _T.due_time, _T.id)
    return (
        select(_P.id)
        .select_from(s.task.join(s.party, _P.id == _T.party_id))
        .where(open_step, where)
        .order_by(*order)
    )


def _by_value(where: Where, down: bool) -> Select[Any]:
    worth = func.sum(_D.amount)
    return (
        select(_P.id)
        .select_from(s.deal.join(s.party, _P.id == _D.party_id))
        .where(_D.stage.in_(choices.OPEN_STAGES), _D.deleted_at.is_(None), where)
        .group_by(_P.id)
        .order_by(worth.asc() if down else worth.desc(), _P.id)
    )


def _head_then_rest(db: Connection, head: Select[Any], rest: Sequence[Where], limit: int | None) -> list[int]:
    # One party may have several steps: its earliest counts.
    first = list(islice(_once(db.execute(head).scalars()), limit))
    left = None if limit is None else limit - len(first)
    if left == 0:
        return first
    return first + _ids_by_name(db, rest, False, left)


def _once(ids: Iterable[int]) -> Iterator[int]:
    seen: set[int] = set()
    for id_ in ids:
        if id_ not in seen:
            seen.add(id_)
            yield id_


def prospects_by_id(db: Connection, ids: Sequence[int]) -> Mapping[int, ProspectRow]:
    """The rows of some people; those in the Bin are left out."""
    worth = {row.party_id: (int(row.amount), row.title) for row in _worth.all(db, ids=ids)}
    steps = {row.party_id: (row.id, row.due_on, row.due_time, row.title) for row in _steps.all(db, ids=ids)}
    rows = _rows.all(db, ids=ids)
    out: dict[int, ProspectRow] = {}
    for r in rows:
        amount, title = worth.get(r.id, (None, ""))
        step_id, step_on, step_time, step_title = steps.get(r.id, (None, None, "", ""))
        out[r.id] = ProspectRow(
            r.id, r.name, r.hot, r.state, r.prospect_stage, r.phone, r.needs or title, r.source, amount,
            step_id, step_on, step_time, step_title, r.owner,
        )  # fmt: skip
    return out


@prepared
def _rows() -> Select[Any]:
    staff = s.staff_member.c
    return (
        select(
            _P.id, called().label("name"), _P.hot, _P.state, _P.prospect_stage, _P.phone, _P.needs, _P.source,
            func.coalesce(staff.name, "").label("owner"),
        )
        .select_from(s.party.outerjoin(s.staff_member, staff.id == _P.staff_id))
        .where(_P.id.in_(_IDS), _P.deleted_at.is_(None))
    )  # fmt: skip


@prepared
def _worth() -> Select[Any]:
    return (
        select(_D.party_id, func.sum(_D.amount).label("amount"), func.max(_D.title).label("title"))
        .where(_D.party_id.in_(_IDS), _D.stage.in_(choices.OPEN_STAGES), _D.deleted_at.is_(None))
        .group_by(_D.party_id)
    )


@prepared
def _steps() -> Select[Any]:
    return (
        select(_T.party_id, _T.id, _T.due_on, _T.due_time, _T.title)
        .where(_T.party_id.in_(_IDS), _T.next_step == 1, _T.done_at.is_(None), _T.deleted_at.is_(None))
        .order_by(_T.due_on.desc(), _T.due_time.desc(), _T.id.desc())
    )


def count_views(db: Connection, today: date) -> dict[str, int]:
    """How many people each view holds; no count walks more of the book than an index of it."""
    open_ = count_where(db, _being_worked()) + count_where(db, _sold_to())
    with_step = select(func.count(_P.id.distinct())).select_from(s.task.join(s.party, _P.id == _T.party_id))
    open_step = (_T.next_step == 1) & _T.done_at.is_(None) & _T.deleted_at.is_(None)
    stepped = int(db.execute(with_step.where(open_step, loosely("open", today))).scalar_one())
    border = today - timedelta(days=QUIET_DAYS)
    worked = loosely("open", today) & (_P.state == "prospect") & _P.prospect_stage.in_(WORKABLE)
    heard = count_where(db, worked & (_P.last_contact_on >= border))
    fresh = count_where(
        db, worked & _P.last_contact_on.is_(None) & or_(_P.prospect_on >= border, _P.prospect_on.is_(None))
    )
    return {
        "open": open_,
        "hot": sum(count_where(db, where) for where in branches("hot", today)),
        "no_next_step": open_ - stepped,
        "customers": sum(count_where(db, where) for where in branches("customers", today)),
        "new_week": sum(count_where(db, where) for where in branches("new_week", today)),
        "quiet_30": count_where(db, _being_worked()) - heard - fresh,
        "all": count_where(db, _P.deleted_at.is_(None)),
    }


def count_where(db: Connection, where: Where) -> int:
    """How many people a condition holds."""
    return int(db.execute(select(func.count()).select_from(s.party).where(where)).scalar_one())
