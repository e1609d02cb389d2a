"""Plan and results of a campaign on one page: what is planned at the left, what came of it at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from salesdesk.base.i18n import _
from salesdesk.base.money import exponent
from salesdesk.base.task import Task
from salesdesk.marketing.agreement_panel import AgreementPanel
from salesdesk.marketing.audience_panel import AudiencePanel
from salesdesk.marketing.channels_panel import ChannelsPanel
from salesdesk.marketing.code_dialog import show_codes
from salesdesk.marketing.notes_panel import NotesPanel
from salesdesk.marketing.offer_panel import OfferPanel
from salesdesk.marketing.queries import CampaignHead
from salesdesk.marketing.result_queries import CampaignResults, campaign_results, list_notes
from salesdesk.marketing.results_panel import FunnelPanel, ReturnPanel
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.jobs import Job
from salesdesk.ui.widgets import Link, ScrollColumn, column

RIGHT = 470
_ANY = 16_777_215  # Qt's own largest width
NARROW, WIDE = 1000, 1560
"""Below `NARROW` pixels everything stands in one column, from `WIDE` on in three."""


class PlanPage(QWidget):
    """All the cards of a campaign."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._head: CampaignHead | None = None
        self._job: Job | None = None
        self._columns = 0
        self.audience = AudiencePanel(desk)
        self.channels = ChannelsPanel(desk)
        self.offer = OfferPanel(desk, Link(_("Offer codes"), on_click=self._show_codes))
        self.notes = NotesPanel(desk)
        self.funnel = FunnelPanel(desk)
        self.returned = ReturnPanel(desk)
        self.agreement = AgreementPanel(desk)
        self._page = ScrollColumn((14, 4, 20, 16), 11)
        self._holder: QWidget | None = None
        self._page.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._lay_out(2)
        self.setLayout(column(self._page, spacing=0))

    # ------------------------------------------------------------- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One, two or three columns."""
        super().resizeEvent(event)
        width = self.width()
        self._lay_out(1 if width < theme.scaled(NARROW) else 3 if width >= theme.scaled(WIDE) else 2)

    def _make_room(self, _least: int, most: int) -> None:
        """The scroll bar stands in the margin, so that the cards keep their edge under the head."""
        bar = self._page.verticalScrollBar().sizeHint().width() if most else 0
        self._page.body.setContentsMargins(14, 4, 20 - bar, 16)

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for card in (self.funnel, self.returned, self.agreement):
            card.setMinimumWidth(theme.scaled(RIGHT) if columns == 2 else 0)
            card.setMaximumWidth(theme.scaled(RIGHT) if columns == 2 else _ANY)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for stack, share in self._stacks(columns):
            line.addLayout(_pile(stack), share)
        self._page.add(holder)
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = holder

    def _stacks(self, columns: int) -> list[tuple[list[QWidget], int]]:
        """The cards of each column and its share of the width (0: what its cards are wide)."""
        plan: list[QWidget] = [self.audience, self.channels, self.offer, self.notes]
        results: list[QWidget] = [self.funnel, self.returned]
        if columns == 1:
            return [([self.audience, *results, *plan[1:], self.agreement], 1)]
        if columns == 2:
            return [(plan, 1), ([*results, self.agreement], 0)]
        return [
            ([self.audience, self.offer, self.notes], 5),
            ([self.channels, self.agreement], 4),
            (results, 4),
        ]

    # ------------------------------------------------------------- what is shown

    def show_campaign(self, head: CampaignHead) -> None:
        """Show a campaign; its figures follow when a worker has counted them."""
        self._head = head
        store, desk = self._desk.store, self._desk
        with store.reading() as db:
            notes = list_notes(db, head.id)
        self.audience.show_campaign(head.id)
        self.offer.show_campaign(head.id, head.facts)
        self.notes.show_notes(head.id, notes)
        today = store.today()
        self.agreement.show_month(min(head.ends_on or today, today), head.id)
        if self._job is not None and self._job.running:
            self._job.cancel()

        def work(_task: Task) -> CampaignResults:
            with store.reading() as db:
                return campaign_results(db, head.id, today, desk.currency, exponent(desk.currency))

        self._job = desk.jobs.run(
            _("Counting results"), work, lambda results: self._show_results(head.id, results), quiet=True
        )

    def _show_results(self, campaign_id: int, results: CampaignResults) -> None:
        self._job = None
        if self._head is None or self._head.id != campaign_id:
            return
        self.channels.show_results(campaign_id, results)
        self.funnel.show_funnel(results.funnel)
        self.returned.show_results(results)

    def _show_codes(self) -> None:
        if self._head is not None:
            show_codes(self._desk, self._head.id)

    def keep(self) -> None:
        """Keep what is being built before the page goes."""
        self.audience.keep()


def _pile(cards: Sequence[QWidget]) -> QLayout:
    pile = column(*cards, spacing=11)
    pile.addStretch(1)
    return pile
