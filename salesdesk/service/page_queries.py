"""Reading one case for its page: the case, its customer, what it is about, the time, and what went before."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, case, func, select

from salesdesk.parties.queries import called
from salesdesk.service.plan_queries import care_steps
from salesdesk.service.promise_rules import PromiseFacts
from salesdesk.service.rules import CareStepFacts
from salesdesk.store import schema as s

_T = s.service_case.c


class Owner(NamedTuple):
    """The customer of a case."""

    id: int
    name: str
    phone: str
    customer_on: date | None
    purchases: int


class Piece(NamedTuple):
    """What a case is about: the product, and the customer's own piece of it where it is known."""

    product_id: int | None
    item_id: int | None
    name: str
    serial: str
    bought_on: date | None
    warranty_until: date | None
    last_maintained_on: date | None
    next_maintenance_on: date | None
    maintenance_months: int
    place: str


class EarlierCase(NamedTuple):
    """An earlier case of the same customer."""

    id: int
    number: str
    title: str
    status: str
    score: int | None


class Step(NamedTuple):
    """A step of the checklist."""

    id: int
    words: str
    result: str
    done: bool


class Timer(NamedTuple):
    """The running timer of whoever is at the desk."""

    case_id: int
    number: str
    started_at: datetime


class Work(NamedTuple):
    """A stretch of work on the case: when it was begun, and by whom."""

    id: int
    started_at: datetime
    staff: str


class CasePage(NamedTuple):
    """Everything the case page shows at once.

    ``seconds`` is the finished hands-on time; ``care`` the care plan of the product; ``upkeep_planned`` tells
    whether a maintenance task of the item is open.
    """

    id: int
    version: int
    number: str
    title: str
    description: str
    kind: str
    topic: str
    phase: str
    status: str
    priority: str
    channel: str
    opened_at: datetime | None
    promised_at: datetime | None
    waiting_since: datetime | None
    solved_at: datetime | None
    contacts: int
    reopened: int
    first_contact: bool | None
    cause: str
    resolution: str
    remedy: str
    remedy_cost: int
    score: int | None
    score_words: str
    ask_score_on: date | None
    times_doubtful: bool
    sale_id: int | None
    deal_id: int | None
    staff: str
    seconds: int
    owner: Owner | None
    piece: Piece | None
    earlier: list[EarlierCase]
    checklist: list[Step]
    work: list[Work]
    care: list[CareStepFacts]
    upkeep_planned: bool

    @property
    def promise_facts(self) -> PromiseFacts:
        """What the rules want to know about its promise."""
        return PromiseFacts(self.status, self.priority, self.promised_at, self.waiting_since, self.solved_at)


def case_page(db: Connection, case_id: int) -> CasePage | None:
    """The page of a case, or None when it is gone."""
    row = (
        db.execute(
            select(s.service_case, func.coalesce(s.staff_member.c.name, "").label("staff"))
            .outerjoin(s.staff_member, s.staff_member.c.id == _T.staff_id)
            .where(_T.id == case_id, _T.deleted_at.is_(None))
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    own = {key: row[key] for key in CasePage._fields if key in row}
    own["number"] = row["number"] or row["code"] or "—"
    return CasePage(
        **own,
        seconds=_seconds(db, case_id),
        owner=_owner(db, row["party_id"]),
        piece=_piece(db, row["product_id"], row["owned_item_id"]),
        earlier=_earlier(db, row["party_id"], case_id),
        checklist=list_checklist(db, case_id),
        work=_work(db, case_id),
        care=care_steps(db, [row["product_id"]]) if row["product_id"] is not None else [],
        upkeep_planned=_upkeep_planned(db, row["owned_item_id"]),
    )


def _work(db: Connection, case_id: int) -> list[Work]:
    t = s.time_entry.c
    rows = db.execute(
        select(t.id, t.started_at, func.coalesce(s.staff_member.c.name, ""))
        .outerjoin(s.staff_member, s.staff_member.c.id == t.staff_id)
        .where(t.case_id == case_id, t.deleted_at.is_(None))
        .order_by(t.started_at.desc())
    )
    return [Work(row[0], row[1], row[2]) for row in rows]


def _upkeep_planned(db: Connection, item_id: int | None) -> bool:
    t = s.task.c
    row = db.execute(
        select(t.id)
        .where(
            t.owned_item_id == item_id, t.kind == "maintenance", t.done_at.is_(None), t.deleted_at.is_(None)
        )
        .limit(1)
    ).first()
    return row is not None


def _seconds(db: Connection, case_id: int) -> int:
    t = s.time_entry.c
    total = select(func.coalesce(func.sum(t.seconds), 0)).where(t.case_id == case_id, t.deleted_at.is_(None))
    return int(db.execute(total).scalar_one())


def _owner(db: Connection, party_id: int | None) -> Owner | None:
    p, sale = s.party.c, s.sale.c
    row = db.execute(select(p.id, called(), p.phone, p.customer_on).where(p.id == party_id)).first()
    if row is None:
        return None
    bought = db.execute(
        select(func.count())
        .select_from(s.sale)
        .where(
            sale.party_id == party_id, sale.status == "issued", sale.kind == "sale", sale.deleted_at.is_(None)
        )
    ).scalar_one()
    return Owner(row[0], row[1], row[2], row[3], int(bought))


def _piece(db: Connection, product_id: int | None, item_id: int | None) -> Piece | None:
    p, i = s.product.c, s.owned_item.c
    product = db.execute(select(p.name, p.maintenance_months).where(p.id == product_id)).first()
    item = db.execute(
        select(
            i.words,
            i.serial,
            i.bought_on,
            i.warranty_until,
            i.last_maintained_on,
            i.next_maintenance_on,
            i.place,
        ).where(i.id == item_id)
    ).first()
    if product is None and item is None:
        return None
    name = product.name if product else (item.words if item else "")
    months = product.maintenance_months if product else 0
    return Piece(
        product_id,
        item_id,
        name,
        item.serial if item else "",
        item.bought_on if item else None,
        item.warranty_until if item else None,
        item.last_maintained_on if item else None,
        item.next_maintenance_on if item else None,
        months,
        item.place if item else "",
    )


def _earlier(db: Connection, party_id: int | None, case_id: int, limit: int = 6) -> list[EarlierCase]:
    rows = db.execute(
        select(_T.id, func.coalesce(_T.number, _T.code, "—"), _T.title, _T.status, _T.score)
        .where(_T.party_id == party_id, _T.id != case_id, _T.deleted_at.is_(None))
        .order_by(_T.opened_at.desc(), _T.id.desc())
        .limit(limit)
    )
    return [EarlierCase(*row) for row in rows]


def list_checklist(db: Connection, case_id: int) -> list[Step]:
    """The checklist of a case, in order."""
    t = s.checklist_item.c
    rows = db.execute(
        select(t.id, t.words, t.result, t.done_at.is_not(None))
        .where(t.case_id == case_id, t.deleted_at.is_(None))
        .order_by(t.position, t.id)
    )
    return [Step(row[0], row[1], row[2], bool(row[3])) for row in rows]


def find_checklist(db: Connection, product_id: int | None, case_id: int) -> int | None:
    """The latest other case of a product that has a checklist to copy, or None."""
    if product_id is None:
        return None
    t = s.checklist_item.c
    return db.execute(
        select(_T.id)
        .join(s.checklist_item, t.case_id == _T.id)
        .where(_T.product_id == product_id, _T.id != case_id, _T.deleted_at.is_(None), t.deleted_at.is_(None))
        .order_by(_T.id.desc())
        .limit(1)
    ).scalar()


def running_timer(db: Connection, staff_id: int | None) -> Timer | None:
    """The timer that runs for somebody, or None."""
    t = s.time_entry.c
    whose = t.staff_id.is_(None) if staff_id is None else t.staff_id == staff_id
    row = db.execute(
        select(t.case_id, func.coalesce(_T.number, "—"), t.started_at)
        .join(s.service_case, _T.id == t.case_id)
        .where(whose, t.ended_at.is_(None), t.deleted_at.is_(None), _T.deleted_at.is_(None))
        .order_by(t.id.desc())
        .limit(1)
    ).first()
    return Timer(*row) if row else None


def list_resolutions(db: Connection, product_id: int | None, limit: int = 8) -> list[str]:
    """What fixed earlier cases, most often first; those of the same product come before the others."""
    same = func.max(case((_T.product_id == product_id, 1), else_=0))
    rows = db.execute(
        select(_T.resolution)
        .where(_T.resolution != "", func.length(_T.resolution) <= 60, _T.deleted_at.is_(None))
        .group_by(_T.resolution)
        .order_by(same.desc(), func.count().desc(), _T.resolution)
        .limit(limit)
    )
    return list(rows.scalars())
