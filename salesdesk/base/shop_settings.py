"""The shop's settings that rules read: what each may be, and what it is while nobody has said.

They are kept as text. A setting that cannot be read counts as not made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from salesdesk.base.choices import (
    OPEN_STAGES,
    PRIORITIES,
    PROMISE_HOURS,
    STAGE_IDLE_DAYS,
    STAGE_LIKELIHOOD,
    values,
)
from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.base.money import CURRENCIES
from salesdesk.base.phones import DIALLING

Reading = Callable[[str, str], str]
"""Gives a setting's text, or the second argument when it was never made."""

CSAT_TARGET = 45
"""Tenths of a point of the average rating."""


class NumberSetting(NamedTuple):
    """A setting that is a whole number: its key, what it is at first, its bounds, and its undo step."""

    key: str
    default: int
    lowest: int
    highest: int
    step: str

    def read(self, setting: Reading) -> int:
        """The number in force."""
        text = setting(self.key, "")
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else self.default
        return number if self.lowest <= number <= self.highest else self.default


LIKELIHOOD = {
    stage: NumberSetting(
        f"likelihood_{stage}", STAGE_LIKELIHOOD[stage], 0, 100, N_("Change the likelihood of a stage")
    )
    for stage in OPEN_STAGES
}
IDLE_DAYS = {
    stage: NumberSetting(
        f"idle_days_{stage}", STAGE_IDLE_DAYS[stage], 1, 365, N_("Change when a deal counts as idle")
    )
    for stage in OPEN_STAGES
}
PROMISES = {
    priority: NumberSetting(
        f"promise_hours_{priority}", PROMISE_HOURS[priority], 1, 2_000, N_("Change a service promise")
    )
    for priority in values(PRIORITIES)
}
ASK_RATING = NumberSetting("ask_rating_days", 3, 0, 60, N_("Change when ratings are asked for"))
WAIT_RATING = NumberSetting("wait_rating_days", 30, 1, 365, N_("Change how long ratings are waited for"))
TIMER_IDLE = NumberSetting("timer_idle_minutes", 10, 2, 240, N_("Change the idle time of the timer"))
CSAT = NumberSetting("csat_target_tenths", CSAT_TARGET, 10, 50, N_("Change the satisfaction target"))
TAX_RATE = NumberSetting("usual_tax_rate", 0, 0, 10_000, N_("Change the usual tax"))
WARRANTY = NumberSetting("usual_warranty_months", 0, 0, 600, N_("Change the usual warranty"))
HISTORY_YEARS = NumberSetting("history_years", 0, 0, 100, N_("Change how long the history is kept"))
"""0 is for ever: nothing is let go that nobody asked to let go."""
NUMBERS = {
    one.key: one
    for one in (
        *LIKELIHOOD.values(), *IDLE_DAYS.values(), *PROMISES.values(),
        ASK_RATING, WAIT_RATING, TIMER_IDLE, CSAT, TAX_RATE, WARRANTY, HISTORY_YEARS,
    )
}  # fmt: skip

PREFIX = "number_prefix_"
"""Begins the key of a paper's prefix: "number_prefix_sale"."""
OPENS, CLOSES, CLOSED = "open_from", "open_to", "closed_weekdays"
_WORDS = {
    "shop_name": N_("Change the name of the shop"),
    "country": N_("Change the country"),
    "zone": N_("Change the time zone"),
    "currency": N_("Change the currency"),
    OPENS: N_("Change the opening hours"),
    CLOSES: N_("Change the opening hours"),
    CLOSED: N_("Change the opening days"),
}


class StageRules(NamedTuple):
    """The likelihood of each open stage in percent, and after how many days a deal in it counts as idle."""

    likelihood: Mapping[str, int] = STAGE_LIKELIHOOD
    idle_days: Mapping[str, int] = STAGE_IDLE_DAYS


def stage_rules(setting: Reading) -> StageRules:
    """The shop's rules for its stages."""
    likely = {stage: one.read(setting) for stage, one in LIKELIHOOD.items()}
    return StageRules({**STAGE_LIKELIHOOD, **likely}, {k: one.read(setting) for k, one in IDLE_DAYS.items()})


def checked(key: str, text: str) -> tuple[str, str]:
    """A setting's text as it is kept, and the words of its undo step.

    Raises `UserError` when it cannot be so, and KeyError for a setting that does not exist.
    """
    if key in NUMBERS:
        return _number(NUMBERS[key], text), NUMBERS[key].step
    kept = nfc(" ".join(text.split()))
    if key.startswith(PREFIX):
        return _prefix(kept), N_("Change the beginning of paper numbers")
    wrong = _wrong(key, kept)
    if wrong:
        raise UserError(wrong, key)
    return kept, _WORDS[key]


def _number(one: NumberSetting, text: str) -> str:
    number = int(text) if re.fullmatch(r"-?[0-9]{1,9}", text.strip()) else None
    if number is None or not one.lowest <= number <= one.highest:
        raise UserError(
            _("Type a number from {low} to {high}.").format(low=one.lowest, high=one.highest), one.key
        )
    return str(number)


def _prefix(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9ĐđÀ-ỹ./_]{1,8}", text):
        raise UserError(_("Type 1 to 8 letters or figures, without blanks. Example: INV"))
    return text


def _wrong(key: str, text: str) -> str:
    match key:
        case "shop_name" if not text:
            return _("A shop needs a name. Type one.")
        case "country" if text not in DIALLING:
            return _("Choose one of the countries offered.")
        case "currency" if text not in CURRENCIES:
            return _("Choose one of the currencies offered.")
        case "zone" if not _is_zone(text):
            return _("Choose one of the time zones offered.")
        case "open_from" | "open_to" if not is_clock_time(text):
            return _("Type a time such as 08:00.")
        case "closed_weekdays" if len({*text.split(",")} & {*"0123456"}) > 6:
            return _("The shop must be open on one day of the week at least.")
    return ""


def is_clock_time(text: str) -> bool:
    """Whether a text is "08:00", or "24:00" for midnight at the end of a day."""
    if text == "24:00":
        return True
    if not re.fullmatch(r"[0-2][0-9]:[0-5][0-9]", text):
        return False
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_zone(text: str) -> bool:
    try:
        ZoneInfo(text)
    except (ValueError, LookupError, OSError):
        return False
    return bool(text)
