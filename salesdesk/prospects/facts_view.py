"""The facts column of a person's page: each fact is edited where it stands."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
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
from salesdesk.ui.widgets import InlineError, Label, Link, Refilled, column, row

_AT_ONCE = (Kind.CHOICE, Kind.REFERENCE)
_PAD, _LINK_PAD = 6, 3


class FactView(QWidget):
    """One fact: its name, its words; with a click, Enter or F2 an editor instead of the words.

    Enter or leaving saves, Esc restores. A fact without a `Field` only leads somewhere. One made for a key
    of a fact shows that of one person after the other.
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
        self._wrong: InlineError | None = None
        self._words = self._make_words()
        pad, link = theme.scaled(_PAD), theme.scaled(_LINK_PAD) if fact.opens else 0
        self._inner = (link, 0, link, 0)  # a link keeps room around its words, which stand below the label
        name = row(self._label, margins=self._inner)
        self._column: QVBoxLayout = column(
            name, self._words, spacing=0, margins=(pad - link, 1, pad - link, 1)
        )
        self.setLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if field is not None:
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setToolTip(_("Click or press F2 to change"))
        self._name()

    def _make_words(self) -> Label | Link:
        if self.fact.opens is None:
            return Label(self.fact.words, wrap=True)
        return Link(self.fact.words, role="medium", on_click=self._open)

    def fill(self, fact: Fact, value: Any) -> None:
        """Show the same fact of another person, or as it is now."""
        self.restore()
        self._say("")
        self._value = value
        if fact != self.fact:
            self.fact = fact
            self._label.setText(fact.label)
            self._words.setText(fact.words)
            self._words.updateGeometry()
            self._name()

    def _name(self) -> None:
        if self.field is not None:
            named = _("{fact}: {value}").format(fact=self.fact.label, value=self.fact.words)
            self.setAccessibleName(named)

    @property
    def error(self) -> str:
        """What is wrong with what was typed, "" when nothing is."""
        return self._wrong.text() if self._wrong is not None else ""

    def _say(self, wrong: str) -> None:
        if self._wrong is None:
            if not wrong:
                return
            self._wrong = InlineError()
            self._column.addLayout(row(self._wrong, margins=self._inner))
        self._wrong.setText(wrong)

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
            self._say(error.message)
            return
        if value == self._value or (value is None and self._value == ""):
            self.restore()
            return
        self.saved.emit(self.fact.key, "" if value is None and isinstance(self._value, str) else value)

    def show_error(self, message: str) -> None:
        """Say why it was not saved."""
        self._say(message)

    def restore(self) -> None:
        """Leave the fact as it was."""
        if self._editor is None:
            return
        editor, self._editor = self._editor, None
        had_focus = editor.hasFocus()
        editor.removeEventFilter(self)
        editor.hide()
        editor.deleteLater()
        self._say("")
        self._words.show()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editing.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter saves, Esc restores, leaving saves; F2 on a fact is not for the whole record."""
        if watched is self:
            if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
                return False
            if event.key() == Qt.Key.Key_F2:
                event.accept()
            return event.isAccepted() and event.key() == Qt.Key.Key_F2
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Listen to keys before the window's shortcuts do, only while it has the focus."""
        super().focusInEvent(event)
        self.installEventFilter(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Listen no longer."""
        super().focusOutEvent(event)
        self.removeEventFilter(self)

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
        self._add_fact = AddFact()
        self._add_fact.chosen.connect(self._add)
        self._column = column(self._add_fact, spacing=1)
        self.setLayout(self._column)
        self._filling: dict[Hashable, Fact] = {}
        self._views = Refilled[FactView](self._column, self._make)

    def facts(self) -> list[FactView]:
        """The facts that are shown, in order."""
        return self._views.shown

    def fact(self, key: str) -> FactView | None:
        """The view of a fact."""
        return next((view for view in self.facts() if view.fact.key == key), None)

    def show_card(self, card: PartyCard) -> None:
        """Show the facts of a person."""
        focused = next((view.fact.key for view in self.facts() if view.hasFocus() or view.is_open), "")
        self._card = card
        self._show(words.list_facts(card, self._desk.language, self._desk.currency))
        self._add_fact.offer(words.unknown_facts(card))
        again = self.fact(focused) if focused else None
        if again is not None and not again.hasFocus():
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Save what is being edited, as leaving it does: another person is about to be shown."""
        for view in self.facts():
            view.save()

    def _show(self, facts: Sequence[Fact]) -> None:
        card = self._card
        self._filling = {(fact.key, fact.opens is not None): fact for fact in facts}
        for view, fact in zip(self._views.show(list(self._filling)), facts, strict=True):
            view.fill(fact, None if card is None else card.facts.get(fact.key))

    def _make(self, shape: Hashable) -> FactView:
        fact = self._filling[shape]
        field = words.FIELDS.get(fact.key)
        view = FactView(self._desk, fact, field if field and field.editable else None, None)
        view.saved.connect(self.saved)
        view.opened.connect(self.opened)
        view.editing.connect(self.editing)
        return view

    def _add(self, key: str) -> None:
        shown = [view.fact for view in self.facts()]
        self._show([*shown, Fact(key, _(words.FIELDS[key].label), "")])
        self.facts()[-1].edit()


class AddFact(QWidget):
    """A link that becomes a field: type a part of the fact's name, choose it, and its editor opens."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: list[Field] = []
        self.link = Link(_("Add a fact"), icon="plus", on_click=self.begin)
        self.field = ReferenceEditor(Field("fact", _("Fact"), Kind.REFERENCE), self._find)
        self.field.setPlaceholderText(_("birthday, e-mail…"))
        self.field.setAccessibleName(_("Which fact"))
        self.field.hide()
        self.field.edited.connect(self._edited)
        self.field.installEventFilter(self)
        self.setLayout(column(self.link, self.field, spacing=0, margins=(2, 2, theme.scaled(_PAD), 0)))

    def offer(self, fields: Sequence[Field]) -> None:
        """The facts that can be added; with none there is nothing to click."""
        self._end()
        self._fields = list(fields)
        self.setVisible(bool(fields))

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
