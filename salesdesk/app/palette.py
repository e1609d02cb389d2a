"""Ctrl+K: find anybody, any paper, any command, as you type."""

from collections.abc import Sequence

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

from salesdesk.app.palette_row import PaletteRow
from salesdesk.app.palette_rows import actions_of, heading
from salesdesk.app.palette_search import PaletteSearch
from salesdesk.base.fold import fold, words
from salesdesk.base.i18n import _, ngettext
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.sheet_dialog import Scrim
from salesdesk.ui.widgets import Divider, KeyCap, Label, SearchField, announce, boxed, column, row

WIDTH, TOP, LINE, GROUP_LINE, HIGHEST = 620, 96, 39, 27, 500
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
            return heading(line) if isinstance(line, str) else line.spoken
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

    def __init__(self, window: QWidget, search: PaletteSearch) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setModal(True)
        self.setAccessibleName(_("Search or do anything"))
        self._search = search
        search.setParent(self)
        search.found.connect(self._found)
        self._of: PaletteRow | None = None
        self._enter_waits = False
        self._model = _Model(self)
        self._delegate = _Delegate(self._model)
        self.field = SearchField(_("Search or do anything…"), name=_("Search or do anything"))
        self.field.setStyleSheet(_BARE)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self._list = self._make_list()
        self._nothing = Label(
            _("Nothing found. Try fewer letters, or part of a phone number."), "body", "ink2"
        )
        self._nothing.hide()
        self._build()
        search.ask("")

    def _make_list(self) -> QListView:
        made = QListView()
        made.setModel(self._model)
        made.setItemDelegate(self._delegate)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setFrameShape(QListView.Shape.NoFrame)
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.clicked.connect(self._choose)
        return made

    def _build(self) -> None:
        keys = (("Up", ""), ("Down", _("move")), ("Return", _("open")), ("Tab", _("what can be done")))
        foot = row(spacing=6, margins=(19, 8, 16, 9))
        for key, meaning in keys:
            foot.addWidget(KeyCap(key))
            if meaning:
                foot.addWidget(Label(meaning, "caption", "ink3"))
                foot.addSpacing(8)
        foot.addStretch(1)
        foot.addWidget(Label(_("> commands   # papers"), "caption", "ink3"))
        hint = Label(_("accents are not needed"), "caption", "ink3")
        top = row(self.field, hint, KeyCap("Esc"), margins=(6, 9, 14, 9), spacing=10)
        top.setStretch(0, 1)
        self.setLayout(
            column(boxed(top), Divider(), self._nothing, self._list, Divider(), boxed(foot), spacing=0)
        )
        self._nothing.setContentsMargins(20, 14, 20, 14)
        self.setFixedWidth(theme.scaled(WIDTH))

    def show_over(self, window: QWidget) -> None:
        """Open over a window, dimmed, near its top; the caret stands in the field."""
        self._scrim = Scrim(window, self)
        self.finished.connect(self._scrim.deleteLater)
        self.finished.connect(self._search.stop)
        self.open()
        top = min(theme.scaled(TOP), max(window.height() - theme.scaled(HIGHEST), theme.scaled(24)))
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, top)))
        self.field.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self.rect(), "surface", "btn", theme.RADIUS["dialog"])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Tab work on the list while the caret stays in the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._list_key(Qt.Key(event.key()))
        return False

    def _list_key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter_waits = self._search.busy
            if not self._enter_waits:
                self._choose(self._list.currentIndex())
        elif key == Qt.Key.Key_Tab:
            self._show_actions()
        elif key in (Qt.Key.Key_Backtab, Qt.Key.Key_Escape) and self._of is not None:
            self._typed(self.field.text())
        else:
            return False
        return True

    def _typed(self, typed: str) -> None:
        self._of, self._enter_waits = None, False
        self._search.ask(typed)

    def _found(self, typed: str, rows: list[PaletteRow]) -> None:
        self._show(rows, typed)
        if self._enter_waits:
            self._enter_waits = False
            self._choose(self._list.currentIndex())

    def _show_actions(self) -> None:
        """What can be done with the record of the current line."""
        line = self._model.line(self._list.currentIndex().row())
        if self._of is None and isinstance(line, PaletteRow):
            rows = actions_of(line, self._search.offer.commands)
            if rows:
                self._of = line
                self._show(rows, "")

    def _show(self, rows: list[PaletteRow], typed: str) -> None:
        self._delegate.typed = typed
        self._model.set_rows(rows)
        self._nothing.setVisible(not rows)
        lines = (self._model.line(i) for i in range(self._model.rowCount()))
        heights = (theme.scaled(GROUP_LINE if isinstance(line, str) else LINE) for line in lines)
        self._list.setFixedHeight(sum(heights) + (theme.scaled(12) if rows else 0))
        count = ngettext("{n} result", "{n} results", len(rows)).format(n=len(rows))
        self._list.setAccessibleName(count)
        if rows:
            self._list.setCurrentIndex(self._model.index(self._model.next_row(-1, 1)))
            announce(self, f"{rows[0].spoken}. {count}")
        else:
            announce(self, self._nothing.text())
        self.adjustSize()

    def _move(self, step: int) -> None:
        if self._model.rowCount():
            place = self._model.next_row(self._list.currentIndex().row(), step)
            self._list.setCurrentIndex(self._model.index(place))
            line = self._model.line(place)
            if isinstance(line, PaletteRow):
                announce(self, line.spoken)

    def _choose(self, index: QModelIndex) -> None:
        line = self._model.line(index.row())
        if isinstance(line, PaletteRow):
            self.accept()
            self.chosen.emit(line)
