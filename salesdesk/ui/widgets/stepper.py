"""The stages of a deal or case as a row of chevrons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.widgets.face import WordButton
from salesdesk.ui.widgets.text import plain_tip

_NOTCH = 7


class _Step(WordButton):
    def __init__(self, name: str, first: bool, last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.first, self.last = first, last
        self.state = "ahead"  # "done", "current" or "ahead"
        self.setText(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def natural_width(self) -> int:
        tick = theme.scaled(20)
        return paint.text_width(self.text(), "caption_strong") + tick + theme.scaled(2 * _NOTCH + 12)

    def show_state(self, state: str) -> None:
        self.state = state
        spoken = {"done": _("{stage}, done"), "current": _("{stage}, current"), "ahead": "{stage}"}[state]
        self.setAccessibleName(spoken.format(stage=self.text()))
        self.update()

    def _shape(self, inset: float = 0.0) -> QPolygonF:
        notch = float(theme.scaled(_NOTCH))
        width, height = float(self.width()), float(self.height())
        left, right, top, bottom = inset, width - inset, inset, height - inset
        points = [QPointF(left, top)]
        if self.last:
            points += [QPointF(right, top), QPointF(right, bottom)]
        else:
            points += [
                QPointF(right - notch, top),
                QPointF(right, height / 2),
                QPointF(right - notch, bottom),
            ]
        points.append(QPointF(left, bottom))
        if not self.first:
            points.append(QPointF(left + notch, height / 2))
        return QPolygonF(points)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink = {"done": ("accentSoft", "accentInk"), "current": ("accent", "onAccent")}.get(
            self.state, ("hover", "ink2")
        )
        if self.state == "ahead" and self.underMouse():
            fill = "line"
            ink = "ink"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(fill))
        painter.drawPolygon(self._shape())
        room = self.rect().adjusted(theme.scaled(0 if self.first else _NOTCH), 0, -theme.scaled(_NOTCH), 0)
        self._paint_name(painter, room, ink)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self.state == "current":
                painter.setPen(QPen(theme.color("surface"), 1.5))
                painter.drawPolygon(self._shape(3.5))
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawPolygon(self._shape(1.0))

    def _paint_name(self, painter: QPainter, room: QRect, ink: str) -> None:
        role = "caption_strong" if self.state == "current" else "caption_medium"
        tick = theme.scaled(18) if self.state == "done" else 0
        width = min(paint.text_width(self.text(), role) + 1, room.width() - tick - 4)
        left = room.left() + (room.width() - width - tick) // 2
        if tick:
            side = theme.scaled(14)
            icons.draw(painter, paint.beside(room, side, left - room.left()), "check", ink)
        paint.text(painter, QRect(left + tick, room.top(), width, room.height()), self.text(), role, ink)


class Stepper(QWidget):
    """Stages in order: those behind are ticked, the current one is filled, a click moves there."""

    moved = Signal(int)

    def __init__(
        self, names: Sequence[str], current: int = 0, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name or _("Stage"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps: list[_Step] = []
        self._current = current
        self.set_names(names)

    def set_names(self, names: Sequence[str]) -> None:
        """Show other stages."""
        for step in self._steps:
            step.setParent(None)
            step.deleteLater()
        count = len(names)
        self._steps = [_Step(name, i == 0, i == count - 1, self) for i, name in enumerate(names)]
        for place, step in enumerate(self._steps):
            step.clicked.connect(lambda _on=False, place=place: self._on_clicked(place))
            step.show()
        self.set_current(self._current)
        self._arrange()
        self.updateGeometry()

    def current(self) -> int:
        """The place of the current stage, from 0."""
        return self._current

    def set_current(self, place: int) -> None:
        """Show which stage is the current one, without telling anybody; -1 is none."""
        self._current = place
        for i, step in enumerate(self._steps):
            step.show_state("done" if i < place else "current" if i == place else "ahead")

    def _on_clicked(self, place: int) -> None:
        if place != self._current:
            self.moved.emit(place)

    def sizeHint(self) -> QSize:
        return QSize(sum(step.natural_width() for step in self._steps), theme.height("stepper"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(56) * len(self._steps), theme.height("stepper"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Equal widths where the names allow it; else each as wide as its name needs, all narrowed alike."""
        if not self._steps:
            return
        overlap = theme.scaled(_NOTCH) - 3
        room = self.width() + overlap * (len(self._steps) - 1)
        needs = [float(step.natural_width()) for step in self._steps]
        equal = room / len(needs)
        widths = [equal] * len(needs) if max(needs) <= equal else [n * room / sum(needs) for n in needs]
        left = 0.0
        for step, width in zip(self._steps, widths, strict=True):
            step.setGeometry(round(left), 0, round(left + width) - round(left), self.height())
            short = step.natural_width() > step.width()
            step.setToolTip(plain_tip(step.text()) if short else "")
            left += width - overlap
