"""Planning a next step in full: what, how, on which day, at what time, by whom."""

from __future__ import annotations

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import edit_task, set_next_step
from salesdesk.parties.party_picker import form_place
from salesdesk.parties.queries import StepRow
from salesdesk.parties.rules import NextStep
from salesdesk.prospects.days_picker import day_after
from salesdesk.ui.desk import Desk
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.sheet_dialog import Sheet

STEP_FIELDS = (
    Field("title", N_("What"), help=""),
    Field("kind", N_("How"), Kind.CHOICE, required=True, choices=choices.TASK_KINDS),
    Field("due_on", N_("Day"), Kind.DATE, required=True),
    Field("due_time", N_("Time"), help=N_("such as 09:30, or empty")),
    Field("staff_id", N_("Who"), Kind.REFERENCE, reference="staff_member"),
)


class StepSheet(Sheet):
    """The next step of a person; ``step`` is the one that is planned already."""

    def __init__(self, desk: Desk, party_id: int, name: str, step: StepRow | None) -> None:
        super().__init__(desk.window, _("Next step for {name}").format(name=name), 540, icon="calendar-check")
        self._desk, self._party_id, self._step = desk, party_id, step
        values = {
            "title": step.title if step else "",
            "kind": step.kind if step else "call",
            "due_on": step.due_on if step else day_after(desk, 1),
            "due_time": step.due_time if step else "",
            "staff_id": step.staff_id if step else desk.store.staff_id,
        }
        self.form = RecordForm(STEP_FIELDS, values, form_place(desk), columns=2)
        self.body.addWidget(self.form)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=self._save)

    def _save(self) -> None:
        values = self.form.try_values()
        if values is None:
            return
        if self._step is not None:
            facts = {**values, "title": values["title"] or "", "due_time": values["due_time"] or ""}
            self._desk.do(edit_task, self._step.id, failed=self._wrong, **facts)
        else:
            step = NextStep(
                values["due_on"],
                values["due_time"] or "",
                values["title"] or "",
                values["kind"],
                values["staff_id"],
            )
            self._desk.do(set_next_step, self._party_id, step, failed=self._wrong)
        if not self.form.error("due_time"):
            self.accept()

    def _wrong(self, error: UserError) -> None:
        if not self.form.show_error(error):
            self.show_error(error.message)
