"""The cards of one stage of a board: what a card holds, its model, how it is painted, and its list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from salesdesk.base.formula_guard import as_line
from salesdesk.base.i18n import _
from salesdesk.ui import cells, paint, row_paint, theme
from salesdesk.ui.paged_model import ID_ROLE, NO_INDEX, Index

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex

MOST_CARDS = 100
CARD_MIME = "application/x-salesdesk-card"
_CARD_HEIGHT = 102
_GAP = 8
_MARGIN = 9
_PAD = 12


class Card(NamedTuple):
    """A deal on the board; all words are ready to be shown.

    ``idle`` is shown only when it matters ("idle 9 d"); ``step_state`` is one of `cells.STATES`;
    ``owner`` is a name, shown as initials; ``accessible`` is read out whole.
    """

    id: int
    name: str
    item: str = ""
    amount: str = ""
    idle: str = ""
    step_state: str = ""
    step_text: str = ""
    owner: str = ""
    hot: bool = False
    accessible: str = ""


class BoardStage(NamedTuple):
    """A column: ``how_many`` may be larger than the cards given, the rest are "and n more".

    Cards of a ``read_only`` stage cannot be moved away and none is added there; cards may be dropped on it.
    """

    key: str
    label: str
    how_many: int
    total_text: str
    cards: Sequence[Card]
    read_only: bool = False


class CardModel(QAbstractListModel):
    """The cards of a stage."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []
        self.stage = BoardStage("", "", 0, "", ())

    def show(self, stage: BoardStage) -> None:
        """Replace the cards."""
        self.beginResetModel()
        self.stage = stage
        self.cards = list(stage.cards[:MOST_CARDS])
        self.endResetModel()

    def place_of(self, wanted: int | None) -> int:
        """Where a card stands, or -1."""
        return next((n for n, card in enumerate(self.cards) if card.id == wanted), -1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many cards are shown."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words and id of a card."""
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name
        if role == ID_ROLE:
            return card.id
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(card, index.row())
        return None

    def _spoken(self, card: Card, place: int) -> str:
        words = card.accessible or ", ".join(
            part for part in (card.name, card.item, card.amount, card.idle, card.step_text) if part
        )
        return _("{card}, {stage}, {n} of {count}").format(
            card=words, stage=self.stage.label, n=place + 1, count=self.stage.how_many
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be dragged unless the stage is read only; they are dropped on stages, not on cards."""
        usual = super().flags(index)
        if not index.isValid():
            return usual | Qt.ItemFlag.ItemIsDropEnabled
        return usual if self.stage.read_only else usual | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """A card moves."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Only our own cards are taken."""
        return [CARD_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex | QPersistentModelIndex]) -> QMimeData:
        """The dragged card's id and stage."""
        mime = QMimeData()
        if indexes:
            card = self.cards[indexes[0].row()]
            mime.setData(CARD_MIME, f"{card.id} {self.stage.key}".encode())
        return mime


def read_mime(mime: QMimeData) -> tuple[int, str] | None:
    """The (id, stage) of a dragged card, or None for anything else."""
    if not mime.hasFormat(CARD_MIME):
        return None
    number, _space, stage = bytes(mime.data(CARD_MIME).data()).decode(errors="replace").partition(" ")
    return (int(number), stage) if number.isdigit() else None


class CardDelegate(QStyledItemDelegate):
    """Paints a card."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all; the width is the list's."""
        return QSize(theme.scaled(120), theme.scaled(_CARD_HEIGHT + _GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint box, four lines and the ring of the focused card."""
        model = index.model()
        if not isinstance(model, CardModel):
            return
        card = model.cards[index.row()]
        margin = theme.scaled(_MARGIN)
        box = QRect(option.rect).adjusted(margin, 0, -margin, -theme.scaled(_GAP))
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        edge = "accent" if chosen else "btn" if hovered else "line"
        paint.box(painter, box, "surface", edge, theme.RADIUS["card"])
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, box, theme.RADIUS["card"])
        pad = theme.scaled(_PAD)
        paint_card(painter, box.adjusted(pad, theme.scaled(8), -pad, -theme.scaled(8)), card)


def paint_card(painter: QPainter, rect: QRect, card: Card) -> None:
    """Paint the four lines of a card into its inside."""
    strong, small = theme.line_height("strong"), theme.line_height("caption")
    flame = theme.scaled(14) if card.hot else 0
    line = QRect(rect.left(), rect.top(), rect.width(), strong)
    room = line.adjusted(0, 0, -flame - theme.scaled(4) if flame else 0, 0)
    row_paint.text(painter, room, card.name, "strong")
    if flame:
        row_paint.icon(painter, rect.right() + 1 - flame, line.center().y() + 1, "flame", "service")
    line = QRect(rect.left(), line.bottom() + theme.scaled(3), rect.width(), small)
    row_paint.text(painter, line, card.item, "caption", "ink2")
    line = QRect(rect.left(), line.bottom() + theme.scaled(3), rect.width(), strong)
    idle = row_paint.width_of(card.idle, "caption") if card.idle else 0
    row_paint.text(painter, line, card.idle, "caption", "ink3", right=True)
    room = line.adjusted(0, 0, -idle - theme.scaled(6) if idle else 0, 0)
    row_paint.text(painter, room, card.amount, "strong")
    side = theme.scaled(20) if card.owner else 0
    line = QRect(rect.left(), rect.bottom() + 1 - theme.scaled(20), rect.width(), theme.scaled(20))
    cells.step(painter, line.adjusted(0, 0, -side - theme.scaled(4), 0), card.step_state, card.step_text)
    if side:
        cells.avatar(painter, QPoint(rect.right() + 1 - side, line.top()), side, card.owner)


class CardList(QListView):
    """The cards of one stage, with the keys of the board."""

    opened = Signal(object)
    picked = Signal(object)
    stepped = Signal(int)
    """(-1 or 1) Left and Right: to the stage beside."""
    pushed = Signal(int)
    """(-1 or 1) Ctrl+Left and Ctrl+Right: take the card along."""
    dropped = Signal(object, str)
    """(id, stage it came from)"""
    menu_wanted = Signal(QPoint)
    hovering = Signal(bool)
    """A card is held over the list, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = CardModel(self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.setStyleSheet("QListView, QListView::item { background: transparent; }")
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().currentChanged.connect(self._tell)

    def current_id(self) -> int | None:
        """The id of the current card."""
        place = self.currentIndex().row()
        return self.cards.cards[place].id if 0 <= place < len(self.cards.cards) else None

    def go(self, place: int) -> None:
        """Make a card current and visible; beyond the end means the last one."""
        last = len(self.cards.cards) - 1
        if last >= 0:
            self.setCurrentIndex(self.cards.index(min(max(place, 0), last), 0))

    def _tell(self) -> None:
        self.picked.emit(self.current_id())

    def _open(self) -> None:
        current = self.current_id()
        if current is not None:
            self.opened.emit(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows between stages, with Ctrl taking the card along; Enter opens."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        if step and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            (self.pushed if held else self.stepped).emit(step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _copy(self) -> None:
        place = self.currentIndex().row()
        if 0 <= place < len(self.cards.cards):
            card = self.cards.cards[place]
            words = (card.name, card.item, card.amount, card.step_text)
            QGuiApplication.clipboard().setText(as_line(words))

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The card that was current, or the first, has the ring."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and self.current_id() is None:
            self.go(0)
        self.picked.emit(self.current_id())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the card: at the pointer, or at the card when asked for by key."""
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(at)
        event.accept()

    # ------------------------------------------------------------- dragging

    def _takes(self, event: QDropEvent) -> tuple[int, str] | None:
        found = read_mime(event.mimeData())
        return found if found is not None and found[1] != self.cards.stage.key else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A card of another stage may come in."""
        if self._takes(event):
            event.acceptProposedAction()
            self.hovering.emit(True)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """It may be dropped anywhere in the stage."""
        if self._takes(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        super().dragLeaveEvent(event)
        self.hovering.emit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which card came, after the drag is over: a sheet may open for it."""
        self.hovering.emit(False)
        found = self._takes(event)
        if found is None:
            event.ignore()
            return
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self.dropped.emit(*found))
