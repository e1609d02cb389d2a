"""What one step left in several tables is told once: the conditions under which a row says nothing new."""

from sqlalchemy import Column, ColumnElement, and_, exists, func, or_

from salesdesk.store import schema as s

_ONE_STEP = 2 / 86_400  # days: what one step writes bears instants less than two seconds apart


def opened_a_case() -> ColumnElement[bool]:
    """A contact by which a case came in: the case says what was said."""
    i, c = s.interaction.c, s.service_case.alias().c
    return exists().where(c.id == i.case_id, c.opened_at == i.at, c.deleted_at.is_(None))


def sent_by_a_campaign() -> ColumnElement[bool]:
    """A campaign's message, without an answer of its own: the campaign's row tells of it."""
    i, m = s.interaction.c, s.campaign_member.alias().c
    member = exists().where(
        m.campaign_id == i.campaign_id,
        m.party_id == i.party_id,
        m.reached_on == i.day,
        m.deleted_at.is_(None),
    )
    return and_(i.purpose == "marketing", i.outcome == "", member)


def paid_at_once() -> ColumnElement[bool]:
    """Money that came on the day of its sale: the sale says so."""
    p, c = s.payment.c, s.sale.alias().c
    return and_(
        p.amount > 0,
        exists().where(
            c.id == p.sale_id, c.sold_on == p.paid_on, c.party_id == p.party_id, c.deleted_at.is_(None),
            c.status == "issued", c.kind == "sale",
        ),
    )  # fmt: skip


def moved_by_a_paper() -> ColumnElement[bool]:
    """A deal's move that a quote or a sale brought about in the same step: the paper tells of it."""
    m, q, c = s.stage_move.c, s.quote.alias().c, s.sale.alias().c
    sent = exists().where(q.deal_id == m.deal_id, q.deleted_at.is_(None), _together(q.sent_at, m.at))
    sold = exists().where(c.deal_id == m.deal_id, c.deleted_at.is_(None), _together(c.issued_at, m.at))
    return or_(and_(m.stage == "proposal", sent), and_(m.stage == "won", sold))


def solved_at_once() -> ColumnElement[bool]:
    """A case solved at the first contact, on the day it came in: its end tells of its beginning."""
    c = s.service_case.c
    return and_(c.first_contact.is_(True), c.opened_on == c.solved_on)


def _together(one: Column[object], other: Column[object]) -> ColumnElement[bool]:
    return func.abs(func.julianday(one) - func.julianday(other)) < _ONE_STEP
