"""A training session: what was taught, who took part, who taught, how long."""

from __future__ import annotations

from datetime import UTC, datetime, time

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.service import commands
from salesdesk.service.case_queries import CaseRow
from salesdesk.service.place_picker import form_place
from salesdesk.staff.queries import staff_name
from salesdesk.ui.desk import Desk
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Label

_FIELDS = (
    Field("topic", N_("Topic"), required=True),
    Field("on", N_("Day"), Kind.DATE, required=True),
    Field("people", N_("Who took part"), help=N_("Names, or how many")),
    Field("minutes", N_("How long"), Kind.MINUTES),
    Field("trainer", N_("Trainer"), Kind.REFERENCE, reference="staff_member"),
)


class TrainingSheet(Sheet):
    """Writes a contact of the kind training on a case, so that it counts and stands in the timeline."""

    def __init__(self, desk: Desk, case: CaseRow) -> None:
        super().__init__(desk.window, _("Training session"), 540, icon="book-open", tone="service")
        self._desk, self._case = desk, case
        about = _("{number} · {problem}").format(number=case.number, problem=case.title)
        self.body.addWidget(Label(about, color="ink2", elide="end"))
        known = {"on": desk.store.today(), "trainer": desk.store.staff_id, "minutes": 60}
        self.form = RecordForm(_FIELDS, known, form_place(desk), columns=2)
        self.body.addWidget(self.form)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=self.save)

    def save(self) -> None:
        """Save and close; a mistake is said beside its field."""
        values = self.form.try_values()
        if values is None:
            return
        store, failures = self._desk.store, list[UserError]()
        on, now = values["on"], store.now()
        if on > store.today():
            self.form.show_error(UserError(_("This day is still to come."), "on"))
            return
        at = now if on == store.today() else datetime.combine(on, time(12), store.zone).astimezone(UTC)
        trainer = staff_name(store, values["trainer"]) if values["trainer"] is not None else ""
        parts = (
            _("Took part: {people}").format(people=values["people"]) if values["people"] else "",
            _("Trainer: {name}").format(name=trainer) if trainer else "",
        )
        self._desk.do(
            commands.log_contact,
            self._case.id,
            kind="training",
            minutes=values["minutes"] or 0,
            title=_("Training: {topic}").format(topic=values["topic"]),
            body=". ".join(part for part in parts if part),
            at=at,
            failed=failures.append,
        )
        if not failures:
            self.accept()
        elif not self.form.show_error(failures[0]):
            self.show_error(failures[0].message)
