"""What a bank's app reads from a paper: VietQR for dong, the EPC code for euro; as text and as squares."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from salesdesk.base.money import plain_amount

PURPOSE_LENGTH, EPC_NAME_LENGTH, EPC_TEXT_LENGTH = 25, 70, 140
EPC_LARGEST_VERSION, EPC_BYTES = 13, 331  # what a code of version 13 holds at level M
EPC_LARGEST_CENTS = 99_999_999_999
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .-")
Squares = tuple[tuple[bool, ...], ...]
"""The rows of a code, True where it is dark, without the quiet zone around."""


class Account(NamedTuple):
    """Where the shop takes its money: ``bin`` and ``number`` in Vietnam, ``iban`` and ``bic`` in Europe."""

    holder: str = ""
    bin: str = ""
    number: str = ""
    iban: str = ""
    bic: str = ""
    bank: str = ""


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE of ASCII text, four capital hexadecimal digits."""
    value = 0xFFFF
    for byte in text.encode("ascii"):
        value ^= byte << 8
        for _bit in range(8):
            value = ((value << 1) ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return f"{value:04X}"


def without_marks(text: str) -> str:
    """Vietnamese as bank messages take it: plain letters, case kept, anything else a space."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join("".join(c if c in _PLAIN else " " for c in kept).split())


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def vietqr(bank: str, account: str, amount: int = 0, purpose: str = "", bill: str = "") -> str:
    """The VietQR text for an account: with ``amount`` in dong for one payment, without for any."""
    to = _field("00", bank) + _field("01", account)
    service = _field("00", "A000000727") + _field("01", to) + _field("02", "QRIBFTTA")
    extra = (_field("01", without_marks(bill)[:PURPOSE_LENGTH]) if bill else "") + (
        _field("08", without_marks(purpose)[:PURPOSE_LENGTH].strip()) if purpose else ""
    )
    text = _field("00", "01") + _field("01", "12" if amount > 0 else "11") + _field("38", service)
    text += _field("53", "704")
    if amount > 0:
        text += _field("54", str(amount))
    text += _field("58", "VN") + (_field("62", extra) if extra else "") + "6304"
    return text + crc16(text)


def epc(account: Account, cents: int, text: str = "", reference: str = "") -> str:
    """The EPC text (SEPA transfer) for euro cents: a structured reference or words, never both.

    Words that would make the code too large for banks are cut.
    """
    words = "" if reference else " ".join(text.split())[:EPC_TEXT_LENGTH]
    made = _epc_lines(account, cents, words, reference)
    while words and len(made.encode()) > EPC_BYTES:
        words = words[:-1].rstrip()
        made = _epc_lines(account, cents, words, reference)
    return made


def _epc_lines(account: Account, cents: int, words: str, reference: str) -> str:
    lines = (
        "BCD",
        "002",
        "1",
        "SCT",
        account.bic.replace(" ", "").upper(),
        " ".join(account.holder.split())[:EPC_NAME_LENGTH],
        account.iban.replace(" ", "").upper(),
        f"EUR{plain_amount(cents, 'EUR')}",
        "",
        reference,
        words,
        "",
    )
    return "\n".join(lines)


def payment_text(account: Account, amount: int, currency: str, purpose: str) -> str | None:
    """The text of the code that pays ``amount`` minor units; None when nothing is due or none fits.

    VND needs the bank's number and the account, EUR the IBAN and the holder; other money has no code.
    """
    if amount <= 0:
        return None
    if currency == "VND" and account.bin and account.number and len(str(amount)) <= 13:
        return vietqr(account.bin, account.number, amount, purpose)
    if currency == "EUR" and account.iban and account.holder and amount <= EPC_LARGEST_CENTS:
        return epc(account, amount, purpose)
    return None


def squares(text: str) -> Squares | None:
    """The QR code of a payment text, error level M; None when it would be larger than banks read."""
    import segno  # it brings the code of web pages with it: not before a paper has a payment code

    try:
        code = segno.make(
            text, error="m", boost_error=False, micro=False, encoding="utf-8" if not text.isascii() else None
        )
    except segno.DataOverflowError:
        return None
    if text.startswith("BCD\n") and int(code.version) > EPC_LARGEST_VERSION:
        return None
    return tuple(tuple(bool(dot) for dot in line) for line in code.matrix)


def is_iban(text: str) -> bool:
    """Whether an IBAN's check digits are right."""
    iban = text.replace(" ", "").upper()
    if not (15 <= len(iban) <= 34 and iban.isascii() and iban.isalnum()):
        return False
    if not (iban[:2].isalpha() and iban[2:4].isdigit()):
        return False
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


def spaced_iban(text: str) -> str:
    """An IBAN in groups of four, as it is read aloud."""
    iban = text.replace(" ", "").upper()
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))
