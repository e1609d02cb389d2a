"""Settings: which program this is, where the book lies, and whose work is in it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPlainTextEdit

from salesdesk import __version__
from salesdesk.app import support_dialog
from salesdesk.app.licences import PARTS, Part
from salesdesk.app.settings_parts import SettingsSection, window_of
from salesdesk.base.i18n import _
from salesdesk.ui import theme
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Button, Icon, Label, boxed, column, row


class AboutSection(SettingsSection):
    """The version, the place of the book, the licences."""

    def build(self) -> None:
        """Three cards."""
        card = self.add_card()
        name = _("Salesdesk {version}").format(version=__version__)
        promise = _("Your data stays here: in one file on this computer. Nothing is sent anywhere.")
        words = column(Label(name, "section"), Label(promise, "body", "ink2", wrap=True), spacing=2)
        head = row(Icon("shield-check", "accent", 32), words, spacing=14, margins=(15, 14, 15, 14))
        head.setStretch(1, 1)
        card.add_whole(boxed(head))
        book = self.desk.store.path
        show = Button(_("Open the folder"), icon="folder-open", on_click=lambda: self._open(book.parent))
        where = Label(str(book), "caption", "ink2", elide="middle", selectable=True)
        card.add_line(_("The book"), where, show)
        self.support = Button(
            _("Create support file…"), icon="info",
            on_click=lambda: support_dialog.create(window_of(self.desk)),
        )  # fmt: skip
        card.add_line(
            _("Support file"),
            _("When something is wrong: versions, counts and what was noted, without a word of your shop."),
            self.support,
        )
        self._add_licences()

    def _add_licences(self) -> None:
        card = self.add_card(
            _("Licences"),
            _("Salesdesk is free software. These parts are in it; their texts are kept on this computer."),
        )
        self.buttons: dict[str, Button] = {}
        for part in PARTS:
            read = Button(_("Read"), size="row", on_click=partial(self._read, part))
            read.setAccessibleName(_("Read the licence of {name}").format(name=part.name))
            self.buttons[part.name] = read
            licence = Label(part.licence, "caption", "ink2")
            line = row(
                Label(part.name, "body", elide="end"), licence, read, spacing=10, margins=(15, 5, 15, 5)
            )
            line.setStretch(0, 1)
            card.add_whole(boxed(line))

    def _open(self, folder: object) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _read(self, part: Part) -> None:
        LicenceSheet(self, part).run()


class LicenceSheet(Sheet):
    """The text of a licence."""

    def __init__(self, parent: AboutSection, part: Part) -> None:
        super().__init__(parent.desk.window, part.name, 760, icon="scale")
        try:
            words = part.text()
        except OSError:
            words = _("The text of this licence is missing from the installation.")
        text = QPlainTextEdit(words)
        text.setReadOnly(True)
        text.setAccessibleName(_("Licence of {name}").format(name=part.name))
        text.setMinimumHeight(theme.scaled(380))
        self.body.addWidget(text)
        self.set_note(part.licence)
        self.set_primary(_("Close"), icon="")
