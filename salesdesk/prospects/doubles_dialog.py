"""The records that are probably of the same person, each pair with its reason, to be merged or looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from salesdesk.base import phones
from salesdesk.base.i18n import _, ngettext
from salesdesk.parties.doubles_queries import MOST_DOUBLES, Double, list_doubles
from salesdesk.parties.queries import party_card
from salesdesk.prospects.merge_dialog import MergeSheet
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Button, Divider, EmptyState, Label, Link, boxed, clear, column, row


class DoublesSheet(Sheet):
    """``wanted`` is the record whose page was asked for, if any. Merging keeps the older one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window, _("Probable duplicates"), 680, icon="merge")
        self._desk = desk
        self.wanted: int | None = None
        self._rows = column(spacing=0)
        self.body.addLayout(self._rows)
        self.set_primary(_("Close"), icon="", key="Esc", on_click=self.reject)
        self.show_doubles()

    def show_doubles(self) -> None:
        """Read and show the pairs."""
        with self._desk.store.reading() as db:
            found = list_doubles(db)
        clear(self._rows)
        for double in found:
            if self._rows.count():
                self._rows.addWidget(Divider())
            self._rows.addWidget(self._line(double))
        if not found:
            sentence = _("No two records share a phone, an e-mail or a name.")
            self._rows.addWidget(EmptyState("users-round", _("No duplicates found"), sentence))
        words = ngettext("{n} pair", "{n} pairs", len(found)).format(n=len(found))
        more = _("The {n} surest pairs").format(n=MOST_DOUBLES)
        self.set_note(more if len(found) >= MOST_DOUBLES else words if found else "")

    def _line(self, double: Double) -> QWidget:
        reason = {
            "phone": _("Same phone: {value}"),
            "email": _("Same e-mail: {value}"),
            "name": _("Same name"),
        }[double.why]
        value = double.value
        if double.why == "phone":
            value = phones.pretty(value, self._desk.store.country)
        first = Link(double.first, role="strong", on_click=lambda: self._open(double.first_id))
        second = Link(double.second, role="strong", on_click=lambda: self._open(double.second_id))
        names = row(first, Label("·", "body", "ink3"), second, spacing=4)
        names.addStretch(1)
        merge = Button(_("Merge…"), icon="merge", size="small", on_click=lambda: self._merge(double))
        merge.setAccessibleName(
            _("Merge {first} and {second}").format(first=double.first, second=double.second)
        )
        why = Label(reason.format(value=value), "caption", "ink2", elide="end")
        line = row(column(names, row(why, margins=(3, 0, 0, 0)), spacing=0), merge, margins=(0, 6, 4, 6))
        line.setStretch(0, 1)
        return boxed(line)

    def _open(self, party_id: int) -> None:
        self.wanted = party_id
        self.reject()

    def _merge(self, double: Double) -> None:
        with self._desk.store.reading() as db:
            card = party_card(db, double.first_id)
        if card is None:
            return
        sheet = MergeSheet(self._desk, card, double.second_id)
        sheet.run()
        sheet.deleteLater()
        self.show_doubles()
