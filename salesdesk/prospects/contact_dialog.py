"""Correcting a contact that was written down, or taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit

from salesdesk.base import choices
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import edit_interaction, remove_interaction
from salesdesk.parties.party_picker import form_place
from salesdesk.ui.desk import Desk
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.sheet_dialog import Sheet

CONTACT_FIELDS = (
    Field("kind", N_("How"), Kind.CHOICE, required=True, choices=choices.INTERACTION_KINDS),
    Field("outcome", N_("Outcome"), Kind.CHOICE, choices=choices.OUTCOMES),
    Field("title", N_("Title")),
    Field("minutes", N_("Minutes"), Kind.MINUTES),
    Field("body", N_("What was said"), Kind.LONG_TEXT),
)


class ContactSheet(Sheet):
    """``values`` are the columns of the interaction."""

    def __init__(self, desk: Desk, values: Mapping[str, Any]) -> None:
        super().__init__(desk.window, _("Correct a contact"), 540, icon="pencil")
        self._desk, self._id = desk, int(values["id"])
        self.form = RecordForm(CONTACT_FIELDS, values, form_place(desk), columns=2)
        self.body.addWidget(self.form)
        self.remove = self.add_action(_("Delete"), icon="trash-2", kind="danger", on_click=self._remove)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=self._save)
        title = self.form.widget("title")
        if isinstance(title, QLineEdit):
            self.set_focus_first(self.form.widget("body"))

    def _save(self) -> None:
        values = self.form.try_values()
        if values is None:
            return
        texts: dict[str, Any] = {key: values[key] or "" for key in ("kind", "outcome", "title", "body")}
        self._desk.do(edit_interaction, self._id, minutes=values["minutes"] or 0, **texts)
        self.accept()

    def _remove(self) -> None:
        self._desk.do(remove_interaction, self._id)
        self.accept()
