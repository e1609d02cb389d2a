"""Where a PIN is typed: drawn as boxes, but one plain password field for readers and for pasting."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.staff.pins import digits
from salesdesk.ui import paint, theme

_WIDE, _TALL, _GAP = 44, 48, 10


class PinField(QLineEdit):
    """``complete`` gives the PIN as soon as its last digit is there, typed or pasted.

    In it ``moved`` tells of the arrow keys (-1, 1), ``lettered`` of a letter: both choose the person.
    """

    complete = Signal(str)
    moved = Signal(int)
    lettered = Signal(str)

    def __init__(self, length: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length = length
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhHiddenText)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textChanged.connect(self._tidy)
        self.set_length(length)

    def set_length(self, length: int) -> None:
        """How many digits are asked for."""
        self._length = length
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        wide = self._length * theme.scaled(_WIDE) + (self._length - 1) * theme.scaled(_GAP)
        return QSize(wide, theme.scaled(_TALL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _tidy(self, text: str) -> None:
        plain = digits(text)[: self._length]
        if plain != text:
            self.setText(plain)  # tells of the change again
        elif len(plain) == self._length and not self.isReadOnly():
            self.complete.emit(plain)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.choose_by(event):
            super().keyPressEvent(event)

    def choose_by(self, event: QKeyEvent) -> bool:
        """Take arrow keys and letters for choosing the person; whether it was one of them."""
        arrows = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if event.key() in arrows and not held:
            self.moved.emit(arrows[Qt.Key(event.key())])
        elif event.text()[:1].isalpha() and not held:
            self.lettered.emit(event.text())
        else:
            return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        typed = len(self.text())
        wide, gap = theme.scaled(_WIDE), theme.scaled(_GAP)
        for place in range(self._length):
            spot = QRect(place * (wide + gap), 0, wide, self.height())
            here = self.hasFocus() and place == min(typed, self._length - 1)
            edge, thick = ("accent", 2.0) if here else ("line" if self.isReadOnly() else "line2", 1.0)
            fill = "sunken" if self.isReadOnly() else "surface"
            paint.box(painter, spot, fill, edge, theme.RADIUS["button"], thick)
            if place < typed:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("ink"))
                painter.drawEllipse(QPointF(spot.center()), theme.scaled(5), theme.scaled(5))
