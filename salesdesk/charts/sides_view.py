"""Sales and service side by side: eight rows of sentences."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from salesdesk.base.i18n import _
from salesdesk.charts.table_view import Index, TwinModel
from salesdesk.charts.twin import Twin
from salesdesk.ui import theme

_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value


class SidesModel(TwinModel):
    """The rows as sentences, set left."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else super().data(index, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        return super().headerData(section, orientation, role)


class SidesTable(QTableView):
    """Shows the eight rows; each is as high as its sentences need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sides_model = SidesModel(self, last_strong=False)
        self.setModel(self.sides_model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_twin(self, twin: Twin) -> None:
        """Show other rows."""
        self.sides_model.show(twin)
        self.setAccessibleName(_("{n} rows: sales and service side by side").format(n=len(twin.rows)))
        self._fit()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        names = theme.scaled(130)
        half = max((self.viewport().width() - names) // 2, theme.scaled(120))
        for place, width in enumerate((names, half, half)):
            self.setColumnWidth(place, width)
        least = theme.height("compact") + theme.scaled(8)
        for number in range(self.sides_model.rowCount()):
            self.setRowHeight(number, max(least, self.sizeHintForRow(number) + theme.scaled(12)))
