"""What a deal would be sold as: the lines of its newest quote, else its product, else its own words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, select

from salesdesk.base.i18n import _
from salesdesk.sales.rules import LineDraft, line_tax, price_on
from salesdesk.store import schema as s


def used_quote(db: Connection, deal_id: int) -> int | None:
    """The quote by which a deal would be won: an accepted one, else the newest that still stands."""
    q = s.quote.c
    rows = select(q.id).where(
        q.deal_id == deal_id, q.status.in_(("draft", "sent", "accepted")), q.deleted_at.is_(None)
    )
    return db.execute(
        rows.order_by(case((q.status == "accepted", 0), else_=1), q.id.desc()).limit(1)
    ).scalar()


def quote_lines(db: Connection, quote_id: int) -> list[LineDraft]:
    """The lines of a quote as they were typed."""
    c = s.quote_line.c
    rows = select(s.quote_line).where(c.quote_id == quote_id, c.deleted_at.is_(None)).order_by(c.position)
    return [draft_of(dict(row)) for row in db.execute(rows).mappings()]


def draft_of(row: Mapping[str, Any]) -> LineDraft:
    """A stored line of a quote or sale as it was typed."""
    return LineDraft(
        row["product_id"], row["words"], row["quantity"], row["unit_price"],
        0 if row["discount_rate"] else row["discount"], row["discount_rate"], row["tax_rate"],
    )  # fmt: skip


def lines_of_deal(db: Connection, deal_id: int, on: date) -> list[LineDraft]:
    """The lines a sale of this deal would have, at the prices of a day."""
    quote_id = used_quote(db, deal_id)
    lines = quote_lines(db, quote_id) if quote_id is not None else []
    return lines or [_line_of_deal(db, deal_id, on)]


def _line_of_deal(db: Connection, deal_id: int, on: date) -> LineDraft:
    deal = db.execute(select(s.deal).where(s.deal.c.id == deal_id)).one()
    product = db.execute(select(s.product).where(s.product.c.id == deal.product_id)).mappings().first()
    if product is None:
        return LineDraft(words=deal.title or _("Sale"), unit_price=deal.amount)
    return product_line(dict(product), on)


def product_line(product: Mapping[str, Any], on: date) -> LineDraft:
    """A line for one of a product, at its price of a day."""
    return LineDraft(
        product["id"], product["name"], unit_price=price_on(product, on), tax_rate=product["tax_rate"]
    )


def price_with_tax(product: Mapping[str, Any], on: date) -> int:
    """What a customer pays for one of a product on a day, in minor units."""
    net = price_on(product, on)
    return net + line_tax(net, product["tax_rate"])
