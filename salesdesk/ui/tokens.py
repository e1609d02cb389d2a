"""The look in plain numbers: colours, type, spaces. No Qt here, so charts and papers may use it too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from salesdesk.base import paths

# name -> light, dark
_COLOURS = {
    "canvas": ("#F5F4F0", "#151513"),
    "surface": ("#FFFFFF", "#1E1E1B"),
    "sunken": ("#FAF9F6", "#191917"),
    "hover": ("#F1EFEA", "#292824"),
    "line": ("#E3E0D8", "#35342F"),
    "btn": ("#C9C4B8", "#55524A"),
    "line2": ("#8B867A", "#837E72"),
    "ink": ("#1C1B18", "#F1EFE9"),
    "ink2": ("#514D45", "#C3BEB2"),
    "ink3": ("#6B665C", "#A09A8D"),
    "accent": ("#0B6B57", "#4CC2A5"),
    "accentHover": ("#085546", "#6BD3B9"),
    "onAccent": ("#FFFFFF", "#04231B"),
    "accentSoft": ("#E0F0EB", "#17362E"),
    "accentInk": ("#0A5A4A", "#7EDCC4"),
    "sel": ("#EDF6F3", "#1A2B26"),
    "focus": ("#0B6B57", "#4CC2A5"),
    "danger": ("#B3261E", "#FF8B7E"),
    "dangerSoft": ("#FBE6E3", "#43201C"),
    "dangerInk": ("#97180F", "#FFB0A6"),
    "warn": ("#8A5A00", "#E9B64F"),
    "warnSoft": ("#FDF0CF", "#3B2E12"),
    "warnInk": ("#714900", "#F3CC7E"),
    "sales": ("#1B64AD", "#6CB1F5"),
    "salesSoft": ("#E3EEF9", "#17304A"),
    "salesInk": ("#15508C", "#9CCBF9"),
    "service": ("#B4500B", "#F39B57"),
    "serviceSoft": ("#FBEADC", "#412813"),
    "serviceInk": ("#8F3E06", "#F9BE8F"),
    "mkt": ("#8B3A80", "#DA8FCE"),
    "mktSoft": ("#F5E6F3", "#3A2237"),
    "mktInk": ("#742C6A", "#EBB5E2"),
    # People in a calendar, told apart by name as well: none of them is a department's colour.
    "person1": ("#0B6B57", "#4CC2A5"),
    "person2": ("#5A4FCF", "#A9A3FF"),
    "person3": ("#6B7300", "#BFC95A"),
    "person4": ("#0E7490", "#5CC8E0"),
    "person5": ("#A8325E", "#F291B4"),
    "person6": ("#6B5B4B", "#C9B59F"),
}
LIGHT: Mapping[str, str] = MappingProxyType({name: pair[0] for name, pair in _COLOURS.items()})
DARK: Mapping[str, str] = MappingProxyType({name: pair[1] for name, pair in _COLOURS.items()})


class Role(NamedTuple):
    """One kind of text: size and line box in pixels, weight as in CSS."""

    size: int
    weight: int
    line: int


# The font carries 400, 500 and 600; the clock of the lock screen asks for less and gets 400.
TYPE: Mapping[str, Role] = MappingProxyType(
    {
        "clock": Role(48, 300, 72),
        "metric": Role(22, 600, 33),
        "record": Role(20, 600, 30),
        "title": Role(18, 600, 28),
        "title_quiet": Role(18, 400, 28),
        "sheet": Role(16, 600, 24),
        "section": Role(15, 600, 24),
        "body": Role(13, 400, 20),
        "medium": Role(13, 500, 20),
        "strong": Role(13, 600, 20),
        "caption": Role(12, 400, 18),
        "caption_medium": Role(12, 500, 18),
        "caption_strong": Role(12, 600, 18),
        "key": Role(11, 500, 18),
    }
)
WRAPPED_LINE = 1.45  # of the size: stacked Vietnamese capitals reach above the font's own line

FAMILY = "Inter"
SPACE = (4, 8, 12, 16, 20, 24, 32)
RADIUS: Mapping[str, int] = MappingProxyType({"badge": 4, "field": 5, "button": 6, "card": 8, "dialog": 10})
HEIGHT: Mapping[str, int] = MappingProxyType(
    {
        "control": 32,
        "large": 36,
        "small": 28,
        "row": 26,
        "target": 24,
        "badge": 20,
        "inline": 18,
        "chip": 28,
        "segment": 30,
        "stepper": 30,
        "header": 30,
        "compact": 32,
        "normal": 40,
        "two_line": 50,
    }
)


def tokens(dark: bool) -> Mapping[str, str]:
    """The colours of a theme by name, as "#RRGGBB"."""
    return DARK if dark else LIGHT


def contrast(one: str, other: str) -> float:
    """How far two colours ("#RRGGBB") stand apart: 1 to 21, by the formula of WCAG 2."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def font_paths() -> list[Path]:
    """The files of the program's own font, one a weight; papers and charts use them too."""
    return sorted((paths.resources() / "fonts").glob("Inter-*.otf"))
