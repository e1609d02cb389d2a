"""Settings: what is expected of a deal in each stage, and the targets of a month."""

from __future__ import annotations

from datetime import date
from functools import partial

from salesdesk.app.settings_parts import SavedText, SettingsSection
from salesdesk.base import choices, i18n
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.base.money import format_money, format_number, parse_money
from salesdesk.base.periods import add_months, format_day, month_of
from salesdesk.base.shop_settings import CSAT, IDLE_DAYS, LIKELIHOOD
from salesdesk.sales.payment_commands import set_target
from salesdesk.staff.queries import list_staff
from salesdesk.staff.shop_commands import change_setting, reset_settings
from salesdesk.store.sums import targets_of
from salesdesk.ui.widgets import Button, ChoiceBox, IconButton, Label, boxed, row

MONTHS_AHEAD = 24


class StagesSection(SettingsSection):
    """Likelihood and patience for each stage; revenue and satisfaction to reach."""

    tables = ("setting", "target", "staff_member")

    def build(self) -> None:
        """Two cards."""
        self._add_stages()
        self.month = month_of(self.desk.store.today()).start
        self._targets: dict[int | None, SavedText] = {}
        self._target_card = self.add_card(_("Targets"))
        before = IconButton("chevron-left", _("Month before"), size="row", on_click=lambda: self.walk(-1))
        after = IconButton("chevron-right", _("Next month"), size="row", on_click=lambda: self.walk(1))
        self._month_name = Label("", "medium")
        self._target_card.set_trailing(boxed(row(before, self._month_name, after, spacing=6)))
        self._add_targets()
        self._shows.append(self._show_targets)
        self._add_satisfaction()

    def _add_stages(self) -> None:
        card = self.add_card(
            _("Stages of a deal"),
            _(
                "Likelihood: how many of a hundred such deals are won, for the figure “likely”. Idle: after "
                "so many days without any contact the board says so. A deal’s own likelihood comes first."
            ),
        )
        keys = [one.key for one in (*LIKELIHOOD.values(), *IDLE_DAYS.values())]
        reset = Button(
            _("Reset"),
            "ghost",
            icon="rotate-ccw",
            size="small",
            on_click=lambda: self.desk.do(reset_settings, *keys),
        )
        reset.setAccessibleName(_("Put the stages back as they were at first"))
        card.set_trailing(reset)
        for stage in choices.OPEN_STAGES:
            name = choices.label(choices.DEAL_STAGES, stage)
            likely = _("Likelihood of {stage}").format(stage=name)
            idle = _("{stage} counts as idle after").format(stage=name)
            card.add_line(
                name,
                "",
                Label(_("Likelihood"), "caption", "ink2"),
                self.number_box(LIKELIHOOD[stage], _(" %"), likely),
                Label(_("Idle after"), "caption", "ink2"),
                self.number_box(IDLE_DAYS[stage], _(" days"), idle),
            )

    # Targets

    def _add_targets(self) -> None:
        with self.desk.store.reading() as db:
            staff = list_staff(db)
        for staff_id, name in [(None, _("The whole shop")), *((one.id, one.name) for one in staff)]:
            box = SavedText(_("Revenue target: {name}").format(name=name), 200)
            box.field.setPlaceholderText(_("none"))
            box.settled.connect(partial(self._save_target, staff_id))
            self._targets[staff_id] = box
            about = _("Revenue before tax in this month, on Today, the board and Compare.")
            self._target_card.add_line(
                name, about if staff_id is None else _("Revenue of this person, in Compare."), box
            )

    def _add_satisfaction(self) -> None:
        card = self.add_card()
        language = i18n.language()
        name = _("Satisfaction to reach")
        levels = [
            (n, _("{score} of 5").format(score=format_number(n, 1, language)))
            for n in range(CSAT.lowest, CSAT.highest + 1)
        ]
        self.csat = ChoiceBox(levels, name)
        self.csat.chosen.connect(lambda value: self.desk.do(change_setting, CSAT.key, str(value)))
        self._shows.append(lambda: self.csat.set_value(CSAT.read(self.desk.store.setting)))
        card.add_line(name, _("The average rating of cases, on Today and in Compare."), self.csat)

    def walk(self, months: int) -> None:
        """Show the targets of another month."""
        first = month_of(self.desk.store.today()).start
        wanted = add_months(self.month, months)
        self.month = min(max(wanted, add_months(first, -MONTHS_AHEAD)), add_months(first, MONTHS_AHEAD))
        self._show_targets()

    def _show_targets(self) -> None:
        store, language = self.desk.store, i18n.language()
        self._month_name.setText(format_day(self.month, language, "month"))
        with store.reading() as db:
            for staff_id, box in self._targets.items():
                amount = targets_of(db, [month_of(self.month)], staff_id)[0]
                box.show_text(format_money(amount, store.currency, language) if amount else "")

    def _save_target(self, staff_id: int | None, text: str) -> None:
        box = self._targets[staff_id]
        try:
            amount = parse_money(text, self.desk.store.currency) if text.strip() else 0
        except UserError as error:
            box.show_error(error.message)
            return
        with self.desk.store.reading() as db:
            before = targets_of(db, [month_of(self.month)], staff_id)[0]
        if amount != before:
            self._write(staff_id, self.month, amount, box)
        self._show_targets()

    def _write(self, staff_id: int | None, month: date, amount: int, box: SavedText) -> None:
        self.desk.do(
            set_target,
            month_on=month,
            amount=amount,
            staff_id=staff_id,
            failed=lambda error: box.show_error(error.message),
        )
