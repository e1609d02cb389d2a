"""Settings: what new products and papers begin with."""

from __future__ import annotations

from functools import partial
from typing import Any

from salesdesk.app.settings_parts import SavedText, SettingsSection, window_of
from salesdesk.base import i18n
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.shop_settings import PREFIX, TAX_RATE, WARRANTY
from salesdesk.sales.number_queries import upcoming_number
from salesdesk.sales.records import prefix_of
from salesdesk.staff.shop_commands import change_setting
from salesdesk.ui.formats import format_percent
from salesdesk.ui.readings import read_decimal
from salesdesk.ui.widgets import Button, Label

_PAPERS = {"quote": N_("Quotes"), "sale": N_("Sales"), "credit_note": N_("Credit notes")}


class ProductsSection(SettingsSection):
    """Usual tax and warranty, beginnings of numbers, the way to the products."""

    tables = ("setting", "number_series")

    def build(self) -> None:
        """Two cards."""
        card = self.add_card(_("New products begin with"))
        name = _("Tax")
        self.tax = SavedText(name, 110)
        self.tax.settled.connect(self._save_tax)
        self._shows.append(self._show_tax)
        card.add_line(name, _("Filled in for a new product; prices are before it."), self.tax)
        name = _("Warranty")
        self.warranty = self.number_box(WARRANTY, _(" months"), name)
        card.add_line(name, _("Filled in for a new product."), self.warranty)
        products = Button(_("Open the products"), icon="package", on_click=self._open_products)
        card.add_line(_("Your products"), _("Prices, costs, offers and the care after the sale."), products)
        self._add_numbers()

    def _add_numbers(self) -> None:
        card = self.add_card(
            _("Numbers of papers"), _("They count up without gaps; papers already written keep theirs.")
        )
        self.prefixes: dict[str, SavedText] = {}
        for series, words in _PAPERS.items():
            following = Label("", "caption", "ink2")
            key = f"{PREFIX}{series}"
            name = _("Numbers of {papers} begin with").format(papers=_(words))
            box = self.text_box(key, name, partial(prefix_of, self.desk.store, series), 110)
            self.prefixes[series] = box
            self._shows.append(partial(self._show_next, series, following))
            card.add_line(_(words), following, box)

    def _show_next(self, series: str, label: Label) -> None:
        with self.desk.store.reading() as db:
            number = f"{prefix_of(self.desk.store, series)}-{upcoming_number(db, series):04d}"
        label.setText(_("The next one is {number}").format(number=number))

    def _show_tax(self) -> None:
        self.tax.show_text(format_percent(TAX_RATE.read(self.desk.store.setting), i18n.language()))

    def _save_tax(self, text: str) -> None:
        try:
            hundredths = read_decimal(text, 2)
        except UserError as error:
            self.tax.show_error(error.message)
            return
        self.desk.do(
            change_setting,
            TAX_RATE.key,
            str(hundredths),
            failed=lambda _error: self.tax.show_error(_("The tax must be between 0 and 100 %.")),
        )
        self._show_tax()

    def _open_products(self) -> None:
        self.desk.open_tab("sales")
        tab: Any = window_of(self.desk).stack.currentWidget()
        tab.show_view("products")
