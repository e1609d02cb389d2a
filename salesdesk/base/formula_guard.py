"""Words that a spreadsheet must not take for a formula: in files and on the clipboard.

Rules of OWASP's "CSV injection" and ASVS 1.2.10: a sign that begins a formula gets an apostrophe, also
where it would only begin a cell in a program that cuts lines at other separators than ours.
"""

import re
from collections.abc import Iterable

# What starts a formula in some spreadsheet, full-width forms included; a tab or line break may hide it.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HARMLESS_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:[ \u00a0\u202f]?[%₫€$£])?|\+\d[\d .]*\d")
_INVISIBLE = " \u00a0\u3000\ufeff\u200b"
# Behind a separator "- likes red" is a list in a note, and stays; what calls something is disarmed.
_INNER_SIGN = r"(?=[=@＝＠]|[-+－＋][^;\t\r\n]*[(|!])"
_BEFORE_INNER = rf'([;\t\r\n|][{_INVISIBLE}\t\r\n"]*)'
_INNER = re.compile(_BEFORE_INNER + _INNER_SIGN)
_DISARMED_INNER = re.compile(f"{_BEFORE_INNER}'{_INNER_SIGN}")
_GAPS = re.compile(r"[\t\r\n]+")


def disarmed(text: str) -> str:
    """A text with an apostrophe before whatever a spreadsheet would take for a formula.

    Numbers and phone numbers ("-12.5", "+84 912 345 678") stay as they are: they calculate nothing, whereas
    "+1-202-555-0191" would be worked out.
    """
    text = _INNER.sub(r"\1'", text.replace("\x00", ""))
    if text.lstrip(_INVISIBLE).startswith(_STARTS) and not _HARMLESS_NUMBER.fullmatch(text):
        return "'" + text
    return text


def rearmed(text: str) -> str:
    """A text without the apostrophes that `disarmed` put into it."""
    for tried in (text[1:] if text[:1] == "'" else text, text):
        found = _DISARMED_INNER.sub(r"\1", tried)
        if found != text and disarmed(found) == text:
            return found
    return text


def as_line(cells: Iterable[str]) -> str:
    """Cells as one line for the clipboard, apart by tabs, as spreadsheets take it; no formula in it."""
    return "\t".join(map(_pasted, cells))


def _pasted(cell: str) -> str:
    text = disarmed(_GAPS.sub(" ", cell).strip())
    # A quotation mark at the beginning would be taken for the file's own, and what is behind it bared.
    return '"' + text.replace('"', '""') + '"' if text.startswith('"') else text
