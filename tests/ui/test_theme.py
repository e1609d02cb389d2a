"""Colours can be told apart, the font has every letter, light and dark can be switched at any time."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QGuiApplication, QPalette, QRawFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.ui import icons, paint, theme, theme_sheet, tokens
from salesdesk.ui.widgets import buttons

THEMES = [pytest.param(tokens.LIGHT, id="light"), pytest.param(tokens.DARK, id="dark")]
Colours = Mapping[str, str]

GROUNDS = ("canvas", "surface", "sunken", "hover", "sel")
TONES = ("accent", "danger", "warn", "sales", "service", "mkt")
TEXT_PAIRS = {
    *((ink, ground) for ink in ("ink", "ink2", "ink3") for ground in GROUNDS),
    *((f"{tone}Ink", f"{tone}Soft") for tone in TONES),
    *((f"{tone}Ink", "surface") for tone in TONES),
    *((f"{tone}Ink", "canvas") for tone in ("accent", "danger", "warn")),
    ("accentInk", "sel"),
    ("warnInk", "hover"),
    ("ink", "accentSoft"),
    ("ink", "warnSoft"),
    ("ink", "dangerSoft"),
    ("onAccent", "accent"),
    ("onAccent", "accentHover"),
    ("surface", "ink"),
    *((look.ink, look.fill or "surface") for look in buttons.KINDS.values()),
    *((look.ink, look.hover or "surface") for look in buttons.KINDS.values()),
    *((ink, ground) for ground, ink in paint.TONES.values()),
    *((ink, "surface") for _icon, ink in paint.STEPS.values()),
}
GRAPHIC_PAIRS = {
    ("line2", "surface"),
    ("focus", "surface"),
    ("focus", "canvas"),
    ("focus", "sel"),
    ("surface", "accent"),
    ("danger", "surface"),
    ("accent", "hover"),
    *((tone, ground) for tone in TONES for ground in ("surface", "hover")),
    *((f"person{n}", ground) for n in range(1, 7) for ground in ("surface", "hover")),
}


@pytest.fixture(autouse=True)
def light_again(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


@pytest.mark.parametrize("colours", THEMES)
def test_every_text_stands_out_from_its_ground(colours: Colours) -> None:
    weak = {
        pair: round(tokens.contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in TEXT_PAIRS
        if tokens.contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("colours", THEMES)
def test_every_line_that_means_something_can_be_seen(colours: Colours) -> None:
    weak = {
        pair: round(tokens.contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in GRAPHIC_PAIRS
        if tokens.contrast(colours[pair[0]], colours[pair[1]]) < 3
    }
    assert weak == {}


@pytest.mark.parametrize("dark", [False, True])
def test_the_undo_toast_can_be_read(dark: bool) -> None:
    here, there = tokens.tokens(dark), tokens.tokens(not dark)
    assert tokens.contrast(here["surface"], here["ink"]) > 14
    assert tokens.contrast(there["accentInk"], here["ink"]) > 4.5
    assert tokens.contrast(there["ink3"], here["ink"]) > 4.5


def test_contrast_follows_the_formula_of_wcag() -> None:
    assert tokens.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert tokens.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert tokens.contrast("#1C1B18", "#FFFFFF") == pytest.approx(17.2, abs=0.05)
    assert tokens.contrast("#A09A8D", "#292824") == pytest.approx(5.3, abs=0.05)


def test_both_themes_name_the_same_colours() -> None:
    assert list(tokens.LIGHT) == list(tokens.DARK)
    assert all(len(value) == 7 for value in (*tokens.LIGHT.values(), *tokens.DARK.values()))


def test_dark_and_light_can_be_switched_and_everybody_hears_of_it(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "dark")
    assert theme.is_dark()
    assert theme.hex_of("surface") == "#1E1E1B"
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == "#1E1E1B"
    theme.apply(qapp, "light")
    assert theme.mode() == "light"
    assert theme.color("ink").name().upper() == "#1C1B18"


def test_an_icon_follows_the_theme(qapp: QApplication) -> None:
    before = icons.pixmap("circle", "ink").toImage()
    theme.apply(qapp, "dark")
    assert icons.pixmap("circle", "ink").toImage() != before


def test_the_system_s_choice_is_followed(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    theme.apply(qapp, "system")
    assert theme.is_dark() == (qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark)


def test_larger_text_makes_fonts_and_rows_larger(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 1.5)
    assert theme.font("body").pixelSize() == 20
    assert theme.height("normal") == 60
    assert theme.line_height("body") >= 1.5 * theme.font("body").pixelSize()
    assert qapp.font().pixelSize() == 20


@pytest.mark.parametrize("role", sorted(tokens.TYPE))
@pytest.mark.parametrize("scale", [1.0, 1.15, 1.3, 1.5, 2.0])
def test_a_line_holds_the_marks_above_capitals(qapp: QApplication, role: str, scale: float) -> None:
    theme.apply(qapp, "light", scale)
    size = theme.font(role).pixelSize()
    assert theme.line_height(role) >= 1.45 * size
    assert theme.wrapped_line_height(role) >= 1.45 * size
    above = -QFontMetrics(theme.font(role)).tightBoundingRect("ẲẮ").top()
    below = QFontMetrics(theme.font(role)).tightBoundingRect("ệỵ").bottom()
    assert above + below <= theme.line_height(role)


def test_nothing_but_key_hints_is_smaller_than_twelve() -> None:
    assert [role for role, kind in tokens.TYPE.items() if kind.size < 12] == ["key"]


# ---------------------------------------------------------------- the font

LETTERS = (
    "ăâđêôơư ĂÂĐÊÔƠƯ ằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữự ẲỂỖỮ ñçßøłşğ ₫€£¥$ 0123456789 "
    "–—…“”‘’·×÷≥≤≈−²³½№ ←→↑↓⏎⌘⌥⇧⌃⌫ ✓●◆▲"
)


CLOCK = "Inter-Light"
"""Carries the figures of the lock screen's clock and nothing else."""
WRITTEN = [path for path in tokens.font_paths() if path.stem != CLOCK]


def test_the_clock_has_its_figures(qapp: QApplication) -> None:
    (path,) = [path for path in tokens.font_paths() if path.stem == CLOCK]
    font = QRawFont(str(path), 48)
    assert all(font.supportsCharacter(ord(c)) for c in "0123456789:")
    assert path.stat().st_size < 40_000


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: p.stem)
def test_the_font_has_every_letter_and_is_small(path: Path, qapp: QApplication) -> None:
    font = QRawFont(str(path), 13)
    assert font.isValid()
    assert [c for c in LETTERS if c != " " and not font.supportsCharacter(ord(c))] == []
    assert path.stat().st_size < 200_000


@pytest.mark.parametrize(
    ("role", "weight"), [("body", 400), ("medium", 500), ("strong", 600), ("title", 600)]
)
def test_the_bundled_font_is_the_one_on_screen(qapp: QApplication, role: str, weight: int) -> None:
    shown = QFontInfo(theme.font(role))
    assert shown.family() == tokens.FAMILY
    assert shown.weight() == weight


@pytest.mark.parametrize("role", ["body", "strong", "metric", "caption"])
def test_figures_are_of_equal_width(qapp: QApplication, role: str) -> None:
    metrics = QFontMetrics(theme.font(role))
    assert len({metrics.horizontalAdvance(digit * 8) for digit in "0123456789"}) == 1


def test_charts_and_papers_can_use_the_same_font() -> None:
    from matplotlib.ft2font import FT2Font

    fonts = [FT2Font(str(path)) for path in WRITTEN]
    assert {font.family_name for font in fonts} == {tokens.FAMILY}
    assert all(ord("₫") in font.get_charmap() and ord("ặ") in font.get_charmap() for font in fonts)


def test_a_font_asked_for_may_be_changed_without_harm(qapp: QApplication) -> None:
    theme.font("body").setPixelSize(40)
    assert theme.font("body").pixelSize() == 13
    assert isinstance(theme.font("body"), QFont)


# ---------------------------------------------------------------- the style sheet


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_pictures_of_the_sheet_wear_the_colours_of_the_theme(qapp: QApplication, mode: str) -> None:
    colours = tokens.tokens(mode == "dark")
    sheet = theme_sheet.sheet(colours, 1.0, mode)
    names = {part.split(")")[0] for part in sheet.split("url(look:")[1:]}
    assert names
    (folder,) = QDir.searchPaths("look")
    for name in names:
        ink = colours["onAccent" if name.split("-")[1] in {"check.svg", "minus.svg", "dot.svg"} else "ink2"]
        assert ink in (Path(folder) / name).read_text(encoding="utf-8"), name


def test_a_second_look_at_the_same_size_is_the_same(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    sheet = qapp.styleSheet()
    theme.apply(qapp, "light")
    assert qapp.styleSheet() == sheet
    assert QGuiApplication.font().family() == tokens.FAMILY


def test_high_contrast_keeps_the_colours_of_the_system(qapp: QApplication) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, "#000000")
    palette.setColor(QPalette.ColorRole.WindowText, "#ffff00")
    colours = theme._system_colours(palette)
    assert set(colours) == set(tokens.LIGHT)
    assert (colours["surface"], colours["ink3"], colours["dangerSoft"]) == ("#000000", "#ffff00", "#000000")
