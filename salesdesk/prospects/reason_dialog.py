"""Asking for a line of words before something is done."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.base.fold import nfc
from salesdesk.base.i18n import _
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import FormField


class ReasonSheet(Sheet):
    """A title, one field, one button."""

    def __init__(
        self, parent: QWidget, title: str, label: str, action: str, *, required: bool = False
    ) -> None:
        super().__init__(parent, title, 440)
        self._required = required
        self.line = QLineEdit()
        self._field = FormField(label, self.line)
        self.body.addWidget(self._field)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(action, on_click=self._save)

    def text(self) -> str:
        """What was typed."""
        return nfc(self.line.text()).strip()

    def _save(self) -> None:
        if self._required and not self.text():
            self._field.set_error(_("Fill this in."))
            self.line.setFocus()
            return
        self.accept()
