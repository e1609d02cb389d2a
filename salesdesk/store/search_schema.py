"""The search index: FTS5 over the folded ``search`` texts, and every run of three digits of phone numbers.

Contentless tables that can delete: the words stay in their records, the index holds only places.
While ``journal_now.bulk`` is set the triggers stay still, and the end of the step fills the index at once.
"""

from collections.abc import Collection, Iterable, Iterator

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
    yield f"CREATE TRIGGER {name}_d AFTER DELETE ON {table} WHEN {_NOT_BULK} BEGIN {delete}; END"


_SOURCES = (
    (PEOPLE, "party_index", "words", "search"),
    (PEOPLE, "phone_index", "numbers", "phone_digits"),
    *((table, "paper_index", "words", "search") for table in PAPERS),
)


def fill_from_nothing() -> Iterable[str]:
    """Statements that fill the empty index from every row there is."""
    for table, index, column, source in _SOURCES:
        yield (f"INSERT INTO {index}(rowid, {column}) SELECT id, {source} FROM {table} "
               f"WHERE {source} <> '' ORDER BY id")  # fmt: skip


TOUCHED = "SELECT DISTINCT table_name, op, last_id IS NOT NULL FROM change WHERE step_id = ?"
"""What kinds of lines a step has: the table, the op, and whether it is a range."""


def fill_after_bulk(
    step_id: int, touched: Collection[tuple[str, str, int]]
) -> Iterator[tuple[str, dict[str, int]]]:
    """Statements that index what a bulk step inserted, changed or deleted (see `TOUCHED`)."""
    values = {"step": step_id}
    for table, index, column, text in _SOURCES:
        mine = f"c.step_id = :step AND c.table_name = '{table}'"
        alone = f"SELECT c.row_id FROM change c WHERE {mine} AND c.last_id IS NULL AND c.op"
        ranges = f"{mine} AND c.last_id IS NOT NULL AND r.id BETWEEN c.row_id AND c.last_id"
        insert = f"INSERT INTO {index}(rowid, {column}) SELECT r.id, r.{text}"
        if {(table, "U", 0), (table, "D", 0)} & set(touched):
            yield f"DELETE FROM {index} WHERE rowid IN ({alone} IN ('U', 'D'))", values
        if (table, "I", 1) in touched:
            yield (f"{insert} FROM change c CROSS JOIN {table} r WHERE {ranges} AND r.{text} <> '' "
                   "ORDER BY r.id"), values  # fmt: skip
        if {(table, "I", 0), (table, "U", 0)} & set(touched):
            # A row of a range that the step changed afterwards is there already.
            yield (f"{insert} FROM {table} r WHERE r.id IN ({alone} IN ('I', 'U')) AND r.{text} <> '' "
                   f"AND NOT EXISTS (SELECT 1 FROM change c WHERE {ranges})"), values  # fmt: skip
