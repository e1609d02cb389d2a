"""The checklist of a case: steps to tick, what was found at each, and a field for the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.service import commands
from salesdesk.service.page_queries import CasePage, Step, find_checklist
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import STRETCH, IconButton, Label, Link, boxed, clear, column, row


class ChecklistPanel(QWidget):
    """Hidden while a case has no checklist and nobody asked for one."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case: int | None = None
        self._source: int | None = None
        self._steps: list[Step] = []
        self._wanted = False
        self._count = Label("", "body", "ink3")
        self._copy = Link(_("Take over the last checklist of this product"), role="caption_medium")
        self._copy.clicked.connect(self._take_over)
        self._rows = column(spacing=2)
        self._new = QLineEdit()
        self._new.setPlaceholderText(_("Add a step"))
        self._new.setAccessibleName(_("Add a step to the checklist"))
        self._new.returnPressed.connect(self._add)
        title = Label(_("Checklist"), "strong")
        self.setLayout(column(row(title, self._count, STRETCH, self._copy), self._rows, self._new, spacing=6))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_case(self, page: CasePage) -> None:
        """Show the checklist of a case."""
        fresh = page.id != self._case
        if fresh:
            self._case, self._wanted, self._steps = page.id, False, []
            clear(self._rows)
        if page.checklist != self._steps or fresh:
            self._steps = page.checklist
            self._fill()
        self._source = None
        if not page.checklist and page.piece is not None:
            with self._desk.store.reading() as db:
                self._source = find_checklist(db, page.piece.product_id, page.id)
        self._copy.setVisible(self._source is not None)
        self.setVisible(bool(page.checklist) or self._wanted)

    def begin(self) -> None:
        """Show it, ready for the first step."""
        self._wanted = True
        self.show()
        self._new.setFocus()

    def _fill(self) -> None:
        clear(self._rows)
        done = sum(step.done for step in self._steps)
        shown = _("{done} of {all}").format(done=done, all=len(self._steps)) if self._steps else ""
        self._count.setText(shown)
        for step in self._steps:
            self._rows.addWidget(self._line(step))

    def _line(self, step: Step) -> QWidget:
        box = QCheckBox(step.words.replace("&", "&&"))
        box.setChecked(step.done)
        box.clicked.connect(lambda on: self._do(commands.tick_checklist_item, step.id, done=on))
        found = QLineEdit(step.result)
        found.setPlaceholderText(_("What was found"))
        found.setAccessibleName(_("What was found at “{step}”").format(step=step.words))
        found.setFixedWidth(theme.scaled(160))
        found.editingFinished.connect(lambda: self._found(step, found.text()))
        remove = IconButton("x", _("Remove “{step}”").format(step=step.words), size="row")
        remove.clicked.connect(lambda: self._do(commands.remove_checklist_item, step.id))
        line = row(box, STRETCH, found, remove, spacing=6)
        return boxed(line)

    def _found(self, step: Step, words: str) -> None:
        if words.strip() != step.result:
            self._do(commands.tick_checklist_item, step.id, done=True, result=words)

    def _add(self) -> None:
        words = self._new.text().strip()
        if words and self._case is not None:
            self._do(commands.add_checklist_item, self._case, words)
            self._new.clear()

    def _take_over(self) -> None:
        if self._case is not None and self._source is not None:
            self._do(commands.copy_checklist, self._case, self._source)

    def _do(self, command: Callable[..., Any], *args: Any, **words: Any) -> None:
        self._desk.do(command, *args, quiet=True, **words)
        self.changed.emit()
