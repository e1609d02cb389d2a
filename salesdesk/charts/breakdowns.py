"""One metric split by something: person, office, manager, product, place, group, source, month or quarter.

These scan the records behind the figures, with Core statements that PostgreSQL understands too; they are
asked by reports, not by every refresh.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, String, case, cast, func, select

from salesdesk.base.choices import CUSTOMER_STATES
from salesdesk.base.metrics import Value, share
from salesdesk.base.periods import Period
from salesdesk.store import schema as s


class Part(NamedTuple):
    """A part of a whole: its name, how many, the sum, and the rate where there is one."""

    name: str
    n: int
    total: int
    rate: Value | None = None


_agent = s.staff_member.alias("agent")
_manager = s.staff_member.alias("manager")


def _month(day: ColumnElement[Any]) -> ColumnElement[str]:
    return func.substr(cast(day, String), 1, 7)


def _quarter(day: ColumnElement[Any]) -> ColumnElement[str]:
    text = cast(day, String)
    month = func.substr(text, 6, 2)
    number = case((month <= "03", "Q1"), (month <= "06", "Q2"), (month <= "09", "Q3"), else_="Q4")
    return func.substr(text, 1, 4) + "-" + number


def deals_by(db: Connection, dimension: str, period: Period | None = None) -> list[Part]:
    """Decided deals: won count, won amount and win rate, split by ``dimension``.

    It is agent, office, manager, product, account, source, month, quarter or all. Raises KeyError for
    another dimension.
    """
    d = s.deal.c
    key = {
        "agent": _agent.c.name, "office": _agent.c.team, "manager": _manager.c.name,
        "product": s.product.c.name, "account": s.party.c.name, "source": d.source,
        "month": _month(d.closed_on), "quarter": _quarter(d.closed_on),
        "all": func.coalesce("", ""),
    }[dimension]  # fmt: skip
    source: FromClause = (
        s.deal.outerjoin(_agent, _agent.c.id == d.staff_id)
        .outerjoin(_manager, _manager.c.id == _agent.c.reports_to_id)
        .outerjoin(s.product, s.product.c.id == d.product_id)
        .outerjoin(s.party, s.party.c.id == d.party_id)
    )
    won = case((d.stage == "won", 1), else_=0)
    name = func.coalesce(key, "").label("name")
    query = (
        select(
            name, func.sum(won).label("won"), func.count().label("n"), func.sum(won * d.amount).label("total")
        )
        .select_from(source)
        .where(d.deleted_at.is_(None), d.stage.in_(("won", "lost")))
        .group_by(name)
        .order_by(name)
    )
    query = _within(query, d.closed_on, period)
    return [Part(r.name, int(r.won), int(r.total), share(int(r.won), int(r.n))) for r in db.execute(query)]


def revenue_by(db: Connection, dimension: str, period: Period | None = None) -> list[Part]:
    """Issued sales less credit notes, before tax, split by ``dimension``.

    It is place, group, product, agent, agent_code, customer, month, quarter or all.
    """
    t, line = s.sale.c, s.sale_line.c
    by_line = dimension in ("group", "product")
    key = {
        "place": t.place, "agent": _agent.c.name, "agent_code": _agent.c.code, "customer": s.party.c.name,
        "month": _month(t.sold_on), "quarter": _quarter(t.sold_on), "group": s.product.c.group_name,
        "product": s.product.c.name, "all": func.coalesce("", ""),
    }[dimension]  # fmt: skip
    source: FromClause = s.sale.outerjoin(_agent, _agent.c.id == t.staff_id).outerjoin(
        s.party, s.party.c.id == t.party_id
    )
    if by_line:
        source = source.join(s.sale_line, line.sale_id == t.id).outerjoin(
            s.product, s.product.c.id == line.product_id
        )
    amount = case((t.kind == "sale", 1), else_=-1) * (line.net if by_line else t.net)
    name = func.coalesce(key, "").label("name")
    query = (
        select(name, func.count().label("n"), func.sum(amount).label("total"))
        .select_from(source)
        .where(t.deleted_at.is_(None), t.status == "issued")
        .group_by(name)
        .order_by(name)
    )
    if by_line:
        query = query.where(line.deleted_at.is_(None))
    query = _within(query, t.sold_on, period)
    return [Part(r.name, int(r.n), int(r.total)) for r in db.execute(query)]


def conversion_by_source(db: Connection, period: Period | None = None) -> list[Part]:
    """Of the people who became prospects, how many are customers now, by the channel they came through."""
    p = s.party.c
    customer = case((p.state.in_(CUSTOMER_STATES), 1), else_=0)
    query = (
        select(p.source.label("name"), func.count().label("n"), func.sum(customer).label("won"))
        .where(p.deleted_at.is_(None), p.prospect_on.is_not(None))
        .group_by(p.source)
        .order_by(p.source)
    )
    query = _within(query, p.prospect_on, period)
    return [Part(r.name, int(r.n), int(r.won), share(int(r.won), int(r.n))) for r in db.execute(query)]


def ratings_by(db: Connection, dimension: str, period: Period | None = None) -> list[Part]:
    """Ratings by the kind of case or its channel: how many, their sum, and the share of 4 and 5."""
    t = s.service_case.c
    key = {"topic": t.topic, "channel": t.channel, "kind": t.kind, "all": func.coalesce("", "")}[dimension]
    name = func.coalesce(key, "").label("name")
    good = case((t.score >= 4, 1), else_=0)
    query = (
        select(name, func.count().label("n"), func.sum(t.score).label("total"), func.sum(good).label("good"))
        .where(t.deleted_at.is_(None), t.score.is_not(None))
        .group_by(name)
        .order_by(name)
    )
    query = _within(query, t.scored_on, period)
    return [Part(r.name, int(r.n), int(r.total), share(int(r.good), int(r.n))) for r in db.execute(query)]


def _within(query: Any, day: ColumnElement[Any], period: Period | None) -> Any:
    return query if period is None else query.where(day.between(period.start, period.end))
