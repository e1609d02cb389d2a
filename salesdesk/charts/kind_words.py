"""The kinds of contact as many of them are called, in sales and in service."""

from __future__ import annotations

from salesdesk.base.i18n import N_, _

_KINDS = {
    "call": N_("Calls"),
    "visit": N_("Visits"),
    "meeting": N_("Meetings"),
    "email": N_("E-mails"),
    "chat": N_("Chats"),
    "message": N_("Messages"),
    "demo": N_("Demonstrations"),
    "presentation": N_("Presentations"),
    "letter": N_("Letters and parcels"),
    "training": N_("Trainings"),
    "negotiation": N_("Negotiations"),
    "quote": N_("Quotes sent"),
}
_SERVICE = {"call": N_("Phone calls"), "visit": N_("Home visits")}


def kind_words(kind: str, side: str) -> str:
    """A kind of contact in the plural; ``side`` is "sales" or "service"."""
    known = _SERVICE.get(kind) if side == "service" else None
    words = known or _KINDS.get(kind)
    return _(words) if words else kind
