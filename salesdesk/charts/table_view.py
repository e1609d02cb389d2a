"""The chart's twin: the same numbers as a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from salesdesk.base.i18n import _
from salesdesk.charts.twin import Twin
from salesdesk.ui import paint, theme

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value


class TwinModel(QAbstractTableModel):
    """A `Twin`; a row says itself as one sentence in its first cell."""

    def __init__(self, parent: QObject | None = None, *, last_strong: bool = True) -> None:
        super().__init__(parent)
        self._twin, self._last_strong = Twin((), ()), last_strong

    def show(self, twin: Twin) -> None:
        """Show another table."""
        self.beginResetModel()
        self._twin = twin
        self.endResetModel()

    @property
    def twin(self) -> Twin:
        """What is shown."""
        return self._twin

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._twin.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._twin.head)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._twin.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() else _LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            told = zip(self._twin.head[1:], row[1:], strict=True)
            values = [_("{series} {value}").format(series=head, value=value) for head, value in told]
            return _("{step}: {values}").format(step=row[0], values=", ".join(values))
        if role == Qt.ItemDataRole.FontRole:
            return self._font(index)
        return None

    def _font(self, index: Index) -> QFont:
        whole = self._last_strong and index.row() == len(self._twin.rows) - 1
        return theme.font("strong" if whole else "medium" if index.column() == 0 else "body")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._twin.head):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._twin.head[section]
        return (_RIGHT if section else _LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None


class TwinTable(QTableView):
    """Shows the table; Ctrl+C is the tab's and copies all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.twin_model = TwinModel(self)
        self.setModel(self.twin_model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.height("compact"))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(theme.scaled(60))

    def show_twin(self, twin: Twin) -> None:
        """Show another table."""
        self.twin_model.show(twin)
        self.setAccessibleName(_("{n} rows: the figures of the chart").format(n=len(twin.rows)))
        self._fit()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Every column as wide as its words, what is left shared out."""
        twin = self.twin_model.twin
        if not twin.head:
            return
        wide = [
            max(
                paint.text_width(twin.head[n], "caption_medium"),
                *(paint.text_width(r[n], "strong") for r in twin.rows),
            )
            + theme.scaled(26)
            for n in range(len(twin.head))
        ]
        spare = max(self.viewport().width() - sum(wide), 0) // len(wide)
        for n, width in enumerate(wide):
            self.setColumnWidth(n, width + spare)
