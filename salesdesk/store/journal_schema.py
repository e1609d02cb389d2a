"""The journal's tables and triggers: every change of every row, in its transaction, by the engine itself.

``step`` is what a person did and can undo; ``change`` is one row's part of it, with the row as it was
before. There is no image of the row afterwards: it is the next change's image, or the row itself. That
makes undo and redo one mechanism: taking a step back is itself journaled, and taking that back is the
redo. Rows that one statement inserted with ids that follow one another are a single line, a **range**
from ``row_id`` through ``last_id``: an import of 100,000 rows costs a hundred lines.

``journal_now`` has one row: the step being written (none: a change without a step is refused), and how
it is written (``bulk``): row by row, the search index at the end, or whole statements that bring journal
and sums along themselves while the triggers stay still.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, text

from salesdesk.store.schema.columns import BigInt

journal_metadata = MetaData()
ROW_BY_ROW, SEARCH_LATER, WHOLE = 0, 1, 2
# A book without this row must not be written unheard, so nothing but the very number keeps a trigger still.
HEARD = f"(SELECT bulk FROM journal_now WHERE id = 1) IS NOT {WHOLE}"

step = Table(
    "step", journal_metadata,
    Column("id", BigInt, primary_key=True),
    Column("at", Text, nullable=False),
    Column("staff_id", BigInt),
    Column("kind", Text, nullable=False),  # do, undo, redo
    Column("of_step", BigInt),  # the step that was undone or redone
    Column("label", Text, nullable=False),  # English message
    Column("words", Text, nullable=False),  # its placeholders, JSON
    Column("applied_step", BigInt, nullable=False),  # whose changes are in force for this step
    Column("undone_by", BigInt),
    Index("ix_step_kind", "kind", "id"),
    sqlite_strict=True,
)  # fmt: skip
change = Table(
    "change", journal_metadata,
    Column("id", Integer, primary_key=True),
    Column("step_id", BigInt, nullable=False),
    Column("table_name", Text, nullable=False),
    Column("row_id", BigInt, nullable=False),
    Column("op", Text, nullable=False),  # I, U, D
    Column("before", Text),
    Column("last_id", BigInt),  # of a range, else none
    Index("ix_change_step", "step_id"),
    Index("ix_change_row", "row_id", "table_name"),
    Index("ix_change_range", "table_name", "row_id", sqlite_where=text("last_id IS NOT NULL")),
    sqlite_strict=True,
)  # fmt: skip
journal_now = Table(
    "journal_now", journal_metadata,
    Column("id", Integer, primary_key=True),
    Column("step_id", BigInt),
    Column("bulk", Integer, nullable=False),
    sqlite_strict=True,
)  # fmt: skip
meta = Table(
    "meta", journal_metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)  # fmt: skip


def image_of(row: str, columns: Sequence[str]) -> str:
    """SQL that makes a JSON object of a row; split, because a function takes at most 127 arguments."""
    chunks = [columns[i : i + 40] for i in range(0, len(columns), 40)]
    objects = ["json_object(" + ", ".join(f"'{c}', {row}.\"{c}\"" for c in chunk) + ")" for chunk in chunks]
    out = objects[0]
    for further in objects[1:]:
        # substr joins two objects without parsing them again: {a} and {b} become {a,b}.
        out = f"substr({out}, 1, length({out}) - 1) || ',' || substr({further}, 2)"
    return out


def triggers_of(table: str, columns: Sequence[str]) -> Iterable[str]:
    """The three triggers that journal a table."""
    now = "(SELECT step_id FROM journal_now WHERE id = 1)"
    guard = f"SELECT RAISE(ABORT, 'a change outside a step') WHERE {now} IS NULL;"
    into = "INSERT INTO change(step_id, table_name, row_id, op, before) VALUES"
    image = image_of("old", columns)
    yield (f"CREATE TRIGGER journal_{table}_i AFTER INSERT ON {table} WHEN {HEARD} BEGIN {guard} "
           f"{into} ({now}, '{table}', new.id, 'I', NULL); END")  # fmt: skip
    yield (f"CREATE TRIGGER journal_{table}_u AFTER UPDATE ON {table} WHEN {HEARD} BEGIN {guard} "
           f"{into} ({now}, '{table}', old.id, 'U', {image}); END")  # fmt: skip
    yield (f"CREATE TRIGGER journal_{table}_d AFTER DELETE ON {table} WHEN {HEARD} BEGIN {guard} "
           f"{into} ({now}, '{table}', old.id, 'D', {image}); END")  # fmt: skip
