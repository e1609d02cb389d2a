"""The facts of a campaign, its costs, its responses and the agreement, each said once."""

from __future__ import annotations

from salesdesk.base.choices import CAMPAIGN_STATUSES, CHANNELS, TRUST_LEVELS
from salesdesk.base.fields import Field, Kind, by_key
from salesdesk.base.i18n import N_

CAMPAIGN_FIELDS = (
    Field("name", N_("Name"), required=True, width=220, sortable=True,
          synonyms=("campaign", "campaign name", "chiến dịch", "tên chiến dịch")),
    Field("status", N_("Status"), Kind.CHOICE, choices=CAMPAIGN_STATUSES, width=110, sortable=True),
    Field("channel", N_("Main channel"), Kind.CHOICE, choices=CHANNELS, width=140, sortable=True,
          synonyms=("channel", "kênh")),
    Field("starts_on", N_("Starts on"), Kind.DATE, sortable=True, synonyms=("start date", "ngày bắt đầu")),
    Field("ends_on", N_("Ends on"), Kind.DATE, sortable=True, synonyms=("end date", "ngày kết thúc")),
    Field("budget", N_("Budget"), Kind.MONEY, sortable=True, synonyms=("budget", "ngân sách")),
    Field("reach", N_("Reached outside the list"), Kind.INTEGER, column=False,
          help=N_("Readers, listeners or passers-by whom nobody can name; they count as reached.")),
    Field("goal", N_("Goal"), Kind.LONG_TEXT, column=False, synonyms=("goal", "mục tiêu")),
    Field("product_id", N_("Product"), Kind.REFERENCE, reference="product", column=False),
    Field("staff_id", N_("Looked after by"), Kind.REFERENCE, reference="staff_member", column=False),
    Field("learnt", N_("What we learnt"), Kind.LONG_TEXT, column=False),
)  # fmt: skip
CAMPAIGN = by_key(CAMPAIGN_FIELDS)

OFFER_LINES = (
    Field("product_line", "Product", help=N_("What is offered, in one line")),
    Field("price_line", "Price", help=N_("What it costs and what is free with it")),
    Field("place_line", "Place", help=N_("Where and when the customer gets it")),
    Field("promotion_line", "Promotion", help=N_("What speaks for buying now")),
)
"""On screen their names come from ``offer_panel.offer_names``."""

COST_FIELDS = (
    Field("channel", N_("Channel"), Kind.CHOICE, choices=CHANNELS, required=True, width=140),
    Field("amount", N_("Amount"), Kind.MONEY, required=True),
    Field("spent_on", N_("Spent on"), Kind.DATE, required=True),
    Field("words", N_("What for"), width=200),
)

RESPONSE_FIELDS = (
    Field("party_id", N_("Who replied"), Kind.REFERENCE, reference="party", required=True),
    Field("code", N_("Offer code"), help=N_("With the code the reply is proven.")),
    Field("trust", N_("How sure"), Kind.CHOICE, choices=TRUST_LEVELS, required=True),
    Field("responded_on", N_("Replied on"), Kind.DATE, required=True),
    Field("channel", N_("Channel"), Kind.CHOICE, choices=CHANNELS),
    Field("words", N_("Their words"), Kind.LONG_TEXT),
)

AGREEMENT_FIELDS = (
    Field("lead_definition", N_("A qualified lead is"), Kind.LONG_TEXT,
          help=N_("What both sides mean by it, in one or two sentences")),
    Field("leads_a_month", N_("Qualified leads a month"), Kind.INTEGER, help=N_("0 means no promise")),
    Field("call_within_hours", N_("Sales calls within (working hours)"), Kind.INTEGER),
    Field("call_share", N_("Share called in time (%)"), Kind.INTEGER),
    Field("attempts", N_("Tries before giving up"), Kind.INTEGER),
    Field("if_missed", N_("If a promise is missed"), Kind.LONG_TEXT),
    Field("review_on", N_("Review on"), Kind.DATE),
)  # fmt: skip
