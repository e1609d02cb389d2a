"""Settings: the shop itself: its name, country, time, money, and when it is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QTimeZone

from salesdesk.app.first_run_page import CURRENCY_WORDS
from salesdesk.app.settings_parts import LinesCard, SettingsSection
from salesdesk.base.i18n import N_, _
from salesdesk.base.money import CURRENCIES, sign
from salesdesk.base.periods import WEEKDAYS, WEEKDAYS_SHORT
from salesdesk.base.phones import DIALLING
from salesdesk.base.shop_settings import CLOSED, CLOSES, OPENS
from salesdesk.parties.rules import closed_weekdays
from salesdesk.staff.shop_commands import change_setting
from salesdesk.staff.shop_queries import has_amounts
from salesdesk.ui import theme
from salesdesk.ui.widgets import Chip, ChoiceBox, Label, boxed, row

WIDE, CLOCK = 280, 78
COUNTRIES = {
    "VN": N_("Vietnam"), "US": N_("United States"), "GB": N_("United Kingdom"), "CA": N_("Canada"),
    "AU": N_("Australia"), "SG": N_("Singapore"), "DE": N_("Germany"), "FR": N_("France"), "BR": N_("Brazil"),
}  # fmt: skip


class ShopSection(SettingsSection):
    """What papers, promises and reports read about the shop."""

    tables = ("setting", "sale", "product", "deal", "quote", "payment", "target", "campaign_cost")

    def build(self) -> None:
        """Two cards: who the shop is, and when it is open."""
        store = self.desk.store
        card = self.add_card()
        self.name = self.text_box("shop_name", _("Name of the shop"), lambda: store.setting("shop_name"))
        card.add_line(_("Name of the shop"), _("Stands in the window’s title and on papers."), self.name)
        countries = [(code, _(COUNTRIES.get(code, code))) for code in DIALLING]
        self.country = self._choice("country", _("Country"), countries, "US")
        card.add_line(
            _("Country"), _("Phone numbers without a country code are read as of here."), self.country
        )
        zone = store.setting("zone", "UTC")
        self.zone = self._choice("zone", _("Time zone"), zones(store.country, zone), "UTC")
        card.add_line(
            _("Time zone"), _("Days begin and end at midnight there. Past days keep their date."), self.zone
        )
        money = [
            (c, _("{currency} ({sign})").format(currency=_(CURRENCY_WORDS[c]), sign=sign(c)))
            for c in CURRENCIES
        ]
        self.money = self._choice("currency", _("Currency"), money, "USD")
        self.money_fixed = Label("", "medium")
        self._why = Label("", "caption", "ink2", wrap=True)
        card.add_line(_("Currency"), self._why, self.money, self.money_fixed)
        self._shows.append(self._show_money)
        self._add_hours(self.add_card(_("Opening hours")))

    def _add_hours(self, card: LinesCard) -> None:
        self.days = [Chip(_(words)) for words in WEEKDAYS_SHORT]
        for weekday, chip in enumerate(self.days):
            chip.setAccessibleName(_(WEEKDAYS[weekday]))
            chip.clicked.connect(lambda _on=False: self._save_days())
        card.add_line(
            _("Open on"),
            _("Next steps and promises never fall on a day the shop is closed."),
            boxed(row(*self.days, spacing=5)),
        )
        setting = self.desk.store.setting
        self.opens = self.text_box(OPENS, _("Opens at"), lambda: setting(OPENS, "08:00"), CLOCK)
        self.closes = self.text_box(CLOSES, _("Closes at"), lambda: setting(CLOSES, "18:00"), CLOCK)
        card.add_line(
            _("From and to"),
            _("Service promises count these hours only. 00:00 to 24:00 is round the clock."),
            self.opens,
            Label("–", "body", "ink2"),
            self.closes,
        )
        self._shows.append(self._show_days)

    def _choice(self, key: str, name: str, choices: Sequence[tuple[str, str]], usual: str) -> ChoiceBox:
        box = ChoiceBox(choices, name)
        box.setFixedWidth(theme.scaled(WIDE))

        def choose(value: object) -> None:
            self.desk.do(change_setting, key, str(value))
            self.fill()

        box.chosen.connect(choose)
        self._shows.append(lambda: box.set_value(self.desk.store.setting(key, usual)))
        return box

    def _show_money(self) -> None:
        with self.desk.store.reading() as db:
            fixed = has_amounts(db)
        self.money.setVisible(not fixed)
        self.money_fixed.setVisible(fixed)
        self.money_fixed.setText(self.money.currentText())
        self._why.setText(
            _("The book holds amounts already, so this stays: they would change their worth.")
            if fixed
            else _("All amounts are in it. It can be changed until the first amount is in the book.")
        )

    def _closed(self) -> frozenset[int]:
        return closed_weekdays(self.desk.store.setting(CLOSED, "6"))

    def _show_days(self) -> None:
        closed = self._closed()
        for weekday, chip in enumerate(self.days):
            chip.setChecked(weekday not in closed)

    def _save_days(self) -> None:
        closed = [str(day) for day, chip in enumerate(self.days) if not chip.isChecked()]
        self.desk.do(change_setting, CLOSED, ",".join(closed))
        self._show_days()


def zones(country: str, current: str) -> list[tuple[str, str]]:
    """The time zones to choose from, those of the country first: (name, words)."""
    territory = QLocale.codeToTerritory(country)
    own = sorted(bytes(i.data()).decode() for i in QTimeZone.availableTimeZoneIds(territory))
    rest = sorted(bytes(i.data()).decode() for i in QTimeZone.availableTimeZoneIds())
    plain = [name for name in rest if "/" in name and not name.startswith(("Etc/", "SystemV/"))]
    found: list[tuple[str, str]] = []
    for name in dict.fromkeys([*own, current, *plain, "UTC"]):
        try:
            zone = ZoneInfo(name)
        except (LookupError, ValueError, OSError):
            continue
        offset = f"{datetime.now(zone):%z}"
        region, _slash, city = name.rpartition("/")
        words = f"{city} ({region})" if region else city
        found.append((name, f"{words}, UTC{offset[:3]}:{offset[3:5]}".replace("_", " ")))
    return found
