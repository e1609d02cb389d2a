"""What a cell looks like: an e-mail address, a phone number, a date, an amount, a word.

Quick tests on the written form. They decide where the table begins and which column is which; what a
cell really means is decided in `values`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, time

from salesdesk.base.fold import fold
from salesdesk.exchange.table import Cell, as_text

EMAIL, PHONE, DATE, NUMBER, FLAG, URL, TEXT, BLANK = (
    "email", "phone", "date", "number", "flag", "url", "text", "blank",
)  # fmt: skip
_EMAIL = re.compile(r"(?:mailto:)?[^\s@,;<>\"]+@[^\s@,;<>\"]+\.?[a-z]{2,}", re.IGNORECASE)
_URL = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|vn|net|org|info|biz|io|eu)(?:/\S*)?", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    r"|\d{1,2} (?:[A-Za-z]{3,9}|thg \d\d?|th[aá]ng \d\d?),? \d{4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4})"
    r"(?:[ T]\d{1,2}:\d{2}.*)?"
)
_NUMBER = re.compile(
    r"[-+(]?\s*(?:[$€£₫]\s*)?\d[\d.,' \u00a0\u202f]*(?:\s*(?:[%$€£₫đ]|tr|k|vnd|usd|eur))?\)?", re.IGNORECASE
)
_PHONE = re.compile(r"(?:tel:)?[+(]?\d[\d\s().\-/]{5,}\d(?:\s*(?:x|ext\.?|;ext=)\s*\d{1,6})?", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*[;/|]\s*")
_PHONE_DIGITS = range(8, 13)
_FLAGS = frozenset({"true", "false", "yes", "no", "y", "n", "x", "co", "khong", "dung", "sai"})
_HEADING_WORDS = """
name ten phone tel dt sdt email mail mobile address dia chi company cong ty code ma id date ngay first last
given family title note notes ghi chu website url birthday sinh city country state zip amount price gia total
quantity so luong product san pham hang customer khach sale order don type loai nhom status stage source nguon
owner staff nhan vien description mo ta dien thoai street fax job
"""
_HEADINGS = frozenset(_HEADING_WORDS.split())


def kind(cell: Cell) -> str:
    """The one of EMAIL, PHONE, DATE, NUMBER, FLAG, URL, TEXT and BLANK that a cell looks like.

    A run of digits that could be a phone number counts as a PHONE only when it starts with 0 or + or is
    written in groups.
    """
    if isinstance(cell, bool):
        return FLAG
    if isinstance(cell, date | time):
        return DATE
    if isinstance(cell, int | float):
        return NUMBER
    text = as_text(cell)
    if not text:
        return BLANK
    return _kind_of_text(text)


def _kind_of_text(text: str) -> str:
    if len(text) > 80:
        return TEXT
    if "@" in text and _EMAIL.fullmatch(text):
        return EMAIL
    if any(c.isdigit() for c in text):
        pieces = _SEVERAL.split(text)
        if len(pieces) > 1 and all(is_phone(p) or (p.isdigit() and len(p) in _PHONE_DIGITS) for p in pieces):
            return PHONE
        for pattern, found in ((_DATE, DATE), (_PHONE, PHONE), (_NUMBER, NUMBER)):
            if pattern.fullmatch(text) and (found != PHONE or is_phone(text)):
                return found
    if "." in text and _URL.fullmatch(text):
        return URL
    return FLAG if fold(text) in _FLAGS else TEXT


def is_phone(text: str) -> bool:
    """Whether a text is more likely a phone number than an amount or a code."""
    if not _PHONE.fullmatch(text):
        return False
    digits = sum(c.isdigit() for c in text)
    if not 8 <= digits <= 16:
        return False
    grouped_amount = re.fullmatch(r"\d{1,3}([.,  ]\d{3})+", text)
    return text[0] in "0+(t" or (
        not grouped_amount and not text.isdigit() and not re.fullmatch(r"\d+[.,]\d+", text)
    )


def is_heading(cell: Cell) -> bool:
    """Whether a cell may name a column: a few words, nothing that looks like a value."""
    text = as_text(cell)
    return (
        bool(text)
        and len(text) <= 80
        and isinstance(cell, str)
        and kind(text) in (TEXT, FLAG)
        and any(c.isalpha() for c in text)
    )


def is_known_heading(cell: Cell) -> bool:
    """Whether a cell holds a word that columns are usually called by."""
    words = re.split(r"[\W_]+", fold(re.sub(r"([a-z])([A-Z])", r"\1 \2", as_text(cell))))
    return any(w in _HEADINGS for w in words)


def commonest(kinds: Iterable[str], share: float = 0.8) -> str:
    """The kind that most cells of a column have; TEXT when they differ, BLANK when all are blank."""
    counts = Counter(kinds)
    counts.pop(BLANK, None)
    if not counts:
        return BLANK
    best, times = counts.most_common(1)[0]
    return best if times >= share * sum(counts.values()) else TEXT
