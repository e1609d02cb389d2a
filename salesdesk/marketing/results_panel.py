"""What came of a campaign: the funnel on one scale, and the return with what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from salesdesk.base.i18n import _, ngettext, pgettext
from salesdesk.base.money import format_money, format_number, short_money, sign
from salesdesk.marketing.result_queries import CampaignResults
from salesdesk.marketing.rules import BOTTOM_OF_FUNNEL, TOP_OF_FUNNEL, WINDOW_DAYS, FunnelStep
from salesdesk.marketing.wording import FORMULA, percent, return_words, share_words, step_name
from salesdesk.staff.rights import MARGIN, may
from salesdesk.ui import paint, theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import Card, Label, Metric, boxed, column, plain_tip, row

_HALVES = ((TOP_OF_FUNNEL, "mkt"), (BOTTOM_OF_FUNNEL, "sales"))


class _Bar(QWidget):
    """One bar of the funnel, as long as its share of the longest."""

    def __init__(self, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._share = tone, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Show a share of the longest bar, 0 to 1."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a short bar at least."""
        return QSize(theme.scaled(80), theme.scaled(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        if not self._share:
            return
        thick = theme.scaled(13)
        width = max(theme.scaled(2), round(self.width() * self._share))
        spot = QRect(0, (self.height() - thick) // 2, width, thick)
        paint.box(QPainter(self), spot, self._tone, "", 2)


class _StepRow:
    """The widgets of one step."""

    def __init__(self, label: str, tone: str) -> None:
        right = Qt.AlignmentFlag.AlignRight
        self.label = Label(label, "medium", elide="end")
        self.bar = _Bar(tone)
        self.people = Label("", "strong")
        self.share = Label("", "caption", "ink2", align=right)

    def show_step(self, step: FunnelStep, longest: int, language: str) -> None:
        """Show a step's figures."""
        self.bar.show_share(step.people / longest if longest else 0.0)
        self.people.setText(format_number(step.people, 0, language))
        self.share.setText(share_words(step.share, step.people, step.above))


class FunnelPanel(Card):
    """Six steps on one scale: three of marketing, three of sales."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        note = Label(_("share of the step above"), "caption", "ink2")
        super().__init__(_("Funnel so far"), note, parent=parent)
        note.setToolTip(_("Fewer than 10 people above: the count instead of a share."))
        self._desk = desk
        self._rows: dict[str, _StepRow] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(3, theme.scaled(56))
        line = 0
        for (steps, tone), words in zip(
            _HALVES, (_("Top of funnel · marketing"), _("Bottom of funnel · sales")), strict=True
        ):
            grid.addWidget(Label(words, "caption_medium", f"{tone}Ink"), line, 0, 1, 4)
            grid.setRowMinimumHeight(line, theme.scaled(26 if line else 19))
            for key in steps:
                line += 1
                grid.setRowMinimumHeight(line, theme.scaled(26))
                self._rows[key] = step = _StepRow(step_name(key), tone)
                for place, widget in enumerate((step.label, step.bar, step.people, step.share)):
                    grid.addWidget(widget, line, place)
            line += 1
        self._grid = boxed(grid)
        self.add(self._grid)
        self.body.setContentsMargins(15, 0, 15, 9)

    def show_funnel(self, steps: Sequence[FunnelStep]) -> None:
        """Show the steps of a campaign."""
        longest = max((step.people for step in steps), default=0)
        for step in steps:
            self._rows[step.key].show_step(step, longest, self._desk.language)
        said = [
            _("{step} {n}").format(
                step=step_name(step.key), n=format_number(step.people, 0, self._desk.language)
            )
            for step in steps
        ]
        self.setAccessibleDescription(", ".join(said))
        self._grid.setToolTip(
            _("A person counts at every step up to the furthest one reached. A purchase counts as a reply.")
        )


_GAP = 16


def _short(amount: int, currency: str, language: str) -> str:
    """A shortened amount that still says which money it is."""
    words = short_money(amount, currency, language)
    return words if sign(currency) in words else f"{words}\N{NO-BREAK SPACE}{sign(currency)}"


class ReturnPanel(Card):
    """Revenue, gross profit and return, from proof only to all evidence."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        formula = Label(_(FORMULA), "caption", "ink2", elide="end")
        super().__init__(pgettext("campaign", "Return"), formula, parent=parent)
        formula.setToolTip(
            _(
                "Proof is an offer code. Likely is somebody contacted at most {days} days before buying. "
                "Own word is what people or we say. A sale counts once, with its best evidence."
            ).format(days=WINDOW_DAYS)
        )
        self._desk = desk
        self._revenue = Metric(_("Revenue"))
        self._profit = Metric(_("Gross profit"))
        self._return = Metric(_("ROI"))
        self._sentence = Label("", "caption", "ink2", wrap=True)
        if not may(desk.store, MARGIN):
            self._profit.hide()
            self._return.hide()
        self._figures = row(self._revenue, self._profit, self._return, spacing=_GAP)
        self._shown: CampaignResults | None = None
        self.add(column(self._figures, self._sentence, spacing=4))

    def show_results(self, results: CampaignResults) -> None:
        """Show what a campaign returned."""
        returned, currency, language = results.returned, self._desk.currency, self._desk.language
        sales = ngettext("{n} sale", "{n} sales", returned.sales).format(n=returned.sales)
        margin = percent(returned.margin) if returned.margin is not None else ""
        self._shown = results
        words = return_words(returned)
        amounts = [returned.revenue, returned.profit]
        whole = [format_money(amount, currency, language) for amount in amounts]
        shown = whole
        if not self._fits([*whole, words.value]):  # short, with the whole amount in the tooltip
            shown = [_short(amount, currency, language) for amount in amounts]
        for place, figure in enumerate((*shown, words.value)):
            self._figures.setStretch(place, max(paint.text_width(figure, "metric"), 1))
        for metric, figure, full, remark in zip(
            (self._revenue, self._profit), shown, whole, (sales, margin), strict=True
        ):
            metric.show_value(figure, remark)
            metric.setToolTip(plain_tip(full if figure != full else ""))
        note = words.note
        if not note and results.last is not None:
            note = _("was {percent} last time").format(percent=percent(results.last.returned.high))
            self._return.setToolTip(plain_tip(results.last.name))
        self._return.show_value(words.value, note)
        self._sentence.setText(words.sentence)

    def _fits(self, figures: Sequence[str]) -> bool:
        needed = sum(paint.text_width(figure, "metric") for figure in figures) + 2 * _GAP
        margins = self.body.contentsMargins()
        return needed <= self.width() - margins.left() - margins.right() - 4

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Amounts are written in full as soon as there is room for them."""
        super().resizeEvent(event)
        if self._shown is not None:
            self.show_results(self._shown)
