"""The Bin: what was deleted, with a way back for each, for several, and the end for good."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.fold import fold
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.periods import format_when
from salesdesk.parties.bin_commands import delete_for_good, restore_several
from salesdesk.parties.commands import restore_from_bin
from salesdesk.parties.queries import Binned, list_bin
from salesdesk.staff.rights import EMPTY_BIN
from salesdesk.store.backup import KEEP_ALL, make_backup
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet, ask
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    Divider,
    EmptyState,
    Label,
    ScrollColumn,
    SearchField,
    boxed,
    clear,
    row,
)

COPY_FIRST = 100
"""More records than this are deleted for good only after the book was copied."""


class BinSheet(Sheet):
    """What is in the Bin, newest first; narrowed by name and kind, ticked for more than one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window, _("Bin"), 760, icon="trash-2")
        self._desk = desk
        self._ticked: set[tuple[str, int]] = set()
        self._shown: list[Binned] = []
        self.search = SearchField(_("Find in the Bin"))
        self.search.textChanged.connect(lambda _text: self._fill())
        self._count = Label("", "caption", "ink2")
        self.back_button = Button(_("Take out"), icon="undo-2", size="small", on_click=self._take_out_ticked)
        self.end_button = Button(
            _("Delete for good"), "danger", icon="trash-2", size="small", on_click=self._delete
        )
        head = row(self.search, self._count, self.back_button, self.end_button, spacing=10)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self._list = ScrollColumn((0, 0, 8, 0), 0)
        self._list.setMinimumHeight(360)
        if (inside := self._list.widget()) is not None:
            inside.setAutoFillBackground(False)  # the sheet is white, not the canvas
        self.body.addWidget(self._list)
        self.set_note(_("Everything here can be taken out again, until it is deleted for good."))
        self.set_primary(_("Close"), icon="")
        self._fill()

    def _fill(self) -> None:
        clear(self._list.body)
        with self._desk.store.reading() as db:
            binned = list_bin(db)
        wanted = fold(self.search.text()).split()
        self._shown = [one for one in binned if all(w in fold(f"{one.name} {one.kind}") for w in wanted)]
        self._ticked &= {(one.table, one.id) for one in self._shown}
        for one in self._shown:
            self._list.body.addWidget(self._line(one))
            self._list.body.addWidget(Divider())
        if not binned:
            self._list.body.addWidget(
                EmptyState("trash-2", _("The Bin is empty"), _("What you delete comes here."))
            )
        elif not self._shown:
            self._list.body.addWidget(EmptyState("search", _("Nothing in the Bin is called so")))
        self._list.body.addStretch(1)
        self._show_count()

    def _show_count(self) -> None:
        n, ticked = len(self._shown), len(self._ticked)
        words = ngettext("{n} record", "{n} records", n).format(n=n)
        if ticked:
            words = ngettext("{n} ticked", "{n} ticked", ticked).format(n=ticked)
        self._count.setText(words)
        self._count.setVisible(n > 0)
        self._list.setAccessibleName(_("Bin, {count}").format(count=words))
        self.back_button.setVisible(ticked > 0)
        self.end_button.setVisible(n > 0 and self._desk.may(EMPTY_BIN))
        self.end_button.setText(_("Delete for good") if ticked else _("Empty the Bin"))

    def _line(self, one: Binned) -> QWidget:
        store = self._desk.store
        when = format_when(one.deleted_at, store.zone, self._desk.language, store.now())
        tick = QCheckBox()
        tick.setAccessibleName(_("Tick {name}").format(name=one.name))
        tick.setChecked((one.table, one.id) in self._ticked)
        tick.toggled.connect(lambda on: self._tick(one, on))
        back = Button(_("Take out"), icon="undo-2", size="row", on_click=lambda: self._take_out(one))
        back.setAccessibleName(_("Take {name} out of the Bin").format(name=one.name))
        words = (Label(one.name, "strong", elide="end"), Label(one.kind, "caption", "ink2"), STRETCH)
        at = Label(when, "caption", "ink3")
        return boxed(row(tick, *words, at, back, spacing=10, margins=(4, 6, 4, 6)))

    def _tick(self, one: Binned, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)((one.table, one.id))
        self._show_count()

    def _take_out(self, one: Binned) -> None:
        self._desk.do(restore_from_bin, one.table, one.id)
        self._fill()

    def _take_out_ticked(self) -> None:
        rows = sorted(self._ticked)
        self._desk.do(restore_several, rows, failed=lambda error: self.show_error(error.message))
        self._fill()

    def _delete(self) -> None:
        rows = sorted(self._ticked) or [(one.table, one.id) for one in self._shown]
        title = ngettext("Delete {n} record for good?", "Delete {n} records for good?", len(rows))
        words = _("They leave the Bin with their calls, notes and tasks. What sales and cases need stays.")
        if not ask(self, title.format(n=len(rows)), words, _("Delete for good"), danger=True):
            return
        self.clear_error()
        if len(rows) <= COPY_FIRST:
            self._delete_now(rows)
            return
        book = self._desk.store.path
        self.set_note(_("Copying the book first. Nothing is deleted before the copy is proven."))
        self._desk.jobs.run(
            N_("Copying the book"),
            lambda task: make_backup(book, "bulk", keep=KEEP_ALL, task=task),
            lambda _made: self._delete_now(rows),
            self._not_copied,
        )

    def _not_copied(self, error: Exception) -> None:
        self.set_note("")
        if isinstance(error, UserError | StoreError):
            self.show_error(error.message)

    def _delete_now(self, rows: list[tuple[str, int]]) -> None:
        self.set_note("")
        gone = self._desk.do(delete_for_good, rows, failed=lambda error: self.show_error(error.message))
        self._fill()
        if gone is not None and gone < len(rows):
            kept = len(rows) - gone
            self.show_error(
                ngettext(
                    "{n} record stays, because others need it.",
                    "{n} records stay, because others need them.",
                    kept,
                ).format(n=kept)
            )
