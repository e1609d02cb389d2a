"""Who changed what on a record and when; any earlier value can be put back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import format_day, format_when
from salesdesk.parties.commands import put_back
from salesdesk.parties.party_picker import names
from salesdesk.store import journal, journal_trim
from salesdesk.store.journal import PastValue
from salesdesk.store.journal_trim import LetGo
from salesdesk.ui.desk import Desk
from salesdesk.ui.formats import EMPTY, format_value
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    Divider,
    EmptyState,
    Label,
    ScrollColumn,
    boxed,
    clear,
    column,
    row,
)

MOST = 200
_BIN = Field("deleted_at", N_("In the Bin"), Kind.INSTANT, editable=False)
_OTHER_WORDS = {
    "deleted_at": N_("In the Bin"),
    "version": N_("Version"),
    "qualification": N_("Qualification"),
}


def let_go_words(gone: LetGo, desk: Desk) -> str:
    """Since when the history is whole, and why not further back."""
    since, on = (format_day(desk.store.day_of(at), desk.language) for at in (gone.since, gone.on))
    return _("Changes before {since} were let go on {day}.").format(since=since, day=on)


class HistorySheet(Sheet):
    """The changes of one record, newest first. ``fields`` give the facts' names and how they read."""

    def __init__(self, desk: Desk, table: str, row_id: int, fields: Sequence[Field], title: str) -> None:
        super().__init__(desk.window, title, 680, icon="history")
        self._desk, self._table, self._row_id = desk, table, row_id
        self._fields = {field.key: field for field in (*fields, _BIN)}
        self._names = names(desk)
        self._list = ScrollColumn((0, 0, 8, 0), 0)
        self._list.setMinimumHeight(380)
        if (inside := self._list.widget()) is not None:
            inside.setAutoFillBackground(False)  # the sheet is white, not the canvas
        self.body.addWidget(self._list)
        self.set_note(_("Every change is kept, with who made it."))
        self.set_primary(_("Close"), icon="")
        self._fill()

    def _fill(self) -> None:
        clear(self._list.body)
        with self._desk.store.reading() as db:
            past = journal.history(db, self._table, self._row_id, list(self._fields))
            whole = journal_trim.is_whole(db, self._table, self._row_id)
            gone = journal_trim.let_go(db)
        if gone is not None and not whole:
            self.set_note(let_go_words(gone, self._desk))
        for value in past[:MOST]:
            self._list.body.addWidget(self._line(value))
            self._list.body.addWidget(Divider())
        if not past:
            self._list.body.addWidget(
                EmptyState("history", _("Nothing was changed yet"), _("Changes of this record appear here."))
            )
        self._list.body.addStretch(1)

    def _line(self, value: PastValue) -> QWidget:
        store = self._desk.store
        when = format_when(value.at, store.zone, self._desk.language, store.now())
        field = self._fields[value.key]
        name = _(field.label)
        before, after = self._words(field, value.before), self._words(field, value.after)
        added = value.before in (None, "") or value.before == value.after
        change = after if added else _("{before} → {after}").format(before=before, after=after)
        who = _("{name}, {when}").format(name=value.staff, when=when) if value.staff else when
        upper = row(Label(name, "strong"), STRETCH, Label(who, "caption", "ink3"), spacing=8)
        lower = row(Label(change, "body", "ink2", wrap=True), spacing=8)
        lower.setStretch(0, 1)
        if self._can_put_back(value):
            back = Button(_("Put back"), icon="undo-2", size="row", on_click=lambda: self._put_back(value))
            back.setAccessibleName(_("Put back {fact}: {value}").format(fact=name, value=before))
            lower.addWidget(back)
        return boxed(column(upper, lower, spacing=2, margins=(4, 8, 4, 8)))

    def _can_put_back(self, value: PastValue) -> bool:
        # The first image of a record is nothing: there is nothing to go back to.
        return self._fields[value.key].editable and value.before is not None

    def _words(self, field: Field, value: Any) -> str:
        if value in (None, ""):
            return EMPTY
        if field.kind is Kind.REFERENCE:
            name_of = self._names.get(field.reference or "")
            return name_of(int(value)) if name_of else str(value)
        if field.kind is Kind.DATE and isinstance(value, str):
            value = date.fromisoformat(value)
        if field.kind is Kind.INSTANT and isinstance(value, str):
            value = datetime.fromisoformat(value)
        store = self._desk.store
        return format_value(field, value, self._desk.language, store.currency, store.zone)

    def _put_back(self, value: PastValue) -> None:
        try:
            put_back(self._desk.store, self._table, self._row_id, value.key, value.change_id)
        except (UserError, StoreError) as error:
            self.show_error(error.message)
            return
        self.clear_error()
        self._fill()
