"""What the shop's papers say about the shop: its address, its account, its foot line (no Qt, no store)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.documents.banks import BANKS
from salesdesk.documents.payment_codes import Account, is_iban

SIZES = ("a4", "a5", "roll")


class ShopDetails(NamedTuple):
    """The shop's settings for papers. ``bank`` is a bank's number in Vietnam, else its name."""

    address: str = ""
    phone: str = ""
    tax_code: str = ""
    bank: str = ""
    account: str = ""
    holder: str = ""
    iban: str = ""
    bic: str = ""
    foot: str = ""
    size: str = "a4"

    def to_pay_into(self, currency: str) -> Account:
        """The account for a currency: what does not fit it is left out."""
        if currency == "EUR":
            return Account(self.holder, iban=self.iban, bic=self.bic, bank=self.bank)
        name = BANKS.get(self.bank, self.bank)
        number = self.bank if self.bank in BANKS else ""
        return Account(self.holder, bin=number, number=self.account, bank=name)


def setting_key(field: str) -> str:
    """The key of the shop's setting that holds a field."""
    return f"paper_{field}"


def read_details(setting: Callable[[str, str], str]) -> ShopDetails:
    """The shop's details, read with the store's ``setting``."""
    found = {name: setting(setting_key(name), default) for name, default in ShopDetails()._asdict().items()}
    if found["size"] not in SIZES:
        found["size"] = "a4"
    return ShopDetails(**found)


def checked(details: ShopDetails, currency: str) -> ShopDetails:
    """The details tidied. Raises `UserError` with the field for an account that cannot be right."""
    tidy = ShopDetails(**{name: " ".join(value.split()) for name, value in details._asdict().items()})
    iban, bic = tidy.iban.replace(" ", "").upper(), tidy.bic.replace(" ", "").upper()
    account = "".join(c for c in tidy.account if c not in " .-")
    if iban and not is_iban(iban):
        raise UserError(_("The check digits of this IBAN are wrong. Compare it with your bank card."), "iban")
    if bic and not (len(bic) in (8, 11) and bic.isascii() and bic.isalnum()):
        raise UserError(_("A BIC has 8 or 11 letters and digits. It may also be left out."), "bic")
    if currency == "VND":
        if account and not (account.isascii() and account.isalnum() and len(account) <= 19):
            raise UserError(
                _("An account number has up to 19 digits or letters, without accents."), "account"
            )
        if account and tidy.bank not in BANKS:
            raise UserError(_("Choose the bank of this account."), "bank")
    if (account or iban) and not tidy.holder:
        raise UserError(_("Type the name of the account holder as the bank has it."), "holder")
    return tidy._replace(iban=iban, bic=bic, account=account if currency == "VND" else tidy.account)
