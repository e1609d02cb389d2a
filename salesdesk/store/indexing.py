"""The search index after a bulk step: the rows that it inserted, changed or deleted, all at once.

Taking a row out of an index costs more than putting one in. Where fewer rows stay than that is worth, the
index is emptied and filled anew: after the undo of an import into a small book that is nearly nothing.
"""

import json
from collections.abc import Mapping
from typing import Any

from salesdesk.store.search_schema import INDEXES
from salesdesk.store.touched import Touched

WORTH = 2
"""So many rows are put in while one is taken out (measured: 7 and 16 µs, both indexes of people together)."""
_TAKE_OUT = "DELETE FROM {index} WHERE rowid IN (SELECT value FROM json_each(?))"
# In the order of the ranges, which is that of the ids: so the index likes it best.
_PUT_IN = (
    "INSERT INTO {into}(rowid, {column}) SELECT r.id, r.{text} FROM json_each(?) run CROSS JOIN {table} r "
    "WHERE r.id BETWEEN run.value ->> 0 AND run.value ->> 1 AND r.{text} <> ''"
)


def index_rows(c: Any, touched: Mapping[str, Touched]) -> None:
    """Bring the search index up to date with a step whose rows did not go through its triggers."""
    for index, sources in INDEXES.items():
        mine = {s: touched[s.table] for s in sources if s.table in touched}
        out = [row_id for rows in mine.values() for row_id in rows.before]
        if out and _kept(c, index) - len(out) <= WORTH * len(out):
            c.execute(f"INSERT INTO {index}({index}) VALUES ('delete-all')")
            for source in sources:
                c.execute(source.fill())
            continue
        if out:
            c.execute(_TAKE_OUT.format(index=index), (json.dumps(sorted(out)),))
        for source, rows in mine.items():
            if ranges := rows.after():
                c.execute(_PUT_IN.format(**source._asdict()), (json.dumps(ranges),))


def _kept(c: Any, index: str) -> int:
    """How many rows an index holds."""
    return int(c.execute(f"SELECT count(*) FROM {index}_docsize").fetchone()[0])
