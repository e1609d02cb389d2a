"""Making one record of two that are the same person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import _
from salesdesk.parties.commands import merge_parties
from salesdesk.parties.party_picker import PartyPicker
from salesdesk.parties.queries import PartyCard, party_card
from salesdesk.prospects import words
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.formats import format_value
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, Button, Label, boxed, clear, column, row

_SHOWN = ("name", "phone", "email", "address", "needs", "notes", "tags", "code", "birthday")


class MergeSheet(Sheet):
    """Choose the other record, see what is kept, swap sides if need be. One step; undo takes it apart again.

    ``kept`` is the id that stays after merging.
    """

    def __init__(self, desk: Desk, card: PartyCard, other_id: int | None = None) -> None:
        super().__init__(
            desk.window, _("Merge {name} with another record").format(name=card.name), 680, icon="merge"
        )
        self._desk = desk
        self._keep: PartyCard = card
        self._other: PartyCard | None = None
        self.kept: int | None = None
        self.picker = PartyPicker(desk, _("The other record"))
        self.picker.changed.connect(lambda: self._choose(self.picker.party_id()))
        self._table = column(spacing=4)
        self._swap = Button(_("Keep the other one"), icon="arrow-down-up", on_click=self._turn)
        self.body.addWidget(self.picker)
        self.body.addLayout(self._table)
        self.body.addLayout(row(self._swap, STRETCH))
        self.set_note(_("Everything of both stays. Undo takes them apart again."))
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self._merge_button = self.set_primary(
            _("Merge"), icon="merge", key="Ctrl+Return", on_click=self._merge
        )
        if other_id is not None:
            self.picker.set_party(other_id)
        self._choose(other_id)

    def _choose(self, other_id: int | None) -> None:
        self._other = None
        if other_id is not None and other_id != self._keep.id:
            with self._desk.store.reading() as db:
                self._other = party_card(db, other_id)
        self._show()

    def _turn(self) -> None:
        if self._other is not None:
            self._keep, self._other = self._other, self._keep
            self._show()

    def _show(self) -> None:
        clear(self._table)
        self._swap.setVisible(self._other is not None)
        self._merge_button.setEnabled(self._other is not None)
        if self._other is None:
            return
        self._table.addWidget(self._line("", _("Stays"), _("Joins it"), "caption_medium"))
        for key in _SHOWN:
            kept, joined = self._words(key, self._keep.facts), self._words(key, self._other.facts)
            if kept or joined:
                label = _(words.FIELDS[key].label)
                self._table.addWidget(
                    self._line(label, kept or _("{value} (from the other)").format(value=joined), joined)
                )

    def _words(self, key: str, facts: Mapping[str, Any]) -> str:
        value = facts[key]
        if value in (None, ""):
            return ""
        return format_value(words.FIELDS[key], value, self._desk.language, self._desk.currency)

    def _line(self, label: str, kept: str, joined: str, role: str = "body") -> QWidget:
        name = Label(label, "caption", "ink3", align=Qt.AlignmentFlag.AlignTop)
        name.setFixedWidth(theme.scaled(110))
        stays, joins = Label(kept, role, wrap=True), Label(joined, role, "ink3", wrap=True)
        line = row(name, stays, joins, spacing=10)
        line.setStretch(1, 1)
        line.setStretch(2, 1)
        line.setAlignment(name, Qt.AlignmentFlag.AlignTop)
        return boxed(line)

    def _merge(self) -> None:
        if self._other is None:
            self.picker.field.setFocus()
            return
        self._desk.do(merge_parties, self._keep.id, self._other.id)
        self.kept = self._keep.id
        self.accept()
