"""Choosing one of a few: chips for filters, segments for views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from salesdesk.ui import paint, theme
from salesdesk.ui.widgets.badges import count_words
from salesdesk.ui.widgets.face import Face, WordButton
from salesdesk.ui.widgets.text import plain_tip


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
