"""Money in whole minor units, written and read as people do in Vietnam and in the West."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from salesdesk.base.errors import UserError
from salesdesk.base.fold import fold
from salesdesk.base.i18n import _

NBSP = "\u00a0"
_EXPONENTS = {"VND": 0, "JPY": 0, "KRW": 0}
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "VND": "₫", "JPY": "¥", "AUD": "A$", "CAD": "C$", "BRL": "R$"}
CURRENCIES = ("VND", "USD", "EUR", "GBP", "AUD", "CAD", "SGD", "JPY", "BRL")
LARGEST = 10**15  # minor units; beyond this somebody's finger stayed on a key
_MULTIPLIERS = {
    "k": 1_000,
    "n": 1_000,
    "ng": 1_000,
    "nghin": 1_000,
    "ngan": 1_000,
    "tr": 1_000_000,
    "trieu": 1_000_000,
    "m": 1_000_000,
    "ty": 1_000_000_000,
    "ti": 1_000_000_000,
    "b": 1_000_000_000,
}
_AMOUNT = re.compile(r"^(-?)([0-9.,' \u00a0\u202f]*[0-9])\s*([a-z]*)$")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in whole minor units (cents; dong itself) of a currency."""

    amount: int
    currency: str


def exponent(currency: str) -> int:
    """How many decimals a currency has: 0 for VND, 2 for most."""
    return _EXPONENTS.get(currency, 2)


def sign(currency: str) -> str:
    """The currency's sign, or its code where it has none."""
    return _SIGNS.get(currency, currency)


def _grouped(number: str, mark: str) -> str:
    head = len(number) % 3 or 3
    return mark.join([number[:head], *(number[i : i + 3] for i in range(head, len(number), 3))])


def format_number(value: int, decimals: int, language: str, *, trim: bool = False) -> str:
    """An integer scaled by ``10**decimals`` with the language's group and decimal marks.

    ``trim`` leaves out decimals that are all zero.
    """
    group, point = (".", ",") if language == "vi" else (",", ".")
    text = str(abs(value)).rjust(decimals + 1, "0")
    whole, fraction = (text[:-decimals], text[-decimals:]) if decimals else (text, "")
    if trim and not fraction.strip("0"):
        fraction = ""
    out = _grouped(whole, group) + (point + fraction if fraction else "")
    return ("−" if value < 0 else "") + out


def format_money(amount: int | None, currency: str, language: str) -> str:
    """ "$1,480" or "12.900.000 ₫"; decimals only when there are any; "—" for None."""
    if amount is None:
        return "—"
    number = format_number(amount, exponent(currency), language, trim=True)
    mark = sign(currency)
    if language == "vi" or currency == "VND" or mark == currency:
        return f"{number}{NBSP}{mark}"
    minus = "−" if number.startswith("−") else ""
    return f"{minus}{mark}{number.removeprefix('−')}"


def short_money(amount: int, currency: str, language: str) -> str:
    """For charts and bars only: "$19.6k", "12,9 tr", "1,2 tỷ"."""
    units = Decimal(amount) / 10 ** exponent(currency)
    steps = (
        ((1_000_000_000, " tỷ"), (1_000_000, " tr"))
        if language == "vi"
        else ((1_000_000_000, "b"), (1_000_000, "m"), (10_000, "k"))
    )
    for size, suffix in steps:
        if abs(units) >= size:
            divisor = 1_000 if suffix == "k" else size
            tenths = int((units / divisor * 10).to_integral_value())
            number = format_number(tenths, 1, language, trim=True)
            if language == "vi":
                return f"{number}{suffix.replace(' ', NBSP)}"
            return (
                f"{sign(currency)}{number}{suffix}"
                if sign(currency) != currency
                else f"{number}{suffix} {currency}"
            )
    return format_money(amount, currency, language)


def plain_amount(amount: int, currency: str) -> str:
    """Digits with a decimal point and no marks, as files and payment codes want: "1480.50"."""
    decimals = exponent(currency)
    if not decimals:
        return str(amount)
    return (
        f"{'-' if amount < 0 else ''}{abs(amount) // 10**decimals}.{abs(amount) % 10**decimals:0{decimals}d}"
    )


def decimal_mark(number: str, decimals: int) -> str | None:
    """Which of "." and "," separates decimals in a written number, or None.

    Both present: the last one. One alone, once, not before exactly three digits: that one. "12.900"
    is twelve thousand nine hundred in every currency (nobody writes tenths of a cent).
    """
    marks = [c for c in number if c in ".,"]
    if not marks:
        return None
    last = marks[-1]
    if len(set(marks)) == 2:
        return last
    tail = len(number) - number.rindex(last) - 1
    if len(marks) > 1 or (tail == 3 and not (decimals == 3 or number.startswith("0"))):
        return None
    return last


def parse_money(text: str, currency: str) -> int:
    """The minor units that a person means: 12tr, 12,9tr, 1.5 triệu, 900k, 12.900.000, 1,480.50.

    Raises `UserError` when the text is no amount or is larger than any shop's.
    """
    match = _AMOUNT.match(_without_sign(text, currency))
    multiplier = _MULTIPLIERS.get(match[3], 0 if match[3] else 1) if match else 0
    if match is None or not multiplier:
        example = format_money(12_900_000, currency, "vi" if currency == "VND" else "en")
        raise UserError(
            _("“{text}” is not an amount. Type it like {example}.").format(
                text=text.strip()[:40], example=example
            )
        )
    number = re.sub(r"[' \u00a0\u202f]", "", match[2])
    mark_used = decimal_mark(number, 0 if multiplier == 1 else 3)
    if mark_used:
        number = number.replace("," if mark_used == "." else ".", "").replace(mark_used, ".")
    else:
        number = number.replace(",", "").replace(".", "")
    try:
        units = Decimal(number) * multiplier * 10 ** exponent(currency)
        amount = int(units.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    except InvalidOperation:
        amount = LARGEST + 1
    if amount > LARGEST:
        raise UserError(_("“{text}” is larger than any sale. Check the zeros.").format(text=text.strip()))
    return -amount if match[1] else amount


def _without_sign(text: str, currency: str) -> str:
    """The number alone, a leading "-" for negative; brackets mean negative too, as in accounts."""
    cleaned = fold(text).strip().replace("−", "-")
    negative = cleaned.startswith(("-", "("))
    cleaned = cleaned.strip("-() ")
    for mark in (fold(sign(currency)), fold(currency), "vnd", "dong", "₫", "d"):
        if cleaned.endswith(mark):
            cleaned = cleaned.removesuffix(mark)
            break
    for mark in (sign(currency).lower(), currency.lower()):
        cleaned = cleaned.removeprefix(mark)
    cleaned = cleaned.strip("-() \u00a0")
    return f"-{cleaned}" if negative else cleaned
