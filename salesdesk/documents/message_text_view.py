"""The field in which a message is written: words in braces come from a menu, strange ones are told below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QSizePolicy, QWidget

from salesdesk.base.fold import nfc
from salesdesk.base.i18n import _, language
from salesdesk.documents.message_rules import PLACEHOLDERS, Placeholder, remark
from salesdesk.ui import theme
from salesdesk.ui.widgets import STRETCH, Button, InlineError, Label, boxed, column, row


class MessageText(QWidget):
    """A text with its words in braces.

    ``edited`` tells of every change, ``left`` that the field lost the keyboard, ``sent`` that Ctrl+Enter
    was pressed in it.
    """

    edited = Signal()
    left = Signal()
    sent = Signal()

    def __init__(self, title: str, *, lines: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.input = QPlainTextEdit()
        self.input.setAccessibleName(title)
        self.input.setTabChangesFocus(True)
        self.input.setFixedHeight(lines * theme.wrapped_line_height("body") + theme.scaled(16))
        self.input.textChanged.connect(self._changed)
        self.input.installEventFilter(self)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.words = Button(
            _("Insert a word"), "ghost", icon="plus", size="small", menu=self._menu,
            tooltip=_("Words in braces are replaced by each person’s own"),
        )  # fmt: skip
        self._error = InlineError()
        # A remark is no mistake: the text is saved and sent as it stands.
        self._remark = Label("", "caption", "warnInk", wrap=True)
        for below in (self._error, self._remark):
            below.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._head = row(Label(title, "caption_medium", "ink2", buddy=self.input), STRETCH, self.words)
        self.setLayout(column(boxed(self._head), self.input, self._error, self._remark, spacing=3))
        self._remark.hide()

    def text(self) -> str:
        """What is written."""
        return nfc(self.input.toPlainText())

    def set_text(self, text: str) -> None:
        """Show another text; one that is there already keeps its caret."""
        if text != self.text():
            self.input.setPlainText(text)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a widget at the right of the field's name."""
        self._head.addWidget(widget)

    def remark(self) -> str:
        """What is said below the field about its words in braces, "" for nothing."""
        return self._remark.text()

    def set_error(self, words: str) -> None:
        """Say below the field why it cannot be saved; "" says nothing is wrong."""
        self._error.setText(words)
        self._show_remark()

    def _show_remark(self) -> None:
        words = remark(self.text())
        self._remark.setText(words)
        self._remark.setVisible(bool(words) and not self._error.text())
        self.input.setAccessibleDescription(self._error.text() or words)

    def insert(self, placeholder: Placeholder) -> None:
        """Put a word in braces where the caret is."""
        word = placeholder.vietnamese if language() == "vi" else placeholder.key
        self.input.insertPlainText(f"{{{word}}}")
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for placeholder in PLACEHOLDERS:
            entry = self._menu.addAction(_(placeholder.label).replace("&", "&&"))
            entry.triggered.connect(partial(self._insert, placeholder))

    def _insert(self, placeholder: Placeholder, _checked: bool = False) -> None:
        self.insert(placeholder)

    def _changed(self) -> None:
        self.set_error("")
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter sends; leaving the field is told."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.left.emit()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.sent.emit()
                return True
        return False
