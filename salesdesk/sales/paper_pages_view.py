"""The table views of the sales tab: deals, quotes, sales, products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from salesdesk.base import choices
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _, pgettext
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day
from salesdesk.base.shop_settings import stage_rules
from salesdesk.sales import deal_queries, product_queries, quote_queries, sale_queries
from salesdesk.sales.card_words import (
    idle_words,
    line_words,
    quote_state,
    sale_number,
    sale_state,
    stage_label,
    step_words,
    valid_words,
)
from salesdesk.sales.deal_queries import Asker
from salesdesk.sales.fields import DEAL_FIELDS, PRODUCT_FIELDS, SALE_FIELDS
from salesdesk.sales.list_page import ListPage
from salesdesk.staff.rights import MARGIN, may
from salesdesk.ui.actions import Action
from salesdesk.ui.cells import avatar_cell, badge_cell, step_cell, two_line_cell
from salesdesk.ui.desk import Desk
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_table import Column
from salesdesk.ui.widgets import ChipItem, EmptyState, Press

Actions = Callable[[], Sequence[Action]]
_DEAL = {f.key: f for f in DEAL_FIELDS}
_SALE = {f.key: f for f in SALE_FIELDS}
_PRODUCT = {f.key: f for f in PRODUCT_FIELDS}
_NUMBER = Field("number", N_("Number"), width=110, sortable=True)
_TOTAL = Field("total", N_("Total"), Kind.MONEY, width=130, sortable=True)
_OWED = Field("owed", N_("Owed"), Kind.MONEY, width=120, sortable=True)
_STATE = Field("state", N_("State"), width=140)
_STEP = Field("step_on", N_("Next step"), width=160)
_VALID = Field("valid_until", N_("Valid until"), Kind.DATE, width=130, sortable=True)
_DATED = Field("dated_on", N_("Dated"), Kind.DATE, width=120, sortable=True)


def asker_of(desk: Desk) -> Asker:
    """For whom and when lists are read."""
    store = desk.store
    return Asker(store.today(), store.zone, store.staff_id, stage_rules(store.setting))


def deal_views() -> list[ChipItem]:
    """The saved filters of deals."""
    return [
        ChipItem("all", _("All deals")),
        ChipItem("attention", _("Needs attention"), "triangle-alert"),
        ChipItem("week", _("Closing this week")),
        ChipItem("mine", _("Mine")),
        ChipItem("lost", _("Lost")),
    ]


def deal_counts(desk: Desk) -> dict[str, int]:
    """How many deals each filter holds."""
    with desk.store.reading() as db:
        return deal_queries.count_views(db, asker_of(desk))


def _deal_source(desk: Desk) -> QuerySource:
    return QuerySource(
        desk.store,
        lambda db, query, limit: deal_queries.list_deal_ids(db, query, limit, asker_of(desk)),
        lambda db, ids: deal_queries.deals_by_id(db, ids, asker_of(desk)),
    )


def deal_list(desk: Desk, actions: Actions, add: Callable[[], object]) -> ListPage:
    """Deals as rows: next step, stage, amount, how likely."""
    store, language = desk.store, desk.language
    columns = [
        Column(_DEAL["party_id"], cell=two_line_cell(lambda r: (r.party, r.title)), stretch=True),
        Column(_STEP, cell=step_cell(lambda r: (r.step_state, step_words(r, store.today(), language)))),
        Column(_DEAL["stage"], width=132, cell=badge_cell(lambda r: (stage_label(r.stage), "sales"))),
        Column(_DEAL["amount"], lambda r: r.amount or None, role="strong"),
        Column(Field("likelihood", N_("Likelihood"), Kind.PERCENT, width=90), lambda r: r.likelihood * 100),
        Column(_DEAL["expected_on"]),
        Column(Field("idle", N_("Quiet"), width=90), lambda r: idle_words(r.idle)),
        Column(_DEAL["staff_id"], cell=avatar_cell(lambda r: r.owner), width=170),
    ]
    empty = EmptyState(
        "handshake",
        _("No deals yet"),
        _("A deal is a chance to sell. Only the customer is needed to begin."),
        Press(_("New deal"), add, icon="plus"),
    )
    return ListPage(
        desk, "deals", _("Deals"), _deal_source(desk), columns,
        views=deal_views(), counts=lambda: deal_counts(desk), empty=empty, actions=actions,
    )  # fmt: skip


def lost_list(desk: Desk, actions: Actions) -> ListPage:
    """Lost deals with the reason, the competitor, and who lost them."""
    columns = [
        Column(_DEAL["party_id"], cell=two_line_cell(lambda r: (r.party, r.title)), stretch=True),
        Column(_DEAL["amount"], lambda r: r.amount or None, role="strong"),
        Column(
            _DEAL["lost_reason"],
            cell=badge_cell(lambda r: (choices.label(choices.LOST_REASONS, r.lost_reason), "neutral")),
        ),
        Column(_DEAL["competitor"]),
        Column(_DEAL["closed_on"]),
        Column(_DEAL["staff_id"], cell=avatar_cell(lambda r: r.owner), width=170),
    ]
    empty = EmptyState("thumbs-up", _("No lost deals"), _("What is lost is kept here with its reason."))
    return ListPage(
        desk, "lost", _("Lost deals"), _deal_source(desk), columns,
        views=[ChipItem("lost", _("Lost"))], counts=lambda: deal_counts(desk), empty=empty, actions=actions,
    )  # fmt: skip


def sale_list(desk: Desk, actions: Actions, add: Callable[[], object]) -> ListPage:
    """Sales with what is owed and since when."""
    store, language = desk.store, desk.language

    def state(row: Any) -> tuple[str, str]:
        return sale_state(row, store.today(), language)

    def counts() -> dict[str, int]:
        with store.reading() as db:
            return sale_queries.count_views(db, store.today())

    columns = [
        Column(_SALE["sold_on"], width=130),
        Column(_NUMBER, sale_number, role="medium"),
        Column(
            _SALE["party_id"],
            cell=two_line_cell(lambda r: (r.party or _("Walk-in customer"), line_words(r.what, r.lines))),
            stretch=True,
        ),
        Column(_TOTAL, lambda r: -r.total if r.kind == "credit_note" else r.total, role="strong"),
        Column(_OWED, lambda r: r.owed or None),
        Column(_STATE, cell=badge_cell(state)),
        Column(_SALE["place"]),
        Column(_SALE["staff_id"], cell=avatar_cell(lambda r: r.seller), width=170),
    ]
    views = [
        ChipItem("all", _("All sales")),
        ChipItem("month", _("This month")),
        ChipItem("owed", _("Money owed"), "banknote"),
        ChipItem("overdue", _("Overdue"), "circle-alert"),
        ChipItem("drafts", _("Drafts")),
        ChipItem("returns", _("Credit notes")),
    ]
    empty = EmptyState(
        "receipt",
        _("No sales yet"),
        _("Sell at the counter, win a deal, or import the sales of another program."),
        Press(_("New sale"), add, icon="plus"),
    )
    source = QuerySource(
        store,
        lambda db, query, limit: sale_queries.list_sale_ids(db, query, limit, store.today()),
        sale_queries.sales_by_id,
    )
    return ListPage(
        desk,
        "sales",
        pgettext("papers", "Sales"),
        source,
        columns,
        views=views,
        counts=counts,
        empty=empty,
        actions=actions,
    )


def quote_list(desk: Desk, actions: Actions, add: Callable[[], object]) -> ListPage:
    """Quotes with their state and until when they hold."""
    store, language = desk.store, desk.language

    def counts() -> dict[str, int]:
        with store.reading() as db:
            return quote_queries.count_views(db, store.today())

    def number(row: Any) -> str:
        if row.revision == 1:
            return str(row.number)
        return _("{number} rev. {n}").format(number=row.number, n=row.revision)

    columns = [
        Column(_NUMBER, number, role="medium"),
        Column(
            _SALE["party_id"],
            cell=two_line_cell(lambda r: (r.party, line_words(r.what, r.lines))),
            stretch=True,
        ),
        Column(_STATE, cell=badge_cell(quote_state)),
        Column(_TOTAL, role="strong"),
        Column(_DATED),
        Column(
            Field("valid_words", N_("Valid until"), width=130),
            lambda r: valid_words(r, store.today(), language),
        ),
        Column(_SALE["staff_id"], cell=avatar_cell(lambda r: r.seller), width=170),
    ]
    views = [
        ChipItem("open", _("Open quotes")),
        ChipItem("draft", _("Drafts")),
        ChipItem("sent", _("Sent")),
        ChipItem("accepted", _("Accepted")),
        ChipItem("closed", _("Refused or expired")),
        ChipItem("all", _("All quotes")),
    ]
    empty = EmptyState(
        "file-text",
        _("No open quotes"),
        _("Write an offer; accepted, it becomes the sale with one key."),
        Press(_("New quote"), add, icon="plus"),
    )
    source = QuerySource(
        store,
        lambda db, query, limit: quote_queries.list_quote_ids(db, query, limit, store.today()),
        lambda db, ids: quote_queries.quotes_by_id(db, ids, store.today()),
    )
    return ListPage(
        desk, "quotes", _("Quotes"), source, columns, views=views, counts=counts, empty=empty, actions=actions
    )


def _offer(row: product_queries.ProductRow, language: str) -> tuple[str, str]:
    if not row.promo:
        return "", "neutral"
    if row.promo_to is None:
        return _("Offer"), "warn"
    return _("Offer until {day}").format(day=format_day(row.promo_to, language, "axis")), "warn"


def _margin(row: product_queries.ProductRow) -> int | None:
    """Hundredths of a percent, to the whole percent: a shop thinks in those."""
    if not row.price_now or not row.cost:
        return None
    return round((row.price_now - row.cost) * 100 / row.price_now) * 100


def _below(row: product_queries.ProductRow) -> str:
    return " · ".join(part for part in (row.code, row.group_name) if part)


def _cost_columns() -> tuple[Column, ...]:
    return (
        Column(_PRODUCT["cost"], lambda r: r.cost or None),
        Column(Field("margin", N_("Margin"), Kind.PERCENT, width=90), _margin),
    )


def product_list(desk: Desk, actions: Actions, add: Callable[[], object]) -> ListPage:
    """What is for sale, with today's price."""
    store, language = desk.store, desk.language

    def counts() -> dict[str, int]:
        with store.reading() as db:
            return product_queries.count_views(db, store.today())

    columns = [
        Column(_PRODUCT["name"], cell=two_line_cell(lambda r: (r.name, _below(r))), stretch=True),
        Column(_PRODUCT["kind"]),
        Column(_PRODUCT["price"], lambda r: r.price_now, role="strong"),
        Column(Field("offer", N_("Offer"), width=140), cell=badge_cell(lambda r: _offer(r, language))),
        *(_cost_columns() if may(store, MARGIN) else ()),
        Column(_PRODUCT["tax_rate"], lambda r: r.tax_rate or None),
        Column(
            Field("warranty_months", N_("Warranty, months"), Kind.INTEGER, width=130),
            lambda r: r.warranty_months or None,
        ),
    ]
    views = [
        ChipItem("active", _("For sale")),
        ChipItem("goods", _("Goods")),
        ChipItem("service", _("Services")),
        ChipItem("promo", _("On offer"), "tag"),
        ChipItem("retired", _("No longer sold")),
    ]
    empty = EmptyState(
        "package",
        _("No products yet"),
        _("A product brings its price, its tax, its warranty and the care after the sale."),
        Press(_("New product"), add, icon="plus"),
    )
    source = QuerySource(
        store,
        lambda db, query, limit: product_queries.list_product_ids(db, query, limit, store.today()),
        lambda db, ids: product_queries.products_by_id(db, ids, store.today()),
    )
    return ListPage(
        desk,
        "products",
        _("Products"),
        source,
        columns,
        views=views,
        counts=counts,
        empty=empty,
        actions=actions,
    )


def owed_words(desk: Desk) -> str:
    """What is owed and how much of it is late, for the head of the sales view."""
    with desk.store.reading() as db:
        owed, late = sale_queries.sum_owed(db, desk.store.today())
    if not owed:
        return _("Nothing to collect")
    words = format_money(owed, desk.currency, desk.language)
    if not late:
        return _("To collect **{amount}**").format(amount=words)
    overdue = format_money(late, desk.currency, desk.language)
    return _("To collect **{amount}** · overdue **{late}**").format(amount=words, late=overdue)
