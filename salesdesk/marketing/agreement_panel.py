"""What marketing and sales promised each other, and how both keep it this month."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from salesdesk.base.business_hours import business_hours
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import format_day, month_of
from salesdesk.marketing.agreement_dialog import agreement_sheet
from salesdesk.marketing.agreement_queries import (
    AgreementFigures,
    AgreementTerms,
    agreement_figures,
    agreement_terms,
)
from salesdesk.marketing.wording import percent
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import Badge, Card, Icon, Label, Link, boxed, clear, column, plain_tip, row


class Promise(NamedTuple):
    """One side's promise as the card shows it: ``kept`` None while nothing can be said."""

    title: str
    remark: str
    figure: str
    kept: bool | None


def promises(terms: AgreementTerms, figures: AgreementFigures) -> list[Promise]:
    """The promises of both sides against what happened."""
    out = []
    if terms.leads_a_month:
        least = _("at least {n} a month").format(n=terms.leads_a_month)
        here = _("{n} from this campaign").format(n=figures.from_campaign)
        least = f"{least} · {here}"
        count = _("{n} of {total}").format(n=figures.leads, total=terms.leads_a_month)
        out.append(
            Promise(
                _("Marketing: hand over qualified leads"), least, count, figures.leads >= terms.leads_a_month
            )
        )
    within = ngettext(
        "Sales: call each within {n} work hour",
        "Sales: call each within {n} work hours",
        terms.call_within_hours,
    ).format(n=terms.call_within_hours)
    share = figures.share_in_time
    if share is None:
        return [*out, Promise(within, _("no lead was due a call yet"), "—", None)]
    decided = figures.in_time + figures.late
    late = ngettext("{n} of {total} was called late", "{n} of {total} were called late", figures.late).format(
        n=figures.late, total=decided
    )
    remark = late if figures.late else _("all {n} were called in time").format(n=decided)
    figure = _("{share} of {target}").format(share=percent(share), target=f"{terms.call_share}%")
    return [*out, Promise(within, remark, figure, share * 100 >= terms.call_share)]


class AgreementPanel(Card):
    """The card with both promises."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Sales–marketing agreement"), Link(_("Edit"), on_click=self._edit), parent=parent)
        self._desk = desk
        self._column = column(spacing=7)
        self.add(self._column)

    def show_month(self, day: date, campaign_id: int) -> None:
        """Show how the promises of a day's month are kept."""
        store = self._desk.store
        clear(self._column)
        with store.reading() as db:
            terms = agreement_terms(db)
            if terms is None:
                words = _("Write down how many leads marketing brings and how soon sales calls them.")
                self._column.addWidget(Label(words, "body", "ink2", wrap=True))
                return
            hours = business_hours(store.setting, store.zone)
            figures = agreement_figures(
                db, month_of(day), terms.call_within_hours, hours, store.now(), campaign_id
            )
        self.set_count(format_day(day, self._desk.language, "month"))
        self.setToolTip(plain_tip(terms.lead_definition))
        for promise in promises(terms, figures):
            self._column.addWidget(self._line(promise))

    def _line(self, promise: Promise) -> QWidget:
        icon, color = ("circle-check", "accent") if promise.kept else ("triangle-alert", "warn")
        tone = "accent" if promise.kept else "warn"
        if promise.kept is None:
            icon, color, tone = "clock", "ink3", "neutral"
        words = column(
            Label(promise.title, "body", wrap=True),
            Label(promise.remark, "caption", "ink2", wrap=True),
            spacing=0,
        )
        line = row(Icon(icon, color), words, Badge(promise.figure, tone), spacing=8)
        line.setStretch(1, 1)
        return boxed(line)

    def _edit(self) -> None:
        agreement_sheet(self._desk).finish()
