"""Ctrl+K: find anybody, any paper, any command, as you type."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from salesdesk.app.palette_rows import PaletteRow, heading
from salesdesk.base.fold import fold, words
from salesdesk.base.i18n import _
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.sheet_dialog import Scrim
from salesdesk.ui.widgets import Divider, KeyCap, Label, SearchField, announce, boxed, column, row

WIDTH, TOP, LINE, GROUP_LINE = 620, 96, 39, 27
# It is all there is to type into here, so it needs neither edge nor ring.
_BARE = "QLineEdit, QLineEdit:focus { border: none; background: transparent; }"


class _Model(QAbstractListModel):
    """The rows with a heading before each group; headings cannot be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[PaletteRow | str] = []

    def set_rows(self, rows: Sequence[PaletteRow]) -> None:
        self.beginResetModel()
        self._lines = []
        group = ""
        for line in rows:
            if line.group != group:
                group = line.group
                self._lines.append(group)
            self._lines.append(line)
        self.endResetModel()

    def line(self, row: int) -> PaletteRow | str | None:
        """A line by its place. Not through `data`: Qt would take a tuple for a list."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return heading(line) if isinstance(line, str) else f"{line.title} {line.subtitle}"
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if isinstance(self._lines[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def next_row(self, start: int, step: int) -> int:
        """The next row that can be chosen, going round."""
        count = len(self._lines)
        for i in range(1, count + 1):
            at = (start + step * i) % count
            if not isinstance(self._lines[at], str):
                return at
        return -1


class _Delegate(QStyledItemDelegate):
    def __init__(self, model: _Model) -> None:
        super().__init__(model)
        self._model = model
        self.typed = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        heading = isinstance(self._model.line(index.row()), str)
        return QSize(0, theme.scaled(GROUP_LINE if heading else LINE))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = self._model.line(index.row())
        if line is None:
            return
        rect: QRect = option.rect
        if isinstance(line, str):
            paint.text(
                painter, rect.adjusted(theme.scaled(19), 4, 0, 0), heading(line), "caption_strong", "ink3"
            )
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        inner = rect.adjusted(theme.scaled(10), 1, -theme.scaled(10), -1)
        if chosen:
            paint.box(painter, inner, "sel", "", theme.RADIUS["button"])
        side = theme.scaled(16)
        icons.draw(
            painter,
            QRect(inner.left() + theme.scaled(10), inner.center().y() - side // 2, side, side),
            line.icon,
            line.colour,
        )
        at = inner.adjusted(theme.scaled(36), 0, -theme.scaled(10), 0)
        if line.chord:
            width = paint.key_cap_width(line.chord)
            paint.key_cap(painter, at.adjusted(at.width() - width, 0, 0, 0), line.chord)
            at.setRight(at.right() - width - theme.scaled(8))
        used = paint.text(painter, at, line.title, "strong", "ink")
        self._underline(painter, at, line.title)
        at.setLeft(at.left() + used + theme.scaled(10))
        if at.width() > theme.scaled(30):
            paint.text(painter, at, line.subtitle, "body", "ink2")

    def _underline(self, painter: QPainter, at: QRect, title: str) -> None:
        """A line under the words that match; folding keeps one letter for one, so places agree."""
        folded = fold(title)
        if len(folded) != len(title):
            return
        for word in words(self.typed):
            start = folded.find(word)
            if start >= 0:
                left = at.left() + paint.text_width(title[:start], "strong")
                width = paint.text_width(title[start : start + len(word)], "strong")
                painter.fillRect(left, at.center().y() + theme.scaled(9), width, 1, theme.color("ink"))


class Palette(QDialog):
    """Opens at once over the dimmed window; ``chosen`` gives the row."""

    chosen = Signal(object)

    def __init__(self, window: QWidget, rows_for: Callable[[str], list[PaletteRow]]) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setModal(True)
        self.setAccessibleName(_("Search or do anything"))
        self._rows_for = rows_for
        self._model = _Model(self)
        self._delegate = _Delegate(self._model)
        self.field = SearchField(_("Search or do anything"), name=_("Search or do anything"))
        self.field.setStyleSheet(_BARE)
        self.field.textChanged.connect(self._show)
        self.field.installEventFilter(self)
        self._list = QListView()
        self._list.setAccessibleName(_("Results"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QListView.Shape.NoFrame)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._choose)
        self._nothing = Label(
            _("Nothing found. Try fewer letters, or part of a phone number."), "body", "ink2"
        )
        foot = row(
            Label(_("↑↓ move   ⏎ open   > commands   # papers"), "caption", "ink3"),
            margins=(19, 8, 16, 9),
        )
        hint = Label(_("accents are not needed"), "caption", "ink3")
        top = row(self.field, hint, KeyCap("Esc"), margins=(6, 9, 14, 9), spacing=10)
        top.setStretch(0, 1)
        self.setLayout(
            column(boxed(top), Divider(), self._nothing, self._list, Divider(), boxed(foot), spacing=0)
        )
        self._nothing.setContentsMargins(20, 14, 20, 14)
        self.setFixedWidth(theme.scaled(WIDTH))
        self._show("")

    def show_over(self, window: QWidget) -> None:
        """Open over a window, dimmed, near its top; the caret stands in the field."""
        self._scrim = Scrim(window, self)
        self.finished.connect(self._scrim.deleteLater)
        self.open()
        left = window.mapToGlobal(QPoint((window.width() - self.width()) // 2, theme.scaled(TOP)))
        self.move(left)
        self.field.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self.rect(), "surface", "btn", theme.RADIUS["dialog"])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter work on the list while the caret stays in the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self._list.currentIndex())
                return True
        return False

    def _show(self, typed: str) -> None:
        rows = self._rows_for(typed)
        self._delegate.typed = typed
        self._model.set_rows(rows)
        self._nothing.setVisible(not rows)
        lines = (self._model.line(i) for i in range(self._model.rowCount()))
        heights = (theme.scaled(GROUP_LINE if isinstance(line, str) else LINE) for line in lines)
        self._list.setFixedHeight(sum(heights) + (theme.scaled(12) if rows else 0))
        if rows:
            self._list.setCurrentIndex(self._model.index(self._model.next_row(-1, 1)))
            announce(self, rows[0].title)
        self.adjustSize()

    def _move(self, step: int) -> None:
        if self._model.rowCount():
            self._list.setCurrentIndex(
                self._model.index(self._model.next_row(self._list.currentIndex().row(), step))
            )

    def _choose(self, index: QModelIndex) -> None:
        line = self._model.line(index.row())
        if isinstance(line, PaletteRow):
            self.accept()
            self.chosen.emit(line)
