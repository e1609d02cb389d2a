"""A board: one list of cards a stage; cards are moved with the mouse, with keys, or from their menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.base.i18n import _, ngettext
from salesdesk.ui import paint, theme
from salesdesk.ui.actions import Action, popup_menu
from salesdesk.ui.board_cards import BoardStage, Card, CardList
from salesdesk.ui.widgets import STRETCH, IconButton, Label, Link, row

__all__ = ["Board", "BoardStage", "Card"]
_NARROWEST, _WIDEST, _GAP = 230, 320, 10


class _Column(QFrame):
    """A stage: name, count, sum, cards, and what is left out."""

    def __init__(self, board: Board, key: str) -> None:
        super().__init__(board)
        self.key = key
        self._lit = False
        self.list = CardList(self)
        self._name = Label("", "strong", elide="end")
        self._count = Label("", "medium", "ink3")
        self._total = Label("", "caption_medium", "ink2")
        self._add = IconButton("plus", "", on_click=lambda: board.add.emit(key))
        self._more = Link("", color="ink2", role="caption", on_click=lambda: board.more.emit(key))
        head = QHBoxLayout()
        head.setContentsMargins(9, 0, 6, 0)
        head.setSpacing(8)
        for widget in (self._name, self._count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._add)
        head.addStrut(self._add.sizeHint().height())
        self._total.setContentsMargins(9, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 5, 0, 6)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._total)
        layout.addSpacing(9)
        layout.addWidget(self.list, 1)
        layout.addLayout(row(self._more, STRETCH, margins=(6, 0, 6, 0)))
        self.setMinimumWidth(theme.scaled(_NARROWEST))
        self.setMaximumWidth(theme.scaled(_WIDEST))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.hovering.connect(self._light)

    def show_stage(self, stage: BoardStage) -> None:
        """Replace everything."""
        self._name.setText(stage.label)
        self._count.setText(str(stage.how_many))
        self._total.setText(stage.total_text)
        self._total.setVisible(bool(stage.total_text))
        self._add.setVisible(not stage.read_only)
        self._add.set_name(_("Add to {stage}").format(stage=stage.label))
        self.list.cards.show(stage)
        hidden = max(stage.how_many - len(self.list.cards.cards), 0)
        self._more.setText(ngettext("and {n} more", "and {n} more", hidden).format(n=hidden))
        self._more.setVisible(hidden > 0)
        deals = ngettext("{n} card", "{n} cards", stage.how_many).format(n=stage.how_many)
        parts = {"stage": stage.label, "cards": deals, "total": stage.total_text}
        name = _("{stage}, {cards}, {total}") if stage.total_text else _("{stage}, {cards}")
        self.list.setAccessibleName(name.format(**parts))

    def _light(self, on: bool) -> None:
        self._lit = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the stage; edged while a card is held over it."""
        paint.box(QPainter(self), self.rect(), "hover", "accent" if self._lit else "", theme.RADIUS["card"])


class Board(QScrollArea):
    """The stages side by side. It only tells what a person wants; `set_stages` shows what came of it."""

    moved = Signal(object, str, str)
    """(id, from stage, to stage)"""
    opened = Signal(object)
    add = Signal(str)
    more = Signal(str)
    picked = Signal(object)
    """(id or None) Another card is current."""

    def __init__(
        self,
        name: str,
        *,
        actions: Callable[[], Sequence[Action]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._actions = actions
        self._columns: list[_Column] = []
        self._current: int | None = None
        self._told: int | None = None
        self._filling = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    # ------------------------------------------------------------- stages

    def set_stages(self, stages: Sequence[BoardStage]) -> None:
        """Show stages and cards; the current card and the keyboard stay with it, wherever it went."""
        focused = next((c for c in self._columns if c.list.hasFocus()), None)
        place = focused.list.currentIndex().row() if focused else 0
        self._filling = True
        if [stage.key for stage in stages] != [column.key for column in self._columns]:
            self._build([stage.key for stage in stages])
            focused = None
        for column, stage in zip(self._columns, stages, strict=True):
            column.show_stage(stage)
        self._filling = False
        found = self._current is not None and self.select_id(self._current, focused is not None)
        if not found and focused is not None:
            focused.list.go(place)
        self._tell()

    def _build(self, keys: Sequence[str]) -> None:
        for column in self._columns:
            column.hide()
            column.deleteLater()
        while self._row.count():
            self._row.takeAt(0)
        self._columns = [self._make(key) for key in keys]
        for column in self._columns:
            self._row.addWidget(column, 1)
        self._row.addStretch(0)

    def _make(self, key: str) -> _Column:
        column = _Column(self, key)
        cards = column.list
        cards.opened.connect(self.opened)
        cards.picked.connect(lambda number: self._picked(column, number))
        cards.stepped.connect(lambda step: self._step(column, step))
        cards.pushed.connect(lambda step: self._push(column, step))
        cards.dropped.connect(lambda number, source: self.moved.emit(number, source, column.key))
        cards.menu_wanted.connect(self._menu)
        return column

    def stage_of(self, wanted: int | None) -> str | None:
        """The stage of a card that is shown."""
        return next((c.key for c in self._columns if c.list.cards.place_of(wanted) >= 0), None)

    # ------------------------------------------------------------- the current card

    def current_id(self) -> int | None:
        """The id of the current card."""
        return self._current if self.stage_of(self._current) is not None else None

    def first_id(self) -> int | None:
        """The first card of all stages."""
        return next((c.list.cards.cards[0].id for c in self._columns if c.list.cards.cards), None)

    def select_id(self, wanted: int, focus: bool = False) -> bool:
        """Make a card current and visible, with the keyboard when asked; False when it is not shown."""
        for column in self._columns:
            place = column.list.cards.place_of(wanted)
            if place >= 0:
                self._current = wanted
                column.list.go(place)
                self.ensureWidgetVisible(column, 0, 0)
                if focus:
                    column.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _picked(self, column: _Column, number: int | None) -> None:
        if self._filling or number is None:
            return
        self._current = number
        for other in self._columns:
            if other is not column:
                other.list.clearSelection()
        if not column.list.selectionModel().hasSelection():
            column.list.go(column.list.cards.place_of(number))
        self._tell()

    def _tell(self) -> None:
        current = self.current_id()
        if current != self._told:
            self._told = current
            self.picked.emit(current)

    def _step(self, column: _Column, step: int) -> None:
        place = column.list.currentIndex().row()
        target = self._columns.index(column) + step
        while 0 <= target < len(self._columns):
            beside = self._columns[target]
            if beside.list.cards.cards:
                beside.list.go(place)
                beside.list.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(beside, 0, 0)
                return
            target += step

    def _push(self, column: _Column, step: int) -> None:
        current = column.list.current_id()
        target = self._columns.index(column) + step
        if current is not None and not column.list.cards.stage.read_only and 0 <= target < len(self._columns):
            self.moved.emit(current, column.key, self._columns[target].key)

    def _menu(self, at: QPoint) -> None:
        if self._actions is not None and self.current_id() is not None:
            popup_menu(self, self._actions(), at)

    def minimumSizeHint(self) -> QSize:
        """Room for one stage and three cards; the rest scrolls."""
        return QSize(theme.scaled(_NARROWEST), theme.scaled(300))
