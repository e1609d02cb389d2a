"""The period before, drawn thin behind the chart and told beside its values."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.base.i18n import _
from salesdesk.base.metrics import REVENUE, SATISFACTION, Sums, Tallied
from salesdesk.base.periods import Period
from salesdesk.charts.metric_words import NOTHING, Numbers
from salesdesk.charts.panel_queries import PanelFigures
from salesdesk.charts.period_words import period_words
from salesdesk.charts.plot import Panel, Plot, Series, score_floor


def with_earlier(plot: Plot, figures: PanelFigures, numbers: Numbers) -> Plot:
    """A chart in own units with the period before behind it; the same one where the book is younger."""
    if not figures.earlier:
        return plot
    panels = tuple(_behind(panel, figures, numbers) for panel in plot.panels)
    whole = Period(figures.earlier[0].period.start, figures.earlier[-1].period.end)
    note = _("thin: the period before, {days}").format(days=period_words(whole, numbers.language))
    return plot._replace(panels=panels, note=note)


def _behind(panel: Panel, figures: PanelFigures, numbers: Numbers) -> Panel:
    count = len(figures.buckets)
    steps = [b.sums for b in figures.earlier[:count]]
    series = tuple(_with_values(one, steps, count, numbers) for one in panel.series)
    known = [v for one in series for v in one.earlier if v is not None]
    lowest = score_floor(known) if panel.ceiling is not None else min(known, default=0.0)
    return panel._replace(series=series, floor=min(panel.floor, lowest))


def _with_values(series: Series, steps: Sequence[Sums], count: int, numbers: Numbers) -> Series:
    raw = [_value(series.key, sums) for sums in steps]
    raw += [None] * (count - len(raw))
    return series._replace(
        earlier=[None if v is None else v / series.scale for v in raw],
        earlier_words=[NOTHING if v is None else _words(series.key, v, numbers) for v in raw],
    )


def _value(key: str, sums: Sums) -> float | None:
    if key == "revenue":
        return REVENUE.value(sums).amount
    if key == "rating":
        return SATISFACTION.value(sums).amount
    return float(sums.get(key, Tallied()).n)


def _words(key: str, value: float, numbers: Numbers) -> str:
    if key == "revenue":
        return numbers.exact_money(value)
    return numbers.decimal(value, 2 if key == "rating" else 0)
