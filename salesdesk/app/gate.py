"""Which right a command of the window needs, so that nobody is offered what they may not do."""

import re
from typing import TYPE_CHECKING

from salesdesk.exchange.import_offers import Offer
from salesdesk.staff import rights
from salesdesk.store.database import Store
from salesdesk.store.transactions import words_of_reading

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

# Looking: the window's own commands, and of the tabs what shows, goes somewhere, prints or copies.
_LOOKING = re.compile(
    r"app\.(?!import$|undo$|redo$|new$).*"
    r"|compare\.(?!event$|target$).*"
    r"|.*\.(history|bin|back|open|linked|customer|money_owed|article|print|preview|pdf|copy|export|"
    r"messages?|view\..*|filter_.*|show.*|go.*|next.*_page)"
)
_OWNERS = {"app.restore": rights.RESTORE, "app.staff": rights.STAFF}
_OFFERS = {"staff": rights.STAFF, "products": rights.PRICES}


def right_for(key: str) -> str:
    """The right that a command needs, "" when looking is enough; a command nobody thought of changes things.

    >>> right_for("app.palette"), right_for("app.import"), right_for("service.history")
    ('', 'change', '')
    """
    if key in _OWNERS:
        return _OWNERS[key]
    return "" if _LOOKING.fullmatch(key) else rights.CHANGE


def guard(window: "MainWindow") -> None:
    """Let the window's commands be those of whoever is at the desk; the others are refused with a reason."""
    rights.put_in_force(window.store)
    held = rights.rights(window.store)

    def refuses(key: str) -> str:
        right = right_for(key)
        if right and window.store.hold.reading_only:
            return words_of_reading()
        return rights.refusal(right) if right and right not in held else ""

    window.actions_map.refuses = refuses
    window.actions_map.refused.connect(window.messages.show_message)


def may_import(store: Store, offer: Offer) -> bool:
    """Whether the person at the desk may bring in a file of this kind."""
    return rights.may(store, _OFFERS.get(offer.key, rights.CHANGE))
