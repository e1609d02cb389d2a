"""The quiet words below the lines of a paper that is already in the book (no Qt here)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection

from salesdesk.sales.line_text import ItemNote
from salesdesk.sales.product_queries import picks_by_id
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_queries import SaleLineRow


def drafts_of(rows: Sequence[SaleLineRow]) -> list[LineDraft]:
    """Stored lines as they were typed."""
    return [
        LineDraft(
            r.product_id,
            r.words,
            r.quantity,
            r.unit_price,
            0 if r.discount_rate else r.discount,
            r.discount_rate,
            r.tax_rate,
        )
        for r in rows
    ]


def notes_for(db: Connection, lines: Iterable[LineDraft], today: date) -> dict[int, ItemNote]:
    """Code and warranty of the products that lines name."""
    ids = [line.product_id for line in lines if line.product_id is not None]
    return {
        i: ItemNote(p.code or "", p.warranty_months, p.kind) for i, p in picks_by_id(db, ids, today).items()
    }


def cost_of(db: Connection, lines: Sequence[LineDraft], today: date) -> int:
    """What the goods of lines cost the shop, in minor units, as far as their products say."""
    picks = picks_by_id(db, [line.product_id for line in lines if line.product_id is not None], today)
    return sum(
        picks[line.product_id].cost * line.quantity // 1000 for line in lines if line.product_id in picks
    )
