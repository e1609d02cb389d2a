"""The lists of the sales tab and their saved filters; board and list of deals share theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.base.listing import ListQuery
from salesdesk.filters.chips_panel import SavedFilters
from salesdesk.filters.rules import Wanted
from salesdesk.sales import paper_pages_view as papers
from salesdesk.sales.head_view import BOARD, DEALS, PRODUCTS, QUOTES, SALES
from salesdesk.sales.list_page import ListPage
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import ChipRow

if TYPE_CHECKING:
    from salesdesk.sales.commands_view import SalesCommands

_TABLES = ("deal", "quote", "sale", "payment", "product", "task", "party")


def make_list(
    desk: Desk, view: str, commands: SalesCommands, deal_menu: Callable[[], Sequence[Action]]
) -> ListPage:
    """The table of a view, or of the "lost" deals."""
    makers = {
        DEALS: lambda: papers.deal_list(desk, deal_menu, commands.new_deal),
        "lost": lambda: papers.lost_list(desk, lambda: commands.for_menu("lost")),
        QUOTES: lambda: papers.quote_list(desk, lambda: commands.for_menu("quote"), commands.new_quote),
        SALES: lambda: papers.sale_list(desk, lambda: commands.for_menu("sale"), commands.new_sale),
        PRODUCTS: lambda: papers.product_list(
            desk, lambda: commands.for_menu("product"), commands.new_product
        ),
    }
    return makers[view]()


def filters_of(view: str) -> str:
    """The name under which a view's filters are kept."""
    return f"sales.{DEALS if view == BOARD else view}"


def asked(page: QWidget | None, chip: str, text: str) -> ListQuery:
    """What a page shows now, a table in the order chosen in its head."""
    query = ListQuery(chip, text)
    if not isinstance(page, ListPage):
        return query
    return replace(query, sort=page.query.sort, descending=page.query.descending)


def saved_filters(
    desk: Desk, chips: ChipRow, now: Callable[[], ListQuery], show: Callable[[ListQuery], object]
) -> SavedFilters:
    """The saved chips in the head of the tab; which list they stand for follows the view."""
    return SavedFilters(
        desk,
        filters_of(BOARD),
        chips,
        asked=lambda: Wanted(now()),
        show=lambda wanted: show(wanted.query),
        find=lambda _db, _query, _limit: (),
        tables=_TABLES,
    )
