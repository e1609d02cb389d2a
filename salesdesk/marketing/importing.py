"""Prospects of campaigns out of files: leads with where they came from, and what became of them.

A list of leads, a list of the leads that became customers (with the same code) and a list of people with
their answer to a campaign are all the same to it: what a column says is taken, the rest stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from salesdesk.base.choices import CHANNELS, CUSTOMER_STATES
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.exchange.importer import (
    Importer,
    Memory,
    Ready,
    Reference,
    Values,
    insert_rows,
)
from salesdesk.marketing.commands import add_campaign
from salesdesk.marketing.records import chunks
from salesdesk.parties.fields import PARTY_FIELDS
from salesdesk.parties.importing import PARTY_IDENTITIES, life_of
from salesdesk.parties.rules import SEARCH_SOURCES, display_name, search_texts
from salesdesk.store import schema as s
from salesdesk.store.database import Store

_TAKEN = ("name", "phone", "email", "address", "area", "job_title", "notes", "tags", "source_detail")
_PARTY = {field.key: field for field in PARTY_FIELDS}


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


CAMPAIGN_PROSPECT_FIELDS = (
    Field("code", N_("Code"),
          synonyms=_names("mql_id|lead id|lead_id|prospect id|id|customer id|Mã|Mã khách")),
    # In such files "contact" is how people were contacted.
    *(replace(_PARTY[key], synonyms=tuple(word for word in _PARTY[key].synonyms if word != "contact"))
      for key in _TAKEN),
    Field("source", N_("Source"), synonyms=_names("origin|lead source|source|utm_source|Nguồn|Nguồn khách")),
    Field("prospect_on", N_("First contact on"), Kind.DATE,
          synonyms=_names("first_contact_date|first contact|first contact date|lead date|created|"
                          "date added|Ngày liên hệ đầu|Ngày tiếp cận")),
    Field("campaign_id", N_("Campaign"), Kind.REFERENCE, reference="campaign",
          synonyms=_names("campaign name|marketing campaign|Chiến dịch|Tên chiến dịch")),
    Field("channel", N_("Channel"), Kind.CHOICE, choices=CHANNELS,
          synonyms=_names("channel|contact|contact type|medium|Kênh")),
    Field("replied", N_("Replied"), Kind.FLAG,
          synonyms=_names("y|response|responded|replied|answered|accepted|subscribed|Phản hồi|Có phản hồi")),
    Field("responded_on", N_("Replied on"), Kind.DATE,
          synonyms=_names("response date|responded on|reply date|Ngày phản hồi")),
    Field("customer_on", N_("Customer since"), Kind.DATE,
          synonyms=_names("won_date|won date|customer since|dt_customer|close date|closed on|Ngày mua đầu|"
                          "Khách từ ngày")),
)  # fmt: skip
_CHANNEL_WORDS = {
    "cellular": "phone", "telephone": "phone", "mobile": "phone", "call": "phone", "dien thoai": "phone",
    "sms": "message", "zalo": "message", "whatsapp": "message", "messenger": "message", "mail": "direct_mail",
    "post": "direct_mail", "newsletter": "email", "ads": "digital_ads", "display": "digital_ads",
    "paid_search": "digital_ads", "organic_search": "search", "facebook": "social", "instagram": "social",
    "tiktok": "social", "flyer": "leaflet", "to roi": "leaflet", "referral": "word_of_mouth",
    "gioi thieu": "word_of_mouth", "unknown": "other",
}  # fmt: skip


def for_campaign(campaign_id: int) -> Importer:
    """The importer for a file whose rows all belong to one campaign, unless a row names another."""
    return replace(CAMPAIGN_PROSPECT_IMPORT, defaults={"campaign_id": campaign_id})


def _campaigns(db: Connection) -> Iterable[tuple[int, str]]:
    c = s.campaign.c
    for row in db.execute(select(c.id, c.name, c.code).where(c.deleted_at.is_(None))):
        yield row.id, row.name
        if row.code:
            yield row.id, row.code


def _make_campaigns(store: Store, _db: Connection, names: Sequence[str]) -> Sequence[int]:
    return [add_campaign(store, name=name, status="ended") for name in names]


def _check(values: Values) -> str:
    # Lists of answers often leave out who answered; the answer counts all the same.
    if display_name(values) == "—" and values.get("replied") is None:
        return _("There is no name, no phone, no e-mail and no code in this row.")
    return ""


def _add(store: Store, db: Connection, rows: Sequence[Ready], _memory: Memory) -> Sequence[int]:
    ids = insert_rows(db, s.party, [_party(store, row) for row in rows])
    _tie(store, db, list(zip(ids, rows, strict=True)))
    return ids


def _party(store: Store, row: Ready) -> Values:
    values = {key: value for key, value in row.values.items() if value not in (None, "") and key in s.party.c}
    if display_name(values) == "—":
        values["name"] = _("Prospect no. {n}").format(n=row.number)
    values |= life_of(values, store.today())
    return {**values, **search_texts(values, store.country, row.more.get("phone", ()))}


def _change(store: Store, db: Connection, rows: Sequence[Ready], _memory: Memory) -> None:
    for row in rows:
        if row.id is None:
            continue
        known = db.execute(s.party.select().where(s.party.c.id == row.id)).mappings().one()
        values = {key: new for key, (_old, new) in row.changes.items() if key in s.party.c}
        if known["campaign_id"] is not None:
            values.pop("campaign_id", None)  # the one that brought them stays
        if values.get("customer_on") and known["state"] not in CUSTOMER_STATES:
            values["state"] = "customer"
        if set(values) & set(SEARCH_SOURCES):
            values |= search_texts({**known, **values}, store.country)
        if values:
            store.update(db, s.party, row.id, **values)
    _tie(store, db, [(row.id, row) for row in rows if row.id is not None])


def _tie(store: Store, db: Connection, found: Sequence[tuple[int, Ready]]) -> None:
    """Put people on the lists of their campaigns, and write down who replied, once each."""
    by_campaign: dict[int, list[tuple[int, Ready]]] = {}
    for party_id, row in found:
        if row.values.get("campaign_id"):
            by_campaign.setdefault(row.values["campaign_id"], []).append((party_id, row))
    for campaign_id, people in by_campaign.items():
        starts_on = db.execute(select(s.campaign.c.starts_on).where(s.campaign.c.id == campaign_id)).scalar()
        ids = [party_id for party_id, _row in people]
        listed = _known(db, s.campaign_member, campaign_id, ids)
        replied = _known(db, s.response, campaign_id, ids)
        members, responses = [], []
        for party_id, row in people:
            values = row.values
            day = values.get("responded_on") or values.get("prospect_on") or starts_on or store.today()
            tie: dict[str, Any] = {
                "campaign_id": campaign_id,
                "party_id": party_id,
                "channel": values.get("channel") or "",
            }
            if party_id not in listed:
                # A file that says who did not reply is a list of people who were contacted.
                members.append({**tie, "reached_on": day if "replied" in values else None})
            if values.get("replied", True) and party_id not in replied:
                trust = "likely" if "replied" in values else "weak"
                responses.append({**tie, "trust": trust, "responded_on": day})
        insert_rows(db, s.campaign_member, members)
        insert_rows(db, s.response, responses)


def _known(db: Connection, table: Any, campaign_id: int, party_ids: Sequence[int]) -> set[int]:
    c = table.c
    out: set[int] = set()
    for chunk in chunks(party_ids):
        where = (c.campaign_id == campaign_id) & c.party_id.in_(chunk)
        if table is s.response:
            where &= c.deleted_at.is_(None)
        out.update(db.execute(select(c.party_id).where(where)).scalars())
    return out


CAMPAIGN_PROSPECT_IMPORT = Importer(
    key="campaign_prospect",
    label=N_("Import campaign prospects from {file}"),
    fields=CAMPAIGN_PROSPECT_FIELDS,
    table=s.party,
    add=_add,
    change=_change,
    identities=PARTY_IDENTITIES,
    references={"campaign_id": Reference(N_("campaign"), _campaigns, _make_campaigns)},
    words={"channel": _CHANNEL_WORDS},
    check=_check,
)
