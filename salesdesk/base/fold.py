"""Text as people search and sort it: without accents, without case, and đ as d."""

import re
import unicodedata
from functools import lru_cache

_COMBINING = range(0x300, 0x370)


def _folding_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {c: chr(c + 32) for c in range(ord("A"), ord("Z") + 1)}
    for c in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = "".join(x for x in unicodedata.normalize("NFD", chr(c)) if not unicodedata.combining(x))
        table[c] = plain.lower()
    table |= dict.fromkeys(_COMBINING)
    # Neither NFD nor SQLite's remove_diacritics knows that đ is a d.
    table[ord("đ")] = table[ord("Đ")] = "d"
    table[ord("ß")] = "ss"
    return table


_FOLDING = _folding_table()
_NO_DIGITS = re.compile("[^0-9]+")
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_SHAPES = {_BREVE, _CIRCUMFLEX, _HORN}
# a ă â and o ô ơ: the third letter of each three.
_THIRD = (["a"], _CIRCUMFLEX), (["o"], _HORN)
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(text: str) -> str:
    """The composed form in which every text is stored."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case without accents; the Vietnamese đ, which has no decomposition, becomes d.

    >>> fold("Nguyễn Đức")
    'nguyen duc'
    """
    return text.lower() if text.isascii() else _fold(text)


@lru_cache(maxsize=8_192)
def _fold(text: str) -> str:
    return text.translate(_FOLDING).lower()


def digits(text: str) -> str:
    """Only the digits of a text, so that "0912.345 678" and "0912345678" are alike."""
    return text if text.isascii() and text.isdigit() else _NO_DIGITS.sub("", text)


def has_marks(text: str) -> bool:
    """Whether a query was typed with accents, so that exact matches should come first."""
    return not text.isascii() and fold(text) != text.lower()


def words(text: str) -> list[str]:
    """The folded words of a text as the search index sees them: letters and digits only."""
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


def sort_key(text: str) -> str:
    """A key that sorts as a Vietnamese and as an English dictionary does.

    Letters first (a ă â … d đ …), then tones in the order ngang, huyền, hỏi, ngã, sắc, nặng.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    keys = [_word_key(word) for word in text.split()]
    main = " ".join([letters for letters, _tones in keys if letters])
    tones = "".join([tones for _letters, tones in keys])
    return f"{main}\t{tones}" if tones else main


@lru_cache(maxsize=8_192)
def _word_key(word: str) -> tuple[str, str]:
    """The letters and the tones of a word; names repeat the same few thousand words."""
    main: list[str] = []
    tones: list[str] = []
    for c in unicodedata.normalize("NFD", nfc(word).lower()):
        if c in _TONES:
            tones.append(_TONES[c])
        elif c in _SHAPES:
            main.append("~~" if (main[-1:], c) in _THIRD else "~")
        elif unicodedata.combining(c):
            tones.append("6")
        elif c == "đ":
            main.append("d~")
        else:
            main.append(c)
    return "".join(main), "".join(tones)


def given_name_key(name: str) -> str:
    """Sort key by given name, which a Vietnamese name ends with."""
    parts = name.split()
    return sort_key(" ".join([parts[-1], *parts[:-1]])) if parts else ""


def given_name(name: str) -> str:
    """What somebody is called at work: the last two of Vietnamese names, else the first name.

    >>> given_name("Trần Thu Hà"), given_name("Quốc Bảo"), given_name("Hannah Nguyen")
    ('Thu Hà', 'Quốc Bảo', 'Hannah')
    """
    parts = name.split()
    vietnamese = any(letter in "ăâđêôơư" or "ạ" <= letter <= "ỹ" for letter in nfc(name).lower())
    if vietnamese:
        return " ".join(parts[-2:])
    return parts[0] if parts else ""
