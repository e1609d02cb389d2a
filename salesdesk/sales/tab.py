"""The Sales tab: deals as board and list, quotes, sales, products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from salesdesk.base.i18n import N_, _
from salesdesk.base.listing import ListQuery
from salesdesk.sales import filters_view as filters
from salesdesk.sales import sheets_view as sheets
from salesdesk.sales.board_page import BoardPage
from salesdesk.sales.commands_view import SalesCommands, Subject
from salesdesk.sales.deal_dialog import DealSheet
from salesdesk.sales.form_view import run_sheet
from salesdesk.sales.head_view import BOARD, DEALS, PRODUCTS, QUOTES, SALES, SalesHead
from salesdesk.sales.list_page import ListPage
from salesdesk.sales.product_dialog import ProductSheet
from salesdesk.sales.quote_page import QuotePage
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import Touched, watch
from salesdesk.ui.widgets import boxed, column

_TABLES = (
    "deal",
    "stage_move",
    "quote",
    "sale",
    "payment",
    "product",
    "task",
    "party",
    "target",
    "interaction",
)
_KIND = {BOARD: "deal", DEALS: "deal", QUOTES: "quote", SALES: "sale", PRODUCTS: "product"}
_HINTS = (
    ("Ctrl+←→", N_("move stage")),
    ("Ctrl+Return", N_("won")),
    ("Q", N_("quote")),
    ("P", N_("payment")),
    ("T", N_("next step")),
)
_FIRST = {BOARD: "all", DEALS: "all", QUOTES: "open", SALES: "all", PRODUCTS: "active"}


class SalesTab(QWidget):
    """Views under one head; a quote opens over all of it. Reads for the first time when it is first shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chip: dict[str, str] = dict(_FIRST)
        self._text: dict[str, str] = {}
        self._counts: dict[str, Mapping[str, int]] = {}
        self._view, self._read = BOARD, False
        self.commands = SalesCommands(desk, self)
        self._pages: dict[str, BoardPage | ListPage] = {}
        self._quote: QuotePage | None = None
        self.head = SalesHead(desk)
        self.head.view_chosen.connect(self.show_view)
        self.head.chip_chosen.connect(self._choose_chip)
        self.head.filtered.connect(self._filter)
        self.head.add_wanted.connect(lambda: self.commands.add_to(self._view))
        self.head.target_wanted.connect(self.commands.set_target)
        self.saved = filters.saved_filters(desk, self.head.chips, self._asked, self.show_wanted)
        self._stack, self._outer = QStackedWidget(), QStackedWidget()
        self._outer.addWidget(boxed(column(self.head, self._stack, spacing=10, margins=(20, 12, 20, 12))))
        self.setLayout(column(self._outer))
        watch(self, desk.hub, _TABLES, self._refresh)

    # ------------------------------------------------------------- pages

    def _page(self, view: str) -> BoardPage | ListPage:
        if view not in self._pages:
            page = self._make_board() if view == BOARD else self._make_list(view)
            self._pages[view] = page
            self._stack.addWidget(page)
        return self._pages[view]

    def _make_board(self) -> BoardPage:
        page = BoardPage(self._desk, self._deal_menu, self.commands.new_deal)
        page.board.moved.connect(lambda deal, _from, to: sheets.move(self._desk, deal, to))
        page.board.opened.connect(lambda deal: self.open_record("deal", deal))
        page.board.add.connect(self._add_in_stage)
        page.board.more.connect(
            lambda stage: self.show_view(DEALS, "won" if stage == "won" else f"stage:{stage}")
        )
        return page

    def _make_list(self, view: str) -> ListPage:
        page = filters.make_list(self._desk, view, self.commands, self._deal_menu)
        page.opened.connect(lambda record: self.open_record(_KIND.get(view, "deal"), record))
        page.show_all.connect(self._drop_filter)
        page.text_dropped.connect(lambda: self.show_wanted(ListQuery(self._chip[view], "")))
        return page

    def _deal_menu(self) -> Sequence[Action]:
        subject = self.current()
        deal = sheets.read_deal(self._desk, subject.id) if subject else None
        return self.commands.for_menu(deal.stage if deal and deal.stage in ("won", "lost") else "deal")

    def quote_editor(self) -> QuotePage:
        """The quote editor, over everything."""
        if self._quote is None:
            self._quote = QuotePage(self._desk)
            self._quote.closed.connect(self._close_quote)
            self._outer.addWidget(self._quote)
        self._outer.setCurrentWidget(self._quote)
        return self._quote

    def _close_quote(self) -> None:
        self._outer.setCurrentIndex(0)
        self._show()
        self._focus_page()

    @property
    def in_quote(self) -> bool:
        """Whether a quote stands open over the views."""
        return self._quote is not None and self._outer.currentIndex() != 0

    def _focus_page(self) -> None:
        page = self._stack.currentWidget()
        if isinstance(page, BoardPage | ListPage):
            page.take_focus()

    # ------------------------------------------------------------- what is shown

    def show_view(self, view: str, chip: str = "") -> None:
        """Show one of the views, with one of its saved filters."""
        self._outer.setCurrentIndex(0)
        self._view = view
        if chip:
            self._chip[view] = chip
        self.head.show_view(view, self._text.get(view, ""))
        self._show()
        self._focus_page()

    def _choose_chip(self, chip: str) -> None:
        if self._view == BOARD and chip == "lost":
            # Lost is no column of the board: the list shows it with its reasons.
            self.show_view(DEALS, "lost")
            return
        self._chip[self._view] = chip
        self._show()

    def _filter(self, text: str) -> None:
        if self._text.get(self._view, "") != text:
            self._text[self._view] = text
            self._show()

    def _drop_filter(self) -> None:
        self._text[self._view] = ""
        self.show_view(self._view, "all" if self._view == QUOTES else _FIRST[self._view])

    def show_wanted(self, query: ListQuery) -> None:
        """Show what a saved filter says; lost deals are shown in the list."""
        if self._view == BOARD and query.view == "lost":
            self._view = DEALS
        self._chip[self._view], self._text[self._view] = query.view, query.text
        self.head.show_view(self._view, query.text)
        self._show(query)

    def _show(self, ordered: ListQuery | None = None) -> None:
        self._read = True
        chip, text = self._chip[self._view], self._text.get(self._view, "")
        page = self._page("lost" if self._view == DEALS and chip == "lost" else self._view)
        self._stack.setCurrentWidget(page)
        page.show_query(ordered or ListQuery(chip, text), own_order=ordered is not None)
        self._show_head()

    def _show_head(self) -> None:
        page = self._page(self._view)
        self.saved.use_tab(filters.filters_of(self._view), page.ids_of)
        self._show_counts(self._counts.get(self._view, {}))
        self._desk.read_soon("sales.counts", page.counts, self._show_counts)
        self.head.show_figures(self._view)

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        self._counts[self._view] = counts
        self.head.show_chips(self._page(self._view).views, counts, self._chip[self._view])
        self.saved.follow()

    def _asked(self) -> ListQuery:
        return filters.asked(
            self._stack.currentWidget(), self._chip[self._view], self._text.get(self._view, "")
        )

    def _refresh(self, _touched: Touched) -> None:
        page = self._stack.currentWidget()
        if self._read and not self.in_quote and isinstance(page, BoardPage | ListPage):
            page.refresh()
            self._show_head()

    def showEvent(self, event: QShowEvent) -> None:
        """Read when first seen; the keyboard goes to the cards or rows."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._seen)

    def _seen(self) -> None:
        if not self._read:
            self._show()
        focused = QApplication.focusWidget()
        if not self.in_quote and (focused is None or not self.isAncestorOf(focused)):
            self._focus_page()

    def _add_in_stage(self, stage: str) -> None:
        sheet = DealSheet(self._desk, stage=stage)
        if run_sheet(sheet) and sheet.deal_id is not None:
            self.show_deal(sheet.deal_id)

    # ------------------------------------------------------------- records

    def current(self) -> Subject | None:
        """The record the keyboard is on."""
        if self.in_quote and self._quote is not None:
            return Subject("quote", self._quote.quote_id) if self._quote.quote_id is not None else None
        page = self._stack.currentWidget()
        current = page.current_id() if isinstance(page, BoardPage | ListPage) else None
        return Subject(_KIND[self._view], current) if current is not None else None

    def place_of_menu(self) -> QPoint:
        """Where a menu about the current record belongs."""
        return (widget := QApplication.focusWidget() or self).mapToGlobal(widget.rect().center())

    def show_deal(self, deal_id: int) -> None:
        """Show a deal where it stands on the board, or in the list when that is shown."""
        if self._view not in (BOARD, DEALS):
            self.show_view(BOARD)
        page = self._page(self._view)
        page.refresh()
        if isinstance(page, BoardPage):
            page.select_id(deal_id, True)
        else:
            page.table.select_id(deal_id)

    def open_record(self, kind: str, record_id: int) -> bool:
        """Open a deal, quote, sale or product; False for another kind or one that is gone."""
        if kind == "quote":
            return self.quote_editor().open_quote(record_id, focus=True)
        if kind == "deal":
            if sheets.read_deal(self._desk, record_id) is None:
                return False
            self.show_deal(record_id)
            sheets.open_deal(self._desk, record_id)
        elif kind == "sale":
            sheets.open_sale(self._desk, record_id)
        elif kind == "product":
            run_sheet(ProductSheet(self._desk, record_id))
        else:
            return False
        return True

    # ------------------------------------------------------------- what the window asks

    def tab_actions(self) -> Sequence[Action]:
        """Every command of selling."""
        return [*self.commands.all.values(), *self.saved.actions("sales")]

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """The keys one needs most."""
        return [(key, _(words)) for key, words in _HINTS]

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self.head.focus_filter()

    def shown_record(self) -> tuple[str, int] | None:
        """The quote whose page is shown."""
        return self.current() if self.in_quote else None

    def leave_page(self) -> bool:
        """From the quote back to the list; False when no quote is shown."""
        if shown := self._quote if self.in_quote else None:
            shown.close_page()
        return shown is not None

    def state(self) -> dict[str, Any]:
        """The view, its filters and the current record."""
        if self._quote is not None:
            self._quote.flush()
        current = subject.id if (subject := self.current()) else None
        seen = {"view": self._view, "quote": self.in_quote, "current": current, "saved": self.saved.state()}
        return {**seen, "chips": dict(self._chip), "texts": dict(self._text)}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show again what `state` told of."""
        self._chip |= dict(state.get("chips") or {})
        self._text |= dict(state.get("texts") or {})
        self.show_view(str(state.get("view") or BOARD))
        self.saved.restore(str(state.get("saved") or ""))
        current, page = state.get("current"), self._stack.currentWidget()
        if current is not None and state.get("quote"):
            self.open_record("quote", int(current))
        elif current is not None and isinstance(page, BoardPage | ListPage):
            page.select_id(int(current))
