"""Values as they are exported: in the units that people and other programs expect."""

from datetime import datetime, tzinfo
from typing import Any

from salesdesk.base import choices, money
from salesdesk.base.fields import Field, Kind

_SCALES = {Kind.QUANTITY: 3, Kind.PERCENT: 2}


def shown(one: Field, value: Any, currency: str, _language: str = "", zone: tzinfo | None = None) -> object:
    """A stored value for a file: amounts and quantities as numbers, choices in words, blank for None.

    Choices are told in the program's language, instants in ``zone`` (the shop's), without it in UTC.
    """
    if value is None:
        return ""
    if one.kind is Kind.MONEY:
        return _scaled(value, money.exponent(currency))
    if one.kind in _SCALES:
        return _scaled(value, _SCALES[one.kind])
    if one.kind is Kind.CHOICE:
        return choices.label(one.choices, value) if value else ""
    if isinstance(value, datetime) and zone is not None:
        return value.astimezone(zone).replace(tzinfo=None)
    return value


def _scaled(value: int, decimals: int) -> int | float:
    unit = int(10**decimals)
    whole, rest = divmod(value, unit)
    return whole if not rest else value / unit
