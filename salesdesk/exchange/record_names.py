"""What the records are called that the rows of an import refer to."""

from collections.abc import Iterable

from salesdesk.exchange.plans import Rehearsal
from salesdesk.store.database import Store

Names = dict[str, dict[int, str]]


def record_names(rehearsal: Rehearsal, store: Store) -> Names:
    """The names of the book's records in the rows that are shown, by reference field and id."""
    wanted: dict[str, set[int]] = {key: set() for key in rehearsal.importer.references}
    for plan in rehearsal.plans.values():
        told = [*plan.values.items(), *((c.field_key, c.old) for c in plan.changes)]
        told += [(c.field_key, c.new) for c in plan.changes]
        for key, value in told:
            if key in wanted and isinstance(value, int):
                wanted[key].add(value)
    out: Names = {}
    with store.reading() as db:
        for key, ids in wanted.items():
            if ids:
                named = rehearsal.importer.references[key].names(db)
                out[key] = _best(ids, named)
    return out


def _best(ids: set[int], named: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Of a record's codes, names and addresses the one that people say."""
    best: dict[int, str] = {}
    for row_id, name in named:
        if row_id in ids:
            best[row_id] = max(best.get(row_id, ""), name, key=lambda text: ("@" not in text, len(text)))
    return best
