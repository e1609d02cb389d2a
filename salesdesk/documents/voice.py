"""How a paper speaks: its language, which need not be the window's, and how it writes money and days."""

from __future__ import annotations

from datetime import date

from salesdesk.base.i18n import translator
from salesdesk.base.money import NBSP, exponent, format_number, sign

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Voice:
    """Words and figures in one language and currency."""

    def __init__(self, language: str, currency: str) -> None:
        self.language, self.currency = language, currency
        self._translate = translator(language)

    def say(self, message: str, **words: object) -> str:
        """A message marked with ``N_``, in the paper's language."""
        said = self._translate(message) if message else ""
        return said.format(**words) if words else said

    def figure(self, amount: int) -> str:
        """Minor units without the sign, for columns that name it in their head; cents always written."""
        return format_number(amount, exponent(self.currency), self.language)

    def money(self, amount: int) -> str:
        """Minor units with the sign, never shortened."""
        mark, number = sign(self.currency), self.figure(amount)
        if self.language == "vi" or self.currency == "VND" or mark == self.currency:
            return f"{number}{NBSP}{mark}"
        return f"{'−' if amount < 0 else ''}{mark}{number.removeprefix('−')}"

    def day(self, day: date | None) -> str:
        """A date with its year; "" for none."""
        if day is None:
            return ""
        if self.language == "vi":
            return f"{day:%d/%m/%Y}"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def quantity(self, thousandths: int) -> str:
        """A quantity without needless decimals."""
        return self._trimmed(thousandths, 3)

    def percent(self, hundredths: int) -> str:
        """A rate in hundredths of a percent."""
        return f"{self._trimmed(hundredths, 2)}%"

    def _trimmed(self, value: int, decimals: int) -> str:
        text = format_number(value, decimals, self.language, trim=True)
        return text.rstrip("0") if value % 10**decimals else text
