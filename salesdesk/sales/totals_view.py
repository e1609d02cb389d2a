"""The figures at the foot of a paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from salesdesk.base.i18n import _
from salesdesk.base.money import format_money
from salesdesk.sales.rules import LineDraft, Totals, totals
from salesdesk.ui import theme
from salesdesk.ui.formats import format_percent
from salesdesk.ui.widgets import Divider, Label
from salesdesk.ui.widgets.layouts import clear

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TotalsBlock(QWidget):
    """Goods, discount, tax by rate, total: sums of what the lines say."""

    def __init__(self, currency: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency, self._language = currency, language
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.figures: Totals = totals([])
        self.setMinimumWidth(theme.scaled(230))
        self.show_lines([])

    def show_lines(self, lines: Sequence[LineDraft]) -> None:
        """Reckon and show the sums of lines."""
        self.show_figures(totals(lines))

    def show_figures(self, figures: Totals) -> None:
        """Show sums; what is nothing is left out."""
        self.figures = figures
        clear(self._grid)
        if figures.discount or figures.tax:
            self._add(_("Subtotal"), figures.gross)
        if figures.discount:
            self._add(_("Discount"), -figures.discount)
        for rate, amount in figures.taxes:
            self._add(_("Tax {rate}").format(rate=format_percent(rate, self._language)), amount)
        at = self._grid.rowCount()
        if figures.discount or figures.tax:
            self._grid.addWidget(Divider(), at, 0, 1, 2)
        words = format_money(figures.total, self._currency, self._language)
        self._grid.addWidget(Label(_("Total"), "section"), at + 1, 0)
        self._grid.addWidget(Label(words, "title", align=_RIGHT), at + 1, 1)
        self.setAccessibleName(_("Total {amount}").format(amount=words))

    def _add(self, label: str, amount: int) -> None:
        at = self._grid.rowCount()
        words = format_money(amount, self._currency, self._language)
        self._grid.addWidget(Label(label, "body", "ink2"), at, 0)
        self._grid.addWidget(Label(words, "medium", align=_RIGHT), at, 1)
