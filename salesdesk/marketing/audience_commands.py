"""Changing whom a campaign is meant for: its conditions, saved audiences, and the list of people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, func, insert, select, update

from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.base.ids import new_ids
from salesdesk.marketing import audience_rules
from salesdesk.marketing.audience_queries import audience
from salesdesk.marketing.audience_rules import Condition
from salesdesk.marketing.commands import add_campaign
from salesdesk.marketing.records import campaign_name, chunks
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store

PERSONAL = {"phone": "call", "message": "message", "email": "email", "event": "meeting"}
"""Channels on which somebody is spoken to in person, and the kind of contact that makes."""


@command
def save_segment(store: Store, name: str, rules: Sequence[Condition], segment_id: int | None = None) -> int:
    """Keep an audience under a name, or change the kept one; gives its id.

    Raises `UserError` without a name, or when another audience has it.
    """
    name = nfc(name).strip()
    if not name:
        raise UserError(_("Give the audience a name."), "name")
    with store.changing(N_("Save the audience {name}"), name=name) as db:
        c = s.segment.c
        same = select(c.id).where(c.name == name, c.deleted_at.is_(None), c.id != (segment_id or 0))
        if db.execute(same).first() is not None:
            raise UserError(
                _("There is an audience called {name} already. Choose another name.").format(name=name),
                "name",
            )
        if segment_id is None:
            return store.insert(db, s.segment, name=name, rules=audience_rules.to_json(rules))
        store.update(db, s.segment, segment_id, name=name, rules=audience_rules.to_json(rules))
        return segment_id


@command
def remove_segment(store: Store, segment_id: int) -> None:
    """Put a saved audience into the Bin; campaigns keep the people on their lists."""
    with store.reading() as db:
        name = db.execute(select(s.segment.c.name).where(s.segment.c.id == segment_id)).scalar()
    with store.changing(N_("Remove the audience {name}"), name=name or "") as db:
        c = s.campaign.c
        users = db.execute(select(c.id).where(c.segment_id == segment_id)).scalars().all()
        for campaign_id in users:
            store.update(db, s.campaign, campaign_id, segment_id=None)
        store.remove(db, s.segment, segment_id)


@command
def set_audience(store: Store, campaign_id: int, rules: Sequence[Condition]) -> int:
    """Keep a campaign's conditions; gives the id of the segment that holds them.

    A saved audience (one with a name) is not touched by this: the campaign then gets its own.
    """
    kept = audience_rules.to_json(rules)
    with store.changing(N_("Change the audience of {name}"), name=campaign_name(store, campaign_id)) as db:
        c = s.segment.c
        own = db.execute(
            select(c.id, c.name, c.rules)
            .join(s.campaign, s.campaign.c.segment_id == c.id)
            .where(s.campaign.c.id == campaign_id, c.deleted_at.is_(None))
        ).first()
        if own is not None and own.rules == kept:
            return int(own.id)
        if own is not None and not own.name:
            store.update(db, s.segment, own.id, rules=kept)
            return int(own.id)
        segment_id = store.insert(db, s.segment, name="", rules=kept)
        store.update(db, s.campaign, campaign_id, segment_id=segment_id)
        return segment_id


@command
def use_segment(store: Store, campaign_id: int, segment_id: int) -> None:
    """Give a campaign a saved audience."""
    with store.changing(N_("Change the audience of {name}"), name=campaign_name(store, campaign_id)) as db:
        store.update(db, s.campaign, campaign_id, segment_id=segment_id)


@command
def use_as_audience(store: Store, campaign_id: int, rules: Sequence[Condition]) -> int:
    """Make a campaign's list of people what the conditions say; gives how many are on it then.

    People who no longer fit leave the list unless they were reached or have replied: that happened.
    People who said no to offers are never put on it.
    """
    with store.changing(
        N_("Choose the audience of {name}"), name=campaign_name(store, campaign_id), bulk=True
    ) as db:
        set_audience(store, campaign_id, rules)
        wanted = set(db.execute(audience(rules, store.today())).scalars())
        _drop_unreached(db, store, campaign_id, wanted)
        _put_on_list(db, campaign_id, wanted, "")
        return _count(db, campaign_id)


@command
def add_members(store: Store, campaign_id: int, party_ids: Iterable[int], channel: str = "") -> int:
    """Put people on a campaign's list; gives how many were added.

    Those on it already and those who said no to offers are passed over.
    """
    with store.changing(N_("Add people to {name}"), name=campaign_name(store, campaign_id), bulk=True) as db:
        p = s.party.c
        live = select(p.id).where(p.deleted_at.is_(None), p.consent != audience_rules.REFUSED)
        wanted = {i for chunk in chunks(party_ids) for i in db.execute(live.where(p.id.in_(chunk))).scalars()}
        before = _count(db, campaign_id)
        _put_on_list(db, campaign_id, wanted, channel)
        return _count(db, campaign_id) - before


@command
def add_matching(store: Store, campaign_id: int, rules: Sequence[Condition]) -> int:
    """Put everybody whom some conditions reach on a campaign's list; gives how many joined it."""
    with store.reading() as db:
        found = list(db.execute(audience(rules, store.today())).scalars())
    return add_members(store, campaign_id, found)


@command
def use_people(
    store: Store, party_ids: Iterable[int], campaign_id: int | None = None, *, name: str = ""
) -> int:
    """Put people chosen elsewhere on a campaign's list, a new one's when ``name`` is given; gives its id.

    Raises `UserError` when neither a campaign nor a name is given.
    """
    with store.changing(N_("Use people as audience"), bulk=True):
        if name or campaign_id is None:
            campaign_id = add_campaign(store, name=name, status="planned")
        add_members(store, campaign_id, party_ids)
    return campaign_id


@command
def remove_members(store: Store, campaign_id: int, party_ids: Iterable[int]) -> None:
    """Take people off a campaign's list; their replies and sales stay tied to it."""
    c = s.campaign_member.c
    with store.changing(
        N_("Take people off the list of {name}"), name=campaign_name(store, campaign_id)
    ) as db:
        for chunk in chunks(party_ids):
            db.execute(
                update(s.campaign_member)
                .where(c.campaign_id == campaign_id, c.party_id.in_(chunk), c.deleted_at.is_(None))
                .values(deleted_at=store.now(), version=c.version + 1)
            )


@command
def mark_reached(
    store: Store,
    campaign_id: int,
    party_ids: Collection[int],
    *,
    on: date | None = None,
    channel: str = "",
    bodies: Mapping[int, str] | None = None,
) -> int:
    """Note that people on the list were reached on a day (today without one); gives how many.

    Without a ``channel`` it is the campaign's main one. A call, message, e-mail or meeting is also
    written to each person's timeline as a contact for marketing, with the words from ``bodies`` (by
    party); a leaflet or an advert is not.
    Raises `UserError` for a day that has not come yet.
    """
    day = on or store.today()
    if day > store.today():
        raise UserError(_("Nobody can have been reached on a day to come."), "reached_on")
    with store.changing(
        N_("Mark people of {name} as reached"), name=campaign_name(store, campaign_id), bulk=True
    ) as db:
        campaign = db.execute(select(s.campaign).where(s.campaign.c.id == campaign_id)).one()
        chosen = channel or campaign.channel
        c = s.campaign_member.c
        reached = [
            party_id
            for chunk in chunks(party_ids)
            for party_id in db.execute(
                select(c.party_id).where(
                    c.campaign_id == campaign_id, c.party_id.in_(chunk), c.deleted_at.is_(None)
                )
            ).scalars()
        ]
        for chunk in chunks(reached):
            db.execute(
                update(s.campaign_member)
                .where(c.campaign_id == campaign_id, c.party_id.in_(chunk), c.deleted_at.is_(None))
                .values(reached_on=day, channel=chosen, version=c.version + 1)
            )
        if chosen in PERSONAL:
            said = {party_id: (bodies or {}).get(party_id, "") for party_id in reached}
            _log_contacts(db, store, campaign_id, campaign.name, said, day, PERSONAL[chosen])
        return len(reached)


def _log_contacts(
    db: Connection, store: Store, campaign_id: int, name: str, said: Mapping[int, str], day: date, kind: str
) -> None:
    at = store.now() if day == store.today() else datetime.combine(day, time(12), store.zone).astimezone(UTC)
    rows = [
        {"id": row_id, "party_id": party_id, "campaign_id": campaign_id, "kind": kind, "purpose": "marketing",
         "title": name, "body": body, "staff_id": store.staff_id, "at": at, "day": day}
        for row_id, (party_id, body) in zip(new_ids(len(said)), said.items(), strict=True)
    ]  # fmt: skip
    if not rows:
        return
    db.execute(insert(s.interaction), rows)
    p = s.party.c
    for chunk in chunks(said):
        earlier = p.last_contact_on.is_(None) | (p.last_contact_on < day)
        db.execute(
            update(s.party).where(p.id.in_(chunk), earlier).values(last_contact_on=day, version=p.version + 1)
        )


def _drop_unreached(db: Connection, store: Store, campaign_id: int, wanted: Collection[int]) -> None:
    c, r = s.campaign_member.c, s.response.c
    replied = select(r.party_id).where(
        r.campaign_id == campaign_id, r.party_id.is_not(None), r.deleted_at.is_(None)
    )
    waiting = db.execute(
        select(c.party_id).where(
            c.campaign_id == campaign_id,
            c.deleted_at.is_(None),
            c.reached_on.is_(None),
            c.party_id.not_in(replied),
        )
    ).scalars()
    remove_members(store, campaign_id, [party_id for party_id in waiting if party_id not in wanted])


def _put_on_list(db: Connection, campaign_id: int, party_ids: Iterable[int], channel: str) -> None:
    c = s.campaign_member.c
    known = {
        row.party_id: row
        for row in db.execute(select(c.id, c.party_id, c.deleted_at).where(c.campaign_id == campaign_id))
    }
    wanted = sorted(party_ids)
    again = [known[i].id for i in wanted if i in known and known[i].deleted_at is not None]
    for chunk in chunks(again):
        db.execute(
            update(s.campaign_member).where(c.id.in_(chunk)).values(deleted_at=None, version=c.version + 1)
        )
    new = [i for i in wanted if i not in known]
    rows = [
        {"id": row_id, "campaign_id": campaign_id, "party_id": party_id, "channel": channel}
        for row_id, party_id in zip(new_ids(len(new)), new, strict=True)
    ]
    if rows:
        db.execute(insert(s.campaign_member), rows)


def _count(db: Connection, campaign_id: int) -> int:
    c = s.campaign_member.c
    return int(
        db.execute(
            select(func.count()).where(c.campaign_id == campaign_id, c.deleted_at.is_(None))
        ).scalar_one()
    )
