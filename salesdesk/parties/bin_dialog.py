"""The Bin: what was deleted, with a way back for each."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import _
from salesdesk.base.periods import format_when
from salesdesk.parties.commands import restore_from_bin
from salesdesk.parties.queries import Binned, list_bin
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, Button, Divider, EmptyState, Label, ScrollColumn, boxed, clear, row


class BinSheet(Sheet):
    """What is in the Bin, newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window, _("Bin"), 680, icon="trash-2")
        self._desk = desk
        self._list = ScrollColumn((0, 0, 8, 0), 0)
        self._list.setMinimumHeight(360)
        if (inside := self._list.widget()) is not None:
            inside.setAutoFillBackground(False)  # the sheet is white, not the canvas
        self.body.addWidget(self._list)
        self.set_note(_("Nothing is lost: everything here can be taken out again."))
        self.set_primary(_("Close"), icon="")
        self._fill()

    def _fill(self) -> None:
        clear(self._list.body)
        with self._desk.store.reading() as db:
            binned = list_bin(db)
        for one in binned:
            self._list.body.addWidget(self._line(one))
            self._list.body.addWidget(Divider())
        if not binned:
            self._list.body.addWidget(
                EmptyState("trash-2", _("The Bin is empty"), _("What you delete comes here."))
            )
        self._list.body.addStretch(1)

    def _line(self, one: Binned) -> QWidget:
        store = self._desk.store
        when = format_when(one.deleted_at, store.zone, self._desk.language, store.now())
        back = Button(_("Take out"), icon="undo-2", size="row", on_click=lambda: self._take_out(one))
        back.setAccessibleName(_("Take {name} out of the Bin").format(name=one.name))
        words = (Label(one.name, "strong", elide="end"), Label(one.kind, "caption", "ink2"), STRETCH)
        return boxed(row(*words, Label(when, "caption", "ink3"), back, spacing=10, margins=(4, 6, 4, 6)))

    def _take_out(self, one: Binned) -> None:
        self._desk.do(restore_from_bin, one.table, one.id)
        self._fill()
