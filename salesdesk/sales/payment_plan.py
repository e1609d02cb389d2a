"""How a quote is to be paid, part by part: what was planned, what is left, what people type (no Qt here)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import _
from salesdesk.base.money import parse_money
from salesdesk.base.periods import parse_date
from salesdesk.sales.rules import WHOLE, half_up
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.ui.readings import read_decimal


class Part(NamedTuple):
    """A planned payment in minor units; ``due_on``, or words such as "on order"."""

    title: str
    amount: int
    due_on: date | None = None
    when_words: str = ""


def parts_of(db: Connection, quote_id: int | None) -> list[Part]:
    """The payment plan of a quote, in its order."""
    c = s.planned_payment.c
    rows = db.execute(
        select(c.title, c.amount, c.due_on, c.when_words)
        .where(c.quote_id == quote_id, c.deleted_at.is_(None))
        .order_by(c.position, c.id)
    )
    return [Part._make(row) for row in rows]


def left_over(parts: Sequence[Part], total: int) -> int:
    """What the parts leave of the total, below zero when they come to more."""
    return total - sum(part.amount for part in parts)


def read_amount(text: str, total: int, currency: str) -> int:
    """Money, or a share of the total such as "30%". Raises `UserError` for neither, or for nothing."""
    share = text.strip().removesuffix("%")
    if share != text.strip():
        amount = half_up(total * (read_decimal(share, 2) or 0), WHOLE)
    else:
        amount = parse_money(text, currency) if text.strip() else 0
    if amount <= 0:
        raise UserError(_("Type an amount, or a share such as 30%."), "amount")
    return amount


def read_when(text: str, today: date) -> tuple[date | None, str]:
    """The day that is meant, else the words as they are."""
    words = nfc(" ".join(text.split()))
    try:
        return (parse_date(words, today), "") if words else (None, "")
    except UserError:
        return None, words


def check_parts(parts: Sequence[Part], total: int) -> None:
    """Raises `UserError` when a part says nothing or the parts come to more than the total."""
    if any(not part.title.strip() or part.amount <= 0 for part in parts):
        raise UserError(_("Every part needs a name and an amount."))
    if left_over(parts, total) < 0:
        raise UserError(_("The parts come to more than the quote. Make one of them smaller."))


def write_parts(store: Store, db: Connection, quote_id: int, parts: Sequence[Part]) -> None:
    """Put a plan in the place of the quote's old one, inside ``changing``."""
    table = s.planned_payment
    db.execute(table.delete().where(table.c.quote_id == quote_id))
    for position, part in enumerate(parts):
        store.insert(db, table, quote_id=quote_id, position=position, **part._asdict())
