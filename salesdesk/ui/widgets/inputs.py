"""Things to type into, and the names above them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QLineEdit, QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.widgets.buttons import IconButton
from salesdesk.ui.widgets.layouts import STRETCH, column, row
from salesdesk.ui.widgets.messages import InlineError
from salesdesk.ui.widgets.text import Label

QUIET_MS = 150


class FormField(QWidget):
    """A field with its name above it, and below it help or what is wrong."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        help: str = "",  # noqa: A002 - reads as what it is
        trailing: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.label = Label(label, "caption_medium", "ink2", elide="end", buddy=editor)
        self._help: Label | None = None
        self._error: InlineError | None = None
        head: QWidget | QLayout = self.label
        if trailing is not None:
            head = row(self.label, STRETCH, trailing)
        layout = column(head, editor, spacing=3)
        # A taller neighbour must not decide where a field stands.
        if editor.sizePolicy().verticalPolicy() != QSizePolicy.Policy.Expanding:
            layout.addStretch(1)
        self._layout = layout
        self.setLayout(layout)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        self.set_help(help)

    def set_error(self, text: str) -> None:
        """Say what is wrong; "" says nothing is."""
        if self._error is None:
            if not text:
                return
            self._error = InlineError()
            self._below(self._error)
        self._error.setText(text)
        self._show_help()
        self.editor.setAccessibleDescription(text or self.help())
        self.editor.setProperty("wrong", bool(text))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def clear_error(self) -> None:
        """Nothing is wrong any more."""
        if self.error():
            self.set_error("")

    def error(self) -> str:
        """What is wrong, "" when nothing is."""
        return self._error.text() if self._error is not None else ""

    def help(self) -> str:
        """The quiet sentence below the field."""
        return self._help.text() if self._help is not None else ""

    def set_help(self, text: str) -> None:
        """Change the quiet sentence below the field; "" shows none."""
        if self._help is None:
            if not text:
                return
            self._help = Label("", "caption", "ink3", wrap=True)
            self._below(self._help)
        self._help.setText(text)
        self._show_help()
        if not self.error():
            self.editor.setAccessibleDescription(text)

    def _below(self, words: QWidget) -> None:
        """Put words under the editor; they must not decide how wide the field is."""
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._layout.insertWidget(2, words)

    def _show_help(self) -> None:
        if self._help is not None:
            self._help.setVisible(bool(self._help.text()) and not self.error())


class SearchField(QLineEdit):
    """A field to search or filter with; tells what was typed after a pause, never while composing.

    ``quiet_ms`` is the pause: 0 where a search is bounded, so that every key is answered at once.
    """

    searched = Signal(str)

    def __init__(
        self,
        placeholder: str,
        *,
        icon: str = "search",
        key: str = "",
        name: str = "",
        quiet_ms: int = QUIET_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._key = icon, key
        self._composing = False
        self._told = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self._clear = IconButton("x", _("Clear"), size="row", on_click=self._on_clear, parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.hide()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(quiet_ms)
        self._quiet.timeout.connect(self.search_now)
        self.textChanged.connect(self._on_changed)
        right = self._clear.sizeHint().width() if not key else paint.key_cap_width(key) + theme.scaled(8)
        self.setTextMargins(theme.scaled(24), 0, right, 0)

    def search_now(self) -> None:
        """Tell what is typed without waiting; waits all the same while a word is being composed."""
        self._quiet.stop()
        if not self._composing and self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing:
            self._quiet.start()

    def _on_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._quiet.start()
        self.update()

    def _on_clear(self) -> None:
        self.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._clear.sizeHint()
        self._clear.setGeometry(
            self.width() - size.width() - 4, (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.scaled(16)
        spot = self.rect().adjusted(theme.scaled(10), 0, 0, 0)
        spot.setWidth(side)
        icons.draw(painter, spot, self._icon, "ink2" if self.hasFocus() else "ink3")
        if self._key and not self.text():
            width = paint.key_cap_width(self._key)
            left = self.width() - width - theme.scaled(7)
            paint.key_cap(painter, self.rect().adjusted(left, 0, 0, 0), self._key)
