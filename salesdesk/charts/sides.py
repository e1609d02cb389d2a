"""Sales and service side by side in eight rows, from what a trade is for to what it brings, from the book."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.metrics import (
    CONVERSION,
    REVENUE,
    SALES_SIDE,
    SATISFACTION,
    SERVICE_SIDE,
    TARGET,
    Metric,
    Sums,
    Tallied,
)
from salesdesk.charts.card_words import hour_words, revenue_parts
from salesdesk.charts.kind_words import kind_words
from salesdesk.charts.metric_words import NOTHING, Numbers, metric_words
from salesdesk.charts.panel_queries import PanelFigures
from salesdesk.charts.twin import Twin
from salesdesk.store.sums import contact_kinds

MOST_KINDS = 4
_NONE = Tallied()


def make_sides(figures: PanelFigures, numbers: Numbers) -> Twin:
    """The eight rows; what the book does not know is said to be missing."""
    sums = figures.sums
    rows = (
        (_("Goal"), _sales_goal(sums, numbers), _service_goal(figures, numbers)),
        (_("Focus"), _sales_focus(sums, numbers), _service_focus(sums, numbers)),
        (_("Metrics"), _metrics(SALES_SIDE, figures, numbers), _metrics(SERVICE_SIDE, figures, numbers)),
        (_("Skills"), _skills(figures.skills["sales"]), _skills(figures.skills["service"])),
        (_("Activities"), _work(sums, "sales", numbers), _work(sums, "service", numbers)),
        (_("Typical contact"), _kinds(sums, "sales", numbers), _kinds(sums, "service", numbers)),
        (_("Relationship"), _sales_relation(sums, numbers), _service_relation(sums, numbers)),
        (_("Effect"), _effect(sums, 0, numbers), _effect(sums, 1, numbers)),
    )
    return Twin(("", _("Sales"), _("Service")), rows)


def _sales_goal(sums: Sums, numbers: Numbers) -> str:
    revenue, target = REVENUE.value(sums).amount or 0.0, sums["target.revenue"].total
    reached = TARGET.value(sums).amount
    if not target or reached is None:
        return _("New revenue: {amount}, no target set").format(amount=numbers.money(revenue))
    return _("New revenue: {amount} of {target}, {percent} reached").format(
        amount=numbers.money(revenue), target=numbers.money(target), percent=numbers.percent(reached)
    )


def _service_goal(figures: PanelFigures, numbers: Numbers) -> str:
    score, goal = SATISFACTION.value(figures.sums), numbers.decimal(figures.goal, 1)
    if score.amount is None or score.weak:
        return _("Customers who stay: satisfaction of {goal}, too few ratings yet").format(goal=goal)
    return _("Customers who stay: satisfaction {score} of {goal}").format(
        score=numbers.decimal(score.amount, 1), goal=goal
    )


def _sales_focus(sums: Sums, numbers: Numbers) -> str:
    value = CONVERSION.value(sums)
    words = ngettext(
        "New customers: {n} new prospect, {customers} bought",
        "New customers: {n} new prospects, {customers} bought",
        value.n,
    )
    bought = sums.get("prospect.customer", _NONE).n
    return words.format(n=numbers.decimal(value.n, 0), customers=numbers.decimal(bought, 0))


def _service_focus(sums: Sums, numbers: Numbers) -> str:
    opened, solved = sums.get("case.opened", _NONE).n, sums.get("case.opened.solved", _NONE).n
    words = ngettext(
        "Customers one has: {n} case, {solved} solved",
        "Customers one has: {n} cases, {solved} solved",
        opened,
    )
    return words.format(n=numbers.decimal(opened, 0), solved=numbers.decimal(solved, 0))


def _metrics(metrics: Sequence[Metric], figures: PanelFigures, numbers: Numbers) -> str:
    told = [metric_words(m, figures.sums, None, numbers) for m in metrics]
    return ", ".join(
        _("{metric} {value}").format(metric=words.label, value=words.value)
        for words in told
        if words.value != NOTHING
    )


def _skills(skills: Sequence[str]) -> str:
    return ", ".join(skills) or _("none noted yet: People at the desk")


def _work(sums: Sums, side: str, numbers: Numbers) -> str:
    contacts = sums.get(f"contact.{side}", _NONE)
    words = ngettext("{n} contact, {hours} logged", "{n} contacts, {hours} logged", contacts.n)
    return words.format(n=numbers.decimal(contacts.n, 0), hours=hour_words(contacts.total, numbers))


def _kinds(sums: Sums, side: str, numbers: Numbers) -> str:
    kinds = contact_kinds(sums, side)[:MOST_KINDS]
    named = [_("{kind} {n}").format(kind=kind_words(k.kind, side), n=numbers.decimal(k.n, 0)) for k in kinds]
    return ", ".join(named) or NOTHING


def _each(contacts: int, ends: int, words: str, numbers: Numbers) -> str:
    return words.format(n=numbers.decimal(contacts / ends, 1)) if ends else NOTHING


def _sales_relation(sums: Sums, numbers: Numbers) -> str:
    contacts, sold = sums.get("contact.sales", _NONE).n, sums.get("sale", _NONE).n
    return _each(contacts, sold, _("until the sale: {n} contacts for each"), numbers)


def _service_relation(sums: Sums, numbers: Numbers) -> str:
    contacts, solved = sums.get("contact.service", _NONE).n, sums.get("case.solved", _NONE).n
    return _each(contacts, solved, _("after the sale, for years: {n} contacts for each case"), numbers)


def _effect(sums: Sums, place: int, numbers: Numbers) -> str:
    parts = revenue_parts(sums)
    if not parts:
        return _("No sales in this period.")
    words = _("{amount} from first sales, {percent}"), _("{amount} from customers who came again, {percent}")
    part = parts[place]
    return words[place].format(amount=numbers.money(part.amount), percent=numbers.percent(part.share))
