"""Amounts, quantities, percentages and lengths of time in files.

Whether "1.234" is a thousand or a decimal is decided once for a column, from the cells that leave no choice.
"""

import re
from dataclasses import dataclass
from datetime import time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from salesdesk.base import money
from salesdesk.base.errors import UserError
from salesdesk.base.fold import fold
from salesdesk.base.i18n import _
from salesdesk.exchange.context import Reading, is_nothing
from salesdesk.exchange.table import Cell, as_text

_BARE = re.compile(r"[-+−(]*\s*(\d[\d.,]*|[.,]\d+)\s*[-−)]*")
_MARKS_AROUND = re.compile(r"(?:vnd|vnđ|đồng|dong|usd|eur|gbp|[$€£₫đ%])", re.IGNORECASE)
_GROUPS = str.maketrans("", "", "  \u202f\u2009'’")
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::\d{2})?")
_HOURS = re.compile(
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:h|hours?|hrs?|gio|g))?\s*(?:(\d+)\s*(?:m|min|mins|minutes?|phut|p)?)?"
)
_UNIT = re.compile(r"([^A-Za-zÀ-ỹ]*\d)\s*[A-Za-zÀ-ỹ.²³]{1,12}")
_DECIMAL_SAMPLE = 3


@dataclass
class AmountStyle:
    """How a column writes numbers: the decimal mark "." or ",", or "" when it needs none.

    ``doubtful``: every cell can be read both ways, so a person should say. ``fractions``: percentages
    are written 0.12 for 12 %.
    """

    decimal: str = ""
    doubtful: bool = False
    example: str = ""
    fractions: bool = False


class AmountStudy:
    """Looks at every cell of a column and then says how it writes numbers."""

    def __init__(self) -> None:
        self.decimals = {".": 0, ",": 0}
        self.groups = {".": 0, ",": 0}
        self.either = {".": 0, ",": 0}
        self.example = ""
        self.above_one = self.below_one = 0

    def look(self, cell: Cell) -> None:
        """Take one more cell into account."""
        if isinstance(cell, int | float):
            self.above_one += abs(cell) > 1
            self.below_one += 0 < abs(cell) < 1
            return
        if not isinstance(cell, str) or not cell:
            return
        match = _BARE.fullmatch(_MARKS_AROUND.sub("", cell).translate(_GROUPS))
        if match is None:
            return
        number = match[1]
        marks = {c for c in number if c in ".,"}
        if not marks:
            self.above_one += len(number) > 1 or number > "1"
            return
        last = max(marks, key=number.rindex)
        tail = len(number) - number.rindex(last) - 1
        if len(marks) == 2:
            self.decimals[last] += 1
        elif number.count(last) > 1:
            self.groups[last] += 1
        elif tail == _DECIMAL_SAMPLE and not number.startswith(("0", last)):
            self.either[last] += 1
            self.example = self.example or cell.strip()
        else:
            self.decimals[last] += 1
        self.below_one += number.startswith(("0", last))
        self.above_one += not number.startswith(("0", last))

    def style(self, decimals: int, *, percent: bool = False) -> AmountStyle:
        """The column's way. Without a telling cell, three digits after a mark are thousands.

        ``decimals``: how many the values have; with none, nobody writes decimals.
        """
        fractions = percent and self.below_one > 0 and self.above_one == 0
        for mark, other in ((".", ","), (",", ".")):
            certain = self.decimals[mark] > self.decimals[other] and not self.groups[mark]
            # Of a currency without cents, a few cells with decimals do not turn thousands into units.
            if certain and (decimals or self.decimals[mark] > self.either[mark]):
                return AmountStyle(mark, fractions=fractions)
        unclear = sum(self.either.values())
        told = any(self.groups.values()) or decimals == 0
        return AmountStyle("", bool(unclear) and not told, self.example, fractions)


def read_amount(cell: Cell, style: AmountStyle, decimals: int, currency: str = "") -> Reading:
    """A cell as whole units of ``10**-decimals``: cents, thousandths, hundredths of a percent.

    ``currency`` allows words such as 12tr and 900k.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _whole(Decimal(str(cell)), decimals, str(cell)) if cell == cell else Reading(None)
    text = as_text(cell)
    if is_nothing(text):
        return Reading(None)
    bare = _MARKS_AROUND.sub("", text).translate(_GROUPS)
    match = _BARE.fullmatch(bare)
    if match is None:
        return _in_words(text, currency, style, decimals)
    negative = bare[0] in "-−(" or bare[-1] in "-−"
    try:
        value = Decimal(_with_point(match[1], style))
    except InvalidOperation:
        return Reading(None, _("“{text}” is not an amount.").format(text=text[:40]))
    return _whole(-value if negative else value, decimals, text)


def _with_point(number: str, style: AmountStyle) -> str:
    marks = [c for c in number if c in ".,"]
    if not marks:
        return number
    last = marks[-1]
    tail = len(number) - number.rindex(last) - 1
    alone = len(marks) == 1
    if len(set(marks)) == 2 or (
        alone and (tail != _DECIMAL_SAMPLE or number.startswith(("0", last)) or last == style.decimal)
    ):
        other = "," if last == "." else "."
        return number.replace(other, "").replace(last, ".")
    return number.replace(".", "").replace(",", "")


def _whole(value: Decimal, decimals: int, text: str) -> Reading:
    if not value.is_finite():
        return Reading(None)
    units = value * 10**decimals
    rounded = int(units.quantize(Decimal(1), ROUND_HALF_UP)) if abs(units) <= money.LARGEST else None
    if rounded is None:
        return Reading(None, _("“{text}” is larger than any sale. Check the zeros.").format(text=text[:40]))
    # 12.9 of a currency without cents is hardly meant; 12345.67 comes out of a calculation.
    if decimals == 0 and rounded != units and abs(units) < 1000:
        return Reading(None, _("“{text}” is no whole number.").format(text=text[:40]))
    return Reading(rounded)


def _in_words(text: str, currency: str, style: AmountStyle, decimals: int) -> Reading:
    if currency:
        try:
            return Reading(money.parse_money(text, currency))
        except UserError as trouble:
            return Reading(None, trouble.message)
    unit = _UNIT.fullmatch(text)
    if unit:
        return read_amount(unit[1], style, decimals)
    return Reading(None, _("“{text}” is not a number.").format(text=text[:40]))


def read_percent(cell: Cell, style: AmountStyle) -> Reading:
    """A cell as hundredths of a percent: "12,5 %" is 1250."""
    found = read_amount(cell, style, 4 if style.fractions and "%" not in as_text(cell) else 2)
    if isinstance(found.value, int) and abs(found.value) > 1_000_000:
        return Reading(None, _("“{text}” is not a percentage.").format(text=as_text(cell)[:40]))
    return found


def read_minutes(cell: Cell, style: AmountStyle) -> Reading:
    """A cell as minutes: 90, "1:30", "1h30", "45 phút", "1.5 h"."""
    if isinstance(cell, time):
        return Reading(cell.hour * 60 + cell.minute)
    text = as_text(cell)
    if is_nothing(text):
        return Reading(None)
    clock = _CLOCK.fullmatch(text)
    if clock:
        return Reading(int(clock[1]) * 60 + int(clock[2]))
    words = _HOURS.fullmatch(fold(text))
    if words and (words[1] or words[2]):
        hours = Decimal(words[1].replace(",", ".")) if words[1] else Decimal(0)
        return _whole(hours * 60 + int(words[2] or 0), 0, text)
    return read_amount(cell, style, 0)


def read_score(cell: Cell) -> Reading:
    """A cell as a score of 1 to 5: 4, "4/5", "4 sao", "★★★★"."""
    text = as_text(cell)
    if is_nothing(text):
        return Reading(None)
    stars = text.count("★") + text.count("⭐")
    match = re.match(r"(\d{1,9})(?:[.,]0+)?\s*(?:/\s*5)?\s*(?:sao|stars?|diem|points?)?$", fold(text))
    score = stars or (int(match[1]) if match else 0)
    if 1 <= score <= 5:
        return Reading(score)
    return Reading(None, _("“{text}” is no score from 1 to 5.").format(text=text[:40]))
