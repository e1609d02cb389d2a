"""Who the revenue comes from over time: first sales beside customers who came again, service work below."""

from __future__ import annotations

from salesdesk.base.i18n import _, pgettext
from salesdesk.base.metrics import Tallied
from salesdesk.charts.metric_words import Numbers
from salesdesk.charts.panel_queries import PanelFigures
from salesdesk.charts.plot import Panel, Plot, Series, contact_series, money_unit, plot_of

_NONE = Tallied()


def make_returning(figures: PanelFigures, numbers: Numbers) -> Plot:
    """The chart of first and repeated sales, before tax; returns are not taken off."""
    sums = [b.sums for b in figures.buckets]
    again = [s.get("sale.repeat", _NONE).total for s in sums]
    first = [s.get("sale", _NONE).total - more for s, more in zip(sums, again, strict=True)]
    unit, sign = money_unit(float(max([*first, *again], default=0)), numbers)
    revenue = (
        _revenue("revenue.first", first, unit, numbers),
        _revenue("revenue.again", again, unit, numbers),
    )
    contacts = [s.get("contact.service", _NONE).n for s in sums]
    title = _("Revenue of first sales and of customers who came again, {unit}")
    panels = (
        _panel(title.format(unit=sign), *revenue, numbers=numbers),
        _panel(_("Service work: contacts"), contact_series("service", contacts, numbers), numbers=numbers),
    )  # fmt: skip
    return plot_of(figures, panels, _("First sales and customers who came again"), numbers)


def _panel(title: str, *series: Series, numbers: Numbers) -> Panel:
    return Panel(title, False, series, [], "", 0.0, lambda v: numbers.decimal(v, 0))


def _revenue(key: str, amounts: list[int], unit: float, numbers: Numbers) -> Series:
    again = key == "revenue.again"
    ends = pgettext("revenue", "{amount} again") if again else pgettext("revenue", "{amount} first")
    return Series(
        key=key,
        name=_("Came again") if again else _("First sales"),
        tone="service" if again else "sales",
        mark="diamond" if again else "round",
        dashed=again,
        values=[amount / unit for amount in amounts],
        words=[numbers.exact_money(amount) for amount in amounts],
        ends=[ends.format(amount=numbers.money(amount)) for amount in amounts],
        scale=unit,
    )
