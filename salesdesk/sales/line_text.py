"""The cells of a line: what is typed into them, what they mean, and how they are written (no Qt here)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.fold import fold, nfc
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.money import exponent, format_number, sign
from salesdesk.sales.rules import ONE, WHOLE, LineDraft, line_gross, line_net
from salesdesk.ui.formats import format_percent, format_quantity
from salesdesk.ui.readings import Place, read

ITEM, QUANTITY, PRICE, DISCOUNT, TAX, AMOUNT = (
    "words",
    "quantity",
    "unit_price",
    "discount",
    "tax_rate",
    "net",
)
COLUMNS = (ITEM, QUANTITY, PRICE, DISCOUNT, TAX, AMOUNT)
EDITED = (ITEM, QUANTITY, PRICE, DISCOUNT, TAX)
_FIELDS = {
    QUANTITY: Field(QUANTITY, N_("Quantity"), Kind.QUANTITY),
    PRICE: Field(PRICE, N_("Unit price"), Kind.MONEY),
    DISCOUNT: Field(DISCOUNT, N_("Discount"), Kind.MONEY),
    TAX: Field(TAX, N_("Tax"), Kind.PERCENT),
}
_GIFTS = {"gift", "free", "tang", "mien phi", "qua tang"}
_TIMES = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*[xX×*]\s+(.*)$", re.DOTALL)


class ItemNote(NamedTuple):
    """The quiet words below a line's name: its code, whether it is a service, its warranty in months."""

    code: str = ""
    warranty_months: int = 0
    kind: str = "goods"

    @property
    def words(self) -> str:
        """ "KAR-10HC · warranty 24 months"."""
        parts = [_("Service"), self.code] if self.kind == "service" else [self.code]
        if self.warranty_months:
            n = self.warranty_months
            parts.append(ngettext("warranty {n} month", "warranty {n} months", n).format(n=n))
        return " · ".join(part for part in parts if part)


def heads(currency: str) -> dict[str, str]:
    """The heads of the columns; the currency stands here, not in the cells."""
    mark = sign(currency)
    return {
        ITEM: _("Goods, services"), QUANTITY: _("Qty"),
        PRICE: _("Unit price ({currency})").format(currency=mark),
        DISCOUNT: _("Discount"), TAX: _("Tax"), AMOUNT: _("Amount ({currency})").format(currency=mark),
    }  # fmt: skip


def shown(line: LineDraft, column: str, place: Place) -> str:
    """A cell as it stands on the paper."""
    match column:
        case "words":
            return line.words
        case "quantity":
            return format_quantity(line.quantity, place.language)
        case "unit_price":
            return _money(line.unit_price, place)
        case "discount":
            return _discount(line, place)
        case "tax_rate":
            return format_percent(line.tax_rate, place.language) if line.tax_rate else "—"
    return _money(line_net(line), place)


def _money(amount: int, place: Place) -> str:
    return format_number(amount, exponent(place.currency), place.language, trim=True)


def _discount(line: LineDraft, place: Place) -> str:
    if line.discount_rate == WHOLE:
        return _("gift")
    if line.discount_rate:
        return format_percent(line.discount_rate, place.language)
    return _money(line.discount, place) if line.discount else "—"


def typed(line: LineDraft, column: str, place: Place) -> str:
    """A cell as it stands in its editor: nothing where there is nothing."""
    words = shown(line, column, place)
    return "" if words == "—" else words


def put(line: LineDraft, column: str, text: str, place: Place) -> LineDraft:
    """The line with what was typed into a cell. Raises `UserError` (with the column) for nonsense."""
    text = nfc(text).strip()
    if column == ITEM:
        quantity, words = split_times(text)
        return replace(line, words=words, quantity=quantity or line.quantity)
    try:
        if column == DISCOUNT:
            return _put_discount(line, text, place)
        value = read(_FIELDS[column], text, place)
    except UserError as error:
        raise UserError(error.message, column) from None
    if column == QUANTITY:
        if value is not None and value <= 0:
            raise UserError(_("The quantity must be more than nothing."), column)
        return replace(line, quantity=ONE if value is None else value)
    value = value or 0
    if value < 0:
        raise UserError(_("This cannot be below zero."), column)
    if column == TAX and value > WHOLE:
        raise UserError(_("The tax must be between 0 and 100 %."), column)
    return replace(line, unit_price=value) if column == PRICE else replace(line, tax_rate=value)


def _put_discount(line: LineDraft, text: str, place: Place) -> LineDraft:
    if not text or text == "—":
        return replace(line, discount=0, discount_rate=0)
    if fold(text) in _GIFTS or fold(text) == fold(_("gift")):
        return replace(line, discount=0, discount_rate=WHOLE)
    if text.endswith("%"):
        rate = read(_FIELDS[TAX], text, place) or 0
        if not 0 <= rate <= WHOLE:
            raise UserError(_("A discount cannot be below zero or over 100 %."))
        return replace(line, discount=0, discount_rate=rate)
    amount = read(_FIELDS[DISCOUNT], text, place) or 0
    if not 0 <= amount <= line_gross(line.quantity, line.unit_price):
        raise UserError(_("The discount is larger than the line."))
    return replace(line, discount=amount, discount_rate=0)


def split_times(text: str) -> tuple[int | None, str]:
    """ "2x KAR" is a quantity of two and the words "KAR"; without it None and the text."""
    match = _TIMES.match(text)
    if match is None:
        return None, text
    quantity = int(float(match[1].replace(",", ".")) * ONE)
    return (quantity, match[2].strip()) if 0 < quantity <= 10**9 else (None, text)


def is_blank(line: LineDraft) -> bool:
    """Whether nothing was entered: such a line is not kept."""
    return not line.words.strip() and line.product_id is None and not line.unit_price
