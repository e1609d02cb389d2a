"""Settings: what the shop promises its customers after the sale."""

from __future__ import annotations

from functools import partial

from salesdesk.app.settings_parts import SettingsSection
from salesdesk.base import choices, i18n
from salesdesk.base.business_hours import business_hours
from salesdesk.base.i18n import _
from salesdesk.base.money import format_number
from salesdesk.base.shop_settings import ASK_RATING, PROMISES, TIMER_IDLE, WAIT_RATING, NumberSetting
from salesdesk.staff.shop_commands import reset_settings
from salesdesk.ui.widgets import Button, Label


class PromisesSection(SettingsSection):
    """Hours to solve a case by its priority, ratings, and the timer."""

    def build(self) -> None:
        """Three cards."""
        card = self.add_card(
            _("Time to solve a case"),
            _("In opening hours. It holds for cases opened from now on; others keep what was promised."),
        )
        self._reset = Button(
            _("Reset"),
            "ghost",
            icon="rotate-ccw",
            size="small",
            on_click=lambda: self.desk.do(reset_settings, *(one.key for one in PROMISES.values())),
        )
        self._reset.setAccessibleName(_("Put the promises back as they were at first"))
        card.set_trailing(self._reset)
        for priority in choices.PRIORITIES:
            setting, name = PROMISES[priority.value], _(priority.label)
            about = Label("", "caption", "ink2")
            card.add_line(name, about, self.number_box(setting, _(" h"), name))
            self._shows.append(partial(self._show_days, about, setting))
        ratings = self.add_card(_("Ratings"))
        name = _("Ask for a rating after")
        ratings.add_line(
            name,
            _("The call for it is planned so many days after a sale."),
            self.number_box(ASK_RATING, _(" days"), name),
        )
        name = _("Wait for a rating")
        ratings.add_line(
            name,
            _("So long a solved case stays in “To rate”."),
            self.number_box(WAIT_RATING, _(" days"), name),
        )
        timer = self.add_card(_("Timer"))
        name = _("Ask about time away after")
        timer.add_line(
            name,
            _("Without a key or a mouse for so long, the timer asks whether that time counts."),
            self.number_box(TIMER_IDLE, _(" min"), name),
        )

    def _show_days(self, about: Label, setting: NumberSetting) -> None:
        store = self.desk.store
        hours = business_hours(store.setting, store.zone)
        span = hours.span(hours.next_open_day(store.today()))
        a_day = (span[1] - span[0]).total_seconds() / 3600 if span else 24
        tenths = round(10 * setting.read(store.setting) / a_day)
        words = format_number(tenths, 1, i18n.language(), trim=True)
        about.setText(_("{n} opening days").format(n=words) if tenths >= 10 else _("The same day"))
