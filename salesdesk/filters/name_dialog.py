"""Giving a filter a name, when it is saved and later."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.filters.commands import LONGEST
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import FormField


class NameSheet(Sheet):
    """One field. ``save(name, failed)`` says by its answer whether the name was taken."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        name: str,
        note: str,
        save: Callable[[str, Callable[[UserError], object]], bool],
    ) -> None:
        super().__init__(desk.window, title, 420, icon="list-filter")
        self._take = save
        self.name = QLineEdit(name)
        self.name.setMaxLength(LONGEST)
        self._field = FormField(_("Name"), self.name)
        self.body.addWidget(self._field)
        self.set_note(note)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), key="Return", on_click=self._save)
        self.set_focus_first(self.name)
        self.name.selectAll()

    def _save(self) -> None:
        self._field.clear_error()
        if self._take(self.name.text(), self._say):
            self.accept()

    def _say(self, error: UserError) -> None:
        self._field.set_error(error.message)
        self.name.setFocus()

    def finish(self) -> None:
        """Show it and wait."""
        self.run()
        self.deleteLater()
