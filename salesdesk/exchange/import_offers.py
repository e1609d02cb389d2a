"""What the import page offers: a kind of record, its words, and how its rows are read."""

from typing import NamedTuple

from salesdesk.exchange.importer import Importer


class Offer(NamedTuple):
    """``label`` is an English message; ``key`` is the word on the command line."""

    key: str
    label: str
    icon: str
    importer: Importer
