"""The business's short lists, in their order: the values that are stored and the words that are shown."""

from collections.abc import Sequence
from typing import NamedTuple

from salesdesk.base.i18n import N_, _


class Choice(NamedTuple):
    """A stored value and its English label, translated when shown."""

    value: str
    label: str


def values(choices: Sequence[Choice]) -> tuple[str, ...]:
    """The stored values."""
    return tuple(c.value for c in choices)


def label(choices: Sequence[Choice], value: str | None) -> str:
    """The words for a stored value; a value that is not in the list is shown as it is."""
    return next((_(c.label) for c in choices if c.value == value), value or "—")


PARTY_KINDS = (
    Choice("person", N_("Person")),
    Choice("organisation", N_("Company")),
    Choice("household", N_("Household")),
)
PARTY_STATES = (
    Choice("contact", N_("Contact")),
    Choice("prospect", N_("Prospect")),
    Choice("customer", N_("Customer")),
    Choice("repeat", N_("Regular customer")),
    Choice("lapsed", N_("Lapsed customer")),
    Choice("won_back", N_("Won back")),
)
CUSTOMER_STATES = ("customer", "repeat", "lapsed", "won_back")
PROSPECT_STAGES = (
    Choice("new", N_("New")),
    Choice("working", N_("Contacted")),
    Choice("qualified", N_("Qualified")),
    Choice("disqualified", N_("Not a fit")),
    Choice("nurture", N_("Later")),
)
PURPOSES = (
    Choice("sales", N_("Sales")),
    Choice("service", N_("Service")),
    Choice("marketing", N_("Marketing")),
)
INTERACTION_KINDS = (
    Choice("call", N_("Call")),
    Choice("visit", N_("Visit")),
    Choice("meeting", N_("Meeting")),
    Choice("email", N_("E-mail")),
    Choice("chat", N_("Chat")),
    Choice("message", N_("Message")),
    Choice("demo", N_("Demonstration")),
    Choice("presentation", N_("Presentation")),
    Choice("letter", N_("Letter")),
    Choice("training", N_("Training")),
    Choice("negotiation", N_("Negotiation")),
    Choice("quote", N_("Quote sent")),
    Choice("note", N_("Note")),
)
CONTACT_KINDS = tuple(c.value for c in INTERACTION_KINDS if c.value != "note")
DIRECTIONS = (Choice("out", N_("Outgoing")), Choice("in", N_("Incoming")))
OUTCOMES = (
    Choice("reached", N_("Reached")),
    Choice("no_answer", N_("No answer")),
    Choice("call_back", N_("Call back")),
)
TASK_KINDS = (
    Choice("call", N_("Call")),
    Choice("visit", N_("Visit")),
    Choice("promise", N_("Promise")),
    Choice("quote", N_("Send a quote")),
    Choice("follow_up", N_("Follow-up")),
    Choice("rating", N_("Ask for a rating")),
    Choice("installation", N_("Installation")),
    Choice("maintenance", N_("Maintenance")),
    Choice("payment", N_("Collect money")),
    Choice("other", N_("To do")),
)
PRODUCT_KINDS = (Choice("goods", N_("Goods")), Choice("service", N_("Service")))
DEAL_STAGES = (
    Choice("prospecting", N_("New enquiry")),
    Choice("qualification", N_("Qualified")),
    Choice("presentation", N_("Presented")),
    Choice("proposal", N_("Quote sent")),
    Choice("negotiation", N_("Negotiating")),
    Choice("won", N_("Won")),
    Choice("lost", N_("Lost")),
)
OPEN_STAGES = ("prospecting", "qualification", "presentation", "proposal", "negotiation")
STAGE_LIKELIHOOD = {
    "prospecting": 10,
    "qualification": 30,
    "presentation": 40,
    "proposal": 50,
    "negotiation": 70,
    "won": 100,
    "lost": 0,
}
STAGE_IDLE_DAYS = {"prospecting": 7, "qualification": 10, "presentation": 7, "proposal": 5, "negotiation": 7}
LOST_REASONS = (
    Choice("price", N_("Price")),
    Choice("timing", N_("Timing")),
    Choice("competitor", N_("Bought elsewhere")),
    Choice("no_need", N_("No need")),
    Choice("no_answer", N_("No answer")),
    Choice("other", N_("Another reason")),
)
QUOTE_STATUSES = (
    Choice("draft", N_("Draft")),
    Choice("sent", N_("Sent")),
    Choice("accepted", N_("Accepted")),
    Choice("refused", N_("Refused")),
    Choice("expired", N_("Expired")),
    Choice("replaced", N_("Replaced")),
)
SALE_STATUSES = (
    Choice("draft", N_("Draft")),
    Choice("issued", N_("Issued")),
    Choice("void", N_("Cancelled draft")),
)
SALE_KINDS = (Choice("sale", N_("Sale")), Choice("credit_note", N_("Credit note")))
PAYMENT_METHODS = (
    Choice("cash", N_("Cash")),
    Choice("transfer", N_("Bank transfer")),
    Choice("card", N_("Card")),
    Choice("other", N_("Other")),
)
CASE_KINDS = (
    Choice("enquiry", N_("Question")),
    Choice("complaint", N_("Complaint")),
    Choice("fault", N_("Fault")),
    Choice("installation", N_("Installation")),
    Choice("setup", N_("Set-up")),
    Choice("training", N_("Training")),
    Choice("maintenance", N_("Maintenance")),
)
CASE_PHASES = (
    Choice("before", N_("Before the sale")),
    Choice("during", N_("During the sale")),
    Choice("after", N_("After the sale")),
)
CASE_STATUSES = (
    Choice("new", N_("Opened")),
    Choice("working", N_("Diagnosing")),
    Choice("waiting_customer", N_("Waiting on customer")),
    Choice("waiting_part", N_("Waiting for part")),
    Choice("scheduled", N_("Scheduled")),
    Choice("solved", N_("Resolved")),
    Choice("closed", N_("Closed")),
)
OPEN_CASE_STATUSES = ("new", "working", "waiting_customer", "waiting_part", "scheduled")
WAITING_STATUSES = ("waiting_customer", "waiting_part", "scheduled")
SOLVED_STATUSES = ("solved", "closed")
PRIORITIES = (
    Choice("urgent", N_("Urgent")),
    Choice("high", N_("High")),
    Choice("normal", N_("Normal")),
    Choice("low", N_("Low")),
)
PROMISE_HOURS = {"urgent": 4, "high": 8, "normal": 18, "low": 45}
SCORES = (
    Choice("1", N_("Very poor")),
    Choice("2", N_("Poor")),
    Choice("3", N_("Okay")),
    Choice("4", N_("Good")),
    Choice("5", N_("Great")),
)
CASE_CHANNELS = (
    Choice("phone", N_("Phone")),
    Choice("email", N_("E-mail")),
    Choice("chat", N_("Chat")),
    Choice("in_person", N_("In person")),
    Choice("social", N_("Social media")),
    Choice("other", N_("Other")),
)
CAMPAIGN_STATUSES = (
    Choice("idea", N_("Idea")),
    Choice("planned", N_("Planned")),
    Choice("running", N_("Running")),
    Choice("ended", N_("Ended")),
    Choice("reviewed", N_("Reviewed")),
)
CHANNELS = (
    Choice("social", N_("Social media")),
    Choice("message", N_("Messages")),
    Choice("email", N_("E-mail")),
    Choice("phone", N_("Phone calls")),
    Choice("digital_ads", N_("Online adverts")),
    Choice("direct_mail", N_("Letters")),
    Choice("leaflet", N_("Leaflets")),
    Choice("radio", N_("Radio")),
    Choice("search", N_("Found by search")),
    Choice("event", N_("Event")),
    Choice("ambassador", N_("Ambassador")),
    Choice("press", N_("Press")),
    Choice("word_of_mouth", N_("Word of mouth")),
    Choice("other", N_("Other")),
)
TRUST_LEVELS = (Choice("proof", N_("Proof")), Choice("likely", N_("Likely")), Choice("weak", N_("Own word")))
ROLES = (
    Choice("owner", N_("Owner")),
    Choice("manager", N_("Manager")),
    Choice("sales", N_("Sales")),
    Choice("specialist", N_("Specialist")),
    Choice("account_executive", N_("Account executive")),
    Choice("customer_success", N_("Customer success")),
    Choice("service", N_("Service")),
    Choice("marketing", N_("Marketing")),
    Choice("viewer", N_("Viewer")),
)
SOURCES = (
    Choice("walk_in", N_("Walk-in")),
    Choice("referral", N_("Referral")),
    Choice("campaign", N_("Campaign")),
    Choice("search", N_("Search")),
    Choice("social", N_("Social media")),
    Choice("phone", N_("Phone")),
    Choice("leaflet", N_("Leaflet")),
    Choice("event", N_("Event")),
    Choice("import", N_("Import")),
    Choice("other", N_("Other")),
)
