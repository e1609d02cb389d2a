"""Choosing one of a few: chips for filters, segments for views."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.widgets.badges import count_words
from salesdesk.ui.widgets.buttons import IconButton
from salesdesk.ui.widgets.face import Face, WordButton, escaped
from salesdesk.ui.widgets.text import plain_tip

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Chip(WordButton):
    """A pill that is on or off, with an icon and a count where wanted."""

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        count: int | None = None,
        checked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._count = icon, count
        self.setCheckable(True)
        self.setChecked(checked)
        self.setText(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        """Change the count beside the words; None shows none."""
        self._count = count
        self.setAccessibleName(count_words(self.text(), count))
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        """Change the icon; "" takes it away."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def count(self) -> int | None:
        """The count beside the words."""
        return self._count

    def face(self) -> Face:
        """What it shows; always measured as if it were on, so that choosing moves nothing."""
        count = "" if self._count is None else str(self._count)
        return Face(self._icon, self.text(), count, role="strong", pad=10, gap=6)

    def sizeHint(self) -> QSize:
        return self.face().size(theme.height("chip"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        fill = "accentSoft" if on else "hover" if self.underMouse() else "surface"
        radius = self.height() / 2
        paint.box(painter, self.rect(), fill, "accent" if on else "btn", radius)
        face = self.face()
        face.role = "strong" if on else "medium"
        ink = "accentInk" if on else "ink2"
        icon = "warnInk" if self._icon == "triangle-alert" and not on else ink
        face.paint(painter, self.rect(), ink, icon_color=icon, count_color="accentInk" if on else "ink3")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), radius)


@dataclass(frozen=True, slots=True)
class ChipItem:
    """One filter of a row of chips."""

    key: str
    text: str
    icon: str = ""
    count: int | None = None


class ChipRow(QWidget):
    """Filters of which one is chosen; those that do not fit are in the menu behind the dots."""

    chosen = Signal(str)

    def __init__(
        self, items: Iterable[ChipItem] = (), current: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name or _("Filters"))
        self._gap = theme.scaled(6)
        self._chips: dict[str, Chip] = {}
        self._current = current
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._menu = QMenu(self)
        self._more = IconButton("ellipsis", _("More filters"), menu=self._menu, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_items(items, current)

    def set_items(self, items: Iterable[ChipItem], current: str | None = None) -> None:
        """Show other filters; keeps the chosen one when it is among them."""
        for chip in self._chips.values():
            self._group.removeButton(chip)
            chip.setParent(None)
            chip.deleteLater()
        self._chips = {}
        for item in items:
            chip = Chip(item.text, icon=item.icon, count=item.count, parent=self)
            chip.clicked.connect(lambda _on=False, key=item.key: self._choose(key))
            chip.installEventFilter(self)
            self._group.addButton(chip)
            self._chips[item.key] = chip
        wanted = self._current if current is None else current
        self.set_current(wanted if wanted in self._chips else next(iter(self._chips), ""))
        self.updateGeometry()

    def current(self) -> str:
        """The key of the chosen filter."""
        return self._current

    def set_current(self, key: str) -> None:
        """Choose a filter without telling anybody."""
        self._current = key
        if key in self._chips:
            self._chips[key].setChecked(True)
        self._arrange()

    def set_count(self, key: str, count: int | None) -> None:
        """Change a filter's count."""
        if key in self._chips:
            self._chips[key].set_count(count)
            self._arrange()

    def keys(self) -> list[str]:
        """The keys of all filters, in order."""
        return list(self._chips)

    def _choose(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)

    def sizeHint(self) -> QSize:
        widths = [chip.sizeHint().width() + self._gap for chip in self._chips.values()]
        return QSize(sum(widths), theme.height("chip"))

    def minimumSizeHint(self) -> QSize:
        widest = max((chip.sizeHint().width() for chip in self._chips.values()), default=0)
        return QSize(widest + self._gap + self._more.sizeHint().width(), theme.height("chip"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _fitting(self) -> list[str]:
        """The keys that fit beside the menu button; the chosen one always does."""
        room = self.width()
        needs = {key: chip.sizeHint().width() + self._gap for key, chip in self._chips.items()}
        if sum(needs.values()) - self._gap <= room:
            return list(needs)
        room -= self._more.sizeHint().width() + needs.get(self._current, 0)
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
        hidden = [key for key in self._chips if key not in shown]
        self._more.setVisible(bool(hidden))
        hint = self._more.sizeHint()
        self._more.setGeometry(left, (self.height() - hint.height()) // 2, hint.width(), hint.height())
        self._fill_menu(hidden)

    def _fill_menu(self, hidden: Sequence[str]) -> None:
        self._menu.clear()
        for key in hidden:
            chip = self._chips[key]
            words = chip.text() if chip.count() is None else f"{chip.text()}   {chip.count()}"
            action = self._menu.addAction(escaped(words))
            if chip.face().icon:
                action.setIcon(icons.icon(chip.face().icon))
            action.triggered.connect(lambda _on=False, key=key: self._choose(key))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _ARROWS.get(Qt.Key(event.key()))
            if step and isinstance(watched, Chip):
                visible = [chip for chip in self._chips.values() if not chip.isHidden()]
                place = visible.index(watched) + step
                if 0 <= place < len(visible):
                    visible[place].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False


class SegmentItem(NamedTuple):
    """One view of a segmented switch."""

    key: str
    text: str
    icon: str = ""


class _Segment(WordButton):
    def __init__(self, item: SegmentItem, icons_only: bool, size: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._only, self._size = item.icon, icons_only, size
        self.setText(item.text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(item.text)
        if icons_only:
            self.setToolTip(plain_tip(item.text))

    def face(self) -> Face:
        words = "" if self._only else self.text()
        return Face(self._icon, words, role="strong", pad=6 if self._only else 10, gap=6)

    def sizeHint(self) -> QSize:
        return self.face().size(theme.height(self._size) - 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        if on:
            paint.box(painter, self.rect(), "surface", "btn", 5)
        face = self.face()
        face.role = "strong" if on else "medium"
        face.paint(painter, self.rect(), "ink" if on or self.underMouse() else "ink2")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 5)


class Segmented(QWidget):
    """A switch between two to five views, side by side."""

    chosen = Signal(str)

    def __init__(
        self,
        items: Sequence[SegmentItem | tuple[str, str] | tuple[str, str, str]],
        current: str = "",
        *,
        icons_only: bool = False,
        name: str = "",
        size: str = "segment",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(1)
        for raw in items:
            item = SegmentItem(*raw)
            segment = _Segment(item, icons_only, size, self)
            segment.clicked.connect(lambda _on=False, key=item.key: self.chosen.emit(key))
            self._group.addButton(segment)
            self._segments[item.key] = segment
            layout.addWidget(segment)
        self.set_current(current or next(iter(self._segments), ""))

    def current(self) -> str:
        """The key of the chosen view."""
        return next((key for key, s in self._segments.items() if s.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose a view without telling anybody; an unknown key changes nothing."""
        if key in self._segments:
            self._segments[key].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.box(QPainter(self), self.rect(), "hover", "line", theme.RADIUS["button"])
