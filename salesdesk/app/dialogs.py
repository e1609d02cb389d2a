"""The window's own dialogs, each loaded when asked for: history, settings, keys, files in and out."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.app.features import FEATURES
from salesdesk.base.errors import StoreError, UserError
from salesdesk.base.i18n import N_, _
from salesdesk.base.task import Task

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


def show_history(window: "MainWindow") -> None:
    """What was done, by whom, with an undo for each step."""
    from salesdesk.app.history_dialog import HistoryDialog

    HistoryDialog(window.desk).run()


def show_keys(window: "MainWindow") -> None:
    """Every command with its key; the commands of a tab are known once it was made."""
    from salesdesk.app.keys_dialog import KeysDialog

    for feature in FEATURES:
        window.make_tab(feature)
    sheet = KeysDialog(window, window.actions_map)
    sheet.change_wanted.connect(lambda: show_settings(window, "keyboard"))
    sheet.run()


def show_settings(window: "MainWindow", section: str = "") -> None:
    """The settings, at one of their sections."""
    from salesdesk.app.settings_page import SettingsPage

    page = window.pages.find(SettingsPage)
    if page is None:
        page = SettingsPage(window.desk)
        page.closed.connect(partial(window.close_page, page))
    window.show_page(page, lambda: show_settings(window, page.current))
    page.enter_section(section or page.current)


def show_staff(window: "MainWindow") -> None:
    """Who works here."""
    from salesdesk.staff.staff_dialog import StaffDialog

    StaffDialog(window.desk).run()


def import_file(window: "MainWindow", path: str = "", kind: str = "") -> None:
    """Bring in a file: every change is shown before it happens."""
    from salesdesk.app import gate
    from salesdesk.app.importers import IMPORTS
    from salesdesk.exchange.import_page import ImportPage

    page = window.pages.find(ImportPage)
    if page is None or path:
        page = ImportPage(window.desk, [offer for offer in IMPORTS if gate.may_import(window.store, offer)])
        page.closed.connect(partial(window.close_page, page))
    window.show_page(page)
    if kind:
        page.file_panel.choose_kind(kind)
    if path:
        page.open_file(path)


def export_list(window: "MainWindow") -> None:
    """Write one of the lists to a file."""
    from PySide6.QtWidgets import QFileDialog

    from salesdesk.app import write_out

    kinds = {_(e.label): key for key, e in write_out.EXPORTS.items()}
    filters = ";;".join(
        f"{words} (*.xlsx *.csv{' *.vcf' if kinds[words] == 'parties' else ''})" for words in kinds
    )
    name, chosen = QFileDialog.getSaveFileName(window, _("Export a list"), "", filters)
    if not name:
        return
    kind = next(key for words, key in kinds.items() if chosen.startswith(words))
    path = write_out.with_ending(name)

    def work(task: Task) -> int:
        return write_out.write(window.store, kind, path, task)

    def done(count: int) -> None:
        window.toasts.show_toast(
            _("Wrote {n} rows to {name}").format(n=count, name=path.name), icon="download"
        )

    def failed(error: Exception) -> None:
        if isinstance(error, UserError | StoreError):
            window.messages.show_message(error.message)

    window.jobs.run(_(N_("Exporting")), work, done, failed)


def show_help(window: "MainWindow") -> None:
    """F1: about what is on screen."""
    from salesdesk.app.help_page import open_help

    open_help(window)


def help_over(window: "MainWindow", dialog: QWidget) -> None:
    """F1 in a dialog."""
    from salesdesk.app import help_page

    help_page.help_over(window, dialog)
