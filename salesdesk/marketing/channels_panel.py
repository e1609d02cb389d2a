"""Channels and budget of a campaign: planned, spent, leads and what a lead cost, a row a channel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from salesdesk.base import choices
from salesdesk.base.choices import CHANNELS
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.listing import ListQuery
from salesdesk.base.money import format_money, sign
from salesdesk.marketing.budget_commands import remove_channel
from salesdesk.marketing.cost_dialog import ChannelSheet, cost_sheet
from salesdesk.marketing.figures_view import Figures
from salesdesk.marketing.result_queries import CampaignResults, ChannelRow
from salesdesk.marketing.row_list import RowList
from salesdesk.marketing.wording import CHANNEL_ICONS, plain_money
from salesdesk.ui import icons, row_paint, theme
from salesdesk.ui.actions import Action, popup_menu
from salesdesk.ui.cells import CellPainter
from salesdesk.ui.desk import Desk
from salesdesk.ui.record_columns import Column, RecordModel
from salesdesk.ui.record_table import RecordTable
from salesdesk.ui.widgets import Card, Emphasis, Label, Link, boxed, row


def _channel_cell() -> CellPainter:
    def draw(painter: QPainter, rect: QRect, line: ChannelRow, _selected: bool) -> None:
        side = theme.scaled(16)
        spot = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
        icons.draw(painter, spot, CHANNEL_ICONS[line.channel], "ink2")
        words = rect.adjusted(side + theme.scaled(8), 0, 0, 0)
        row_paint.text(painter, words, choices.label(CHANNELS, line.channel), "medium", "ink")

    return CellPainter(draw, lambda line: choices.label(CHANNELS, line.channel), stretch=True)


class CompactTable(RecordTable):
    """A table whose rows are as low as the design allows, under the title of its card."""

    def __init__(self, model: RecordModel, **options: Any) -> None:
        super().__init__(model, **options)
        self.set_rounded(False)
        self._row_height = theme.height("compact")
        self.verticalHeader().setDefaultSectionSize(self._row_height)


class ChannelsPanel(Card):
    """The card with the channels; Enter or a double click opens one with its costs."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._sum = Emphasis("", "body", "ink3")
        self._add = Link(_("Add"))
        trailing = boxed(row(self._sum, self._add))
        super().__init__(_("Channels and budget"), trailing, padding=False, parent=parent)
        self._add.clicked.connect(self._open_menu)
        self._desk = desk
        self._campaign_id = 0
        self._source: RowList[ChannelRow] = RowList()
        self._model = RecordModel(
            self._source, self._columns(), None, language=desk.language, currency=desk.currency,
            sentence=self._sentence,
        )  # fmt: skip
        self.table = CompactTable(self._model, name=_("Channels"), actions=self._row_actions)
        self.table.opened.connect(self._open)
        self._empty = Label(_("No channel yet. Plan one, or book a cost."), "body", "ink3", wrap=True)
        self._empty.setContentsMargins(15, 0, 15, 12)
        self.add(self.table)
        self.add(self._empty)
        self.body.setSpacing(0)

    def _columns(self) -> list[Column]:
        currency, language = self._desk.currency, self._desk.language

        def money(key: str, label: str, role: str, color: str) -> Column:
            # The currency stands in the head, so the cells are plain figures.
            field = Field(key, label, Kind.TEXT, width=104)
            return Figures(
                field,
                value=lambda line: plain_money(getattr(line, key), currency, language),
                role=role,
                token=color,
            )

        mark = sign(currency)
        return [
            Column(Field("channel", N_("Channel")), cell=_channel_cell(), stretch=True),
            money("planned", _("Plan ({currency})").format(currency=mark), "body", "ink2"),
            money("spent", _("Spent ({currency})").format(currency=mark), "strong", "ink"),
            Figures(Field("leads", N_("Leads"), Kind.INTEGER, width=80,
                         help=N_("Qualified leads whose first reply came this way")), role="strong"),
            money("per_lead", _("Cost/lead"), "strong", "ink"),
        ]  # fmt: skip

    def _sentence(self, line: ChannelRow) -> str:
        currency, language = self._desk.currency, self._desk.language
        leads = ngettext("{n} lead", "{n} leads", line.leads).format(n=line.leads)
        return _("{channel}, planned {plan}, spent {spent}, {leads}").format(
            channel=choices.label(CHANNELS, line.channel),
            plan=format_money(line.planned, currency, language),
            spent=format_money(line.spent, currency, language),
            leads=leads,
        )

    def show_results(self, campaign_id: int, results: CampaignResults) -> None:
        """Show a campaign's channels."""
        self._campaign_id = campaign_id
        self._source.fill(results.channels)
        self._model.show(ListQuery())
        self._model.refresh()
        lines = len(results.channels)
        self.table.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self.table.setFixedHeight(theme.height("header") + lines * theme.height("compact") + 1)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        spent = format_money(results.spent, self._desk.currency, self._desk.language)
        if results.budget:
            budget = format_money(results.budget, self._desk.currency, self._desk.language)
            self._sum.setText(_("**{spent}** of {budget} spent").format(spent=spent, budget=budget))
        else:
            self._sum.setText(_("**{spent}** spent, no budget set").format(spent=spent))

    def _open(self, row_id: int) -> None:
        ChannelSheet(self._desk, self._campaign_id, self._source[row_id].channel).finish()

    def _open_menu(self) -> None:
        actions = [
            Action("marketing.plan_channel", N_("Add channel…"), self.add_channel, icon="plus"),
            Action("marketing.book_cost", N_("Add cost…"), self.add_cost, icon="wallet"),
        ]
        popup_menu(self, actions, self._add.mapToGlobal(self._add.rect().bottomLeft()))

    def add_channel(self) -> None:
        """Plan another channel."""
        ChannelSheet(self._desk, self._campaign_id).finish()

    def add_cost(self) -> None:
        """Book money spent, on the channel chosen in the table."""
        current = self.table.current_id()
        channel = self._source[current].channel if current is not None else ""
        cost_sheet(self._desk, self._campaign_id, channel).finish()

    def _row_actions(self) -> list[Action]:
        current = self.table.current_id()
        if current is None:
            return []
        channel = self._source[current].channel

        def remove() -> None:
            self._desk.do(remove_channel, self._campaign_id, channel)

        return [
            Action("marketing.open_channel", N_("Plan and costs…"), self.table.open_current, icon="pencil"),
            Action("marketing.add_channel_cost", N_("Add cost…"), self.add_cost, icon="wallet"),
            Action("marketing.remove_channel", N_("Remove the channel"), remove, icon="trash-2"),
        ]
