"""Bringing in a file, step by step: file, columns, check, done. Nothing is written before the last button.

The page holds what the person has chosen; the panels show one step each and tell what was chosen.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.task import Task
from salesdesk.exchange.applying import ImportResult, apply
from salesdesk.exchange.import_check_panel import CheckPanel
from salesdesk.exchange.import_done_panel import DonePanel
from salesdesk.exchange.import_file_panel import FilePanel
from salesdesk.exchange.import_match_panel import MatchPanel
from salesdesk.exchange.import_offers import Offer
from salesdesk.exchange.import_rail_panel import RailPanel
from salesdesk.exchange.mapping import Mapping, guess, problems, recall, remember
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.rehearsal import Choices, Rehearsal, rehearse, studied
from salesdesk.exchange.table import Table
from salesdesk.exchange.values import Study
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import STRETCH, Button, PageBar, boxed, column, row

FILE, MATCH, CHECK, DONE = range(4)
_STEPS = (N_("File"), N_("Match columns"), N_("Check"), N_("Done"))


class ImportPage(QWidget):
    """``closed`` says that the person is finished with it."""

    closed = Signal()

    def __init__(self, desk: Desk, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.offer = offers[0]
        self.table: Table | None = None
        self.mapping: Mapping | None = None
        self.study: Study | None = None
        self.choices = Choices()
        self.rehearsal: Rehearsal | None = None
        self._rail = RailPanel(_("Import"), [_(name) for name in _STEPS])
        self.file_panel, self.match_panel = FilePanel(offers), MatchPanel()
        self.check_panel, self.done_panel = CheckPanel(desk.currency), DonePanel()
        self._stack = QStackedWidget()
        for panel in (self.file_panel, self.match_panel, self.check_panel, self.done_panel):
            self._stack.addWidget(panel)
        self._bar = PageBar()
        self.cancel_button = Button(_("Cancel"), "ghost", on_click=self.close_page)
        self.back_button = Button(_("Back"), icon="arrow-left", key="Alt+B", on_click=self.back)
        self.next_button = Button(_("Next"), "primary", key="Alt+N", on_click=self.next)
        foot = boxed(
            row(self.cancel_button, STRETCH, self.back_button, self.next_button, margins=(20, 8, 20, 12))
        )
        middle = boxed(column(self._bar, self._stack, foot, spacing=0))
        self.setLayout(row(self._rail, middle, spacing=0))
        self._connect()
        self._go(FILE)

    def _connect(self) -> None:
        self.file_panel.kind_chosen.connect(self._choose_kind)
        self.file_panel.file_chosen.connect(self.open_file)
        self.match_panel.assigned.connect(self._assign)
        self.match_panel.answered.connect(self._answer)
        self.match_panel.reread.connect(self._reread)
        self.check_panel.choices_changed.connect(self._choose)
        self.check_panel.save_wanted.connect(self._save_left_out)
        self.done_panel.undo_wanted.connect(self._undo)
        self.done_panel.save_wanted.connect(self._save_left_out)
        self.done_panel.see_wanted.connect(self._see)

    # Moving

    @property
    def step(self) -> int:
        """Which of the four steps is shown."""
        return self._stack.currentIndex()

    def _go(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        names = ["", "", "", _("undo at any time")]
        if self.table is not None:
            names[FILE] = self.table.path.name
        if self.mapping is not None:
            matched = sum(m.field_key is not None for m in self.mapping.columns)
            names[MATCH] = _("{n} of {all} columns matched").format(n=matched, all=len(self.mapping.columns))
        self._rail.show_step(step, names)
        self.back_button.setVisible(step in (MATCH, CHECK))
        self.cancel_button.setVisible(step != DONE)
        self.next_button.setVisible(step != FILE)
        words = {MATCH: _("Check the rows"), CHECK: _("Import"), DONE: _("Close")}
        self.next_button.setText(words.get(step, _("Next")))
        self._allow_next()

    def _allow_next(self) -> None:
        if self.step == CHECK and self.rehearsal is not None:
            counts = self.rehearsal.counts
            n = counts["new"] + counts["changed"]
            self.next_button.setText(_("Import {n} rows").format(n=n))
            self.next_button.setEnabled(n > 0)
        elif self.step == MATCH and self.mapping is not None:
            wrong = problems(self.mapping, self.offer.importer.matchable)
            self.match_panel.show_problems(wrong)
            self.next_button.setEnabled(not wrong)
        else:
            self.next_button.setEnabled(True)

    def next(self) -> None:
        """The primary button of the step."""
        if self.next_button.isEnabled():
            {MATCH: self._check, CHECK: self._import, DONE: self.close_page}.get(self.step, lambda: None)()

    def back(self) -> None:
        """One step back; what was chosen stays chosen."""
        if self.step in (MATCH, CHECK):
            self._bar.clear()
            self._go(self.step - 1)

    def close_page(self) -> None:
        """Leave; nothing was written unless step 4 said so."""
        self.closed.emit()

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
        self.offer = next(o for o in self.file_panel.offers if o.key == key)

    def open_file(self, path: object) -> None:
        """Read a file's beginning and guess its columns."""
        self._read(lambda: open_table(Path(str(path))))

    def _reread(self, encoding: str, sheet: str) -> None:
        if self.table is not None:
            path = self.table.path
            self._read(lambda: open_table(path, encoding=encoding or None, sheet=sheet or None))

    def _read(self, opener: Callable[[], Table]) -> None:
        importer, store = self.offer.importer, self._desk.store

        def work(task: Task) -> tuple[Table, Mapping, Study]:
            task.advance(0, 1)
            table = opener()
            mapping = recall(store, importer.key, table, importer.matchable)
            mapping = mapping or guess(importer.matchable, table, words=importer.words)
            return table, mapping, studied(table, mapping, importer, store, task)

        self._run(_("Reading the file"), work, self._show_table)

    def _show_table(self, read: tuple[Table, Mapping, Study]) -> None:
        self.table, self.mapping, self.study = read
        self.choices = Choices()
        self.match_panel.show_table(
            self.table, self.mapping, self.offer.importer, self.study, self._desk.language
        )
        self._go(MATCH)

    # Step 2: the columns

    def _assign(self, column_: int, key: object) -> None:
        if self.mapping is None or self.table is None:
            return
        self.mapping.assign(column_, str(key) or None)
        table, mapping, importer, store = self.table, self.mapping, self.offer.importer, self._desk.store

        def show(study: Study) -> None:
            self.study = study
            self.match_panel.show_questions(study, self._desk.language)
            self._allow_next()

        self._run(_("Reading the file"), lambda task: studied(table, mapping, importer, store, task), show)
        self._allow_next()

    def _answer(self, column_: int, first: bool) -> None:
        if self.study is not None and self.mapping is not None:
            self.study.answer(column_, first)
            key = next((m.field_key for m in self.mapping.columns if m.column == column_), None)
            if key:
                self.mapping.answers[key] = first

    # Step 3: the rehearsal

    def _check(self) -> None:
        if self.table is None or self.mapping is None:
            return
        table, mapping, importer, study, choices = (
            self.table,
            self.mapping,
            self.offer.importer,
            self.study,
            self.choices,
        )
        store = self._desk.store

        def work(task: Task) -> Rehearsal:
            return rehearse(table, mapping, importer, store, task, study=study, choices=choices)

        self._run(_("Checking the rows"), work, self._show_rehearsal)

    def _show_rehearsal(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        self.check_panel.show_rehearsal(rehearsal, self.choices, self._desk.language)
        self._go(CHECK)

    def _choose(self, choices: Choices) -> None:
        self.choices = choices
        self._check()

    # Step 4: writing

    def _import(self) -> None:
        if self.rehearsal is None or self.mapping is None:
            return
        rehearsal, store = self.rehearsal, self._desk.store
        remember(store, self.offer.importer.key, self.mapping)
        self._run(_("Importing"), lambda task: apply(rehearsal, store, task), self._show_result)

    def _show_result(self, result: ImportResult) -> None:
        self.done_panel.show_result(result)
        self._go(DONE)

    def _undo(self) -> None:
        store = self._desk.store
        self._run(_("Undoing the import"), store.undo, lambda _done: self.close_page())

    def _see(self, record_id: object) -> None:
        kinds = {"service_case": "case", "staff_member": "", "target": ""}
        name = self.offer.importer.table.name
        kind = kinds.get(name, name)
        self.close_page()
        if kind and isinstance(record_id, int):
            self._desk.open_record(kind, record_id)

    def _save_left_out(self, path: str) -> None:
        if self.rehearsal is None:
            return
        rehearsal = self.rehearsal
        self._run(_("Writing the file"), lambda _task: rehearsal.left_out_csv(Path(path)), lambda _n: None)

    # Work

    def _run(self, label: str, work: Callable[[Task], Any], done: Callable[[Any], None]) -> None:
        self._bar.clear()
        self.next_button.setEnabled(False)

        def finished(answer: Any) -> None:
            done(answer)
            self._allow_next()

        def failed(error: Exception) -> None:
            if isinstance(error, UserError | StoreError):
                self._bar.show_message(error.message)
            self._allow_next()

        self._desk.jobs.run(label, work, finished, failed)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("canvas"))
