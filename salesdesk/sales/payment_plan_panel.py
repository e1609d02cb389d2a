"""The card of a quote's payment plan, beside its lines."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import _
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day
from salesdesk.sales.card_words import capital
from salesdesk.sales.payment_plan import Part, left_over, parts_of
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import STRETCH, Badge, Card, Divider, Label, Link, clear, column, row


class PlanCard(Card):
    """Follows the book; ``wanted`` asks for the sheet."""

    wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Payments"), parent=parent)
        self._desk = desk
        self._quote_id: int | None = None
        self._total = 0
        self._change = Link(_("Add"), on_click=self.wanted.emit)
        self.set_trailing(self._change)
        self._lines = column(spacing=8)
        self.add(self._lines)
        watch(self, desk.hub, ("planned_payment",), lambda _touched: self._fill())

    def show_plan(self, quote_id: int | None, total: int, *, is_draft: bool) -> None:
        """Show the plan of a quote that comes to ``total``; only a draft's plan can be changed."""
        self._quote_id, self._total = quote_id, total
        self._change.setVisible(is_draft and total > 0)
        self._fill()

    def _fill(self) -> None:
        clear(self._lines)
        with self._desk.store.reading() as db:
            parts = parts_of(db, self._quote_id)
        name = _("Change the payment plan") if parts else _("Add a payment plan")
        self._change.setText(_("Change") if parts else _("Add"))
        self._change.setAccessibleName(name)
        rest = left_over(parts, self._total)
        shown = [*parts, Part(_("Rest"), rest)] if parts and rest > 0 else parts
        for at, part in enumerate(shown):
            if at:
                self._lines.addWidget(Divider())
            self._add(part)
        if rest < 0:
            over = format_money(-rest, self._desk.currency, self._desk.language)
            words = _("The parts come to {amount} more than the quote.").format(amount=over)
            self._lines.addWidget(Label(words, "caption", "warnInk", wrap=True))
        if not parts:
            words = _("Paid in one sum. A deposit or parts can be planned.")
            self._lines.addWidget(Label(words, "caption", "ink2", wrap=True))

    def _add(self, part: Part) -> None:
        language = self._desk.language
        money = Label(format_money(part.amount, self._desk.currency, language), "strong")
        when = capital(format_day(part.due_on, language, "list")) if part.due_on else part.when_words
        head = row(Label(part.title, "medium", elide="end"), STRETCH, money)
        foot = row(Label(when, "caption", "ink2", elide="end"), STRETCH, Badge(_("planned")))
        self._lines.addLayout(column(head, foot, spacing=2))
