"""Bringing in a file, step by step: file, columns, check, done. Nothing is written before the last button."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.base.changes import Changes
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.money import format_number
from salesdesk.base.task import Task
from salesdesk.exchange.import_check_panel import CheckPanel
from salesdesk.exchange.import_done_panel import DonePanel
from salesdesk.exchange.import_draft import Checked, ImportDraft, ReadFile, Written
from salesdesk.exchange.import_file_panel import FilePanel
from salesdesk.exchange.import_glance import Glance
from salesdesk.exchange.import_match_panel import MatchPanel
from salesdesk.exchange.import_offers import Offer
from salesdesk.exchange.import_rail_panel import RailPanel
from salesdesk.exchange.import_work import ImportWork
from salesdesk.exchange.record_names import Names
from salesdesk.exchange.rehearsal import Choices, RowPlan
from salesdesk.exchange.values import Study
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import STRETCH, Button, Inset, PageBar, announce, boxed, column, row

FILE, MATCH, CHECK, DONE = range(4)
_STEPS = (N_("File"), N_("Match columns"), N_("Check"), N_("Done"))
_OPENED_BY = {"service_case": "case", "staff_member": "", "target": ""}


class ImportPage(QWidget):
    """The four steps of one import, beside a rail. ``closed`` says that the person is finished with it."""

    closed = Signal()

    def __init__(self, desk: Desk, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.draft = ImportDraft(desk.store, offers[0])
        self._rail = RailPanel(_("Import"), [_(name) for name in _STEPS])
        self.file_panel, self.match_panel = FilePanel(offers), MatchPanel(desk.currency)
        self.check_panel, self.done_panel = CheckPanel(desk.currency), DonePanel(desk.currency)
        self._rail.set_foot(_("The book is copied before."))
        self._stack = QStackedWidget()
        for panel in (self.file_panel, self.match_panel, self.check_panel, self.done_panel):
            self._stack.addWidget(panel)
        self.message = PageBar()
        self.cancel_button = Button(_("Cancel"), "ghost", on_click=self.close_page)
        self.back_button = Button(_("Back"), icon="arrow-left", key="Alt+B", on_click=self.back)
        self.next_button = Button(_("Next"), "primary", key="Alt+N", on_click=self.next)
        foot = boxed(
            row(self.cancel_button, STRETCH, self.back_button, self.next_button, margins=(20, 8, 20, 12))
        )
        middle = column(Inset(self.message, margins=(20, 12, 20, 0)), self._stack, foot, spacing=0)
        middle.setStretchFactor(self._stack, 1)
        self.setLayout(row(self._rail, boxed(middle), spacing=0))
        self._work = ImportWork(desk.jobs, self._say, self._allow_next)
        self._glance = Glance(desk.jobs, self.draft, self.match_panel, desk.language)
        self._wanted_row, self._leads = 0, False
        self._names: Names = {}
        self._connect()
        self._go(FILE)

    def _connect(self) -> None:
        self.file_panel.kind_chosen.connect(self._choose_kind)
        self.file_panel.file_chosen.connect(self.open_file)
        self.match_panel.assigned.connect(self._assign)
        self.match_panel.answered.connect(self._glance.answer)
        self.match_panel.glance.row_wanted.connect(self._check_row)
        self.match_panel.reread.connect(self._reread)
        self.check_panel.choices_changed.connect(self._choose)
        self.check_panel.texts_wanted.connect(self._read_row)
        self.check_panel.save_wanted.connect(self._save_left_out)
        self.done_panel.undo_wanted.connect(self._undo)
        self.done_panel.save_wanted.connect(self._save_left_out)
        self.done_panel.see_wanted.connect(self._see)
        self._desk.hub.changed.connect(self._hear)

    # Moving

    @property
    def step(self) -> int:
        """Which of the four steps is shown."""
        return self._stack.currentIndex()

    def _go(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self._rail.show_step(step, _notes(self.draft))
        self.back_button.setVisible(step in (MATCH, CHECK))
        self.cancel_button.setVisible(step != DONE)
        self.next_button.setVisible(step != FILE)
        said = _("Import, step {n} of {all}: {name}")
        self.setAccessibleName(said.format(n=step + 1, all=len(_STEPS), name=_(_STEPS[step])))
        announce(self, self.accessibleName())
        self.next_button.setText(_next_words(step, self.draft, self._desk.language))
        self._allow_next()

    def _allow_next(self) -> None:
        if self._work.busy:
            self.next_button.setEnabled(False)
        elif self.step == CHECK and self.draft.rehearsal is not None:
            n = sum(self.draft.rehearsal.counts[key] for key in ("new", "changed"))
            self.next_button.setText(ngettext("Import {n} row", "Import {n} rows", n).format(n=n))
            self.next_button.setEnabled(n > 0)
            if self._leads and n:  # all is seen: Enter imports
                self._leads = False
                self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.step == MATCH:
            wrong = self.draft.problems()
            self._glance.show_states()
            self.next_button.setEnabled(not wrong)
        else:
            self.next_button.setEnabled(True)

    def next(self) -> None:
        """The primary button of the step."""
        if self.next_button.isEnabled():
            (self.file_panel.choose, self._check, self._import, self.close_page)[self.step]()

    def back(self) -> None:
        """One step back; what was chosen stays chosen."""
        if self.step in (MATCH, CHECK):
            self.message.clear()
            self._go(self.step - 1)

    def close_page(self) -> None:
        """Leave; nothing was written unless step 4 said so."""
        self.closed.emit()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """The keys of an import, for the status bar."""
        return (("Alt+B", _("back")), ("Alt+N", _("next")), ("Esc", _("cancel, nothing is saved")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_N:
            self.next()
        elif alt and event.key() == Qt.Key.Key_B:
            self.back()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_page()
        else:
            super().keyPressEvent(event)

    # Step 1: the file

    def _choose_kind(self, key: object) -> None:
        self.draft.offer = next(o for o in self.file_panel.offers if o.key == key)

    def open_file(self, path: object) -> None:
        """Read a file's beginning and guess its columns."""
        file, draft = Path(str(path)), self.draft
        self._work.run(_("Reading the file"), lambda task: draft.read(file, task), self._show_file)

    def _reread(self, encoding: str, sheet: str) -> None:
        draft = self.draft
        if draft.file is not None:
            path = draft.file.table.path

            def work(task: Task) -> ReadFile:
                return draft.read(path, task, encoding=encoding, sheet=sheet)

            self._work.run(_("Reading the file"), work, self._show_file)

    def _show_file(self, read: ReadFile) -> None:
        self.draft.take(read)
        importer, language = self.draft.offer.importer, self._desk.language
        self.match_panel.show_table(read.table, read.mapping, importer, read.study, language)
        self._go(MATCH)
        self._glance.ask()

    # Step 2: the columns

    def _assign(self, column_: int, key: object) -> None:
        self.draft.assign(column_, str(key))

        def show(study: Study | None) -> None:
            self.draft.learn(study)
            if study is not None:
                self.match_panel.show_questions(study, self.draft.offer.importer.fields, self._desk.language)
            self._go(MATCH)
            self._glance.ask()

        self._glance.stop()
        self._work.run(_("Reading the file"), self.draft.study, show)

    # Step 3: the rehearsal

    def _check(self) -> None:
        found = self._glance.take()
        if found is not None:
            self._show_rehearsal(found)
            return
        self._glance.stop()
        self._work.run(_("Checking the rows"), self.draft.check, self._show_rehearsal)

    def _check_row(self, number: int) -> None:
        """Check, and go to the row that is to be corrected."""
        self._wanted_row = number
        self._check()

    def _show_rehearsal(self, found: Checked | None) -> None:
        if found is not None:
            self.draft.rehearsal, self._names = found.rehearsal, found.names
            self.check_panel.show_rehearsal(
                found.rehearsal, self.draft.choices, self._desk.language, found.names
            )
            self._leads = self.step != CHECK
            self._go(CHECK)
            if self._wanted_row:
                self.check_panel.go_to(self._wanted_row)
                self._wanted_row = 0

    def _read_row(self, plan: RowPlan) -> None:
        rehearsal = self.draft.rehearsal
        if rehearsal is not None:
            self._work.run(
                _("Reading the file"),
                lambda _task: (rehearsal.texts(plan.number), self.draft.beside(plan)),
                lambda found: self.check_panel.show_row(plan, *found), quiet=True,
            )  # fmt: skip

    def _choose(self, choices: Choices) -> None:
        self.draft.choices = choices
        self._check()

    # Step 4: writing

    def _import(self) -> None:
        self._work.run(_("Importing"), self.draft.write, self._show_result)

    def _show_result(self, written: Written | None) -> None:
        if written is not None:
            self.draft.done(written)
            checked, language = self.draft.rehearsal, self._desk.language
            if checked is not None:
                self.done_panel.show_result(written.result, checked, self._names, language)
            self._go(DONE)
            if not self.isVisible():
                self._desk.toasts.show_toast(self.done_panel.title)

    def _hear(self, changes: Changes) -> None:
        self._glance.stop()  # the book is another one now
        if self.step == DONE and changes.kind != "do":
            self.done_panel.show_undone(self.draft.is_undone)

    def _undo(self) -> None:
        self._work.run(_("Undoing the import"), self.draft.undo, lambda _done: None)

    def _see(self, record_id: object) -> None:
        name = self.draft.offer.importer.table.name
        kind = _OPENED_BY.get(name, name)
        self.close_page()
        if kind and isinstance(record_id, int):
            self._desk.open_record(kind, record_id)

    def _save_left_out(self, path: str) -> None:
        rehearsal = self.draft.rehearsal
        if rehearsal is not None:
            self._work.run(
                _("Writing the file"), lambda _task: rehearsal.left_out_csv(Path(path)), lambda _n: None
            )

    # The page itself

    def _say(self, words: str) -> None:
        if words:
            self.message.show_message(words)
        else:
            self.message.clear()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody looks at it any more: what is under way is stopped and leaves nothing behind."""
        self._work.stop()
        self._glance.stop()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("canvas"))


def _notes(draft: ImportDraft) -> list[str]:
    """What stands under the names of the steps."""
    names = ["", "", _("duplicates, mistakes"), _("undo at any time")]
    if draft.file is not None:
        table, mapping, _study = draft.file
        names[FILE] = table.path.name
        words = _("{n} of {all} columns matched")
        names[MATCH] = words.format(n=draft.matched, all=len(mapping.columns))
    return names


def _next_words(step: int, draft: ImportDraft, language: str) -> str:
    """What the primary button of a step says."""
    rows = draft.file.table.row_count if draft.file is not None else 0
    check = ngettext("Check {n} row", "Check {n} rows", rows).format(n=format_number(rows, 0, language))
    return {MATCH: check, CHECK: _("Import"), DONE: _("Close")}.get(step, _("Next"))
