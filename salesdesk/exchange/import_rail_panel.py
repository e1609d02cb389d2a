"""The rail of the import page: its four steps, done, current and to come."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from salesdesk.ui import icons, paint, theme

WIDTH, LINE = 236, 53


class RailPanel(QWidget):
    """Painted, because it only tells."""

    def __init__(self, title: str, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._steps = title, list(steps)
        self._foot = ""
        self._current, self._notes = 0, [""] * len(steps)
        self.setFixedWidth(theme.scaled(WIDTH))
        self.show_step(0, self._notes)

    def show_step(self, current: int, notes: Sequence[str]) -> None:
        """Mark the current step; a note stands under each."""
        self._current, self._notes = current, list(notes)
        self.setAccessibleName(f"{self._title}: {current + 1}/{len(self._steps)} {self._steps[current]}")
        self.update()

    def set_foot(self, words: str) -> None:
        """The quiet line at the bottom, beside a shield."""
        self._foot = words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.color("line"))
        left = theme.scaled(20)
        paint.text(
            painter,
            QRect(left, theme.scaled(16), self.width() - left, theme.scaled(30)),
            self._title,
            "title",
        )
        if self._foot:
            at = QRect(left, self.height() - theme.scaled(38), self.width() - 2 * left, theme.scaled(24))
            side = theme.scaled(16)
            spot = QRect(at.left(), at.top() + (at.height() - side) // 2, side, side)
            icons.draw(painter, spot, "shield-check", "accent")
            words = at.adjusted(side + theme.scaled(6), 0, 0, 0)
            paint.text(painter, words, self._foot, "caption", "ink2", elide="end")
        for i, (name, note) in enumerate(zip(self._steps, self._notes, strict=True)):
            self._paint_step(
                painter,
                i,
                name,
                note,
                QRect(left, theme.scaled(64 + LINE * i), self.width() - 2 * left, theme.scaled(LINE)),
            )

    def _paint_step(self, painter: QPainter, i: int, name: str, note: str, at: QRect) -> None:
        side = theme.scaled(24)
        spot = QRect(at.left(), at.top() + theme.scaled(4), side, side)
        done, current = i < self._current, i == self._current
        paint.box(painter, spot, "accentSoft" if done else "accent" if current else "hover", "", side / 2)
        if done:
            icons.draw(painter, spot.adjusted(5, 5, -5, -5), "check", "accentInk")
        else:
            ink = "onAccent" if current else "ink3"
            paint.text(painter, spot, str(i + 1), "strong", ink, Qt.AlignmentFlag.AlignHCenter)
        words = at.adjusted(side + theme.scaled(10), 0, 0, 0)
        paint.text(
            painter,
            QRect(words.left(), words.top(), words.width(), theme.scaled(22)),
            name,
            "strong" if current else "medium",
            "ink" if done or current else "ink2",
        )
        paint.text(
            painter,
            QRect(words.left(), words.top() + theme.scaled(20), words.width(), theme.scaled(20)),
            note,
            "caption",
            "ink3",
            elide="middle",
        )
