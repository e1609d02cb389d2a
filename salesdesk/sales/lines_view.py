"""The lines of a sale or quote on screen: every cell is typed into in place, and the keyboard does it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.sales.line_cells_view import ROW_HEIGHT, LineCells, section_widths
from salesdesk.sales.line_model_view import MENU, SECTIONS, LineModel
from salesdesk.sales.line_text import EDITED, ITEM, QUANTITY, ItemNote
from salesdesk.sales.product_picker import FindPicks
from salesdesk.sales.product_queries import Pick
from salesdesk.sales.rules import LineDraft
from salesdesk.ui import theme
from salesdesk.ui.actions import Action, popup_menu
from salesdesk.ui.readings import Place
from salesdesk.ui.table_header import TableHeader

_HINTS = (
    ("Return", N_("next cell")), ("Ctrl+D", N_("copy the line")), ("Alt+Up", N_("line up")),
    ("Ctrl+Del", N_("remove the line")), ("Esc", N_("back")),
)  # fmt: skip


class _LineKeys:
    """The keys of the status bar while a line is being written."""

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return tuple((key, _(words)) for key, words in _HINTS)


class LinesView(_LineKeys, QTableView):
    """A table of lines that is as high as its lines.

    Enter goes to the next cell and past the last one to a new line; Tab does the same and leaves after the
    empty line. Ctrl+D copies a line, Alt+Up and Alt+Down move it, Ctrl+Del takes it out.
    """

    edited = Signal()
    """Something was changed."""
    left = Signal()
    """Enter in the empty line: the person is done with the lines."""

    def __init__(self, place: Place, find: FindPicks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines_model = LineModel(place, self)
        self._cells = LineCells(self, find)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.CurrentChanged
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(self._cells)
        self.setModel(self.lines_model)
        self._header = TableHeader(self)
        self.setHorizontalHeader(self._header)
        self._header.setSectionsClickable(False)
        self._header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(theme.scaled(ROW_HEIGHT))
        self.lines_model.edited.connect(self._changed)
        self.lines_model.modelReset.connect(self._fit)
        self._fit()

    # ------------------------------------------------------------- lines in and out

    def set_lines(
        self, lines: Sequence[LineDraft], notes: Mapping[int, ItemNote] | None = None, *, frozen: bool = False
    ) -> None:
        """Show lines; ``notes`` are the quiet words by product; ``frozen`` ones cannot be changed."""
        self.lines_model.show(lines, notes or {}, frozen=frozen)

    def lines(self) -> list[LineDraft]:
        """The lines, after taking what is just being typed. Raises `UserError`; `show_problem` goes there."""
        self.close_cell()
        return self.lines_model.lines()

    def commit(self) -> None:
        """Take over what stands in the open cell."""
        if self._cells.editor is not None and self._editing():
            self.commitData(self._cells.editor)

    def _editing(self) -> bool:
        editor = self._cells.editor
        try:
            return editor is not None and editor.isVisible()
        except RuntimeError:  # Qt has deleted it
            self._cells.editor = None
            return False

    def show_problem(self, error: UserError) -> bool:
        """Go to the cell an error of `lines` is about; False when it is about none."""
        place, _space, column = (error.field or "").partition(" ")
        if not place.isdigit() or column not in EDITED:
            return False
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go(int(place), column)
        return True

    def take_pick(self, place: int, pick: Pick, quantity: int | None) -> None:
        """A product was chosen in the first cell of a line: fill the line in, go on to the quantity."""
        editor = self._cells.editor
        self.lines_model.choose(place, pick, quantity)
        if editor is not None:
            editor.setText(pick.name)
        # The picker is still handling its own key.
        QTimer.singleShot(0, self, lambda: self._go(place, QUANTITY))

    # ------------------------------------------------------------- the look

    def _changed(self) -> None:
        self._fit()
        self.edited.emit()

    def _fit(self) -> None:
        count = self.lines_model.rowCount()
        self.setFixedHeight(theme.height("header") + count * theme.scaled(ROW_HEIGHT) + 1)
        lines = len(self.lines_model.rows)
        self.setAccessibleName(ngettext("Lines, {n} line", "Lines, {n} lines", lines).format(n=lines))
        self._lay_out()

    def _lay_out(self) -> None:
        model = self.lines_model
        widths = section_widths(self.viewport().width(), model.place.currency, frozen=model.frozen)
        for number, width in enumerate(widths):
            self._header.resizeSection(number, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The item takes what room is left."""
        super().resizeEvent(event)
        self._lay_out()

    # ------------------------------------------------------------- keys and clicks

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come in by Tab at the first cell, or at the empty line when there is only that."""
        super().focusInEvent(event)
        # Qt has made the number of the first line current, which nobody can type into.
        index = self.currentIndex()
        typed_into = index.isValid() and SECTIONS[index.column()] in EDITED
        if not typed_into and not self.lines_model.frozen:
            self._go(max(index.row(), 0), ITEM)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the cell; the rest is as in the open cell, else Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if not self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.EditKeyPressed, event):
                self.line_key(event)
            event.accept()
            return
        if not self.line_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The dots open the line's menu."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and SECTIONS[index.column()] == MENU and index.row() < len(self.lines_model.rows):
            self.commit()
            self.setCurrentIndex(self.lines_model.index(index.row(), 0))
            popup_menu(self, self._line_actions(index.row()), event.globalPosition().toPoint())
            return
        super().mousePressEvent(event)

    def _line_actions(self, place: int) -> Sequence[Action]:
        if self.lines_model.frozen:
            return ()
        return (
            Action("line.copy", N_("Copy this line"), lambda: self._copy(place), "copy", "Ctrl+D"),
            Action("line.up", N_("Move up"), lambda: self._move(place, -1), "arrow-up", "Alt+Up"),
            Action("line.down", N_("Move down"), lambda: self._move(place, 1), "arrow-down", "Alt+Down"),
            Action("line.remove", N_("Remove this line"), lambda: self._remove(place), "trash-2", "Ctrl+Del"),
        )

    def owns(self, event: QKeyEvent) -> bool:
        """Whether a chord is the lines' own, though the window may know it too."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ControlModifier:
            return key in (Qt.Key.Key_D, Qt.Key.Key_Delete)
        if held == Qt.KeyboardModifier.AltModifier:
            return key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        return False

    def line_key(self, event: QKeyEvent) -> bool:
        """Do what a key means between cells and lines; False when it means nothing here."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        place = self.currentIndex().row()
        if self.lines_model.frozen:
            return False
        if self.owns(event):
            self.commit()
            if key == Qt.Key.Key_D:
                self._copy(place)
            elif key == Qt.Key.Key_Delete:
                self._remove(place)
            else:
                self._move(place, -1 if key == Qt.Key.Key_Up else 1)
            return True
        shift = held == Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            return self._next(1, leave_by_tab=False)
        if key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and (not held or shift)):
            return self._next(-1 if shift or key == Qt.Key.Key_Backtab else 1, leave_by_tab=True)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not held:
            return self._vertical(-1 if key == Qt.Key.Key_Up else 1)
        return False

    def _next(self, step: int, *, leave_by_tab: bool) -> bool:
        self.commit()
        index = self.currentIndex()
        place, column = index.row(), SECTIONS[index.column()]
        blank = place >= len(self.lines_model.rows)
        if blank and step > 0:
            self.close_cell()
            if leave_by_tab:
                self.focusNextPrevChild(True)
            else:
                self.left.emit()
            return True
        at = EDITED.index(column) + step if column in EDITED else 0
        if blank and step < 0:
            at = -1
        if at < 0 and place == 0:
            self.close_cell()
            self.focusNextPrevChild(False)
            return True
        self._go(place + (at >= len(EDITED)) - (at < 0), EDITED[at % len(EDITED)])
        return True

    def _vertical(self, step: int) -> bool:
        index = self.currentIndex()
        target = index.row() + step
        if not 0 <= target < self.lines_model.rowCount():
            return False
        self.commit()
        column = SECTIONS[index.column()]
        self._go(target, column if target < len(self.lines_model.rows) else ITEM)
        return True

    def _go(self, place: int, column: str) -> None:
        place = min(place, self.lines_model.rowCount() - 1)
        if place >= len(self.lines_model.rows):
            column = ITEM
        target = self.lines_model.index(place, SECTIONS.index(column))
        if target == self.currentIndex() and not self._editing():
            self.edit(target)
        else:
            self.setCurrentIndex(target)

    def close_cell(self) -> None:
        """Take over what stands in the open cell, and close it."""
        self.commit()
        editor = self._cells.editor
        if editor is not None and self._editing():
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _copy(self, place: int) -> None:
        if self.lines_model.copy(place):
            self._go(place + 1, QUANTITY)

    def _move(self, place: int, step: int) -> None:
        column = SECTIONS[self.currentIndex().column()]
        self.close_cell()
        if self.lines_model.move(place, step):
            self._go(place + step, column if column in EDITED else ITEM)

    def _remove(self, place: int) -> None:
        self.close_cell()
        if self.lines_model.remove(place):
            self._go(min(place, self.lines_model.rowCount() - 1), ITEM)


def begin_line(lines: LinesView) -> None:
    """Go to the empty line, where the next goods are typed."""
    lines.setFocus(Qt.FocusReason.OtherFocusReason)
    lines.setCurrentIndex(lines.lines_model.index(len(lines.lines_model.rows), SECTIONS.index(ITEM)))
