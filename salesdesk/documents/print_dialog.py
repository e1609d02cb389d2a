"""The sheet before a paper is printed or saved: what it will look like, its size, its language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.task import Task
from salesdesk.documents import papers as p
from salesdesk.documents.drawing_view import Drawing, print_paper, printer_names, write_pdf
from salesdesk.documents.making import customer_language, make_call_list, make_paper
from salesdesk.documents.paper_queries import newest_payment
from salesdesk.documents.placing import SIZES, Size
from salesdesk.documents.preview_view import Preview
from salesdesk.documents.shop_details import read_details
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import (
    ChoiceBox,
    FormField,
    Label,
    NumberBox,
    Segmented,
    boxed,
    column,
    plain_tip,
    row,
)

WIDTH, PREVIEW, SHOWN = 860, 470, 3
OTHERS = 190  # what stands above and below the preview, and the least room around the sheet
REMEMBERED = "paper"
"""Under this name the device remembers the width in mm by kind of paper, and "account" 1 or 0."""
_TITLES = {
    "quote": N_("Print the quote"),
    "sale": N_("Print the sales slip"),
    "receipt": N_("Print the receipt"),
    "job": N_("Print the job sheet"),
    "calls": N_("Print the call list"),
}
_WITH_ACCOUNT = ("quote", "sale", "receipt")
Make = Callable[[str, bool], p.Paper]


class _Shown(NamedTuple):
    """A paper with the pictures of its first pages."""

    paper: p.Paper
    pages: int
    pictures: Sequence[QImage]


class PrintSheet(Sheet):
    """``make(language, with_account)`` gives the paper; it runs on a worker, and so does all drawing."""

    def __init__(
        self, desk: Desk, kind: p.Kind, language: str, make: Make, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent or desk.window, _(_TITLES[kind]), WIDTH, icon="printer")
        self._desk, self._kind, self._make = desk, kind, make
        self._turn = 0
        self._shown: _Shown | None = None
        self._printers = printer_names()
        sizes = [("a4", _("A4")), ("a5", _("A5")), ("roll", _("80 mm roll"))]
        self.sizes = Segmented(sizes, self._usual_size(), name=_("Paper size"))
        languages = [("en", "English"), ("vi", "Tiếng Việt")]
        self.language = Segmented(languages, language, name=_("Language of the paper"))
        self.account = QCheckBox(_("Print account number and QR code"))
        self.account.setToolTip(plain_tip(self.account.text()))  # the column beside the picture is narrow
        self.account.setChecked(shows_account(desk))
        self.printer = ChoiceBox([(name, name) for name in self._printers], _("Printer"))
        self.copies = NumberBox(1, 20, 1, name=_("Copies"))
        self.preview = Preview(_("Preview"))
        self._pages = Label("", "caption", "ink3")
        self._why = Label("", "body", "ink2", wrap=True)
        self._lay_out()
        self.sizes.chosen.connect(lambda _key: self._refresh())
        self.language.chosen.connect(lambda _key: self._refresh())
        self.account.toggled.connect(self._account_toggled)
        self._refresh()

    def _lay_out(self) -> None:
        window = self.parentWidget()
        room = window.height() - theme.scaled(OTHERS) if window is not None else theme.scaled(PREVIEW)
        self.preview.setFixedHeight(max(min(theme.scaled(PREVIEW), room), theme.scaled(220)))
        choices = column(
            FormField(_("Paper size"), self.sizes), FormField(_("Language"), self.language), spacing=12
        )
        if self._kind in _WITH_ACCOUNT:
            choices.addWidget(self.account)
        choices.addWidget(self._why)
        if self._printers:
            printer = row(FormField(_("Printer"), self.printer), FormField(_("Copies"), self.copies))
            printer.setStretch(0, 1)
            choices.addLayout(printer)
        else:
            none = _("No printer is set up on this computer. The paper can be saved as PDF.")
            choices.addWidget(Label(none, "body", "warnInk", wrap=True))
        choices.addWidget(self._pages)
        choices.addStretch(1)
        side = boxed(choices)
        side.setFixedWidth(theme.scaled(290))
        body = row(self.preview, side, spacing=18)
        body.setStretch(0, 1)
        self.body.addLayout(body)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        if self._printers:
            self._pdf = self.add_action(_("Save as PDF"), icon="download", on_click=self.save_pdf)
            primary = self.set_primary(_("Print"), icon="printer", on_click=self.print)
        else:
            primary = self._pdf = self.set_primary(_("Save as PDF"), icon="download", on_click=self.save_pdf)
        self._buttons_off = [self._pdf, primary]
        self.set_focus_first(primary)

    # ------------------------------------------------------------- what is shown

    def _usual_size(self) -> str:
        width = self._desk.sizes(REMEMBERED).get(self._kind, 0)
        known = next((key for key, size in SIZES.items() if size.width == width), "")
        return known or read_details(self._desk.store.setting).size

    @property
    def paper_size(self) -> Size:
        """The size chosen."""
        return SIZES[self.sizes.current()]

    def _account_toggled(self, on: bool) -> None:
        remember_account(self._desk, on)
        self._refresh()

    def _refresh(self) -> None:
        """Draw the first pages anew on a worker; an answer for an earlier choice is dropped."""
        self._turn += 1
        turn, size, make = self._turn, self.paper_size, self._make
        language, account = self.language.current(), self.account.isChecked()
        ratio = self.devicePixelRatioF()
        width = self.preview.page_width(size.height == 0)

        def work(task: Task) -> _Shown:
            paper = make(language, account)
            drawing = Drawing(paper, size)
            scale = width * ratio / drawing.width
            pictures = []
            for page in range(min(drawing.pages, SHOWN)):
                task.advance(page, drawing.pages)
                picture = drawing.picture(page, scale)
                picture.setDevicePixelRatio(ratio)
                pictures.append(picture)
            return _Shown(paper, drawing.pages, pictures)

        self.clear_error()
        self._desk.jobs.run(
            _("Drawing the paper"), work, lambda shown: self._show(turn, shown), self._failed, quiet=True
        )

    def _show(self, turn: int, shown: _Shown) -> None:
        if turn != self._turn:
            return
        self._shown = shown
        self.preview.show_pictures(shown.pictures, f"{shown.paper.title} {shown.paper.number}".strip())
        words = ngettext("{n} page", "{n} pages", shown.pages).format(n=shown.pages)
        if shown.pages > SHOWN:
            words = _("{n} pages, the first {shown} are shown").format(n=shown.pages, shown=SHOWN)
        self._pages.setText(words)
        self._say_why_no_code(shown.paper)

    def _say_why_no_code(self, paper: p.Paper) -> None:
        """There is no account on the paper though one was wanted: say what would bring it."""
        words = ""
        account = read_details(self._desk.store.setting).to_pay_into(self._desk.currency)
        wanted = self._kind in _WITH_ACCOUNT and self.account.isChecked()
        if wanted and not (account.number or account.iban):
            words = _("The shop's account is not known yet. It is set in Settings, Papers and bank account.")
        elif wanted and paper.pay is None:
            words = _("Nothing is due, so there is no code.")
        self._why.setText(words)
        self._why.setVisible(bool(words))

    def _failed(self, error: Exception) -> None:
        for button in self._buttons_off:
            button.setEnabled(True)
        if isinstance(error, UserError | StoreError):
            self.show_error(error.message)

    # ------------------------------------------------------------- doing

    def _begin(self, label: str, work: Callable[[Task], str]) -> None:
        remember(self._desk, self._kind, round(self.paper_size.width))
        self.clear_error()
        for button in self._buttons_off:
            button.setEnabled(False)
        self._desk.jobs.run(label, work, self._done, self._failed)

    def _done(self, words: str) -> None:
        self._desk.toasts.show_toast(words)
        self.accept()

    def print(self) -> None:
        """Enter: print on the chosen printer."""
        printer, copies, size = str(self.printer.value()), self.copies.value(), self.paper_size
        language, account, make = self.language.current(), self.account.isChecked(), self._make

        def work(task: Task) -> str:
            print_paper(make(language, account), size, printer, copies, task)
            return _("Sent to {printer}").format(printer=printer)

        self._begin(_("Printing"), work)

    def save_pdf(self) -> None:
        """Save as a PDF file, where the person says."""
        language, account, make, size = (
            self.language.current(), self.account.isChecked(), self._make, self.paper_size
        )  # fmt: skip
        chosen = self._ask_file()
        if chosen is None:
            return

        def work(task: Task) -> str:
            write_pdf(make(language, account), size, chosen, task)
            return _("Saved as {name}").format(name=chosen.name)

        self._begin(_("Saving the PDF"), work)

    def _ask_file(self) -> Path | None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"{self._shown.paper.file_name if self._shown else _('Paper')}.pdf"
        place = QDir(folder or QDir.homePath()).filePath(name)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), place, _("PDF (*.pdf)"))
        return Path(chosen).with_suffix(".pdf") if chosen else None


def remember(desk: Desk, key: str, value: int) -> None:
    """Keep one of this computer's choices about papers."""
    desk.remember_sizes(REMEMBERED)({**desk.sizes(REMEMBERED), key: value})


def remember_account(desk: Desk, on: bool) -> None:
    """Keep whether papers carry account number and code."""
    remember(desk, "account", int(on))


def shows_account(desk: Desk) -> bool:
    """Whether papers carry account number and code, as chosen last on this computer."""
    return bool(desk.sizes(REMEMBERED).get("account", 1))


def run_print_sheet(desk: Desk, kind: p.Kind, record_id: int, parent: QWidget | None = None) -> bool:
    """Show the print sheet of a record's paper; True when it was printed or saved."""
    store = desk.store

    def make(language: str, with_account: bool) -> p.Paper:
        return make_paper(store, p.Request(kind, record_id, language, with_account))

    language = customer_language(store, kind, record_id)
    return _run(PrintSheet(desk, kind, language, make, parent))


def run_receipt_sheet(desk: Desk, sale_id: int) -> bool:
    """The receipt of what was paid last for a sale; its slip while nothing was paid."""
    with desk.store.reading() as db:
        payment_id = newest_payment(db, sale_id)
    if payment_id is None:
        return run_print_sheet(desk, "sale", sale_id)
    return run_print_sheet(desk, "receipt", payment_id)


def run_call_list_sheet(desk: Desk, title: str, rows: Sequence[p.CallRow]) -> bool:
    """Show the print sheet of a list to call from; True when it was printed or saved."""
    store = desk.store

    def make(language: str, _with_account: bool) -> p.Paper:
        return make_call_list(store, title, rows, language)

    return _run(PrintSheet(desk, "calls", desk.language, make))


def _run(sheet: PrintSheet) -> bool:
    try:
        return sheet.run()
    finally:
        sheet.deleteLater()
