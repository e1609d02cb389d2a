"""Days, weeks, months and quarters of a shop, and dates as people type and read them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from salesdesk.base.errors import UserError
from salesdesk.base.fold import fold
from salesdesk.base.i18n import N_, _, ngettext

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
WEEKDAYS_SHORT = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_MONTHS_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_WORDS = {
    "mon": 0,
    "monday": 0,
    "thu hai": 0,
    "thu 2": 0,
    "t2": 0,
    "tue": 1,
    "tuesday": 1,
    "thu ba": 1,
    "thu 3": 1,
    "t3": 1,
    "wed": 2,
    "wednesday": 2,
    "thu tu": 2,
    "thu 4": 2,
    "t4": 2,
    "thu": 3,
    "thursday": 3,
    "thu nam": 3,
    "thu 5": 3,
    "t5": 3,
    "fri": 4,
    "friday": 4,
    "thu sau": 4,
    "thu 6": 4,
    "t6": 4,
    "sat": 5,
    "saturday": 5,
    "thu bay": 5,
    "thu 7": 5,
    "t7": 5,
    "sun": 6,
    "sunday": 6,
    "chu nhat": 6,
    "cn": 6,
}
_NEAR_WORDS = {
    "today": 0,
    "hom nay": 0,
    "nay": 0,
    "tomorrow": 1,
    "tom": 1,
    "mai": 1,
    "ngay mai": 1,
    "mot": 2,
    "ngay kia": 2,
    "yesterday": -1,
    "hom qua": -1,
    "next week": 7,
    "tuan sau": 7,
}
_MONTH_WORDS = {m.lower(): i for i, m in enumerate(_MONTHS_SHORT, 1)} | {
    m.lower(): i for i, m in enumerate(_MONTHS, 1)
}


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from ``start`` to ``end``, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days + 1

    def previous(self) -> "Period":
        """The period of equal length just before; whole months, quarters and years go back by themselves."""
        if self.start.day == 1 and (self.end + timedelta(days=1)).day == 1:
            count = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
            return Period(add_months(self.start, -count), self.start - timedelta(days=1))
        return Period(self.start - timedelta(days=self.days), self.start - timedelta(days=1))

    def weeks(self) -> list["Period"]:
        """The weeks, Monday to Sunday, cut to the period."""
        return self._pieces(lambda d: d - timedelta(days=d.weekday()) + timedelta(days=6))

    def months(self) -> list["Period"]:
        """The calendar months, cut to the period."""
        return self._pieces(lambda d: add_months(d.replace(day=1), 1) - timedelta(days=1))

    def _pieces(self, last_day: Callable[[date], date]) -> list["Period"]:
        out, at = [], self.start
        while at <= self.end:
            last = min(last_day(at), self.end)
            out.append(Period(at, last))
            at = last + timedelta(days=1)
        return out

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


def add_months(day: date, months: int) -> date:
    """The same day some months on; the 31st becomes a shorter month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def month_of(day: date) -> Period:
    """The calendar month a day lies in."""
    start = day.replace(day=1)
    return Period(start, add_months(start, 1) - timedelta(days=1))


def quarter_of(day: date) -> Period:
    """The calendar quarter a day lies in."""
    start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(start, add_months(start, 3) - timedelta(days=1))


def year_of(day: date) -> Period:
    """The calendar year a day lies in."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def week_of(day: date) -> Period:
    """The week, Monday to Sunday, a day lies in."""
    start = day - timedelta(days=day.weekday())
    return Period(start, start + timedelta(days=6))


def weeks13(day: date) -> Period:
    """This week and the twelve before it, up to the day itself."""
    return Period(week_of(day).start - timedelta(weeks=12), day)


def _by_words(text: str, today: date) -> date | None:
    if text in _NEAR_WORDS:
        return today + timedelta(days=_NEAR_WORDS[text])
    if text in _DAY_WORDS:
        return today + timedelta(days=(_DAY_WORDS[text] - today.weekday()) % 7 or 7)
    match = re.fullmatch(r"\+?(\d{1,4}) ?(d|days?|ngay|w|weeks?|tuan|m|months?|thang)?(?: nua)?", text)
    if match and (text.startswith("+") or match[2]):
        n, unit = int(match[1]), (match[2] or "d")
        if unit[0] == "m" or unit == "thang":
            return add_months(today, n)
        return today + timedelta(days=n * (7 if unit[0] == "w" or unit == "tuan" else 1))
    return None


def _by_numbers(text: str, today: date, day_first: bool) -> date | None:
    match = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text)
    if match:
        return date(int(match[1]), int(match[2]), int(match[3]))
    match = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?", text)
    if match:
        day, month = (int(match[1]), int(match[2])) if day_first else (int(match[2]), int(match[1]))
        return _with_year(day, month, match[3], today)
    match = re.fullmatch(r"(\d{1,2})[ .]*([a-z]+)\.?(?:[ ,]+(\d{4}|\d{2}))?", text)
    if match and match[2] in _MONTH_WORDS:
        return _with_year(int(match[1]), _MONTH_WORDS[match[2]], match[3], today)
    return None


def _with_year(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    near = [
        date(y, month, day) for y in (today.year - 1, today.year, today.year + 1) if _exists(y, month, day)
    ]
    if not near:
        raise ValueError
    return min(near, key=lambda d: abs((d - today).days))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def parse_date(text: str, today: date, day_first: bool = True) -> date:
    """The date a person means: 15/5, 15/05/2026, fri, thứ 6, mai, +3, 2 tuần nữa, 2026-05-15, 14 May.

    Without a year the nearest such day is meant. Raises `UserError` for a date that does not exist.
    """
    folded = " ".join(fold(text).split())
    try:
        found = _by_words(folded, today) or _by_numbers(folded, today, day_first)
    except (ValueError, OverflowError):
        raise UserError(_("There is no such day as “{text}”.").format(text=text.strip())) from None
    if found is None or not EARLIEST <= found <= LATEST:
        raise UserError(
            _("“{text}” is not a date. Type it like {example}.").format(
                text=text.strip(), example=format_day(today, "vi" if day_first else "en", "short")
            )
        )
    return found


class _Chosen:
    """How this computer writes a date with its year: "language", "numbers" (14/05/2026) or "iso"."""

    style = "language"


_chosen = _Chosen()


def set_date_style(style: str) -> None:
    """Choose how dates with their year are written: "language", "numbers" (14/05/2026) or "iso"."""
    _chosen.style = style


def format_day(day: date | None, language: str, style: str = "short") -> str:
    """A date in words.

    "short": 14 May 2026 / 14/05/2026, or as `set_date_style` says ("language" is never changed by it).
    "list": Fri 15 May / thứ Sáu 15/5.
    "long": Thursday 14 May / Thứ Năm, 14 tháng 5. "weekday": Fri / thứ Sáu.
    "event": Sat 9 May / Thứ Bảy 09/05. "day": 9 May / 09/05.
    "month": May 2026 / Tháng 5/2026. "month_name": May / Tháng 5. "axis": 16 Feb / 16/2.
    """
    if day is None:
        return "—"
    if style == "short" and _chosen.style != "language":
        return f"{day:%d/%m/%Y}" if _chosen.style == "numbers" else day.isoformat()
    if language == "vi":
        return _vietnamese_day(day, style)
    month = _MONTHS_SHORT[day.month - 1]
    weekday = _(WEEKDAYS[day.weekday()])
    return {
        "list": f"{_(WEEKDAYS_SHORT[day.weekday()])} {day.day} {month}",
        "long": f"{weekday} {day.day} {_(_MONTHS[day.month - 1])}",
        "weekday": _(WEEKDAYS_SHORT[day.weekday()]),
        "event": f"{_(WEEKDAYS_SHORT[day.weekday()])} {day.day} {month}",
        "day": f"{day.day} {month}",
        "month": f"{_(_MONTHS[day.month - 1])} {day.year}",
        "month_name": _(_MONTHS[day.month - 1]),
        "axis": f"{day.day} {month}",
    }.get(style, f"{day.day} {month} {day.year}")


def weekday_words(day: date, language: str) -> str:
    """The weekday alone, as it stands beside a date: Sat / thứ Bảy."""
    words = format_day(day, language, "list")
    return words.rsplit(" ", 2)[0] if language != "vi" else words.rsplit(" ", 1)[0]


_VI_WEEKDAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")


def _vietnamese_day(day: date, style: str) -> str:
    sunday = day.weekday() == 6
    small = "Chủ nhật" if sunday else f"thứ {_VI_WEEKDAYS[day.weekday()]}"
    large = "Chủ nhật" if sunday else f"Thứ {_VI_WEEKDAYS[day.weekday()]}"
    return {
        "list": f"{small} {day.day}/{day.month}",
        "long": f"{large}, {day.day} tháng {day.month}",
        "weekday": small,
        "event": f"{large} {day:%d/%m}",
        "day": f"{day:%d/%m}",
        "month": f"Tháng {day.month}/{day.year}",
        "month_name": f"Tháng {day.month}",
        "axis": f"{day.day}/{day.month}",
    }.get(style, f"{day:%d/%m/%Y}")


def format_when(at: datetime | None, zone: tzinfo, language: str, now: datetime) -> str:
    """An instant for a timeline: "today 09:29", "Sat 9 May 16:20", "19 Aug 2025"."""
    if at is None:
        return "—"
    local, here = at.astimezone(zone), now.astimezone(zone)
    if local.date() == here.date():
        return _("today {time}").format(time=f"{local:%H:%M}")
    if abs((local.date() - here.date()).days) < 200 and local.year == here.year:
        return f"{format_day(local.date(), language, 'list')} {local:%H:%M}"
    return format_day(local.date(), language, "short")


def event_when(at: datetime, zone: tzinfo, language: str, now: datetime, timed: bool = True) -> str:
    """When something in a timeline was: "today 09:29", "Sat 9 May 16:20" / "Thứ Bảy 09/05 16:20",
    "19 Aug 2025"; without the time of day where only the day is known (``timed`` is False)."""
    local, here = at.astimezone(zone), now.astimezone(zone)
    apart = abs((local.date() - here.date()).days)
    if apart == 0:
        return format_when(at, zone, language, now) if timed else _("today")
    if apart >= 200 or local.year != here.year:
        return format_day(local.date(), language, "short")
    day = format_day(local.date(), language, "event")
    return f"{day} {local:%H:%M}" if timed else day


def relative_day(day: date, today: date, language: str) -> str:
    """A due date against today: "2 days late", "today", "tomorrow", then weekday and date."""
    late = (today - day).days
    if late > 0:
        return ngettext("{n} day late", "{n} days late", late).format(n=late)
    if late == 0:
        return _("today")
    if late == -1:
        return _("tomorrow")
    return format_day(day, language, "list" if late > -180 else "short")


def format_minutes(minutes: int) -> str:
    """A length of time: "18 min", "2 h", "1 h 48 min"."""
    hours, rest = divmod(abs(minutes), 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)
