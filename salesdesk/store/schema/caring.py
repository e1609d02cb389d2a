"""After the sale: cases, the time spent on them, their checklists, and what was learnt."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index

from salesdesk.base import choices as c
from salesdesk.store.schema.columns import (
    STRICT,
    Record,
    a_day,
    a_flag,
    a_number,
    a_ref,
    a_text,
    an_instant,
    not_negative,
    one_of,
)


class Case(Record):
    """A service case.

    ``promised_at`` is when it is to be solved, in business hours from its priority, moved on by
    ``paused_minutes`` while it waited for a customer or a part. ``topic`` is a file's own word for its kind.
    ``handling_minutes`` is hands-on time, ``contacts`` the customer contacts before it was solved.
    ``times_doubtful`` marks an imported case solved before it was opened or answered: never averaged.
    """

    __tablename__ = "service_case"
    __table_args__ = (
        one_of("kind", c.CASE_KINDS),
        one_of("phase", c.CASE_PHASES),
        one_of("status", c.CASE_STATUSES),
        one_of("priority", c.PRIORITIES),
        one_of("channel", c.CASE_CHANNELS),
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
        *not_negative("handling_minutes", "paused_minutes", "contacts", "remedy_cost"),
        Index("ix_service_case_queue", "status", "promised_at"),
        Index("ix_service_case_opened", "opened_on"),
        Index("ix_service_case_solved", "solved_on"),
        STRICT,
    )
    party_id: int | None = a_ref("party")
    product_id: int | None = a_ref("product")
    sale_id: int | None = a_ref("sale")
    deal_id: int | None = a_ref("deal")
    owned_item_id: int | None = a_ref("owned_item")
    staff_id: int | None = a_ref("staff_member")
    number: str | None = a_text(None, index=True)
    code: str | None = a_text(None, index=True)
    title: str = a_text()
    description: str = a_text()
    kind: str = a_text("fault")
    topic: str = a_text(index=True)
    phase: str = a_text("after")
    status: str = a_text("new")
    priority: str = a_text("normal")
    channel: str = a_text("phone")
    opened_at: datetime = an_instant()
    opened_on: date = a_day()
    promised_at: datetime | None = an_instant()
    first_reply_at: datetime | None = an_instant()
    waiting_since: datetime | None = an_instant()
    paused_minutes: int = a_number()
    solved_at: datetime | None = an_instant()
    solved_on: date | None = a_day()
    reopened: int = a_number()
    contacts: int = a_number()
    handling_minutes: int = a_number()
    first_contact: bool | None = a_flag(None)
    cause: str = a_text()
    resolution: str = a_text()
    remedy: str = a_text()
    remedy_cost: int = a_number()
    score: int | None = a_number(None)
    score_words: str = a_text()
    scored_on: date | None = a_day()
    ask_score_on: date | None = a_day()
    times_doubtful: bool = a_flag()
    search: str = a_text()


class TimeEntry(Record):
    """A stretch of work on a case; one without ``ended_at`` is a running timer."""

    __tablename__ = "time_entry"
    __table_args__ = (*not_negative("seconds"), STRICT)
    case_id: int = a_ref("service_case")
    staff_id: int | None = a_ref("staff_member")
    started_at: datetime = an_instant()
    ended_at: datetime | None = an_instant(index=True)
    seconds: int = a_number()


class ChecklistItem(Record):
    """One step of a case's checklist and how it went."""

    __tablename__ = "checklist_item"
    __table_args__ = (STRICT,)
    case_id: int = a_ref("service_case")
    position: int = a_number()
    words: str = a_text()
    result: str = a_text()
    done_at: datetime | None = an_instant()


class Article(Record):
    """A note written from a solved case; ``helped`` counts how often it did again."""

    __table_args__ = (*not_negative("helped"), STRICT)
    case_id: int | None = a_ref("service_case")
    product_id: int | None = a_ref("product")
    title: str = a_text()
    body: str = a_text()
    helped: int = a_number()
    search: str = a_text()
