"""Is the book sound? The file, its links, its search index, its summary figures, against a full look."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from salesdesk.base.i18n import _
from salesdesk.base.task import Task, silent_task
from salesdesk.store import blueprint, books, presence, stray_logs
from salesdesk.store.engine import quiet_connect, raw_connect, sqlite
from salesdesk.store.engine_words import plain_words
from salesdesk.store.search_schema import PAPERS
from salesdesk.store.tallies import scan_statement


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: ``ok``, or what is wrong in plain words."""

    name: str
    ok: bool
    words: str


def check_book(path: Path, task: Task | None = None) -> list[Finding]:
    """Look at a book thoroughly without changing it. Raises `StoreError` when it is no book at all."""
    task = task or silent_task()
    books.inspect(path)
    looks = (integrity, links, _schema, _sums, _index, _journal)
    out = []
    with plain_words():
        at_rest = not stray_logs.lie_beside(path) and not presence.who_has(path)
        connection = quiet_connect(path) if at_rest else raw_connect(path, read_only=True)
        try:
            for i, look in enumerate(looks):
                task.advance(i, len(looks))
                out.append(look(connection))
        finally:
            connection.close()
    return out


def integrity(c: Any) -> Finding:
    """Whether the file is whole, page by page and index by index."""
    answer = c.execute("PRAGMA integrity_check(5)").fetchall()
    ok = answer == [("ok",)]
    return Finding(
        "file", ok, _("The file is whole.") if ok else _("The file is damaged. Open a backup instead.")
    )


def links(c: Any) -> Finding:
    """Whether every record finds those it belongs to."""
    broken = len(c.execute("PRAGMA foreign_key_check").fetchall())
    return Finding("links", not broken, _("Every record finds the records it belongs to.") if not broken
                   else _("{n} records point to records that are not there.").format(n=broken))  # fmt: skip


def _schema(c: Any) -> Finding:
    ok = blueprint.fingerprint(c) == expected_fingerprint()
    changed = _("The layout of this book was changed by another program. Do not trust it; open a backup.")
    return Finding("schema", ok, _("The book is laid out as Salesdesk made it.") if ok else changed)


@cache
def expected_fingerprint() -> str:
    """The fingerprint of a book made now: always the same, and asked for with every copy."""
    memory = sqlite.connect(":memory:")
    try:
        for statement in blueprint.statements():
            memory.execute(statement)
        return blueprint.fingerprint(memory)
    finally:
        memory.close()


def _sums(c: Any) -> Finding:
    columns = "metric, day, staff_id, n, total"
    one = "SELECT * FROM scan EXCEPT SELECT * FROM kept"
    other = "SELECT * FROM kept EXCEPT SELECT * FROM scan"
    both = f"SELECT * FROM ({one}) UNION ALL SELECT * FROM ({other})"
    sql = (
        f"WITH scan AS MATERIALIZED (SELECT {columns} FROM ({scan_statement()})), "
        f"kept AS (SELECT {columns} FROM tally) SELECT count(*) FROM ({both})"
    )
    wrong = c.execute(sql).fetchone()[0]
    return Finding("sums", not wrong, _("The summary figures agree with the records.") if not wrong
                   else _("{n} summary figures do not agree with the records.").format(n=wrong))  # fmt: skip


def _index(c: Any) -> Finding:
    people = c.execute("SELECT count(*) FROM party WHERE search <> ''").fetchone()[0]
    papers = sum(c.execute(f"SELECT count(*) FROM {t} WHERE search <> ''").fetchone()[0] for t in PAPERS)
    have = [
        c.execute(f"SELECT count(*) FROM {t}_docsize").fetchone()[0] for t in ("party_index", "paper_index")
    ]
    ok = have == [people, papers]
    return Finding(
        "search", ok, _("Search finds every record.") if ok else _("The search index is not complete.")
    )


def _journal(c: Any) -> Finding:
    loose = c.execute("SELECT count(*) FROM change WHERE step_id NOT IN (SELECT id FROM step)").fetchone()[0]
    idle = c.execute("SELECT step_id IS NULL AND bulk = 0 FROM journal_now WHERE id = 1").fetchone()[0]
    ranges = "op <> 'I' OR last_id <= row_id OR before IS NOT NULL"
    odd = c.execute(f"SELECT count(*) FROM change WHERE last_id IS NOT NULL AND ({ranges})").fetchone()[0]
    ok = not loose and not odd and bool(idle)
    return Finding("journal", ok, _("The history is complete.") if ok else _("The history has gaps."))
