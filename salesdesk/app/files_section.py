"""Settings: bringing files in and taking everything out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from salesdesk.app import dialogs, notices, write_out
from salesdesk.app.importers import IMPORTS
from salesdesk.app.settings_parts import SettingsSection, window_of
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.task import Task
from salesdesk.ui.widgets import Button, Icon, Label, boxed, row

_ABOUT = {
    "parties": N_("Names, phone numbers, addresses, notes: from Excel, CSV or the contacts of a phone."),
    "prospects": N_("Who answered a campaign."),
    "products": N_("Names, prices, warranty."),
    "deals": N_("What is being sold, at which stage."),
    "sales": N_("Old sales with their lines and what was paid."),
    "cases": N_("Complaints, repairs and questions with their ratings."),
    "staff": N_("Who works in the shop."),
    "targets": N_("Revenue to reach by month, person, product or place."),
}


class FilesSection(SettingsSection):
    """What can be brought in, and the whole book in open files."""

    tables = ()

    def build(self) -> None:
        """Two cards."""
        out = self.add_card(_("Export"))
        self.everything = Button(
            _("Export everything…"), icon="download", on_click=lambda: self.choose_folder()
        )
        out.add_line(
            _("The whole book in open files"),
            _("A folder with every list for Excel, and every table as CSV. No program of ours is needed."),
            self.everything,
        )
        one = Button(
            _("Export a list…"), icon="download", on_click=lambda: dialogs.export_list(window_of(self.desk))
        )
        out.add_line(_("One list"), _("As Excel, CSV or vCard."), one)
        card = self.add_card(
            _("Bring in"),
            _("Every row is shown as new, changed or left out before anything is written. It can be undone."),
        )
        self.offers: dict[str, Button] = {}
        for offer in IMPORTS:
            button = Button(_("Import…"), size="small", on_click=partial(self._bring_in, offer.key))
            button.setAccessibleName(_("Import: {what}").format(what=_(offer.label)))
            self.offers[offer.key] = button
            about = _(_ABOUT[offer.key]) if offer.key in _ABOUT else ""
            words = Label(about, "caption", "ink2", elide="end")
            name = Label(_(offer.label), "medium")
            line = row(Icon(offer.icon, "ink2"), name, words, button, spacing=10, margins=(15, 6, 15, 6))
            line.setStretch(2, 1)
            card.add_whole(boxed(line))

    def _bring_in(self, kind: str) -> None:
        dialogs.import_file(window_of(self.desk), kind=kind)

    def choose_folder(self) -> None:
        """Ask where, then write."""
        folder = QFileDialog.getExistingDirectory(self, _("Export everything into which folder?"))
        if folder:
            self.write(Path(folder))

    def write(self, folder: Path) -> None:
        """Write everything into a new folder inside this one, on a worker."""
        window, store = window_of(self.desk), self.desk.store

        def work(task: Task) -> Path:
            return write_out.write_everything(store, folder, task)

        def done(made: Path) -> None:
            window.toasts.show_toast(
                _("Everything is in the folder {name}").format(name=made.name), icon="download"
            )

        def failed(error: Exception) -> None:
            if isinstance(error, UserError | StoreError):
                notices.show_failed(
                    window, _("Not everything was exported"), error, partial(self.write, folder)
                )

        window.jobs.run(_("Exporting everything"), work, done, failed)
