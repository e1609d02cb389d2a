"""History: every step with who and when; any of them can be taken back while nothing later stands on it."""

from PySide6.QtWidgets import QWidget

from salesdesk.base import i18n
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.fold import fold
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import format_when
from salesdesk.parties.history_dialog import let_go_words
from salesdesk.store.journal import Step, list_steps
from salesdesk.store.journal_trim import let_go
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import (
    Button,
    Divider,
    EmptyState,
    Icon,
    Label,
    ScrollColumn,
    SearchField,
    boxed,
    clear,
    row,
)

MOST = 400


class HistoryDialog(Sheet):
    """The last steps, newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window, _("History"), 680, icon="history")
        self._desk = desk
        self._list = ScrollColumn((0, 0, 8, 0), 0)
        self._list.setMinimumHeight(theme.scaled(380))
        self.undo_buttons: list[Button] = []
        self.search = SearchField(_("Find a step or a person"))
        self.search.textChanged.connect(lambda _text: self._fill())
        self._count = Label("", "caption", "ink2")
        head = row(self.search, self._count, spacing=10)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._list)
        with desk.store.reading() as db:
            gone = let_go(db)
        kept = _("Every change is kept, also after a restart.")
        self.set_note(kept if gone is None else let_go_words(gone, desk))
        self.set_primary(_("Close"), icon="")
        self._fill()

    def _fill(self) -> None:
        clear(self._list.body)
        self.undo_buttons = []
        with self._desk.store.reading() as db:
            all_steps = list_steps(db, MOST)
        wanted = fold(self.search.text()).split()
        steps = [one for one in all_steps if all(w in fold(f"{one.label} {one.staff}") for w in wanted)]
        count = ngettext("{n} step", "{n} steps", len(steps)).format(n=len(steps))
        self._count.setText(count)
        self._list.setAccessibleName(_("History, {count}").format(count=count))
        for step in steps:
            self._list.body.addWidget(self._line(step))
            self._list.body.addWidget(Divider())
        if all_steps and not steps:
            self._list.body.addStretch(1)
            self._list.body.addWidget(EmptyState("search", _("No step is called so")))
        elif not steps:
            self._list.body.addStretch(1)
            nothing = _("Nothing was changed yet"), _("What you do appears here, with an undo.")
            self._list.body.addWidget(EmptyState("history", *nothing))
        self._list.body.addStretch(1)

    def _line(self, step: Step) -> QWidget:
        when = format_when(step.at, self._desk.store.zone, i18n.language(), self._desk.store.now())
        icon = Icon("undo-2" if step.undone else "check", "ink3", 16)
        words = Label(step.label, "medium", "ink3" if step.undone else "ink", elide="end")
        words.set_struck(step.undone)
        last: QWidget = Label(_("undone"), "caption", "ink3")
        if not step.undone:
            undo = Button(_("Undo"), "ghost", icon="undo-2", size="row", on_click=lambda: self._undo(step))
            undo.setAccessibleName(_("Undo {step}").format(step=step.label))
            self.undo_buttons.append(undo)
            last = undo
        staff, at = Label(step.staff, "caption", "ink2"), Label(when, "caption", "ink3")
        line = row(icon, words, staff, at, last, spacing=10, margins=(4, 0, 4, 0))
        line.setStretch(1, 1)
        box = boxed(line)
        box.setMinimumHeight(theme.scaled(38))
        return box

    def _undo(self, step: Step) -> None:
        try:
            self._desk.store.undo(step_id=step.id)
        except (UserError, StoreError) as error:
            self.show_error(error.message)
            return
        self.clear_error()
        self._fill()
