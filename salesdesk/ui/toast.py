"""The message at the bottom left after something was done, with its undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QWidget

from salesdesk.base.i18n import _
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.keycaps import show_key
from salesdesk.ui.widgets import announce, plain_tip

STAYS_MS = 8000
_EDGE = 20


class _UndoButton(QToolButton):
    """Words on the dark ground of the toast; its key beside them."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_words(self, text: str, key: str) -> None:
        self.setText(text)
        self._key = show_key(key)
        self.setAccessibleName(f"{text} {self._key}" if key else text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        key = theme.scaled(8) + paint.text_width(self._key, "caption") if self._key else 0
        return QSize(paint.text_width(self.text(), "strong") + key + theme.scaled(13), theme.height("target"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pad = theme.scaled(6)
        room = self.rect().adjusted(pad, 0, 0, 0)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.opposite("accentInk"))
        flags = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
        painter.drawText(room, flags, self.text())
        words = paint.text_width(self.text(), "strong")
        if self.underMouse() or self.hasFocus():
            line = QRect(pad, self.height() // 2 + theme.scaled(8), words, 1)
            painter.fillRect(line, theme.opposite("accentInk"))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.opposite("ink3"))
        painter.drawText(room.adjusted(words + theme.scaled(8), 0, 0, 0), flags, self._key)
        if self.hasFocus():
            painter.setPen(theme.opposite("accentInk"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 3, 3)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class Toasts(QFrame):
    """One message at most, over the bottom left of a window; a newer one takes its place.

    It goes by itself after 8 seconds, but stays while the mouse is over it or it has the focus.
    """

    def __init__(self, window: QWidget, bottom: int = 29) -> None:
        super().__init__(window)
        self._bottom = bottom
        self._text = ""
        self._icon = "check"
        self._on_undo: Callable[[], object] | None = None
        self._came_from: QWidget | None = None
        self.hushed = False
        """While the screen is locked, nothing is shown or said: it may name a customer."""
        self._button = _UndoButton(self)
        self._button.clicked.connect(self._undo)
        self._button.left.connect(self._start)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self.dismiss)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        window.installEventFilter(self)
        self.hide()

    def show_toast(
        self,
        text: str,
        *,
        on_undo: Callable[[], object] | None = None,
        undo_text: str = "",
        key: str = "Ctrl+Z",
        icon: str = "check",
    ) -> None:
        """Show a message; ``on_undo`` adds the button that takes it back."""
        if self.hushed:
            return
        self._text, self._icon, self._on_undo = text, icon, on_undo
        self._button.setVisible(on_undo is not None)
        words = undo_text or _("Undo")
        self._button.show_words(words, key)
        self.setAccessibleName(text)
        self.setToolTip("")
        self.place()
        self.show()
        self.raise_()
        self._start()
        spoken = _("{message}. {action}: {key}").format(message=text, action=words, key=show_key(key))
        announce(self, spoken if on_undo is not None else text)

    def text(self) -> str:
        """What it says, "" while it is hidden."""
        return self._text if not self.isHidden() else ""

    def dismiss(self) -> None:
        """Take the message away and give the focus back."""
        self._timer.stop()
        had_focus = self._button.hasFocus()
        self.hide()
        if had_focus and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None

    def focus(self) -> bool:
        """Put the focus on the undo button; False when there is nothing to put it on."""
        if self.isHidden() or self._on_undo is None:
            return False
        self._came_from = self.window().focusWidget()
        self._timer.stop()
        self._button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _undo(self) -> None:
        action = self._on_undo
        self.dismiss()
        if action is not None:
            action()

    def _start(self) -> None:
        if not self.underMouse() and not self._button.hasFocus():
            self._timer.start()

    def place(self) -> None:
        """Take the size the message needs, at the bottom left of the window."""
        pad, gap = theme.scaled(14), theme.scaled(8)
        words = theme.scaled(16) + gap + paint.text_width(self._text, "medium")
        button = self._button.sizeHint() if self._on_undo is not None else QSize(0, 0)
        tail = button.width() + theme.scaled(14) if button.width() else 0
        window = self.parentWidget() or self
        width = min(pad + words + tail + pad, window.width() - 2 * _EDGE)
        height = theme.scaled(40)
        self.setGeometry(_EDGE, window.height() - self._bottom - 12 - height, width, height)
        left = width - button.width() - theme.scaled(8)
        self._button.setGeometry(left, (height - button.height()) // 2, button.width(), button.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self.rect(), "ink", "", theme.RADIUS["card"])
        side, left = theme.scaled(16), theme.scaled(14)
        icons.draw(painter, QRect(left, (self.height() - side) // 2, side, side), self._icon, "surface")
        left += side + theme.scaled(8)
        right = self._button.x() - theme.scaled(8) if self._on_undo is not None else self.width() - 12
        room = QRect(left, 0, right - left, self.height())
        used = paint.text(painter, room, self._text, "medium", "surface")
        if used < paint.text_width(self._text, "medium"):
            self.setToolTip(plain_tip(self._text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._button.hasFocus():
            self._undo()
        else:
            super().keyPressEvent(event)
