"""Icons: Lucide drawings in the colours of the theme, sharp on every screen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from salesdesk.base import paths
from salesdesk.ui import theme

_renderers: dict[tuple[str, str, str], QSvgRenderer] = {}
_pixmaps: dict[tuple[str, str, int, int], QPixmap] = {}
_icons: dict[tuple[str, str, int], QIcon] = {}


def names() -> list[str]:
    """The names of all icons the program carries."""
    return sorted(path.stem for path in _folder().glob("*.svg"))


def read_ahead() -> None:
    """Read all drawings, on a worker, so that none is read from the disk while something is painted."""
    for name in names():
        _source(name)


def icon(name: str, color: str = "ink2", size: int = 16) -> QIcon:
    """An icon in a colour of the theme, ``size`` pixels before text scaling, with a quiet disabled form."""
    key = (name, color, size)
    found = _icons.get(key)
    if found is None:
        found = QIcon()
        for ratio in _ratios():
            found.addPixmap(pixmap(name, color, size, ratio), QIcon.Mode.Normal)
            found.addPixmap(pixmap(name, "ink3", size, ratio), QIcon.Mode.Disabled)
        _icons[key] = found
    return found


def pixmap(name: str, color: str = "ink2", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of ``size`` pixels (before text scaling) for a screen of ``ratio`` dots a pixel.

    FileNotFoundError when the program carries no such icon.
    """
    dots = max(1, round(theme.scaled(size) * ratio))
    key = (name, color, dots, round(ratio * 100))
    found = _pixmaps.get(key)
    if found is None:
        drawing = _renderer(name, color, size)  # before the painter starts: the icon may not exist
        found = QPixmap(QSize(dots, dots))
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        drawing.render(painter, QRectF(0, 0, dots, dots))
        painter.end()
        found.setDevicePixelRatio(ratio)
        _pixmaps[key] = found
    return found


def draw(painter: QPainter, rect: QRect, name: str, color: str = "ink2") -> None:
    """Paint an icon into the middle of a rectangle, as large as its shorter side."""
    side = min(rect.width(), rect.height())
    ratio = painter.device().devicePixelRatio()
    size = round(side / theme.text_scale())
    picture = pixmap(name, color, size, ratio)
    width = picture.width() / ratio
    left = rect.x() + (rect.width() - width) / 2
    top = rect.y() + (rect.height() - width) / 2
    painter.drawPixmap(QRectF(left, top, width, width), picture, QRectF(picture.rect()))


def _folder() -> Path:
    return paths.resources() / "icons"


def _ratios() -> list[float]:
    return sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())})


def _forget() -> None:
    for cache in (_renderers, _pixmaps, _icons):
        cache.clear()


theme.changed.connect(_forget)


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (_folder() / f"{name}.svg").read_text(encoding="utf-8")


def _stroke(size: int) -> str:
    """Thinner where the drawing is large, so that all icons look equally heavy beside their text."""
    return "2" if size <= 16 else "1.8" if size < 32 else "1.4"


def _renderer(name: str, color: str, size: int) -> QSvgRenderer:
    stroke = _stroke(size)
    key = (name, color, stroke)
    found = _renderers.get(key)
    if found is None:
        drawing = _source(name).replace("currentColor", theme.hex_of(color))
        drawing = drawing.replace('stroke-width="2"', f'stroke-width="{stroke}"')
        found = _renderers[key] = QSvgRenderer(QByteArray(drawing.encode()))
    return found
