"""Every metric of the shop, defined once: what it divides, how it is shown, when it may be believed.

A metric is a function of summary figures (`Sums`: metric key to count and total of a period), which
`series` reads from the tallies. Definitions follow the usual ones of sales and service management; each
rate carries its n and a Wilson score interval (E. B. Wilson, 1927, 95 %).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import hypot, sqrt
from typing import NamedTuple

from salesdesk.base.i18n import N_

FEW, VERY_FEW = 30, 10
Z95 = 1.959964


class Tallied(NamedTuple):
    """How many rows counted, and what they add up to."""

    n: int = 0
    total: int = 0


Sums = Mapping[str, Tallied]


class Value(NamedTuple):
    """A metric's value: ``amount`` in its unit (None: nothing to divide), ``n`` behind it, its range."""

    amount: float | None
    n: int
    low: float | None = None
    high: float | None = None

    @property
    def weak(self) -> bool:
        """Whether there is too little behind it to say more than the count."""
        return self.n < VERY_FEW


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of a share, as two shares between 0 and 1.

    >>> [round(x, 4) for x in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    if n == 0:
        return 0.0, 1.0
    share = hits / n
    spread = Z95 * sqrt(share * (1 - share) / n + Z95 * Z95 / (4 * n * n))
    centre = share + Z95 * Z95 / (2 * n)
    scale = 1 + Z95 * Z95 / n
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def share(hits: int, n: int) -> Value:
    """A rate between 0 and 1 with its n and range; no value when n is 0."""
    if n == 0:
        return Value(None, 0)
    low, high = wilson(hits, n)
    return Value(hits / n, n, low, high)


def difference(one: Value, other: Value) -> tuple[float, float] | None:
    """The 95 % range of ``one`` less ``other``, from their distances to their own limits; None without any.

    R. G. Newcombe, 1998, method 10, for rates; G. Y. Zou and A. Donner, 2008, for any two ranges.

    >>> [round(x, 4) for x in difference(share(56, 70), share(48, 80))]
    [0.0524, 0.3339]
    """
    if one.low is None or other.low is None or one.high is None or other.high is None:
        return None
    if one.amount is None or other.amount is None:
        return None
    apart = one.amount - other.amount
    low = apart - hypot(one.amount - one.low, other.high - other.amount)
    return low, apart + hypot(one.high - one.amount, other.amount - other.low)


def differs(one: Value, other: Value) -> bool:
    """Whether two figures differ by more than chance: nought is outside the range of their difference."""
    between = difference(one, other)
    return between is not None and (between[0] > 0 or between[1] < 0)


def _of(sums: Sums, key: str) -> Tallied:
    return sums.get(key, Tallied())


def _volume(sums: Sums) -> Value:
    n = _of(sums, "sale").n
    return Value(float(n), n)


def _conversion(sums: Sums) -> Value:
    return share(_of(sums, "prospect.customer").n, _of(sums, "prospect").n)


def _win_rate(sums: Sums) -> Value:
    won = _of(sums, "deal.won").n
    return share(won, won + _of(sums, "deal.lost").n)


def _revenue(sums: Sums) -> Value:
    sold = _of(sums, "sale")
    return Value(float(sold.total - _of(sums, "return").total), sold.n)


def _target_reached(sums: Sums) -> Value:
    target = _of(sums, "target.revenue").total
    revenue = _revenue(sums)
    return Value(revenue.amount / target if target and revenue.amount is not None else None, revenue.n)


def _satisfaction(sums: Sums) -> Value:
    ratings, good = _of(sums, "rating"), _of(sums, "rating.good")
    if not ratings.n:
        return Value(None, 0)
    mean = ratings.total / ratings.n
    spread = Z95 * sqrt(_score_variance(ratings, good, mean) / ratings.n)
    return Value(mean, ratings.n, max(1.0, mean - spread), min(5.0, mean + spread))


def _score_variance(ratings: Tallied, good: Tallied, mean: float) -> float:
    """How far scores scatter, never too small: the good ones are known one by one from count and sum;
    the others, 1 to 3, are taken to lie as far apart as their sum allows.
    """
    fives = good.total - 4 * good.n
    others = ratings.n - good.n
    threes = (ratings.total - good.total - others) / 2
    squares = 25 * fives + 16 * (good.n - fives) + 9 * threes + (others - threes)
    return max(0.0, squares / ratings.n - mean * mean) * ratings.n / max(ratings.n - 1, 1)


def _satisfied_share(sums: Sums) -> Value:
    return share(_of(sums, "rating.good").n, _of(sums, "rating").n)


def _resolution(sums: Sums) -> Value:
    return share(_of(sums, "case.opened.solved").n, _of(sums, "case.opened").n)


def _first_contact(sums: Sums) -> Value:
    return share(_of(sums, "case.first").n, _of(sums, "case.first.known").n)


def _handling(sums: Sums) -> Value:
    solved = _of(sums, "case.handled")
    if not solved.n:
        return Value(None, 0)
    mean = solved.total / solved.n
    # Times of work scatter about as far as they are long: an exponential law, whose deviation is its mean.
    spread = Z95 * mean / sqrt(solved.n)
    return Value(mean, solved.n, max(0.0, mean - spread), mean + spread)


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: ``unit`` is count, money, share, score or minutes; ``more_is_better`` colours its change."""

    key: str
    label: str
    definition: str
    unit: str
    value: Callable[[Sums], Value]
    counts: str
    more_is_better: bool = True


VOLUME = Metric(
    "volume",
    N_("Volume"),
    N_("Sales issued in the period; returns are counted apart."),
    "count",
    _volume,
    N_("sales"),
)
CONVERSION = Metric(
    "conversion",
    N_("Conversion rate"),
    N_("Of the people who became prospects in the period, the share who are customers now."),
    "share",
    _conversion,
    N_("of prospects"),
)
WIN_RATE = Metric(
    "win_rate",
    N_("Win rate"),
    N_("Deals won, of the deals won or lost in the period."),
    "share",
    _win_rate,
    N_("of decided deals"),
)
REVENUE = Metric(
    "revenue",
    N_("Revenue"),
    N_("Issued sales before tax, less credit notes, by the day of the sale."),
    "money",
    _revenue,
    N_("before tax"),
)
TARGET = Metric(
    "target",
    N_("Target reached"),
    N_("Revenue divided by the target for the same days. No target, no figure."),
    "share",
    _target_reached,
    N_("of the target"),
)
SATISFACTION = Metric(
    "satisfaction",
    N_("Satisfaction"),
    N_("Mean of the ratings from 1 to 5 given in the period."),
    "score",
    _satisfaction,
    N_("CSAT of 5"),
)
SATISFIED = Metric(
    "satisfied",
    N_("Satisfied customers"),
    N_("Ratings of 4 or 5, of all ratings in the period."),
    "share",
    _satisfied_share,
    N_("of ratings"),
)
RESOLUTION = Metric(
    "resolution",
    N_("Resolution rate"),
    N_("Of the cases opened in the period, the share solved by now."),
    "share",
    _resolution,
    N_("of cases"),
)
FIRST_CONTACT = Metric(
    "first_contact",
    N_("First-contact fix"),
    N_(
        "Cases solved with exactly one contact and not reopened, of the solved cases "
        "whose contacts are known."
    ),
    "share",
    _first_contact,
    N_("of solved cases"),
)
HANDLING = Metric(
    "handling",
    N_("Avg. handling time"),
    N_("Hands-on minutes of the cases solved in the period whose time was measured, per case."),
    "minutes",
    _handling,
    N_("per case"),
    more_is_better=False,
)

SALES_SIDE = (VOLUME, CONVERSION, REVENUE, TARGET)
SERVICE_SIDE = (SATISFACTION, RESOLUTION, FIRST_CONTACT, HANDLING)
ALL = (
    VOLUME,
    CONVERSION,
    WIN_RATE,
    REVENUE,
    TARGET,
    SATISFACTION,
    SATISFIED,
    RESOLUTION,
    FIRST_CONTACT,
    HANDLING,
)
BY_KEY = {m.key: m for m in ALL}
