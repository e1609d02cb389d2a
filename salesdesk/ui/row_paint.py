"""Fast painting for long lists: laid-out words and small pictures are kept between frames.

Laying out a word costs two to three times as much as painting it, and a list paints the same words again and
again while it scrolls. The caches are dropped when the look changes and when they grow too large.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPixmap,
    QStaticText,
    QTextLayout,
    QTransform,
)

from salesdesk.ui import icons, theme

_MOST = 6_000

_fonts: dict[str, tuple[QFont, QFontMetrics]] = {}
_laid_out: dict[tuple[str, str, int], tuple[QStaticText, float]] = {}
_widths: dict[tuple[str, str], int] = {}
_wrapped: dict[tuple[str, str, int, int], list[str]] = {}
_stamps: dict[tuple[object, ...], QPixmap] = {}
_drawn_for = -1


def _forget_old_look() -> None:
    global _drawn_for
    if _drawn_for != theme.generation():
        _drawn_for = theme.generation()
        for cache in (_fonts, _laid_out, _widths, _wrapped, _stamps):
            cache.clear()


def font(role: str) -> tuple[QFont, QFontMetrics]:
    """The font of a kind of text and its metrics, made once a theme; not to be changed."""
    _forget_old_look()
    found = _fonts.get(role)
    if found is None:
        face = theme.font(role)
        found = _fonts[role] = (face, QFontMetrics(face))
    return found


def width_of(words: str, role: str) -> int:
    """The width in whole pixels that words need in a kind of text."""
    face = font(role)[0]
    key = (role, words)
    found = _widths.get(key)
    if found is None:
        if len(_widths) > _MOST:
            _widths.clear()
        found = _widths[key] = math.ceil(QFontMetricsF(face).horizontalAdvance(words))
    return found


def _layout(words: str, role: str, width: int) -> tuple[QStaticText, float]:
    """The words laid out, shortened at the end with "…" when wider than ``width`` pixels, and their width."""
    face, metrics = font(role)
    laid = _prepared(words, face)
    used = laid.size().width()
    if used > width + 0.5:
        laid = _prepared(metrics.elidedText(words, Qt.TextElideMode.ElideRight, width), face)
        used = laid.size().width()
    return laid, used


def _prepared(words: str, face: QFont) -> QStaticText:
    laid = QStaticText(words)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    laid.prepare(QTransform(), face)
    return laid


def text(
    painter: QPainter, rect: QRect, words: str, role: str = "body", token: str = "ink", right: bool = False
) -> None:
    """Paint one line in the middle of a rectangle's height, shortened to fit."""
    width = rect.width()
    if width <= 0 or not words:
        return
    face, metrics = font(role)
    key = (role, words, width)
    found = _laid_out.get(key)
    if found is None:
        if len(_laid_out) > _MOST:
            _laid_out.clear()
        found = _laid_out[key] = _layout(words, role, width)
    painter.setFont(face)
    painter.setPen(theme.color(token))
    x = rect.left() + (width - found[1] if right else 0)
    painter.drawStaticText(QPointF(x, rect.top() + (rect.height() - metrics.height()) // 2), found[0])


def stamp(
    painter: QPainter,
    at: QPoint,
    size: QSize,
    key: tuple[object, ...],
    draw: Callable[[QPainter, QRect], None],
) -> None:
    """Paint a small drawing; it is drawn once for a ``key`` and size and then only copied."""
    _forget_old_look()
    ratio = painter.device().devicePixelRatio()
    whole = (*key, size.width(), size.height(), ratio)
    picture = _stamps.get(whole)
    if picture is None:
        if len(_stamps) > _MOST // 4:
            _stamps.clear()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        inner = QPainter(picture)
        draw(inner, QRect(QPoint(0, 0), size))
        inner.end()
        _stamps[whole] = picture
    painter.drawPixmap(at, picture)


def icon(painter: QPainter, left: int, middle: int, name: str, token: str, size: int = 14) -> int:
    """Paint a small icon with its middle at a height; returns its side in pixels."""
    picture = icons.pixmap(name, token, size, painter.device().devicePixelRatio())
    side = theme.scaled(size)
    painter.drawPixmap(QPoint(left, middle - side // 2), picture)
    return side


def mark(painter: QPainter, rect: QRect, name: str, words: str, token: str, *, right: bool = False) -> int:
    """Paint a small icon and words beside it in one colour, the plain badge; returns the width used."""
    side, gap = theme.scaled(14), theme.scaled(3)
    room = rect.width() - side - gap
    if room <= 0:
        return 0
    used = min(width_of(words, "caption_medium"), room)
    left = rect.right() + 1 - used - gap - side if right else rect.left()
    icon(painter, left, rect.top() + rect.height() // 2, name, token)
    text(painter, QRect(left + side + gap, rect.top(), used, rect.height()), words, "caption_medium", token)
    return side + gap + used


def wrapped(words: str, role: str, width: int, most: int) -> list[str]:
    """The words in lines of at most ``width`` pixels; more than ``most`` lines end in "…"."""
    key = (role, words, width, most)
    found = _wrapped.get(key)
    if found is None:
        if len(_wrapped) > _MOST:
            _wrapped.clear()
        found = _wrapped[key] = _break(words, role, max(width, 40), most)
    return found


def _break(words: str, role: str, width: int, most: int) -> list[str]:
    face, metrics = font(role)
    out: list[str] = []
    for paragraph in words.splitlines():
        layout = QTextLayout(paragraph, face)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            out.append(paragraph[line.textStart() : line.textStart() + line.textLength()].rstrip())
            if len(out) > most:
                break
        layout.endLayout()
        if len(out) > most:
            last = metrics.elidedText(f"{out[most - 1]} …", Qt.TextElideMode.ElideRight, width)
            return [*out[: most - 1], last]
    return out
