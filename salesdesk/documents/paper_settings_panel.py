"""The settings of papers: what they say about the shop, and the account customers pay into."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _
from salesdesk.documents.banks import BANKS
from salesdesk.documents.paper_commands import change_shop_details
from salesdesk.documents.shop_details import ShopDetails, read_details
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import STRETCH, Card, ChoiceBox, FormField, Label, Segmented, column, row

ADDRESS, PHONE, TAX = N_("Address on papers"), N_("Phone on papers"), N_("Tax code on papers")
FOOT, SIZE, BANK = N_("Line at the foot"), N_("Usual paper size"), N_("Bank")
HOLDER, ACCOUNT, IBAN, BIC = N_("Account holder"), N_("Account number"), N_("IBAN"), N_("BIC")
_BANKING = ("bank", "account", "holder", "iban", "bic")
_BESIDE = 860
"""Pixels from which the two cards stand beside each other."""


class PaperSettings(QWidget):
    """Everything is saved when a field is left; what cannot be right is said beside it and not saved."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.fields: dict[str, FormField] = {}
        self._read: dict[str, Callable[[], str]] = {}
        self._write: dict[str, Callable[[str], object]] = {}
        self.sizes = Segmented([("a4", _("A4")), ("a5", _("A5")), ("roll", _("80 mm roll"))], name=_(SIZE))
        self.bank = ChoiceBox([("", _("Choose the bank")), *BANKS.items()], _(BANK))
        self._lay_out()
        self.fill()
        watch(self, desk.hub, ("setting",), lambda _touched: self.fill())

    def _lay_out(self) -> None:
        paper = Card(_("On every paper"))
        paper.add(self._line("address", ADDRESS))
        paper.add(self._beside(self._line("phone", PHONE), self._line("tax_code", TAX)))
        paper.add(self._line("foot", FOOT, _("Thanks, opening hours, terms of return: one line.")))
        self.fields["size"] = FormField(_(SIZE), self.sizes)
        self._read["size"], self._write["size"] = self.sizes.current, self.sizes.set_current
        self.sizes.chosen.connect(lambda _key: self.save())
        paper.add(self.fields["size"])
        account = Card(_("Bank account"))
        for part in self._bank_lines():
            account.add(part)
        self._cards = row(spacing=12)
        for card in (paper, account):
            self._cards.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self._cards, STRETCH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where both have room to be read, else below one another."""
        super().resizeEvent(event)
        wide = self.width() >= theme.scaled(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._cards.setDirection(way)

    def _bank_lines(self) -> list[QWidget]:
        currency = self._desk.currency
        if currency == "EUR":
            words = _("Quotes and slips carry a code that banking apps read (EPC, SEPA transfer).")
            parts: list[QWidget] = [self._line("holder", HOLDER), self._line("iban", IBAN)]
            parts += [self._beside(self._line("bic", BIC, _("May be left out")), self._line("bank", BANK))]
        elif currency == "VND":
            words = _("Quotes and slips carry a VietQR code with the amount that is due.")
            self.fields["bank"] = FormField(_(BANK), self.bank)
            self._read["bank"] = lambda: str(self.bank.value() or "")
            self._write["bank"] = self.bank.set_value
            self.bank.chosen.connect(lambda _value: self.save())
            parts = [self.fields["bank"], self._line("holder", HOLDER), self._line("account", ACCOUNT)]
        else:
            words = _("Quotes and slips name this account. There are codes for dong and euro only.")
            parts = [self._line("bank", BANK), self._line("holder", HOLDER), self._line("account", ACCOUNT)]
        return [Label(words, "caption", "ink2", wrap=True), *parts]

    def _beside(self, *fields: QWidget) -> QWidget:
        box = QWidget()
        line = row(*fields, spacing=10)
        for at in range(len(fields)):
            line.setStretch(at, 1)
        box.setLayout(line)
        return box

    def _line(self, key: str, label: str, help_words: str = "") -> FormField:
        edit = QLineEdit()
        edit.setMaxLength(200)
        edit.editingFinished.connect(self.save)
        self.fields[key] = FormField(_(label), edit, help=help_words)
        self._read[key], self._write[key] = edit.text, partial(self._set_text, edit)
        edit.textEdited.connect(lambda _text: self.fields[key].clear_error())
        return self.fields[key]

    def _set_text(self, edit: QLineEdit, text: str) -> None:
        if edit.text() != text:
            edit.setText(text)

    def fill(self) -> None:
        """Show what is kept; a field that holds something wrong keeps it to be corrected."""
        known = read_details(self._desk.store.setting)._asdict()
        for key, write in self._write.items():
            if not self.fields[key].error():
                write(known[key])

    def save(self) -> None:
        """Keep what is entered. With a wrong account the rest is kept and the wrong is said beside it."""
        known = read_details(self._desk.store.setting)
        typed = known._replace(**{key: read() for key, read in self._read.items()})
        for field in self.fields.values():
            field.clear_error()
        wrong = self._try(typed)
        if wrong is not None and wrong.field in self.fields:
            self.fields[wrong.field].set_error(wrong.message)
            self._try(typed._replace(**{key: getattr(known, key) for key in _BANKING}))
            for key in _BANKING:
                if key in self._write:
                    self._write[key](getattr(typed, key))

    def _try(self, details: ShopDetails) -> UserError | None:
        wrong: list[UserError] = []
        self._desk.do(change_shop_details, details, failed=wrong.append)
        return wrong[0] if wrong else None
