"""A box from which one or several values are chosen: a list opens below it, with ticks for several."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFrame, QListView, QStyle, QStyleOptionComboBox, QWidget

from salesdesk.base.fold import fold
from salesdesk.base.i18n import _
from salesdesk.ui import paint, theme
from salesdesk.ui.widgets import ChoiceBox, Label, SearchField, column, plain_tip

Options = Sequence[tuple[str, str]]
SHOWN, SEARCHED = 8, 9
"""At most so many rows are seen at once; from so many values on there is a field to narrow them."""
_VALUE = Qt.ItemDataRole.UserRole
_TICK = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ValueList(QFrame):
    """The list that opens. A click, Space or Enter takes a row; of several, Space and clicks tick them."""

    taken = Signal()

    def __init__(self, owner: QWidget, options: Options, chosen: Sequence[str], many: bool) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self._many = many
        self._model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(owner.accessibleName())
        self.view.setMouseTracking(True)
        self.view.clicked.connect(self._take)
        self.view.installEventFilter(self)
        for value, words in options:
            self._add(value, words, value in chosen)
        self._search = SearchField(_("Narrow the list"))
        self._search.searched.connect(self._narrow)
        self._search.setVisible(len(options) >= SEARCHED)
        nothing = Label(_("There is nothing to choose yet."), "body", "ink3", wrap=True)
        nothing.setVisible(not options)
        self.view.setVisible(bool(options))
        self.setLayout(column(self._search, self.view, nothing, spacing=6, margins=(5, 5, 5, 5)))
        self._count = len(options)

    def _add(self, value: str, words: str, on: bool) -> None:
        item = QStandardItem(words)
        item.setData(value, _VALUE)
        item.setToolTip(plain_tip(words))
        if self._many:
            item.setCheckState(_TICK[on])  # drawn, but ticked by us, so that the whole row is the target
        self._model.appendRow(item)
        if on and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(item.index())

    def _room(self, width: int) -> QSize:
        self.view.ensurePolished()
        row_height = max(self.view.sizeHintForRow(0), theme.height("target"))
        rows = max(1, min(self._count, SHOWN))
        search = theme.height("control") + 6 if self._count >= SEARCHED else 0
        return QSize(max(width, theme.scaled(200)), rows * row_height + search + 10)

    def open_below(self, owner: QWidget) -> None:
        """Show it under the box, or above where there is no room."""
        self.resize(self._room(owner.width()))
        at = owner.mapToGlobal(QPoint(0, owner.height() + 2))
        if at.y() + self.height() > owner.screen().availableGeometry().bottom():
            at = owner.mapToGlobal(QPoint(0, -self.height() - 2))
        self.move(at)
        self.show()
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self._model.index(0, 0))
        first = self._search if not self._search.isHidden() else self.view
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def chosen(self) -> list[str]:
        """The ticked values, or the current one."""
        items = [self._model.item(place) for place in range(self._model.rowCount())]
        if self._many:
            return [str(item.data(_VALUE)) for item in items if item.checkState() == Qt.CheckState.Checked]
        current = self.view.currentIndex()
        return [str(current.data(_VALUE))] if current.isValid() else []

    def _narrow(self, text: str) -> None:
        wanted = fold(text.strip())
        for place in range(self._model.rowCount()):
            self.view.setRowHidden(place, wanted not in fold(self._model.item(place).text()))

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        if self._many:
            item = self._model.itemFromIndex(index)
            item.setCheckState(_TICK[item.checkState() != Qt.CheckState.Checked])
        self.taken.emit()
        if not self._many:
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space takes the row, Enter too and closes (it leaves ticks as they are)."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Space:
            self._take(self.view.currentIndex())
            return True
        if event.key() in _ENTER:
            if not self._many:
                self.taken.emit()
            self.close()
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A surface with an edge."""
        paint.box(QPainter(self), self.rect(), "surface", "btn", theme.RADIUS["field"])


def _field_width(box: QComboBox, option: QStyleOptionComboBox) -> int:
    field = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width()


def frame_width(box: QComboBox) -> int:
    """How many pixels of a box's width its edge, margins and arrow take from the words."""
    option = QStyleOptionComboBox()
    box.ensurePolished()
    box.initStyleOption(option)
    option.rect = QRect(0, 0, 400, theme.height("control"))
    return 400 - _field_width(box, option)


def elided_for(box: QComboBox, option: QStyleOptionComboBox, words: str) -> str:
    """Words as far as a box has room for them; Qt would cut through a letter."""
    room = _field_width(box, option) - 2
    return QFontMetrics(box.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)


class FittingBox(ChoiceBox):
    """A choice that shortens its words to the room there is, however narrow."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Show the chosen words, shortened."""
        super().initStyleOption(option)
        option.currentText = elided_for(self, option, self.currentText())
        self.setToolTip("" if option.currentText == self.currentText() else plain_tip(self.currentText()))


class ValuePicker(QComboBox):
    """Looks like every other choice, but may hold several values; ``options()`` is asked when it opens."""

    changed = Signal()

    def __init__(self, name: str, options: Callable[[], Options], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(theme.scaled(96))
        self._options = options
        self._many = True
        self._values: tuple[str, ...] = ()
        self._names: dict[str, str] = {}
        self._list: ValueList | None = None

    def offer(self, options: Callable[[], Options], many: bool) -> None:
        """Let it choose from other values, one or several."""
        self._options, self._many = options, many

    def values(self) -> tuple[str, ...]:
        """The chosen values."""
        return self._values

    def set_values(self, values: Sequence[str], names: dict[str, str]) -> None:
        """Show values by their names, without telling."""
        self._values, self._names = tuple(values), dict(names)
        self._say()

    def names(self) -> dict[str, str]:
        """The words of the values it has met."""
        return dict(self._names)

    def words(self) -> str:
        """The chosen values in words, "" for none."""
        return ", ".join(self._names.get(value, value) for value in self._values)

    def _say(self) -> None:
        words = self.words() or _("Choose")
        self.setAccessibleDescription(words)
        self.setToolTip(plain_tip(words) if len(self._values) > 1 else "")
        self.update()

    def showPopup(self) -> None:
        """Open the list of values."""
        options = list(self._options())
        self._names |= dict(options)
        self._list = ValueList(self, options, self._values, self._many)
        self._list.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._list.taken.connect(self._taken)
        self._list.open_below(self)

    def _taken(self) -> None:
        if self._list is None:
            return
        self._values = tuple(self._list.chosen())
        self._say()
        self.changed.emit()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Show the chosen words, shortened to the room there is."""
        super().initStyleOption(option)
        option.currentText = elided_for(self, option, self.words() or _("Choose"))

    def wheelEvent(self, event: QEvent) -> None:
        """The wheel scrolls the page, it changes nothing here."""
        event.ignore()
