"""Bringing an older book up to date while the window lives on."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.goal import Goal, SkippedError, Take
from tests.bench.ground import remove
from tests.bench.programs import ROOT

if TYPE_CHECKING:
    from tests.bench.ground import Ground

AT_MOST = 100_000
"""A larger book is not made old again: that alone would take minutes."""
OLDER = {1: "first_book", 2: "second_book"}
"""The stored books of earlier layouts, by their version."""
_KEPT = ("step", "change", "journal_now", "meta", "alembic_version")
_OWN = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%' "
    "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_index\\_%' ESCAPE '\\'"
)


def older_book(ground: Ground) -> Path:
    """The people of the book in the layout before this one: a stored book emptied and filled anew."""
    from salesdesk.store.blueprint import SCHEMA_VERSION
    from salesdesk.store.engine import raw_connect
    from salesdesk.store.filling import _put_away
    from salesdesk.store.search_schema import fill_from_nothing

    name = OLDER.get(SCHEMA_VERSION - 1)
    if name is None:
        raise SkippedError(f"there is no stored book of layout {SCHEMA_VERSION - 1}")
    rows = min(ground.rows, AT_MOST)
    path = ground.folder / f"older-{SCHEMA_VERSION - 1}-{rows}.salesdesk"
    if path.exists():
        return path
    draft = path.with_suffix(".draft")
    remove(draft)
    draft.write_bytes(gzip.decompress((ROOT / "tests" / "store" / f"{name}.salesdesk.gz").read_bytes()))
    connection = raw_connect(draft)
    try:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("ATTACH ? AS newer", (str(ground.book_of(rows)),))
        connection.execute("BEGIN")
        put_away = _put_away(connection)
        for (table,) in connection.execute(_OWN).fetchall():
            if table not in _KEPT:
                _take_over(connection, table)
        for table in ("change", "step"):
            connection.execute(f"DELETE FROM main.{table}")
        for index in ("party_index", "phone_index", "paper_index"):
            connection.execute(f"INSERT INTO {index}({index}) VALUES ('delete-all')")
        for statement in (*fill_from_nothing(), *put_away):
            connection.execute(statement)
        connection.execute("COMMIT")
    finally:
        connection.close()
    draft.replace(path)
    return path


def _take_over(connection: Any, table: str) -> None:
    connection.execute(f"DELETE FROM main.{table}")
    columns = [
        {row[1] for row in connection.execute(f"PRAGMA {place}.table_info({table})")}
        for place in ("main", "newer")
    ]
    both = ", ".join(f'"{name}"' for name in sorted(columns[0] & columns[1]))
    connection.execute(f"INSERT INTO main.{table}({both}) SELECT {both} FROM newer.{table}")


def migrating(ground: Ground) -> Take:
    """Copied, proven, brought up to date, checked and put in place, as a job of the window."""
    from salesdesk.store.migrate import migrate
    from tests.bench.gaps import Gaps, wait_for

    window, older = ground.window, older_book(ground)
    folder = ground.folder / "migrating"
    ground.closing(lambda: shutil.rmtree(folder, ignore_errors=True))

    def take() -> dict[str, list[float]]:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        book = folder / "shop.salesdesk"
        shutil.copyfile(older, book)
        ended: list[str] = []
        gaps = Gaps()
        gaps.begin()
        window.jobs.run("", lambda task: migrate(book, task), lambda _done: ended.append("done"),
                        lambda error: ended.append(str(error)))  # fmt: skip
        wait_for(lambda: ended)
        found = gaps.end()
        assert ended == ["done"], ended
        took = f"{min(ground.rows, AT_MOST):,} people in {sum(found) / 1e3:.1f} s"
        ground.note(f"{took}; a start does it before its window is there")
        return {"ms": found}

    return take


GOALS = (
    Goal("migration, stalls, p99", "ms", 16, None, None, migrating, stat="p99", turns=1),
    Goal("migration, longest stall", "ms", 50, 16, None, migrating, stat="max", turns=1),
)
