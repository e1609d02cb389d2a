"""The list of people: how a row reads, and where its rows come from."""

from __future__ import annotations

from collections.abc import Callable

from salesdesk.base import choices
from salesdesk.base.i18n import _
from salesdesk.base.money import format_money
from salesdesk.prospects import words
from salesdesk.prospects.queries import ProspectRow, list_prospects, prospects_by_id
from salesdesk.ui.desk import Desk
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_list import ListLine


def people_source(desk: Desk) -> QuerySource:
    """The rows of the people list; what "today" means is asked anew for each reading."""
    store = desk.store
    return QuerySource(
        store, lambda db, query, limit: list_prospects(db, query, limit, store.today()), prospects_by_id
    )


def describer(desk: Desk) -> Callable[[ProspectRow], ListLine]:
    """The function that makes the words of a row, in the shop's language and money."""
    store = desk.store

    def line(row: ProspectRow) -> ListLine:
        language, today = desk.language, store.today()
        # A deal nobody has put a figure on is not worth nothing.
        amount = format_money(row.amount, store.currency, language) if row.amount else "—"
        customer = row.state in choices.CUSTOMER_STATES
        origin = _("Customer") if customer else words.source_words(row.source)
        subtitle = " · ".join(part for part in (row.interest, origin) if part)
        needs_step = not customer or row.amount is not None
        due = words.short_due(row.step_on, row.step_time, today, language)
        state = words.step_state(row.step_on, today)
        if row.step_id is None and not needs_step:
            state, due = "", ""
        spoken = [row.name, _("hot") if row.hot else "", subtitle, amount if row.amount else "", due]
        return ListLine(
            row.name, row.hot, amount, subtitle or words.shown_phone(row.phone, store.country), state, due,
            ", ".join(part for part in spoken if part),
        )  # fmt: skip

    return line
