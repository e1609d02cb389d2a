"""Deals, sales and quotes in words: what a card, a row or a badge says (no Qt here)."""

from __future__ import annotations

from datetime import date

from salesdesk.base import choices
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day, relative_day
from salesdesk.sales.deal_queries import DealRow
from salesdesk.sales.quote_queries import QuoteRow
from salesdesk.sales.sale_queries import SaleRow
from salesdesk.sales.target_queries import MonthTarget

BOARD_LABELS = {"won": N_("Won this month")}
_WON_STEPS = {
    "rating": N_("Rating call {day}"),
    "installation": N_("Install {day}"),
    "maintenance": N_("Maintenance {day}"),
    "payment": N_("Balance {day}"),
    "call": N_("Call {day}"),
    "visit": N_("Visit {day}"),
}
_QUOTE_TONES = {
    "draft": "neutral",
    "sent": "sales",
    "accepted": "accent",
    "refused": "danger",
    "expired": "warn",
    "replaced": "neutral",
}


def money(amount: int, currency: str, language: str) -> str:
    """An amount on a card or in a row; "—" while nobody knows it."""
    return format_money(amount, currency, language) if amount else "—"


def stage_label(stage: str) -> str:
    """The name of a stage as the board's column."""
    return _(BOARD_LABELS[stage]) if stage in BOARD_LABELS else choices.label(choices.DEAL_STAGES, stage)


def idle_words(days: int | None) -> str:
    """ "idle 9 d", or nothing."""
    return "" if days is None else _("idle {n} d").format(n=days)


def step_words(row: DealRow, today: date, language: str) -> str:
    """The next step of a card: "Today 09:30", "2 days late", "Fri 15 May", "No next step"."""
    if row.step_on is None:
        if row.stage == "won":
            return _("Nothing left to do")
        return _("No next step") if row.stage in choices.OPEN_STAGES else ""
    if row.stage == "won":
        return _won_step(row, today, language)
    if row.step_on == today:
        return _("Today {time}").format(time=row.step_time) if row.step_time else _("Today")
    if (row.step_on - today).days == 1:
        return _("Tomorrow {time}").format(time=row.step_time) if row.step_time else _("Tomorrow")
    return capital(relative_day(row.step_on, today, language))


def near_day(day: date, today: date, language: str) -> str:
    """A day in few letters: "2 days late", "today", "tomorrow", "20 May"."""
    far = (day - today).days > 1
    return format_day(day, language, "axis") if far else relative_day(day, today, language)


def _won_step(row: DealRow, today: date, language: str) -> str:
    day = near_day(row.step_on or today, today, language)
    day = day[:1].lower() + day[1:]  # it stands inside a phrase
    pattern = _WON_STEPS.get(row.step_kind)
    if pattern is None:
        return _("{what} {day}").format(what=row.step_title, day=day) if row.step_title else capital(day)
    return _(pattern).format(day=day)


def capital(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]


def card_sentence(row: DealRow, today: date, currency: str, language: str) -> str:
    """A card read out: "Laura Bennett, 10-stage RO, $516, next step today 09:30, looked after by Hannah"."""
    parts = [row.party, row.title, money(row.amount, currency, language), step_words(row, today, language)]
    if row.idle is not None:
        parts.append(idle_words(row.idle))
    if row.owner:
        parts.append(_("looked after by {name}").format(name=row.owner))
    return ", ".join(part for part in parts if part and part != "—")


def attention_sentence(names: list[str]) -> str:
    """Who needs attention, up to three of them: "Oak Street Nursery, Karen Whitfield and Ahmed Nasser …"."""
    if not names:
        return ""
    if len(names) == 1:
        return _("{name} needs a next step").format(name=names[0])
    first, last = ", ".join(names[:-1]), names[-1]
    return _("{names} and {last} need a next step").format(names=first, last=last)


def target_words(target: MonthTarget, currency: str, language: str) -> tuple[str, str]:
    """(short words beside the bar, the sentence in its tooltip)."""
    if target.share is None or target.target is None:
        return "", ""
    words = _("{percent}% of target").format(percent=round(target.share * 100))
    sentence = _("Revenue this month {revenue} of {target}. {gone}% of the open days are gone.").format(
        revenue=format_money(target.revenue, currency, language),
        target=format_money(target.target, currency, language),
        gone=round(target.days_gone * 100),
    )
    return words, sentence


def sale_state(row: SaleRow, today: date, language: str) -> tuple[str, str]:
    """(words, tone) of the badge that says where a sale stands."""
    if row.status == "draft":
        return _("Draft"), "neutral"
    if row.kind == "credit_note":
        return _("Credit note"), "neutral"
    if row.owed <= 0:
        credited = row.total and row.credited >= row.total
        return (_("Taken back"), "neutral") if credited else (_("Paid"), "accent")
    if row.due_on is None:
        return _("Not paid"), "warn"
    day = near_day(row.due_on, today, language)
    if row.due_on < today:
        return capital(day), "danger"
    return _("Due {day}").format(day=day), "warn"


def sale_number(row: SaleRow) -> str:
    """What a sale is called: its number, the number another program gave it, or "Draft"."""
    return row.number or row.code or _("Draft")


def line_words(what: str, lines: int) -> str:
    """What a paper is about: its first line and how many more."""
    if lines <= 1:
        return what
    more = ngettext("{n} more", "{n} more", lines - 1).format(n=lines - 1)
    return _("{what} + {more}").format(what=what, more=more)


def quote_state(row: QuoteRow) -> tuple[str, str]:
    """(words, tone) of a quote's badge."""
    return choices.label(choices.QUOTE_STATUSES, row.status), _QUOTE_TONES.get(row.status, "neutral")


def quote_tone(status: str) -> str:
    """The tone of the badge of a quote's status."""
    return _QUOTE_TONES.get(status, "neutral")


def valid_words(row: QuoteRow, today: date, language: str) -> str:
    """Until when a quote is valid: a day, and for a sent one how soon that is."""
    if row.valid_until is None:
        return "—"
    left = (row.valid_until - today).days
    if row.status == "sent" and 0 <= left <= 3:
        return capital(relative_day(row.valid_until, today, language))
    return format_day(row.valid_until, language, "short")
