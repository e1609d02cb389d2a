"""One piece of dated work: what, for whom, when, by whom; new or as it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from salesdesk.base import choices
from salesdesk.base.choices import Choice
from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.documents.print_dialog import run_print_sheet
from salesdesk.parties.party_picker import PartyPicker
from salesdesk.service import job_commands, job_queries, job_rules
from salesdesk.service.case_queries import CaseRow
from salesdesk.service.job_rules import JobRow
from salesdesk.service.page_queries import case_page
from salesdesk.service.place_picker import form_place
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, Badge, Button, FactRow, Link, boxed, row

_KINDS: tuple[Choice, ...] = tuple(
    choice
    for choice in choices.TASK_KINDS
    if choice.value in (*job_rules.JOB_KINDS, "promise", "call", "other")
)
_FIELDS = (
    Field("kind", N_("Kind"), Kind.CHOICE, required=True, choices=_KINDS),
    Field("title", N_("What is to be done")),
    Field("due_on", N_("Day"), Kind.DATE, help=N_("Empty: it waits in “To schedule”")),
    Field("due_time", N_("Time"), help=N_("Like 09:30; empty when any time will do")),
    Field("staff_id", N_("Who goes"), Kind.REFERENCE, reference="staff_member"),
)


class JobSheet(Sheet):
    """A new job (``job`` None, with what is ``given``), or one that stands in the calendar."""

    def __init__(self, desk: Desk, job: JobRow | None, given: Mapping[str, Any]) -> None:
        title = _("New job") if job is None else job_rules.job_words(job)
        super().__init__(desk.window, title, 560, icon="calendar-days", tone="service")
        self._desk, self._job, self._given = desk, job, dict(given)
        self._version: int | None = None
        self.party: PartyPicker | None = None
        self.form = RecordForm(_FIELDS, self._values(), form_place(desk), columns=2)
        if job is None:
            self.party = PartyPicker(desk, _("Customer"))
            self.party.set_party(given.get("party_id"))
            self.body.addWidget(self.party)
        else:
            self._show_facts(job)
        self.body.addWidget(self.form)
        if job is not None:
            self.body.addWidget(self._acts(job))
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=self.save)
        if self.party is not None and given.get("party_id") is None:
            self.set_focus_first(self.party.field)
        elif job is not None:
            self.set_focus_first(self.form.widget("due_on"))

    def _values(self) -> dict[str, Any]:
        job, given = self._job, self._given
        if job is None:
            usual = {"kind": "visit", "staff_id": self._desk.store.staff_id}
            return usual | {key: value for key, value in given.items() if value is not None}
        with self._desk.store.reading() as db:
            self._version = db.execute(select(s.task.c.version).where(s.task.c.id == job.id)).scalar()
        return {
            "kind": job.kind,
            "title": job.title,
            "due_on": job.day,
            "due_time": job.time,
            "staff_id": job.staff_id,
        }

    # ------------------------------------------------------------- a job that is there

    def _show_facts(self, job: JobRow) -> None:
        name = Link(job.party or _("No customer is known"), role="strong", on_click=self._show_party)
        late = job.day is not None and job.day < self._desk.store.today()
        state = (
            Badge(_("Done"), "accent", "check") if job.done else Badge(_("Late"), "danger", "circle-alert")
        )
        state.setVisible(job.done or late)
        case = Link(job.case_number, icon="wrench", on_click=self._show_case)
        case.setVisible(job.case_id is not None)
        self.body.addLayout(row(name, state, STRETCH, case, spacing=10))
        for label, words in ((_("Address"), job.address), (_("Product"), job.product)):
            if words:
                self.body.addWidget(FactRow(label, words))

    def _acts(self, job: JobRow) -> QWidget:
        done = Button(
            _("Not done yet") if job.done else _("Done"),
            icon="rotate-ccw" if job.done else "check",
            size="small",
            on_click=self._tick,
        )
        printed = Button(_("Print job sheet"), icon="printer", size="small", on_click=self._print)
        printed.setVisible(job.case_id is not None)
        remove = Button(_("Delete"), "danger", icon="trash-2", size="small", on_click=self._remove)
        return boxed(row(done, printed, STRETCH, remove, spacing=6))

    def _show_party(self) -> None:
        self.reject()
        if self._job is not None and self._job.party_id is not None:
            self._desk.open_record("party", self._job.party_id)

    def _show_case(self) -> None:
        self.reject()
        if self._job is not None and self._job.case_id is not None:
            self._desk.open_record("case", self._job.case_id)

    def _tick(self) -> None:
        if self._job is not None:
            tick(self._desk, self._job)
        self.accept()

    def _print(self) -> None:
        job = self._job
        if job is not None and job.case_id is not None:
            self.accept()
            run_print_sheet(self._desk, "job", job.case_id)

    def _remove(self) -> None:
        if self._job is not None:
            self._desk.do(job_commands.remove_job, self._job.id)
        self.accept()

    # ------------------------------------------------------------- saving

    def save(self) -> None:
        """Save and close; a mistake is said beside its field."""
        values = self.form.try_values()
        if values is None:
            return
        failures: list[UserError] = []
        if self.party is not None:
            self._add(self.party, values, failures)
        elif self._job is not None:
            changed: dict[str, Any] = {
                k: (v or "") if k in _TEXTS else v for k, v in self.form.changed_values().items()
            }
            if changed:
                self._desk.do(
                    job_commands.edit_job,
                    self._job.id,
                    version=self._version,
                    failed=failures.append,
                    **changed,
                )
        if not failures:
            self.accept()
        elif failures[0].field == "party_id" and self.party is not None:
            self.party.set_error(failures[0].message)
            self.party.field.setFocus()
        elif not self.form.show_error(failures[0]):
            self.show_error(failures[0].message)

    def _add(self, party: PartyPicker, values: Mapping[str, Any], failures: list[UserError]) -> None:
        facts = {
            "kind": values["kind"],
            "title": values["title"] or "",
            "on": values["due_on"],
            "time": values["due_time"] or "",
            "staff_id": values["staff_id"],
            "case_id": self._given.get("case_id"),
            "owned_item_id": self._given.get("owned_item_id"),
        }
        words = facts["title"] or choices.label(choices.TASK_KINDS, facts["kind"])

        def run(store: Store) -> int:
            with store.changing(N_("Plan the job “{title}”"), title=words):
                return job_commands.add_job(store, party_id=party.party_or_new(store), **facts)

        self._desk.do(run, failed=failures.append)


_TEXTS = ("title", "due_time")


def tick(desk: Desk, job: JobRow) -> None:
    """Tick a job off, or take its tick back."""
    desk.do(job_commands.reopen_job if job.done else job_commands.finish_job, job.id)


def show_job(desk: Desk, job_id: int) -> bool:
    """Show a job; False when it is gone."""
    with desk.store.reading() as db:
        job = job_queries.job_rows(db, [job_id]).get(job_id)
    if job is None:
        return False
    sheet = JobSheet(desk, job, {})
    sheet.run()
    sheet.deleteLater()
    return True


def plan_job(
    desk: Desk,
    *,
    party_id: int | None = None,
    on: date | None = None,
    time: str = "",
    staff_id: int | None = None,
    **links: Any,
) -> bool:
    """Ask for a new job with what is known already; True when it was saved.

    ``links`` may hold case_id, owned_item_id, kind and title.
    """
    given = {"party_id": party_id, "due_on": on, "due_time": time, "staff_id": staff_id, **links}
    sheet = JobSheet(desk, None, given)
    try:
        return sheet.run()
    finally:
        sheet.deleteLater()


def job_actions(desk: Desk, job: JobRow | None, add: Callable[[], object]) -> Sequence[Action]:
    """The menu of a job, or of an empty place (``job`` None); ``add`` asks for a new one."""
    new = Action("service.job_new", N_("New job"), add, "plus")
    if job is None:
        return (new,)
    store = desk.store
    tomorrow = store.today() + timedelta(days=1)
    place = partial(
        desk.do, job_commands.place_job, job.id, on=tomorrow, time=job.time, staff_id=job.staff_id
    )
    done = N_("Not done yet") if job.done else N_("Done")
    actions = [
        Action("service.job_open", N_("Show the job"), partial(show_job, desk, job.id), "calendar-days"),
        Action("service.job_done", done, partial(tick, desk, job), "check"),
        Action("service.job_tomorrow", N_("Tomorrow"), place, "arrow-right"),
    ]
    if job.case_id is not None:
        show = partial(desk.open_record, "case", job.case_id)
        actions.append(Action("service.job_case", N_("Show the case"), show, "wrench"))
        run = partial(run_print_sheet, desk, "job", job.case_id)
        actions.append(Action("service.job_print", N_("Print job sheet"), run, "printer"))
    remove = partial(desk.do, job_commands.remove_job, job.id)
    return (*actions, new, Action("service.job_bin", N_("Delete the job"), remove, "trash-2"))


def plan_for_case(desk: Desk, case: CaseRow) -> bool:
    """Ask for a day to go to a case's customer; True when it was saved."""
    with desk.store.reading() as db:
        page = case_page(db, case.id)
    item = page.piece.item_id if page is not None and page.piece is not None else None
    return plan_job(
        desk,
        party_id=case.party_id,
        staff_id=case.staff_id,
        case_id=case.id,
        owned_item_id=item,
        title=case.title,
    )
