"""One editor a kind of field. What is typed is never refused: it is read when asked, and says what is wrong.

No masks, no validators, no completion inside the text: Vietnamese typing methods work by sending Backspace
and whole syllables, and all three break them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as a_field
from datetime import date, timedelta
from typing import Any, Protocol

from PySide6.QtCore import QSignalBlocker, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPlainTextEdit, QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import _
from salesdesk.base.periods import weekday_words
from salesdesk.ui import icons, theme
from salesdesk.ui.day_popup import DayPopup
from salesdesk.ui.field_paint import beside_text
from salesdesk.ui.readings import READINGS, Place, read
from salesdesk.ui.reference_editor import ReferenceEditor
from salesdesk.ui.widgets import ChoiceBox, RatingBar

Found = Sequence[tuple[int, str, str]]
"""Records that match: (id, name, quiet words beside it)."""


@dataclass(frozen=True, slots=True)
class FormPlace(Place):
    """Where a form stands. ``find`` and ``name_of`` look records up, by `Field.reference`.

    ``find[kind](text)`` gives at most some dozens of matches, ``name_of[kind](id)`` the name of one.
    """

    find: Mapping[str, Callable[[str], Found]] = a_field(default_factory=dict)
    name_of: Mapping[str, Callable[[int], str]] = a_field(default_factory=dict)


class Editor(Protocol):
    """What a form needs of an editor; every editor is a QWidget too."""

    edited: SignalInstance
    """The person changed something."""
    hinted: SignalInstance
    """(str) How the text is understood, or what to look at; "" for nothing."""

    def value(self) -> Any:
        """The value, None when empty. Raises `UserError` when the text cannot be read."""

    def set_value(self, value: Any) -> None:
        """Show a value without telling that it was edited."""

    def is_empty(self) -> bool:
        """Whether nothing is entered."""


class LineEditor(QLineEdit):
    """One line of text that is read by its kind."""

    edited = Signal()
    hinted = Signal(str)

    def __init__(self, field: Field, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self._place = field, place
        self._reading = READINGS[field.kind]
        self.composing = False
        self._shown: tuple[str, Any] | None = None
        if field.numeric and field.kind is not Kind.SCORE:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textChanged.connect(self._changed)

    def value(self) -> Any:
        """The value, None when empty. Raises `UserError` when the text cannot be read."""
        text = nfc(self.text())
        if self._shown is not None and self._shown[0] == self.text():
            return self._shown[1]  # untouched: exactly what was put in, however it is written
        return read(self._field, text, self._place)

    def set_value(self, value: Any) -> None:
        """Show a value without telling that it was edited."""
        text = "" if value is None or value == "" else self._reading.write(value, self._place)
        with QSignalBlocker(self):
            self.setText(text)
            self.setCursorPosition(0)
        self._shown = (self.text(), value if text else None)
        self.update()
        self._hint()

    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not self.text().strip()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether a word is being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write what was understood the usual way, when it is a figure or a day."""
        super().focusOutEvent(event)
        if self._field.kind in _WRITTEN_AGAIN and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.tidy()

    def tidy(self) -> None:
        """Write the value the usual way; text that cannot be read stays as it is."""
        try:
            value = self.value()
        except UserError:
            return
        if value is not None:
            self.set_value(value)

    def _changed(self) -> None:
        self._hint()
        self.edited.emit()

    def _hint(self) -> None:
        text = self.text()
        untouched = self._shown is not None and self._shown[0] == text
        try:
            self.hinted.emit("" if untouched or not text.strip() else self._reading.hint(text, self._place))
        except (ValueError, ArithmeticError):
            self.hinted.emit("")


_WRITTEN_AGAIN = frozenset({Kind.MONEY, Kind.DATE, Kind.INSTANT, Kind.PERCENT, Kind.MINUTES, Kind.TAGS})


class DateEditor(LineEditor):
    """A day as it is typed ("15/5", "fri", "mai", "+3") or picked; Up and Down go a day on or back."""

    def __init__(self, field: Field, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(field, place, parent)
        pick = self.addAction(icons.icon("calendar", "ink3"), QLineEdit.ActionPosition.TrailingPosition)
        pick.setText(_("Pick a day"))
        pick.setToolTip(_("Pick a day (Alt+Down)"))
        pick.triggered.connect(self.pick)

    def pick(self) -> None:
        """Open the month."""
        popup = DayPopup(self._day() or self._place.today, self)
        popup.chosen.connect(self._picked)
        popup.open_below(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the month, Up and Down change the day."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step == 1 and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pick()
        elif step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and not self.composing:
            self._picked((self._day() or self._place.today) + timedelta(days=step))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The weekday stands quietly behind the date, where there is room."""
        super().paintEvent(event)
        day = self._day() if self.text() else None
        if day is not None:
            beside_text(self, weekday_words(day, self._place.language), theme.scaled(30))

    def _day(self) -> date | None:
        try:
            found: date | None = self.value()
        except UserError:
            return None
        return found

    def _picked(self, day: date) -> None:
        self.set_value(day)
        self.edited.emit()


class LongTextEditor(QPlainTextEdit):
    """Text of several lines; Tab leaves, Ctrl+Enter is the form's."""

    edited = Signal()
    hinted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.scaled(84))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.textChanged.connect(self.edited)

    def value(self) -> str | None:
        """The text without blanks around it, None when there is none."""
        return nfc(self.toPlainText()).strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text without telling that it was edited."""
        with QSignalBlocker(self):
            self.setPlainText(value or "")

    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return self.value() is None


class ChoiceEditor(ChoiceBox):
    """One of the field's choices; "—" for none when the field is not required."""

    edited = Signal()
    hinted = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        none: list[tuple[object, str]] = [] if field.required else [(None, "—")]
        super().__init__([*none, *((c.value, _(c.label)) for c in field.choices)], parent=parent)
        self.chosen.connect(lambda _value: self.edited.emit())

    def set_value(self, value: object) -> None:
        """Show a value; one that is not among the choices is added, so that nothing is lost."""
        if value is not None and all(self.itemData(n) != value for n in range(self.count())):
            self.addItem(str(value), value)
        super().set_value(value)

    def is_empty(self) -> bool:
        """Whether none is chosen."""
        return self.value() is None


class FlagEditor(QCheckBox):
    """Yes or no."""

    edited = Signal()
    hinted = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(_(field.label), parent)
        self.toggled.connect(lambda _on: self.edited.emit())

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Tick or not without telling that it was edited."""
        with QSignalBlocker(self):
            self.setChecked(bool(value))

    def is_empty(self) -> bool:
        """A flag always has a value."""
        return False


class ScoreEditor(RatingBar):
    """1 to 5, or none yet."""

    edited = Signal()
    hinted = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(_(field.label), parent)
        self.rated.connect(lambda _score: self.edited.emit())

    def is_empty(self) -> bool:
        """Whether nobody has rated."""
        return self.value() is None


def make_editor(field: Field, place: FormPlace, parent: QWidget | None = None) -> QWidget:
    """The editor of a field, a QWidget that is an `Editor` too."""
    match field.kind:
        case Kind.LONG_TEXT:
            return LongTextEditor(parent)
        case Kind.CHOICE:
            return ChoiceEditor(field, parent)
        case Kind.FLAG:
            return FlagEditor(field, parent)
        case Kind.SCORE:
            return ScoreEditor(field, parent)
        case Kind.DATE:
            return DateEditor(field, place, parent)
        case Kind.REFERENCE:
            kind = field.reference or ""
            return ReferenceEditor(field, place.find.get(kind), place.name_of.get(kind), parent)
    return LineEditor(field, place, parent)
