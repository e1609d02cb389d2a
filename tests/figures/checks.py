"""Each published figure with ours: imported by the program's importers, computed by the program's metrics."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from salesdesk.base import metrics
from salesdesk.base.choices import CASE_CHANNELS, label
from salesdesk.base.periods import Period
from salesdesk.charts import breakdowns
from salesdesk.charts.breakdowns import Part
from salesdesk.marketing.importing import CAMPAIGN_PROSPECT_IMPORT
from salesdesk.parties.importing import PARTY_IMPORT
from salesdesk.sales.importing import DEAL_IMPORT, PRODUCT_IMPORT, SALE_IMPORT, TARGET_IMPORT
from salesdesk.service.importing import CASE_IMPORT
from salesdesk.staff.importing import STAFF_IMPORT
from salesdesk.store import schema as s
from salesdesk.store.sums import sums_of, targets_of
from tests.figures.importing import bring_in, new_book

Theirs = Mapping[str, Any]


class Figure(NamedTuple):
    """A published figure and ours, both rounded to the decimals it was published with."""

    name: str
    theirs: float
    ours: float

    @property
    def agrees(self) -> bool:
        """Whether they are the same."""
        return self.theirs == self.ours


def _figure(name: str, theirs: float, ours: float | None) -> Figure:
    decimals = len(str(theirs).partition(".")[2]) if isinstance(theirs, float) else 0
    return Figure(name, theirs, round(ours, decimals) if ours is not None else float("nan"))


def _each(name: str, theirs: Mapping[str, float], ours: Mapping[str, float | None]) -> Iterator[Figure]:
    """One figure a part; parts of ours that nobody published count as differences."""
    for key, value in theirs.items():
        yield _figure(f"{name}: {key or '(empty)'}", value, ours.get(key))
    for key in set(ours) - set(theirs):
        yield _figure(f"{name}: {key or '(empty)'} only in ours", 0, ours[key])


def _totals(parts: Sequence[Part], unit: int = 1) -> dict[str, float | None]:
    return {part.name: part.total / unit for part in parts if part.total}


def _percent(value: metrics.Value | None) -> float | None:
    return None if value is None or value.amount is None else value.amount * 100


def _count(db: Connection, table: Any, *conditions: Any) -> int:
    query = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None), *conditions)
    return int(db.execute(query).scalar_one())


# ---------------------------------------------------------------- Maven: a pipeline

PRODUCT_IN_PIPELINE = {"GTX Pro": "GTXPro"}  # one product, spelt differently in the two files


def maven(folder: Path, book: Path, theirs: Theirs) -> Iterator[Figure]:
    """Accounts, products, sales teams and 8,800 deals."""
    files = folder / "dataset_maven_crm"
    store = new_book(book, "USD", "US", "UTC")
    bring_in(store, STAFF_IMPORT, files / "sales_teams.csv")
    with store.reading() as db:
        yield _figure("agents", 35, _count(db, s.staff_member, s.staff_member.c.reports_to_id.is_not(None)))
    bring_in(store, PARTY_IMPORT, files / "accounts.csv")
    bring_in(store, PRODUCT_IMPORT, files / "products.csv")
    bring_in(store, DEAL_IMPORT, files / "sales_pipeline.csv")
    with store.reading() as db:
        yield _figure("accounts", 85, _count(db, s.party))
        yield _figure("products", 7, _count(db, s.product))
        yield _figure("opportunities", theirs["opportunities"], _count(db, s.deal))
        yield _figure(
            "without an account",
            theirs["rows_without_account"],
            _count(db, s.deal, s.deal.c.party_id.is_(None)),
        )
        yield from _maven_results(db, theirs)
    store.close()


def _maven_results(db: Connection, theirs: Theirs) -> Iterator[Figure]:
    (whole,) = breakdowns.deals_by(db, "all")
    yield _figure("deals won", theirs["stages"]["Won"], whole.n)
    yield _figure("win rate %", theirs["win_rate_pct_won_over_won_plus_lost"], _percent(whole.rate))
    yield _figure("won revenue", theirs["won_revenue"], whole.total / 100)
    yield _figure("average won deal", theirs["avg_won_deal"], whole.total / 100 / whole.n)
    sums = sums_of(db, Period(date(2016, 1, 1), date(2017, 12, 31)))
    yield _figure(
        "won revenue, as sales", theirs["won_revenue"], (metrics.REVENUE.value(sums).amount or 0) / 100
    )
    yield _figure(
        "win rate %, from the summary",
        theirs["win_rate_pct_won_over_won_plus_lost"],
        _percent(metrics.WIN_RATE.value(sums)),
    )
    for name, key in (
        ("quarter", "quarter"),
        ("month", "month"),
        ("office", "office"),
        ("manager", "manager"),
    ):
        parts = breakdowns.deals_by(db, key)
        yield from _each(f"won revenue by {name}", theirs[f"won_revenue_by_{key}"], _totals(parts, 100))
    quarters = breakdowns.deals_by(db, "quarter")
    yield from _each("deals won by quarter", theirs["won_count_by_quarter"], {p.name: p.n for p in quarters})
    lost = {p.name: p.rate.n - p.n if p.rate else None for p in quarters}
    yield from _each("deals lost by quarter", theirs["lost_count_by_quarter"], lost)
    products = {
        PRODUCT_IN_PIPELINE.get(k, k): v for k, v in _totals(breakdowns.deals_by(db, "product"), 100).items()
    }
    yield from _each("won revenue by product", theirs["won_revenue_by_product"], products)
    agents = _totals(breakdowns.deals_by(db, "agent"), 100)
    yield _figure("top agent Darcel Schlecht", 1_153_214.0, agents["Darcel Schlecht"])
    yield _figure("agents who sold", 30, len(agents))


# ---------------------------------------------------------------- Olist: a funnel


def olist(folder: Path, book: Path, theirs: Theirs) -> Iterator[Figure]:
    """8,000 qualified leads, and those that became customers."""
    files = folder / "dataset_olist_funnel"
    store = new_book(book, "BRL", "BR", "America/Sao_Paulo")
    bring_in(store, CAMPAIGN_PROSPECT_IMPORT, files / "olist_marketing_qualified_leads_dataset.csv")
    bring_in(store, CAMPAIGN_PROSPECT_IMPORT, files / "olist_closed_deals_dataset.csv")
    with store.reading() as db:
        sums = sums_of(db, Period(date(2016, 1, 1), date(2019, 12, 31)))
        conversion = metrics.CONVERSION.value(sums)
        parts = {p.name: p for p in breakdowns.conversion_by_source(db)}
        became = sums_of(db, Period(date(2018, 5, 1), date(2018, 5, 31)))
    yield _figure("leads", theirs["mql"], conversion.n)
    yield _figure("closed", theirs["closed"], sums["prospect.customer"].n)
    yield _figure("conversion %", theirs["conversion_pct"], _percent(conversion))
    yield _figure("leads of May 2018", 1303, became["prospect"].n)
    yield _figure("won in May 2018", theirs["won_by_month"]["2018-05"], became["customer"].n)
    channels = theirs["by_origin"]
    yield from _each(
        "leads by channel", {k: v["n"] for k, v in channels.items()}, {k: p.n for k, p in parts.items()}
    )
    yield from _each(
        "closed by channel",
        {k: v["yes"] for k, v in channels.items()},
        {k: p.total for k, p in parts.items()},
    )
    rates = {k: _percent(p.rate) for k, p in parts.items()}
    yield from _each("conversion % by channel", {k: v["pct"] for k, v in channels.items()}, rates)
    store.close()


# ---------------------------------------------------------------- support tickets


def tickets(folder: Path, book: Path, theirs: Theirs) -> Iterator[Figure]:
    """8,469 tickets; half of the solved ones were solved before they were answered."""
    store = new_book(book, "USD", "US", "UTC")
    bring_in(store, CASE_IMPORT, folder / "dataset_support_tickets" / "customer_support_tickets.csv")
    with store.reading() as db:
        sums = sums_of(db, Period(date(2020, 1, 1), date(2026, 12, 31)))
        topics, channels = breakdowns.ratings_by(db, "topic"), breakdowns.ratings_by(db, "channel")
        count = _count(db, s.service_case)
        doubtful = _count(db, s.service_case, s.service_case.c.times_doubtful)
        hours = _hours_to_solve(db)
    score = metrics.SATISFACTION.value(sums)
    yield _figure("tickets", theirs["tickets"], count)
    yield _figure("CSAT n", theirs["csat_n"], score.n)
    yield _figure("CSAT mean", theirs["csat_mean"], score.amount)
    yield _figure("CSAT 4 or 5 %", theirs["csat_4_5_pct"], _percent(metrics.SATISFIED.value(sums)))
    for name, published, parts in (
        ("type", theirs["csat_by_type"], {p.name: p for p in topics}),
        ("channel", theirs["csat_by_channel"], {label(CASE_CHANNELS, p.name): p for p in channels}),
    ):
        parts = {_in_their_words(k, published): p for k, p in parts.items()}
        yield from _each(
            f"CSAT n by {name}", {k: v["n"] for k, v in published.items()}, {k: p.n for k, p in parts.items()}
        )
        means = {k: p.total / p.n for k, p in parts.items()}
        yield from _each(f"CSAT mean by {name}", {k: v["mean"] for k, v in published.items()}, means)
    yield _figure("impossible times, flagged", theirs["closed_resolution_before_first_response"], doubtful)
    mean = sum(hours) / len(hours)
    yield _figure(
        "hours to solve, without them", theirs["resolution_minus_first_response_hours_mean_nonnegative"], mean
    )
    store.close()


def _in_their_words(name: str, published: Mapping[str, Any]) -> str:
    plain = name.replace("-", "").lower()
    return next((key for key in published if key.replace("-", "").lower() == plain), name)


def _hours_to_solve(db: Connection) -> list[float]:
    c = s.service_case.c
    rows = db.execute(
        select(c.solved_at, c.first_reply_at).where(
            c.solved_at.is_not(None), c.first_reply_at.is_not(None), ~c.times_doubtful, c.score.is_not(None)
        )
    )
    return [(solved - replied).total_seconds() / 3600 for solved, replied in rows]


# ---------------------------------------------------------------- sales of a Vietnamese firm


def vietnam(folder: Path, book: Path, theirs: Theirs) -> Iterator[Figure]:
    """A year of sales in dong: customers, products, staff, 10,000 lines, targets."""
    files = folder / "dataset_vn_sales_2024"
    store = new_book(book, "VND", "VN", "Asia/Ho_Chi_Minh")
    for importer, name in (
        (PARTY_IMPORT, "khachhang"), (PRODUCT_IMPORT, "sanpham"), (STAFF_IMPORT, "nhanvien"),
        (SALE_IMPORT, "dulieubanhang"), (TARGET_IMPORT, "KPI"),
    ):  # fmt: skip
        bring_in(store, importer, files / f"{name}.csv")
    year = Period(date(2024, 1, 1), date(2024, 12, 31))
    with store.reading() as db:
        sums = sums_of(db, year)
        revenue = metrics.REVENUE.value(sums)
        yield _figure("revenue ₫", theirs["revenue"], revenue.amount)
        # Six order numbers of the file stand on two orders each, of other customers and months: sales to us,
        # one number to the published count.
        numbers, priced = _numbers(db), _numbers(db, s.sale.c.net > 0)
        yield _figure("order numbers", theirs["orders"], numbers)
        yield _figure("order numbers with a price", theirs["orders_with_price"], priced)
        yield _figure("average of those ₫", theirs["aov_over_priced_orders"], (revenue.amount or 0) / priced)
        yield _figure("lines", theirs["lines"], _count(db, s.sale_line))
        yield _figure("cost of goods ₫", theirs["cogs"], sums["sale.cost"].total)
        yield _figure("target of the year ₫", theirs["kpi_total"], sum(targets_of(db, year.months())))
        for name, key, published in (
            ("branch", "place", "by_branch"),
            ("month", "month", "by_month"),
            ("group", "group", "by_product_group"),
        ):
            yield from _each(
                f"revenue ₫ by {name}", theirs[published], _totals(breakdowns.revenue_by(db, key, year))
            )
        code, best = theirs["top_rep"]
        sellers = _totals(breakdowns.revenue_by(db, "agent_code", year))
        yield _figure(f"best seller {code} ₫", best, sellers[code])
        yield _figure("sellers ahead of the best", 0, sum((v or 0) > best for v in sellers.values()))
    store.close()


def _numbers(db: Connection, *conditions: Any) -> int:
    query = select(func.count(s.sale.c.code.distinct())).where(s.sale.c.deleted_at.is_(None), *conditions)
    return int(db.execute(query).scalar_one())


SETS: dict[str, tuple[str, Callable[[Path, Path, Theirs], Iterator[Figure]]]] = {
    "Maven CRM pipeline": ("maven", maven),
    "Olist marketing funnel": ("olist_funnel", olist),
    "Customer support tickets": ("support_tickets", tickets),
    "Vietnamese sales 2024": ("vn_sales_2024_vnd", vietnam),
}


def figures_of(name: str, folder: Path, books: Path) -> list[Figure]:
    """All figures of a data set, in a new book in a folder. KeyError for an unknown set."""
    key, check = SETS[name]
    theirs = json.loads((folder / "FIGURES.json").read_text(encoding="utf-8"))[key]
    return list(check(folder, books / f"{key}.salesdesk", theirs))
