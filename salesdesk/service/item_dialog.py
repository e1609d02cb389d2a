"""What a customer owns: its facts, maintenance, replacement, and a case for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.service import commands, queries, rules
from salesdesk.service.case_dialog import open_new_case
from salesdesk.service.fields import ITEM_FIELDS
from salesdesk.service.place_picker import form_place
from salesdesk.ui.desk import Desk
from salesdesk.ui.record_form import RecordForm
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, Badge, Button, FormField, Label, boxed, row

_TEXTS = ("words", "serial", "place", "settings_note")


class ItemSheet(Sheet):
    """An owned item (or, with ``item_id`` None, a new one) and what can be done with it."""

    def __init__(self, desk: Desk, item_id: int | None, given: dict[str, Any] | None = None) -> None:
        super().__init__(desk.window, _("What a customer owns"), 600, icon="package", tone="service")
        self._desk, self._item = desk, item_id
        facts = self._read(item_id) or dict(given or {})
        self._version = facts.get("version")
        fields = list(ITEM_FIELDS)
        if item_id is not None:
            left_out = {"party_id"} | ({"words"} if facts.get("product_id") is not None else set())
            fields = [replace(f, help="") for f in ITEM_FIELDS if f.key not in left_out]
        self.form = RecordForm(fields, facts, form_place(desk), columns=2)
        if item_id is not None:
            self.body.addWidget(self._state(facts))
        self.body.addWidget(self.form)
        if item_id is not None:
            self.body.addWidget(self._acts())
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=self.save)

    def _read(self, item_id: int | None) -> dict[str, Any] | None:
        if item_id is None:
            return None
        with self._desk.store.reading() as db:
            facts = queries.item_facts(db, item_id)
            rows = queries.item_rows(db, [item_id])
        if facts is not None and item_id in rows:
            self.set_title(
                _("{product}, {owner}").format(product=rows[item_id].product, owner=rows[item_id].party)
            )
        return facts

    def _state(self, facts: dict[str, Any]) -> Any:
        words, tone = rules.warranty_words(
            facts["warranty_until"], self._desk.store.today(), self._desk.language
        )
        badge = Badge(words, tone, "shield-check" if tone != "neutral" else "info")
        old = facts["old_serial"]
        earlier = Label(
            _("Earlier serial number {serial}").format(serial=old) if old else "",
            "caption",
            "ink2",
            elide="end",
        )
        return boxed(row(badge, earlier, STRETCH, spacing=10))

    def _acts(self) -> Any:
        maintained = Button(_("Maintained today"), icon="refresh-cw", size="small", on_click=self._maintained)
        replace = Button(_("Replace…"), icon="repeat", size="small", on_click=self._replace)
        case = Button(_("Open a case"), icon="wrench", size="small", on_click=self._open_case)
        remove = Button(_("Delete"), "danger", icon="trash-2", size="small", on_click=self._remove)
        return boxed(row(maintained, replace, case, STRETCH, remove, spacing=6))

    # ------------------------------------------------------------- acting

    def save(self) -> None:
        """Save and close; a mistake is said beside its field."""
        values = self.form.try_values()
        if values is None:
            return
        failures: list[UserError] = []
        if self._item is None:
            facts: dict[str, Any] = {k: (v or "") if k in _TEXTS else v for k, v in values.items()}
            self._desk.do(commands.add_owned_item, failed=failures.append, **facts)
        else:
            changed: dict[str, Any] = {
                k: (v or "") if k in _TEXTS else v for k, v in self.form.changed_values().items()
            }
            if changed:
                self._desk.do(
                    commands.edit_owned_item,
                    self._item,
                    version=self._version,
                    failed=failures.append,
                    **changed,
                )
        self._close_or_say(failures)

    def _close_or_say(self, failures: list[UserError]) -> None:
        if not failures:
            self.accept()
        elif not self.form.show_error(failures[0]):
            self.show_error(failures[0].message)

    def _maintained(self) -> None:
        self._desk.do(commands.record_maintenance, self._item)
        self.accept()

    def _replace(self) -> None:
        if self._item is not None:
            sheet = ReplaceSheet(self._desk, self._item)
            if sheet.run():
                self.accept()
            sheet.deleteLater()

    def _open_case(self) -> None:
        self.accept()
        open_new_case(self._desk, owned_item_id=self._item)

    def _remove(self) -> None:
        self._desk.do(commands.remove_owned_item, self._item)
        self.accept()


class ReplaceSheet(Sheet):
    """The serial number of the piece that takes the broken one's place."""

    def __init__(self, desk: Desk, item_id: int) -> None:
        super().__init__(desk.window, _("Replace the piece"), 420, icon="repeat")
        self._desk, self._item = desk, item_id
        self.serial = QLineEdit()
        self._field = FormField(
            _("Serial number of the new piece"),
            self.serial,
            help=_("The old number is kept, the warranty goes on"),
        )
        self.body.addWidget(self._field)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Replace"), on_click=self.save)

    def save(self) -> None:
        """Replace and close."""
        failures: list[UserError] = []
        self._desk.do(
            commands.replace_owned_item, self._item, serial=self.serial.text(), failed=failures.append
        )
        if failures:
            self._field.set_error(failures[0].message)
        else:
            self.accept()


def show_item(desk: Desk, item_id: int) -> bool:
    """Show an owned item; False when it is gone."""
    with desk.store.reading() as db:
        known = queries.item_facts(db, item_id)
    if known is None:
        return False
    sheet = ItemSheet(desk, item_id)
    sheet.run()
    sheet.deleteLater()
    return True


def add_item(desk: Desk, **given: Any) -> bool:
    """Ask for something a customer owns; True when it was saved."""
    sheet = ItemSheet(desk, None, given)
    try:
        return sheet.run()
    finally:
        sheet.deleteLater()
