"""Reading cases as lists: the queue by promise, its views and counts, and the cases that are nearly late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, not_, or_, select

from salesdesk.base import choices as c
from salesdesk.base.fold import fold
from salesdesk.base.listing import ListQuery
from salesdesk.base.shop_settings import WAIT_RATING
from salesdesk.parties.queries import called
from salesdesk.service.plan_queries import shop_hours
from salesdesk.service.promise_rules import PromiseFacts, breach_limit, moved_on
from salesdesk.store import schema as s
from salesdesk.store.shop_values import settings_of

_T = s.service_case.c
_LIVE = _T.deleted_at.is_(None)
_OPEN = _T.status.in_(c.OPEN_CASE_STATUSES)
_MOST_WAITING = 1_000


class CaseRow(NamedTuple):
    """A case as the queue shows it."""

    id: int
    number: str
    title: str
    kind: str
    party_id: int | None
    party: str
    product: str
    warranty_until: date | None
    status: str
    priority: str
    opened_at: datetime | None
    promised_at: datetime | None
    waiting_since: datetime | None
    solved_at: datetime | None
    solved_on: date | None
    ask_score_on: date | None
    handling_minutes: int
    staff_id: int | None
    staff: str
    score: int | None
    bought_on: date | None = None
    quote: str = ""
    running_since: datetime | None = None

    @property
    def promise_facts(self) -> PromiseFacts:
        """What the rules want to know about its promise."""
        return PromiseFacts(self.status, self.priority, self.promised_at, self.waiting_since, self.solved_at)


class Standpoint(NamedTuple):
    """Who looks, and when: the day and instant of the shop, and whose cases are "mine"."""

    now: datetime
    today: date
    staff_id: int | None


def _view(db: Connection, view: str, at: Standpoint) -> ColumnElement[bool]:
    if view == "breach":
        limit = breach_limit(at.now, shop_hours(db))
        return and_(_OPEN, _T.waiting_since.is_(None), _T.promised_at <= limit)
    waiting_for_rating = or_(_T.solved_on >= _asked_since(db, at), _T.ask_score_on.is_not(None))
    conditions: dict[str, ColumnElement[bool]] = {
        "open": _OPEN,
        "on_us": _T.status.in_(("new", "working")),
        "waiting_part": _T.status == "waiting_part",
        "to_rate": and_(_T.status == "solved", _T.score.is_(None), waiting_for_rating),
        "mine": and_(_OPEN, _T.staff_id == at.staff_id),
    }
    return conditions.get(view, _LIVE)


def _asked_since(db: Connection, at: Standpoint) -> date:
    """The first day whose solved cases may still be rated."""
    return at.today - timedelta(days=WAIT_RATING.read(settings_of(db, WAIT_RATING.key)))


def _order(query: ListQuery) -> list[ColumnElement[Any]]:
    sorts: dict[str, ColumnElement[Any]] = {
        "number": _T.number,
        "title": _T.title,
        "party": s.party.c.sort_name,
        "status": _T.status,
        "promise": _T.promised_at,
        "handling_minutes": _T.handling_minutes,
        "staff": s.staff_member.c.name,
    }
    chosen = sorts.get(query.sort)
    if chosen is not None:
        return [chosen.desc() if query.descending else chosen, _T.id]
    if query.view == "to_rate":
        return [_T.solved_on.desc(), _T.id.desc()]
    return [_T.opened_at.desc(), _T.id.desc()]


def list_cases(db: Connection, query: ListQuery, limit: int | None, at: Standpoint) -> list[int]:
    """The ids of the cases of a view ("open", "breach", "on_us", "waiting_part", "to_rate", "mine", "all").

    Soonest promise first unless sorted otherwise; ``query.text`` narrows by problem, customer, product,
    number and serial, without accents.
    """
    found = [_LIVE, _view(db, query.view, at)]
    found += [_T.search.contains(word, autoescape=True) for word in fold(query.text).split()]
    source = s.service_case
    joined = source.outerjoin(s.party, s.party.c.id == _T.party_id).outerjoin(
        s.staff_member, s.staff_member.c.id == _T.staff_id
    )
    if query.sort or query.view in ("to_rate", "all"):
        rows = select(_T.id).where(*found).order_by(*_order(query))
        rows = rows.select_from(joined if query.sort in ("party", "staff") else source)
        return list(db.execute(rows.limit(limit) if limit else rows).scalars())
    return _by_promise(db, found, limit, at.now)


def _by_promise(
    db: Connection, found: list[ColumnElement[bool]], limit: int | None, now: datetime
) -> list[int]:
    """Soonest promise first; those of cases that wait move on with the time, so they are put in by hand."""
    order = (case((_T.promised_at.is_(None), 1), else_=0), _T.promised_at, _T.id)
    rows = select(_T.id, _T.promised_at, _T.waiting_since).where(*found).order_by(*order)
    waits = and_(_T.waiting_since.is_not(None), _T.promised_at.is_not(None))
    waiting = db.execute(rows.where(waits).limit(_MOST_WAITING)).all()
    running = db.execute(rows.where(not_(waits)).limit(limit)).all()
    hours = shop_hours(db)
    moved = [(moved_on(row.promised_at, row.waiting_since, now, hours), row.id) for row in waiting]
    last = [row.id for row in running if row.promised_at is None]
    known = [(row.promised_at, row.id) for row in running if row.promised_at is not None]
    out = [case_id for _promise, case_id in sorted([*known, *moved])] + last
    return out[:limit] if limit else out


def count_cases(db: Connection, at: Standpoint) -> dict[str, int]:
    """How many cases each view holds."""
    views = ("open", "breach", "on_us", "waiting_part", "to_rate", "mine")
    sums = [func.coalesce(func.sum(case((_view(db, v, at), 1), else_=0)), 0).label(v) for v in views]
    recent = _T.solved_on >= _asked_since(db, at)
    matter = or_(_OPEN, recent, _T.ask_score_on.is_not(None))
    row = db.execute(select(*sums).where(_LIVE, matter)).one()
    counts = {view: int(getattr(row, view)) for view in views}
    counts["all"] = int(
        db.execute(select(func.count()).select_from(s.service_case).where(_LIVE)).scalar_one()
    )
    return counts


def count_late(db: Connection, now: datetime) -> int:
    """How many open cases have broken their promise: the red number on the tab."""
    late = and_(_LIVE, _OPEN, _T.waiting_since.is_(None), _T.promised_at <= now)
    return int(db.execute(select(func.count()).select_from(s.service_case).where(late)).scalar_one())


def case_rows(db: Connection, ids: Sequence[int]) -> dict[int, CaseRow]:
    """The rows of some cases by their ids."""
    columns = (
        _T.id,
        func.coalesce(_T.number, _T.code, "—"),
        _T.title,
        _T.kind,
        _T.party_id,
        func.coalesce(called(), ""),
        func.coalesce(s.product.c.name, s.owned_item.c.words, ""),
        s.owned_item.c.warranty_until,
        _T.status,
        _T.priority,
        _T.opened_at,
        _T.promised_at,
        _T.waiting_since,
        _T.solved_at,
        _T.solved_on,
        _T.ask_score_on,
        _T.handling_minutes,
        _T.staff_id,
        func.coalesce(s.staff_member.c.name, ""),
        _T.score,
        s.owned_item.c.bought_on,
        func.coalesce(_last_quote(), s.deal.c.title, ""),
    )
    rows = db.execute(
        select(*columns)
        .select_from(
            s.service_case.outerjoin(s.party, s.party.c.id == _T.party_id)
            .outerjoin(s.product, s.product.c.id == _T.product_id)
            .outerjoin(s.owned_item, s.owned_item.c.id == _T.owned_item_id)
            .outerjoin(s.staff_member, s.staff_member.c.id == _T.staff_id)
            .outerjoin(s.deal, (s.deal.c.id == _T.deal_id) & s.deal.c.deleted_at.is_(None))
        )
        .where(_T.id.in_(list(ids)), _LIVE)
    )
    running = _running(db, ids)
    return {row[0]: CaseRow._make((*row, running.get(row[0]))) for row in rows}


def _last_quote() -> ColumnElement[Any]:
    """The number of the latest quote of the deal that a case became."""
    q = s.quote.c
    mine = (q.deal_id == _T.deal_id) & q.deleted_at.is_(None)
    return select(q.number).where(mine).order_by(q.id.desc()).limit(1).scalar_subquery()


def _running(db: Connection, ids: Sequence[int]) -> dict[int, datetime]:
    """Since when the oldest running timer of each case runs."""
    t = s.time_entry.c
    rows = db.execute(
        select(t.case_id, func.min(t.started_at))
        .where(t.case_id.in_(list(ids)), t.ended_at.is_(None), t.deleted_at.is_(None))
        .group_by(t.case_id)
    )
    return {row[0]: row[1] for row in rows}


def cases_about_to_breach(db: Connection, now: datetime, limit: int = 5) -> list[CaseRow]:
    """Open cases whose promise is broken or has at most two business hours left: late first, then soonest."""
    line = breach_limit(now, shop_hours(db))
    ids = db.execute(
        select(_T.id)
        .where(_LIVE, _OPEN, _T.waiting_since.is_(None), _T.promised_at <= line)
        .order_by(_T.promised_at, _T.id)
        .limit(limit)
    ).scalars()
    rows = case_rows(db, list(ids))
    return sorted(rows.values(), key=lambda row: (row.promised_at or now, row.id))
