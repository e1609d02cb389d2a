"""The arithmetic of selling: lines, tax, totals, promotional prices, what is likely to come in.

Everything is whole numbers: money in minor units, quantities in thousandths, rates in hundredths of a
percent. Every division rounds half up, once, on the line; sums are sums of what is printed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from salesdesk.base.choices import OPEN_STAGES, STAGE_IDLE_DAYS, STAGE_LIKELIHOOD
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.base.money import LARGEST

ONE = 1_000
"""A quantity of one."""
WHOLE = 10_000
"""A rate of 100 %: on a discount it means a gift."""
QUOTE_DAYS = 14
"""How long a quote is valid unless somebody says otherwise."""


def half_up(numerator: int, denominator: int) -> int:
    """A quotient rounded to a whole number, halves away from zero."""
    if numerator < 0:
        return -half_up(-numerator, denominator)
    return (2 * numerator + denominator) // (2 * denominator)


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line of a sale or quote as typed.

    ``quantity`` in thousandths, ``unit_price`` in minor units before tax. The discount is either
    ``discount_rate`` (hundredths of a percent; `WHOLE` is a gift) or, when that is 0, ``discount``:
    money off the whole line. ``unit_cost`` None means the product's own cost on the day of issue.
    """

    product_id: int | None = None
    words: str = ""
    quantity: int = ONE
    unit_price: int = 0
    discount: int = 0
    discount_rate: int = 0
    tax_rate: int = 0
    unit_cost: int | None = None


class CareStepDraft(NamedTuple):
    """One step of the care that a product brings: what, how long after the sale, how often again.

    ``kind`` is a task's kind; ``after_days`` and ``after_months`` add up; ``repeat_months`` 0 is once;
    ``chosen`` says whether the win sheet ticks it. ``id`` None is a new step.
    """

    title: str
    kind: str = "maintenance"
    after_days: int = 0
    after_months: int = 0
    repeat_months: int = 0
    chosen: bool = True
    id: int | None = None


class LineSums(NamedTuple):
    """What a line comes to: before discount, the discount, after it, and the tax on that."""

    gross: int
    discount: int
    net: int
    tax: int

    @property
    def total(self) -> int:
        """What the customer pays for the line."""
        return self.net + self.tax


class Totals(NamedTuple):
    """What a paper comes to, as printed at its foot; ``taxes`` is the tax by its rate."""

    gross: int
    discount: int
    net: int
    tax: int
    total: int
    taxes: tuple[tuple[int, int], ...]


def line_gross(quantity: int, unit_price: int) -> int:
    """Quantity times price, before discount, in whole minor units."""
    return half_up(quantity * unit_price, ONE)


def line_tax(net: int, tax_rate: int) -> int:
    """The tax on a line, in whole minor units."""
    return half_up(net * tax_rate, WHOLE)


def line_discount(line: LineDraft) -> int:
    """The money off a line."""
    if line.discount_rate:
        return half_up(line_gross(line.quantity, line.unit_price) * line.discount_rate, WHOLE)
    return line.discount


def line_net(line: LineDraft) -> int:
    """What a line comes to after discount, before tax."""
    return line_gross(line.quantity, line.unit_price) - line_discount(line)


def line_sums(line: LineDraft) -> LineSums:
    """The figures of a line."""
    gross, discount = line_gross(line.quantity, line.unit_price), line_discount(line)
    return LineSums(gross, discount, gross - discount, line_tax(gross - discount, line.tax_rate))


def totals(lines: Sequence[LineDraft]) -> Totals:
    """The figures at the foot of a paper: sums of its lines, tax by rate in ascending order."""
    sums = [line_sums(line) for line in lines]
    by_rate: dict[int, int] = {}
    for line, figures in zip(lines, sums, strict=True):
        if line.tax_rate and figures.tax:
            by_rate[line.tax_rate] = by_rate.get(line.tax_rate, 0) + figures.tax
    net, tax = sum(f.net for f in sums), sum(f.tax for f in sums)
    return Totals(
        sum(f.gross for f in sums),
        sum(f.discount for f in sums),
        net,
        tax,
        net + tax,
        tuple(sorted(by_rate.items())),
    )


def check_line(line: LineDraft) -> None:
    """Raise `UserError` for an impossible line; its field is the line's own name for what is wrong."""
    if not line.words.strip() and line.product_id is None:
        raise UserError(_("Say what the line is for."), "words")
    if line.quantity <= 0:
        raise UserError(_("The quantity must be more than nothing."), "quantity")
    if line.unit_price < 0:
        raise UserError(_("A price cannot be below zero. Use a discount or a credit note."), "unit_price")
    if not 0 <= line.tax_rate <= WHOLE:
        raise UserError(_("The tax must be between 0 and 100 %."), "tax_rate")
    if not 0 <= line.discount_rate <= WHOLE or line.discount < 0:
        raise UserError(_("A discount cannot be below zero or over 100 %."), "discount")
    if line_net(line) < 0:
        raise UserError(_("The discount is larger than the line."), "discount")
    if line_gross(line.quantity, line.unit_price) > LARGEST:
        raise UserError(_("The line is larger than any sale. Check the zeros."), "unit_price")


def check_lines(lines: Sequence[LineDraft]) -> None:
    """Raise `UserError` when there are no lines, or for the first impossible one."""
    if not lines:
        raise UserError(_("Add at least one line: type a product or any words."), "lines")
    for line in lines:
        check_line(line)


def promo_runs(price: int | None, starts_on: date | None, ends_on: date | None, on: date) -> bool:
    """Whether a promotional price holds on a day; a missing end is open."""
    if price is None or (starts_on is not None and on < starts_on):
        return False
    return ends_on is None or on <= ends_on


def price_on(product: Mapping[str, object], on: date) -> int:
    """A product's price on a day, before tax: the promotional one while it runs.

    ``product`` has "price", "promo_price", "promo_from" and "promo_to".
    """
    promo, starts, ends = product["promo_price"], product["promo_from"], product["promo_to"]
    if isinstance(promo, int) and promo_runs(promo, _day(starts), _day(ends), on):
        return promo
    price = product["price"]
    return price if isinstance(price, int) else 0


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def net_of(total: int, tax_rate: int) -> int:
    """The part of a sum with tax in it that is not tax."""
    return half_up(total * WHOLE, WHOLE + tax_rate)


class PricedLine(NamedTuple):
    """A line with its figures, as it is stored."""

    line: LineDraft
    sums: LineSums


def priced(lines: Sequence[LineDraft]) -> list[PricedLine]:
    """Lines with their figures."""
    return [PricedLine(line, line_sums(line)) for line in lines]


def priced_for_total(lines: Sequence[LineDraft], total: int) -> list[PricedLine]:
    """The lines of an offer, so priced that together they come to exactly the sum that was agreed.

    The difference is spread by what each line comes to; what rounding leaves goes to the largest line.
    """
    now = priced(lines)
    sums = [p.sums.total for p in now]
    before = sum(sums)
    if before == total:
        return now
    shares = [total * part // before for part in sums] if before else [0] * len(now)
    largest = max(range(len(now)), key=lambda n: sums[n])
    shares[largest] += total - sum(shares)
    return [_priced_at(line, share) for line, share in zip(lines, shares, strict=True)]


def _priced_at(line: LineDraft, total: int) -> PricedLine:
    # The tax is what is in the agreed sum, so that net and tax together are that sum to the last unit.
    net = net_of(total, line.tax_rate)
    gross = line_gross(line.quantity, line.unit_price)
    if net > gross:
        price = -(-net * ONE // line.quantity)
        gross, line = line_gross(line.quantity, price), replace(line, unit_price=price)
    changed = replace(line, discount=gross - net, discount_rate=0)
    return PricedLine(changed, LineSums(gross, gross - net, net, total - net))


def owed(total: int, credited: int, paid: int) -> int:
    """What is still to be collected for a sale; below zero: what we owe the customer."""
    return total - credited - paid


def share_credited(amount: int, quantity: int, of_quantity: int) -> int:
    """The part of a line's amount that belongs to some of its quantity."""
    return half_up(amount * quantity, of_quantity)


def likelihood(stage: str, own: int | None, usual: Mapping[str, int] = STAGE_LIKELIHOOD) -> int:
    """How likely a deal is to be won, in percent: its own figure, else the ``usual`` one of its stage."""
    return usual.get(stage, 0) if own is None else own


def likely_amount(amount: int, stage: str, own: int | None) -> int:
    """What a deal brings on average."""
    return half_up(amount * likelihood(stage, own), 100)


def idle_days(stage: str, days: int, limits: Mapping[str, int] = STAGE_IDLE_DAYS) -> int | None:
    """For how many days nothing happened, when that is longer than the stage allows; else None."""
    limit = limits.get(stage)
    return days if limit is not None and days > limit else None


def board_stages(with_presentation: bool) -> tuple[str, ...]:
    """The columns of the board, left to right; "presentation" stands only when it holds deals."""
    return (*(s for s in OPEN_STAGES if s != "presentation" or with_presentation), "won")


def step_state(due_on: date | None, today: date) -> str:
    """The state of a next step: "none", "late", "today" or "later"."""
    if due_on is None:
        return "none"
    return "late" if due_on < today else ("today" if due_on == today else "later")


def share_of_days(start: date, end: date, today: date, closed_weekdays: Collection[int]) -> float:
    """The share of a period's open days that are gone, today included, 0 to 1. Monday is 0."""
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    days = [d for d in days if d.weekday() not in closed_weekdays] or days
    return sum(d <= today for d in days) / len(days)


def working_day(day: date, closed_weekdays: Collection[int]) -> date:
    """The day itself, or the next one on which the shop is open."""
    for _n in range(7):
        if day.weekday() not in closed_weekdays:
            return day
        day += timedelta(days=1)
    return day
