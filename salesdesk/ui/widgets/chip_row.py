"""A row of filters: those the program brings, those a person saved, and the menu of what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.ui import icons, theme
from salesdesk.ui.widgets.buttons import Button, IconButton
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.face import escaped

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class ChipItem:
    """One filter of a row of chips. A saved one says in ``base`` which of the brought ones it narrows."""

    key: str
    text: str
    icon: str = ""
    count: int | None = None
    base: str = ""


class ChipRow(QWidget):
    """Filters of which one is chosen; those that do not fit are in the menu at the end.

    Choosing a saved filter tells `saved_chosen` instead of `chosen`; `current` is then its base.
    """

    chosen = Signal(str)
    saved_chosen = Signal(str)
    menu_wanted = Signal(str, QPoint)
    """(key of a saved filter, global place)"""

    def __init__(
        self, items: Iterable[ChipItem] = (), current: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name or _("Filters"))
        self.menu_at_edge = False
        self._gap = theme.scaled(6)
        self._items: list[ChipItem] = []
        self._saved: list[ChipItem] = []
        self._chips: dict[str, Chip] = {}
        self._bases: dict[str, str] = {}
        self._current = current
        self._fill: Callable[[QMenu], object] | None = None
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._dots = IconButton("ellipsis", _("More filters"), menu=self._menu, parent=self)
        self._words = Button(_("More filters"), "ghost", size="small", menu=self._menu, parent=self)
        self._more: IconButton | Button = self._dots
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_items(items, current)

    # ------------------------------------------------------------- which filters there are

    def set_items(self, items: Iterable[ChipItem], current: str | None = None) -> None:
        """Show other filters; keeps the chosen one when it is among them, and the saved ones."""
        self._items = list(items)
        self._build(self._current if current is None else current)

    def set_saved(self, items: Iterable[ChipItem]) -> None:
        """Show other saved filters after the brought ones; one that is gone gives way to its base."""
        items = list(items)
        if items == self._saved:
            return
        self._saved = items
        base = self.current()
        self._build(self._current if self._current in {i.key for i in (*self._items, *items)} else base)

    def _build(self, wanted: str) -> None:
        for chip in self._chips.values():
            self._group.removeButton(chip)
            chip.setParent(None)
            chip.deleteLater()
        everything = (*self._items, *self._saved)
        self._bases = {item.key: item.base for item in everything if item.base}
        self._chips = {item.key: self._make(item) for item in everything}
        self.choose(wanted if wanted in self._chips else next(iter(self._chips), ""))
        self.updateGeometry()

    def _make(self, item: ChipItem) -> Chip:
        chip = Chip(item.text, icon=item.icon, count=item.count, parent=self)
        chip.clicked.connect(lambda _on=False, key=item.key: self.press(key))
        chip.installEventFilter(self)
        self._group.addButton(chip)
        return chip

    def set_more(self, fill: Callable[[QMenu], object]) -> None:
        """Have further lines at the end of the menu, which then is always there."""
        self._fill = fill
        self._arrange()

    def keys(self) -> list[str]:
        """The keys of the filters the program brings, in order."""
        return [item.key for item in self._items]

    def all_keys(self) -> list[str]:
        """The keys of all filters, the saved ones after the others."""
        return list(self._chips)

    # ------------------------------------------------------------- which one is chosen

    def current(self) -> str:
        """The key of the chosen filter; of a saved one that of its base."""
        return self._bases.get(self._current, self._current)

    def chosen_key(self) -> str:
        """The key of the chosen filter, be it a saved one."""
        return self._current

    def set_current(self, key: str) -> None:
        """Choose a filter without telling anybody; a saved one stays chosen while its base is wanted."""
        if self._current not in self._bases or self._bases[self._current] != key:
            self.choose(key)

    def choose(self, key: str) -> None:
        """Choose just this one without telling anybody."""
        self._current = key
        if key in self._chips:
            self._chips[key].setChecked(True)
        self._arrange()

    def press(self, key: str) -> None:
        """Choose a filter and tell it, as a click does."""
        self.choose(key)
        if key in self._bases:
            self.saved_chosen.emit(key)
        else:
            self.chosen.emit(key)

    def set_count(self, key: str, count: int | None) -> None:
        """Change a filter's count."""
        chip = self._chips.get(key)
        if chip is not None and chip.count() != count:
            chip.set_count(count)
            self._arrange()

    def count(self, key: str) -> int | None:
        """A filter's count, None while it is not known."""
        return self._chips[key].count() if key in self._chips else None

    def words(self, key: str) -> str:
        """What a filter is called; "" for an unknown one."""
        return self._chips[key].text() if key in self._chips else ""

    # ------------------------------------------------------------- where they stand

    def sizeHint(self) -> QSize:
        widths = [chip.sizeHint().width() + self._gap for chip in self._chips.values()]
        menu = self._dots.sizeHint().width() if self._fill is not None else 0
        return QSize(sum(widths) + menu, theme.height("chip"))

    def minimumSizeHint(self) -> QSize:
        widest = max((chip.sizeHint().width() for chip in self._chips.values()), default=0)
        return QSize(widest + self._gap + self._dots.sizeHint().width(), theme.height("chip"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _fitting(self) -> list[str]:
        """The keys that fit beside the menu button; the chosen one always does."""
        needs = {key: chip.sizeHint().width() + self._gap for key, chip in self._chips.items()}
        room = self.width() - (self._dots.sizeHint().width() + self._gap if self._fill is not None else 0)
        if sum(needs.values()) - self._gap <= room:
            return list(needs)
        room = self.width() - self._dots.sizeHint().width() - needs.get(self._current, 0)
        shown: list[str] = []
        full = False
        for key, need in needs.items():
            if key == self._current:
                shown.append(key)
            elif not full and need <= room:
                shown.append(key)
                room -= need
            else:
                full = True
        return shown

    def _arrange(self) -> None:
        shown = self._fitting()
        left = 0
        for key, chip in self._chips.items():
            chip.setVisible(key in shown)
            if key in shown:
                hint = chip.sizeHint()
                chip.setGeometry(left, (self.height() - hint.height()) // 2, hint.width(), hint.height())
                left += hint.width() + self._gap
        self._place_menu(left, len(shown) < len(self._chips))

    def _place_menu(self, left: int, some_hidden: bool) -> None:
        # Words where there is room for them, dots where not: both open the same menu.
        # Its own padding is gap enough.
        near = max(left - self._gap, 0)
        words = some_hidden and near + self._words.sizeHint().width() <= self.width()
        left = near if words else left
        self._more, other = (self._words, self._dots) if words else (self._dots, self._words)
        other.hide()
        self._more.setVisible(some_hidden or self._fill is not None)
        hint = self._more.sizeHint()
        place = self.width() - hint.width() if self.menu_at_edge and not words else left
        self._more.setGeometry(
            max(place, 0), (self.height() - hint.height()) // 2, hint.width(), hint.height()
        )

    # ------------------------------------------------------------- menu and keys

    def _fill_menu(self) -> None:
        self._menu.clear()
        for key, chip in self._chips.items():
            if not chip.isHidden():
                continue
            words = chip.text() if chip.count() is None else f"{chip.text()}   {chip.count():,}"
            action = self._menu.addAction(escaped(words))
            if chip.face().icon:
                action.setIcon(icons.icon(chip.face().icon))
            action.triggered.connect(lambda _on=False, key=key: self.press(key))
        if self._fill is not None:
            self._menu.addSeparator()
            self._fill(self._menu)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent) and isinstance(watched, Chip):
            key = next((key for key, chip in self._chips.items() if chip is watched), "")
            if key in self._bases:
                self.menu_wanted.emit(key, event.globalPos())
                return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _ARROWS.get(Qt.Key(event.key()))
            if step and isinstance(watched, Chip):
                visible = [chip for chip in self._chips.values() if not chip.isHidden()]
                place = visible.index(watched) + step
                if 0 <= place < len(visible):
                    visible[place].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False
