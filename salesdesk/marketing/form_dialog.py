"""A sheet with a form and one button that saves; what is wrong is said beside its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy import Connection

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field
from salesdesk.base.i18n import _
from salesdesk.marketing.queries import find_products, name_in
from salesdesk.parties.queries import find_people
from salesdesk.parties.records import party_name
from salesdesk.staff.queries import find_staff
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.ui.desk import Desk
from salesdesk.ui.editors import FormPlace
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.sheet_dialog import Sheet

Found = Sequence[tuple[int, str, str]]


def place_of(desk: Desk) -> FormPlace:
    """Where the forms of marketing stand: the shop's language and money, and how they find records."""
    store = desk.store

    def finder(find: Callable[[Connection, str], Found]) -> Callable[[str], Found]:
        def found(typed: str) -> Found:
            with store.reading() as db:
                return find(db, typed)

        return found

    def named(name: Callable[[Connection, int], str]) -> Callable[[int], str]:
        def found(row_id: int) -> str:
            with store.reading() as db:
                return name(db, row_id)

        return found

    find = {
        "party": finder(find_people),
        "product": finder(find_products),
        "staff_member": finder(find_staff),
    }
    names = {
        "party": named(party_name),
        **{table.name: named(partial(name_in, table)) for table in (s.product, s.staff_member, s.campaign)},
    }
    return FormPlace(
        desk.language, store.currency, store.country, store.today(), store.zone, {**find, **desk.find}, names
    )


def carried_out(
    desk: Desk,
    failed: Callable[[UserError], object],
    command: Callable[..., object],
    *args: Any,
    **facts: Any,
) -> bool:
    """Run a command that answers nothing, and say whether it could be done."""
    done = []

    def run(store: Store) -> None:
        command(store, *args, **facts)
        done.append(True)

    desk.do(run, failed=failed)
    return bool(done)


class FormSheet(Sheet):
    """``save(values)`` runs the command and gives its answer, or nothing when it could not be done; then the
    sheet stays open. The answer is in ``answer`` afterwards.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        action: str,
        save: Callable[[dict[str, Any]], Any],
        *,
        columns: int = 2,
        width: int = 560,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or desk.window, title, width)
        self.desk = desk
        self.answer: Any = None
        self._save = save
        self.form = RecordForm(fields, values, place_of(desk), columns=columns)
        self.body.addWidget(self.form)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(action, on_click=self.save)

    def save(self) -> None:
        """Save what the form says and close, if it can be saved."""
        values = self.form.try_values()
        if values is None:
            return
        self.clear_error()
        self.answer = self._save(values)
        if self.answer:
            self.accept()

    def say(self, error: UserError) -> None:
        """Show why it cannot be saved: beside its field, or above the form."""
        if not self.form.show_error(error):
            self.show_error(error.message)

    def finish(self) -> Any:
        """Show it and wait; gives the command's answer, None when nothing was saved."""
        try:
            return self.answer if self.run() else None
        finally:
            self.deleteLater()
