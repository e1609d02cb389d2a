"""Who works here: a list, and a sheet to add or edit one person, with several hats if need be."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.staff.commands import add_staff, edit_staff, remove_staff
from salesdesk.staff.fields import STAFF_FIELDS
from salesdesk.staff.queries import StaffRow, find_staff, list_staff, role_words, staff_name
from salesdesk.ui.desk import Desk
from salesdesk.ui.editors import FormPlace
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import (
    Avatar,
    Badge,
    Button,
    Divider,
    InlineError,
    Label,
    ScrollColumn,
    boxed,
    clear,
    column,
    row,
)

_FORM = tuple(field for field in STAFF_FIELDS if field.key != "roles")


class StaffDialog(Sheet):
    """Everybody at the desk; those who left at the end."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window, _("People at the desk"), 680, icon="users")
        self._desk = desk
        self._list = ScrollColumn((0, 0, 8, 0), 0)
        self._list.setMinimumHeight(300)
        if (inside := self._list.widget()) is not None:
            inside.setAutoFillBackground(False)  # the sheet is white, not the canvas
        self.body.addWidget(self._list)
        self.set_note(_("What one person did stays theirs, also after they left."))
        self.add_action(_("Add somebody"), icon="user-plus", on_click=lambda: self.open_sheet(None))
        self.set_primary(_("Close"), icon="")
        self._fill()

    def _fill(self) -> None:
        clear(self._list.body)
        with self._desk.store.reading() as db:
            people = list_staff(db, left_too=True)
        for person in people:
            self._list.body.addWidget(self._line(person))
            self._list.body.addWidget(Divider())
        self._list.body.addStretch(1)

    def _line(self, person: StaffRow) -> QWidget:
        above = _("reports to {name}").format(name=person.reports_to) if person.reports_to else ""
        quiet = " · ".join(part for part in (role_words(person.roles), person.team, above) if part)
        words = column(
            Label(person.name, "strong", "ink" if person.active else "ink3", elide="end"),
            Label(quiet, "caption", "ink2", elide="end"),
            spacing=0,
        )
        edit = Button(_("Edit {name}").format(name=person.name), "ghost", icon="pencil", size="row")
        edit.setText(_("Edit"))
        edit.setAccessibleName(_("Edit {name}").format(name=person.name))
        edit.clicked.connect(lambda: self.open_sheet(person))
        line = row(Avatar(person.name), words, spacing=10, margins=(4, 6, 4, 6))
        line.setStretch(1, 1)
        if person.id == self._desk.store.staff_id:
            line.addWidget(Badge(_("you"), "accent"))
        if not person.active:
            line.addWidget(Badge(_("has left")))
        line.addWidget(edit)
        return boxed(line)

    def open_sheet(self, person: StaffRow | None) -> None:
        """Edit somebody, or add somebody new."""
        StaffSheet(self, self._desk, person).run()
        self._fill()


class StaffSheet(Sheet):
    """One person: name, what they do, to whom they report."""

    def __init__(self, parent: QWidget, desk: Desk, person: StaffRow | None) -> None:
        title = _("Edit {name}").format(name=person.name) if person else _("Somebody new")
        super().__init__(parent, title, 540, icon="user-round")
        self._desk, self._person = desk, person
        values: dict[str, Any] = person._asdict() if person else {"active": True}
        self.form = RecordForm(_FORM, values, self._place(), columns=2)
        self.roles: dict[str, QCheckBox] = {}
        self._wrong_roles = InlineError()
        self.body.addWidget(self.form)
        self.body.addWidget(self._role_boxes(person.roles if person else "sales"))
        if person is not None:
            self.add_action(_("Remove"), icon="trash-2", kind="danger", on_click=self._remove)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=self._save)

    def _place(self) -> FormPlace:
        store = self._desk.store

        def find(typed: str) -> list[tuple[int, str, str]]:
            with store.reading() as db:
                return find_staff(db, typed)

        return FormPlace(
            self._desk.language,
            store.currency,
            store.country,
            store.today(),
            store.zone,
            {"staff_member": find},
            {"staff_member": lambda staff_id: staff_name(store, staff_id)},
        )

    def _role_boxes(self, chosen: str) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for number, role in enumerate(choices.ROLES):
            box = QCheckBox(_(role.label))
            box.setChecked(role.value in chosen.split(","))
            self.roles[role.value] = box
            grid.addWidget(box, number // 3, number % 3)
        hint = Label(_("Choose what this person does; several are fine."), "caption", "ink3", wrap=True)
        return boxed(
            column(Label(_("Roles"), "caption_medium", "ink2"), grid, hint, self._wrong_roles, spacing=4)
        )

    def _save(self) -> None:
        try:
            values = self.form.values()
        except UserError:
            return
        facts: dict[str, Any] = {key: self._plain(key, value) for key, value in values.items()}
        facts["roles"] = [role for role, box in self.roles.items() if box.isChecked()]
        failed: list[UserError] = []
        if self._person is None:
            self._desk.do(add_staff, failed=failed.append, **facts)
        else:
            version = self._person.version
            self._desk.do(edit_staff, self._person.id, version=version, failed=failed.append, **facts)
        self._end(failed)

    def _remove(self) -> None:
        failed: list[UserError] = []
        if self._person is not None:
            self._desk.do(remove_staff, self._person.id, failed=failed.append)
        self._end(failed)

    def _end(self, failed: list[UserError]) -> None:
        if not failed:
            self.accept()
        elif failed[0].field == "roles":
            self._wrong_roles.setText(failed[0].message)
        elif not self.form.show_error(failed[0]):
            self.show_error(failed[0].message)

    def _plain(self, key: str, value: Any) -> Any:
        return value if key in ("reports_to_id", "active") else value or ""
