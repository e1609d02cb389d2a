"""The cells of a table of lines: how they are painted, and what they are typed into."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from salesdesk.base.i18n import _
from salesdesk.sales.line_model_view import MENU, NUMBER, SECTIONS
from salesdesk.sales.line_text import AMOUNT, DISCOUNT, ITEM, PRICE, QUANTITY, TAX, heads
from salesdesk.sales.product_picker import FindPicks, ProductPicker
from salesdesk.ui import icons, paint, row_paint, theme
from salesdesk.ui.paged_model import Index
from salesdesk.ui.table_header import cell_rect

if TYPE_CHECKING:
    from salesdesk.sales.lines_view import LinesView

ROW_HEIGHT = 44
_WIDTHS = {NUMBER: 46, QUANTITY: 72, PRICE: 122, DISCOUNT: 104, TAX: 70, AMOUNT: 128, MENU: 44}
_LEAST_ITEM = 170


class LineCells(QStyledItemDelegate):
    """Paints the cells and makes their editors; the keys go to the table."""

    def __init__(self, table: LinesView, find: FindPicks) -> None:
        super().__init__(table)
        self._table, self._find = table, find
        self.editor: QLineEdit | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all."""
        return QSize(10, theme.scaled(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell: two lines for the item, figures at the right, a ring round what is wrong."""
        rect = QRect(option.rect)
        painter.fillRect(rect, theme.color("surface"))
        if index.row():
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), theme.color("line"))
        model, column, place = self._table.lines_model, SECTIONS[index.column()], index.row()
        inner = cell_rect(rect, index.column(), len(SECTIONS))
        if column == MENU:
            if place < len(model.rows) and not model.frozen:
                side = theme.scaled(16)
                spot = QRect(rect.center().x() - side // 2, rect.center().y() - side // 2 + 1, side, side)
                icons.draw(painter, spot, "ellipsis", "ink2")
            return
        words = model.words(place, column)
        if column == ITEM:
            self._paint_item(painter, inner, place, words)
        elif column == NUMBER:
            row_paint.text(painter, inner, words, "body", "ink3")
        else:
            quiet = words == "—"
            role = "strong" if column == AMOUNT else "body"
            row_paint.text(painter, inner, words, role, "ink3" if quiet else "ink", right=True)
        if model.wrong(place, column):
            paint.box(painter, rect.adjusted(3, 6, -3, -6), "", "danger", theme.RADIUS["field"])

    def _paint_item(self, painter: QPainter, rect: QRect, place: int, words: str) -> None:
        model = self._table.lines_model
        if place >= len(model.rows):
            row_paint.text(painter, rect, _("Type a product, code or service…"), "body", "ink3")
            return
        note = model.note(place)
        if not note:
            row_paint.text(painter, rect, words, "medium")
            return
        upper, lower = theme.line_height("medium"), theme.line_height("caption")
        top = rect.top() + (rect.height() - upper - lower) // 2 + 1
        row_paint.text(painter, QRect(rect.left(), top, rect.width(), upper), words, "medium")
        row_paint.text(painter, QRect(rect.left(), top + upper, rect.width(), lower), note, "caption", "ink3")

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field of the cell's kind."""
        column, place = SECTIONS[index.column()], self._table.lines_model.place
        editor: QLineEdit
        if column == ITEM:
            editor = ProductPicker(self._find, place.currency, place.language, parent)
            editor.picked.connect(partial(self._table.take_pick, index.row()))
        else:
            editor = QLineEdit(parent)
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            editor.setAccessibleName(heads(place.currency)[column])
        self.editor = editor
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's text, all of it selected."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the text over."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """The field stands inside the cell, its text where the cell's text is."""
        rect = QRect(option.rect)
        editor.setGeometry(rect.adjusted(2, 6, -2, -6))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys that move between cells and lines are the table's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._table.owns(event)
        ):
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return (
                self._picker_key(editor, event)
                or self._table.line_key(event)
                or super().eventFilter(editor, event)
            )
        return super().eventFilter(editor, event)

    def _picker_key(self, editor: QObject, event: QKeyEvent) -> bool:
        if not isinstance(editor, ProductPicker):
            return False
        if editor.composing:
            return False
        key, shown = Qt.Key(event.key()), editor.popup.isVisible()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if shown and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            editor.popup.step(-1 if key == Qt.Key.Key_Up else 1)
            return True
        if key == Qt.Key.Key_Down and not editor.text():
            editor.show_all()
            return True
        if shown and key == Qt.Key.Key_Escape:
            editor.popup.hide()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and (shown or editor.isModified()):
            return editor.pick_now()
        return False


def section_widths(room: int, currency: str, *, frozen: bool) -> list[int]:
    """How wide the sections are in so many pixels: the item takes what the figures leave."""
    fixed = {column: theme.scaled(width) for column, width in _WIDTHS.items()}
    labels = heads(currency)
    figures = (QUANTITY, PRICE, DISCOUNT, TAX, AMOUNT)
    needed = {c: row_paint.width_of(labels[c], "caption_medium") + theme.scaled(24) for c in figures}
    fixed |= {column: max(fixed[column], needed[column]) for column in figures}
    if frozen:
        fixed[MENU] = theme.scaled(8)
    least = theme.scaled(_LEAST_ITEM)
    if room - sum(fixed.values()) < least:
        fixed |= {column: max(needed[column], theme.scaled(92)) for column in (DISCOUNT, PRICE, AMOUNT)}
        fixed |= {QUANTITY: max(needed[QUANTITY], theme.scaled(56)), NUMBER: theme.scaled(38)}
    spare = room - sum(fixed.values())
    return [fixed.get(column, max(spare, least)) for column in SECTIONS]
