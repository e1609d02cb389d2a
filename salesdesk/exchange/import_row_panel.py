"""One row of an import that needs a person's eye: its texts to correct, and whom it is about."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.base.fields import Field
from salesdesk.base.i18n import _
from salesdesk.exchange.rehearsal import ADD, LEAVE, RowPlan
from salesdesk.ui.widgets import Button, Card, FormField, Label, column


class RowPanel(Card):
    """``corrected(number, {field key: text})`` tells what was changed; ``decided(number, decision)``."""

    corrected = Signal(object, object)
    decided = Signal(object, object)

    def __init__(
        self,
        plan: RowPlan,
        texts: Mapping[str, str],
        fields: Mapping[str, Field],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Row {number}").format(number=plan.number), parent=parent)
        self._plan, self._texts = plan, texts
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
        for key, text in texts.items():
            self.editors[key] = QLineEdit(text)
            self.editors[key].returnPressed.connect(self.correct)
            self.add(FormField(_(fields[key].label), self.editors[key]))
        use = Button(_("Use these values"), "primary", size="small", icon="check", on_click=self.correct)
        leave = Button(_("Leave this row out"), size="small", on_click=lambda: self._decide(LEAVE))
        if plan.outcome == "left_out":
            leave.hide()
        self.add(column(use, leave, spacing=6))

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
