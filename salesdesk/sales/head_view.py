"""The head of the Sales tab: its views, the sums, the saved filters, and what to type to find something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.base.i18n import _, pgettext
from salesdesk.sales.board_page import SalesSummary, read_attention, read_now
from salesdesk.sales.card_words import stage_label
from salesdesk.sales.paper_pages_view import owed_words
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    ChipItem,
    ChipRow,
    Emphasis,
    Label,
    SearchField,
    Segmented,
    SegmentItem,
    boxed,
    column,
    row,
)

BOARD, DEALS, QUOTES, SALES, PRODUCTS = "board", "deals", "quotes", "sales", "products"


class SalesHead(QWidget):
    """Tells what is wanted; the tab shows it."""

    view_chosen = Signal(str)
    chip_chosen = Signal(str)
    filtered = Signal(str)
    add_wanted = Signal()
    target_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        items = (
            SegmentItem(BOARD, _("Board")),
            SegmentItem(DEALS, _("List")),
            SegmentItem(QUOTES, _("Quotes")),
            SegmentItem(SALES, pgettext("papers", "Sales")),
            SegmentItem(PRODUCTS, _("Products")),
        )
        self.switch = Segmented(items, BOARD, name=_("Views"))
        self.switch.chosen.connect(self.view_chosen)
        self.summary = SalesSummary(desk)
        self.summary.target_wanted.connect(self.target_wanted)
        self._owed = Emphasis("", "body", "ink2", strong_color="ink")
        self.add = Button("", icon="plus", on_click=self.add_wanted.emit)
        self.chips = ChipRow((), name=_("Saved filters"))
        self.chips.chosen.connect(self.chip_chosen)
        self.sentence = Label("", "caption", "ink2", elide="end", align=Qt.AlignmentFlag.AlignRight)
        self.search = SearchField(_("Filter"), icon="list-filter", key="Ctrl+F", name=_("Filter this view"))
        self.search.setFixedWidth(theme.scaled(190))
        self.search.searched.connect(self.filtered)
        self._gap = boxed(row(STRETCH))
        top = row(
            Label(_("Sales"), "title"),
            4,
            self.switch,
            self.summary,
            self._gap,
            self._owed,
            self.add,
            spacing=10,
        )
        second = row(self.chips, self.sentence, self.search, spacing=10)
        self.chips.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        second.setStretch(1, 1)
        self.setLayout(column(top, second, spacing=10))

    def show_view(self, view: str, text: str) -> None:
        """Mark a view and the text that filters it, without telling."""
        self.switch.set_current(view)
        self.search.setText(text)

    def show_chips(self, views: Sequence[ChipItem], counts: Mapping[str, int], chip: str) -> None:
        """Show the saved filters of a view with their counts, and a single stage while it is chosen."""
        items = list(views)
        if chip not in {item.key for item in items}:
            items.append(ChipItem(chip, stage_label(chip.removeprefix("stage:"))))
        if [item.key for item in items] == self.chips.keys():
            for item in items:
                self.chips.set_count(item.key, counts.get(item.key))
            self.chips.set_current(chip)
        else:
            self.chips.set_items([replace(item, count=counts.get(item.key)) for item in items], chip)

    def show_figures(self, view: str) -> None:
        """Read and show the sums that belong to a view."""
        deals = view in (BOARD, DEALS)
        self.summary.setVisible(deals)
        self._gap.setVisible(not deals)
        self._owed.setVisible(view == SALES)
        self.sentence.setVisible(view == BOARD)
        adds = {QUOTES: _("New quote"), SALES: _("New sale"), PRODUCTS: _("New product")}
        self.add.setVisible(view in adds)
        self.add.setText(adds.get(view, ""))
        desk = self._desk
        if deals:
            desk.read_soon("sales.now", lambda: read_now(desk), self.summary.show_now)
        if view == BOARD:
            desk.read_soon("sales.attention", lambda: read_attention(desk), self.sentence.setText)
        elif view == SALES:
            desk.read_soon("sales.owed", lambda: owed_words(desk), self._owed.setText)

    def focus_filter(self) -> None:
        """Begin to type a filter."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
