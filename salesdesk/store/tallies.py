"""Summary figures by day, kept by triggers, so that a chart over a million rows reads a few hundred.

Each `Tally` says which rows of a table count for a metric, on which day, for whom, and what they add
up to. The same declaration makes the triggers and the full scan that ``check`` compares them with.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, MetaData, Table, Text

from salesdesk.store.journal_schema import HEARD
from salesdesk.store.schema.columns import BigInt

tally_metadata = MetaData()
tally = Table(
    "tally", tally_metadata,
    # The day first: a chart reads a stretch of days in one go.
    Column("day", Text, primary_key=True),
    Column("metric", Text, primary_key=True),
    Column("staff_id", BigInt, primary_key=True, autoincrement=False),  # 0: nobody
    Column("n", BigInt, nullable=False),
    Column("total", BigInt, nullable=False),
    sqlite_strict=True, sqlite_with_rowid=False,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """``metric``, ``when``, ``day``, ``total`` are SQL over the columns of ``{r}``, a row of ``table``."""

    table: str
    metric: str
    when: str
    day: str
    total: str = "0"
    columns: Sequence[str] = ()

    def sql(self, expression: str, row: str) -> str:
        """The expression for a row called ``row``."""
        return expression.replace("{r}", row)


_LIVE = "{r}.deleted_at IS NULL"
_DECIDED = _LIVE + " AND {r}.closed_on IS NOT NULL AND {r}.stage IN ('won', 'lost')"
_SOLD = _LIVE + " AND {r}.status = 'issued' AND {r}.kind = 'sale'"
_SOLVED = _LIVE + " AND {r}.status IN ('solved', 'closed')"
_SOLVED_ON = _SOLVED + " AND {r}.solved_on IS NOT NULL"
TALLIES: tuple[Tally, ...] = (
    # Contacts: how many, and their minutes; "contact.sales.call". Notes are not contacts.
    Tally(
        "interaction",
        "'contact.' || {r}.purpose || '.' || {r}.kind",
        _LIVE + " AND {r}.kind <> 'note'",
        "{r}.day",
        "{r}.minutes",
        ("purpose", "kind", "day", "minutes", "staff_id", "deleted_at"),
    ),
    Tally(
        "deal",
        "'deal.' || {r}.stage",
        _DECIDED,
        "{r}.closed_on",
        "{r}.amount",
        ("stage", "closed_on", "amount", "staff_id", "deleted_at"),
    ),
    # Decided deals that had a quote: what the panel's conversion rate divides.
    Tally(
        "deal",
        "'quoted.' || {r}.stage",
        _DECIDED + " AND {r}.quoted = 1",
        "{r}.closed_on",
        "{r}.amount",
        ("stage", "quoted", "closed_on", "amount", "staff_id", "deleted_at"),
    ),
    Tally(
        "sale",
        "CASE {r}.kind WHEN 'sale' THEN 'sale' ELSE 'return' END",
        _LIVE + " AND {r}.status = 'issued'",
        "{r}.sold_on",
        "{r}.net",
        ("kind", "status", "sold_on", "net", "staff_id", "deleted_at"),
    ),
    Tally(
        "sale",
        "'sale.cost'",
        _SOLD,
        "{r}.sold_on",
        "{r}.cost",
        ("kind", "status", "sold_on", "cost", "staff_id", "deleted_at"),
    ),
    Tally(
        "sale",
        "'sale.repeat'",
        _SOLD + " AND {r}.repeat = 1",
        "{r}.sold_on",
        "{r}.net",
        ("kind", "status", "repeat", "sold_on", "net", "staff_id", "deleted_at"),
    ),
    Tally(
        "payment",
        "'payment'",
        _LIVE + " AND {r}.paid_on IS NOT NULL",
        "{r}.paid_on",
        "{r}.amount",
        ("paid_on", "amount", "staff_id", "deleted_at"),
    ),
    Tally(
        "service_case", "'case.opened'", _LIVE, "{r}.opened_on", "0", ("opened_on", "staff_id", "deleted_at")
    ),
    # Of the cases opened on a day, those solved by now: the resolution rate's numerator.
    Tally(
        "service_case",
        "'case.opened.solved'",
        _SOLVED,
        "{r}.opened_on",
        "0",
        ("status", "opened_on", "staff_id", "deleted_at"),
    ),
    Tally(
        "service_case",
        "'case.solved'",
        _SOLVED_ON,
        "{r}.solved_on",
        "{r}.handling_minutes",
        ("status", "solved_on", "handling_minutes", "staff_id", "deleted_at"),
    ),
    Tally(
        "service_case",
        "'case.first'",
        _SOLVED_ON + " AND {r}.first_contact = 1 AND {r}.reopened = 0",
        "{r}.solved_on",
        "0",
        ("status", "solved_on", "first_contact", "reopened", "staff_id", "deleted_at"),
    ),
    # Cases whose hands-on time was measured: what the handling time divides.
    Tally(
        "service_case",
        "'case.handled'",
        _SOLVED_ON + " AND {r}.handling_minutes > 0",
        "{r}.solved_on",
        "{r}.handling_minutes",
        ("status", "solved_on", "handling_minutes", "staff_id", "deleted_at"),
    ),
    # Cases whose number of contacts is known: what first-contact resolution divides.
    Tally(
        "service_case",
        "'case.first.known'",
        _SOLVED_ON + " AND {r}.first_contact IS NOT NULL",
        "{r}.solved_on",
        "0",
        ("status", "solved_on", "first_contact", "staff_id", "deleted_at"),
    ),
    Tally(
        "service_case",
        "'rating'",
        _LIVE + " AND {r}.score IS NOT NULL AND {r}.scored_on IS NOT NULL",
        "{r}.scored_on",
        "{r}.score",
        ("score", "scored_on", "staff_id", "deleted_at"),
    ),
    Tally(
        "service_case",
        "'rating.good'",
        _LIVE + " AND {r}.score >= 4 AND {r}.scored_on IS NOT NULL",
        "{r}.scored_on",
        "{r}.score",
        ("score", "scored_on", "staff_id", "deleted_at"),
    ),
    Tally(
        "party",
        "'prospect'",
        _LIVE + " AND {r}.prospect_on IS NOT NULL",
        "{r}.prospect_on",
        "0",
        ("prospect_on", "staff_id", "deleted_at"),
    ),
    Tally(
        "party",
        "'prospect.customer'",
        _LIVE + " AND {r}.prospect_on IS NOT NULL AND {r}.customer_on IS NOT NULL",
        "{r}.prospect_on",
        "0",
        ("prospect_on", "customer_on", "staff_id", "deleted_at"),
    ),
    Tally(
        "party",
        "'customer'",
        _LIVE + " AND {r}.customer_on IS NOT NULL",
        "{r}.customer_on",
        "0",
        ("customer_on", "staff_id", "deleted_at"),
    ),
    Tally(
        "response",
        "'response'",
        _LIVE + " AND {r}.responded_on IS NOT NULL",
        "{r}.responded_on",
        "0",
        ("responded_on", "deleted_at"),
    ),
)


def _staff(t: Tally, row: str) -> str:
    return f"coalesce({row}.staff_id, 0)" if "staff_id" in t.columns else "0"


def _add(t: Tally, row: str, sign: str) -> str:
    return (
        f"INSERT INTO tally(metric, day, staff_id, n, total) "
        f"SELECT {t.sql(t.metric, row)}, {t.sql(t.day, row)}, {_staff(t, row)}, "
        f"{sign}1, {sign}({t.sql(t.total, row)}) WHERE {t.sql(t.when, row)} "
        "ON CONFLICT (metric, day, staff_id) "
        "DO UPDATE SET n = n + excluded.n, total = total + excluded.total;"
    )


def _drop_empty(t: Tally, row: str) -> str:
    return (
        f"DELETE FROM tally WHERE metric = {t.sql(t.metric, row)} AND day = {t.sql(t.day, row)} "
        f"AND staff_id = {_staff(t, row)} AND n = 0;"
    )


def tally_triggers() -> Iterable[str]:
    """The triggers that keep the summary."""
    for i, t in enumerate(TALLIES):
        start = f"CREATE TRIGGER tally_{i}_{t.table}"
        differs = " OR ".join(f"old.{c} IS NOT new.{c}" for c in t.columns)
        take, give = _add(t, "old", "-") + " " + _drop_empty(t, "old"), _add(t, "new", "+")
        yield f"{start}_i AFTER INSERT ON {t.table} WHEN {t.sql(t.when, 'new')} AND {HEARD} BEGIN {give} END"
        yield (
            f"{start}_u AFTER UPDATE OF {', '.join(t.columns)} ON {t.table} "
            f"WHEN ({differs}) AND {HEARD} BEGIN {take} {give} {_drop_empty(t, 'new')} END"
        )
        yield f"{start}_d AFTER DELETE ON {t.table} WHEN {t.sql(t.when, 'old')} AND {HEARD} BEGIN {take} END"


def sum_statements(table: str, rows: str, sign: str) -> Iterable[str]:
    """What the triggers would do for many rows of a table, one statement a tally.

    ``rows`` is SQL that follows ``r.id`` ("BETWEEN ? AND ?"), ``sign`` "+" for rows that are there now, "-"
    for rows about to go. Figures that come to nothing stay until `DROP_EMPTY`.
    """
    for t in TALLIES:
        if t.table == table:
            # By row id, whatever index a condition invites to.
            yield (
                f"INSERT INTO tally(metric, day, staff_id, n, total) "
                f"SELECT {t.sql(t.metric, 'r')}, {t.sql(t.day, 'r')}, {_staff(t, 'r')}, {sign}count(*), "
                f"{sign}sum({t.sql(t.total, 'r')}) FROM {table} r NOT INDEXED "
                f"WHERE r.id {rows} AND {t.sql(t.when, 'r')} GROUP BY 1, 2, 3 "
                "ON CONFLICT (metric, day, staff_id) "
                "DO UPDATE SET n = n + excluded.n, total = total + excluded.total"
            )


DROP_EMPTY = "DELETE FROM tally WHERE n = 0"
"""What ends a series of `sum_statements`."""


def scan_statement() -> str:
    """The full scan that says what ``tally`` must hold."""
    parts = [
        f"SELECT {t.sql(t.metric, 'r')} AS metric, {t.sql(t.day, 'r')} AS day, {_staff(t, 'r')} AS staff_id, "
        f"count(*) AS n, coalesce(sum({t.sql(t.total, 'r')}), 0) AS total FROM {t.table} r "
        f"WHERE {t.sql(t.when, 'r')} GROUP BY 1, 2, 3"
        for t in TALLIES
    ]
    return " UNION ALL ".join(parts)
