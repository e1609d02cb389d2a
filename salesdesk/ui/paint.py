"""Small drawings shared by widgets and by the delegates of lists and boards, so that both look the same.

Every function paints into a rectangle and returns what it used; colours are names of the theme.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from salesdesk.ui import icons, theme
from salesdesk.ui.keycaps import show_key

Align = Qt.AlignmentFlag
_ELIDE = {"end": Qt.TextElideMode.ElideRight, "middle": Qt.TextElideMode.ElideMiddle}
_SINGLE = Qt.TextFlag.TextSingleLine.value | Qt.TextFlag.TextDontClip.value

# tone -> background, ink
TONES: dict[str, tuple[str, str]] = {
    "neutral": ("hover", "ink2"),
    "accent": ("accentSoft", "accentInk"),
    "danger": ("dangerSoft", "dangerInk"),
    "warn": ("warnSoft", "warnInk"),
    "sales": ("salesSoft", "salesInk"),
    "service": ("serviceSoft", "serviceInk"),
    "mkt": ("mktSoft", "mktInk"),
}
# state of a next step -> icon, ink
STEPS: dict[str, tuple[str, str]] = {
    "late": ("circle-alert", "dangerInk"),
    "today": ("calendar-check", "accentInk"),
    "later": ("calendar", "ink3"),
    "none": ("triangle-alert", "warnInk"),
}
# the clear colour of a domain, for bars, lines and icons
SOLID = {"neutral": "ink3"}


def solid(tone: str) -> str:
    """The name of a tone's full colour, for bars, lines and icons."""
    return SOLID.get(tone, tone)


def tone_tokens(tone: str) -> tuple[str, str]:
    """Background and text tokens of a tone; "plain-…" tones have the background ""."""
    if tone.startswith("plain"):
        return "", TONES[tone.removeprefix("plain").removeprefix("-") or "neutral"][1]
    return TONES[tone]


def text_width(text: str, role: str = "body") -> int:
    """The width in pixels a text needs in a kind of text."""
    return _advance(text, role)


@lru_cache(maxsize=8192)
def _advance(text: str, role: str) -> int:
    """Measured once: layouts ask again and again."""
    return theme.metrics(role).horizontalAdvance(text)


theme.changed.connect(_advance.cache_clear)


def text(
    painter: QPainter,
    rect: QRect,
    words: str,
    role: str = "body",
    color: str = "ink",
    align: Align = Align.AlignLeft,
    elide: str = "end",
) -> int:
    """Paint one line of text in the middle of a rectangle's height; returns the width used."""
    shown, width = words, text_width(words, role)
    if elide and width > rect.width():
        shown = theme.metrics(role).elidedText(words, _ELIDE[elide], rect.width())
        width = theme.metrics(role).horizontalAdvance(shown)
    painter.setFont(theme.font(role))
    painter.setPen(theme.color(color))
    painter.drawText(rect, align.value | Align.AlignVCenter.value | _SINGLE, shown)
    return width


def box(
    painter: QPainter, rect: QRect, fill: str, edge: str = "", radius: float = 0.0, edge_width: float = 1.0
) -> None:
    """Paint a rounded box; fill and edge are tokens, "" paints none."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.color(fill) if fill else Qt.BrushStyle.NoBrush)
    shape = QRectF(rect)
    if edge:
        painter.setPen(QPen(theme.color(edge), edge_width))
        half = edge_width / 2
        shape.adjust(half, half, -half, -half)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(shape, radius, radius)
    painter.restore()


def focus_ring(painter: QPainter, rect: QRect, radius: float = 6.0, on_accent: bool = False) -> None:
    """Paint the 2 px ring of the focused thing inside its edge; on an accent ground with a gap to be seen."""
    if on_accent:
        box(painter, rect.adjusted(2, 2, -2, -2), "", "surface", max(radius - 2, 0), 1.5)
    box(painter, rect, "", "focus", radius, 2.0)


def _placed(rect: QRect, width: int, height: int, align: Align) -> QRect:
    """A box of a size inside a rectangle, at its left, right or middle, centred in height."""
    left = rect.left()
    if align & Align.AlignRight:
        left = rect.right() + 1 - width
    elif align & Align.AlignHCenter:
        left = rect.left() + (rect.width() - width) // 2
    return QRect(left, rect.top() + (rect.height() - height) // 2, width, height)


def beside(rect: QRect, side: int, gap: int = 0) -> QRect:
    """A square for an icon at the left of a rectangle, centred in height."""
    return QRect(rect.left() + gap, rect.top() + (rect.height() - side) // 2, side, side)


def badge_width(words: str, icon: str = "", plain: bool = False) -> int:
    """The width in pixels of a badge."""
    pad = 0 if plain else theme.scaled(7) * 2
    return pad + (theme.scaled(17) if icon else 0) + text_width(words, "caption_medium") + 1


def badge(
    painter: QPainter,
    rect: QRect,
    words: str,
    tone: str = "neutral",
    icon: str = "",
    align: Align = Align.AlignLeft,
    inline: bool = False,
) -> QRect:
    """Paint a badge at a side of a rectangle, narrowed to fit it; returns where it is."""
    ground, ink = tone_tokens(tone)
    width = min(badge_width(words, icon, not ground), rect.width())
    spot = _placed(rect, width, theme.height("inline" if inline else "badge"), align)
    inner = QRect(spot)
    if ground:
        box(painter, spot, ground, "", theme.RADIUS["badge"])
        inner.adjust(theme.scaled(7), 0, -theme.scaled(7), 0)
    if icon:
        side = theme.scaled(13)
        icons.draw(painter, beside(inner, side), icon, ink)
        inner.setLeft(inner.left() + theme.scaled(17))
    text(painter, inner, words, "caption_medium", ink)
    return spot


def step_badge(
    painter: QPainter, rect: QRect, words: str, state: str, align: Align = Align.AlignRight
) -> QRect:
    """Paint the state of a next step, "late", "today", "later" or "none"; returns where it is."""
    icon, ink = STEPS[state]
    width = min(badge_width(words, icon, True), rect.width())
    spot = _placed(rect, width, theme.height("badge"), align)
    side = theme.scaled(14)
    icons.draw(painter, beside(spot, side), icon, ink)
    text(painter, spot.adjusted(theme.scaled(17), 0, 0, 0), words, "caption_medium", ink)
    return spot


def pill_width(words: str) -> int:
    """The width in pixels of a count in its pill."""
    return max(theme.scaled(18), text_width(words, "caption_strong") + theme.scaled(12))


def pill(
    painter: QPainter, rect: QRect, words: str, tone: str = "neutral", align: Align = Align.AlignLeft
) -> QRect:
    """Paint a count in a round pill; returns where it is."""
    ground, ink = tone_tokens(tone)
    spot = _placed(rect, pill_width(words), theme.scaled(18), align)
    box(painter, spot, ground, "", spot.height() / 2)
    text(painter, spot, words, "caption_strong", ink, Align.AlignHCenter, "")
    return spot


def initials(name: str) -> str:
    """Two capitals for a name: of its first and last word."""
    words = name.split()
    if not words:
        return ""
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def avatar(painter: QPainter, rect: QRect, name: str, tone: str = "accent") -> None:
    """Paint a person's initials in a disc as large as the rectangle."""
    ground, ink = tone_tokens(tone)
    box(painter, rect, ground, "", rect.height() / 2)
    role = "caption_strong" if rect.height() >= theme.scaled(26) else "key"
    font = theme.font(role)
    if rect.height() < theme.scaled(22):
        font.setPixelSize(max(1, rect.height() * 9 // 20))
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    painter.drawText(rect, Align.AlignCenter.value | _SINGLE, initials(name))


def round_icon(painter: QPainter, rect: QRect, icon: str, tone: str = "neutral") -> None:
    """Paint an event's icon on its soft disc."""
    ground, ink = tone_tokens(tone)
    box(painter, rect, ground, "", rect.height() / 2)
    side = round(rect.height() * 0.58)
    icons.draw(painter, _placed(rect, side, side, Align.AlignHCenter), icon, ink)


def done_circle(painter: QPainter, rect: QRect, done: bool, hovered: bool = False) -> None:
    """Paint the circle that marks a row as done."""
    side = min(rect.width(), rect.height(), theme.scaled(18))
    spot = _placed(rect, side, side, Align.AlignHCenter)
    if done:
        box(painter, spot, "accent", "", side / 2)
        icons.draw(painter, spot.adjusted(3, 3, -3, -3), "check", "onAccent")
        return
    box(painter, spot, "surface", "accent" if hovered else "line2", side / 2, 1.5)


def key_cap_width(key: str) -> int:
    """The width in pixels of a key hint."""
    return max(theme.scaled(18), text_width(show_key(key), "key") + theme.scaled(10))


def key_cap(painter: QPainter, rect: QRect, key: str, kind: str = "plain") -> QRect:
    """Paint a key hint at the left of a rectangle, "plain", "soft" or, on primary buttons, "accent"."""
    spot = _placed(rect, key_cap_width(key), theme.scaled(18), Align.AlignLeft)
    fill, edge, ink = {
        "plain": ("surface", "btn", "ink2"),
        "soft": ("hover", "", "ink2"),
        "accent": ("accentHover", "", "onAccent"),
        "accent-hover": ("accent", "", "onAccent"),
    }[kind]
    box(painter, spot, fill, edge, theme.RADIUS["badge"])
    text(painter, spot, show_key(key), "key", ink, Align.AlignHCenter, "")
    return spot


def meter(
    painter: QPainter, rect: QRect, share: float | None, mark: float | None = None, tone: str = "sales"
) -> None:
    """Paint a bar filled to a share (0 to 1), with an upright mark at another share."""
    thick = min(rect.height(), theme.scaled(8))
    groove = QRect(rect.left(), rect.top() + (rect.height() - thick) // 2, rect.width(), thick)
    box(painter, groove, "hover", "", thick / 4)
    if share is not None and share > 0:
        filled = QRect(groove)
        filled.setWidth(max(2, round(groove.width() * min(share, 1.0))))
        box(painter, filled, solid(tone), "", thick / 4)
    if mark is not None:
        x = groove.left() + round((groove.width() - 2) * min(max(mark, 0.0), 1.0))
        painter.fillRect(QRect(x, groove.top() - 3, 2, thick + 6), theme.color("ink"))


def line(painter: QPainter, points: list[QPointF], tone: str, width: float = 1.5) -> None:
    """Paint a line through points, smooth at the edges."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color(solid(tone)), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPolyline(points)
    painter.restore()


def shadow(painter: QPainter, rect: QRect, radius: float, blur: int = 40, drop: int = 12) -> None:
    """Paint the shadow of a layer around where it lies: 28 % black, soft to the outside."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    steps = blur // 2
    colour = QColor(0, 0, 0)
    for step in range(steps):
        colour.setAlphaF(0.28 * 2 * (step + 1) / (steps * steps))
        painter.setBrush(colour)
        spread = steps - step
        shape = QRectF(rect.translated(QPoint(0, drop // 2))).adjusted(-spread, -spread, spread, spread)
        path = QPainterPath()
        path.addRoundedRect(shape, radius + spread, radius + spread)
        painter.drawPath(path)
    painter.restore()
