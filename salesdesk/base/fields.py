"""One declaration a fact: columns, forms, filters, import matching, export and history read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from salesdesk.base.choices import Choice


class Kind(StrEnum):
    """How a value is read, checked, shown and aligned."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    PHONE = "phone"
    EMAIL = "email"
    MONEY = "money"  # whole minor units of the shop's currency
    DATE = "date"
    INSTANT = "instant"  # aware UTC datetime
    INTEGER = "integer"
    QUANTITY = "quantity"  # thousandths: 1500 is 1.5
    PERCENT = "percent"  # hundredths of a percent: 1000 is 10 %
    CHOICE = "choice"
    FLAG = "flag"
    REFERENCE = "reference"
    TAGS = "tags"  # comma separated
    SCORE = "score"  # 1 to 5
    MINUTES = "minutes"


NUMERIC = frozenset({Kind.MONEY, Kind.INTEGER, Kind.QUANTITY, Kind.PERCENT, Kind.MINUTES, Kind.SCORE})


@dataclass(frozen=True, slots=True)
class Field:
    """One fact about a record.

    ``key`` is the name in the row and, as a rule, the column of the table. ``label`` is an English
    message to be translated when shown. ``reference`` names the kind of record a REFERENCE points to
    ("party", "product", "staff_member", "campaign"). ``synonyms`` are the names that files use for it,
    English and Vietnamese, in any case and with or without accents.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: Sequence[Choice] = ()
    reference: str | None = None
    help: str = ""
    synonyms: Sequence[str] = ()
    column: bool = True
    width: int = 120
    editable: bool = True
    importable: bool = True
    sortable: bool = False

    @property
    def numeric(self) -> bool:
        """Whether the value stands at the right of its column."""
        return self.kind in NUMERIC


def by_key(fields: Sequence[Field]) -> dict[str, Field]:
    """The fields by their keys."""
    return {f.key: f for f in fields}
