"""The offer codes of a campaign: making them, saying where they are printed, checking one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _, ngettext
from salesdesk.marketing.codes import read_code
from salesdesk.marketing.response_commands import add_code, remove_code
from salesdesk.marketing.result_queries import CodeRow, find_code, list_codes
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import (
    Button,
    Divider,
    FormField,
    IconButton,
    InlineError,
    Label,
    boxed,
    clear,
    column,
    row,
)


class EnterLine(QLineEdit):
    """A line whose Enter does something of its own; it does not press the sheet's button."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is ours."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class CodeSheet(Sheet):
    """A campaign's codes, each with its place and its replies; below, a field that checks any code."""

    def __init__(self, desk: Desk, campaign_id: int) -> None:
        super().__init__(desk.window, _("Offer codes"), 560)
        self._desk, self._campaign_id = desk, campaign_id
        self._codes = column(spacing=0)
        self.place_words = EnterLine()
        self.place_words.setPlaceholderText(_("Leaflet at the market"))
        self.place_words.entered.connect(self.make)
        make = Button(_("Make a code"), "soft", icon="plus", on_click=self.make)
        self._checked = Label("", "caption", "accentInk", wrap=True)
        self._wrong = InlineError()
        self.check = QLineEdit()
        self.check.setPlaceholderText("KTR-MWZ")
        self.check.textChanged.connect(self._check)
        where = FormField(_("Where it will stand"), self.place_words)
        line = row(where, make)
        line.setStretch(0, 1)
        line.setAlignment(make, Qt.AlignmentFlag.AlignBottom)
        self.body.addWidget(
            Label(
                _("Print a code and ask for it: then it is proven which campaign brought the sale. "
                  "The last letter shows when one was misread."),
                "body", "ink2", wrap=True,
            )
        )  # fmt: skip
        self.body.addLayout(line)
        self.body.addWidget(boxed(self._codes))
        self.body.addWidget(FormField(_("Check a code"), self.check))
        self.body.addWidget(self._checked)
        self.body.addWidget(self._wrong)
        self.set_primary(_("Close"), icon="")
        self._read()
        self._check("")

    def make(self) -> None:
        """Make another code."""
        if self._desk.do(add_code, self._campaign_id, self.place_words.text()) is not None:
            self.place_words.clear()
            self._read()

    def _read(self) -> None:
        clear(self._codes)
        with self._desk.store.reading() as db:
            codes = list_codes(db, self._campaign_id)
        for code in codes:
            self._codes.addWidget(Divider())
            self._codes.addWidget(self._line(code))

    def _line(self, code: CodeRow) -> QWidget:
        shown = Label(code.code, "strong", selectable=True)
        words = Label(code.words or "—", "body", "ink2", elide="end")
        replies = Label(
            ngettext("{n} reply", "{n} replies", code.replies).format(n=code.replies), "caption", "ink2"
        )
        copy = IconButton(
            "copy", _("Copy {code}").format(code=code.code), size="row",
            on_click=lambda: QGuiApplication.clipboard().setText(code.code),
        )  # fmt: skip
        remove = IconButton(
            "trash-2",
            _("Remove {code}").format(code=code.code),
            size="row",
            on_click=partial(self._remove, code.id),
        )
        line = row(shown, words, replies, copy, remove, spacing=10, margins=(0, 5, 0, 5))
        line.setStretchFactor(words, 1)
        return boxed(line)

    def _remove(self, code_id: int) -> None:
        self.clear_error()
        self._desk.do(remove_code, code_id, failed=lambda error: self.show_error(error.message))
        self._read()

    def _check(self, typed: str) -> None:
        good, wrong = "", ""
        if sum(c.isalnum() for c in typed) >= 6:
            try:
                code = read_code(typed)
                with self._desk.store.reading() as db:
                    found = find_code(db, code)
                if found is None:
                    wrong = _("No campaign has this code. Read it once more.")
                else:
                    good = _("{code} belongs to {campaign}.").format(code=code, campaign=found[1])
            except UserError as error:
                wrong = error.message
        self._checked.setText(good)
        self._checked.setVisible(bool(good))
        self._wrong.setText(wrong)


def show_codes(desk: Desk, campaign_id: int) -> None:
    """Show a campaign's codes."""
    sheet = CodeSheet(desk, campaign_id)
    try:
        sheet.run()
    finally:
        sheet.deleteLater()
