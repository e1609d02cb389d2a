"""Writing what happens with people: contacts, qualification, hand-over. The one place from which other
features call every command about people (the further ones are imported here by name).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.parties.merge_commands import merge_parties, put_back
from salesdesk.parties.party_commands import (
    add_contact_point,
    add_party,
    became_customer,
    bin_party,
    edit_party,
    lapse_customers,
    remove_contact_point,
    restore_from_bin,
    set_hot,
)
from salesdesk.parties.records import party_name, party_row
from salesdesk.parties.rules import NextStep, display_name, tidy
from salesdesk.parties.task_commands import (
    add_task,
    edit_task,
    finish_task,
    move_task,
    remove_task,
    reopen_task,
    set_next_step,
)
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

__all__ = [
    "NextStep",
    "accept_hand_over",
    "add_contact_point",
    "add_party",
    "add_task",
    "became_customer",
    "bin_party",
    "edit_interaction",
    "edit_party",
    "edit_task",
    "finish_task",
    "hand_over",
    "lapse_customers",
    "log_interaction",
    "merge_parties",
    "move_prospect",
    "move_task",
    "nurture",
    "put_back",
    "qualify",
    "remove_contact_point",
    "remove_interaction",
    "remove_task",
    "reopen_task",
    "restore_from_bin",
    "return_hand_over",
    "set_hot",
    "set_next_step",
]
HAND_OVER = "hand_over"
_WORKABLE = ("new", "working", "qualified")


@command
def log_interaction(
    store: Store,
    party_id: int | None,
    *,
    kind: str,
    purpose: str = "sales",
    direction: str = "out",
    outcome: str = "",
    minutes: int = 0,
    title: str = "",
    body: str = "",
    at: datetime | None = None,
    next_step: NextStep | None = None,
    done_task_id: int | None = None,
    **links: int | None,
) -> int:
    """Write down a contact with a party; returns its id. One step also ticks a task off and plans the next.

    ``kind``, ``purpose``, ``outcome`` are values of `choices`; ``at`` an aware instant (now by default);
    ``links`` are ``deal_id``, ``case_id``, ``campaign_id``, ``owned_item_id``, ``product_id``, ``staff_id``.
    Unless nobody answered, the party counts as contacted on that day and a new prospect as being worked on;
    a note changes neither. Raises `UserError` for a contact without party, for minutes below zero, or
    for a note without words.
    """
    if party_id is None and not links.get("case_id"):
        raise UserError(_("Choose with whom the contact was."), "party_id")
    if minutes < 0:
        raise UserError(_("A contact cannot take less than no time."), "minutes")
    if kind == "note" and not (title.strip() or body.strip()):
        raise UserError(_("Write the note first."), "body")
    at = at or store.now()
    day = store.day_of(at)
    links.setdefault("staff_id", store.staff_id)
    with store.reading() as db:
        name = party_name(db, party_id)
    with store.changing(_log_label(kind), name=name) as db:
        made = store.insert(
            db,
            s.interaction,
            party_id=party_id,
            kind=kind,
            purpose=purpose,
            direction=direction,
            outcome=outcome,
            minutes=minutes,
            title=tidy(title),
            body=tidy(body),
            at=at,
            day=day,
            **links,
        )
        if party_id is not None and kind != "note" and outcome != "no_answer":
            _count_as_contacted(store, party_id, day)
        if done_task_id is not None:
            finish_task(store, done_task_id, outcome=outcome)
        if next_step is not None and party_id is not None:
            set_next_step(store, party_id, next_step, links.get("deal_id"))
    return made


def _log_label(kind: str) -> str:
    special = {
        "call": N_("Log a call with {name}"),
        "note": N_("Write a note on {name}"),
        "visit": N_("Log a visit to {name}"),
    }
    return special.get(kind, N_("Log a contact with {name}"))


def _count_as_contacted(store: Store, party_id: int, day: date) -> None:
    row = party_row(store, party_id)
    changed: dict[str, Any] = {}
    if row["last_contact_on"] is None or row["last_contact_on"] < day:
        changed["last_contact_on"] = day
    if row["state"] == "prospect" and row["prospect_stage"] == "new":
        changed["prospect_stage"] = "working"
    if changed:
        with store.changing(N_("Change {name}"), name=display_name(row)) as db:
            store.update(db, s.party, party_id, **changed)


@command
def edit_interaction(store: Store, interaction_id: int, **facts: Any) -> None:
    """Correct what was written about a contact: title, body, outcome, kind or minutes."""
    if unknown := set(facts) - {"title", "body", "outcome", "kind", "minutes"}:
        raise TypeError(f"a contact's {', '.join(sorted(unknown))} cannot be edited")
    if facts.get("minutes", 0) < 0:
        raise UserError(_("A contact cannot take less than no time."), "minutes")
    with store.changing(
        N_("Correct a contact with {name}"), name=_name_of_interaction(store, interaction_id)
    ) as db:
        store.update(db, s.interaction, interaction_id, **{key: tidy(value) for key, value in facts.items()})


@command
def remove_interaction(store: Store, interaction_id: int) -> None:
    """Put a contact that was written down by mistake into the Bin."""
    with store.changing(
        N_("Delete a contact with {name}"), name=_name_of_interaction(store, interaction_id)
    ) as db:
        store.remove(db, s.interaction, interaction_id)


def _name_of_interaction(store: Store, interaction_id: int) -> str:
    i = s.interaction.c
    with store.reading() as db:
        return party_name(db, db.execute(select(i.party_id).where(i.id == interaction_id)).scalar())


@command
def qualify(
    store: Store, party_id: int, answers: Mapping[str, str], *, qualified: bool, reason: str = ""
) -> None:
    """Stamp the result of the qualification checklist on a party, with who answered and today's day.

    ``answers`` maps "need", "budget", "decision_maker", "timing" to "yes", "no" or "", and each with
    "_words" to what was said. Words about need and timing become the party's facts when it has none.
    Raises `UserError` for "not a fit" without a reason.
    """
    if not qualified and not reason.strip():
        raise UserError(_("Say in a word why this is not a fit."), "reason")
    row = party_row(store, party_id)
    changed: dict[str, Any] = {
        "qualification": _stamped(store, answers),
        "prospect_stage": "qualified" if qualified else "disqualified",
        "qualified_on": store.today() if qualified else None,
        "disqualified_reason": "" if qualified else tidy(reason),
        "nurture_until": None,
    }
    for answer, fact in (("need_words", "needs"), ("timing_words", "timing")):
        if answers.get(answer) and not row[fact]:
            changed[fact] = answers[answer]
    changed |= _as_prospect(store, row)
    label = N_("{name} is qualified") if qualified else N_("{name} is not a fit")
    with store.changing(label, name=display_name(row)):
        edit_party(store, party_id, **changed)


def _as_prospect(store: Store, row: Mapping[str, Any]) -> dict[str, Any]:
    if row["state"] != "contact":
        return {}
    return {"state": "prospect", "prospect_on": row["prospect_on"] or store.today()}


@command
def nurture(
    store: Store, party_id: int, until: date, reason: str = "", *, answers: Mapping[str, str] | None = None
) -> None:
    """Leave a prospect alone until a day; then it is called again. Raises `UserError` for a past day.

    ``answers`` are those of the qualification checklist, as in `qualify`.
    """
    row = party_row(store, party_id)
    if until <= store.today():
        raise UserError(_("Choose a day after today."), "until")
    stamped: dict[str, Any] = {} if answers is None else {"qualification": _stamped(store, answers)}
    with store.changing(N_("Come back to {name} later"), name=display_name(row)):
        edit_party(
            store,
            party_id,
            prospect_stage="nurture",
            nurture_until=until,
            disqualified_reason=reason,
            **stamped,
            **_as_prospect(store, row),
        )
        set_next_step(store, party_id, NextStep(until, title=tidy(reason) or _("Ask again")))


def _stamped(store: Store, answers: Mapping[str, str]) -> str:
    with_who = {**answers, "by": store.staff_id, "on": store.today().isoformat()}
    return json.dumps(with_who, ensure_ascii=False, sort_keys=True)


@command
def move_prospect(store: Store, party_id: int, stage: str) -> None:
    """Move a prospect to the stage "new", "working" or "qualified" by hand.

    Raises `UserError` for a customer: that one moves by its sales.
    """
    row = party_row(store, party_id)
    if stage not in _WORKABLE:
        raise ValueError(f"not a stage to move to by hand: {stage}")
    if row["state"] in choices.CUSTOMER_STATES:
        raise UserError(_("{name} is a customer already.").format(name=display_name(row)))
    changed = {
        "prospect_stage": stage,
        "qualified_on": (row["qualified_on"] or store.today()) if stage == "qualified" else None,
        "disqualified_reason": "",
        "nurture_until": None,
        **_as_prospect(store, row),
    }
    words = choices.label(choices.PROSPECT_STAGES, stage)
    with store.changing(N_("Move {name} to {stage}"), name=display_name(row), stage=words):
        edit_party(store, party_id, **changed)


@command
def hand_over(store: Store, party_id: int, *, to_staff_id: int | None = None, note: str = "") -> int:
    """Marketing gives a prospect to sales; it waits to be accepted or returned.

    Returns the id of the task that stands for the hand-over.
    """
    row = party_row(store, party_id)
    with store.changing(N_("Hand {name} over to sales"), name=display_name(row)):
        if changed := _as_prospect(store, row):
            edit_party(store, party_id, prospect_stage="new", **changed)
        return add_task(
            store,
            title=tidy(note) or _("New prospect from marketing"),
            due_on=store.today(),
            kind="follow_up",
            purpose="marketing",
            origin=HAND_OVER,
            staff_id=to_staff_id,
            party_id=party_id,
            campaign_id=row["campaign_id"],
        )


@command
def accept_hand_over(store: Store, task_id: int, *, next_step: NextStep | None = None) -> None:
    """Sales takes a prospect over: it is looked after by whoever is at the desk from now on."""
    party_id, name = _handed(store, task_id)
    with store.changing(N_("Take over {name}"), name=name):
        edit_party(store, party_id, staff_id=store.staff_id)
        finish_task(store, task_id, outcome="accepted", next_step=next_step)


@command
def return_hand_over(store: Store, task_id: int, *, reason: str) -> None:
    """Sales gives a prospect back to marketing. Raises `UserError` without a reason."""
    if not reason.strip():
        raise UserError(_("Say in a word why you give it back."), "reason")
    party_id, name = _handed(store, task_id)
    with store.changing(N_("Return {name} to marketing"), name=name):
        log_interaction(
            store, party_id, kind="note", purpose="marketing", title=_("Returned to marketing"), body=reason
        )
        finish_task(store, task_id, outcome="returned")


def _handed(store: Store, task_id: int) -> tuple[int, str]:
    t = s.task.c
    with store.reading() as db:
        row = db.execute(select(t.party_id, t.done_at, t.origin).where(t.id == task_id)).first()
        if row is None or row.origin != HAND_OVER or row.done_at is not None:
            raise UserError(_("This hand-over was answered already."))
        return row.party_id, party_name(db, row.party_id)
