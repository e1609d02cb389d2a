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
    Section("shop", N_("Shop"), "store", "salesdesk.app.shop_section:ShopSection", (N_("Name of the shop"),)),
    Section(
        "language",
        N_("Language and display"),
        "languages",
        "salesdesk.app.language_section:LanguageSection",
        (N_("Language"), N_("Colours"), N_("Text size"), N_("Single-letter keys")),
    ),
    Section(
        "papers",
        N_("Papers and bank account"),
        "printer",
        "salesdesk.documents.paper_settings_panel:PaperSettings",
        (N_("Address on papers"), N_("Usual paper size"), N_("Bank"), N_("Account number"), N_("IBAN")),
    ),
)


def load(section: Section) -> Callable[[Desk], QWidget]:
    """The section's class, imported when it is first shown."""
    module, name = section.place.split(":")
    made: Callable[[Desk], QWidget] = getattr(import_module(module), name)
    return made
