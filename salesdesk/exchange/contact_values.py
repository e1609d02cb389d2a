"""Phone numbers, e-mail addresses, flags, words of a list and plain text in files."""

import re
from collections.abc import Callable, Mapping

from salesdesk.base.fields import Field
from salesdesk.base.fold import fold, nfc
from salesdesk.base.formula_guard import rearmed
from salesdesk.base.i18n import _
from salesdesk.exchange.context import Context, Reading, is_nothing
from salesdesk.exchange.table import Cell, as_text

_SCIENTIFIC = re.compile(r"\+?(\d)(?:[.,](\d+))?E\+?(\d{1,2})", re.IGNORECASE)
_BETWEEN_PHONES = re.compile(r"\s*(?:;|/|\||,|\n|:::|\bhoac\b|\bor\b|\bva\b|&)\s*|\s+-\s+")
_PLAIN_PHONE = re.compile(r"\+?\d{8,13}|0\d{2,4}[ .]\d{3,4}[ .]\d{3,4}")
WHOLE_PHONE = re.compile(r"[0+]\d{8,12}|0\d{2,4}[ .]\d{3,4}[ .]\d{3,4}|\+\d{1,3} \d{7,12}", re.ASCII)
"""A number that is kept as it is written, whatever the country: nothing is missing and nothing too much."""
_PAUSES = re.compile(r"(?<=\d)\s*[pw]\d*$", re.IGNORECASE)  # a phone waits, then dials on
_EMAIL = re.compile(r"[^\s@,;<>\"()]+@[^\s@,;<>\"()]+")
PLAIN_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
_YES = frozenset(
    {"1", "true", "yes", "y", "x", "co", "dung", "t", "v", "✓", "✔", "on", "oui", "ja", "da", "roi"}
)
_NO = frozenset({"0", "false", "no", "n", "khong", "sai", "f", "off", "chua", "nein", "non", "k"})
_FEWEST_DIGITS = 8
LONGEST_TEXT = 100_000
NO_TEXT = frozenset({"NULL", "(NULL)", "\\N", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "NAN"})
_LONGEST_NOTHING = 7


def read_text(cell: Cell) -> Reading:
    """A cell as text in composed letters, without blanks around it and without control characters."""
    text = as_text(cell)
    # Nearly every cell is plain text: nothing else is looked for in those.
    if len(text) > _LONGEST_NOTHING and text[0] != "'" and text.isprintable() and len(text) <= LONGEST_TEXT:
        return Reading(text)
    text = rearmed(text)
    if not text.isprintable():
        text = text.translate(_CONTROLS).replace("\r\n", "\n").replace("\r", "\n").strip()
    if text.upper() in NO_TEXT:
        return Reading("")
    if len(text) > LONGEST_TEXT:
        return Reading(text[:LONGEST_TEXT], _("This text is longer than a note can be."))
    return Reading(text)


def read_phone(cell: Cell, context: Context) -> Reading:
    """A cell as a phone number, further numbers of the cell in ``more``.

    A number keeps its writing. What a spreadsheet took away is put back: the first zero, and the plain form
    of 9.12345678E+08; a number of which only 9,12E+08 is left is reported.
    """
    text = as_text(cell)
    if _PLAIN_PHONE.fullmatch(text):
        return Reading("0" + text if _lost_its_zero(text, context.country) else text)
    if is_nothing(text):
        return Reading("")
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        digits = scientific[1] + (scientific[2] or "")
        if len(digits) != int(scientific[3]) + 1:
            return Reading("", _("“{text}” is what a spreadsheet left of a phone number. "
                                 "Get the number from the first file.").format(text=text))  # fmt: skip
        text = digits
    numbers = [_one_phone(piece, context) for piece in _phone_pieces(text)]
    numbers = list(dict.fromkeys(n for n in numbers if n))
    if not numbers:
        return Reading("", _("“{text}” is no phone number.").format(text=text[:40]))
    short = next((n for n in numbers if sum(c.isdigit() for c in n) < _FEWEST_DIGITS), "")
    doubt = _("The phone number “{text}” is short.").format(text=short) if short else ""
    return Reading(numbers[0], "", doubt, tuple(numbers[1:]))


def _phone_pieces(text: str) -> list[str]:
    pieces = [p for p in _BETWEEN_PHONES.split(fold(text)) if p]
    digits = [sum(c.isdigit() for c in p) for p in pieces]
    # "028 3822-1234 / 35" names a neighbouring line; "0912345678, ext 12" belongs together.
    if len(pieces) > 1 and all(n >= _FEWEST_DIGITS for n in digits):
        return pieces
    return [text]


def _one_phone(text: str, context: Context) -> str:
    text = _PAUSES.sub("", text.strip().removeprefix("tel:").removeprefix("'")).strip(" .,;")
    if not any(c.isdigit() for c in text):
        return ""
    return "0" + text if _lost_its_zero(text, context.country) else " ".join(text.split())[:60]


def _lost_its_zero(text: str, country: str) -> bool:
    """Whether a spreadsheet took the first zero: people write it, numbers do not keep it."""
    if country == "VN" and text.isdigit():
        return (len(text) == 9 and text[0] in "35789") or (len(text) == 10 and text[0] == "2")
    return False


def read_email(cell: Cell) -> Reading:
    """A cell as an e-mail address, further ones in ``more``; "Lan <lan@example.vn>" gives the address."""
    text = as_text(cell)
    if PLAIN_EMAIL.fullmatch(text):
        return Reading(text)
    if is_nothing(text):
        return Reading("")
    found = [a.removeprefix("mailto:").strip(".") for a in _EMAIL.findall(text)]
    if not found:
        return Reading("", _("“{text}” is no e-mail address.").format(text=text[:60]))
    doubt = (
        ""
        if "." in found[0].partition("@")[2]
        else _("The e-mail address “{text}” looks cut off.").format(text=found[0])
    )
    return Reading(found[0], "", doubt, tuple(dict.fromkeys(found[1:])))


def read_flag(cell: Cell) -> Reading:
    """A cell as yes (True), no (False) or blank (None)."""
    if isinstance(cell, bool):
        return Reading(cell)
    text = as_text(cell)
    folded = fold(text)
    if folded in _YES:
        return Reading(True)
    if folded in _NO:
        return Reading(False)
    if is_nothing(text):
        return Reading(None)
    return Reading(None, _("“{text}” is neither yes nor no.").format(text=text[:40]))


def read_tags(cell: Cell) -> Reading:
    """A cell as tags, separated by commas and without doubles."""
    pieces = re.split(r"\s*(?:,|;|\||\n|:::)\s*", str(read_text(cell).value))
    tags: dict[str, str] = {}
    for piece in pieces:
        tag = piece.strip(" *")
        if tag:
            tags.setdefault(fold(tag), tag)
    return Reading(", ".join(tags.values()))


def choice_reader(field: Field, words: Mapping[str, str]) -> Callable[[Cell], Reading]:
    """What reads the words of a list: its values, its labels in both languages, and further ``words``."""
    known: dict[str, str] = {}
    for choice in field.choices:
        for name in (choice.label, _(choice.label), choice.value, choice.value.replace("_", " ")):
            known[fold(name)] = choice.value
    known |= {fold(nfc(word)): value for word, value in words.items()}

    def read(cell: Cell) -> Reading:
        text = as_text(cell)
        if is_nothing(text):
            return Reading("")
        value = known.get(" ".join(fold(text).split()))
        if value is None:
            return Reading(
                "",
                _("“{text}” is not one of the words for “{field}”.").format(
                    text=text[:40], field=_(field.label)
                ),
            )
        return Reading(value)

    return read
