"""One row of an import, put right where it stands: its texts, and whose record it is."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from salesdesk.base.fields import Field
from salesdesk.base.i18n import _
from salesdesk.exchange.rehearsal import ADD, CHANGED, LEAVE, RowPlan
from salesdesk.ui import paint, theme
from salesdesk.ui.widgets import Button, Card, FormField, Icon, Label, boxed, column, row


class _Said(QWidget):
    """One of two values side by side; the one that is kept is marked and stands on soft ground."""

    def __init__(self, place: str, words: str, kept: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark = Icon("check" if kept else "minus", "accentInk" if kept else "ink3", 14)
        self.value = Label(words or "—", "medium" if kept else "body", "ink" if kept else "ink3", elide="end")
        head = row(Label(place, "caption", "accentInk" if kept else "ink3", elide="end"), mark, spacing=4)
        head.addStretch(1)
        self.setLayout(column(head, self.value, spacing=0, margins=(8, 5, 8, 5)))
        self._kept = kept
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{place}: {words}" + (f", {_('kept')}" if kept else ""))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the value that is kept."""
        ground, edge = ("accentSoft", "accent") if self._kept else ("sunken", "line")
        paint.box(QPainter(self), self.rect(), ground, edge, theme.RADIUS["badge"])


class RowPanel(Card):
    """``corrected(number, {field key: text})`` tells what was changed; ``decided(number, decision)``.

    ``book`` is what the book has about the record the row means, in words by field.
    """

    corrected = Signal(object, object)
    decided = Signal(object, object)

    def __init__(
        self,
        plan: RowPlan,
        texts: Mapping[str, str],
        fields: Mapping[str, Field],
        book: Mapping[str, str] = MappingProxyType({}),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Row {number}").format(number=plan.number), parent=parent)
        self.number = plan.number
        self._plan, self._texts, self._book = plan, texts, book
        words = plan.reason or plan.doubt
        if words:
            self.add(Label(words, "body", "warnInk", wrap=True))
        for record_id, name in plan.candidates[:3]:
            this_one = Button(_("This is {name}").format(name=name), size="small", icon="merge")
            this_one.clicked.connect(lambda _on=False, chosen=record_id: self._decide(chosen))
            self.add(this_one)
        if plan.candidates:
            self.add(
                Button(_("Add as somebody else"), size="small", icon="user-plus", on_click=self._add_new)
            )
        self.editors: dict[str, QLineEdit] = {}
        changed = {change.field_key for change in plan.changes}
        # What differs comes first: that is what a person looks for.
        for key in sorted(texts, key=lambda key: key not in changed):
            self._add_field(key, texts[key], fields[key])
        use = Button(_("Use these values"), "primary", size="small", icon="check", on_click=self.correct)
        leave = Button(_("Leave this row out"), size="small", on_click=lambda: self._decide(LEAVE))
        if plan.outcome == "left_out":
            leave.hide()
        self.add(column(use, leave, spacing=6))

    def _add_field(self, key: str, text: str, field: Field) -> None:
        self.editors[key] = QLineEdit(text)
        self.editors[key].returnPressed.connect(self.correct)
        self.add(FormField(_(field.label), self.editors[key]))
        there = self._book.get(key, "")
        differs = any(change.field_key == key for change in self._plan.changes)
        if not there or not (differs or (self._plan.candidates and there != text)):
            return
        file_kept = bool(text) and self._plan.outcome == CHANGED
        pair = row(
            _Said(_("in the book"), there, not file_kept), _Said(_("in the file"), text, file_kept), spacing=6
        )
        for place in (0, 1):
            pair.setStretch(place, 1)
        self.add(boxed(pair))
        if file_kept:
            keep = Button(_("Keep what the book has"), "ghost", size="small", icon="rotate-ccw")
            keep.clicked.connect(partial(self._keep_book, key))
            self.add(keep)

    def _keep_book(self, key: str, _checked: bool = False) -> None:
        self.corrected.emit(self._plan.number, {key: ""})  # a blank never erases: the book's value stays

    def _decide(self, decision: object) -> None:
        self.decided.emit(self._plan.number, decision)

    def _add_new(self) -> None:
        self._decide(ADD)

    def correct(self) -> None:
        """Tell the texts that were changed, if any were."""
        changed = {
            key: editor.text() for key, editor in self.editors.items() if editor.text() != self._texts[key]
        }
        if changed:
            self.corrected.emit(self._plan.number, changed)
