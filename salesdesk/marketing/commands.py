"""Changing campaigns and the notes between sales and marketing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.fold import words as folded_words
from salesdesk.base.i18n import N_, _
from salesdesk.marketing.records import campaign_name, campaign_row
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store


@command
def add_campaign(store: Store, *, name: str, **facts: Any) -> int:
    """Plan a campaign; gives its id. ``facts`` are columns of the campaign.

    Without a ``status`` it runs if it has begun and is planned otherwise. Raises `UserError` when the
    name is missing, the end lies before the start, or the budget is negative.
    """
    values = _tidy({"name": name, **facts})
    if not values.get("status"):
        starts_on = values.get("starts_on")
        values["status"] = "running" if starts_on is not None and starts_on <= store.today() else "planned"
    _check(values)
    values.setdefault("staff_id", store.staff_id)
    values.setdefault("currency", store.currency)
    values["search"] = _search(values)
    with store.changing(N_("Add campaign {name}"), name=values["name"]) as db:
        campaign_id = store.insert(db, s.campaign, **values)
        store.insert(
            db, s.campaign_channel, campaign_id=campaign_id, channel=values.get("channel", "social"),
            planned=values.get("budget", 0),
        )  # fmt: skip
    return campaign_id


@command
def edit_campaign(store: Store, campaign_id: int, *, version: int | None = None, **facts: Any) -> None:
    """Change facts of a campaign, its four offer lines among them.

    Raises `UserError` for a missing name, an end before the start, a negative budget, or (with
    ``version``) when somebody else changed it meanwhile.
    """
    values = _tidy(facts)
    with store.changing(N_("Change campaign {name}"), name=campaign_name(store, campaign_id)) as db:
        whole = {**campaign_row(db, campaign_id), **values}
        _check(whole)
        store.update(db, s.campaign, campaign_id, version=version, **values, search=_search(whole))


@command
def start_campaign(store: Store, campaign_id: int) -> None:
    """Set a campaign running; without a start date it starts today."""
    with store.changing(N_("Start campaign {name}"), name=campaign_name(store, campaign_id)) as db:
        row = campaign_row(db, campaign_id)
        starts_on = min(row["starts_on"] or store.today(), store.today())
        ends_on = row["ends_on"]
        still = ends_on if ends_on is None or ends_on >= store.today() else None
        store.update(db, s.campaign, campaign_id, status="running", starts_on=starts_on, ends_on=still)


@command
def end_campaign(store: Store, campaign_id: int, *, learnt: str = "") -> None:
    """Finish a campaign today (or on the day it was to end, if that is past).

    ``learnt`` is kept with it; a campaign whose lesson is written down counts as reviewed.
    """
    with store.changing(N_("Finish campaign {name}"), name=campaign_name(store, campaign_id)) as db:
        row = campaign_row(db, campaign_id)
        today = store.today()
        ends_on = min(row["ends_on"] or today, today)
        starts_on = min(row["starts_on"] or ends_on, ends_on)
        lesson = nfc(learnt).strip() or row["learnt"]
        store.update(
            db, s.campaign, campaign_id, status="reviewed" if lesson else "ended", starts_on=starts_on,
            ends_on=ends_on, learnt=lesson,
        )  # fmt: skip


@command
def bin_campaign(store: Store, campaign_id: int) -> None:
    """Put a campaign into the Bin; people and sales keep what ties them to it."""
    with store.changing(N_("Move campaign {name} to the Bin"), name=campaign_name(store, campaign_id)) as db:
        store.remove(db, s.campaign, campaign_id)


@command
def add_note(store: Store, campaign_id: int, words: str, side: str = "marketing") -> int:
    """Leave a note for the other side; ``side`` is who speaks, "sales" or "marketing".

    Raises `UserError` when there is nothing in it.
    """
    text = nfc(words).strip()
    if not text:
        raise UserError(_("Write the note first."), "words")
    with store.changing(N_("Add a note to {name}"), name=campaign_name(store, campaign_id)) as db:
        return store.insert(
            db,
            s.campaign_note,
            campaign_id=campaign_id,
            side=side,
            words=text,
            at=store.now(),
            staff_id=store.staff_id,
        )


@command
def remove_note(store: Store, note_id: int) -> None:
    """Take a note away."""
    with store.changing(N_("Remove a campaign note")) as db:
        store.remove(db, s.campaign_note, note_id)


@command
def set_agreement(store: Store, **facts: Any) -> int:
    """Write down what marketing and sales promise each other; there is one agreement a shop.

    Raises `UserError` for negative numbers and for a share over 100.
    """
    values = _tidy(facts)
    for key in ("leads_a_month", "call_within_hours", "attempts"):
        if (values.get(key) or 0) < 0:
            raise UserError(_("This number cannot be below zero."), key)
    if not 0 <= (values.get("call_share") or 0) <= 100:
        raise UserError(_("A share lies between 0 and 100 percent."), "call_share")
    with store.changing(N_("Change the sales–marketing agreement")) as db:
        known = db.execute(
            select(s.agreement.c.id)
            .where(s.agreement.c.deleted_at.is_(None))
            .order_by(s.agreement.c.id.desc())
        ).scalar()
        if known is None:
            return store.insert(db, s.agreement, **values)
        store.update(db, s.agreement, known, **values)
        return int(known)


def _tidy(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: nfc(value).strip() if isinstance(value, str) else value for key, value in facts.items()}


def _check(values: Mapping[str, Any]) -> None:
    if not values.get("name"):
        raise UserError(_("A campaign needs a name."), "name")
    starts_on: date | None = values.get("starts_on")
    ends_on: date | None = values.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        raise UserError(_("The campaign would end before it starts. Change one of the dates."), "ends_on")
    for key in ("budget", "reach"):
        if (values.get(key) or 0) < 0:
            raise UserError(_("This number cannot be below zero."), key)


def _search(values: Mapping[str, Any]) -> str:
    texts = [str(values.get(key) or "") for key in ("name", "code", "goal")]
    texts.append(choices.label(choices.CHANNELS, values.get("channel") or "social"))
    return " ".join(dict.fromkeys(word for text in texts for word in folded_words(text)))
