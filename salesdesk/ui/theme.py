"""The look of the program: light or dark, colours, fonts and sizes.

``apply`` once before the first window and again whenever a setting or the system changes. Whoever paints asks
``color``, ``font`` and ``scaled`` at the moment of painting and so is always right; the window is built anew
on ``changed``, because text of another size needs other layouts.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from pathlib import Path

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from salesdesk.base import paths
from salesdesk.ui import theme_sheet, tokens

RADIUS = tokens.RADIUS
S1, S2, S3, S4, S5, S6, S7 = tokens.SPACE
SPACE = tokens.SPACE
STYLED = "styled"
"""The property of an application that was made by `new_application`."""
_TNUM = QFont.Tag("tnum")


class _Watch(QObject):
    changed = Signal()


class _State:
    """What was last applied."""

    def __init__(self) -> None:
        self.wish = "system"
        self.dark = False
        self.high_contrast = False
        self.scale = 1.0
        self.compact = False
        self.first_weekday = 0
        self.colours: Mapping[str, str] = tokens.LIGHT
        self.cache: dict[str, QColor] = {}
        self.fonts: dict[str, QFont] = {}
        self.metrics: dict[str, QFontMetrics] = {}
        self.fonts_loaded = False
        self.listening = False
        self.generation = 0


_watch = _Watch()
_state = _State()
changed = _watch.changed


def new_application(name: str) -> QApplication:
    """The application in the style that ours is drawn over: named here, no other one is made before it."""
    app = QApplication([name, "-style", "fusion"])
    app.setProperty(STYLED, True)
    return app


def apply(app: QApplication, mode: str = "system", text_scale: float = 1.0) -> None:
    """Give the whole program its look.

    ``mode`` is "light", "dark" or "system"; ``text_scale`` 1.0 to 2.0 multiplies text and what holds text.
    Windows' high contrast wins over both: then the system's own colours are kept.
    """
    _state.wish = mode
    _state.scale = text_scale
    hints = app.styleHints()
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(mode, Qt.ColorScheme.Unknown)
    if not _state.listening:
        _state.listening = True
        _load_fonts()
        QDir.setSearchPaths("look", [str(paths.resources() / "icons" / "look")])
        if not app.property(STYLED):
            app.setStyle("fusion")
        hints.colorSchemeChanged.connect(_on_system_changed)
    hints.blockSignals(True)
    hints.setColorScheme(wanted)
    hints.blockSignals(False)
    _state.dark = hints.colorScheme() == Qt.ColorScheme.Dark if mode == "system" else mode == "dark"
    contrast_wish = hints.accessibility().contrastPreference()
    _state.high_contrast = contrast_wish == Qt.ContrastPreference.HighContrast
    _dress(app)


def _on_system_changed() -> None:
    """The person changed light and dark in the system while the program runs."""
    app = QApplication.instance()
    if isinstance(app, QApplication) and _state.wish == "system":
        apply(app, "system", _state.scale)


def _dress(app: QApplication) -> None:
    _state.cache.clear()
    _state.fonts.clear()
    _state.metrics.clear()
    _state.generation += 1
    if _state.high_contrast:
        app.setStyleSheet("")
        app.setPalette(QPalette())
        _state.colours = _system_colours(QGuiApplication.palette())
    else:
        _state.colours = tokens.tokens(_state.dark)
        app.setPalette(_palette())
    app.setFont(font("body"))
    QToolTip.setFont(font("caption"))
    if not _state.high_contrast:
        app.setStyleSheet(theme_sheet.sheet(_state.colours, _state.scale, "dark" if _state.dark else "light"))
    changed.emit()


def _load_fonts() -> None:
    for path in tokens.font_paths():
        QFontDatabase.addApplicationFont(str(path))


def font_paths() -> list[Path]:
    """The files of the bundled font."""
    return tokens.font_paths()


def mode() -> str:
    """The theme on screen: "light" or "dark"."""
    return "dark" if _state.dark else "light"


def is_dark() -> bool:
    """Whether the theme on screen is dark."""
    return _state.dark


def text_scale() -> float:
    """How much larger than normal text is, 1.0 to 2.0."""
    return _state.scale


def generation() -> int:
    """Grows by one each time the look changes; what was painted earlier is then out of date."""
    return _state.generation


def hex_of(name: str) -> str:
    """A colour of the theme on screen as "#RRGGBB"; KeyError for an unknown name."""
    return _state.colours[name]


def color(name: str) -> QColor:
    """A colour of the theme on screen; KeyError for an unknown name."""
    found = _state.cache.get(name)
    if found is None:
        found = _state.cache[name] = QColor(_state.colours[name])
    return found


def opposite(name: str) -> QColor:
    """The colour the other theme has for a name: for text on ``ink``, as in the undo toast."""
    if _state.high_contrast:
        return color({"accentInk": "surface", "ink3": "surface"}.get(name, name))
    return QColor(tokens.tokens(not _state.dark)[name])


def font(role: str) -> QFont:
    """The font of a kind of text (see ``tokens.TYPE``), with figures of equal width."""
    found = _state.fonts.get(role)
    if found is None:
        kind = tokens.TYPE[role]
        found = QFont(tokens.FAMILY)
        found.setPixelSize(max(1, round(kind.size * _state.scale)))
        found.setWeight(QFont.Weight(kind.weight))
        found.setFeature(_TNUM, 1)
        found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        _state.fonts[role] = found
    return QFont(found)


def metrics(role: str) -> QFontMetrics:
    """The measures of the font of a kind of text."""
    found = _state.metrics.get(role)
    if found is None:
        found = _state.metrics[role] = QFontMetrics(font(role))
    return found


def line_height(role: str) -> int:
    """The height in pixels that one line of a kind of text needs, marks above capitals included."""
    kind = tokens.TYPE[role]
    return max(round(kind.line * _state.scale), ceil(1.5 * round(kind.size * _state.scale)))


def wrapped_line_height(role: str) -> int:
    """The pitch in pixels of lines of wrapped text."""
    return ceil(tokens.WRAPPED_LINE * round(tokens.TYPE[role].size * _state.scale))


def scaled(pixels: float) -> int:
    """A length that grows with the text, in pixels."""
    return round(pixels * _state.scale)


def height(name: str) -> int:
    """The height in pixels of a control or row by name (see ``tokens.HEIGHT``), grown with the text."""
    return round(tokens.HEIGHT[name] * _state.scale)


def set_density(density: str) -> None:
    """Choose the rows of tables: "normal" or "compact". Tables made from now on have it."""
    _state.compact = density == "compact"


def table_row(two_line: bool = False) -> int:
    """The height in pixels of a row of a table: 40, or 48 for two lines of text; 32 where rows are compact,
    which puts two lines side by side.
    """
    if _state.compact:
        return height("compact")
    return scaled(48) if two_line else height("normal")


def set_first_weekday(weekday: int) -> None:
    """Choose the first day of the week in calendars: 0 is Monday."""
    _state.first_weekday = weekday


def first_weekday() -> int:
    """The first day of the week in calendars: 0 is Monday."""
    return _state.first_weekday


def _palette() -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    pairs = {
        roles.Window: "canvas",
        roles.WindowText: "ink",
        roles.Base: "surface",
        roles.AlternateBase: "sunken",
        roles.Text: "ink",
        roles.PlaceholderText: "ink3",
        roles.Button: "surface",
        roles.ButtonText: "ink",
        roles.BrightText: "danger",
        roles.Highlight: "accent",
        roles.HighlightedText: "onAccent",
        roles.Link: "accentInk",
        roles.LinkVisited: "accentInk",
        roles.ToolTipBase: "ink",
        roles.ToolTipText: "surface",
        roles.Light: "surface",
        roles.Midlight: "hover",
        roles.Mid: "btn",
        roles.Dark: "line2",
        roles.Shadow: "line2",
        roles.Accent: "accent",
    }
    for role, name in pairs.items():
        palette.setColor(role, color(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, color("ink3"))
    return palette


def _system_colours(palette: QPalette) -> Mapping[str, str]:
    """Our names filled with the system's colours, for Windows' high contrast."""
    roles = QPalette.ColorRole
    ground, text = palette.color(roles.Window).name(), palette.color(roles.WindowText).name()
    mark, on_mark = palette.color(roles.Highlight).name(), palette.color(roles.HighlightedText).name()
    out = dict.fromkeys(tokens.LIGHT, text)
    out |= dict.fromkeys(("canvas", "surface", "sunken", "hover", "sel"), ground)
    out |= {name: ground for name in tokens.LIGHT if name.endswith("Soft")}
    out |= {"accent": mark, "accentHover": mark, "focus": mark, "onAccent": on_mark}
    return out
