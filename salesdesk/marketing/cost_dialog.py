"""A channel's plan and costs, and booking a single cost."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from salesdesk.base import choices
from salesdesk.base.choices import CHANNELS
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day
from salesdesk.marketing.budget_commands import add_cost, edit_cost, remove_cost, set_channel_budget
from salesdesk.marketing.fields import COST_FIELDS
from salesdesk.marketing.form_dialog import FormSheet, carried_out
from salesdesk.marketing.queries import main_channel
from salesdesk.marketing.result_queries import CostRow, list_channels, list_costs
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import STRETCH, Divider, IconButton, Label, Link, boxed, clear, column, row

_PLAN = Field("planned", N_("Planned"), Kind.MONEY)


def cost_sheet(
    desk: Desk,
    campaign_id: int,
    channel: str = "",
    cost: CostRow | None = None,
    parent: QWidget | None = None,
) -> FormSheet:
    """The sheet that books a cost, or changes a booked one; its answer is true when it did."""

    def save(values: dict[str, Any]) -> Any:
        facts = {**values, "words": values["words"] or ""}
        if cost is None:
            return desk.do(add_cost, campaign_id, failed=sheet.say, **facts)
        return carried_out(desk, sheet.say, edit_cost, cost.id, version=cost.version, **facts)

    if cost is not None:
        values: dict[str, Any] = cost._asdict()
    else:
        with desk.store.reading() as db:
            values = {"channel": channel or main_channel(db, campaign_id), "spent_on": desk.store.today()}
    title = _("Add a cost") if cost is None else _("Change the cost")
    sheet = FormSheet(desk, title, COST_FIELDS, values, _("Save cost"), save, parent=parent)
    return sheet


class ChannelSheet(FormSheet):
    """What a campaign plans for a channel, and every cost booked on it."""

    def __init__(self, desk: Desk, campaign_id: int, channel: str = "") -> None:
        self._campaign_id, self._channel = campaign_id, channel
        with desk.store.reading() as db:
            planned = {line.channel: line.planned for line in list_channels(db, campaign_id)}
        fields: tuple[Field, ...] = (_PLAN,)
        if not channel:
            free = tuple(choice for choice in CHANNELS if choice.value not in planned)
            fields = (Field("channel", N_("Channel"), Kind.CHOICE, choices=free, required=True), _PLAN)
        title = choices.label(CHANNELS, channel) if channel else _("Add a channel")
        values = {"planned": planned.get(channel, 0) or None}
        super().__init__(desk, title, fields, values, _("Save plan"), self._keep_plan, width=560)
        self._costs = column(spacing=0)
        if channel:
            self._show_costs()

    def _keep_plan(self, values: dict[str, Any]) -> int | None:
        channel = self._channel or values.get("channel") or ""
        saved: int | None = self.desk.do(
            set_channel_budget, self._campaign_id, channel, values["planned"] or 0, failed=self.say
        )
        return saved

    def _show_costs(self) -> None:
        add = Link(_("Add cost"), icon="plus", on_click=self._add)
        self.body.addLayout(row(Label(_("Costs"), "strong"), STRETCH, add))
        self.body.addWidget(boxed(self._costs))
        self._read()

    def _read(self) -> None:
        clear(self._costs)
        with self.desk.store.reading() as db:
            costs = list_costs(db, self._campaign_id, self._channel)
        for cost in costs:
            self._costs.addWidget(Divider())
            self._costs.addWidget(self._line(cost))
        if not costs:
            self._costs.addWidget(Label(_("Nothing was spent on it yet."), "body", "ink3"))

    def _line(self, cost: CostRow) -> QWidget:
        day = Label(format_day(cost.spent_on, self.desk.language, "short"), "body", "ink2")
        day.setMinimumWidth(96)
        words = Label(cost.words or "—", "body", elide="end")
        amount = Label(format_money(cost.amount, self.desk.currency, self.desk.language), "strong")
        name = cost.words or format_day(cost.spent_on, self.desk.language, "short")
        edit = IconButton("pencil", _("Change the cost “{words}”").format(words=name), size="row",
                          on_click=partial(self._edit, cost))  # fmt: skip
        remove = IconButton("trash-2", _("Remove the cost “{words}”").format(words=name), size="row",
                            on_click=partial(self._remove, cost.id))  # fmt: skip
        line = row(day, words, amount, edit, remove, spacing=8, margins=(0, 5, 0, 5))
        line.setStretchFactor(words, 1)
        return boxed(line)

    def _add(self) -> None:
        cost_sheet(self.desk, self._campaign_id, self._channel, parent=self).finish()
        self._read()

    def _edit(self, cost: CostRow) -> None:
        cost_sheet(self.desk, self._campaign_id, self._channel, cost, parent=self).finish()
        self._read()

    def _remove(self, cost_id: int) -> None:
        self.desk.do(remove_cost, cost_id, failed=self._say_removed)
        self._read()

    def _say_removed(self, error: UserError) -> None:
        self.show_error(error.message)
