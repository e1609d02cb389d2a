"""Small pictures of figures: shares, promises, courses over time. Each also says its words aloud."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from salesdesk.ui import icons, paint, theme
from salesdesk.ui.widgets.text import plain_tip

_PROMISES = {
    "ok": ("accent", "accentInk", "alarm-clock"),
    "soon": ("warn", "warnInk", "alarm-clock"),
    "late": ("danger", "dangerInk", "circle-alert"),
    "done": ("accent", "accentInk", "check"),
}


class MeterBar(QLabel):
    """A bar filled to a share, with an upright mark where it should be."""

    def __init__(self, tone: str = "sales", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._tone = tone
        self._share: float | None = None
        self._mark: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float | None, mark: float | None = None, words: str = "") -> None:
        """Show a share of 0 to 1 (None: not known), a mark on the same scale, and the sentence both mean."""
        self._share, self._mark = share, mark
        self.setText(words)
        self.setToolTip(plain_tip(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(120), theme.scaled(18))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(48), theme.scaled(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.meter(QPainter(self), self.rect(), self._share, self._mark, self._tone)


class PromiseBar(QLabel):
    """How much of a promised time is used up, and in words what is left."""

    def __init__(self, bar_width: int = 150, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = bar_width
        self._used: float = 0.0
        self._state = "ok"
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_promise(self, used: float, words: str, state: str = "ok") -> None:
        """Show the used share (1 and more is all of it); ``state`` is "ok", "soon", "late" or "done"."""
        self._used, self._state = used, state
        self.setText(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = paint.text_width(self.text(), "caption_medium")
        return QSize(theme.scaled(self._bar + 8 + 17 + 2) + words, theme.scaled(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(48), theme.scaled(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tone, ink, icon = _PROMISES[self._state]
        needed = self.sizeHint().width() - theme.scaled(self._bar)
        bar = min(theme.scaled(self._bar), max(self.width() - needed, 0))
        thick = theme.scaled(6)
        groove = QRect(0, (self.height() - thick) // 2, bar, thick)
        if bar:
            paint.box(painter, groove, "hover", "", thick / 2)
            filled = QRect(groove)
            filled.setWidth(max(2, round(bar * min(max(self._used, 0.0), 1.0))))
            paint.box(painter, filled, tone, "", thick / 2)
        side = theme.scaled(14)
        left = bar + (theme.scaled(8) if bar else 0)
        icons.draw(painter, QRect(left, (self.height() - side) // 2, side, side), icon, ink)
        left += theme.scaled(17)
        room = QRect(left, 0, self.width() - left, self.height())
        paint.text(painter, room, self.text(), "caption_medium", ink)


class Sparkline(QLabel):
    """The course of a figure in a finger's breadth; a missing value leaves a gap."""

    def __init__(self, tone: str = "service", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._tone = tone
        self._values: list[float | None] = []
        self._target: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_values(
        self, values: Sequence[float | None], target: float | None = None, words: str = ""
    ) -> None:
        """Show values from old to new (None: no value), a target line, and the sentence they mean."""
        self._values, self._target = list(values), target
        self.setText(words)
        self.setToolTip(plain_tip(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(64), theme.scaled(22))

    def _place(self, index: int, value: float, low: float, span: float) -> QPointF:
        edge = theme.scaled(4)
        across = (self.width() - 2 * edge) / max(len(self._values) - 1, 1)
        down = (self.height() - 2 * edge) * (1 - (value - low) / span)
        return QPointF(edge + index * across, edge + down)

    def paintEvent(self, event: QPaintEvent) -> None:
        known = [v for v in self._values if v is not None]
        if not known:
            return
        painter = QPainter(self)
        reach = known if self._target is None else [*known, self._target]
        low = min(reach)
        span = (max(reach) - low) or 1.0
        if self._target is not None:
            painter.setPen(QPen(theme.color("line2"), 1, Qt.PenStyle.DashLine))
            y = round(self._place(0, self._target, low, span).y())
            painter.drawLine(0, y, self.width(), y)
        run: list[QPointF] = []
        for index, value in enumerate([*self._values, None]):
            if value is not None:
                run.append(self._place(index, value, low, span))
            elif run:
                paint.line(painter, run, self._tone)
                last = run[-1]
                run = []
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(paint.solid(self._tone)))
        painter.drawEllipse(last, theme.scaled(5) / 2, theme.scaled(5) / 2)
