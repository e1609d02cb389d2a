"""The tabs across the top of the window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from salesdesk.ui import icons, paint, theme
from salesdesk.ui.keycaps import show_key
from salesdesk.ui.widgets.badges import count_words
from salesdesk.ui.widgets.face import escaped
from salesdesk.ui.widgets.text import plain_tip

BAR = 52


class TabItem(NamedTuple):
    """One tab of the window."""

    key: str
    text: str
    icon: str
    chord: str = ""


class TopTabs(QTabBar):
    """Tabs with icon, words and count; the compact form keeps only the current tab's words."""

    chosen = Signal(str)

    def __init__(self, items: Iterable[TabItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = list(items)
        self._counts: dict[str, tuple[int, str]] = {}
        self._compact = False
        self._lit = True
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        for item in self._items:
            self.addTab(escaped(item.text))
        self._name_all()
        self.currentChanged.connect(self._on_current)
        self.tabBarClicked.connect(self._on_click)

    def set_current(self, key: str) -> None:
        """Show which tab is the current one, without telling anybody."""
        place = self._place(key)
        if place == self.currentIndex():
            return
        self.blockSignals(True)
        self.setCurrentIndex(place)
        self.blockSignals(False)
        self._current_moved()

    def set_lit(self, lit: bool) -> None:
        """Whether the current tab is marked: not while a page stands over it."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    def current(self) -> str:
        """The key of the current tab."""
        return self._items[self.currentIndex()].key

    def set_count(self, key: str, count: int, tone: str = "neutral") -> None:
        """Change a tab's count; 0 shows none."""
        if self._counts.get(key) != (count, tone):
            self._counts[key] = (count, tone)
            self._name_all()
            self._measure_again()

    def set_compact(self, compact: bool) -> None:
        """Keep only the current tab's words, or all."""
        if compact != self._compact:
            self._compact = compact
            self._name_all()
            self._measure_again()

    def full_width(self) -> int:
        """The width in pixels all tabs need with all their words."""
        return sum(self._width(i, True) for i in range(len(self._items)))

    def _place(self, key: str) -> int:
        return next(i for i, item in enumerate(self._items) if item.key == key)

    def _name_all(self) -> None:
        for place, item in enumerate(self._items):
            count = self._counts.get(item.key, (0, ""))[0]
            self.setAccessibleTabName(place, count_words(item.text, count or None))
            words = f"{item.text}  {show_key(item.chord)}" if item.chord else item.text
            self.setTabToolTip(place, plain_tip(words))

    def _measure_again(self) -> None:
        # QTabBar measures again only when a tab changes.
        for place, item in enumerate(self._items):
            self.setTabText(place, "")
            self.setTabText(place, escaped(item.text))
        self.updateGeometry()
        self.update()

    def _current_moved(self) -> None:
        if self._compact:  # else every tab is as wide as before
            self._measure_again()

    def _on_current(self, place: int) -> None:
        self._current_moved()
        self.chosen.emit(self._items[place].key)

    def _on_click(self, place: int) -> None:
        # The current tab says nothing of a click, but a page over it is left by one.
        if not self._lit and place >= 0 and place == self.currentIndex():
            self.chosen.emit(self._items[place].key)

    def _shows_words(self, place: int) -> bool:
        return not self._compact or place == self.currentIndex()

    def _width(self, place: int, words: bool) -> int:
        item = self._items[place]
        count = self._counts.get(item.key, (0, ""))[0]
        width = theme.scaled(4 + 16 + 4)
        if words:
            width += theme.scaled(6) + paint.text_width(item.text, "strong")
        if count:
            width += theme.scaled(6) + paint.pill_width(str(count))
        return width + theme.scaled(20)

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._width(index, self._shows_words(index)), theme.scaled(BAR))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place in range(self.count()):
            self._paint_tab(painter, place)

    def _paint_tab(self, painter: QPainter, place: int) -> None:
        rect = self.tabRect(place).adjusted(0, 0, -theme.scaled(20), 0)
        item = self._items[place]
        here = place == self.currentIndex()
        current = here and self._lit
        side = theme.scaled(16)
        left = rect.left() + theme.scaled(4)
        spot = paint.beside(rect, side, theme.scaled(4))
        icons.draw(painter, spot, item.icon, "accent" if current else "ink2")
        left += side + theme.scaled(6)
        if self._shows_words(place):
            room = QRect(left, rect.top(), rect.right() - left + theme.scaled(20), rect.height())
            role, ink = ("strong", "ink") if current else ("medium", "ink2")
            left += paint.text(painter, room, item.text, role, ink, elide="") + theme.scaled(6)
        count, tone = self._counts.get(item.key, (0, ""))
        if count:
            paint.pill(painter, QRect(left, rect.top(), rect.width(), rect.height()), str(count), tone)
        if current:
            bar = QRect(rect.left(), rect.bottom() - theme.scaled(3) + 1, rect.width(), theme.scaled(3))
            paint.box(painter, bar, "accent")
        if here and self.hasFocus():
            paint.focus_ring(painter, rect.adjusted(0, 7, 0, -7), theme.RADIUS["button"])
