"""Reading what the shop's settings depend on."""

from sqlalchemy import Connection, select

from salesdesk.store import schema as s


def has_amounts(db: Connection) -> bool:
    """Whether the book holds money, also in the Bin: then its currency stays."""
    amounts = (
        (s.sale, s.sale.c.id), (s.payment, s.payment.c.id), (s.quote, s.quote.c.id),
        (s.product, s.product.c.price), (s.deal, s.deal.c.amount), (s.target, s.target.c.amount),
        (s.campaign_cost, s.campaign_cost.c.id),
    )  # fmt: skip
    return any(db.execute(select(t.c.id).where(c != 0).limit(1)).first() is not None for t, c in amounts)
