"""Amounts in words, as papers want them: Vietnamese and English, any currency with its smaller coin."""

from __future__ import annotations

from salesdesk.base.money import exponent

_VI_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_VI_SCALES = ("", " nghìn", " triệu")
_EN_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_EN_SCALES = ("", " thousand", " million", " billion", " trillion", " quadrillion")
# currency: one, many, its hundredth as one and many; in English, then in Vietnamese (which has no plural)
_EN_MONEY = {
    "VND": ("dong", "dong", "", ""),
    "USD": ("US dollar", "US dollars", "cent", "cents"),
    "EUR": ("euro", "euros", "cent", "cents"),
    "GBP": ("pound sterling", "pounds sterling", "penny", "pence"),
    "AUD": ("Australian dollar", "Australian dollars", "cent", "cents"),
    "CAD": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "SGD": ("Singapore dollar", "Singapore dollars", "cent", "cents"),
    "JPY": ("yen", "yen", "", ""),
    "BRL": ("Brazilian real", "Brazilian reais", "centavo", "centavos"),
}
_VI_MONEY = {
    "VND": ("đồng", ""),
    "USD": ("đô la Mỹ", "xu"),
    "EUR": ("euro", "xu"),
    "GBP": ("bảng Anh", "xu"),
    "AUD": ("đô la Úc", "xu"),
    "CAD": ("đô la Canada", "xu"),
    "SGD": ("đô la Singapore", "xu"),
    "JPY": ("yên Nhật", ""),
    "BRL": ("real Brazil", "xu"),
}


def amount_in_words(amount: int, currency: str, language: str) -> str:
    """Minor units as a sentence without its full stop: "Mười hai triệu chín trăm nghìn đồng chẵn"."""
    scale = 10 ** exponent(currency)
    whole, rest = divmod(abs(amount), scale)
    words = _vietnamese(whole, rest, currency) if language == "vi" else _english(whole, rest, currency)
    if amount < 0:
        words = f"âm {words}" if language == "vi" else f"minus {words}"
    return words[0].upper() + words[1:]


def _vietnamese(whole: int, rest: int, currency: str) -> str:
    name, coin = _VI_MONEY.get(currency, (currency, "phần trăm"))
    words = f"{number_in_vietnamese(whole)} {name}"
    if rest:
        return f"{words} và {number_in_vietnamese(rest)} {coin}"
    # "chẵn" closes the sum on paper: nobody can write anything behind it.
    round_sum = whole > 0 and (whole % 1000 == 0 or exponent(currency) > 0)
    return f"{words} chẵn" if round_sum else words


def _english(whole: int, rest: int, currency: str) -> str:
    one, many, coin, coins = _EN_MONEY.get(currency, (currency, currency, "hundredth", "hundredths"))
    words = f"{number_in_english(whole)} {one if whole == 1 else many}"
    return f"{words} and {number_in_english(rest)} {coin if rest == 1 else coins}" if rest else words


def number_in_vietnamese(number: int) -> str:
    """A whole number from zero in words: 105 is "một trăm linh năm", 21 "hai mươi mốt"."""
    if number < 1000:
        return _vi_hundreds(number, full=False)
    if number >= 10**9:
        head, tail = divmod(number, 10**9)
        words = f"{number_in_vietnamese(head)} tỷ"
        return f"{words} {_vi_below_billion(tail, full=True)}" if tail else words
    return _vi_below_billion(number, full=False)


def _vi_below_billion(number: int, full: bool) -> str:
    parts: list[str] = []
    for place in (2, 1, 0):
        group = number // 1000**place % 1000
        if group:
            parts.append(_vi_hundreds(group, full or bool(parts)) + _VI_SCALES[place])
    return " ".join(parts)


def _vi_hundreds(number: int, full: bool) -> str:
    """Three digits; ``full`` says the hundreds also when they are zero, since higher digits went before."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = []
    if hundreds or full:
        words += [_VI_DIGITS[hundreds], "trăm"]
    if tens:
        words += ["mười"] if tens == 1 else [_VI_DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    if ones or not words:
        words.append(_vi_ones(tens, ones))
    return " ".join(words)


def _vi_ones(tens: int, ones: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 5 and tens:
        return "lăm"
    return _VI_DIGITS[ones]


def number_in_english(number: int) -> str:
    """A whole number from zero in words: 105 is "one hundred and five"."""
    if number < 1000:
        return _en_hundreds(number)
    parts: list[str] = []
    for place in range(len(_EN_SCALES) - 1, -1, -1):
        group = number // 1000**place % 1000
        if group:
            before = "and " if parts and not place and group < 100 else ""
            parts.append(before + _en_hundreds(group) + _EN_SCALES[place])
    return " ".join(parts)


def _en_hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _en_tens(rest)
    words = f"{_EN_SMALL[hundreds]} hundred"
    return f"{words} and {_en_tens(rest)}" if rest else words


def _en_tens(number: int) -> str:
    if number < 20:
        return _EN_SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{_EN_TENS[tens]}-{_EN_SMALL[ones]}" if ones else _EN_TENS[tens]
