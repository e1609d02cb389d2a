"""What reading a value depends on: the shop's country, currency, zone, language, and today."""

from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from typing import NamedTuple

from salesdesk.base import i18n
from salesdesk.store.database import Store


@dataclass(frozen=True)
class Context:
    """Where and when a file is read. ``language`` "vi" reads 3/4 as 3 April when nothing else tells."""

    country: str = "VN"
    currency: str = "VND"
    zone: tzinfo = UTC
    today: date = date(2026, 1, 1)
    language: str = "en"

    @property
    def day_first(self) -> bool:
        """Whether people here write the day before the month."""
        return self.language == "vi" or self.country not in ("US", "")


class Reading(NamedTuple):
    """What a cell means.

    ``reason``: why it cannot be used, a whole sentence. ``doubt``: it is used, but worth a look.
    ``more``: further phone numbers or addresses of the same cell.
    """

    value: object
    reason: str = ""
    doubt: str = ""
    more: tuple[str, ...] = ()


def context_of(store: Store) -> Context:
    """The context of a shop's book."""
    return Context(store.country, store.currency, store.zone, store.today(), i18n.language())


_NOTHING = frozenset({
    "", "-", "--", "—", "n/a", "#n/a", "na", "nan", "nat", "null", "(null)", "none", "nil", "\\n", "#ref!",
    "#value!", "#div/0!", "#name?", "0000-00-00", "00/00/0000", "0000-00-00 00:00:00",
})  # fmt: skip


def is_nothing(text: str) -> bool:
    """Whether a trimmed text stands for "no value" in files: empty, a dash, NULL, N/A, a formula's error."""
    return not text or (len(text) < 20 and text.lower() in _NOTHING)
