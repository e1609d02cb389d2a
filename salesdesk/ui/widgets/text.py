"""Text on screen: always plain, never cut above or below, with its whole words in the tooltip when elided."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from salesdesk.ui import paint, theme

Align = Qt.AlignmentFlag
_LINE_BREAK = "\u2028"
_ELIDES = {"end": Qt.TextElideMode.ElideRight, "middle": Qt.TextElideMode.ElideMiddle}
_SINGLE = Qt.TextFlag.TextSingleLine.value | Qt.TextFlag.TextDontClip.value
_ONE_LINE = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
_WRAPPED = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
_WRAPPED.setHeightForWidth(True)


def plain_tip(words: str) -> str:
    """Words as a tooltip may show them: Qt would read what looks like HTML as HTML."""
    if "<" not in words and "&lt;" not in words:
        return words
    return "<qt>" + html.escape(words).replace("\n", "<br>") + "</qt>"


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say something when it is next quiet."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

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
        self._own_tip = False
        self._heights: dict[int, int] = {}
        if wrap:
            self.setWordWrap(True)
        wanted = align or Align.AlignLeft
        if not wanted & Align.AlignVertical_Mask:
            wanted |= Align.AlignTop if wrap else Align.AlignVCenter
        self.setAlignment(wanted)
        self.setSizePolicy(_WRAPPED if wrap else _ONE_LINE)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if buddy is not None:
            self.setBuddy(buddy)
        self.setFont(theme.font(role))
        if selectable:
            self._recolour()
        self.setText(text)

    def setText(self, text: str) -> None:
        """Change the words."""
        self._heights.clear()
        super().setText(text)
        if self._elide and self.isVisible():
            self._tell_whole()

    def set_role(self, role: str) -> None:
        """Change the kind of text."""
        self._role = role
        font = theme.font(role)
        font.setStrikeOut(self._struck)
        self.setFont(font)
        self._heights.clear()
        self.updateGeometry()

    def set_color(self, color: str) -> None:
        """Change the colour, a name of the theme."""
        self._color = color
        if self._is_selectable():
            self._recolour()
        self.update()

    def set_struck(self, struck: bool) -> None:
        """Strike the text through, as in a row that is done."""
        self._struck = struck
        self.set_role(self._role)

    def is_elided(self) -> bool:
        """Whether the place is too narrow for the whole text on one line."""
        return self._natural_width() > self.contentsRect().width() + 1

    def _is_selectable(self) -> bool:
        return bool(self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse)

    def _recolour(self) -> None:
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme.color(self._color))
        self.setPalette(palette)

    def _natural_width(self) -> int:
        return paint.text_width(self.text(), self._role)

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
            longest = max((paint.text_width(word, self._role) for word in self.text().split()), default=0)
            return QSize(min(longest + 2, theme.scaled(240)), theme.wrapped_line_height(self._role))
        if self._elide:
            return QSize(min(self._natural_width() + 1, theme.scaled(36)), theme.line_height(self._role))
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        if not self.wordWrap():
            return -1
        found = self._heights.get(width)
        if found is None:
            count = 1
            if "\n" in self.text() or self._natural_width() > width:
                count = max(1, self._lines(width).lineCount())
            pitch = theme.wrapped_line_height(self._role)
            found = theme.line_height(self._role) if count == 1 else count * pitch + 2
            self._heights[width] = found
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_selectable():
            super().paintEvent(event)  # the selection is Qt's
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.color(self._color) if self.isEnabled() else theme.color("ink3"))
        rect = self.contentsRect()
        if self.wordWrap() and (rect.height() > 1.4 * theme.line_height(self._role) or self.is_elided()):
            self._paint_lines(painter)
            return
        shown = self.text()
        if self._elide and self._natural_width() > rect.width() + 1:
            shown = theme.metrics(self._role).elidedText(shown, _ELIDES[self._elide], rect.width() + 1)
        painter.drawText(rect, self.alignment().value | _SINGLE, shown)

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

    def _tell_whole(self) -> None:
        """The whole words in the tooltip while they are shortened; a tooltip of somebody else stays."""
        if self.is_elided():
            if self._own_tip or not self.toolTip():
                self._own_tip = True
                self.setToolTip(plain_tip(self.text()))
        elif self._own_tip:
            self._own_tip = False
            self.setToolTip("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._elide:
            self._tell_whole()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._is_selectable():
            self._recolour()


class Emphasis(Label):
    """One line of text whose parts between ``**`` are strong: "**4** calls · **2** promises left"."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        color: str = "ink2",
        strong_color: str = "ink",
        *,
        strong_role: str = "",
        align: Align | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._parts: list[tuple[str, bool]] = []
        usual = "caption_strong" if role.startswith("caption") else "strong"
        self._strong = (strong_role or usual, strong_color)
        super().__init__(text, role, color, elide="end", align=align, parent=parent)

    def setText(self, text: str) -> None:
        pieces = text.split("**")
        self._parts = [(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece]
        super().setText("".join(pieces))

    def sizeHint(self) -> QSize:
        tallest = max(theme.line_height(role) for role in (self._role, self._strong[0]))
        return QSize(self._natural_width() + 1, tallest)

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
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.setFixedSize(paint.key_cap_width(key), theme.scaled(20))
        self.update()

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
