"""One side of the panel: its four figures, each with its change, its course and the records behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from salesdesk.base.metrics import Metric
from salesdesk.charts.metric_words import Change, MetricWords
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.widgets import STRETCH, Divider, Icon, Label, Sparkline, column, plain_tip, row

_PAD, _BAR = 15, 3
_ROOMY = 140  # the width from which a figure has its course beside it
_LEAST_COURSE = 40
_CHANGES = {True: "accentInk", False: "warnInk"}


def change_look(change: Change | None) -> tuple[str, str] | None:
    """Arrow and ink of a change; None for none."""
    if change is None or not change.way:
        return None
    return "arrow-up" if change.way > 0 else "arrow-down", _CHANGES[change.good]


class MetricTile(QPushButton):
    """A figure of the panel. Pressing it asks for the records behind it."""

    def __init__(self, metric: Metric, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject = metric
        self._words = MetricWords("", "", "", None, "", "", False)
        self._link = ""
        self._spark = Sparkline(tone, self)
        self._spark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_metric(
        self, words: MetricWords, course: Sequence[float | None], target: float | None = None, link: str = ""
    ) -> None:
        """Show a figure and its course; ``link`` replaces the remark by what pressing does."""
        self._words, self._link = words, link
        self._spark.show_values(course if not words.weak else [], target)
        self.setAccessibleName(words.spoken)
        self.setAccessibleDescription(words.tooltip)
        self.setToolTip(plain_tip(words.tooltip))
        self._place_spark()
        self.update()

    @property
    def words(self) -> MetricWords:
        """What it shows."""
        return self._words

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(150), self._top(3) + theme.scaled(4))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(96), self.sizeHint().height())

    def _top(self, line: int) -> int:
        """Where a line begins: label, figure, change, the end."""
        roles = ("caption_medium", "metric", "caption")
        heights = [theme.scaled(2), *(theme.line_height(role) for role in roles)]
        return sum(heights[: line + 1])

    def _value_role(self) -> str:
        wide = paint.text_width(self._words.value, "metric")
        return "section" if self._words.weak or wide > self.width() - theme.scaled(12) else "metric"

    def _place_spark(self) -> None:
        high = theme.scaled(26)
        used = theme.scaled(6) + paint.text_width(self._words.value, self._value_role()) + theme.scaled(8)
        # A wide figure leaves its course less room, never none while it can still be read.
        wide = min(theme.scaled(58), self.width() - theme.scaled(4) - used)
        roomy = self.width() >= theme.scaled(_ROOMY) and wide >= theme.scaled(_LEAST_COURSE)
        fits = roomy and not self._words.weak
        self._spark.setVisible(fits)
        top = self._top(1) + (theme.line_height("metric") - high) // 2 - theme.scaled(1)
        self._spark.setGeometry(self.width() - wide - theme.scaled(4), top, wide, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_spark()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            paint.box(painter, self.rect(), "hover", "", theme.RADIUS["button"])
        left, room = theme.scaled(6), self.width() - theme.scaled(10)
        words = self._words
        label = QRect(left, self._top(0), room, theme.line_height("caption_medium"))
        paint.text(painter, label, words.label, "caption_medium", "ink2")
        value = QRect(left, self._top(1), room, theme.line_height("metric"))
        paint.text(painter, value, words.value, self._value_role(), "ink3" if words.weak else "ink")
        self._paint_change(painter, QRect(left, self._top(2), room, theme.line_height("caption")))
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), theme.RADIUS["button"])

    def _paint_change(self, painter: QPainter, line: QRect) -> None:
        change = self._words.change
        if self._link:
            paint.text(painter, line, self._link, "caption_medium", "accentInk")
            return
        look = change_look(change)
        if look is None or change is None:
            paint.text(painter, line, change.words if change else self._words.note, "caption", "ink2")
            return
        icon, ink = look
        side = theme.scaled(13)
        icons.draw(painter, paint.beside(line, side), icon, ink)
        line.setLeft(line.left() + side + theme.scaled(4))
        used = paint.text(painter, line, change.words, "caption_strong", ink)
        line.setLeft(line.left() + used + theme.scaled(6))
        if paint.text_width(self._words.note, "caption") <= line.width():
            paint.text(painter, line, self._words.note, "caption", "ink2")


class SideCard(QFrame):
    """Sales or service: its name, what it is for, its figures side by side."""

    pressed = Signal(object)
    """(Metric) Somebody wants the records behind it."""

    def __init__(
        self,
        tone: str,
        icon: str,
        title: str,
        purpose: str,
        metrics: Sequence[Metric],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.tiles = {metric.key: MetricTile(metric, tone) for metric in metrics}
        for tile in self.tiles.values():
            tile.clicked.connect(lambda _on=False, metric=tile.subject: self.pressed.emit(metric))
        head = row(
            Icon(icon, tone, 18),
            Label(title, "section"),
            Label(purpose, "caption", "ink2", elide="end"),
            spacing=8,
        )
        head.setStretch(2, 1)
        figures = row(spacing=5)
        for number, tile in enumerate(self.tiles.values()):
            if number:
                figures.addWidget(Divider(vertical=True))
            figures.addWidget(tile, 1)
        inner = column(head, figures, STRETCH, spacing=4, margins=(_PAD - 6, _BAR + 8, _PAD - 8, 8))
        head.setContentsMargins(6, 0, 0, 0)
        self.setLayout(inner)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = theme.RADIUS["card"]
        paint.box(painter, self.rect(), "surface", "line", radius)
        painter.setClipRect(QRect(0, 0, self.width(), _BAR))
        paint.box(painter, QRect(0, 0, self.width(), radius * 2), paint.solid(self._tone), "", radius)
