"""How typed text is read into the value of a field and written back (no Qt here)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from salesdesk.base import phones
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.fold import digits, fold, nfc
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.money import decimal_mark, format_money, parse_money
from salesdesk.base.periods import format_day, format_minutes, parse_date
from salesdesk.ui.formats import format_percent

LARGEST = 10**15
MOST_TYPED = 10_000
_FEWEST_DIGITS, _MOST_DIGITS = 8, 15
_HOURS, _MINUTES = r"(\d{1,4})\s*(?:h|hours?|gio|g|:)\s*", r"(\d{1,5})\s*(?:m|min|mins|minutes?|phut|p|')?"
_LENGTH = re.compile(f"(?:{_HOURS})?(?:{_MINUTES})?", re.ASCII)
_CLOCK = re.compile(r"(.*?)[\s,]*\b(\d{1,2})(?:[:hg](\d{2})|[hg])$", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where and for whom text is read: language, money, day and time zone of the shop."""

    language: str = "en"
    currency: str = "USD"
    country: str = "US"
    today: date = date(2000, 1, 1)
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class Reading:
    """Text to value and back.

    ``parse`` raises `UserError`; ``hint`` says softly what was understood or what may be wrong.
    """

    parse: Callable[[str, Place], Any]
    write: Callable[[Any, Place], str]
    hint: Callable[[str, Place], str] = lambda _text, _place: ""


def read_decimal(text: str, decimals: int) -> int:
    """A number with "." or "," as whole units of ``10**-decimals``: 1.5 with 3 is 1500.

    Raises `UserError` for anything else, and beyond `LARGEST`.
    """
    cleaned = re.sub(r"[\s\u00a0\u202f']", "", text).replace("−", "-").removesuffix("%")
    mark = decimal_mark(cleaned, decimals)
    if mark:
        cleaned = cleaned.replace("," if mark == "." else ".", "").replace(mark, ".")
    else:
        cleaned = cleaned.replace(",", "").replace(".", "")
    if not re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", cleaned, re.ASCII):
        raise UserError(_("“{text}” is not a number.").format(text=_short(text)))
    if not decimals and "." in cleaned:
        raise UserError(_("“{text}” is not a whole number.").format(text=_short(text)))
    value = int((Decimal(cleaned) * 10**decimals).quantize(Decimal(1), rounding="ROUND_HALF_UP"))
    if abs(value) > LARGEST:
        raise UserError(_("“{text}” is too large. Check the zeros.").format(text=_short(text)))
    return value


def write_decimal(value: int, decimals: int, language: str) -> str:
    """The same number as plain text without group marks, so that it reads back as it was."""
    if not decimals:
        return str(value)
    whole, rest = divmod(abs(value), 10**decimals)
    fraction = f"{rest:0{decimals}d}".rstrip("0")
    point = "," if language == "vi" else "."
    return f"{'-' if value < 0 else ''}{whole}{point + fraction if fraction else ''}"


def read_minutes(text: str) -> int:
    """A length of time in minutes: 90, 45 min, 1h30, 1:30, 2 giờ, 1 h 48 min. Raises `UserError`."""
    match = _LENGTH.fullmatch(fold(text).strip())
    if match is None or not (match[1] or match[2]):
        raise UserError(
            _("“{text}” is not a length of time. Type it like 45 or 1h30.").format(text=_short(text))
        )
    return int(match[1] or 0) * 60 + int(match[2] or 0)


def read_instant(text: str, place: Place) -> datetime:
    """A day and a time of the shop's clock as an instant in UTC: "15/5 9:30", "mai 14h", "fri 8:00".

    Without a time it is 9 in the morning. Raises `UserError`.
    """
    match = _CLOCK.match(text.strip().lower())
    at, day_text = time(9), text
    if match:
        hour, minute = int(match[2]), int(match[3] or 0)
        if hour > 23 or minute > 59:
            raise UserError(_("There is no such time as “{text}”.").format(text=_short(text)))
        at, day_text = time(hour, minute), match[1]
    day = parse_date(day_text, place.today) if day_text.strip() else place.today
    return datetime.combine(day, at, tzinfo=place.zone).astimezone(UTC)


def _write_instant(value: datetime, place: Place) -> str:
    local = value.astimezone(place.zone)
    return f"{format_day(local.date(), place.language)} {local:%H:%M}"


def read_tags(text: str) -> str:
    """Words apart by commas, each once, in the order typed."""
    words = (" ".join(word.split()) for word in re.split(r"[,;\n]", text))
    return ", ".join(dict.fromkeys(word for word in words if word))


def _phone_hint(text: str, place: Place) -> str:
    if not text.strip() or phones.normal(text, place.country):
        return ""
    n = len(digits(text))
    if _FEWEST_DIGITS <= n <= _MOST_DIGITS:
        return ""
    words = ngettext(
        "{n} digit. Look at the number again; saving it as it is works too.",
        "{n} digits. Look at the number again; saving it as it is works too.",
        n,
    )
    return words.format(n=n)


def _email_hint(text: str, _place: Place) -> str:
    if not text.strip() or re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text.strip()):
        return ""
    return _("This does not look like an e-mail address; saving it as it is works too.")


def _money_hint(text: str, place: Place) -> str:
    try:
        amount = format_money(parse_money(text, place.currency), place.currency, place.language)
    except UserError:
        return ""
    plain = re.sub(r"[\s\u00a0]", "", text)
    return "" if plain in (re.sub(r"[\s\u00a0]", "", amount), _bare(amount)) else amount


def _bare(amount: str) -> str:
    return re.sub(r"[^\d.,-]", "", amount)


def _date_hint(text: str, place: Place) -> str:
    try:
        day = parse_date(text, place.today)
    except UserError:
        return ""
    words = format_day(day, place.language, "short")
    return "" if text.strip() == words else f"{format_day(day, place.language, 'long')} {day.year}"


def _plain(text: str, _place: Place) -> str:
    return nfc(" ".join(text.split()))


def _as_written(value: Any, _place: Place) -> str:
    return str(value)


READINGS: dict[Kind, Reading] = {
    Kind.TEXT: Reading(_plain, _as_written),
    Kind.PHONE: Reading(_plain, _as_written, _phone_hint),
    Kind.EMAIL: Reading(_plain, _as_written, _email_hint),
    Kind.TAGS: Reading(lambda t, _p: nfc(read_tags(t)), _as_written),
    Kind.MONEY: Reading(
        lambda t, p: parse_money(t, p.currency),
        lambda v, p: format_money(v, p.currency, p.language),
        _money_hint,
    ),
    Kind.DATE: Reading(
        lambda t, p: parse_date(t, p.today), lambda v, p: format_day(v, p.language, "short"), _date_hint
    ),
    Kind.INSTANT: Reading(read_instant, _write_instant),
    Kind.INTEGER: Reading(lambda t, _p: read_decimal(t, 0), lambda v, p: write_decimal(v, 0, p.language)),
    Kind.QUANTITY: Reading(lambda t, _p: read_decimal(t, 3), lambda v, p: write_decimal(v, 3, p.language)),
    Kind.PERCENT: Reading(lambda t, _p: read_decimal(t, 2), lambda v, p: format_percent(v, p.language)),
    Kind.MINUTES: Reading(lambda t, _p: read_minutes(t), lambda v, _p: format_minutes(v)),
}
"""The kinds that are edited as one line of text."""


def read(field: Field, text: str, place: Place) -> Any:
    """The value of typed text, None for blank. Raises `UserError`, and only that, whatever was pasted."""
    if not text.strip():
        return None
    try:
        return READINGS[field.kind].parse(text[:MOST_TYPED], place)
    except (ValueError, ArithmeticError):
        # The parsers know what people type; this is for what cats on keyboards and clipboards do.
        raise UserError(_("“{text}” cannot be read.").format(text=_short(text)), field.key) from None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"
