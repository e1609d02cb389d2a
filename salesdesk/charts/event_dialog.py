"""Marking what happened to the shop: a name and its days."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.charts.commands import add_event, edit_event, remove_event
from salesdesk.charts.panel_queries import EventRow
from salesdesk.ui.desk import Desk
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.sheet_dialog import Sheet

FIELDS = (
    Field(
        "name", N_("What happened"), required=True, help=N_("A short name, as it shall stand over the chart")
    ),
    Field("from_on", N_("From"), Kind.DATE, required=True),
    Field("to_on", N_("To"), Kind.DATE, help=N_("Empty means one day")),
)


class EventSheet(Sheet):
    """A new event on a day, or one that is there."""

    def __init__(self, desk: Desk, event: EventRow | None, on: date, parent: QWidget | None = None) -> None:
        title = _("Change the event") if event else _("Mark an event")
        super().__init__(parent or desk.window, title, 480, icon="flag")
        self._desk, self._event = desk, event
        values = event._asdict() if event else {"from_on": on}
        self.form = RecordForm(FIELDS[:1], values, desk.place())
        self.days = RecordForm(FIELDS[1:], values, desk.place(), columns=2)
        self.body.addWidget(self.form)
        self.body.addWidget(self.days)
        if event is not None:
            self.add_action(_("Remove"), kind="danger", icon="trash-2", on_click=self.remove)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), on_click=self.save)

    def save(self) -> None:
        """Mark it, if it can be."""
        name, days = self.form.try_values(), self.days.try_values()
        if name is None or days is None:
            return
        facts = {**name, **days}
        if self._event is None:
            done = self._desk.do(add_event, failed=self._say, **facts)
        else:
            event = self._event
            done = self._desk.do(edit_event, event.id, version=event.version, failed=self._say, **facts)
        if done:
            self.accept()

    def remove(self) -> None:
        """Take it away."""
        if self._event is not None and self._desk.do(remove_event, self._event.id, failed=self._say):
            self.accept()

    def _say(self, error: UserError) -> None:
        if not (self.form.show_error(error) or self.days.show_error(error)):
            self.show_error(error.message)
