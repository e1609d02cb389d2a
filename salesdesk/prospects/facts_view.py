"""The facts column of a person's page: each fact is edited where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.fold import fold
from salesdesk.base.i18n import _
from salesdesk.parties.party_picker import form_place
from salesdesk.parties.queries import PartyCard
from salesdesk.prospects import words
from salesdesk.prospects.words import Fact
from salesdesk.ui import paint, theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.editors import Editor, make_editor
from salesdesk.ui.reference_editor import ReferenceEditor
from salesdesk.ui.widgets import InlineError, Label, Link, clear, column, row

_AT_ONCE = (Kind.CHOICE, Kind.REFERENCE)
_PAD, _LINK_PAD = 6, 3


class FactView(QWidget):
    """One fact: its name, its words; with a click, Enter or F2 an editor instead of the words.

    Enter or leaving saves, Esc restores. A fact without a `Field` only leads somewhere.
    """

    saved = Signal(str, object)
    """(key, value)"""
    opened = Signal(str, object)
    """(kind, id) of what the words lead to."""
    editing = Signal(bool)

    def __init__(
        self, desk: Desk, fact: Fact, field: Field | None, value: Any, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self.fact, self.field, self._value = desk, fact, field, value
        self._editor: QWidget | None = None
        self._label = Label(fact.label, "caption", "ink3", elide="end")
        self._error = InlineError()
        self._words: QWidget = self._make_words()
        pad, link = theme.scaled(_PAD), theme.scaled(_LINK_PAD) if fact.opens else 0
        inner = (link, 0, link, 0)  # a link keeps a little room around its words, which stand below the label
        name, wrong = row(self._label, margins=inner), row(self._error, margins=inner)
        self._column: QVBoxLayout = column(
            name, self._words, wrong, spacing=0, margins=(pad - link, 1, pad - link, 1)
        )
        self.setLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if field is not None:
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setToolTip(_("Click or press F2 to change"))
            self.setAccessibleName(_("{fact}: {value}").format(fact=fact.label, value=fact.words))

    def _make_words(self) -> QWidget:
        if self.fact.opens is None:
            return Label(self.fact.words, wrap=True)
        return Link(self.fact.words, role="medium", on_click=self._open)

    def _open(self) -> None:
        if self.fact.opens is not None:
            self.opened.emit(*self.fact.opens)

    # ------------------------------------------------------------- editing

    @property
    def is_open(self) -> bool:
        """Whether the fact is being edited."""
        return self._editor is not None

    def edit(self) -> None:
        """Put the editor where the words are."""
        if self.field is None or self._editor is not None:
            return
        editor = make_editor(self.field, form_place(self._desk), self)
        editor.setAccessibleName(self.fact.label)
        cast(Editor, editor).set_value(self._value if self._value != "" else None)
        self._words.hide()
        self._column.insertWidget(1, editor)
        editor.show()  # before the layout does: what is hidden cannot take the focus
        self._editor = editor
        if self.field.kind in _AT_ONCE:
            cast(Editor, editor).edited.connect(self._edited)
        editor.installEventFilter(self)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editing.emit(True)

    def _edited(self) -> None:
        # A choice is made with one click: it is saved at once. A reference only when one was chosen.
        if isinstance(self._editor, ReferenceEditor) and self._editor.chosen() is None:
            return
        QTimer.singleShot(0, self, self.save)

    def save(self) -> None:
        """Hand the value over; text that cannot be read stays, with what is wrong below."""
        if self._editor is None:
            return
        try:
            value = cast(Editor, self._editor).value()
        except UserError as error:
            self._error.setText(error.message)
            return
        if value == self._value or (value is None and self._value == ""):
            self.restore()
            return
        self.saved.emit(self.fact.key, "" if value is None and isinstance(self._value, str) else value)

    def show_error(self, message: str) -> None:
        """Say why it was not saved."""
        self._error.setText(message)

    def restore(self) -> None:
        """Leave the fact as it was."""
        if self._editor is None:
            return
        editor, self._editor = self._editor, None
        had_focus = editor.hasFocus()
        editor.removeEventFilter(self)
        editor.hide()
        editor.deleteLater()
        self._error.setText("")
        self._words.show()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editing.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter saves, Esc restores, leaving saves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self._composing():
            if event.key() == Qt.Key.Key_Escape:
                self.restore()
                return True
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not self._choosing():
                self.save()
                return True
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            elsewhere = event.reason() not in (
                Qt.FocusReason.PopupFocusReason,
                Qt.FocusReason.ActiveWindowFocusReason,
            )
            if elsewhere:
                QTimer.singleShot(0, self, self._left)
        return False

    def _left(self) -> None:
        focused = QApplication.focusWidget()
        if (
            self._editor is not None
            and focused is not self._editor
            and not self.isAncestorOf(focused or self._editor)
        ):
            self.save()

    def _composing(self) -> bool:
        return bool(getattr(self._editor, "composing", False))

    def _choosing(self) -> bool:
        return (
            isinstance(self._editor, ReferenceEditor)
            and self._editor.chosen() is None
            and bool(self._editor.typed())
        )

    # ------------------------------------------------------------- keys, mouse, paint

    def event(self, event: QEvent) -> bool:
        """F2 on a fact is for the fact, not for the whole record."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_F2
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 or Enter edits, or follows the words that lead somewhere."""
        if (event.key() == Qt.Key.Key_F2 and self.field is not None) or (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not self.is_open
        ):
            self.edit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click edits."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.edit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.field is not None and self._editor is None and self.underMouse():
            paint.box(painter, self.rect(), "hover", "", theme.RADIUS["field"])
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())


class FactsView(QWidget):
    """All facts that are known, and "Add a fact" for the others."""

    saved = Signal(str, object)
    opened = Signal(str, object)
    editing = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: PartyCard | None = None
        self._column = column(spacing=1)
        self.setLayout(self._column)

    def facts(self) -> list[FactView]:
        """The facts that are shown, in order."""
        items = [self._column.itemAt(n) for n in range(self._column.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, FactView)]

    def fact(self, key: str) -> FactView | None:
        """The view of a fact."""
        return next((view for view in self.facts() if view.fact.key == key), None)

    def show_card(self, card: PartyCard) -> None:
        """Show the facts of a person."""
        focused = next((view.fact.key for view in self.facts() if view.hasFocus() or view.is_open), "")
        self._card = card
        clear(self._column)
        for fact in words.list_facts(card, self._desk.language, self._desk.currency):
            field = words.FIELDS.get(fact.key)
            value = card.facts.get(fact.key)
            self._column.addWidget(self._view(fact, field if field and field.editable else None, value))
        unknown = words.unknown_facts(card)
        if unknown:
            add = AddFact(unknown)
            add.chosen.connect(self._add)
            self._column.addWidget(add)
        again = self.fact(focused) if focused else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _view(self, fact: Fact, field: Field | None, value: Any) -> FactView:
        view = FactView(self._desk, fact, field, value)
        view.saved.connect(self.saved)
        view.opened.connect(self.opened)
        view.editing.connect(self.editing)
        return view

    def _add(self, key: str) -> None:
        field = words.FIELDS[key]
        value = None if self._card is None else self._card.facts.get(key)
        view = self._view(Fact(key, _(field.label), ""), field, value)
        self._column.insertWidget(self._column.count() - 1, view)
        view.edit()


class AddFact(QWidget):
    """A link that becomes a field: type a part of the fact's name, choose it, and its editor opens."""

    chosen = Signal(str)

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = list(fields)
        self.link = Link(_("Add a fact"), icon="plus", on_click=self.begin)
        self.field = ReferenceEditor(Field("fact", _("Fact"), Kind.REFERENCE), self._find)
        self.field.setPlaceholderText(_("birthday, e-mail…"))
        self.field.setAccessibleName(_("Which fact"))
        self.field.hide()
        self.field.edited.connect(self._edited)
        self.field.installEventFilter(self)
        self.setLayout(column(self.link, self.field, spacing=0, margins=(2, 2, theme.scaled(_PAD), 0)))

    def begin(self) -> None:
        """Ask which fact."""
        self.link.hide()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self, typed: str) -> list[tuple[int, str, str]]:
        wanted = fold(typed)
        named = [(n, _(field.label)) for n, field in enumerate(self._fields)]
        return [(n, label, "") for n, label in named if wanted in fold(label)]

    def _edited(self) -> None:
        match = self.field.chosen()
        if match is not None:
            key = self._fields[match.id].key
            self._end()
            self.chosen.emit(key)

    def _end(self) -> None:
        self.field.set_value(None)
        self.field.hide()
        self.link.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc and leaving an empty field give up."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self._end()
            self.link.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if event.type() == QEvent.Type.FocusOut and self.field.is_empty():
            self._end()
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(theme.height("target"), super().sizeHint().height()))
