"""Changing what a campaign plans to spend on its channels and what it has spent."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store


@command
def set_channel_budget(store: Store, campaign_id: int, channel: str, planned: int) -> int:
    """Plan to spend ``planned`` (minor units) on a channel; adds the channel when the campaign lacks it.

    The campaign's budget grows along when its channels would need more. Raises `UserError` for a
    negative amount or an unknown channel.
    """
    _check_channel(channel)
    if planned < 0:
        raise UserError(_("A budget cannot be below zero."), "planned")
    words = choices.label(choices.CHANNELS, channel)
    with store.changing(N_("Plan the budget for {channel}"), channel=words) as db:
        t = s.campaign_channel
        row_id = _channel_row(db, campaign_id, channel)
        if row_id is None:
            row_id = store.insert(db, t, campaign_id=campaign_id, channel=channel, planned=planned)
        else:
            store.update(db, t, row_id, planned=planned)
        _raise_budget(store, db, campaign_id)
    return row_id


@command
def remove_channel(store: Store, campaign_id: int, channel: str) -> None:
    """Take a channel out of the plan.

    Raises `UserError` while money is booked on it: that is a fact, not a plan.
    """
    words = choices.label(choices.CHANNELS, channel)
    with store.changing(N_("Remove the channel {channel}"), channel=words) as db:
        c = s.campaign_cost.c
        spent = db.execute(
            select(c.id)
            .where(c.campaign_id == campaign_id, c.channel == channel, c.deleted_at.is_(None))
            .limit(1)
        ).first()
        if spent is not None:
            raise UserError(_("Money was spent on this channel. Remove or move its costs first."))
        row_id = _channel_row(db, campaign_id, channel)
        if row_id is not None:
            store.remove(db, s.campaign_channel, row_id)


@command
def add_cost(
    store: Store,
    campaign_id: int,
    *,
    channel: str,
    amount: int,
    spent_on: date | None = None,
    words: str = "",
) -> int:
    """Book money spent on a campaign (minor units; without a day, today).

    A channel that was not planned is added with no plan. Raises `UserError` for an amount that is not
    above zero or an unknown channel.
    """
    _check_channel(channel)
    _check_amount(amount)
    with store.changing(
        N_("Add a cost for {channel}"), channel=choices.label(choices.CHANNELS, channel)
    ) as db:
        if _channel_row(db, campaign_id, channel) is None:
            store.insert(db, s.campaign_channel, campaign_id=campaign_id, channel=channel, planned=0)
        return store.insert(
            db, s.campaign_cost, campaign_id=campaign_id, channel=channel, amount=amount,
            spent_on=spent_on or store.today(), words=nfc(words).strip(),
        )  # fmt: skip


@command
def edit_cost(store: Store, cost_id: int, *, version: int | None = None, **facts: Any) -> None:
    """Change a booked cost: ``channel``, ``amount``, ``spent_on``, ``words``.

    Raises `UserError` as `add_cost` does, and when somebody else changed it meanwhile.
    """
    if "channel" in facts:
        _check_channel(facts["channel"])
    if "amount" in facts:
        _check_amount(facts["amount"])
    with store.changing(N_("Change a campaign cost")) as db:
        store.update(db, s.campaign_cost, cost_id, version=version, **facts)
        row = db.execute(select(s.campaign_cost).where(s.campaign_cost.c.id == cost_id)).one()
        if _channel_row(db, row.campaign_id, row.channel) is None:
            store.insert(db, s.campaign_channel, campaign_id=row.campaign_id, channel=row.channel, planned=0)


@command
def remove_cost(store: Store, cost_id: int) -> None:
    """Take a booked cost away."""
    with store.changing(N_("Remove a campaign cost")) as db:
        store.remove(db, s.campaign_cost, cost_id)


def _check_channel(channel: str) -> None:
    if channel not in choices.values(choices.CHANNELS):
        raise UserError(_("Choose a channel."), "channel")


def _check_amount(amount: int) -> None:
    if amount <= 0:
        raise UserError(_("A cost is an amount above zero."), "amount")


def _channel_row(db: Connection, campaign_id: int, channel: str) -> int | None:
    c = s.campaign_channel.c
    found = db.execute(
        select(c.id).where(c.campaign_id == campaign_id, c.channel == channel, c.deleted_at.is_(None))
    ).scalar()
    return None if found is None else int(found)


def _raise_budget(store: Store, db: Connection, campaign_id: int) -> None:
    c = s.campaign_channel.c
    plans = db.execute(
        select(c.planned).where(c.campaign_id == campaign_id, c.deleted_at.is_(None))
    ).scalars()
    planned = sum(plans)
    budget = db.execute(select(s.campaign.c.budget).where(s.campaign.c.id == campaign_id)).scalar_one()
    if planned > budget:
        store.update(db, s.campaign, campaign_id, budget=planned)
