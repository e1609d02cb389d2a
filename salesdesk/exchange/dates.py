"""Dates in files. How a column writes them is decided once, from all of its cells.

A date is never turned into another one: what does not exist in the order the column uses is reported.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from salesdesk.base.fold import fold
from salesdesk.base.i18n import _
from salesdesk.base.periods import EARLIEST, LATEST
from salesdesk.exchange.context import Context, Reading, is_nothing
from salesdesk.exchange.table import Cell, as_text

_TIME = (
    r"(?:[T ,]+(?:luc |at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]m)?\s*(z|[-+]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.IGNORECASE)
_TRIPLE = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{8})(?:T(\d{2})(\d{2})(\d{2})?()(z|[-+]\d{2}:?\d{2})?)?", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    rf"([a-z]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    r"(?:ngay )?(\d{1,2})(?:st|nd|rd|th)?[ .-]*(?:(?:thang|thg)\.? ?(\d{1,2})|([a-z]{3,9}))"
    rf"\.?[ ,.-]*(?:nam )?(\d{{4}}|\d{{2}}){_TIME}",
    re.IGNORECASE,
)
_YEARLESS = re.compile(r"--\d{2}-?\d{2}|\d{1,2}[-/.]\d{1,2}|\d{4}")
_MONTHS = {
    m: i
    for i, m in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_SERIAL_ZERO = datetime(1899, 12, 30, tzinfo=UTC)
_SERIALS = range(10_000, 110_000)  # 1927 to 2201
_TEXT_SERIALS = range(20_000, 60_000)


@dataclass
class DateStyle:
    """How a column writes dates. ``doubtful``: both orders fit every cell, so a person should say."""

    day_first: bool = True
    compact: str = "ymd"
    doubtful: bool = False
    example: str = ""


class DateStudy:
    """Looks at every cell of a column and then says how it writes dates."""

    def __init__(self) -> None:
        self.first_is_day = self.second_is_day = self.either = 0
        self.compact = {"ymd": 0, "dmy": 0, "mdy": 0}
        self.example = ""

    def look(self, cell: Cell) -> None:
        """Take one more cell into account."""
        if not isinstance(cell, str):
            if isinstance(cell, int) and not isinstance(cell, bool) and cell > 1_000_000:
                self._look_at_compact(str(cell).zfill(8))
            return
        match = _TRIPLE.match(cell.strip())
        if match:
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                self.first_is_day += 1
            elif second > 12 >= first:
                self.second_is_day += 1
            elif first != second and first <= 12:
                self.either += 1
                self.example = self.example or cell.strip()
        elif len(cell) >= 8 and cell[:8].isdigit():
            self._look_at_compact(cell.strip())

    def _look_at_compact(self, text: str) -> None:
        match = _COMPACT.fullmatch(text)
        if match:
            for order in self.compact:
                self.compact[order] += _compact_date(match[1], order) is not None

    def style(self, context: Context) -> DateStyle:
        """The column's way, by the cells that allow only one order; else by the shop's country."""
        known = self.first_is_day or self.second_is_day
        day_first = self.first_is_day >= self.second_is_day if known else context.day_first
        # A year in front is what programs write, so it wins when all orders fit.
        compact = max(self.compact, key=lambda order: (self.compact[order], order == "ymd", order == "dmy"))
        return DateStyle(day_first, compact, bool(self.either) and not known, self.example)


def read_date(cell: Cell, style: DateStyle, context: Context) -> Reading:
    """A cell as a date: the day that is written, whatever the time zone written beside it."""
    found = _read(cell, style, context)
    return found if not isinstance(found.value, datetime) else Reading(found.value.date())


def read_instant(cell: Cell, style: DateStyle, context: Context) -> Reading:
    """A cell as an instant in UTC; without a zone of its own it is meant in the shop's."""
    found = _read(cell, style, context)
    if isinstance(found.value, datetime):
        at = found.value if found.value.tzinfo else found.value.replace(tzinfo=context.zone)
        return Reading(at.astimezone(UTC))
    if isinstance(found.value, date):
        return Reading(datetime.combine(found.value, time(), context.zone).astimezone(UTC))
    return found


def _read(cell: Cell, style: DateStyle, context: Context) -> Reading:
    if isinstance(cell, datetime):
        # Spreadsheets keep whole days as midnight.
        return _within(cell if cell.time() != time() else cell.date(), str(cell))
    if isinstance(cell, date):
        return _within(cell, str(cell))
    text = as_text(cell)
    if is_nothing(text):
        return Reading(None)
    try:
        found = _number(cell, text, style) or _by_pattern(text, style, context)
    except (ValueError, OverflowError):
        return Reading(None, _("There is no such day as “{text}”.").format(text=text[:40]))
    if found is None:
        if _YEARLESS.fullmatch(text):
            return Reading(None, _("“{text}” is no full date.").format(text=text))
        return Reading(None, _("“{text}” is not a date.").format(text=text[:40]))
    return _within(found, text)


def _within(found: date, text: str) -> Reading:
    day = found.date() if isinstance(found, datetime) else found
    if EARLIEST <= day <= LATEST:
        return Reading(found)
    return Reading(None, _("The date “{text}” lies too far away.").format(text=text[:40]))


def _number(cell: Cell, text: str, style: DateStyle) -> date | None:
    """A spreadsheet's day number, or eight digits."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float) and int(cell) in _SERIALS:
        at = _SERIAL_ZERO + timedelta(days=float(cell))
        return at.replace(tzinfo=None) if at.time() != time() else at.date()
    if text.isdigit() and len(text) == 5 and int(text) in _TEXT_SERIALS:
        return (_SERIAL_ZERO + timedelta(days=int(text))).date()
    # A number loses its first zero: 2042003 is 02042003.
    digits = text.zfill(8) if isinstance(cell, int) and len(text) == 7 else text
    match = _COMPACT.fullmatch(digits)
    if match is None:
        return None
    day = _compact_date(match[1], style.compact)
    if day is None:
        raise ValueError(digits)
    return _with_time(day, match.groups()[1:]) if match[2] else day


def _compact_date(digits: str, order: str) -> date | None:
    cuts = {"ymd": (slice(0, 4), slice(4, 6), slice(6, 8)), "dmy": (slice(4, 8), slice(2, 4), slice(0, 2)),
            "mdy": (slice(4, 8), slice(0, 2), slice(2, 4))}[order]  # fmt: skip
    year, month, day = (int(digits[cut]) for cut in cuts)
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def _by_pattern(text: str, style: DateStyle, context: Context) -> date | None:
    match = _ISO.fullmatch(text)
    if match:
        return _with_time(date(int(match[1]), int(match[2]), int(match[3])), match.groups()[3:])
    match = _TRIPLE.fullmatch(text)
    if match:
        day, month = (int(match[1]), int(match[2])) if style.day_first else (int(match[2]), int(match[1]))
        return _with_time(date(_year(match[3], context), month, day), match.groups()[3:])
    folded = " ".join(fold(text).split())
    match = _DAY_FIRST.fullmatch(folded)
    if match and (match[2] or match[3][:3] in _MONTHS):
        month = int(match[2]) if match[2] else _MONTHS[match[3][:3]]
        return _with_time(date(_year(match[4], context), month, int(match[1])), match.groups()[4:])
    match = _MONTH_FIRST.fullmatch(folded)
    if match and match[1][:3] in _MONTHS:
        day_of_month = date(_year(match[3], context), _MONTHS[match[1][:3]], int(match[2]))
        return _with_time(day_of_month, match.groups()[3:])
    return None


def _year(digits: str, context: Context) -> int:
    """Two digits mean the hundred years that end ten years from now."""
    if len(digits) == 4:
        return int(digits)
    last = context.today.year + 10
    year = last // 100 * 100 + int(digits)
    return year if year <= last else year - 100


def _with_time(day: date, groups: tuple[str | None, ...]) -> date:
    hour, minute, second, half, zone = ([*groups] + [None] * 5)[:5]
    if hour is None or minute is None:
        return day
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    at = datetime(day.year, day.month, day.day, hours, int(minute), int(second or 0))  # noqa: DTZ001 - zone below
    if not zone:
        return at
    if zone in "Zz":
        return at.replace(tzinfo=UTC)
    ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return at.replace(tzinfo=timezone(-ahead if zone[0] == "-" else ahead))
