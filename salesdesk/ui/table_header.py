"""The head of a table: words aligned as their column, the arrow of the order, rounded where the card is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from salesdesk.ui import icons, row_paint, theme

PADDING = 10
EDGE = 17
"""Room before the first and after the last column, where the selection bar is."""


class TableHeader(QHeaderView):
    """Paints itself; sizes, moving and clicks are Qt's."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setMinimumSectionSize(theme.scaled(48))
        self.setFixedHeight(theme.height("header"))
        self.rounded = True

    def sizeHint(self) -> QSize:
        """As high as the design says; the width is the sections'."""
        return QSize(super().sizeHint().width(), theme.height("header"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, line and every section."""
        painter = QPainter(self.viewport())
        rect = self.viewport().rect()
        painter.fillRect(rect, theme.color("sunken"))
        for section in range(self.count()):
            if not self.isSectionHidden(section):
                x = self.sectionViewportPosition(section)
                self._paint(painter, QRect(x, 0, self.sectionSize(section), rect.height()), section)
        painter.fillRect(QRect(0, rect.bottom(), rect.width(), 1), theme.color("line"))
        if self.rounded:
            _round_off(painter, rect)

    def _paint(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        role = Qt.ItemDataRole
        words = model.headerData(section, Qt.Orientation.Horizontal, role.DisplayRole) or ""
        align = model.headerData(section, Qt.Orientation.Horizontal, role.TextAlignmentRole)
        right = bool(align and Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight)
        inner = cell_rect(rect, section, self.count())
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        ink = "ink" if sorted_here else "ink2"
        if sorted_here:
            side, gap = theme.scaled(12), theme.scaled(4)
            used = min(row_paint.width_of(words, "caption_medium"), inner.width() - side - gap)
            x = inner.right() + 1 - used - gap - side if right else inner.left() + used + gap
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            spot = QRect(x, inner.center().y() - side // 2 + 1, side, side)
            icons.draw(painter, spot, "arrow-up" if up else "arrow-down", ink)
            if not right:
                inner.setWidth(used)
        row_paint.text(painter, inner, words, "caption_medium", ink, right)


def cell_rect(rect: QRect, column: int, columns: int) -> QRect:
    """A cell without its margins."""
    left = EDGE if column == 0 else PADDING
    right = EDGE if column == columns - 1 else PADDING
    return rect.adjusted(theme.scaled(left), 0, -theme.scaled(right), 0)


def _round_off(painter: QPainter, rect: QRect) -> None:
    """Cut the upper corners to the card's radius and draw the card's edge around them."""
    radius = theme.RADIUS["card"]
    inside = QPainterPath()
    # The card's edge runs half a pixel outside of what fills the card.
    edge = QRectF(rect).adjusted(-0.5, -0.5, 0.5, radius)
    inside.addRoundedRect(edge, radius - 0.5, radius - 0.5)
    corners = QPainterPath()
    corners.addRect(QRectF(rect))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(corners.subtracted(inside), theme.color("canvas"))
    painter.strokePath(inside, QPen(theme.color("line"), 1))
