"""``salesdesk report``: the metrics of a period, or one of them split by something, as text or JSON."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from salesdesk.app.terminal import DONE, say
from salesdesk.base import metrics, periods
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _, language
from salesdesk.base.metrics import Metric, Value
from salesdesk.base.money import format_money, format_number
from salesdesk.base.periods import Period
from salesdesk.charts import breakdowns
from salesdesk.charts.breakdowns import Part
from salesdesk.store.database import Store
from salesdesk.store.opening import open_book
from salesdesk.store.sums import first_day, sums_of

_OF_DEALS = ("agent", "office", "manager", "product", "account")
_OF_SALES = ("place", "group", "customer")
_OF_CASES = ("topic", "channel", "kind")


def run(book: Path, *, period: str, by: str | None, as_json: bool) -> int:
    """Print the figures. Raises `UserError` for a period or a split that does not exist."""
    store = open_book(book)
    try:
        chosen = read_period(period, store.today())
        with store.reading() as db:
            if by:
                _print_parts(db, by, chosen, store.currency, as_json)
            else:
                _print_metrics(db, chosen, store, as_json)
    finally:
        store.close()
    return DONE


def read_period(text: str, today: date) -> Period | None:
    """The period that was typed: 13w, 2026-05, 2026-Q2, 2026, 2026-01-01..2026-05-14, or all (None)."""
    if text == "all":
        return None
    if text == "13w":
        return periods.weeks13(today)
    try:
        if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
            return periods.month_of(date(int(match[1]), int(match[2]), 1))
        if match := re.fullmatch(r"(\d{4})-?Q([1-4])", text, re.IGNORECASE):
            return periods.quarter_of(date(int(match[1]), int(match[2]) * 3, 1))
        if match := re.fullmatch(r"(\d{4})", text):
            return periods.year_of(date(int(match[1]), 1, 1))
        if ".." in text:
            first, last = (date.fromisoformat(part) for part in text.split("..", 1))
            if first <= last:
                return Period(first, last)
    except ValueError:
        pass
    raise UserError(_("“{text}” is not a period. Type 13w, 2026-05, 2026-Q2, 2026 or all.").format(text=text))


def show_value(metric: Metric, value: Value, currency: str) -> str:
    """A metric's value in words."""
    if value.amount is None:
        return "—"
    if metric.unit == "money":
        return format_money(round(value.amount), currency, language())
    if metric.unit == "share":
        return _("{n} %").format(n=format_number(round(value.amount * 10_000), 2, language()))
    if metric.unit == "score":
        return format_number(round(value.amount * 100), 2, language())
    if metric.unit == "minutes":
        return periods.format_minutes(round(value.amount))
    return format_number(round(value.amount), 0, language())


def _print_metrics(db: Connection, period: Period | None, store: Store, as_json: bool) -> None:
    whole = period or Period(first_day(db) or store.today(), store.today())
    sums = sums_of(db, whole)
    if as_json:
        figures: dict[str, Any] = {m.key: m.value(sums)._asdict() for m in metrics.ALL}
        figures["period"] = [whole.start.isoformat(), whole.end.isoformat()]
        say(json.dumps(figures, indent=1))
        return
    days = f"{periods.format_day(whole.start, language())} – {periods.format_day(whole.end, language())}"
    say(f"{store.setting('shop_name')}   {days}")
    for metric in metrics.ALL:
        value = metric.value(sums)
        say(f"  {_(metric.label):<28}{show_value(metric, value, store.currency):>20}   n = {value.n}")


def parts_by(db: Connection, by: str, period: Period | None) -> list[Part]:
    """A breakdown by its name. Raises `UserError` for one that does not exist."""
    if by in _OF_DEALS:
        return breakdowns.deals_by(db, by, period)
    if by in _OF_SALES:
        return breakdowns.revenue_by(db, by, period)
    if by in _OF_CASES:
        return breakdowns.ratings_by(db, by, period)
    if by in ("month", "quarter"):
        return breakdowns.revenue_by(db, by, period)
    if by == "source":
        return breakdowns.conversion_by_source(db, period)
    known = ", ".join((*_OF_DEALS, *_OF_SALES, *_OF_CASES, "source", "month", "quarter"))
    raise UserError(_("Nothing is split by “{by}”. Choose one of {known}.").format(by=by, known=known))


def _print_parts(db: Connection, by: str, period: Period | None, currency: str, as_json: bool) -> None:
    parts = parts_by(db, by, period)
    if as_json:
        say(json.dumps([p._asdict() for p in parts], ensure_ascii=False, indent=1))
        return
    money = by not in ("source", *_OF_CASES)
    for part in parts:
        total = (
            format_money(part.total, currency, language())
            if money
            else format_number(part.total, 0, language())
        )
        rate = "" if part.rate is None or part.rate.amount is None else f"{part.rate.amount * 100:.2f} %"
        say(f"  {part.name or '—':<32}{part.n:>9}{total:>24}{rate:>11}")
