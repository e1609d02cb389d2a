"""What a button shows: icon, words, count, key hint, arrow; measured and painted in one place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QToolButton

from salesdesk.ui import icons, paint, theme


@dataclass
class Face:
    """The contents of a button, left to right; "" and None leave a part out."""

    icon: str = ""
    words: str = ""
    count: str = ""
    key: str = ""
    arrow: bool = False
    role: str = "medium"
    pad: int = 11
    gap: int = 7
    icon_size: int = 16

    def parts(self) -> list[tuple[str, int]]:
        """The parts that are there, each with its width in pixels."""
        out: list[tuple[str, int]] = []
        if self.icon:
            out.append(("icon", theme.scaled(self.icon_size)))
        if self.words:
            out.append(("words", paint.text_width(self.words, self.role) + 1))
        if self.count:
            out.append(("count", paint.text_width(self.count, self.role) + 1))
        if self.key:
            out.append(("key", paint.key_cap_width(self.key)))
        if self.arrow:
            out.append(("arrow", theme.scaled(14)))
        return out

    def width(self) -> int:
        """The width in pixels everything needs, padding included."""
        parts = self.parts()
        gaps = theme.scaled(self.gap) * max(len(parts) - 1, 0)
        return sum(w for _, w in parts) + gaps + 2 * theme.scaled(self.pad)

    def size(self, height: int) -> QSize:
        """The size of a button of a height, never narrower than high."""
        return QSize(max(self.width(), height), height)

    def paint(
        self, painter: QPainter, rect: QRect, ink: str, *, icon_color: str = "", count_color: str = "",
        cap: str = "soft", leading: bool = False,
    ) -> None:  # fmt: skip
        """Paint the parts in the middle of a rectangle (or from its left); long words are elided."""
        parts = self.parts()
        gap = theme.scaled(self.gap)
        total = sum(w for _, w in parts) + gap * max(len(parts) - 1, 0)
        room = rect.width() - 2 * theme.scaled(self.pad) if total > rect.width() - 4 else rect.width() - 4
        lack = max(0, total - max(room, 0))
        start = theme.scaled(self.pad) if leading or lack else (rect.width() - total) // 2
        left = rect.left() + start
        for part, natural in parts:
            width = max(natural - lack, 0) if part == "words" else natural
            spot = QRect(left, rect.top(), width, rect.height())
            self._paint_part(painter, spot, part, ink, icon_color or ink, count_color or ink, cap)
            left += width + gap

    def _paint_part(
        self, painter: QPainter, spot: QRect, part: str, ink: str, icon_color: str, count_color: str, cap: str
    ) -> None:
        if part == "icon":
            icons.draw(painter, spot, self.icon, icon_color)
        elif part == "arrow":
            icons.draw(painter, spot, "chevron-down", icon_color)
        elif part == "key":
            paint.key_cap(painter, spot, self.key, cap)
        elif part == "count":
            paint.text(painter, spot, self.count, self.role, count_color, Qt.AlignmentFlag.AlignLeft, "")
        else:
            paint.text(painter, spot, self.words, self.role, ink)


def escaped(words: str) -> str:
    """Words as Qt's buttons and tabs take them: a single & would be swallowed and make a shortcut."""
    return words.replace("&", "&&")


class WordButton(QToolButton):
    """A tool button whose words are shown as they are, & included."""

    _words = ""

    def setText(self, text: str) -> None:
        """Change the words."""
        self._words = text
        super().setText(escaped(text))
        self.updateGeometry()

    def text(self) -> str:
        """The words, as given."""
        return self._words
