"""Marketing: campaigns, what they cost, whom they reached, and what came of it."""

from datetime import date, datetime

from sqlalchemy import Index

from salesdesk.base import choices as c
from salesdesk.store.schema.columns import (
    STRICT,
    Record,
    a_day,
    a_number,
    a_ref,
    a_text,
    an_instant,
    not_negative,
    one_of,
)


class Segment(Record):
    """A saved audience. ``rules`` is a list of rows of field, comparison and value, as JSON."""

    __table_args__ = (STRICT,)
    name: str = a_text()
    rules: str = a_text("[]")


class Campaign(Record):
    """A marketing activity with a goal, channels, a time and a budget; its 4P are one line each."""

    __table_args__ = (
        one_of("status", c.CAMPAIGN_STATUSES),
        one_of("channel", c.CHANNELS),
        *not_negative("budget", "reach"),
        STRICT,
    )
    name: str = a_text(index=True)
    code: str | None = a_text(None, index=True)
    goal: str = a_text()
    channel: str = a_text("social")
    status: str = a_text("planned")
    starts_on: date | None = a_day(index=True)
    ends_on: date | None = a_day()
    budget: int = a_number()
    currency: str = a_text()
    reach: int = a_number()
    segment_id: int | None = a_ref("segment")
    product_id: int | None = a_ref("product")
    staff_id: int | None = a_ref("staff_member")
    product_line: str = a_text()
    price_line: str = a_text()
    place_line: str = a_text()
    promotion_line: str = a_text()
    message: str = a_text()
    learnt: str = a_text()
    search: str = a_text()


class CampaignChannel(Record):
    """What a campaign plans to spend on one channel."""

    __tablename__ = "campaign_channel"
    __table_args__ = (one_of("channel", c.CHANNELS), *not_negative("planned"), STRICT)
    campaign_id: int = a_ref("campaign")
    channel: str = a_text("social")
    planned: int = a_number()


class CampaignCost(Record):
    """Money spent on a campaign."""

    __tablename__ = "campaign_cost"
    __table_args__ = (one_of("channel", c.CHANNELS), STRICT)
    campaign_id: int = a_ref("campaign")
    channel: str = a_text("social")
    amount: int = a_number()
    spent_on: date | None = a_day()
    words: str = a_text()


class CampaignNote(Record):
    """A note between sales and marketing, signed with a side ("sales" or "marketing")."""

    __tablename__ = "campaign_note"
    __table_args__ = (one_of("side", c.PURPOSES), STRICT)
    campaign_id: int = a_ref("campaign")
    side: str = a_text("marketing")
    words: str = a_text()
    at: datetime = an_instant()
    staff_id: int | None = a_ref("staff_member")


class CampaignMember(Record):
    """A party in a campaign's audience and when it was reached."""

    __tablename__ = "campaign_member"
    __table_args__ = (Index("ix_campaign_member_pair", "campaign_id", "party_id", unique=True), STRICT)
    campaign_id: int = a_ref("campaign")
    party_id: int = a_ref("party")
    channel: str = a_text()
    reached_on: date | None = a_day()


class OfferCode(Record):
    """A code on a leaflet or in a message; its last letter checks the others."""

    __tablename__ = "offer_code"
    __table_args__ = (STRICT,)
    campaign_id: int = a_ref("campaign")
    code: str = a_text(unique=True)
    words: str = a_text()


class Response(Record):
    """Evidence that ties a party or a sale to a campaign, with how far it can be trusted."""

    __table_args__ = (one_of("trust", c.TRUST_LEVELS), STRICT)
    campaign_id: int = a_ref("campaign")
    party_id: int | None = a_ref("party")
    sale_id: int | None = a_ref("sale")
    offer_code_id: int | None = a_ref("offer_code")
    channel: str = a_text()
    trust: str = a_text("weak")
    responded_on: date | None = a_day(index=True)
    words: str = a_text()


class Target(Record):
    """A goal for a metric in a month, for the shop, a person, a product or a place."""

    __table_args__ = (Index("ix_target_month", "month_on", "metric"), STRICT)
    metric: str = a_text("revenue")
    month_on: date = a_day()
    staff_id: int | None = a_ref("staff_member")
    product_id: int | None = a_ref("product")
    place: str = a_text()
    amount: int = a_number()


class Agreement(Record):
    """What marketing and sales promised each other; measured by itself."""

    __table_args__ = (*not_negative("leads_a_month", "call_within_hours", "call_share", "attempts"), STRICT)
    lead_definition: str = a_text()
    leads_a_month: int = a_number(0)
    call_within_hours: int = a_number(4)
    call_share: int = a_number(90)
    attempts: int = a_number(3)
    if_missed: str = a_text()
    review_on: date | None = a_day()


class MarkedEvent(Record):
    """Something that happened to the shop, shown as a shade in the charts ("pump recall")."""

    __tablename__ = "marked_event"
    __table_args__ = (STRICT,)
    name: str = a_text()
    from_on: date = a_day()
    to_on: date = a_day()
