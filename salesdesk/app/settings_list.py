"""The list of the settings' sections; while something is typed, only those that match, with what matched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from salesdesk.app.settings_sections import Section
from salesdesk.base.fold import fold
from salesdesk.base.i18n import _, ngettext
from salesdesk.ui import icons, paint, theme

Index = QModelIndex | QPersistentModelIndex
ROW, TALL = 37, 52


class SectionRow(NamedTuple):
    """A section, and the name of the setting by which it was found."""

    section: Section
    word: str = ""


def matching(sections: Sequence[Section], typed: str) -> list[SectionRow]:
    """The sections whose name holds what is typed, and one row for each setting whose name does."""
    wanted = fold(typed).split()
    if not wanted:
        return [SectionRow(section) for section in sections]
    out: list[SectionRow] = []
    for section in sections:
        hits = [SectionRow(section, word) for word in section.words if _holds(_(word), wanted)]
        own = [SectionRow(section)] if _holds(_(section.label), wanted) else []
        out += own or hits
    return out


def _holds(words: str, wanted: Sequence[str]) -> bool:
    folded = fold(words)
    return all(part in folded for part in wanted)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[SectionRow] = []

    def show(self, rows: list[SectionRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            label = _(found.section.label)
            if not found.word:
                return label
            return _("{section}: {setting}").format(section=label, setting=_(found.word))
        return None


class _Paint(QStyledItemDelegate):
    def __init__(self, view: SectionList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.scaled(TALL if self._view.row_at(index).word else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Icon and name; below it the setting that was found."""
        state: Any = option
        found = self._view.row_at(index)
        tile = state.rect.adjusted(0, 1, 0, -2)
        on = bool(state.state & QStyle.StateFlag.State_Selected)
        hovered = bool(state.state & QStyle.StateFlag.State_MouseOver)
        if on or hovered:
            paint.box(painter, tile, "accentSoft" if on else "hover", "", theme.RADIUS["button"])
        line = tile if not found.word else tile.adjusted(0, theme.scaled(3), 0, -theme.scaled(23))
        icons.draw(painter, paint.beside(line, theme.scaled(16), theme.scaled(10)), found.section.icon,
                   "accent" if on else "ink2")  # fmt: skip
        words = line.adjusted(theme.scaled(36), 0, -theme.scaled(6), 0)
        role, ink = ("strong", "accentInk") if on else ("medium", "ink")
        paint.text(painter, words, _(found.section.label), role, ink)
        if found.word:
            below = words.adjusted(0, theme.scaled(22), 0, theme.scaled(22))
            paint.text(painter, below, _(found.word), "caption", "ink2")
        if on and self._view.hasFocus():
            paint.focus_ring(painter, tile, theme.RADIUS["button"])


class SectionList(QListView):
    """``chosen`` gives the `SectionRow` that is current; ``entered_section`` is Enter on it."""

    chosen = Signal(object)
    entered_section = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = _Rows(self)
        self.setModel(self._model)
        self.setItemDelegate(_Paint(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda _index: self._tell())

    def row_at(self, index: Index) -> SectionRow:
        """What stands in a row."""
        return self._model.rows[index.row()]

    def current_row(self) -> SectionRow | None:
        """The row that is current."""
        index = self.currentIndex()
        return self.row_at(index) if index.isValid() else None

    def show_rows(self, rows: list[SectionRow], current: str) -> None:
        """Show these; the current section stays so, or the first row becomes it when it is not there."""
        self._model.show(rows)
        count = ngettext("{n} section", "{n} sections", len(rows)).format(n=len(rows))
        self.setAccessibleName(_("Settings, {count}").format(count=count))
        places = [n for n, row in enumerate(rows) if row.section.key == current and not row.word]
        if rows:
            self._select(places[0] if places else 0)
            if rows[self.currentIndex().row()].section.key != current:
                self._tell()

    def choose(self, key: str) -> None:
        """Make a section current without telling anybody."""
        for place, row in enumerate(self._model.rows):
            if row.section.key == key:
                self._select(place)
                return

    def _select(self, place: int) -> None:
        self.setCurrentIndex(self._model.index(place))

    def _tell(self) -> None:
        found = self.current_row()
        if found is not None:
            self.chosen.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_section.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            before = self.currentIndex()
            super().keyPressEvent(event)
            if self.currentIndex() != before:
                self._tell()
