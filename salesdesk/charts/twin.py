"""The chart as a table: the same numbers, for the screen, the clipboard and a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salesdesk.base.formula_guard import as_line
from salesdesk.base.i18n import N_, _
from salesdesk.base.metrics import REVENUE, SATISFACTION, Sums, Tallied
from salesdesk.base.money import plain_amount
from salesdesk.charts.metric_words import NOTHING, Numbers
from salesdesk.charts.panel_queries import PanelFigures
from salesdesk.charts.plot import Plot

_FIRST = {
    "day": N_("Day"),
    "week": N_("Week"),
    "month": N_("Month"),
    "quarter": N_("Quarter"),
    "year": N_("Year"),
}


class Twin(NamedTuple):
    """A table: its head and its rows of words, the last one the whole period."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def head_words(unit: str) -> tuple[str, ...]:
    """The heads of the columns."""
    return (
        _(_FIRST[unit]),
        _("Sales contacts"),
        _("Service contacts"),
        _("Revenue"),
        _("Target"),
        _("Satisfaction"),
        _("Ratings"),
    )


def make_twin(plot: Plot, figures: PanelFigures, numbers: Numbers) -> Twin:
    """The table of a chart in own units: the words of its own series, and the whole period below."""
    sales, service, revenue, rating = plot.series
    rows = []
    before = [s for s in plot.series if s.earlier_words]
    for n, step in enumerate(plot.steps):
        target = figures.buckets[n].sums["target.revenue"].total
        ratings = figures.buckets[n].sums.get("rating", Tallied()).n
        rows.append(
            (
                step.words,
                sales.words[n],
                service.words[n],
                revenue.words[n],
                numbers.exact_money(target) if target else NOTHING,
                rating.words[n],
                numbers.decimal(ratings, 0),
                *(s.earlier_words[n] for s in before),
            )
        )
    head = (*head_words(figures.scope.unit), *(_("{series}, before").format(series=s.name) for s in before))
    whole = _whole(figures.sums, numbers)
    if before and figures.before is not None:
        then = _whole(figures.before, numbers)
        whole = (*whole, then[1], then[2], then[3], then[5])
    return Twin(head, (*rows, whole))


def _whole(sums: Sums, numbers: Numbers) -> tuple[str, ...]:
    score = SATISFACTION.value(sums)
    target = sums["target.revenue"].total
    return (
        _("Whole period"),
        numbers.decimal(sums.get("contact.sales", Tallied()).n, 0),
        numbers.decimal(sums.get("contact.service", Tallied()).n, 0),
        numbers.exact_money(REVENUE.value(sums).amount or 0.0),
        numbers.exact_money(target) if target else NOTHING,
        NOTHING if score.amount is None else numbers.decimal(score.amount, 2),
        numbers.decimal(score.n, 0),
    )


def as_tabs(twin: Twin) -> str:
    """The table as text, cells apart by tabs, as spreadsheets take it."""
    return "\n".join(as_line(row) for row in (twin.head, *twin.rows))


def csv_rows(figures: PanelFigures, currency: str) -> list[Sequence[object]]:
    """The table for a file: dates, plain numbers, blanks where there is nothing; one row a step."""
    out: list[Sequence[object]] = []
    for bucket in figures.buckets:
        sums, target = bucket.sums, bucket.sums["target.revenue"].total
        score = SATISFACTION.value(sums)
        out.append(
            (
                bucket.period.start.isoformat(),
                bucket.period.end.isoformat(),
                sums.get("contact.sales", Tallied()).n,
                sums.get("contact.service", Tallied()).n,
                plain_amount(round(REVENUE.value(sums).amount or 0), currency),
                plain_amount(target, currency) if target else "",
                "" if score.amount is None else f"{score.amount:.4f}",
                score.n,
            )
        )
    return out


def csv_head() -> list[str]:
    """The heads of the file's columns."""
    _period, *others = head_words("day")
    return [_("From"), _("To"), *others]
