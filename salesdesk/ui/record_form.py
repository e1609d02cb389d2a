"""A form made from `Field`s: labels above, an editor by kind, and what is wrong below each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QMetaMethod, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import _
from salesdesk.ui.editors import Editor, FormPlace, make_editor
from salesdesk.ui.widgets import FormField

__all__ = ["FormPlace", "RecordForm"]
_WIDE = frozenset({Kind.LONG_TEXT, Kind.TAGS, Kind.SCORE})


class RecordForm(QWidget):
    """The editable fields of a record.

    ``values`` are shown first, by field key; a REFERENCE may be an id or ``(id, name)``. ``columns`` stand
    side by side; long texts take the whole width.
    """

    changed = Signal()
    """The person changed something."""
    submitted = Signal()
    """Ctrl+Enter."""

    def __init__(
        self,
        fields: Sequence[Field],
        values: Mapping[str, Any] | None = None,
        place: FormPlace | None = None,
        *,
        columns: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self.fields = tuple(field for field in fields if field.editable)
        self._place = place or FormPlace()
        self._boxes: dict[str, FormField] = {}
        self._editors: dict[str, QWidget] = {}
        self._first: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(10)
        for number in range(columns):
            self._grid.setColumnStretch(number, 1)
        self._build(columns)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.set_values(values or {})

    def _build(self, columns: int) -> None:
        line, at = 0, 0
        for field in self.fields:
            wide = columns if field.kind in _WIDE else 1
            if at + wide > columns:
                line, at = line + 1, 0
            self._grid.addWidget(self._box(field), line, at, 1, wide, Qt.AlignmentFlag.AlignTop)
            at += wide

    def _box(self, field: Field) -> FormField:
        widget = make_editor(field, self._place)
        editor = cast(Editor, widget)
        label = "" if field.kind is Kind.FLAG else _(field.label)
        box = FormField(label, widget, help=_(field.help) if field.help else "")
        if field.kind is Kind.FLAG:
            box.label.hide()
            widget.setAccessibleName(_(field.label))
        editor.edited.connect(lambda: self._edited(field.key))
        editor.hinted.connect(lambda words: box.set_help(words or (_(field.help) if field.help else "")))
        self._boxes[field.key], self._editors[field.key] = box, widget
        return box

    # ------------------------------------------------------------- values

    def editor(self, key: str) -> Editor:
        """The editor of a field. KeyError when the form has no such field."""
        return cast(Editor, self._editors[key])

    def widget(self, key: str) -> QWidget:
        """The same as a widget, to focus or to connect."""
        return self._editors[key]

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show other values; fields that are not named become empty. The form is as if untouched."""
        for field in self.fields:
            value = values.get(field.key)
            self.editor(field.key).set_value(value)
            self._first[field.key] = value[0] if isinstance(value, tuple) else value
        self._touched.clear()
        self.clear_errors()

    def values(self) -> dict[str, Any]:
        """Every field's value, None for an empty one.

        When something is wrong, says so below each field, gives the first the focus and raises its
        `UserError`.
        """
        out, problems = self._read()
        self.clear_errors()
        for key, error in problems.items():
            self._boxes[key].set_error(error.message)
        for key, error in problems.items():
            self._editors[key].setFocus(Qt.FocusReason.OtherFocusReason)
            raise UserError(error.message, key)
        return out

    def try_values(self) -> dict[str, Any] | None:
        """As `values`, but None when something is wrong (and shown)."""
        try:
            return self.values()
        except UserError:
            return None

    @property
    def first_values(self) -> Mapping[str, Any]:
        """What was shown first, by field key."""
        return self._first

    def changed_values(self) -> dict[str, Any]:
        """Only the values that differ from those first shown. Raises as `values` does."""
        return {key: value for key, value in self.values().items() if not same_value(value, self._first[key])}

    def _read(self) -> tuple[dict[str, Any], dict[str, UserError]]:
        out: dict[str, Any] = {}
        problems: dict[str, UserError] = {}
        for field in self.fields:
            editor = self.editor(field.key)
            try:
                out[field.key] = editor.value()
            except UserError as error:
                problems[field.key] = error
                continue
            if field.required and editor.is_empty():
                problems[field.key] = UserError(_("Fill this in."), field.key)
        return out, problems

    @property
    def dirty(self) -> bool:
        """Whether something was edited and is not as it was."""
        if not self._touched:
            return False
        for key in self._touched:
            try:
                if not same_value(self.editor(key).value(), self._first[key]):
                    return True
            except UserError:
                return True
        return False

    def _edited(self, key: str) -> None:
        self._touched.add(key)
        self._boxes[key].clear_error()
        self.changed.emit()

    # ------------------------------------------------------------- errors

    def set_error(self, key: str | None, message: str) -> bool:
        """Say below a field what is wrong, and give it the focus; False when the form has no such field."""
        box = self._boxes.get(key or "")
        if box is None or key is None:
            return False
        box.set_error(message)
        self._editors[key].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_error(self, error: UserError) -> bool:
        """The same for an error a command raised."""
        return self.set_error(error.field, error.message)

    def error(self, key: str) -> str:
        """What is said to be wrong with a field, "" for nothing."""
        return self._boxes[key].error()

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        for box in self._boxes.values():
            box.clear_error()

    def event(self, event: QEvent) -> bool:
        """Stay as high as wrapped words need: Qt's own minimum forgets them."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and self._grid.hasHeightForWidth():
            self.setMinimumHeight(self._grid.totalHeightForWidth(self.width()))
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter submits; where nobody listens it is the dialog's."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        heard = self.isSignalConnected(QMetaMethod.fromSignal(self.submitted))
        if enter and heard and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
            event.accept()
            return
        super().keyPressEvent(event)


def same_value(one: Any, other: Any) -> bool:
    """Whether two values are one in a form: nothing, an empty text, an unticked box are; 0 is something."""
    return one == other or (_is_nothing(one) and _is_nothing(other))


def _is_nothing(value: Any) -> bool:
    return value is None or value is False or value == ""
