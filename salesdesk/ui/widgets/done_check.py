"""The circle that is ticked."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from salesdesk.ui import paint, theme


class DoneCheck(QCheckBox):
    """The circle that marks a row as done."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        side = theme.height("target")
        self.setFixedSize(side, side)

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.done_circle(painter, self.rect(), self.isChecked(), self.underMouse())
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), self.height() / 2)
