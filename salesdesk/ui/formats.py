"""How a value of each kind reads on screen and in copied text (no Qt here)."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import Any

from salesdesk.base import choices
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import _
from salesdesk.base.money import format_money, format_number
from salesdesk.base.periods import format_day, format_minutes

EMPTY = "—"


def format_quantity(thousandths: int, language: str) -> str:
    """Thousandths as people write them: 1500 is "1.5" ("1,5" in Vietnamese), 2000 is "2"."""
    return _trimmed(thousandths, 3, language)


def format_percent(hundredths: int, language: str) -> str:
    """Hundredths of a percent: 1000 is "10%", 1250 is "12.5%"."""
    return f"{_trimmed(hundredths, 2, language)}%"


def _trimmed(value: int, decimals: int, language: str) -> str:
    text = format_number(value, decimals, language, trim=True)
    point = "," if language == "vi" else "."
    return text.rstrip("0") if value % 10**decimals and point in text else text


def format_value(field: Field, value: Any, language: str, currency: str, zone: tzinfo = UTC) -> str:
    """The words for a field's value; "—" when there is none.

    ``currency`` is the shop's, for MONEY in minor units; ``zone`` the shop's, for INSTANT in UTC.
    A REFERENCE shows what it is given, so give it the name, not the id.
    """
    if value is None or value == "":
        return EMPTY
    if field.kind in _PLAIN:
        return str(value)
    if field.kind is Kind.MONEY:
        return format_money(value, currency, language)
    if field.kind is Kind.DATE:
        return format_day(value, language, "short")
    if field.kind is Kind.CHOICE:
        return choices.label(field.choices, value)
    return _rarer(field.kind, value, language, zone)


_PLAIN = frozenset({Kind.TEXT, Kind.PHONE, Kind.EMAIL, Kind.REFERENCE, Kind.TAGS})


def _rarer(kind: Kind, value: Any, language: str, zone: tzinfo) -> str:
    match kind:
        case Kind.INSTANT:
            local = value.astimezone(zone)
            return f"{format_day(local.date(), language, 'short')} {local:%H:%M}"
        case Kind.LONG_TEXT:
            return " ".join(str(value).split())
        case Kind.INTEGER:
            return format_number(value, 0, language)
        case Kind.QUANTITY:
            return format_quantity(value, language)
        case Kind.PERCENT:
            return format_percent(value, language)
        case Kind.MINUTES:
            return format_minutes(value)
        case Kind.FLAG:
            return _("Yes") if value else EMPTY
        case Kind.SCORE:
            return _("{score} of 5").format(score=value)
    return str(value)
