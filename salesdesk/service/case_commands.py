"""Writing service cases: opening, changing, waiting, and the contacts with the customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.base import choices as c
from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import NextStep, log_interaction
from salesdesk.service import plan_queries
from salesdesk.service.promise_rules import promise_minutes, promised_at
from salesdesk.service.records import case_row, case_search, case_words, resumed
from salesdesk.service.rules import OPENING_CONTACT, OPENING_WORDS, PHONE_LIKE
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

_WORDS = ("title", "description", "topic", "cause", "resolution", "remedy")
_LINKS = ("party_id", "product_id", "owned_item_id", "sale_id", "deal_id", "staff_id")
_LISTS = {"kind": c.CASE_KINDS, "priority": c.PRIORITIES, "phase": c.CASE_PHASES, "channel": c.CASE_CHANNELS}
_EDITABLE = {*_WORDS, *_LINKS, *_LISTS, "remedy_cost", "promised_at"}


@command
def open_case(
    store: Store,
    *,
    party_id: int | None,
    title: str,
    kind: str = "fault",
    priority: str = "normal",
    phase: str = "after",
    product_id: int | None = None,
    owned_item_id: int | None = None,
    sale_id: int | None = None,
    deal_id: int | None = None,
    channel: str = "phone",
    description: str = "",
    staff_id: int | None = None,
    opened_at: datetime | None = None,
    log_contact: bool = True,
) -> int:
    """Open a case for a customer; returns its id.

    It gets the next number (CS-0001) and is promised in business hours by its priority. The contact by which
    it came in (``channel``) is logged unless ``log_contact`` is False; on the phone, in person and in a chat
    that is the first reply too. ``opened_at`` is now by default, ``staff_id`` whoever is at the desk.
    Raises `UserError` without a customer or a problem, or for a time to come.
    """
    title = nfc(title).strip()
    if not title:
        raise UserError(_("Say in a few words what the problem is."), "title")
    if party_id is None:
        raise UserError(_("Choose whose problem it is."), "party_id")
    at = opened_at or store.now()
    if at > store.now():
        raise UserError(_("The day on which the case was opened is still to come. Check it."), "opened_at")
    facts: dict[str, Any] = {
        "party_id": party_id,
        "title": title,
        "description": nfc(description).strip(),
        "kind": kind,
        "priority": priority,
        "phase": phase,
        "product_id": product_id,
        "owned_item_id": owned_item_id,
        "sale_id": sale_id,
        "deal_id": deal_id,
        "channel": channel,
        "staff_id": store.staff_id if staff_id is None else staff_id,
    }
    _check_lists(facts)
    with store.changing(N_("Open the case “{title}”"), title=title) as db:
        _fill_links(db, facts)
        return _insert_case(store, db, facts, at, log_contact and channel in OPENING_CONTACT)


def _insert_case(store: Store, db: Connection, facts: dict[str, Any], at: datetime, logged: bool) -> int:
    facts["number"] = store.next_number(db, "case", "CS")
    priority, channel = facts["priority"], facts["channel"]
    minutes = promise_minutes(priority, store.setting)
    case_id = store.insert(
        db,
        s.service_case,
        **facts,
        opened_at=at,
        opened_on=store.day_of(at),
        promised_at=promised_at(priority, at, plan_queries.shop_hours(db), minutes),
        first_reply_at=at if logged and channel in PHONE_LIKE else None,
        contacts=int(logged),
        search=case_search(db, facts),
    )
    if logged:
        log_interaction(
            store,
            facts["party_id"],
            kind=OPENING_CONTACT[channel],
            purpose="service",
            direction="in",
            outcome="reached",
            title=_(OPENING_WORDS[channel]),
            body=facts["description"] or facts["title"],
            at=at,
            case_id=case_id,
            product_id=facts["product_id"],
            owned_item_id=facts["owned_item_id"],
        )
    return case_id


def _check_lists(facts: Mapping[str, Any]) -> None:
    for key, allowed in _LISTS.items():
        if key in facts and facts[key] not in c.values(allowed):
            raise ValueError(f"no {key} of a case: {facts[key]}")


def _fill_links(db: Connection, facts: dict[str, Any]) -> None:
    """What an owned item says by itself: its product and the sale it came from."""
    if facts.get("owned_item_id") is None:
        return
    item = s.owned_item.c
    row = db.execute(select(item.product_id, item.sale_id).where(item.id == facts["owned_item_id"])).one()
    facts["product_id"] = facts.get("product_id") or row.product_id
    facts["sale_id"] = facts.get("sale_id") or row.sale_id


@command
def edit_case(store: Store, case_id: int, *, version: int | None = None, **facts: Any) -> None:
    """Change facts of a case; a new priority makes a new promise, counted from when the case was opened.

    Raises `UserError` for an empty problem, for a negative cost, or when somebody else changed it meanwhile.
    """
    if unknown := set(facts) - _EDITABLE:
        raise TypeError(f"a case's {', '.join(sorted(unknown))} cannot be edited")
    facts = {key: nfc(value).strip() if isinstance(value, str) else value for key, value in facts.items()}
    if facts.get("title") == "":
        raise UserError(_("Say in a few words what the problem is."), "title")
    if facts.get("remedy_cost", 0) < 0:
        raise UserError(_("A cost cannot be below zero."), "remedy_cost")
    _check_lists(facts)
    row = case_row(store, case_id)
    with store.changing(N_("Change {case}"), case=case_words(row)) as db:
        now = {**row, **facts}
        _fill_links(db, now)
        facts["product_id"], facts["sale_id"] = now["product_id"], now["sale_id"]
        if now["priority"] != row["priority"] and "promised_at" not in facts and row["solved_at"] is None:
            facts["promised_at"] = _new_promise(store, db, now)
        store.update(db, s.service_case, case_id, version=version, **facts, search=case_search(db, now))


def _new_promise(store: Store, db: Connection, row: Mapping[str, Any]) -> datetime:
    minutes = promise_minutes(row["priority"], store.setting) + row["paused_minutes"]
    return promised_at(row["priority"], row["opened_at"], plan_queries.shop_hours(db), minutes)


@command
def set_status(store: Store, case_id: int, status: str) -> None:
    """Say where an open case stands: new, working, waiting_customer, waiting_part or scheduled.

    While it waits (or is scheduled) the promise's clock stands still; afterwards the promise moves on by
    the business time it waited. A solved case may be closed ("closed"): its rating is not waited for.
    Raises `UserError` when the case has to be solved or reopened first.
    """
    row = case_row(store, case_id)
    if row["status"] == status:
        return
    solved = row["status"] in c.SOLVED_STATUSES
    if status == "closed" and not solved:
        raise UserError(_("This case is not solved yet. Resolve it first."), "status")
    if status != "closed" and solved:
        raise UserError(_("This case is solved. Reopen it first."), "status")
    if status not in (*c.OPEN_CASE_STATUSES, "closed"):
        raise UserError(_("Say what fixed it, then press Resolve."), "resolution")
    label = c.label(c.CASE_STATUSES, status)
    with store.changing(N_("Move {case} to “{status}”"), case=case_words(row), status=label) as db:
        facts: dict[str, Any] = {"status": status}
        if status == "closed":
            facts["ask_score_on"] = None
        elif status in c.WAITING_STATUSES:
            facts["waiting_since"] = row["waiting_since"] or store.now()
        else:
            facts |= resumed(store, db, row)
        store.update(db, s.service_case, case_id, **facts)


@command
def log_contact(
    store: Store,
    case_id: int,
    *,
    kind: str,
    direction: str = "out",
    outcome: str = "reached",
    minutes: int = 0,
    title: str = "",
    body: str = "",
    at: datetime | None = None,
    next_step: NextStep | None = None,
) -> int:
    """Write down a note, call, visit or message about a case; returns the interaction's id.

    A contact with the customer counts for first-contact resolution while the case is open (a note and a call
    that nobody answered do not); the first one from us is the first reply; a reply of a customer we
    waited for sets the case to work again. Raises `UserError` for an empty note.
    """
    row = case_row(store, case_id)
    at = at or store.now()
    met = kind in c.CONTACT_KINDS and outcome != "no_answer"
    with store.changing(_contact_label(kind), case=case_words(row)) as db:
        made = log_interaction(
            store,
            row["party_id"],
            kind=kind,
            purpose="service",
            direction=direction,
            outcome=outcome if kind != "note" else "",
            minutes=minutes,
            title=title,
            body=body,
            at=at,
            next_step=next_step,
            case_id=case_id,
            product_id=row["product_id"],
            owned_item_id=row["owned_item_id"],
        )
        facts: dict[str, Any] = {}
        if met and row["status"] in c.OPEN_CASE_STATUSES:
            facts["contacts"] = row["contacts"] + 1
        if met and direction == "out" and row["first_reply_at"] is None:
            facts["first_reply_at"] = at
        if met and direction == "in" and row["status"] == "waiting_customer":
            facts |= {"status": "working", **resumed(store, db, row)}
        if facts:
            store.update(db, s.service_case, case_id, **facts)
        return made


def _contact_label(kind: str) -> str:
    labels = {
        "note": N_("Note on {case}"),
        "call": N_("Log a call on {case}"),
        "visit": N_("Log a visit on {case}"),
        "training": N_("Log a training session on {case}"),
    }
    return labels.get(kind, N_("Log a message on {case}"))
