"""Beside a quote: what is planned when it is sent or won, what is earned, its origin, its revisions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.base import choices
from salesdesk.base.fold import given_name
from salesdesk.base.i18n import _
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day
from salesdesk.parties.commands import NextStep
from salesdesk.sales.card_words import capital
from salesdesk.sales.line_notes import cost_of
from salesdesk.sales.payment_plan_panel import PlanCard
from salesdesk.sales.quote_queries import QuotePage as QuoteFacts
from salesdesk.sales.rules import LineDraft, totals
from salesdesk.service.queries import after_sale_plan, warranty_end
from salesdesk.staff.queries import staff_names
from salesdesk.staff.rights import MARGIN, may
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.formats import format_percent
from salesdesk.ui.widgets import STRETCH, Card, Icon, IconButton, Label, Link, StepBadge, clear, column, row

WIDTH = 310
_ICONS = {"installation": "wrench", "rating": "smile", "maintenance": "refresh-cw", "follow_up": "megaphone"}


class QuoteSide(QWidget):
    """Reads only; wrong or unfinished lines are left out of its figures."""

    revision_wanted = Signal(object)
    plan_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._profit_hidden = False
        self.payments = PlanCard(desk)
        self.payments.wanted.connect(self.plan_wanted)
        self._plan = Card(_("When won, this is planned"))
        self._sent = Card(_("When sent, this is planned"))
        self._step = StepBadge("later", "")
        self._sent.add(row(self._step, STRETCH))
        self._profit = Card()
        self._profit_words = Label("", "strong", elide="end")
        self._eye = IconButton("eye-off", _("Hide the profit"), size="row", on_click=self._toggle)
        self._profit.add(
            row(self._eye, Label(_("Gross profit"), "strong"), STRETCH, self._profit_words, spacing=6)
        )
        self._campaign = Card()
        self._campaign_link = Link("", on_click=self._open_campaign)
        self._campaign.add(
            row(Icon("megaphone", "mkt"), Label(_("Came from"), "body", "ink2"), self._campaign_link, STRETCH)
        )
        self._revisions = Card(_("Revisions"))
        self._lines = column(spacing=4)
        self._others = column(spacing=2)
        self._plan.add(self._lines)
        self._revisions.add(self._others)
        cards = (self.payments, self._sent, self._plan, self._profit, self._campaign, self._revisions)
        for slim in (self._profit, self._campaign):
            slim.body.setContentsMargins(14, 8, 14, 8)
        self.setLayout(column(*cards, STRETCH, spacing=8))
        self._facts: QuoteFacts | None = None
        self._drafts: Sequence[LineDraft] = ()
        self._shown_products: list[int] | None = None
        self._may_see_profit = may(desk.store, MARGIN)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """As wide as the page, below the lines."""
        if narrow:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            self.setFixedWidth(theme.scaled(WIDTH))

    def show_quote(self, lines: Sequence[LineDraft], facts: QuoteFacts | None, step: NextStep | None) -> None:
        """Follow the lines as they are typed; ``step`` is what sending would plan."""
        self._facts, self._drafts = facts, lines
        known, is_draft = (facts.facts["id"], facts.facts["status"] == "draft") if facts else (None, True)
        self.payments.show_plan(known, totals(lines).total, is_draft=is_draft)
        self._sent.setVisible(step is not None and facts is not None and facts.facts["deal_id"] is not None)
        if step is not None:
            day = format_day(step.on, self._desk.language, "list")
            self._step.show_step("later", _("{day}: {what}").format(day=capital(day), what=step.title))
        self._show_plan([line.product_id for line in lines if line.product_id is not None])
        self._show_profit(lines)
        self._campaign.setVisible(bool(facts and facts.campaign_id))
        self._campaign_link.setText(facts.campaign if facts else "")
        self._show_revisions(facts)

    def _show_plan(self, products: list[int]) -> None:
        if products == self._shown_products:
            return
        self._shown_products = products
        store = self._desk.store
        with store.reading() as db:
            plan = [step for step in after_sale_plan(db, products, store.today()) if step.chosen]
            people = staff_names(db)
            ends = warranty_end(db, products, store.today())
        clear(self._lines)
        for step in plan:
            when = step.when_words or capital(format_day(step.on, self._desk.language, "list"))
            person = given_name(people.get(step.staff_id or store.staff_id or 0, ""))
            tone = "mkt" if step.purpose == "marketing" else "service"
            words = f"{when} · {person}" if person else when
            self._add_line(_ICONS.get(step.kind, "check"), tone, step.title, words)
        if ends is not None:
            day = format_day(ends, self._desk.language)
            self._add_line("shield-check", "service", _("Warranty ends"), day)
        self._plan.setVisible(bool(plan) and bool(products))

    def _add_line(self, icon: str, tone: str, title: str, when: str) -> None:
        words = column(Label(title, "medium", elide="end"), Label(when, "caption", "ink2"), spacing=0)
        line = row(Icon(icon, tone), words, spacing=8)
        line.setStretch(1, 1)
        self._lines.addLayout(line)

    def _show_profit(self, lines: Sequence[LineDraft]) -> None:
        net = totals(lines).net
        with self._desk.store.reading() as db:
            cost = cost_of(db, lines, self._desk.store.today())
        self._profit.setVisible(self._may_see_profit and net > 0 and cost > 0)
        money = format_money(net - cost, self._desk.currency, self._desk.language)
        share = format_percent(round((net - cost) * 100 / net) * 100, self._desk.language) if net else ""
        shown = _("{share} · {amount}").format(share=share, amount=money)
        self._profit_words.setText("•••" if self._profit_hidden else shown)

    def _toggle(self) -> None:
        self._profit_hidden = not self._profit_hidden
        hidden = self._profit_hidden
        self._eye.set_icon("eye" if hidden else "eye-off")
        self._eye.set_name(_("Show the profit") if hidden else _("Hide the profit"))
        if hidden:
            self._profit_words.setText("•••")
        else:
            self._show_profit(self._drafts)

    def _open_campaign(self) -> None:
        if self._facts is not None and self._facts.campaign_id is not None:
            self._desk.open_record("campaign", self._facts.campaign_id)

    def _show_revisions(self, facts: QuoteFacts | None) -> None:
        clear(self._others)
        others = facts.revisions if facts else ()
        for quote_id, revision, status in others:
            words = _("Revision {n}: {status}").format(
                n=revision, status=choices.label(choices.QUOTE_STATUSES, status)
            )
            link = Link(words, icon="file-text")
            link.clicked.connect(lambda _on=False, chosen=quote_id: self.revision_wanted.emit(chosen))
            self._others.addWidget(link)
        self._revisions.setVisible(bool(others))
