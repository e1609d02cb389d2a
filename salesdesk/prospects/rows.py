"""The list of people: its views, its orders and what a row holds; no reading here, so that the first page
can have them at once."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from salesdesk.base.choices import Choice
from salesdesk.base.i18n import N_, _, pgettext

VIEWS = (
    Choice("open", N_("Open")),
    Choice("hot", N_("Hot")),
    Choice("no_next_step", N_("No next step")),
    Choice("customers", N_("Customers")),
    Choice("new_week", N_("New this week")),
    Choice("quiet_30", N_("Not contacted for 30 days")),
    Choice("all", N_("All")),
)
SORTS = (
    Choice("next_step", N_("Next step")),
    Choice("name", N_("Name")),
    Choice("value", N_("Deal value")),
    Choice("newest", N_("Newest")),
    Choice("last_contact", N_("Last contact")),
)
OWN_ORDER = {"customers": "name", "new_week": "newest", "quiet_30": "last_contact", "all": "name"}
WORKABLE = ("new", "working", "qualified")
QUIET_DAYS = 30
STAGES = ("new", "working", "qualified", "quoted", "customer")
"""How far a prospect has come; a view "stage:new" holds those of one stage."""


def view_label(view: Choice) -> str:
    """The words on a view's chip."""
    if view.value == "open":
        return pgettext("people", "Open")
    return pgettext("people", "No next step") if view.value == "no_next_step" else _(view.label)


def order_of(view: str, sort: str) -> str:
    """The order a view is shown in: the one wanted, else its own."""
    found = sort or OWN_ORDER.get(view, "next_step")
    return "name" if found == "next_step" and view == "no_next_step" else found


class ProspectRow(NamedTuple):
    """A person in the list. ``amount`` is the sum of the open deals in minor units, None without one;
    ``step_on`` and ``step_time`` say when the next step is due (both empty: there is none)."""

    id: int
    name: str
    hot: bool
    state: str
    prospect_stage: str | None
    phone: str
    interest: str
    source: str
    amount: int | None
    step_id: int | None
    step_on: date | None
    step_time: str
    step_title: str
    owner: str = ""
