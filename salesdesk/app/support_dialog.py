"""The support file before it is saved: what is in it, word for word, and what is to be left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPlainTextEdit

from salesdesk.app import support
from salesdesk.app.support import Part
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.ui import theme
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, Label, row

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


class SupportSheet(Sheet):
    """``parts`` are what was gathered; nothing is written or sent before the person saves it."""

    def __init__(self, window: MainWindow, parts: list[Part]) -> None:
        super().__init__(window, _("Support file"), 760, icon="info")
        self._window, self._parts = window, parts
        words = _(
            "For somebody who helps you. It holds no names, numbers or words of your shop, and goes nowhere "
            "by itself: read it, leave out what you like, save it, and hand it on yourself."
        )
        self.body.addWidget(Label(words, "body", "ink2", wrap=True))
        self.boxes: dict[str, QCheckBox] = {}
        for part in parts:
            box = QCheckBox(part.title)
            box.setChecked(True)
            box.toggled.connect(self._show)
            self.boxes[part.key] = box
        self.body.addLayout(row(*self.boxes.values(), STRETCH, spacing=14))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(theme.font("caption"))
        self.text.setAccessibleName(_("What is in the file"))
        self.text.setMinimumHeight(theme.scaled(340))
        self.body.addWidget(self.text)
        self.add_action(_("Copy"), icon="copy", on_click=self._copy)
        self.set_primary(_("Save…"), icon="download", on_click=self.choose)
        self.set_focus_first(next(iter(self.boxes.values())))
        self._show()

    def chosen(self) -> list[Part]:
        """The parts that are not left out."""
        return [part for part in self._parts if self.boxes[part.key].isChecked()]

    def _show(self) -> None:
        self.text.setPlainText(support.text_of(self.chosen()))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.set_note(_("Copied"))

    def choose(self) -> None:
        """Ask where, then save."""
        kind = _("Text") + " (*.txt)"
        name, _kind = QFileDialog.getSaveFileName(self, _("Support file"), support.file_name(), kind)
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write the parts that are not left out, and say where."""
        try:
            support.save(path, self.chosen())
        except UserError as error:
            self.show_error(error.message)
            return
        self.accept()
        self._window.toasts.show_toast(_("Saved as {name}").format(name=path.name), icon="download")


def create(window: MainWindow) -> None:
    """Gather on a worker, then show the sheet."""
    book, preferences = window.store.path, window.preferences

    def work(task: Task) -> list[Part]:
        return support.gather(book, preferences, task)

    window.jobs.run(
        _("Preparing the support file"), work, lambda parts: _ignore(SupportSheet(window, parts).run())
    )


def _ignore(_answer: object) -> None:
    """A job's answer wants nothing back."""
