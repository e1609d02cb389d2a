"""What a row of the list says of a person: the next step, the source, the phone (no Qt here).

A module of its own, because the first page needs no more than this.
"""

from __future__ import annotations

from datetime import date

from salesdesk.base import choices, phones
from salesdesk.base.i18n import _
from salesdesk.base.periods import relative_day


def step_state(due_on: date | None, today: date) -> str:
    """The state of a next step: "late", "today", "later" or "none"."""
    if due_on is None:
        return "none"
    return "late" if due_on < today else "today" if due_on == today else "later"


def due_words(due_on: date | None, due_time: str, today: date, language: str) -> str:
    """When a next step is due: "2 days late", "today 09:30", "Fri 15 May"."""
    if due_on is None:
        return _("No next step")
    day = relative_day(due_on, today, language)
    return _("{day} {time}").format(day=day, time=due_time) if due_time and due_on >= today else day


def short_due(due_on: date | None, due_time: str, today: date, language: str) -> str:
    """The same at the beginning of a line: "Today 09:30"."""
    words = due_words(due_on, due_time, today, language)
    return words[:1].upper() + words[1:]


def source_words(source: str) -> str:
    """A source as it reads; the shop's own words stay as they are."""
    return choices.label(choices.SOURCES, source) if source else ""


def shown_phone(phone: str, country: str) -> str:
    """A phone number as it is read."""
    return phones.pretty(phone, country) if phone else ""
