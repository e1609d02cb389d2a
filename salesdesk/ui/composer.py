"""Writing down what happened: a note, call, visit or message; and a call's outcome with the next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.widgets import STRETCH, Button, Label, Segmented, SegmentItem, row

KINDS = (
    ("note", N_("Note"), "pencil"),
    ("call", N_("Call"), "phone"),
    ("visit", N_("Visit"), "map-pin"),
    ("message", N_("Message"), "message-square"),
)


class Entry(NamedTuple):
    """What was written: ``kind`` is a key of `KINDS`; the text has no blanks around it."""

    kind: str
    text: str


class Reply(NamedTuple):
    """A ready-made reply: its name in the menu, its text, and the kind of entry it makes of an empty note."""

    name: str
    text: str
    kind: str = ""


class _Box(QFrame):
    """The edge around text and button; it has the focus ring of the text inside."""

    def __init__(self, inner: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._inner = inner
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint anew when the text gains or loses the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, with the edge of a field."""
        focused = self._inner.hasFocus()
        edge, width = ("focus", 2.0) if focused else ("line2", 1.0)
        paint.box(QPainter(self), self.rect(), "surface", edge, theme.RADIUS["field"], width)


class _Text(QPlainTextEdit):
    """Plain text; Ctrl+Enter sends, Tab leaves."""

    sent = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QPlainTextEdit { border: none; background: transparent; padding: 0; }")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._fit)
        self._fit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether a word is being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter sends."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and not self.composing:
            self.sent.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        lines = min(max(self.document().blockCount(), 1), 8)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + theme.scaled(9))


class Composer(QWidget):
    """What kind of thing happened, and its text. It keeps the text until `clear` is called."""

    added = Signal(object)
    """(Entry) Never an empty one."""

    def __init__(
        self,
        kinds: Sequence[str] = ("note", "call", "visit", "message"),
        *,
        hint: str = "",
        replies: Sequence[Reply] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        known = {key: (key, _(label), icon) for key, label, icon in KINDS}
        items = [SegmentItem(*known[key]) for key in kinds]
        self._kinds = Segmented(items, name=_("Kind of entry"))
        self._kinds.chosen.connect(lambda _key: self.focus_text())
        self._replies = QMenu(self)
        self._replies_button = Button(_("Ready-made replies"), "ghost", icon="text-quote", size="small")
        self._replies_button.setMenu(self._replies)
        self._text = _Text()
        self._text.setAccessibleName(_("What happened"))
        self._text.sent.connect(self.send)
        self._hint = Label(hint, "caption", "ink3", elide="end")
        add = Button(_("Add"), "primary", key="Ctrl+Return", size="small", on_click=self.send)
        box = _Box(self._text, self)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(9, 6, 8, 8)
        inside.setSpacing(4)
        inside.addWidget(self._text)
        self._foot = row(self._hint, STRETCH, self._replies_button, add)
        inside.addLayout(self._foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._top = row(self._kinds, STRETCH)
        layout.addLayout(self._top)
        layout.addWidget(box)
        self.setFocusProxy(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_replies(replies)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The replies stand beside the kinds; in a narrow place beside Add."""
        super().resizeEvent(event)
        wanted = self._kinds.sizeHint().width() + self._replies_button.sizeHint().width() + 8
        above = self._top.indexOf(self._replies_button) >= 0
        if above != (self.width() >= wanted):
            source, target = (self._top, self._foot) if above else (self._foot, self._top)
            source.removeWidget(self._replies_button)
            target.insertWidget(2, self._replies_button)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the kinds: the replies then stand elsewhere."""
        least = super().minimumSizeHint()
        return QSize(self._kinds.minimumSizeHint().width(), least.height())

    @property
    def kind(self) -> str:
        """The chosen kind."""
        return self._kinds.current()

    def set_kind(self, kind: str) -> None:
        """Choose a kind."""
        self._kinds.set_current(kind)

    def set_hint(self, hint: str) -> None:
        """The quiet words below the text."""
        self._hint.setText(hint)

    def set_replies(self, replies: Sequence[Reply]) -> None:
        """The ready-made texts; the button is hidden when there are none."""
        self._replies.clear()
        for reply in replies:
            line = self._replies.addAction(reply.name.replace("&", "&&"))
            line.triggered.connect(lambda _on=False, reply=reply: self._insert(reply))
        self._replies_button.setVisible(bool(replies))

    def _insert(self, reply: Reply) -> None:
        if reply.kind and not self.text() and self.kind != reply.kind:
            self.set_kind(reply.kind)
            self._kinds.chosen.emit(reply.kind)
        self._text.insertPlainText(reply.text)
        self.focus_text()

    def text(self) -> str:
        """What is written, without blanks around it."""
        return nfc(self._text.toPlainText()).strip()

    def set_text(self, text: str) -> None:
        """Put a draft back."""
        self._text.setPlainText(text)

    def clear(self) -> None:
        """Empty the text, after it was saved."""
        self._text.clear()

    def focus_text(self) -> None:
        """Begin to write."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self) -> None:
        """Hand the entry over; with nothing written the text gets the focus instead."""
        if self.text():
            self.added.emit(Entry(self.kind, self.text()))
        else:
            self.focus_text()


class NoteField(QLineEdit):
    """One line that becomes a note with Enter."""

    added = Signal(object)
    """(Entry)"""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder or _("Write a note"))
        self.setAccessibleName(_("Note"))
        self.addAction(icons.icon("pencil", "ink3"), QLineEdit.ActionPosition.LeadingPosition)
        self._composing = False
        self.returnPressed.connect(self.send)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether a word is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def send(self) -> None:
        """Hand the note over; the text stays until `clear`."""
        text = nfc(self.text()).strip()
        if text and not self._composing:
            self.added.emit(Entry("note", text))
