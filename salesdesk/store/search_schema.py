"""The search index: FTS5 over the folded ``search`` texts, and every run of three digits of phone numbers.

Contentless tables that can delete: the words stay in their records, the index holds only places.
While ``journal_now.bulk`` is set the triggers stay still, and the end of the step fills the index at once.
"""

from collections.abc import Iterable
from typing import NamedTuple

from salesdesk.store.journal_schema import ROW_BY_ROW

PEOPLE = "party"
PAPERS = ("deal", "quote", "sale", "service_case", "product", "campaign", "owned_item", "article")
_TOKENS = "tokenize='unicode61 remove_diacritics 2'"
_NOT_BULK = f"(SELECT bulk FROM journal_now WHERE id = 1) = {ROW_BY_ROW}"


def index_tables() -> Iterable[str]:
    """The CREATE statements of the index."""
    yield (f"CREATE VIRTUAL TABLE party_index USING fts5(words, content='', contentless_delete=1, {_TOKENS}, "
           "prefix='1 2 3')")  # fmt: skip
    yield (f"CREATE VIRTUAL TABLE paper_index USING fts5(words, content='', contentless_delete=1, {_TOKENS}, "
           "prefix='2 3')")  # fmt: skip
    yield (
        "CREATE VIRTUAL TABLE phone_index USING fts5(numbers, content='', contentless_delete=1, "
        "tokenize='trigram')"
    )


def index_triggers() -> Iterable[str]:
    """The triggers that keep the index while rows change one by one."""
    for sources in INDEXES.values():
        for source in sources:
            yield from _triggers(*source)


def _triggers(index: str, column: str, table: str, source: str) -> Iterable[str]:
    name = f"{index}_{table}"
    insert = f"INSERT INTO {index}(rowid, {column}) SELECT new.id, new.{source} WHERE new.{source} <> ''"
    yield f"CREATE TRIGGER {name}_i AFTER INSERT ON {table} WHEN {_NOT_BULK} BEGIN {insert}; END"
    yield (f"CREATE TRIGGER {name}_u AFTER UPDATE OF {source} ON {table} "
           f"WHEN {_NOT_BULK} AND old.{source} <> new.{source} BEGIN "
           f"DELETE FROM {index} WHERE rowid = old.id; {insert}; END")  # fmt: skip
    delete = f"DELETE FROM {index} WHERE rowid = old.id"
    yield f"CREATE TRIGGER {name}_d AFTER DELETE ON {table} WHEN {_NOT_BULK} BEGIN {delete}; END"


class Source(NamedTuple):
    """Whose ``text`` an index (``into``) has in its ``column``."""

    into: str
    column: str
    table: str
    text: str

    def fill(self) -> str:
        """The statement that puts every row there is into the empty index."""
        return (
            f"INSERT INTO {self.into}(rowid, {self.column}) SELECT id, {self.text} FROM {self.table} "
            f"WHERE {self.text} <> '' ORDER BY id"
        )


INDEXES: dict[str, tuple[Source, ...]] = {
    "party_index": (Source("party_index", "words", PEOPLE, "search"),),
    "phone_index": (Source("phone_index", "numbers", PEOPLE, "phone_digits"),),
    "paper_index": tuple(Source("paper_index", "words", table, "search") for table in PAPERS),
}


def fill_from_nothing() -> Iterable[str]:
    """Statements that fill the empty index from every row there is."""
    return [source.fill() for sources in INDEXES.values() for source in sources]
