"""Reading deals: the board, the list, who needs attention, one deal with its history, the month so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, case, func, null, or_, select

from salesdesk.base.choices import OPEN_STAGES
from salesdesk.base.listing import ListQuery
from salesdesk.base.periods import month_of, week_of
from salesdesk.base.shop_settings import StageRules
from salesdesk.parties.queries import called
from salesdesk.sales.rules import board_stages, half_up, idle_days, likelihood, step_state
from salesdesk.sales.target_queries import MonthTarget, month_target
from salesdesk.store import schema as s
from salesdesk.store.search import find_ids

VIEWS = ("all", "attention", "week", "mine", "lost")
"""The saved filters of deals, in their order; "won" and "stage:…" are lists behind the board's columns."""
MOST_CARDS = 100
_D, _T, _P = s.deal.c, s.task.c, s.party.c


class DealRow(NamedTuple):
    """A deal as the board and the list show it.

    ``step_state`` is "none", "late", "today" or "later"; ``idle`` the days without any contact when they
    are more than the stage allows, else None; ``likelihood`` in percent; amounts in minor units.
    """

    id: int
    party_id: int | None
    party: str
    title: str
    product: str
    amount: int
    stage: str
    likelihood: int
    expected_on: date | None
    opened_on: date | None
    closed_on: date | None
    owner: str
    hot: bool
    idle: int | None
    step_state: str
    step_on: date | None
    step_time: str
    step_title: str
    step_kind: str
    lost_reason: str
    competitor: str
    code: str | None


class StageColumn(NamedTuple):
    """A column of the board: how many deals, their sum in minor units, and the first `MOST_CARDS`."""

    stage: str
    number: int
    total: int
    rows: Sequence[DealRow]


class DealsNow(NamedTuple):
    """The row above the board: sums in minor units, and the month against its goal."""

    open: int
    likely: int
    target: MonthTarget

    @property
    def won(self) -> int:
        """What the month brought: its revenue, counter sales too, as the bar beside it shows."""
        return self.target.revenue


class Asker(NamedTuple):
    """For whom and when a list is read: the shop's day and zone, who is at the desk, the shop's rules."""

    today: date
    zone: ZoneInfo
    staff_id: int | None
    stages: StageRules = StageRules()


def deal_step() -> tuple[FromClause, ColumnElement[date]]:
    """A join from a deal to the day of its next step: its own earliest task, else its party's next step."""
    own = _earliest(_T.deal_id).subquery("own_step")
    party = _earliest(_T.party_id, (_T.next_step == 1) & _T.deal_id.is_(None)).subquery("party_step")
    joined = s.deal.outerjoin(own, own.c.key == _D.id).outerjoin(party, party.c.key == _D.party_id)
    return joined, func.coalesce(own.c.due_on, party.c.due_on)


def _earliest(key: ColumnElement[Any], *where: ColumnElement[bool]) -> Select[Any]:
    return (
        select(key.label("key"), func.min(_T.due_on).label("due_on"))
        .where(
            key.is_not(None), _T.done_at.is_(None), _T.deleted_at.is_(None), _T.due_on.is_not(None), *where
        )
        .group_by(key)
    )


def _source(view: str) -> tuple[FromClause, ColumnElement[date]]:
    """Deals with their next step where the view asks for it; without, a board of thousands opens at once."""
    if view == "attention":
        return deal_step()
    nothing: ColumnElement[Any] = null()
    return s.deal, nothing


def _open() -> ColumnElement[bool]:
    return _D.stage.in_(OPEN_STAGES) & _D.deleted_at.is_(None)


def _of_view(view: str, asker: Asker, due: ColumnElement[date]) -> ColumnElement[bool]:
    month = month_of(asker.today)
    conditions = {
        "attention": _open() & or_(due.is_(None), due < asker.today),
        "week": _open() & (_D.expected_on <= week_of(asker.today).end),
        "mine": _open() & (_D.staff_id == asker.staff_id),
        "lost": (_D.stage == "lost") & _D.deleted_at.is_(None),
        "won": (_D.stage == "won") & _D.closed_on.between(month.start, month.end) & _D.deleted_at.is_(None),
    }
    if view.startswith("stage:"):
        return _open() & (_D.stage == view.removeprefix("stage:"))
    return conditions.get(view, _open())


def _found(db: Connection, text: str) -> ColumnElement[bool] | None:
    return _D.id.in_(find_ids(db, "deal", text)) if text.strip() else None


def count_views(db: Connection, asker: Asker) -> dict[str, int]:
    """How many deals each saved filter holds."""
    joined, due = deal_step()
    sums = [
        func.coalesce(func.sum(case((_of_view(view, asker, due), 1), else_=0)), 0).label(view)
        for view in VIEWS
    ]
    row = db.execute(select(*sums).select_from(joined)).mappings().one()
    return {view: int(row[view]) for view in VIEWS}


def board(db: Connection, asker: Asker, view: str = "all", text: str = "") -> list[StageColumn]:
    """The columns of the board, each with its count, its sum and its first cards.

    The view and the text filter open deals; "Won this month" follows the text and "mine" only.
    """
    joined, due = _source(view)
    found = _found(db, text)
    narrow = [] if found is None else [found]
    where = and_(_of_view(view, asker, due), *narrow)
    won = and_(
        _of_view("won", asker, due), *narrow, *([_D.staff_id == asker.staff_id] if view == "mine" else [])
    )
    sums = {
        row.stage: (row.n, row.total)
        for condition in (where, won)
        for row in db.execute(
            select(_D.stage, func.count().label("n"), func.sum(_D.amount).label("total"))
            .select_from(joined)
            .where(condition)
            .group_by(_D.stage)
        )
    }
    ids: dict[str, list[int]] = {}
    stages = board_stages("presentation" in sums)
    for stage in stages:
        condition = won if stage == "won" else where & (_D.stage == stage)
        order = (_D.closed_on.desc(), _D.id.desc()) if stage == "won" else (_D.board_order, _D.id.desc())
        ids[stage] = list(
            db.execute(
                select(_D.id).select_from(joined).where(condition).order_by(*order).limit(MOST_CARDS)
            ).scalars()
        )
    rows = deals_by_id(db, [i for part in ids.values() for i in part], asker)
    return [
        StageColumn(stage, *sums.get(stage, (0, 0)), sorted((rows[i] for i in ids[stage]), key=_by_step))
        for stage in stages
    ]


def _by_step(deal: DealRow) -> tuple[bool, date, str]:
    """Soonest next step first, what has none at the end; equal ones stay in the board's order."""
    return deal.step_on is None, deal.step_on or date.max, deal.step_time or "99"


_SORTS: Mapping[str, ColumnElement[Any]] = {
    "title": func.lower(_D.title),
    "amount": _D.amount,
    "expected_on": _D.expected_on,
    "opened_on": _D.opened_on,
    "closed_on": _D.closed_on,
    "party_id": _P.sort_name,
    "stage": case(*((_D.stage == stage, n) for n, stage in enumerate(OPEN_STAGES)), else_=9),
}


def list_deal_ids(db: Connection, query: ListQuery, limit: int | None, asker: Asker) -> list[int]:
    """The ids of a list of deals: without a next step first, then by its day; closed ones newest first."""
    joined, due = deal_step()
    statement = select(_D.id).select_from(joined).where(_of_view(query.view, asker, due))
    found = _found(db, query.text)
    if found is not None:
        statement = statement.where(found)
    if query.sort == "party_id":
        statement = statement.select_from(joined.outerjoin(s.party, _P.id == _D.party_id))
    if query.sort in _SORTS:
        key = _SORTS[query.sort]
        statement = statement.order_by(key.desc() if query.descending else key.asc(), _D.id.desc())
    elif query.view in ("lost", "won"):
        statement = statement.order_by(_D.closed_on.desc(), _D.id.desc())
    else:
        statement = statement.order_by(due.is_not(None), due, _D.id.desc())
    return list(db.execute(statement.limit(limit)).scalars())


def deals_by_id(db: Connection, ids: Sequence[int], asker: Asker) -> dict[int, DealRow]:
    """Deals as the screen shows them, by id."""
    p, member, product = _P, s.staff_member.c, s.product.c
    rows = db.execute(
        select(
            s.deal,
            called().label("party"),
            p.hot,
            p.last_contact_on,
            member.name.label("owner"),
            product.name.label("product"),
        )
        .select_from(
            s.deal.outerjoin(s.party, p.id == _D.party_id)
            .outerjoin(s.staff_member, member.id == _D.staff_id)
            .outerjoin(s.product, product.id == _D.product_id)
        )
        .where(_D.id.in_(ids))
    ).mappings()
    deals = [dict(row) for row in rows]
    steps = _steps(db, deals)
    return {deal["id"]: _deal_row(deal, steps.get(deal["id"]), asker) for deal in deals}


class _Step(NamedTuple):
    on: date
    time: str
    title: str
    kind: str


def _steps(db: Connection, deals: Sequence[Mapping[str, Any]]) -> dict[int, _Step]:
    """The next step of each deal: its own earliest task, else its party's; of a won one its sale's."""
    of_party: dict[int, list[int]] = {}
    for deal in deals:
        if deal["party_id"] is not None and deal["stage"] in OPEN_STAGES:
            of_party.setdefault(deal["party_id"], []).append(deal["id"])
    won = [d["id"] for d in deals if d["stage"] == "won"]
    sale_of = (
        dict(
            db.execute(
                select(s.sale.c.id, s.sale.c.deal_id).where(
                    s.sale.c.deal_id.in_(won), s.sale.c.kind == "sale"
                )
            ).all()
        )
        if won
        else {}
    )
    tasks = db.execute(
        select(_T.deal_id, _T.party_id, _T.sale_id, _T.due_on, _T.due_time, _T.title, _T.kind)
        .where(
            _T.done_at.is_(None),
            _T.deleted_at.is_(None),
            _T.due_on.is_not(None),
            or_(
                _T.deal_id.in_([d["id"] for d in deals]),
                _T.sale_id.in_(list(sale_of)),
                and_(_T.party_id.in_(list(of_party)), _T.next_step == 1, _T.deal_id.is_(None)),
            ),
        )
        .order_by(_T.due_on, case((_T.due_time == "", "99"), else_=_T.due_time))
    ).all()
    own: dict[int, _Step] = {}
    partys: dict[int, _Step] = {}
    for task in tasks:
        step = _Step(task.due_on, task.due_time, task.title, task.kind)
        deal_id = task.deal_id or sale_of.get(task.sale_id or 0)
        if deal_id is not None:
            own.setdefault(deal_id, step)
        else:
            for other in of_party.get(task.party_id, ()):
                partys.setdefault(other, step)
    return _with_money(db, won, own) | {k: v for k, v in partys.items() if k not in own}


def _with_money(db: Connection, won: Sequence[int], steps: dict[int, _Step]) -> dict[int, _Step]:
    c = s.sale.c
    rest = c.total - c.credited - c.paid
    rows = (
        db.execute(
            select(c.deal_id, c.due_on).where(
                c.deal_id.in_(won), c.kind == "sale", c.status == "issued", rest > 0, c.due_on.is_not(None)
            )
        ).all()
        if won
        else ()
    )
    for deal_id, due_on in rows:
        if deal_id not in steps or due_on < steps[deal_id].on:
            steps[deal_id] = _Step(due_on, "", "", "payment")
    return steps


def _deal_row(row: Mapping[str, Any], step: _Step | None, asker: Asker) -> DealRow:
    today = asker.today
    moved = row["stage_at"].astimezone(asker.zone).date() if row["stage_at"] else None
    last = max((d for d in (row["last_contact_on"], moved, row["opened_on"]) if d is not None), default=today)
    closed = row["stage"] not in OPEN_STAGES
    state = "done" if row["stage"] == "won" and step is None else ""
    if step is not None or not closed:
        state = step_state(step.on if step else None, today)
    return DealRow(
        row["id"],
        row["party_id"],
        row["party"] if row["party_id"] else "",
        row["title"],
        row["product"] or "",
        row["amount"],
        row["stage"],
        likelihood(row["stage"], row["likelihood"], asker.stages.likelihood),
        row["expected_on"],
        row["opened_on"],
        row["closed_on"],
        row["owner"] or "",
        bool(row["hot"]),
        idle_days(row["stage"], (today - last).days, asker.stages.idle_days),
        state,
        step.on if step else None,
        step.time if step else "",
        step.title if step else "",
        step.kind if step else "",
        row["lost_reason"],
        row["competitor"],
        row["code"],
    )


def who_needs_attention(db: Connection, asker: Asker, limit: int = 3) -> list[str]:
    """The names on the largest open deals that are late or have no next step."""
    joined, due = deal_step()
    ids = (
        db.execute(
            select(_D.id)
            .select_from(joined)
            .where(_of_view("attention", asker, due))
            .order_by(_D.amount.desc(), _D.id)
            .limit(limit * 3)
        )
        .scalars()
        .all()
    )
    rows = deals_by_id(db, ids, asker)
    return list(dict.fromkeys(rows[i].party for i in ids if rows[i].party))[:limit]


def deals_now(db: Connection, asker: Asker) -> DealsNow:
    """What is open, what of it is likely to come, and what the month brought, in minor units.

    Likely is the sum of amount times the deal's own likelihood, else its stage's.
    """
    usual = asker.stages.likelihood
    own = case(*((_D.stage == stage, usual[stage]) for stage in OPEN_STAGES), else_=0)
    weighted = func.coalesce(func.sum(_D.amount * func.coalesce(_D.likelihood, own)), 0)
    opened, likely = db.execute(select(func.coalesce(func.sum(_D.amount), 0), weighted).where(_open())).one()
    return DealsNow(int(opened), half_up(int(likely), 100), month_target(db, asker.today))
