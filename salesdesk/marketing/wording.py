"""The words and marks by which marketing shows its figures: spans of days, returns, shares, statuses."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from salesdesk.base.i18n import N_, _, ngettext, pgettext
from salesdesk.base.money import exponent, format_number
from salesdesk.base.periods import format_day
from salesdesk.marketing.rules import FEW, CampaignReturn

CHANNEL_ICONS = {
    "social": "thumbs-up", "message": "message-circle", "email": "mail", "phone": "phone",
    "digital_ads": "monitor", "direct_mail": "mail", "leaflet": "file-text", "radio": "bell",
    "search": "search", "event": "calendar-days", "ambassador": "user-check", "press": "book-open",
    "word_of_mouth": "message-square", "other": "megaphone",
}  # fmt: skip
STATUS_MARKS = {
    "idea": ("lightbulb", "neutral"), "planned": ("calendar", "neutral"), "running": ("play", "mkt"),
    "ended": ("check", "neutral"), "reviewed": ("circle-check", "accent"),
}  # fmt: skip
TRUST_MARKS = {"proof": "accent", "likely": "neutral", "weak": "warn"}
FORMULA = N_("ROI = (gross profit − cost) ÷ cost")


class ReturnWords(NamedTuple):
    """A return as its card shows it: the figure, the remark below, and the sentence that explains it."""

    value: str
    note: str
    sentence: str


def step_name(key: str) -> str:
    """What a step of the funnel is called; the same words mean other things elsewhere."""
    return {
        "reached": pgettext("campaign", "Reached"),
        "replied": pgettext("campaign", "Replied"),
        "qualified": _("Qualified leads"),
        "called": _("Called"),
        "quoted": _("Quoted"),
        "bought": pgettext("campaign", "Bought"),
    }[key]


def span_words(start: date | None, end: date | None, language: str) -> str:
    """A campaign's days: "1–31 May 2026", "28 May – 3 Jun 2026"; "" when there are none."""
    if start is None and end is None:
        return ""
    if start is None or end is None:
        day = format_day(start or end, language, "short")
        return (_("from {day}") if end is None else _("until {day}")).format(day=day)
    last = format_day(end, language, "short")
    if start == end:
        return last
    if language == "vi":
        first = f"{start:%d}" if (start.year, start.month) == (end.year, end.month) else f"{start:%d/%m}"
        return f"{first if start.year == end.year else format_day(start, language)}–{last}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{last}"
    first = format_day(start, language, "axis" if start.year == end.year else "short")
    return f"{first} – {last}"


def plain_money(amount: int | None, currency: str, language: str) -> str:
    """An amount for a column whose head names the currency; "—" for None."""
    return "—" if amount is None else format_number(amount, exponent(currency), language, trim=True)


def percent(share: float | None) -> str:
    """A share or return as whole percent: "160%", "−12%"; "—" for None."""
    if share is None:
        return "—"
    whole = round(share * 100)
    return f"{'−' if whole < 0 else ''}{abs(whole)}%"


def range_words(returned: CampaignReturn) -> str:
    """A return from proof only to all evidence: "11–160%", "−100 to 20%", one figure when they agree."""
    if returned.low is None or returned.high is None:
        return "—"
    low, high = percent(returned.low), percent(returned.high)
    if low == high:
        return high
    if returned.low < 0 or returned.high < 0:
        return _("{low} to {high}").format(low=low.removesuffix("%"), high=high)
    return f"{low.removesuffix('%')}–{high}"


def return_words(returned: CampaignReturn) -> ReturnWords:
    """How a return reads, with what it rests on and a warning where that is little."""
    if returned.high is None:
        margin = _("Nothing was spent, so there is a margin but no return.")
        return ReturnWords(
            "—", _("no cost"), margin if returned.sales else _("Nothing was spent and nothing sold yet.")
        )
    if not returned.sales:
        return ReturnWords(
            percent(returned.high), _("no sales yet"), _("No sale is tied to this campaign yet.")
        )
    few = ngettext(
        "Only {n} sale: too few to judge by.", "Only {n} sales: too few to judge by.", returned.sales
    ).format(n=returned.sales)
    proven = _("{proven} of {sales} sales are proven by a code: the low figure counts these alone.").format(
        proven=returned.proof_sales, sales=returned.sales
    )
    if returned.proof_sales == returned.sales:
        proven = _("Every sale is proven by a code.")
    return ReturnWords(range_words(returned), "", few if returned.sales < FEW else proven)


def share_words(share: float | None, people: int, above: int) -> str:
    """A funnel step's share of the step above: "93%"; "3 of 7" where a share would say too much."""
    if share is not None:
        return percent(share)
    if 0 < above < FEW and people <= above:
        return _("{n} of {total}").format(n=people, total=above)
    return ""
