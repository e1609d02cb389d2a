"""The rules of looking after customers: warranties, first contact, time kept, and what follows a sale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from salesdesk.base import choices as c
from salesdesk.base.fold import fold
from salesdesk.base.i18n import N_, _, ngettext, pgettext
from salesdesk.base.periods import add_months, format_day

REOPEN_DAYS = 7
"""A case reopened within so many days was not solved at the first contact."""
RATING_DAYS = 3
"""How long after the sale or the solution the customer is asked for a rating, unless the shop says."""
"""A solved case without a rating stays in "To rate" so long."""
WARRANTY_SOON_DAYS = 30
REFERRAL_DAYS = 30
INSTALL_DAYS = 2
PHONE_LIKE = ("phone", "in_person", "chat")
"""Channels on which the customer is answered at once."""
VIEWS = ("open", "breach", "on_us", "waiting_part", "to_rate", "mine")
OPENING_CONTACT = {
    "phone": "call",
    "email": "email",
    "chat": "chat",
    "in_person": "meeting",
    "social": "message",
}
"""The kind of contact by which a case comes in, by channel; another channel logs none."""
OPENING_WORDS = {
    "phone": N_("Customer called"),
    "email": N_("Customer wrote an e-mail"),
    "chat": N_("Customer asked in the chat"),
    "in_person": N_("Customer came to the shop"),
    "social": N_("Customer sent a message"),
}
_STATUS_LOOK = {
    "new": (N_("Waiting on us"), "service"),
    "working": (N_("Diagnosing"), "service"),
    "waiting_customer": (N_("Waiting on customer"), "neutral"),
    "waiting_part": (N_("Waiting for part"), "warn"),
    "scheduled": (N_("Scheduled"), "sales"),
    "solved": (N_("Resolved"), "accent"),
    "closed": (N_("Closed"), "neutral"),
}
STEPS = ("new", "working", "waiting_part", "solved")
"""The statuses of the case page's stepper."""


class AfterSale(NamedTuple):
    """One thing to do after a sale (or after a case): ``kind`` is a task's kind, ``on`` the day it is due.

    ``staff_id`` None means whoever is at the desk. With ``repeat_months`` the next one is planned from the
    day this one was done. ``chosen`` False is offered unticked. ``after_days`` and ``after_months`` say how
    the day was found, for the words beside it. ``product_id`` is what it looks after.
    """

    kind: str
    title: str
    on: date
    staff_id: int | None = None
    repeat_months: int = 0
    chosen: bool = True
    purpose: str = "service"
    product_id: int | None = None
    care_step_id: int | None = None
    after_days: int = 0
    after_months: int = 0

    @property
    def when_words(self) -> str:
        """When, as the win sheet says it: "every 6 months", "after 3 days", or nothing (show the day)."""
        if self.repeat_months:
            n = self.repeat_months
            return ngettext("every month", "every {n} months", n).format(n=n)
        if self.after_months:
            n = self.after_months
            return ngettext("after {n} month", "after {n} months", n).format(n=n)
        if self.after_days and self.kind != "installation":
            n = self.after_days
            return ngettext("after {n} day", "after {n} days", n).format(n=n)
        return ""


class ProductCare(NamedTuple):
    """What a product asks for after the sale."""

    id: int
    name: str
    kind: str
    warranty_months: int
    maintenance_months: int


class CareStepFacts(NamedTuple):
    """A step of a product's care plan."""

    id: int
    product_id: int
    kind: str
    title: str
    after_days: int
    after_months: int
    repeat_months: int
    chosen: bool


def is_looked_after(product: ProductCare, steps: Iterable[CareStepFacts] = ()) -> bool:
    """Whether a sold product becomes an owned item: it has a warranty, a maintenance plan or care steps."""
    return (
        product.warranty_months > 0
        or product.maintenance_months > 0
        or any(s.product_id == product.id for s in steps)
    )


def warranty_until(bought_on: date, months: int) -> date | None:
    """The last day of the warranty: the purchase date some months on (31 January + 1 month is the end of
    February); None only for a product without warranty.
    """
    return add_months(bought_on, months) if months > 0 else None


def plan_after_sale(
    products: Iterable[ProductCare],
    steps: Iterable[CareStepFacts],
    on: date,
    fitter_id: int | None = None,
    rating_days: int = RATING_DAYS,
) -> list[AfterSale]:
    """What to do after selling these products: installation, rating call, care steps, asking for a referral.

    Without looked-after products there is the rating call only. Days are not yet moved to opening days.
    """
    steps = list(steps)
    cared = [p for p in products if is_looked_after(p, steps)]
    out: list[AfterSale] = []
    own = {s.kind for s in steps}
    goods = [p for p in cared if p.kind == "goods"]
    if goods and "installation" not in own:
        out.append(
            AfterSale(
                "installation",
                _("Installation"),
                on + timedelta(days=INSTALL_DAYS),
                fitter_id,
                after_days=INSTALL_DAYS,
                chosen=any(p.maintenance_months for p in goods),
                product_id=goods[0].id,
            )
        )
    if "rating" not in own:
        out.append(
            AfterSale(
                "rating",
                _("Call and ask for a rating"),
                on + timedelta(days=rating_days),
                after_days=rating_days,
            )
        )
    for product in cared:
        out += _care(product, [s for s in steps if s.product_id == product.id], on, fitter_id)
    out.append(
        AfterSale(
            "follow_up",
            _("Ask for a referral"),
            on + timedelta(days=REFERRAL_DAYS),
            chosen=False,
            purpose="marketing",
            after_days=REFERRAL_DAYS,
        )
    )
    return sorted(out, key=lambda step: (step.kind != "installation", step.purpose == "marketing", step.on))


def _care(
    product: ProductCare, steps: list[CareStepFacts], on: date, fitter_id: int | None
) -> list[AfterSale]:
    out = [
        AfterSale(
            s.kind,
            s.title or _("Maintenance of {product}").format(product=product.name),
            add_months(on, s.after_months) + timedelta(days=s.after_days),
            fitter_id if s.kind in ("installation", "maintenance", "visit") else None,
            s.repeat_months,
            s.chosen,
            "service",
            product.id,
            s.id,
            s.after_days,
            s.after_months,
        )
        for s in steps
    ]
    if product.maintenance_months and not any(s.kind == "maintenance" for s in steps):
        out.append(
            AfterSale(
                "maintenance",
                _("Maintenance of {product}").format(product=product.name),
                add_months(on, product.maintenance_months),
                fitter_id,
                product.maintenance_months,
                product_id=product.id,
                after_months=product.maintenance_months,
            )
        )
    return out


class FollowUp(NamedTuple):
    """Something to do after a case: the words on its chip, and what becomes a task."""

    label: str
    step: AfterSale


def follow_ups(
    problem: str, today: date, care: Iterable[CareStepFacts], product: str, months: int, upkeep_planned: bool
) -> list[FollowUp]:
    """What may follow a solved case: its product's next maintenance (ticked), and asking whether all is well.

    Maintenance that is planned already is not offered a second time.
    """
    out: list[FollowUp] = []
    own = next((step for step in care if step.kind == "maintenance" and step.repeat_months), None)
    every = own.repeat_months if own else months
    if every and not upkeep_planned:
        title = (own.title if own else "") or _("Maintenance of {product}").format(product=product)
        short = (own.title if own else "") or _("Maintenance")
        label = ngettext("{what}, {n} month", "{what}, {n} months", every).format(what=short, n=every)
        out.append(
            FollowUp(label, AfterSale("maintenance", title, add_months(today, every), repeat_months=every))
        )
    check = _("Check that it works: {problem}").format(problem=problem)
    for days in (3, 14):
        label = ngettext("Check, {n} day", "Check, {n} days", days).format(n=days)
        out.append(FollowUp(label, AfterSale("call", check, today + timedelta(days=days), chosen=False)))
    return out


def is_first_contact(contacts: int, reopened: int) -> bool:
    """Whether a case counts as solved at the first contact: exactly one contact, and not reopened within
    `REOPEN_DAYS` (``reopened`` counts only those).
    """
    return contacts == 1 and reopened == 0


def counts_as_reopened(solved_at: datetime | None, now: datetime) -> bool:
    """Whether reopening a case now is within the days that spoil first-contact resolution."""
    return solved_at is not None and now - solved_at <= timedelta(days=REOPEN_DAYS)


def handling_minutes(seconds: Iterable[int]) -> int:
    """Hands-on minutes of a case: its seconds added up first, rounded once."""
    return (sum(seconds) + 30) // 60


def digits_of_timer(seconds: int) -> str:
    """A running timer's digits: "00:12:45"."""
    minutes, rest = divmod(max(seconds, 0), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest:02d}"


def view_words(view: str) -> str:
    """A saved filter of the queue in words."""
    return {
        "open": pgettext("cases", "Open"),
        "breach": _("About to breach"),
        "on_us": _("Waiting on us"),
        "waiting_part": _("Waiting for part"),
        "to_rate": _("To rate"),
        "mine": pgettext("cases", "Mine"),
    }[view]


def status_words(status: str) -> str:
    """A status as the queue's badge says it."""
    return _(_STATUS_LOOK[status][0])


def status_tone(status: str) -> str:
    """The tone of the badge of a status."""
    return _STATUS_LOOK[status][1]


def priority_words(priority: str) -> str:
    """A priority in words."""
    return c.label(c.PRIORITIES, priority)


def waiting_on(status: str) -> tuple[str, str]:
    """Whom an open case waits for, as words and a tone: "Waiting on us", "Waiting for part" …"""
    return (
        (_("Waiting on us"), "service")
        if status in ("new", "working")
        else (status_words(status), status_tone(status))
    )


def step_of(status: str) -> int:
    """Where a status stands in `STEPS`; whatever it waits for, it stands where waiting for a part does."""
    if status in c.SOLVED_STATUSES:
        return STEPS.index("solved")
    return STEPS.index("waiting_part" if status in c.WAITING_STATUSES else status)


def step_names(status: str) -> list[str]:
    """The names of the steps; the third says what the case waits for."""
    waiting = status if status in c.WAITING_STATUSES else "waiting_part"
    return [c.label(c.CASE_STATUSES, step) for step in ("new", "working", waiting, "solved")]


def warranty_words(until: date | None, today: date, language: str) -> tuple[str, str]:
    """The warranty in words and its tone: "In warranty until 12 Nov 2026", "Warranty ended 3 Mar 2025"."""
    if until is None:
        return _("No warranty"), "neutral"
    day = format_day(until, language)
    if until < today:
        return _("Warranty ended {day}").format(day=day), "neutral"
    tone = "warn" if (until - today).days <= WARRANTY_SOON_DAYS else "accent"
    return _("In warranty until {day}").format(day=day), tone


def warranty_note(until: date | None, today: date) -> str:
    """The warranty in two words for a list, or nothing when there never was one."""
    if until is None:
        return ""
    return _("in warranty") if until >= today else _("out of warranty")


def search_text(*parts: str | None) -> str:
    """What a case, an owned item or an article is found by."""
    return " ".join(fold(p) for p in parts if p)
