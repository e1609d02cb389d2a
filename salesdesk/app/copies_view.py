"""The copies of the book as a list: when, why, how many people, how large, checked."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from salesdesk.app.copy_words import long_when, people_words, reason_words, size_words
from salesdesk.base.i18n import _, ngettext
from salesdesk.store.backup import Backup
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.widgets import STRETCH, Button, boxed, plain_tip, row

_ROW = 36
_WIDTHS = (160, 160, 0, 90, 110, 110)
WHEN, REASON, PEOPLE, SIZE, CHECKED, PREVIEW = range(6)
Index = QModelIndex | QPersistentModelIndex


class CopiesModel(QAbstractTableModel):
    """The copies, newest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.copies: Sequence[Backup] = ()
        self._words: list[list[str]] = []

    def show_copies(self, copies: Sequence[Backup], language: str, zone: tzinfo, now: datetime) -> None:
        """Show these copies."""
        self.beginResetModel()
        self.copies = copies
        self._words = [
            [
                long_when(copy.made_at, zone, language, now),
                reason_words(copy.reason)[0],
                people_words(copy, language),
                size_words(copy.size, language),
                _("checked") if copy.restored_at is None else _("tried out"),
                "",
            ]
            for copy in copies
        ]
        self.endResetModel()

    def rowCount(self, _parent: Index | None = None) -> int:
        """How many copies."""
        return len(self.copies)

    def columnCount(self, _parent: Index | None = None) -> int:
        """When, why, people, size, checked, and room for the button."""
        return len(_WIDTHS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a cell; the first one speaks for the whole row."""
        words = self._words[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == WHEN:
            return ", ".join(word for word in words if word)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == CHECKED:
            tried = self.copies[index.row()].restored_at is not None
            checked = _("Written, opened again, looked through and compared with the book.")
            return plain_tip(
                checked if not tried else _("Checked, and put back in trial: it came out as it was.")
            )
        return None


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: Any = option
        view, rect = shown.widget, QRect(shown.rect)
        selected = bool(shown.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.color("sel" if selected else "surface"))
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, theme.color("line"))
        column = index.column()
        if selected and column == WHEN and isinstance(view, QWidget):
            painter.fillRect(rect.left(), rect.top(), theme.scaled(3), rect.height(), theme.color("accent"))
        words = str(index.data() or "")
        inner = rect.adjusted(theme.scaled(15 if column == WHEN else 4), 1, -theme.scaled(8), 0)
        if column == REASON:
            model: Any = index.model()
            paint.badge(painter, inner, words, reason_words(model.copies[index.row()].reason)[1])
        elif column == CHECKED:
            side = theme.scaled(14)
            icons.draw(painter, paint.beside(inner, side, theme.scaled(8)), "check", "accentInk")
            paint.text(
                painter, inner.adjusted(theme.scaled(26), 0, 0, 0), words, "caption_medium", "accentInk"
            )
        elif column == SIZE:
            paint.text(painter, inner, words, "body", "ink2", paint.Align.AlignRight)
        else:
            paint.text(painter, inner, words, "medium" if column == WHEN else "body",
                       "ink" if column == WHEN else "ink2")  # fmt: skip


class CopiesView(QTableView):
    """``preview_wanted`` gives the copy whose contents are to be shown: button, Enter or double click."""

    preview_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = CopiesModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scaled(_ROW))
        head = self.horizontalHeader()
        head.hide()
        for column, width in enumerate(_WIDTHS):
            fixed = QHeaderView.ResizeMode.Fixed if width else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(column, fixed)
            if width:
                self.setColumnWidth(column, theme.scaled(width))
        button = Button(_("Preview"), size="row")
        self.setColumnWidth(PREVIEW, max(self.columnWidth(PREVIEW), button.sizeHint().width() + 32))
        button.deleteLater()
        self.doubleClicked.connect(lambda _index: self._preview())

    def show_copies(self, copies: Sequence[Backup], language: str, zone: tzinfo, now: datetime) -> None:
        """Show copies, newest first; the one chosen before stays chosen."""
        before = self.current()
        self._model.show_copies(copies, language, zone, now)
        count = ngettext("{n} copy of the book", "{n} copies of the book", len(copies)).format(n=len(copies))
        self.setAccessibleName(count)
        self.setFixedHeight(max(len(copies), 1) * theme.scaled(_ROW))
        paths = [copy.path for copy in copies]
        place = paths.index(before.path) if before is not None and before.path in paths else 0
        if copies:
            self.selectRow(place)
            self.setCurrentIndex(self._model.index(place, WHEN))

    def current(self) -> Backup | None:
        """The copy chosen."""
        place = self.currentIndex().row()
        return self._model.copies[place] if 0 <= place < len(self._model.copies) else None

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        if before.row() == now.row() and self.indexWidget(self._model.index(now.row(), PREVIEW)) is not None:
            return
        if before.isValid():
            self.setIndexWidget(self._model.index(before.row(), PREVIEW), None)  # type: ignore[arg-type]
        copy = self.current()
        if copy is None:
            return
        button = Button(_("Preview"), size="row", on_click=self._preview)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter on the row does the same
        holder = boxed(row(STRETCH, button, margins=(0, 0, 12, 0)))
        self.setIndexWidget(self._model.index(now.row(), PREVIEW), holder)

    def _preview(self) -> None:
        copy = self.current()
        if copy is not None:
            self.preview_wanted.emit(copy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._preview()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(600, max(len(self._model.copies), 1) * theme.scaled(_ROW))
