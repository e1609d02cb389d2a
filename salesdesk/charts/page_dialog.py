"""The sheet before the page of the panel is printed or saved: what it looks like, which printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.charts.paper_view import PaperPage, print_page
from salesdesk.charts.report import Report
from salesdesk.charts.report_layout import HEIGHT, WIDTH
from salesdesk.documents.drawing_view import printer_names
from salesdesk.documents.preview_view import Preview
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, ChoiceBox, FormField, Label, NumberBox, row

SHEET, SHOWN, OTHERS = 860, 780, 260


class PageSheet(Sheet):
    """``make()`` gives the page; it runs on a worker, and so does all drawing. ``save`` asks where to."""

    def __init__(
        self,
        desk: Desk,
        make: Callable[[], Report],
        save: Callable[[Path | None], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or desk.window, _("Print the comparison"), SHEET, icon="printer")
        self._desk, self._make, self._save = desk, make, save
        printers = printer_names()
        self.printer = ChoiceBox([(name, name) for name in printers], _("Printer"))
        self.copies = NumberBox(1, 20, 1, name=_("Copies"))
        self.preview = Preview(_("Preview"))
        self._lay_out(bool(printers))
        self._draw()

    def _lay_out(self, printers: bool) -> None:
        window = self.parentWidget()
        room = window.height() - theme.scaled(OTHERS) if window is not None else theme.scaled(SHOWN)
        whole = round(theme.scaled(SHOWN) * HEIGHT / WIDTH) + theme.scaled(30)
        self.preview.setFixedHeight(max(min(whole, room), theme.scaled(180)))
        self.body.addWidget(self.preview)
        if printers:
            fields = row(FormField(_("Printer"), self.printer), FormField(_("Copies"), self.copies), STRETCH)
            self.body.addLayout(fields)
        else:
            none = _("No printer is set up on this computer. The paper can be saved as PDF.")
            self.body.addWidget(Label(none, "body", "warnInk", wrap=True))
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        if printers:
            self.add_action(_("Save as PDF"), icon="download", on_click=self.save_pdf)
            primary = self.set_primary(_("Print"), icon="printer", on_click=self.print)
        else:
            primary = self.set_primary(_("Save as PDF"), icon="download", on_click=self.save_pdf)
        self._go = primary
        self.set_focus_first(primary)

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        scale, make = theme.scaled(SHOWN) / WIDTH * ratio, self._make

        def work(_task: Task) -> tuple[QImage, str]:
            page = PaperPage(make())
            picture = page.picture(scale)
            picture.setDevicePixelRatio(ratio)
            return picture, page.title

        self._desk.jobs.run(_("Drawing the paper"), work, self._show, self._failed, quiet=True)

    def _show(self, found: tuple[QImage, str]) -> None:
        self.preview.show_pictures([found[0]], found[1])

    def print(self) -> None:
        """Enter: print on the chosen printer."""
        printer, copies, make = str(self.printer.value()), self.copies.value(), self._make
        self._go.setEnabled(False)
        self.clear_error()

        def work(_task: Task) -> str:
            print_page(make(), printer, copies)
            return _("Sent to {printer}").format(printer=printer)

        self._desk.jobs.run(_("Printing"), work, self._printed, self._failed)

    def save_pdf(self) -> None:
        """Save it as a PDF file instead."""
        self.accept()
        self._save(None)

    def _printed(self, words: str) -> None:
        self._desk.toasts.show_toast(words)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._go.setEnabled(True)
        if isinstance(error, UserError | StoreError):
            self.show_error(error.message)
