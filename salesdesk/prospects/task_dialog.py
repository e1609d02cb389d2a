"""Writing down something to do: what, for whom, when."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.parties.commands import add_task
from salesdesk.parties.kinds_panel import add_kinds_for
from salesdesk.parties.party_picker import PartyPicker
from salesdesk.prospects.days_picker import DayChips
from salesdesk.store.database import Store
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import ChoiceBox, FormField, Label, boxed, column, row


class NewTaskSheet(Sheet):
    """What to do is enough, or a kind that says it. Somebody typed who is not in the book is added.

    ``party_id`` is whom the saved task is for.
    """

    def __init__(self, desk: Desk, party_id: int | None = None) -> None:
        super().__init__(desk.window, _("New task"), 680, icon="calendar-check")
        self._desk = desk
        self.party_id: int | None = None
        self.what, self.time = QLineEdit(), QLineEdit()
        self.what.setPlaceholderText(_("Bring the spare tap"))
        self.time.setPlaceholderText("09:30")
        self.time.setFixedWidth(theme.scaled(96))
        self.kind = ChoiceBox([(c.value, _(c.label)) for c in choices.TASK_KINDS], _("How"))
        self.kind.set_value("other")
        self.who = PartyPicker(desk, _("For whom"), required=False)
        self.who.set_party(party_id)
        self._what, self._time = FormField(_("What to do"), self.what), FormField(_("Time"), self.time)
        self.days = DayChips(desk, _("Today"))
        first = row(self._what, FormField(_("How"), self.kind), spacing=10)
        first.setStretch(0, 3)
        first.setStretch(1, 2)
        day = boxed(column(Label(_("Day"), "caption_medium", "ink2"), self.days, spacing=4))
        when = row(day, self._time, spacing=10)
        when.setStretch(0, 1)
        self.body.addLayout(first)
        self.body.addWidget(self.who)
        self.body.addLayout(when)
        add_kinds_for(self, desk, "prospects.new_task", self.who.field)
        self.set_note(_("It stands on the Today page when its day comes"))
        self.add_action(_("Save and open"), key="Alt+O", on_click=lambda: self._save(open_it=True))
        QShortcut(QKeySequence("Alt+O"), self, lambda: self._save(open_it=True))
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=lambda: self._save())
        self.set_focus_first(self.what)

    def _save(self, open_it: bool = False) -> None:
        for field in (self._what, self._time):
            field.clear_error()
        facts: dict[str, Any] = {
            "title": nfc(self.what.text()).strip(),
            "kind": str(self.kind.value()),
            "due_on": self.days.day(),
            "due_time": self.time.text(),
        }
        shown = facts["title"] or choices.label(choices.TASK_KINDS, facts["kind"])

        def run(store: Store) -> int | None:
            with store.changing(N_("Add the task “{title}”"), title=shown):
                party_id = self.who.party_or_new(store)
                add_task(store, party_id=party_id, **facts)
                return party_id

        failed: list[UserError] = []
        self.party_id = self._desk.do(run, failed=failed.append)
        if failed:
            self._wrong(failed[0])
            return
        self.accept()
        if open_it and self.party_id is not None:
            self._desk.open_record("party", self.party_id)

    def _wrong(self, error: UserError) -> None:
        box = {"title": self._what, "due_time": self._time, "party_id": self.who}.get(error.field or "")
        if box is None:
            self.show_error(error.message)
            return
        box.set_error(error.message)
        box.editor.setFocus()


def new_task(desk: Desk, party_id: int | None = None) -> None:
    """Show the sheet and wait."""
    sheet = NewTaskSheet(desk, party_id)
    sheet.run()
    sheet.deleteLater()
