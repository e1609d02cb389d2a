"""How a row of the list of people reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from salesdesk.base import choices
from salesdesk.base.i18n import _
from salesdesk.base.money import format_money
from salesdesk.prospects import row_words
from salesdesk.prospects.rows import ProspectRow
from salesdesk.ui.record_list import ListLine

if TYPE_CHECKING:
    from salesdesk.ui.desk import Desk


class Shop(NamedTuple):
    """Where a row is read: the language, the shop's currency and country, its day."""

    language: str
    currency: str
    country: str
    today: date


def describer(desk: Desk) -> Callable[[ProspectRow], ListLine]:
    """The function that makes the words of a row; what "today" means is asked anew for each."""
    store = desk.store
    return lambda row: line_of(row, Shop(desk.language, store.currency, store.country, store.today()))


def line_of(row: ProspectRow, shop: Shop) -> ListLine:
    """The words of a row."""
    # A deal nobody has put a figure on is not worth nothing.
    amount = format_money(row.amount, shop.currency, shop.language) if row.amount else "—"
    customer = row.state in choices.CUSTOMER_STATES
    origin = _("Customer") if customer else row_words.source_words(row.source)
    subtitle = " · ".join(part for part in (row.interest, origin) if part)
    needs_step = not customer or row.amount is not None
    due = row_words.short_due(row.step_on, row.step_time, shop.today, shop.language)
    state = row_words.step_state(row.step_on, shop.today)
    if row.step_id is None and not needs_step:
        state, due = "", ""
    spoken = [row.name, _("hot") if row.hot else "", subtitle, amount if row.amount else "", due]
    return ListLine(
        row.name, row.hot, amount, subtitle or row_words.shown_phone(row.phone, shop.country), state, due,
        ", ".join(part for part in spoken if part),
    )  # fmt: skip
