"""The four service figures in words: short beside a sparkline, and in full with what they are made of."""

from __future__ import annotations

from typing import NamedTuple

from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.metrics import FIRST_CONTACT, HANDLING, RESOLUTION, SATISFACTION, VERY_FEW, Metric, Value
from salesdesk.base.money import format_number
from salesdesk.base.periods import format_minutes
from salesdesk.service.rating_queries import ServiceFigures

_SHORT = {
    "satisfaction": N_("CSAT"),
    "resolution": N_("Resolved"),
    "first_contact": N_("First time"),
    "handling": N_("Avg. handling"),
}
_LONG = {
    "satisfaction": N_("Satisfaction (CSAT)"),
    "resolution": N_("Resolution rate"),
    "first_contact": N_("Solved first time"),
    "handling": N_("Avg. handling time"),
}


class FigureWords(NamedTuple):
    """A figure: its short and long name, its value, and the sentence that explains it."""

    key: str
    short: str
    long: str
    value: str
    tip: str


def figure_words(figures: ServiceFigures, language: str) -> list[FigureWords]:
    """The four figures in the order of the panel."""
    values = (
        (SATISFACTION, figures.satisfaction),
        (RESOLUTION, figures.resolution),
        (FIRST_CONTACT, figures.first_contact),
        (HANDLING, figures.handling),
    )
    return [
        FigureWords(
            m.key, _(_SHORT[m.key]), _(_LONG[m.key]), _value(m, v, figures, language), _tip(m, v, figures)
        )
        for m, v in values
    ]


def _value(metric: Metric, value: Value, figures: ServiceFigures, language: str) -> str:
    if value.amount is None:
        return "—"
    if metric is SATISFACTION:
        return ", ".join(map(str, figures.answers)) or format_number(round(value.amount * 10), 1, language)
    if metric is HANDLING:
        return format_minutes(round(value.amount))
    if value.n < VERY_FEW:
        return _("{part} of {whole}").format(part=round(value.amount * value.n), whole=value.n)
    return f"{round(100 * value.amount)}%"


def _tip(metric: Metric, value: Value, figures: ServiceFigures) -> str:
    parts = [_(metric.definition)]
    if metric is SATISFACTION and value.n:
        many = ngettext("{n} rating", "{n} ratings", value.n).format(n=value.n)
        parts.append(_("{ratings}, {good} of them 4 or 5.").format(ratings=many, good=figures.good))
        parts.append(
            _("{part} of {whole} solved cases were rated.").format(
                part=figures.answered, whole=figures.solved
            )
        )
    elif metric is HANDLING and figures.median_minutes is not None:
        parts.append(
            _("Half took less than {time}.").format(time=format_minutes(round(figures.median_minutes)))
        )
    elif value.n:
        parts.append(ngettext("{n} case this month.", "{n} cases this month.", value.n).format(n=value.n))
    else:
        parts.append(_("Nothing to count this month yet."))
    return " ".join(parts)
