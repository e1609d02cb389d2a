"""The sections of the settings, in their order: the only list of all of them.

To add a section: write its widget, which takes the desk, then add one line here.
"""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import N_
from salesdesk.ui.desk import Desk


class Section(NamedTuple):
    """A section: where its widget's class is ("module:Class"), and the names of its settings.

    ``words`` are English messages by which "Find a setting" finds it; a widget of the section that has one
    of them as its accessible name is given the keys when it was found by that.
    """

    key: str
    label: str
    icon: str
    place: str
    words: tuple[str, ...] = ()


SECTIONS: tuple[Section, ...] = (
    Section(
        "shop",
        N_("Shop"),
        "store",
        "salesdesk.app.shop_section:ShopSection",
        (
            N_("Name of the shop"),
            N_("Country"),
            N_("Time zone"),
            N_("Currency"),
            N_("Opening hours"),
            N_("Opens at"),
            N_("Closes at"),
        ),
    ),
    Section(
        "language",
        N_("Language and display"),
        "languages",
        "salesdesk.app.language_section:LanguageSection",
        (
            N_("Language"),
            N_("Colours"),
            N_("Text size"),
            N_("Rows of lists"),
            N_("Date style"),
            N_("The week begins on"),
            N_("Single-letter keys"),
        ),
    ),
    Section(
        "staff",
        N_("Staff and PINs"),
        "users",
        "salesdesk.app.staff_section:StaffSection",
        (
            N_("People at the desk"),
            N_("Lock after so many minutes"),
            N_("Digits of a PIN"),
            N_("Recovery code"),
        ),
    ),
    Section(
        "stages",
        N_("Stages and targets"),
        "square-kanban",
        "salesdesk.app.stages_section:StagesSection",
        (
            N_("Stages of a deal"),
            N_("Likelihood"),
            N_("Idle after"),
            N_("Targets"),
            N_("Satisfaction to reach"),
        ),
    ),
    Section(
        "promises",
        N_("Service promises"),
        "alarm-clock",
        "salesdesk.app.promises_section:PromisesSection",
        (
            N_("Time to solve a case"),
            N_("Ask for a rating after"),
            N_("Wait for a rating"),
            N_("Ask about time away after"),
        ),
    ),
    Section(
        "products",
        N_("Products and prices"),
        "package",
        "salesdesk.app.products_section:ProductsSection",
        (N_("Tax"), N_("Warranty"), N_("Numbers of papers")),
    ),
    Section(
        "papers",
        N_("Papers and bank account"),
        "printer",
        "salesdesk.documents.paper_settings_panel:PaperSettings",
        (N_("Address on papers"), N_("Usual paper size"), N_("Bank"), N_("Account number"), N_("IBAN")),
    ),
    Section(
        "messages",
        N_("Ready-made messages"),
        "text-quote",
        "salesdesk.app.messages_section:MessagesSection",
    ),
    Section(
        "files",
        N_("Import and export"),
        "import",
        "salesdesk.app.files_section:FilesSection",
        (N_("Bring in"), N_("Export"), N_("The whole book in open files")),
    ),
    Section(
        "backups",
        N_("Backups"),
        "shield-check",
        "salesdesk.app.backups_section:BackupsSection",
        (N_("Back up"), N_("Keep"), N_("Where copies go"), N_("Restore a copy…")),
    ),
    Section(
        "history",
        N_("History"),
        "history",
        "salesdesk.app.history_section:HistorySection",
        (N_("Keep the history of changes for"), N_("Room it takes")),
    ),
    Section(
        "keyboard",
        N_("Keyboard"),
        "keyboard",
        "salesdesk.app.keyboard_section:KeyboardSection",
        (N_("Single-letter keys"), N_("Letters of commands")),
    ),
    Section(
        "about",
        N_("About"),
        "info",
        "salesdesk.app.about_section:AboutSection",
        (N_("The book"), N_("Support file"), N_("Licences")),
    ),
)


def load(section: Section) -> Callable[[Desk], QWidget]:
    """The section's class, imported when it is first shown."""
    module, name = section.place.split(":")
    made: Callable[[Desk], QWidget] = getattr(import_module(module), name)
    return made
