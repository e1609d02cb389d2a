"""Whether a book is sound in itself and opens as the program opens it, whatever was being done."""

from __future__ import annotations

import hashlib
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from salesdesk.store import schema
from salesdesk.store.check import check_book
from salesdesk.store.engine import raw_connect
from salesdesk.store.migrate import is_current
from salesdesk.store.opening import open_book

OPEN_SECONDS = 3.0
"""Of computing time: what the clock on the wall says depends on what else the computer is doing."""

_NOT_SUMMED = """
SELECT 'a sale without its lines', count(*) FROM sale WHERE total <> net + tax OR total <>
    (SELECT coalesce(sum(net + tax), 0) FROM sale_line
     WHERE sale_id = sale.id AND sale_line.deleted_at IS NULL)
UNION ALL
SELECT 'a quote without its lines', count(*) FROM quote WHERE total <>
    (SELECT coalesce(sum(net + tax), 0) FROM quote_line
     WHERE quote_id = quote.id AND quote_line.deleted_at IS NULL)
UNION ALL
SELECT 'a sale without its payments', count(*) FROM sale WHERE kind = 'sale' AND paid <>
    (SELECT coalesce(sum(amount), 0) FROM payment
     WHERE sale_id = sale.id AND payment.deleted_at IS NULL)
UNION ALL
SELECT 'two sales of one number', count(*) - count(DISTINCT number) FROM sale
    WHERE number <> '' AND deleted_at IS NULL
UNION ALL
SELECT 'a won deal without a sale, or a sale of a deal not won', count(*) FROM deal
    WHERE deleted_at IS NULL AND (stage = 'won') <>
    (SELECT count(*) FROM sale WHERE deal_id = deal.id AND status = 'issued' AND sale.deleted_at IS NULL)
UNION ALL
SELECT 'a step without its changes', count(*) FROM step
    WHERE id NOT IN (SELECT step_id FROM change)
"""


def unsound(book: Path) -> str:
    """What is wrong with a closed book, or nothing: the program's own check, and every sum of the papers."""
    wrong = [f"{finding.name}: {finding.words}" for finding in check_book(book) if not finding.ok]
    connection = raw_connect(book, read_only=True)
    try:
        rows = connection.execute(_NOT_SUMMED).fetchall()
    finally:
        connection.close()
    return "; ".join([*wrong, *(f"{count} × {what}" for what, count in rows if count)])


def open_and_close(book: Path) -> str:
    """Open a book as the program does when it starts; says what is wrong when it takes long."""
    if not is_current(book):
        open_book(book).close()  # an update takes its time
    began = time.process_time()
    with closing(open_book(book)) as store:
        store.can_undo()
    took = time.process_time() - began
    return f"opening took {took:.1f} s" if took > OPEN_SECONDS else ""


def content_of(book: Path, *tables: str) -> str:
    """A sum over every row of tables (all of the business, and the daily sums, when none is named)."""
    names = tables or (*schema.TABLES, "tally")
    digest = hashlib.sha256()
    connection = raw_connect(book, read_only=True)
    try:
        for name in names:
            for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3").fetchall():
                digest.update(repr(row).encode())
    finally:
        connection.close()
    return digest.hexdigest()


def rows_of(book: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a question to a closed book."""
    connection = raw_connect(book, read_only=True)
    try:
        return [tuple(row) for row in connection.execute(sql, values).fetchall()]
    finally:
        connection.close()
