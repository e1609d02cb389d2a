"""The pictures of a paper's first pages, below each other on a quiet ground."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from salesdesk.base.i18n import _
from salesdesk.ui import paint, theme

_GAP, _SHEET, _ROLL = 14, 470, 290


class _Pages(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._pictures: Sequence[QImage] = ()

    def show_pictures(self, pictures: Sequence[QImage]) -> None:
        self._pictures = pictures
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        sizes = [picture.deviceIndependentSize().toSize() for picture in self._pictures]
        width = max((size.width() for size in sizes), default=0) + 2 * _GAP
        return QSize(width, sum(size.height() + _GAP for size in sizes) + _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = _GAP
        for picture in self._pictures:
            size = picture.deviceIndependentSize().toSize()
            spot = QRect(QPoint((self.width() - size.width()) // 2, top), size)
            painter.drawImage(spot, picture)
            paint.box(painter, spot.adjusted(-1, -1, 1, 1), "", "line")
            top += size.height() + _GAP


class Preview(QScrollArea):
    """Scrolls with the keyboard too; tells its name and which paper it shows."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = _Pages()
        self.pictures: Sequence[QImage] = ()
        self.setWidget(self._pages)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setBackgroundRole(QPalette.ColorRole.NoRole)
        self.viewport().setAutoFillBackground(False)
        self._pages.setAutoFillBackground(False)

    def page_width(self, roll: bool) -> int:
        """How wide a page is shown, in pixels."""
        return theme.scaled(_ROLL if roll else _SHEET)

    def show_pictures(self, pictures: Sequence[QImage], paper: str) -> None:
        """Show the pages of a paper; ``paper`` is its title and number."""
        self.pictures = pictures
        self._pages.show_pictures(pictures)
        self.setAccessibleDescription(_("Shows {paper}").format(paper=paper))
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        paint.box(painter, self.viewport().rect(), "sunken", "line", theme.RADIUS["card"])
        if self.hasFocus():
            paint.focus_ring(painter, self.viewport().rect(), theme.RADIUS["card"])
