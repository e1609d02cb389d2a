"""Text on screen: always plain, never cut above or below, with its whole words in the tooltip when elided."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from salesdesk.ui import paint, theme

Align = Qt.AlignmentFlag
_LINE_BREAK = "\u2028"


def plain_tip(words: str) -> str:
    """Words as a tooltip may show them: Qt would read what looks like HTML as HTML."""
    return f"<qt>{html.escape(words)}</qt>" if "<" in words else words


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say something when it is next quiet."""
    if QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)


class Label(QLabel):
    """A piece of plain text in one of the kinds of ``theme.font`` and a colour of the theme.

    One line unless ``wrap``; ``elide`` "end" or "middle" lets a narrow place shorten it.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        color: str = "ink",
        *,
        elide: str = "",
        wrap: bool = False,
        selectable: bool = False,
        align: Align | None = None,
        buddy: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role, self._color, self._elide = role, color, elide
        self._struck = False
        self.setWordWrap(wrap)
        wanted = align or Align.AlignLeft
        if not wanted & Align.AlignVertical_Mask:
            wanted |= Align.AlignTop if wrap else Align.AlignVCenter
        self.setAlignment(wanted)
        across = QSizePolicy.Policy.Preferred
        policy = QSizePolicy(across, QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if buddy is not None:
            self.setBuddy(buddy)
        self.set_role(role)
        self.setText(text)

    def set_role(self, role: str) -> None:
        """Change the kind of text."""
        self._role = role
        font = theme.font(role)
        font.setStrikeOut(self._struck)
        self.setFont(font)
        self._recolour()
        self.updateGeometry()

    def set_color(self, color: str) -> None:
        """Change the colour, a name of the theme."""
        self._color = color
        self._recolour()
        self.update()

    def set_struck(self, struck: bool) -> None:
        """Strike the text through, as in a row that is done."""
        self._struck = struck
        self.set_role(self._role)

    def is_elided(self) -> bool:
        """Whether the place is too narrow for the whole text."""
        return not self.wordWrap() and self._natural_width() > self.contentsRect().width() + 1

    def _recolour(self) -> None:
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme.color(self._color))
        self.setPalette(palette)

    def _natural_width(self) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(self.text())

    def _lines(self, width: int) -> QTextLayout:
        layout = QTextLayout(self.text().replace("\n", _LINE_BREAK), self.font())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
        layout.endLayout()
        return layout

    def sizeHint(self) -> QSize:
        if self.wordWrap():
            width = min(self._natural_width() + 2, theme.scaled(480))
            return QSize(width, self.heightForWidth(width))
        return QSize(self._natural_width() + 1, theme.line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        if self.wordWrap():
            metrics = QFontMetrics(self.font())
            longest = max((metrics.horizontalAdvance(w) for w in self.text().split()), default=0)
            return QSize(min(longest + 2, theme.scaled(240)), theme.wrapped_line_height(self._role))
        if self._elide:
            return QSize(min(self._natural_width() + 1, theme.scaled(36)), theme.line_height(self._role))
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        if not self.wordWrap():
            return -1
        count = max(1, self._lines(width).lineCount())
        if count == 1:
            return theme.line_height(self._role)
        return count * theme.wrapped_line_height(self._role) + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            super().paintEvent(event)  # the selection is Qt's
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        if self.wordWrap():
            self._paint_lines(painter)
            return
        metrics = QFontMetrics(self.font())
        mode = Qt.TextElideMode.ElideMiddle if self._elide == "middle" else Qt.TextElideMode.ElideRight
        rect = self.contentsRect()
        shown = metrics.elidedText(self.text(), mode, rect.width() + 1) if self._elide else self.text()
        flags = Qt.TextFlag.TextSingleLine.value | Qt.TextFlag.TextDontClip.value
        painter.drawText(rect, self.alignment().value | flags, shown)

    def _paint_lines(self, painter: QPainter) -> None:
        rect = self.contentsRect()
        layout = self._lines(rect.width())
        one = layout.lineCount() == 1
        pitch = theme.line_height(self._role) if one else theme.wrapped_line_height(self._role)
        top = float(rect.top())
        if self.alignment() & Align.AlignVCenter:
            top += (rect.height() - pitch * layout.lineCount()) / 2
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            left = float(rect.left())
            if self.alignment() & Align.AlignRight:
                left += rect.width() - line.naturalTextWidth()
            elif self.alignment() & Align.AlignHCenter:
                left += (rect.width() - line.naturalTextWidth()) / 2
            line.setPosition(QPointF(0, 0))
            line.draw(painter, QPointF(left, top + number * pitch + (pitch - line.height()) / 2))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.toolTip() or (self.text() if self.is_elided() else "")
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        if event.type() == QEvent.Type.StyleChange:
            self._recolour()
        return super().event(event)


class Emphasis(Label):
    """One line of text whose parts between ``**`` are strong: "**4** calls · **2** promises left"."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        color: str = "ink2",
        *,
        strong_role: str = "strong",
        strong_color: str = "ink",
        align: Align | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._parts: list[tuple[str, bool]] = []
        self._strong = (strong_role, strong_color)
        super().__init__(text, role, color, elide="end", align=align, parent=parent)

    def setText(self, text: str) -> None:
        pieces = text.split("**")
        self._parts = [(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece]
        super().setText("".join(pieces))

    def _natural_width(self) -> int:
        return sum(paint.text_width(t, self._strong[0] if s else self._role) for t, s in self._parts)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.contentsRect()
        left = rect.left()
        if self.alignment() & Align.AlignRight:
            left = max(left, rect.right() + 1 - self._natural_width())
        for words, strong in self._parts:
            role, color = self._strong if strong else (self._role, self._color)
            room = QRect(left, rect.top(), rect.right() + 2 - left, rect.height())
            if room.width() <= 0:
                return
            left += paint.text(painter, room, words, role, color)


class KeyCap(QWidget):
    """A key hint, as in the status bar."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setFixedSize(paint.key_cap_width(key), theme.scaled(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.key_cap(QPainter(self), self.rect(), self._key)


class Divider(QWidget):
    """A thin line between things."""

    def __init__(self, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("line"))
