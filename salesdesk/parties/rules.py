"""Rules about people that need no book: what they are found by, and what to do next after a call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from salesdesk.base import phones
from salesdesk.base.fold import fold, nfc, sort_key

SEARCHED = ("name", "code", "email", "address", "area", "tags", "needs", "tax_code", "job_title")
SEARCH_SOURCES = (*SEARCHED, "phone")
QUALIFYING = ("need", "budget", "decision_maker", "timing")


class NextStep(NamedTuple):
    """What is to be done next for a party: a day, "HH:MM" or nothing, words, and a kind of task.

    ``staff_id`` None means: whoever is at the desk.
    """

    on: date
    time: str = ""
    title: str = ""
    kind: str = "call"
    staff_id: int | None = None


def display_name(values: Mapping[str, Any]) -> str:
    """What a party is called: its name, else its phone, e-mail or code."""
    for key in ("name", "phone", "email", "code"):
        if values.get(key):
            return str(values[key])
    return "—"


def search_texts(
    values: Mapping[str, Any], country: str, more_phones: Iterable[str] = ()
) -> dict[str, str | None]:
    """The columns computed from the others: ``sort_name``, ``phone_normal``, ``search``, ``phone_digits``.

    ``values`` are the party's facts (missing ones count as empty), ``country`` the shop's country code,
    by which phone numbers are read. ``more_phones`` are further numbers to be found by.
    """
    phone = str(values.get("phone") or "")
    found_by = [fold(str(value)) for key in SEARCHED if (value := values.get(key))]
    numbers = " ".join([phones.digit_forms(number, country) for number in (phone, *more_phones)])
    return {
        "sort_name": sort_key(display_name(values)),
        "phone_normal": phones.normal(phone, country) if phone else None,
        "search": " ".join(dict.fromkeys([text for text in found_by if text])),
        "phone_digits": " ".join(dict.fromkeys(numbers.split())),
    }


def tidy(value: Any) -> Any:
    """A text in composed letters without blanks around it; anything else as it is."""
    return nfc(value).strip() if isinstance(value, str) else value


def closed_weekdays(setting: str) -> frozenset[int]:
    """The weekdays (0 = Monday) on which the shop is closed, from its setting "6" or "5,6"."""
    found = frozenset(int(part) for part in setting.split(",") if part.strip().isdigit() and int(part) < 7)
    return found if len(found) < 7 else frozenset()


def open_day(day: date, closed: frozenset[int]) -> date:
    """The day itself, or the first one after it on which the shop is open."""
    while day.weekday() in closed:
        day += timedelta(days=1)
    return day


def working_days_after(day: date, count: int, closed: frozenset[int]) -> date:
    """The ``count``-th open day after ``day``."""
    for _step in range(count):
        day = open_day(day + timedelta(days=1), closed)
    return day


def guess_next_step(
    outcome: str,
    today: date,
    tries: int = 0,
    stage: str = "",
    closed: frozenset[int] = frozenset(),
    time: str = "",
) -> NextStep | None:
    """The next step that is likely after a call, or None when the person has to pick a day.

    ``tries`` is how often in a row nobody answered, this time included; ``stage`` the open deal's stage;
    ``time`` the "HH:MM" of this call. Reached: two working days on (a sent quote: three days). No answer:
    the same time on the next working day, from the third time on three days. Call back: the person says
    when. Never on a day in ``closed``.
    """
    if outcome == "call_back":
        return None
    if outcome == "no_answer":
        if tries >= 3:
            return NextStep(open_day(today + timedelta(days=3), closed), time)
        return NextStep(working_days_after(today, 1, closed), time)
    if stage == "proposal":
        return NextStep(open_day(today + timedelta(days=3), closed))
    return NextStep(working_days_after(today, 2, closed))


def furthest_state(one: str, other: str) -> str:
    """Of two states of a party the one further on in its life with the shop."""
    order = ("contact", "prospect", "lapsed", "customer", "won_back", "repeat")
    return max(one, other, key=order.index)


def state_after_sale(state: str) -> str:
    """The state of a party after one more sale."""
    if state == "lapsed":
        return "won_back"
    return "repeat" if state in ("customer", "repeat", "won_back") else "customer"
