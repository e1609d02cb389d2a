"""The search index: FTS5 over the folded ``search`` texts, and every run of three digits of phone numbers.

Contentless tables that can delete: the words stay in their records, the index holds only places.
While ``journal_now.bulk`` is set the triggers stay still, and the end of the step fills the index at once.
"""

from collections.abc import Iterable

PEOPLE = "party"
PAPERS = ("deal", "quote", "sale", "service_case", "product", "campaign", "owned_item", "article")
_TOKENS = "tokenize='unicode61 remove_diacritics 2'"
_NOT_BULK = "(SELECT bulk FROM journal_now WHERE id = 1) = 0"


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
    yield from _triggers(PEOPLE, "party_index", "words", "search")
    yield from _triggers(PEOPLE, "phone_index", "numbers", "phone_digits")
    for table in PAPERS:
        yield from _triggers(table, "paper_index", "words", "search")


def _triggers(table: str, index: str, column: str, source: str) -> Iterable[str]:
    name = f"{index}_{table}"
    insert = f"INSERT INTO {index}(rowid, {column}) SELECT new.id, new.{source} WHERE new.{source} <> ''"
    yield f"CREATE TRIGGER {name}_i AFTER INSERT ON {table} WHEN {_NOT_BULK} BEGIN {insert}; END"
    yield (f"CREATE TRIGGER {name}_u AFTER UPDATE OF {source} ON {table} "
           f"WHEN {_NOT_BULK} AND old.{source} <> new.{source} BEGIN "
           f"DELETE FROM {index} WHERE rowid = old.id; {insert}; END")  # fmt: skip
    delete = f"DELETE FROM {index} WHERE rowid = old.id"
    yield f"CREATE TRIGGER {name}_d AFTER DELETE ON {table} BEGIN {delete}; END"


def fill_from_nothing() -> Iterable[str]:
    """Statements that fill the empty index from every row there is."""
    for table, index, column, source in _sources():
        yield (f"INSERT INTO {index}(rowid, {column}) SELECT id, {source} FROM {table} "
               f"WHERE {source} <> '' ORDER BY id")  # fmt: skip


def _sources() -> list[tuple[str, str, str, str]]:
    sources = [(PEOPLE, "party_index", "words", "search"), (PEOPLE, "phone_index", "numbers", "phone_digits")]
    return sources + [(t, "paper_index", "words", "search") for t in PAPERS]


def fill_after_bulk(step_id: int) -> Iterable[tuple[str, tuple[int]]]:
    """Statements that index what a bulk step inserted or changed."""
    touched = "SELECT row_id FROM change WHERE step_id = ? AND table_name = '{table}' AND op IN ({ops})"
    for table, index, column, source in _sources():
        changed = touched.format(table=table, ops="'U'")
        every = touched.format(table=table, ops="'I', 'U'")
        yield f"DELETE FROM {index} WHERE rowid IN ({changed})", (step_id,)
        yield (f"INSERT INTO {index}(rowid, {column}) SELECT id, {source} FROM {table} "
               f"WHERE {source} <> '' AND id IN ({every})"), (step_id,)  # fmt: skip
