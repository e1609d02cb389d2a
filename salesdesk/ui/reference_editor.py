"""Choosing another record by typing a part of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.fields import Field
from salesdesk.base.fold import fold, nfc
from salesdesk.base.i18n import _, ngettext
from salesdesk.ui import icons, paint, row_paint, theme
from salesdesk.ui.field_paint import beside_text
from salesdesk.ui.paged_model import ID_ROLE, NO_INDEX, Index
from salesdesk.ui.widgets import announce
from salesdesk.ui.widgets.inputs import QUIET_MS

MOST_ROWS = 8


class Match(NamedTuple):
    """A record that matches: its name, and quiet words beside it."""

    id: int
    label: str
    sub: str = ""


Find = Callable[[str], Sequence[tuple[int, str, str]]]


class _Matches(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.matches: list[Match] = []

    def show(self, matches: list[Match]) -> None:
        """Replace all."""
        self.beginResetModel()
        self.matches = matches
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.matches)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        match = self.matches[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return match.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{match.label}, {match.sub}" if match.sub else match.label
        return match.id if role == ID_ROLE else None


class _MatchDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.scaled(200), theme.height("compact"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Matches):
            return
        match, rect = model.matches[index.row()], QRect(option.rect)
        chosen = option.state & QStyle.StateFlag.State_Selected
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, rect, "accentSoft" if chosen else "hover", "", theme.RADIUS["badge"])
        inner = rect.adjusted(theme.scaled(8), 0, -theme.scaled(8), 0)
        sub = min(row_paint.width_of(match.sub, "caption"), inner.width() // 2)
        row_paint.text(
            painter, inner.adjusted(inner.width() - sub, 0, 0, 0), match.sub, "caption", "ink3", True
        )
        name = inner.adjusted(0, 0, -sub - theme.scaled(10), 0)
        row_paint.text(painter, name, match.label, "medium", "accentInk" if chosen else "ink")


class MatchPopup(QFrame):
    """The matches below a field. It never takes the focus, so that typing goes on undisturbed."""

    chosen = Signal(object)
    """(Match)"""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._field = field
        self._model = _Matches(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_MatchDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(_("Matches"))
        self._list.clicked.connect(self.choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.addWidget(self._list)

    def show_matches(self, matches: list[Match]) -> None:
        """Show matches below the field, above it where there is no room; hidden when there are none."""
        self._model.show(matches)
        if not matches:
            self.hide()
            return
        self._list.setCurrentIndex(self._model.index(0, 0))
        rows = min(len(matches), MOST_ROWS)
        self.resize(max(self._field.width(), theme.scaled(280)), rows * theme.height("compact") + 8)
        at = self._field.mapToGlobal(QPoint(0, self._field.height() + 2))
        if at.y() + self.height() > self._field.screen().availableGeometry().bottom():
            at.setY(self._field.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        self.move(at)
        self.show()
        words = ngettext("{n} match", "{n} matches", len(matches)).format(n=len(matches))
        announce(self._field, words)

    def step(self, by: int) -> None:
        """Go to the next or previous match."""
        count = len(self._model.matches)
        if count:
            place = (self._list.currentIndex().row() + by) % count
            self._list.setCurrentIndex(self._model.index(place, 0))
            announce(self._field, self._model.matches[place].label)

    def choose_current(self) -> bool:
        """Choose the marked match; False when there is none."""
        index = self._list.currentIndex()
        if not self.isVisible() or not index.isValid():
            return False
        self.choose(index)
        return True

    def choose(self, index: QModelIndex) -> None:
        """Choose a match."""
        match = self._model.matches[index.row()]
        self.hide()
        self.chosen.emit(match)


class ReferenceEditor(QLineEdit):
    """Type to find, arrows and Enter or a click to choose. Its value is an id.

    `typed` gives text that belongs to no record, for forms that can make a new one of it.
    """

    edited = Signal()
    hinted = Signal(str)

    def __init__(
        self,
        field: Field,
        find: Find | None = None,
        name_of: Callable[[int], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._field = field
        self._find = find
        self._name_of = name_of
        self._chosen: Match | None = None
        self.composing = False
        self.addAction(icons.icon("search", "ink3"), QLineEdit.ActionPosition.LeadingPosition)
        self._popup = MatchPopup(self)
        self._popup.chosen.connect(self._choose)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._search)
        self.textChanged.connect(self._changed)

    # ------------------------------------------------------------- value

    def value(self) -> int | None:
        """The id of the chosen record, None when empty.

        Text that is the whole name of the only match counts as chosen. Raises `UserError` for other text.
        """
        if self.is_empty():
            return None
        if self._chosen is None:
            self._choose_if_certain()
        if self._chosen is None:
            raise UserError(
                _("“{text}” is not in the list. Choose one of the matches.").format(text=self.text().strip()),
                self._field.key,
            )
        return self._chosen.id

    def set_value(self, value: int | tuple[int, str] | tuple[int, str, str] | None) -> None:
        """Show a record by its id, or by id, name and quiet words, without telling that it was edited."""
        if isinstance(value, tuple):
            self._chosen = Match(*value)
        elif value is None or self._name_of is None:
            self._chosen = None if value is None else Match(value, str(value))
        else:
            self._chosen = Match(value, self._name_of(value))
        with QSignalBlocker(self):
            self.setText(self._chosen.label if self._chosen else "")
            self.setCursorPosition(0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What tells the chosen record apart stands quietly behind its name."""
        super().paintEvent(event)
        if self._chosen is not None and self._chosen.sub:
            beside_text(self, f"· {self._chosen.sub}")

    def chosen(self) -> Match | None:
        """The chosen record."""
        return self._chosen

    def typed(self) -> str:
        """The text, when it belongs to no chosen record; else ""."""
        return "" if self._chosen else nfc(self.text()).strip()

    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not self.text().strip()

    # ------------------------------------------------------------- finding

    def _matches(self) -> list[Match]:
        if self._find is None:
            return []
        try:
            return [Match(*found) for found in self._find(nfc(self.text()).strip())]
        except (UserError, StoreError) as error:
            self.hinted.emit(error.message)
            return []

    def _search(self) -> None:
        if self.hasFocus() and not self.composing and self._chosen is None:
            self._popup.show_matches(self._matches() if not self.is_empty() else [])

    def _choose_if_certain(self) -> None:
        wanted = fold(self.text().strip())
        same = [match for match in self._matches() if fold(match.label) == wanted]
        if len(same) == 1:
            self._chosen = same[0]

    def _choose(self, match: Match) -> None:
        self._quiet.stop()
        with QSignalBlocker(self):
            self.setText(match.label)
        self._chosen = match
        self.update()
        self.edited.emit()

    def _changed(self) -> None:
        self._chosen = None
        self._quiet.start()
        self.edited.emit()

    # ------------------------------------------------------------- keys

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Search only when a word is whole."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self.composing and self._chosen is None:
            self._quiet.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter choose, Esc closes the matches, Alt+Down opens them."""
        if self._popup_key(Qt.Key(event.key())):
            event.accept()
            return
        if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self._popup.show_matches(self._matches())
            event.accept()
            return
        super().keyPressEvent(event)

    def _popup_key(self, key: Qt.Key) -> bool:
        if not self._popup.isVisible() or self.composing:
            return False
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._popup.step(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._popup.choose_current()
        elif key == Qt.Key.Key_Escape:
            self._popup.hide()
        else:
            return False
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the matches; a whole name counts as chosen."""
        super().focusOutEvent(event)
        self._popup.hide()
        self._quiet.stop()
        if self._chosen is None and not self.is_empty() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._choose_if_certain()
