"""Writing down what came of a campaign: replies and the offer codes that prove them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.marketing.codes import make_code, read_code
from salesdesk.marketing.records import campaign_name
from salesdesk.marketing.rules import STRENGTH
from salesdesk.parties.records import party_name
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store


@command
def record_response(
    store: Store,
    campaign_id: int,
    party_id: int,
    *,
    trust: str = "weak",
    on: date | None = None,
    channel: str = "",
    code: str = "",
    sale_id: int | None = None,
    words: str = "",
) -> int:
    """Note that somebody replied to a campaign on a day (today without one); gives the reply's id.

    ``trust`` is "proof", "likely" or "weak". A valid ``code`` of this campaign makes it proof; proof
    without one is refused. The person joins the campaign's list when not on it. With ``sale_id`` the
    reply speaks of that sale alone. Raises `UserError` for a code that is wrong or belongs to another
    campaign, for proof without a code, and for a day to come.
    """
    day = on or store.today()
    if day > store.today():
        raise UserError(_("Nobody can have replied on a day to come."), "responded_on")
    if trust not in STRENGTH:
        raise UserError(_("Choose how sure it is."), "trust")
    with store.reading() as db:
        name = party_name(db, party_id)
    label = N_("Record a reply of {name} to {campaign}")
    with store.changing(label, name=name, campaign=campaign_name(store, campaign_id)) as db:
        code_id = _code_id(db, campaign_id, code)
        if code_id is not None:
            trust = "proof"
        elif trust == "proof":
            raise UserError(_("Proof needs the offer code. Without one, choose how likely it is."), "trust")
        _join_list(store, db, campaign_id, party_id, channel)
        return store.insert(
            db, s.response, campaign_id=campaign_id, party_id=party_id, sale_id=sale_id, channel=channel,
            trust=trust, responded_on=day, words=nfc(words).strip(), offer_code_id=code_id,
        )  # fmt: skip


@command
def remove_response(store: Store, response_id: int) -> None:
    """Take a reply away."""
    with store.changing(N_("Remove a reply")) as db:
        store.remove(db, s.response, response_id)


@command
def add_code(store: Store, campaign_id: int, words: str = "") -> int:
    """Make a new offer code for a campaign; ``words`` say where it is printed. Gives its id."""
    with store.changing(N_("Add an offer code to {name}"), name=campaign_name(store, campaign_id)) as db:
        c = s.offer_code.c
        code = make_code()
        while db.execute(select(c.id).where(c.code == code)).first() is not None:
            code = make_code()
        return store.insert(db, s.offer_code, campaign_id=campaign_id, code=code, words=nfc(words).strip())


@command
def edit_code(store: Store, code_id: int, words: str) -> None:
    """Change where an offer code is printed; the code itself never changes."""
    with store.changing(N_("Change an offer code")) as db:
        store.update(db, s.offer_code, code_id, words=nfc(words).strip())


@command
def remove_code(store: Store, code_id: int) -> None:
    """Take an offer code out of use. Raises `UserError` once somebody has replied with it."""
    with store.changing(N_("Remove an offer code")) as db:
        c = s.response.c
        used = db.execute(
            select(c.id).where(c.offer_code_id == code_id, c.deleted_at.is_(None)).limit(1)
        ).first()
        if used is not None:
            raise UserError(_("Somebody has replied with this code, so it stays."))
        store.remove(db, s.offer_code, code_id)


def _code_id(db: Connection, campaign_id: int, typed: str) -> int | None:
    if not typed.strip():
        return None
    c = s.offer_code.c
    found: Any = db.execute(
        select(c.id, c.campaign_id, s.campaign.c.name)
        .join(s.campaign, s.campaign.c.id == c.campaign_id)
        .where(c.code == read_code(typed), c.deleted_at.is_(None))
    ).first()
    if found is None:
        raise UserError(_("No campaign has this code. Read it once more."), "code")
    if found.campaign_id != campaign_id:
        raise UserError(_("This code belongs to {campaign}.").format(campaign=found.name), "code")
    return int(found.id)


def _join_list(store: Store, db: Connection, campaign_id: int, party_id: int, channel: str) -> None:
    # Without a day: who came by itself was not contacted, and a later sale is no more likely for it.
    c = s.campaign_member.c
    row = db.execute(
        select(c.id, c.deleted_at).where(c.campaign_id == campaign_id, c.party_id == party_id)
    ).first()
    if row is None:
        store.insert(db, s.campaign_member, campaign_id=campaign_id, party_id=party_id, channel=channel)
    elif row.deleted_at is not None:
        store.update(db, s.campaign_member, row.id, deleted_at=None)
