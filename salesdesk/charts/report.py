"""The page for paper: both sides as tables, the sentence, the chart and what stands beside it, in words.

Everything the window keeps in tooltips is written out here: what a figure rests on, and its range.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salesdesk.base.i18n import N_, _
from salesdesk.base.metrics import FEW, SALES_SIDE, SERVICE_SIDE, Metric
from salesdesk.base.periods import format_day
from salesdesk.charts.card_words import (
    closed_days,
    few_words,
    given_sentence,
    group_name,
    hour_words,
    hours_note,
    revenue_parts,
)
from salesdesk.charts.given_back_queries import GivenBack
from salesdesk.charts.metric_words import NOTHING, Change, Numbers, metric_words, range_words
from salesdesk.charts.panel_queries import PanelFigures
from salesdesk.charts.period_words import period_words
from salesdesk.charts.plot import Plot, make_plot
from salesdesk.charts.remark import remark
from salesdesk.charts.twin import Twin

MOST_PEOPLE = 5
HEAD = (N_("Metric"), N_("Now"), N_("Earlier"), N_("Changed by"), "n", N_("Range"))


class SideTable(NamedTuple):
    """The metrics of a side. Each row has as many cells as ``head``; ``tone`` is "sales" or "service"."""

    title: str
    tone: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Block(NamedTuple):
    """What a card says: a title, a sentence, rows of a name and its figures, a quiet note."""

    title: str
    sentence: str
    rows: tuple[tuple[str, str], ...]
    note: str


class Report(NamedTuple):
    """Everything on the page. ``eight``: sales and service side by side, in place of the chart."""

    title: str
    days: str
    shop: str
    who: str
    sides: tuple[SideTable, ...]
    sentence: str
    plot: Plot
    blocks: tuple[Block, ...]
    foot: str
    eight: Twin | None = None


def make_report(
    figures: PanelFigures,
    given: GivenBack,
    numbers: Numbers,
    *,
    shop: str,
    who: str,
    plot: Plot | None = None,
) -> Report:
    """The page of a scope; ``who`` names the person whose work it is, or everybody; ``plot`` is the chart
    as it is shown, else the one in own units."""
    scope = figures.scope
    today = format_day(scope.today, numbers.language, "short")
    return Report(
        title=_("Sales vs Service"),
        days=period_words(scope.period, numbers.language),
        shop=shop,
        who=who,
        sides=(
            _side(_("Sales"), "sales", SALES_SIDE, figures, numbers),
            _side(_("Service"), "service", SERVICE_SIDE, figures, numbers),
        ),
        sentence=remark(figures, numbers),
        plot=plot or make_plot(figures, numbers),
        blocks=(_given(given, numbers), _hours(figures, numbers), _revenue(figures, numbers)),
        foot=_(
            "As of {day}. n: how many records stand behind a figure. Range: where chance leaves it, 95 %. "
            "Under ten records only their number is told."
        ).format(day=today),
    )


def _side(
    title: str, tone: str, metrics: Sequence[Metric], figures: PanelFigures, numbers: Numbers
) -> SideTable:
    head = tuple(_(words) for words in HEAD)
    return SideTable(title, tone, head, tuple(_row(metric, figures, numbers) for metric in metrics))


def _row(metric: Metric, figures: PanelFigures, numbers: Numbers) -> tuple[str, ...]:
    words = metric_words(metric, figures.sums, figures.before, numbers)
    then = metric_words(metric, figures.before, None, numbers).value if figures.before else NOTHING
    value = metric.value(figures.sums)
    return (
        words.label,
        words.value,
        then,
        _change(words.change),
        numbers.decimal(value.n, 0),
        range_words(metric, value, numbers),
    )


def _change(change: Change | None) -> str:
    if change is None:
        return NOTHING
    return f"{'↑' if change.way > 0 else '↓'} {change.words}" if change.way else change.words


def _given(given: GivenBack, numbers: Numbers) -> Block:
    rows = []
    for group in (given.good, given.no_case, given.poor):
        share = group.share
        told = NOTHING if share.weak or share.amount is None else numbers.percent(share.amount)
        rows.append((group_name(group.key), f"{told}   {_('n={n}').format(n=share.n)}"))
    few = [few_words(g) for g in (given.good, given.poor) if 0 < g.share.n < FEW]
    days = _("Within 90 days, cases closed {days}").format(days=closed_days(given.closed, numbers))
    return Block(
        _("What service gives back to sales"),
        given_sentence(given, numbers),
        tuple(rows),
        few[-1] if few else days,
    )


def _hours(figures: PanelFigures, numbers: Numbers) -> Block:
    rows = tuple(
        (
            person.name or _("Nobody named"),
            _("{sales} sales, {service} service").format(
                sales=hour_words(person.sales, numbers), service=hour_words(person.service, numbers)
            ),
        )
        for person in figures.hours[:MOST_PEOPLE]
    )
    cut = figures.hours_days != figures.scope.period
    return Block(_("Where the hours went"), "", rows, hours_note(cut))


def _revenue(figures: PanelFigures, numbers: Numbers) -> Block:
    rows = tuple(
        (part.name, f"{numbers.percent(part.share)}   {numbers.money(part.amount)}")
        for part in revenue_parts(figures.sums)
    )
    return Block(_("Who the revenue came from"), "", rows, _("Sales before tax; returns are not taken off"))
