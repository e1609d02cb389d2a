"""People and organisations, the contacts we had with them, what we promised, and who is at the desk."""

from datetime import date, datetime

from sqlalchemy import Index

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
    only_where,
)


class StaffMember(Record):
    """Somebody at the desk. ``roles`` and ``skills`` are comma separated: one person wears several hats."""

    __tablename__ = "staff_member"
    __table_args__ = (STRICT,)
    name: str = a_text()
    code: str | None = a_text(None, index=True)
    roles: str = a_text("sales")
    team: str = a_text()
    skills: str = a_text()
    phone: str = a_text()
    email: str = a_text()
    reports_to_id: int | None = a_ref("staff_member")
    active: bool = a_flag(True)


class StaffPin(Record):
    """What unlocks the screen for a staff member: ``code`` is the salted scrypt text, never the PIN."""

    __tablename__ = "staff_pin"
    __table_args__ = (
        Index(
            "ix_staff_pin_staff",
            "staff_id",
            unique=True,
            **only_where("deleted_at IS NULL"),
        ),
        STRICT,
    )
    staff_id: int = a_ref("staff_member")
    code: str = a_text()


class Party(Record):
    """A person or an organisation, one record from stranger to regular.

    ``state`` is moved by facts (a sale, a lapse); ``prospect_stage`` is the work of finding out.
    ``prospect_on`` and ``customer_on`` are the days it became one: conversion copies nothing.
    ``search`` holds what it is found by, folded; ``phone_digits`` every form of its numbers.
    """

    __table_args__ = (
        one_of("kind", c.PARTY_KINDS),
        one_of("state", c.PARTY_STATES),
        # These two cover the lists: a view of a million people is read from them alone.
        Index("ix_party_state_name", "state", "sort_name", "prospect_stage", "deleted_at"),
        Index("ix_party_sort_name", "sort_name", "deleted_at"),
        Index(
            "ix_party_hot",
            "sort_name",
            **only_where("hot = 1 AND deleted_at IS NULL"),
        ),
        STRICT,
    )
    kind: str = a_text("person")
    name: str = a_text()
    sort_name: str = a_text()
    code: str | None = a_text(None, index=True)
    form_of_address: str = a_text()
    organisation_id: int | None = a_ref("party")
    job_title: str = a_text()
    phone: str = a_text()
    phone_normal: str | None = a_text(None, index=True)
    email: str = a_text(index=True)
    address: str = a_text()
    area: str = a_text()
    country: str = a_text()
    tax_code: str = a_text()
    website: str = a_text()
    birthday: date | None = a_day()
    preferred_channel: str = a_text()
    preferred_hour: str = a_text()
    needs: str = a_text()
    budget: int | None = a_number(None)
    timing: str = a_text()
    notes: str = a_text()
    tags: str = a_text()
    source: str = a_text(index=True)
    source_detail: str = a_text()
    referred_by_id: int | None = a_ref("party")
    campaign_id: int | None = a_ref("campaign")
    state: str = a_text("contact")
    prospect_stage: str | None = a_text(None, index=True)
    prospect_on: date | None = a_day(index=True)
    customer_on: date | None = a_day(index=True)
    qualified_on: date | None = a_day()
    qualification: str = a_text("{}")
    disqualified_reason: str = a_text()
    nurture_until: date | None = a_day()
    hot: bool = a_flag()
    consent: str = a_text()
    consent_on: date | None = a_day()
    last_contact_on: date | None = a_day(index=True)
    staff_id: int | None = a_ref("staff_member")
    custom: str = a_text("{}")
    search: str = a_text()
    phone_digits: str = a_text()


class ContactPoint(Record):
    """A further phone, e-mail, address, handle or web page of a party."""

    __tablename__ = "contact_point"
    __table_args__ = (STRICT,)
    party_id: int = a_ref("party")
    kind: str = a_text("phone")
    value: str = a_text()
    normal: str | None = a_text(None, index=True)
    label: str = a_text()


class Interaction(Record):
    """One contact with a party; what the sales-service comparison counts.

    ``at`` is the instant, ``day`` the shop's calendar day of it, by which charts group.
    """

    __table_args__ = (
        one_of("kind", c.INTERACTION_KINDS),
        one_of("purpose", c.PURPOSES),
        *not_negative("minutes"),
        Index("ix_interaction_party_at", "party_id", "at"),
        Index("ix_interaction_day_purpose", "day", "purpose"),
        STRICT,
    )
    party_id: int | None = a_ref("party")
    deal_id: int | None = a_ref("deal")
    case_id: int | None = a_ref("service_case")
    owned_item_id: int | None = a_ref("owned_item")
    campaign_id: int | None = a_ref("campaign")
    product_id: int | None = a_ref("product")
    kind: str = a_text("call")
    purpose: str = a_text("sales")
    direction: str = a_text("out")
    minutes: int = a_number()
    outcome: str = a_text()
    title: str = a_text()
    body: str = a_text()
    staff_id: int | None = a_ref("staff_member")
    at: datetime = an_instant()
    day: date = a_day()


class Task(Record):
    """Something promised. A party's earliest open task with ``next_step`` set is its next step.

    ``due_time`` is "HH:MM" in the shop's time, or empty. ``origin`` says where it came from
    ("person", "plan", "rule"); ``repeat_months`` and ``repeat_days`` plan the next one
    from the day it was done.
    """

    __table_args__ = (
        one_of("kind", c.TASK_KINDS),
        Index("ix_task_open", "done_at", "due_on"),
        Index("ix_task_party_open", "party_id", "done_at", "due_on"),
        STRICT,
    )
    party_id: int | None = a_ref("party")
    deal_id: int | None = a_ref("deal")
    case_id: int | None = a_ref("service_case")
    sale_id: int | None = a_ref("sale")
    quote_id: int | None = a_ref("quote")
    owned_item_id: int | None = a_ref("owned_item")
    campaign_id: int | None = a_ref("campaign")
    care_step_id: int | None = a_ref("care_step")
    kind: str = a_text("call")
    purpose: str = a_text("sales")
    title: str = a_text()
    due_on: date | None = a_day()
    due_time: str = a_text()
    amount: int | None = a_number(None)
    next_step: bool = a_flag()
    origin: str = a_text("person")
    repeat_months: int = a_number()
    repeat_days: int = a_number()
    staff_id: int | None = a_ref("staff_member")
    done_at: datetime | None = an_instant()
    done_on: date | None = a_day()
    outcome: str = a_text()
